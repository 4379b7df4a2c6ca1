//! What other processes have done, done here.

use super::Inner;
use super::invalidate::on_entries;
use crate::clock::Millis;
use crate::invalidation::{Cause, Invalidated, InvalidationKind, Meant, Order, SourceLocation};
use crate::key::EncodedKey;
use crate::region::AnyRegion;
use crate::shared::tier::{Memory, Operation, Origin, RemoteKey};

impl Memory for Inner {
    fn perform(&self, operation: &Operation, sender: Origin) {
        let cause = Cause::Message(sender);
        match Meaning::of(operation) {
            Meaning::Entry(InvalidationKind::Expire, key) => {
                let met = self.expire_remote(key);
                self.note(
                    cause,
                    Meant::entry(InvalidationKind::Expire, &key.text),
                    met,
                );
            }
            Meaning::Entry(kind, key) => {
                let met = self.invalidate_remote(key);
                self.note(cause, Meant::entry(kind, &key.text), met);
            }
            Meaning::Order(order) => drop_count(self.perform(&order, cause)),
            Meaning::Nothing => {}
        }
    }

    fn flush(&self, reason: &'static str) {
        drop_count(self.perform(&Order::Everything, Cause::Flush(reason)));
    }

    fn replayed(&self, operation: &Operation, location: Option<SourceLocation>) {
        let subject = match Meaning::of(operation) {
            Meaning::Entry(kind, key) => Some(Meant::entry(kind, &key.text)),
            Meaning::Order(order) => Meant::of(&order),
            Meaning::Nothing => None,
        };
        if let Some(subject) = subject {
            self.note(Cause::Replay(location), subject, Invalidated::default());
        }
    }

    fn shorten_copies(&self, limit: Millis, end: Millis) {
        for region in self.regions() {
            region.shorten_copies(limit, end);
        }
    }
}

/// What an operation is, for this process.
enum Meaning<'a> {
    Entry(InvalidationKind, &'a RemoteKey),
    Order(Order),
    /// The tier's own business.
    Nothing,
}

impl<'a> Meaning<'a> {
    fn of(operation: &'a Operation) -> Self {
        match operation {
            // Another value elsewhere: here, none.
            Operation::Invalidate(key) | Operation::Put(key) => {
                Self::Entry(InvalidationKind::Key, key)
            }
            Operation::Expire(key) => Self::Entry(InvalidationKind::Expire, key),
            Operation::InvalidateText(text) => Self::Order(Order::Text(text.clone())),
            Operation::Tags(tags) => Self::Order(Order::Tags(tags.clone())),
            Operation::Function(pattern) => Self::Order(Order::Function(pattern.clone())),
            Operation::Pattern(glob) => Self::Order(Order::Pattern(glob.clone())),
            Operation::Everything => Self::Order(Order::Everything),
            Operation::Landed(_) => Self::Nothing,
        }
    }
}

impl Inner {
    fn invalidate_remote(&self, key: &RemoteKey) -> Invalidated {
        self.on_remote_entry(key, &|region, encoded| region.invalidate(encoded))
    }

    fn expire_remote(&self, key: &RemoteKey) -> Invalidated {
        self.on_remote_entry(key, &|region, encoded| region.expire(encoded))
    }

    /// Does something to an entry and tells what depends on it; nothing, where no function here has such keys.
    fn on_remote_entry(
        &self,
        key: &RemoteKey,
        act: &dyn Fn(&dyn AnyRegion, &EncodedKey) -> Invalidated,
    ) -> Invalidated {
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
            return Invalidated::default();
        };
        let encoded = EncodedKey::from(&key.encoded);
        let met = on_entries(
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
        met
    }
}

/// How much there was to do here is nobody's question.
fn drop_count(_: Invalidated) {}
