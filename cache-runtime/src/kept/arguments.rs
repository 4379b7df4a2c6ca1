//! Arguments that last as long as a load which may outlive its caller.

use std::borrow::Borrow;

/// Whom arguments are kept for. The traits here are about it, not about the arguments: of those rustc would ask that they be
/// borrowed once more, and say nothing else.
#[derive(Debug)]
pub struct Background;

/// A load can keep a clone of what its function borrows.
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot be kept for a load that may outlive its caller",
    label = "cannot be kept",
    note = "such a load keeps a clone of what the function borrows: it must be `Clone` (or `str`, a slice, …), and the clone `Send + Sync + \
            'static`; take an `Arc`, or leave out the option that lets loads outlive their callers"
)]
pub trait Keeps<T: ?Sized> {
    /// What it keeps.
    type Owned: Borrow<T> + Clone + Send + Sync + 'static;
    /// Keeps it.
    fn keep(argument: &T) -> Self::Owned;
}

#[diagnostic::do_not_recommend]
impl<T: ToOwned<Owned: Clone + Send + Sync + 'static> + ?Sized> Keeps<T> for Background {
    type Owned = T::Owned;

    fn keep(argument: &T) -> T::Owned {
        argument.to_owned()
    }
}

/// A load can take with it what its function takes by value.
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot be kept for a load that may outlive its caller",
    label = "cannot go to another thread",
    note = "what such a load takes with it must be `Send + 'static`; pass something that is, or leave out the option that lets loads \
            outlive their callers"
)]
pub trait Holds<T> {}

#[diagnostic::do_not_recommend]
impl<T: Send + 'static> Holds<T> for Background {}

/// The same for a load that is repeated.
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot be kept for a load that is repeated",
    label = "cannot be handed to one load after the other",
    note = "`refresh_every` and `audit` load again with the same arguments: they must be `Clone + Send + Sync + 'static`; pass something \
            that is, or leave out the option that repeats the load"
)]
pub trait HoldsAgain<T> {}

#[diagnostic::do_not_recommend]
impl<T: Clone + Send + Sync + 'static> HoldsAgain<T> for Background {}

/// Makes a borrowed argument last.
#[must_use]
pub fn keep<T: ?Sized>(argument: &T) -> impl Borrow<T> + Clone + Send + Sync + 'static + use<T>
where
    Background: Keeps<T>,
{
    Background::keep(argument)
}

/// Lends what was kept.
#[must_use]
pub fn lend<T: ?Sized>(kept: &impl Borrow<T>) -> &T {
    kept.borrow()
}

/// Takes an argument along.
#[must_use]
pub fn hold<T>(argument: T) -> T
where
    Background: Holds<T>,
{
    argument
}

/// Takes an argument along for several loads.
#[must_use]
pub fn hold_again<T>(argument: T) -> T
where
    Background: HoldsAgain<T>,
{
    argument
}
