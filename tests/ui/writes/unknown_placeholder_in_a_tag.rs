use cache_runtime::cache_invalidate;

#[cache_invalidate(tags = ["tenant:<tenat>"])]
fn update(tenant: u64) {
    let _ = tenant;
}

fn main() {}
