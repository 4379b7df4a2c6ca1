use cache_runtime::cache_invalidate;

#[cache_invalidate]
fn update(id: u64) {
    let _ = id;
}

fn main() {}
