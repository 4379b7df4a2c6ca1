//! An exclusive reference is moved out of the closure's captured variables before the future borrows through it.
use cache_runtime::cached;

pub struct Connection {
    pub queries: u64,
}

#[cached(key = "total:<id>", ttl = "1m", ignore(connection))]
pub async fn total(connection: &mut Connection, id: u64) -> u64 {
    connection.queries += 1;
    connection.queries + id
}
