//! An argument of type `impl Trait`, in the key and outside it.
use cache_runtime::cached;
use std::fmt::{Debug, Display};

#[cached(key = "greeting:<name>", ttl = "forever", ignore(context))]
pub async fn greeting(name: impl Display, context: impl Debug) -> String {
    let _ = context;
    format!("Hello, {name}!")
}
