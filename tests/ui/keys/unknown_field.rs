use cache_runtime::cached;

struct User {
    name: String,
}

#[cached(key = "user:<user.nmae>", ttl = "1h")]
fn greeting(user: &User) -> String {
    user.name.clone()
}

fn main() {}
