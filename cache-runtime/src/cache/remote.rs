//! What other processes have done, done here.

use super::Inner;
use super::invalidate::on_entries;
use crate::clock::Millis;
use crate::invalidation::{Invalidated, Order};
use crate::key::EncodedKey;
use crate::region::AnyRegion;
use crate::shared::tier::{Memory, Operation, RemoteKey};

impl Memory for Inner {
    fn perform(&self, operation: &Operation) {
        match operation {
            Operation::Invalidate(key) | Operation::Put(key) => self.invalidate_remote(key),
            Operation::Expire(key) => self.expire_remote(key),
            Operation::InvalidateText(text) => drop_count(self.perform(&Order::Text(text.clone()))),
            Operation::Tags(tags) => drop_count(self.perform(&Order::Tags(tags.clone()))),
            Operation::Function(pattern) => {
                drop_count(self.perform(&Order::Function(pattern.clone())));
            }
            Operation::Pattern(glob) => drop_count(self.perform(&Order::Pattern(glob.clone()))),
            Operation::Everything => drop_count(self.perform(&Order::Everything)),
            // The tier's own business.
            Operation::Landed(_) => {}
        }
    }

    fn flush(&self) {
        drop_count(self.perform(&Order::Everything));
    }

    fn shorten_copies(&self, limit: Millis, end: Millis) {
        for region in self.regions() {
            region.shorten_copies(limit, end);
        }
    }
}

impl Inner {
    fn invalidate_remote(&self, key: &RemoteKey) {
        self.on_remote_entry(key, &|region, encoded| region.invalidate(encoded));
    }

    fn expire_remote(&self, key: &RemoteKey) {
        self.on_remote_entry(key, &|region, encoded| region.expire(encoded));
    }

    /// Does something to an entry and tells what depends on it; nothing, where no function here has such keys.
    fn on_remote_entry(
        &self,
        key: &RemoteKey,
        act: &dyn Fn(&dyn AnyRegion, &EncodedKey) -> Invalidated,
    ) {
        let Some(family) = self.known_family(&key.pattern) else {
            // A copy from the shared tier may rest on it all the same.
            self.world.sequence.invalidate(|number| {
                if self
                    .world
                    .copies
                    .invalidate_key(&|| key.text.clone(), number)
                {
                    self.suspect_linked(number);
                }
            });
            return;
        };
        let encoded = EncodedKey::from(&key.encoded);
        on_entries(
            &family,
            &key.instance,
            &|region| region.shape() == key.shape,
            &|region| act(region, &encoded),
            &|| key.text.clone(),
        );
        self.tell_dependents(&family, &encoded, &|| key.text.clone());
        if family.dependents.has_other_shapes(&key.shape) {
            let cells = family
                .dependents
                .cells_where(&|other| other.text() == key.text);
            self.world.sequence.invalidate(|number| {
                for cell in &cells {
                    cell.invalidate(number);
                }
                self.suspect_linked(number);
            });
        }
    }
}

/// How much there was to do here is nobody's question.
fn drop_count(_: Invalidated) {}
