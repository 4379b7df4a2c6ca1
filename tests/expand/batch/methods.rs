//! Methods: the receiver is lent to every run of the body; elements may be taken apart in the key.
use std::collections::HashMap;
use std::sync::Arc;

use cache_runtime::{Cache, cached};

#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Place {
    pub row: u32,
    pub seat: u32,
}

pub struct Hall {
    pub cache: Cache,
    pub number: u64,
}

impl Hall {
    #[cached(
        key = "seat:<self.number>:<place.row>:<place.seat>", batch = places, ttl = "1h", cache = self.cache, ignore(base, step)
    )]
    pub async fn prices(&self, places: &[Place], (base, step): (u32, u32)) -> HashMap<Place, u32> {
        let price = |place: &Place| (place.clone(), base + step * place.row);
        places.iter().map(price).collect()
    }

    #[cached(key = "open:<self.number>:<row>", batch = rows, ttl = "1h", max_weight = "1MiB")]
    pub fn open(self: Arc<Self>, rows: Vec<u32>) -> HashMap<u32, bool> {
        rows.into_iter().map(|row| (row, row < 10)).collect()
    }
}
