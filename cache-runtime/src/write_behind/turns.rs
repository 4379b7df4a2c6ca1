//! Writers of one key take turns from the journal to the cache: else the cache could end with another value than the
//! sink.

use std::hash::BuildHasher as _;
use std::sync::Arc;
use tokio::sync::{Mutex, OwnedMutexGuard};

/// Keys share so many places: two of them may wait for each other, and no two writes of one key pass.
const PLACES: usize = 64;

#[derive(Debug)]
pub(super) struct Turns {
    places: Vec<Arc<Mutex<()>>>,
    hasher: foldhash::fast::RandomState,
}

/// Others of the key wait until this is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    _place: OwnedMutexGuard<()>,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            places: (0..PLACES).map(|_| Arc::default()).collect(),
            hasher: foldhash::fast::RandomState::default(),
        }
    }
}

impl Turns {
    /// Waits for those of the key who came before. Dropped meanwhile, it is out of the line.
    pub(super) async fn take(&self, key: &str) -> Turn {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "any bits of the hash will do"
        )]
        let place = self.hasher.hash_one(key) as usize % PLACES;
        // A lock for tasks, held across Redis: whoever waits for it leaves its thread to others.
        let place = self.places[place].clone().lock_owned().await;
        Turn { _place: place }
    }
}
