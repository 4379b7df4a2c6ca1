use cache_runtime::cached;

trait Source: Send + Sync {
    fn read(&self, id: u64) -> u64;
}

#[cached(ttl = "1h", refresh_ahead = 0.8, ignore(source))]
fn load(source: &dyn Source, id: u64) -> u64 {
    source.read(id)
}

fn main() {}
