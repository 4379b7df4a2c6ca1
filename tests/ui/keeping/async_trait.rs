use async_trait::async_trait;
use cache_runtime::cached;

#[async_trait]
trait Load {
    async fn load(&self, id: u64) -> u64;
}

struct Repository;

#[async_trait]
impl Load for Repository {
    #[cached(ttl = "1h", on_cancel = "finish", ignore(self))]
    async fn load(&self, id: u64) -> u64 {
        id
    }
}

fn main() {}
