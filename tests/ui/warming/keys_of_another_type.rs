use cache_runtime::cached;

#[cached(key = "user:<tenant>:<id>", ttl = "1h")]
fn get_user(tenant: u64, id: u64) -> u64 {
    tenant + id
}

fn main() {
    let _ = warm_get_user([(1, "ada")], 8);
}
