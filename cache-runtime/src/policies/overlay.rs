//! What one layer says of a policy, and how layers come to lie over each other. Pure data; what they must not say together
//! stands in `rules.rs`.

use crate::clock::Millis;

/// Who says something. A later one counts for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Layer {
    /// A named policy.
    Named,
    /// The attribute of the function.
    Attribute,
    /// What is said of this one function at run time.
    Override,
}

/// Something that was said, and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stated<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

/// Where something was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) layer: Layer,
    /// The line in the file; zero, if it stands in code.
    pub(crate) line: usize,
}

/// A number, or nothing of that kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting<T> {
    Off,
    To(T),
}

/// How long entries live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ttl {
    Forever,
    For(Millis),
    /// Each load says it.
    Computed,
}

/// The ttl of an entry that nobody asks for, and of one that is asked for often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) from: Millis,
    pub(crate) to: Millis,
}

/// `stampede`, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strategy {
    Coalesce,
    Lock,
    Early,
    None,
}

macro_rules! overlay {
    ($($field:ident: $type:ty,)*) => {
        /// What one layer says, or several on top of each other.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub(crate) struct Overlay {
            $(pub(crate) $field: Option<Stated<$type>>,)*
        }

        impl Overlay {
            /// The names of all that can be said.
            #[cfg(feature = "policies")]
            pub(crate) const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];

            /// This on top of `below`.
            pub(crate) fn over(&self, below: &Self) -> Self {
                Self { $($field: self.$field.or(below.$field),)* }
            }

            /// The same, said in that layer.
            pub(crate) fn in_layer(&self, layer: Layer) -> Self {
                Self { $($field: self.$field.map(|stated| stated.in_layer(layer)),)* }
            }
        }
    };
}

overlay! {
    ttl: Ttl,
    adaptive_ttl: Range,
    sliding: bool,
    max_age: Setting<Millis>,
    jitter: f64,
    negative_ttl: Setting<Millis>,
    error_ttl: Setting<Millis>,
    stampede: Strategy,
    beta: f64,
    lock_wait: Setting<Millis>,
    stale_while_revalidate: Setting<Millis>,
    stale_if_error: Setting<Millis>,
    refresh_ahead: Setting<f64>,
    refresh_every: Setting<Millis>,
    idle_after: Millis,
    timeout: Setting<Millis>,
    soft_timeout: Setting<Millis>,
    memory_ttl: Setting<Millis>,
    audit: Setting<f64>,
}

impl Place {
    /// What counts for more is greater. In one layer, the file is read on top of code.
    pub(crate) fn rank(self) -> (Layer, bool) {
        (self.layer, self.line > 0)
    }
}

impl<T> Stated<T> {
    /// Said in code. In which layer, is said when layers are put together.
    pub(crate) const fn in_code(value: T) -> Self {
        Self::at(value, 0)
    }

    pub(crate) const fn at(value: T, line: usize) -> Self {
        let place = Place {
            layer: Layer::Named,
            line,
        };
        Self { value, place }
    }

    fn in_layer(mut self, layer: Layer) -> Self {
        self.place.layer = layer;
        self
    }
}

impl<T> Setting<T> {
    pub(crate) fn on(self) -> Option<T> {
        match self {
            Self::To(value) => Some(value),
            Self::Off => None,
        }
    }
}

/// A value that is said, unless what is said is that there is none.
pub(crate) fn on<T: Copy>(stated: Option<Stated<Setting<T>>>) -> Option<Stated<T>> {
    let stated = stated?;
    let value = stated.value.on()?;
    Some(Stated {
        value,
        place: stated.place,
    })
}

pub(crate) fn value<T: Copy>(stated: Option<Stated<Setting<T>>>) -> Option<T> {
    on(stated).map(|stated| stated.value)
}
