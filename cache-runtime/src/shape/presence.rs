//! Whether a value can be a `None`.

/// Where "no value" can hide.
pub trait Presence<V>: Copy {
    /// The value when there is one.
    type Present;
    /// A look at it.
    fn look(value: &V) -> Option<&Self::Present>;
    /// The way back from what was seen; `None` if no value looks like that.
    fn complete(present: Option<Self::Present>) -> Option<V>;
}

/// Every value counts as present.
#[derive(Debug, Clone, Copy)]
pub struct Always;

impl<V> Presence<V> for Always {
    type Present = V;
    fn look(value: &V) -> Option<&V> {
        Some(value)
    }
    fn complete(present: Option<V>) -> Option<V> {
        present
    }
}

/// `None` is absent.
#[derive(Debug, Clone, Copy)]
pub struct Maybe;

impl<T> Presence<Option<T>> for Maybe {
    type Present = T;
    fn look(value: &Option<T>) -> Option<&T> {
        value.as_ref()
    }
    fn complete(present: Option<T>) -> Option<Option<T>> {
        Some(present)
    }
}
