use cache_runtime::cache_invalidate;

#[cache_invalidate(on = "always")]
fn update(id: u64) {
    let _ = id;
}

fn main() {}
