//! The runtime under another name: nothing that is generated may name `cache_runtime`, which does not exist here.

pub use other_name;

use other_name::{Cache, CacheKey, cached};

/// A part of a key.
#[derive(Debug, Clone, Copy, CacheKey)]
#[cache_key(crate = ::other_name)]
pub enum Region {
    /// One.
    North,
    /// The other.
    South(u8),
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its team.
    pub team: u64,
}

/// Every argument that generates code of its own.
///
/// # Errors
///
/// For number zero.
#[cached(
    key = "row:<region>:<number>",
    ttl = "1h",
    jitter = 0.1,
    tags = ["rows", "region:<region>", "team:<result.team>"],
    depends_on(square(number)),
    stampede = "early",
    negative_ttl = "1s",
    error_ttl = "1s",
    cache_if = |number| *number < 100,
    unless = |row| row.is_none(),
    capacity = 100,
    crate = ::other_name
)]
pub async fn row(region: Region, number: u64) -> Result<Option<Row>, String> {
    if number == 0 {
        return Err(format!("{region:?}"));
    }
    let team = std::future::ready(number).await;
    Ok(Some(Row { team }))
}

/// The default key.
#[cached(ttl = "1h", stampede = "lock", max_weight = "1MiB", crate = ::other_name)]
#[must_use]
pub fn square(number: u64) -> u64 {
    number * number
}

/// The body in the function.
#[cached(ttl = "1h", helpers = false, crate = ::other_name)]
pub async fn cube(number: u64) -> u64 {
    std::future::ready(number * number * number).await
}

/// An error that says that the time was over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLate;

impl From<other_name::LoadTimeout> for TooLate {
    fn from(_: other_name::LoadTimeout) -> Self {
        Self
    }
}

/// A load that may outlive its call, and everything that is demanded for that.
///
/// # Errors
///
/// When it takes too long.
#[cached(
    key = "kept:<name>:<number>",
    ttl = "1h",
    stale_while_revalidate = "1m",
    stale_if_error = "1d",
    refresh_every = "5m",
    soft_timeout = "100ms",
    timeout = "1s",
    tags = ["name:<name>:<result>"],
    crate = ::other_name
)]
pub async fn kept(name: &str, number: u64) -> Result<u64, TooLate> {
    Ok(std::future::ready(number + name.len() as u64).await)
}

/// The same on another thread.
///
/// # Errors
///
/// When it takes too long.
#[cached(
    ttl = "1h",
    timeout = "1s",
    refresh_ahead = 0.8,
    audit = 0.5,
    crate = ::other_name
)]
pub fn kept_now(name: &str, number: u64) -> Result<u64, TooLate> {
    Ok(number + name.len() as u64)
}

/// A method with a cache of its own.
#[derive(Debug)]
pub struct Shop {
    /// The cache.
    pub cache: Cache,
}

impl Shop {
    /// A price.
    #[cached(key = "price:<item>", ttl = "1h", cache = self.cache, ignore(self), crate = ::other_name)]
    #[must_use]
    pub fn price(&self, item: u64) -> u64 {
        item + 1
    }
}

#[cfg(test)]
mod tests {
    use super::{Region, Row, Shop, cube, invalidate_row, kept, kept_now, row, square};
    use other_name::testing;

    #[test]
    fn the_runtime_is_found_under_its_other_name() {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        for _ in 0..2 {
            assert_eq!(
                testing::run(row(Region::South(1), 7)),
                Ok(Some(Row { team: 7 }))
            );
            assert_eq!((square(3), testing::run(cube(3))), (9, 27));
            assert_eq!(
                (testing::run(kept("ada", 7)), kept_now("ada", 7)),
                (Ok(10), Ok(10))
            );
        }
        for function in ["row", "square", "cube", "kept", "kept_now"] {
            testing::assert_loads(&cache, function, 1);
            testing::assert_hits(&cache, function, 1);
        }
        testing::run(invalidate_row(Region::South(1), 7)).unwrap();
        testing::run(row(Region::South(1), 7)).unwrap();
        testing::assert_loads(&cache, "row", 2);

        let shop = Shop {
            cache: cache.clone(),
        };
        assert_eq!((shop.price(1), shop.price(1)), (2, 2));
        testing::assert_loads(&cache, "price", 1);
    }
}
