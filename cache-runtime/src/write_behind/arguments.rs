//! Arguments of a sink that last as long as its queue delivers.

use std::borrow::Borrow;

/// Whom arguments are kept for. The traits here are about it, not about the arguments, as in `kept/arguments.rs`.
#[derive(Debug)]
pub struct Deliveries;

/// A queue can keep a clone of what its sink borrows.
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot be kept for the batches of `#[write_behind]`",
    label = "cannot be kept",
    note = "batches are saved when the call is over, with a clone of what the function borrows: it must be `Clone` (or `str`, a \
            slice, …), and the clone `Send + Sync + 'static`; take an `Arc`"
)]
pub trait KeepsForWrites<T: ?Sized> {
    /// What it keeps.
    type Owned: Borrow<T> + Clone + Send + Sync + 'static;
    /// Keeps it.
    fn keep(argument: &T) -> Self::Owned;
}

#[diagnostic::do_not_recommend]
impl<T: ToOwned<Owned: Clone + Send + Sync + 'static> + ?Sized> KeepsForWrites<T> for Deliveries {
    type Owned = T::Owned;

    fn keep(argument: &T) -> T::Owned {
        argument.to_owned()
    }
}

/// A queue can hand what its sink takes by value to one batch after the other.
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot be kept for the batches of `#[write_behind]`",
    label = "cannot be handed to one batch after the other",
    note = "every batch is saved with the same arguments: they must be `Clone + Send + Sync + 'static`; take an `Arc`"
)]
pub trait HoldsForWrites<T> {}

#[diagnostic::do_not_recommend]
impl<T: Clone + Send + Sync + 'static> HoldsForWrites<T> for Deliveries {}

/// Makes a borrowed argument last.
#[must_use]
pub fn keep_for_writes<T: ?Sized>(
    argument: &T,
) -> impl Borrow<T> + Clone + Send + Sync + 'static + use<T>
where
    Deliveries: KeepsForWrites<T>,
{
    Deliveries::keep(argument)
}

/// Takes an argument along.
#[must_use]
pub fn hold_for_writes<T>(argument: T) -> T
where
    Deliveries: HoldsForWrites<T>,
{
    argument
}
