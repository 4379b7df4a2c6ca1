use cache_runtime::cache_invalidate;

#[cache_invalidate("user:7")]
fn update(id: u64) {
    let _ = id;
}

fn main() {}
