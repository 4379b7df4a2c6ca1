//! Whether a value can be a `None`.

/// Where "no value" can hide.
pub trait Presence<V>: Copy {
    /// The value when there is one.
    type Present;
    /// A look at it.
    fn look(value: &V) -> Option<&Self::Present>;
}

/// Every value counts as present.
#[derive(Debug, Clone, Copy)]
pub struct Always;

impl<V> Presence<V> for Always {
    type Present = V;
    fn look(value: &V) -> Option<&V> {
        Some(value)
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
}
