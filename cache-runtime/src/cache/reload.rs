//! The file of policies, read again.
//!
//! A function goes by its [`Ruling`](crate::policies::Ruling), which is swapped as a whole; calls that are on their way go on
//! by what they found there. To switch a function off takes more: its rule says so first, which every commit reads under the
//! lock of its key; then the gate of its regions is closed, so that hits take a second look; then each such lock is taken
//! once. After that nothing is served or stored. Entries stay, and invalidations reach them as ever.

use super::Cache;
use super::policies::add;
use super::sites::{Functions, Row, same_region};
use crate::error::Error;
use crate::policies::{Decision, PolicyFault};
use crate::region::AnyRegion;
use std::sync::{Arc, PoisonError};

impl Cache {
    /// Reads the file of policies again (feature `policies`); without one, nothing happens. The thread waits for the file.
    ///
    /// Calls that begin later go by what it says now. Entries keep the ttl that they were stored with, also a longer one: to let
    /// a new one count at once, invalidate them too. Windows after the ttl that got shorter count at once, longer ones for what is
    /// stored from then on. A load that is on its way ends by what it began with.
    ///
    /// What is switched off is not served and not stored once this has returned, also by loads that were on their way in this
    /// process. Its entries stay, invalidations reach them, and what of them is still good is served when it is switched on again;
    /// a value that is put meanwhile removes the entry. `peek_*` finds nothing.
    ///
    /// # Errors
    /// [`Error::Policies`] with every fault of the file, and with all that is wrong with the functions called so far. Nothing is
    /// changed then.
    pub fn reload_policies(&self) -> Result<(), Error> {
        let spoken = self
            .inner
            .policies
            .spoken
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (book, mut faults) = spoken.book()?;
        let mut functions = self.inner.sites.functions();
        let decisions: Vec<(u32, Decision)> = functions
            .rows
            .iter()
            .map(|(id, row)| (*id, book.decide(&row.function)))
            .collect();
        for (_, decision) in &decisions {
            add(&mut faults, &decision.faults);
        }
        if !faults.is_empty() {
            faults.sort_by_key(PolicyFault::line);
            return Err(Error::Policies(faults));
        }
        functions.book = book;
        for (id, decision) in decisions {
            if let Some(row) = functions.rows.get(&id) {
                row.ruling.set(decision.rule);
            }
        }
        functions.close_what_is_off();
        Ok(())
    }
}

impl Functions {
    /// Lets calls take a second look in every region of a function that is switched off, and in no other.
    fn close_what_is_off(&self) {
        let is_off = |region: &Arc<dyn AnyRegion>| {
            let holds = |row: &Row| row.regions.iter().any(|other| same_region(other, region));
            self.rows
                .values()
                .any(|row| row.ruling.is_off() && holds(row))
        };
        for region in self.rows.values().flat_map(|row| &row.regions) {
            region.open_to_hits(!is_off(region));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AnyRegion;
    use crate::cache::{Bound, Cache};
    use crate::call::Call;
    use crate::commit::{Destination, Fill, Precedence};
    use crate::draft::Draft;
    use crate::freshness::Life;
    use crate::invalidation::Cells;
    use crate::key::{EncodedKey, Key, Part, Template};
    use crate::policies::Rule;
    use crate::site::Site;
    use std::sync::Arc;

    static SITE: Site =
        Site::new("reload::row", Template::explicit(&["reload-unit:", ""])).ttl(1_000_000);

    /// A function that has stored 1.
    fn stored(cache: &Cache) -> (Arc<Bound<u64>>, EncodedKey) {
        let call = Call::new(&SITE, Key::new().with(Part::native(&7_u64))).within(cache);
        let bound = call.bind::<u64>(|| None);
        destination(cache, &bound).put(&call.key, fill(1), &Draft::default());
        assert_eq!(bound.region.hit(&call.key), Some(1));
        (bound, call.key)
    }

    fn destination<'a>(cache: &'a Cache, bound: &'a Bound<u64>) -> Destination<'a, u64> {
        Destination {
            cache,
            bound,
            policy: &SITE.policy,
        }
    }

    fn fill(stored: u64) -> Fill<u64> {
        Fill {
            stored,
            bytes: None,
            life: Some(life()),
            begun: 0,
            cells: Cells::default(),
            precedence: Precedence::Regardless,
        }
    }

    fn life() -> Life {
        Life::begin(0, 1_000_000, 0.0, 0, 0.0)
    }

    /// Between a commit's look at the switch and the lock of its key, the function may be switched off.
    #[test]
    fn what_is_about_to_be_stored_is_refused_and_takes_the_older_entry_with_it() {
        let cache = Cache::memory();
        let (bound, key) = stored(&cache);
        bound.ruling.set(Rule {
            policy: None,
            off: true,
        });
        let destination = destination(&cache, &bound);
        let lead = destination.lead_put(&key, 0);
        destination.keep(&lead, fill(2), life(), &Draft::default());
        assert!(bound.region.peek(&key).is_none());
    }

    #[test]
    fn a_region_serves_hits_at_once_again_when_it_is_opened() {
        let cache = Cache::memory();
        let (bound, key) = stored(&cache);
        bound.region.open_to_hits(false);
        assert_eq!(bound.region.hit(&key), None);
        bound.region.open_to_hits(true);
        assert_eq!(bound.region.hit(&key), Some(1));
    }
}
