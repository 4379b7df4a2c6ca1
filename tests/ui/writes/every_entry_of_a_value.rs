use cache_runtime::cache_invalidate;

#[cache_invalidate(users.get_user(..))]
fn update(users: u64) {
    let _ = users;
}

fn main() {}
