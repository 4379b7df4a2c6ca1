//! Placeholders reach into arguments: fields, tuple indices, methods. Doubled brackets are literal.
use cache_runtime::cached;

pub struct User {
    pub id: u64,
    pub name: String,
}

#[cached(
    key = "<<paths>>:<user.id>:{pair.1}:<user.name.len()>:<flag>",
    ttl = "1h"
)]
pub fn described(user: &User, pair: (u8, u8), flag: Option<bool>) -> String {
    format!("{} {:?} {flag:?}", user.name, pair.1)
}
