use cache_runtime::cache_invalidate;

#[cache_invalidate(tags = ["user:<result>"], on = "always")]
fn update(id: u64) -> u64 {
    id
}

fn main() {}
