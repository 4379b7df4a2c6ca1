use cache_runtime::cached;

#[cached(key = "team:<id>", ttl = "1h")]
fn get_team(id: u64) -> u64 {
    id
}

#[cached(ttl = "1h", depends_on(get_team(name)))]
fn get_user(name: String) -> String {
    name
}

fn main() {}
