use cache_runtime::cached;

fn get_team(id: u64) -> u64 {
    id
}

#[cached(ttl = "1h", depends_on(get_team(n)))]
fn get_user(n: u64) -> u64 {
    get_team(n)
}

fn main() {}
