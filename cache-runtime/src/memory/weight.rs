//! How many bytes a value keeps on the heap: what `max_weight` adds up.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

/// A value whose size in memory can be told.
///
/// Implemented for numbers, text, collections, `Option`, `Result`, tuples, `Box` and `Arc` of such. For a type of your
/// own say what it keeps on the heap:
///
/// ```
/// use cache_runtime::Weigh;
///
/// struct User {
///     id: u64,
///     name: String,
/// }
///
/// impl Weigh for User {
///     fn heap_bytes(&self) -> usize {
///         self.name.heap_bytes()
///     }
/// }
///
/// let user = User { id: 7, name: String::from("Ada Lovelace") };
/// assert_eq!(user.heap_bytes() + user.id.heap_bytes(), 12);
/// ```
#[diagnostic::on_unimplemented(
    message = "`max_weight` cannot tell how heavy `{Self}` is",
    label = "no weight",
    note = "implement `cache_runtime::Weigh` for it, or bound the region by `capacity` in entries"
)]
pub trait Weigh {
    /// Bytes on the heap that live and die with this value, beyond `size_of` of its type.
    ///
    /// It should be about right and must be cheap; it is asked once, when the value is stored. A shared part (`Arc`)
    /// counts for each value that holds it.
    fn heap_bytes(&self) -> usize;
}

macro_rules! without_heap {
    ($($type:ty)*) => {$(
        impl Weigh for $type {
            fn heap_bytes(&self) -> usize {
                0
            }
        }
    )*};
}

without_heap! {
    () bool char u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64
    &'static str Duration Instant SystemTime
}

impl Weigh for String {
    fn heap_bytes(&self) -> usize {
        self.capacity()
    }
}

impl Weigh for str {
    fn heap_bytes(&self) -> usize {
        self.len()
    }
}

impl<T: Weigh> Weigh for [T] {
    fn heap_bytes(&self) -> usize {
        size_of_val(self) + self.iter().map(Weigh::heap_bytes).sum::<usize>()
    }
}

impl<T: Weigh> Weigh for Vec<T> {
    fn heap_bytes(&self) -> usize {
        self.capacity() * size_of::<T>() + self.iter().map(Weigh::heap_bytes).sum::<usize>()
    }
}

impl<T: Weigh, const N: usize> Weigh for [T; N] {
    fn heap_bytes(&self) -> usize {
        self.iter().map(Weigh::heap_bytes).sum()
    }
}

impl<T: Weigh> Weigh for Box<T> {
    fn heap_bytes(&self) -> usize {
        size_of::<T>() + T::heap_bytes(self)
    }
}

impl<T: Weigh> Weigh for Arc<T> {
    fn heap_bytes(&self) -> usize {
        2 * size_of::<usize>() + size_of::<T>() + T::heap_bytes(self)
    }
}

macro_rules! unsized_in_a_box {
    ($([$($parameter:ident)?] $type:ty;)*) => {$(
        impl$(<$parameter: Weigh>)? Weigh for Box<$type> {
            fn heap_bytes(&self) -> usize {
                <$type>::heap_bytes(self)
            }
        }
        impl$(<$parameter: Weigh>)? Weigh for Arc<$type> {
            fn heap_bytes(&self) -> usize {
                2 * size_of::<usize>() + <$type>::heap_bytes(self)
            }
        }
    )*};
}

unsized_in_a_box! { [] str; [T] [T]; }

impl<T: Weigh> Weigh for Option<T> {
    fn heap_bytes(&self) -> usize {
        self.as_ref().map_or(0, Weigh::heap_bytes)
    }
}

impl<T: Weigh, E: Weigh> Weigh for Result<T, E> {
    fn heap_bytes(&self) -> usize {
        self.as_ref()
            .map_or_else(Weigh::heap_bytes, Weigh::heap_bytes)
    }
}

impl<T: ToOwned<Owned: Weigh> + ?Sized> Weigh for Cow<'static, T> {
    fn heap_bytes(&self) -> usize {
        match self {
            Self::Borrowed(_) => 0,
            Self::Owned(owned) => owned.heap_bytes(),
        }
    }
}

macro_rules! collections {
    ($($collection:ident)*) => {$(
        impl<T: Weigh> Weigh for $collection<T> {
            fn heap_bytes(&self) -> usize {
                self.len() * size_of::<T>() + self.iter().map(Weigh::heap_bytes).sum::<usize>()
            }
        }
    )*};
}

collections! { VecDeque BTreeSet }

impl<T: Weigh, S> Weigh for HashSet<T, S> {
    fn heap_bytes(&self) -> usize {
        self.capacity() * (size_of::<T>() + 1) + self.iter().map(Weigh::heap_bytes).sum::<usize>()
    }
}

impl<K: Weigh, V: Weigh> Weigh for BTreeMap<K, V> {
    fn heap_bytes(&self) -> usize {
        self.len() * size_of::<(K, V)>() + self.iter().map(pair).sum::<usize>()
    }
}

impl<K: Weigh, V: Weigh, S> Weigh for HashMap<K, V, S> {
    fn heap_bytes(&self) -> usize {
        self.capacity() * (size_of::<(K, V)>() + 1) + self.iter().map(pair).sum::<usize>()
    }
}

fn pair<K: Weigh, V: Weigh>((key, value): (&K, &V)) -> usize {
    key.heap_bytes() + value.heap_bytes()
}

macro_rules! tuples {
    ($($first:ident $($rest:ident)*;)*) => {$(
        impl<$first: Weigh $(, $rest: Weigh)*> Weigh for ($first, $($rest,)*) {
            #[allow(non_snake_case, reason = "the type parameters name the members here")]
            fn heap_bytes(&self) -> usize {
                let ($first, $($rest,)*) = self;
                $first.heap_bytes() $(+ $rest.heap_bytes())*
            }
        }
    )*};
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
}
