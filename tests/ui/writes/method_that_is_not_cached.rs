use cache_runtime::cache_invalidate;

struct Users;

impl Users {
    fn get_user(&self, id: u64) -> u64 {
        id
    }

    #[cache_invalidate(self.get_user(id))]
    fn update(&self, id: u64) {
    let _ = id;
}
}

fn main() {}
