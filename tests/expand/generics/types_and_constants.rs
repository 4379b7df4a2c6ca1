//! Types that the key does not tell keep their entries apart by name; types of ignored arguments do not.
use cache_runtime::cached;
use std::fmt::Display;

pub trait Source: Send + Sync {
    fn read(&self, name: &str) -> String;
}

#[cached(key = "parsed:<name>", ttl = "1h", ignore(source))]
pub async fn parsed<'a, S, T, const N: usize>(source: &'a S, name: &'a str) -> Option<T>
where
    S: Source,
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    source.read(name).get(N..)?.parse().ok()
}

#[cached(key = "digits:<value>:<WIDE>", ttl = "1h")]
pub fn digits<T: Display, const WIDE: bool>(value: T) -> String {
    if WIDE {
        format!("{value:>20}")
    } else {
        value.to_string()
    }
}
