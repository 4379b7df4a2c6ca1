//! What the cache shows of a write.

use super::{Stage, quiet, seconds};
use crate::table::Row;
use cache_runtime::{cached, testing};

/// The same template and value type: the entries are the same.
#[cached(key = "behind:<id>", ttl = "1h")]
fn get(id: u64) -> Result<Row, String> {
    Err(format!("nobody has saved {id}"))
}

pub(super) fn cached_row(id: u64) -> Result<Row, String> {
    get(id)
}

#[tokio::test]
async fn a_write_is_in_the_cache_when_it_is_acknowledged() {
    let stage = Stage::new();
    stage.write(1, 10).await;
    assert_eq!(get(1), Ok(Row { id: 1, value: 10 }));
    stage.write(1, 11).await;
    assert_eq!(get(1), Ok(Row { id: 1, value: 11 }));
    assert!(stage.table.calls().is_empty());
    testing::assert_loads(&stage.cache, "get", 0);
}

#[tokio::test]
async fn a_write_stays_in_the_cache_for_its_ttl() {
    let stage = Stage::new();
    stage.write(1, 10).await;
    stage.advance(seconds(3599)).await;
    assert!(get(1).is_ok());
    stage.advance(seconds(1)).await;
    assert!(get(1).is_err());
}

#[tokio::test]
async fn a_write_is_removed_from_the_cache_by_its_tags_and_saved_all_the_same() {
    let stage = Stage::new();
    stage.write(1, 10).await;
    stage.cache.invalidate_tag("behind:tag").await.unwrap();
    assert!(get(1).is_err());
    stage.advance(seconds(5)).await;
    assert_eq!(stage.table.rows(), [(1, 10)]);
}

#[tokio::test]
async fn a_write_invalidates_what_depends_on_it() {
    #[cached(key = "behind-sum:<id>", ttl = "1h", depends_on(get(id)))]
    fn doubled(id: u64) -> Result<u64, String> {
        get(id).map(|row| 2 * row.value)
    }
    let stage = Stage::new();
    stage.write(1, 10).await;
    assert_eq!(doubled(1), Ok(20));
    stage.write(1, 11).await;
    quiet().await;
    assert_eq!(doubled(1), Ok(22));
}
