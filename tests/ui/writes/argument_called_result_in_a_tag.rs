use cache_runtime::cache_invalidate;

#[cache_invalidate(tags = ["user:<result>"])]
fn update(result: u64) {
    let _ = result;
}

fn main() {}
