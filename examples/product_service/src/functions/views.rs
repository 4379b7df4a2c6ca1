//! How often products are shown: a write for every page, of which the database sees few.

use crate::database::Database;
use crate::failure::Failure;
use crate::model::Views;
use cache_runtime::{cached, write_behind};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Of a product that is shown a thousand times in these two seconds, one row is saved.
#[write_behind(
    key = "views:<row.process>:<row.product>",
    item = row,
    ttl = "1m",
    flush_every = "2s",
    batch = 500
)]
pub(crate) async fn save_views(db: &Database, rows: Vec<Views>) -> Result<(), Failure> {
    db.save_views(&rows).await
}

/// What all processes have saved, up to half a minute ago.
#[cached(key = "popularity:<product>", ttl = "30s", jitter = 0.2, ignore(db))]
pub(crate) async fn get_views(db: &Database, product: u32) -> Result<u64, Failure> {
    db.views(product).await
}

/// What this process has shown. It counts from zero and under a number of its own, so that what it saves is absolute and
/// may be saved twice.
#[derive(Debug)]
pub(crate) struct ViewCounter {
    process: i64,
    views: Mutex<HashMap<u32, u64>>,
}

impl ViewCounter {
    pub(crate) fn new() -> Self {
        Self {
            process: fastrand::i64(0..),
            views: Mutex::default(),
        }
    }

    /// Counts one more, to be saved soon.
    pub(crate) async fn shown(&self, db: &Database, product: u32) {
        // A number that is lost while the service ends is no reason to fail a page.
        let _ = save_views_later(db, self.one_more(product)).await;
    }

    fn one_more(&self, product: u32) -> Views {
        let mut views = self.views.lock().unwrap_or_else(PoisonError::into_inner);
        let views = views.entry(product).or_default();
        *views += 1;
        Views {
            product,
            process: self.process,
            views: *views,
        }
    }
}
