//! A sink that is a method, with a cache of its own.

use cache_runtime::{Cache, WriteBehindError, write_behind};

#[derive(Clone)]
pub struct Log<T> {
    pub cache: Cache,
    pub name: T,
}

impl<T: Clone + Send + Sync + 'static> Log<T> {
    #[write_behind(key = "writes:line:<line.0>", item = line, ttl = "forever", cache = self.cache)]
    async fn append(&self, lines: Vec<(u64, String)>) -> Result<(), String> {
        let _ = (&self.name, lines);
        Ok(())
    }

    pub async fn write(&self, number: u64, text: &str) -> Result<(), WriteBehindError> {
        self.append_later((number, text.to_owned())).await?;
        self.flush_append().await.map(drop)
    }
}
