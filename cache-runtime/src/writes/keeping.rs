//! Arguments that last until the result is there.

/// For whom arguments are kept. The trait is about it and not about the arguments: of those rustc would ask that they be
/// borrowed once more, and say nothing else.
#[derive(Debug)]
pub struct Aftermath;

/// What is named beside the result can be kept until there is one.
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot be kept until the result is there",
    label = "cannot be cloned",
    note = "the body may take its arguments, so what the attribute reads after it is cloned before: it must be `Clone`; \
            take the argument by reference, or name only the part of it that is needed"
)]
pub trait KeepsFor<T> {
    /// Keeps it.
    fn keep(argument: &T) -> T;
}

#[diagnostic::do_not_recommend]
impl<T: Clone> KeepsFor<T> for Aftermath {
    fn keep(argument: &T) -> T {
        argument.clone()
    }
}

/// A copy of an argument, for when there is a result.
#[must_use]
pub fn kept_for_result<T>(argument: &T) -> T
where
    Aftermath: KeepsFor<T>,
{
    Aftermath::keep(argument)
}
