//! What a batch is asked for: its elements, and the other arguments of its function.

use std::hash::Hash;

/// What one entry of a batch is asked for by.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an element of a batch",
    label = "not `Clone + Eq + Hash`",
    note = "an element is compared with the keys of the map that the body returns: derive `Clone`, `PartialEq`, `Eq` and `Hash` for it"
)]
pub trait Element: Clone + Eq + Hash {}

#[diagnostic::do_not_recommend]
impl<K: Clone + Eq + Hash> Element for K {}

/// The elements that a body is to load.
pub type Missing<K> = Vec<K>;

/// Where the elements stand.
pub trait Asked<K> {
    /// The elements in their order.
    fn elements(self) -> impl ExactSizeIterator<Item = K>;
}

impl<K> Asked<K> for Vec<K> {
    fn elements(self) -> impl ExactSizeIterator<Item = K> {
        self.into_iter()
    }
}

impl<K: Clone> Asked<K> for &[K] {
    fn elements(self) -> impl ExactSizeIterator<Item = K> {
        self.iter().cloned()
    }
}

/// The elements in their order.
pub fn asked<K: Element>(argument: impl Asked<K>) -> impl ExactSizeIterator<Item = K> {
    argument.elements()
}

/// For whom arguments are copied. The trait here is about it, not about the arguments: of those rustc would ask that they be
/// borrowed once more, and say nothing else.
#[derive(Debug)]
pub struct Batch;

/// The body of a batch can be given an argument more than once.
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot be given to the body of a batch again",
    label = "not `Clone`",
    note = "the body runs once more for what another call failed to load, so its arguments must be `Clone`; borrow this one, or pass \
            an `Arc`"
)]
pub trait GivesAgain<T> {
    /// A copy of it.
    fn again(argument: &T) -> T;
}

#[diagnostic::do_not_recommend]
impl<T: Clone> GivesAgain<T> for Batch {
    fn again(argument: &T) -> T {
        argument.clone()
    }
}

/// An argument for one run of the body.
#[must_use]
pub fn again_for_batch<T>(argument: &T) -> T
where
    Batch: GivesAgain<T>,
{
    Batch::again(argument)
}
