use cache_runtime::cache_invalidate;

#[cache_invalidate(tags = ["ratio:<ratio>"])]
fn update(ratio: f64) {
    let _ = ratio;
}

fn main() {}
