//! Arguments that last as long as a load which may outlive its caller.

use std::borrow::Borrow;

/// What a load can keep of what its function borrows: a clone.
#[diagnostic::on_unimplemented(
    message = "a load that may outlive its caller cannot keep `{Self}`",
    label = "cannot be cloned for a load in the background",
    note = "a background load keeps what the function borrows: it must be `Clone` (or `str`, a slice, …), and its clone `Send + Sync + \
            'static`; take an `Arc` of it, or leave out the option that loads in the background"
)]
pub trait Keepable: ToOwned<Owned: Send + Sync + 'static> {}

#[diagnostic::do_not_recommend]
impl<T: ToOwned<Owned: Send + Sync + 'static> + ?Sized> Keepable for T {}

/// What a load can take with it of what its function takes by value.
#[diagnostic::on_unimplemented(
    message = "a load that may outlive its caller cannot take `{Self}` with it",
    label = "cannot go to another thread",
    note = "what a background load takes with it must be `Send + 'static`; pass something that is, or leave out the option that loads \
            in the background"
)]
pub trait Holdable: Send + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Send + 'static> Holdable for T {}

/// The same for a load that is repeated.
#[diagnostic::on_unimplemented(
    message = "a load that is repeated cannot take `{Self}` with it",
    label = "cannot be handed to one load after the other",
    note = "`refresh_every` loads again and again: its arguments must be `Clone + Send + Sync + 'static`; pass something that is, or \
            leave out `refresh_every`"
)]
pub trait HoldableAgain: Clone + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Clone + Send + Sync + 'static> HoldableAgain for T {}

/// Makes a borrowed argument last.
#[must_use]
pub fn keep<T: Keepable + ?Sized>(argument: &T) -> T::Owned {
    argument.to_owned()
}

/// Lends what was kept.
#[must_use]
pub fn lend<T: ?Sized>(kept: &impl Borrow<T>) -> &T {
    kept.borrow()
}

/// Takes an argument along.
#[must_use]
pub fn hold<T: Holdable>(argument: T) -> T {
    argument
}

/// Takes an argument along for several loads.
#[must_use]
pub fn hold_again<T: HoldableAgain>(argument: T) -> T {
    argument
}
