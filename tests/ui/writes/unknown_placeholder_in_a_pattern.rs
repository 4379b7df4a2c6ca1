use cache_runtime::cache_invalidate;

#[cache_invalidate(pattern = "user:<uid>:*")]
fn update(id: u64) {
    let _ = id;
}

fn main() {}
