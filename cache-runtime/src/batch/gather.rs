//! The first look: what memory has an answer for, at the price of one hit each, and what it has none for.

use super::holding::Holding;
use super::mapping::{Batched, Mapping};
use crate::call::{Call, Target};
use crate::context;
use crate::key::{EncodedKey, Key, KeyKinds};
use crate::load::{is_absent, show};
use crate::metrics::Answer;
use crate::trace::{self, CallSpan};
use std::fmt;
use std::marker::PhantomData;

/// The elements of one call, after the first look.
pub struct Gathered<'s, 'c, Kinds, B, S, K, V> {
    pub(super) target: Target<'s, 'c>,
    pub(super) found: Vec<(K, V)>,
    pub(super) missing: Vec<(K, EncodedKey)>,
    types: Types<(Kinds, B, S)>,
}

type Types<T> = PhantomData<fn() -> T>;

/// Looks for each element by itself, and for nothing but plain hits.
#[inline]
pub fn gather<'s, 'c, Kinds, B, S, K, V>(
    call: Call<'s, 'c, ()>,
    _: B,
    _: S,
    elements: impl ExactSizeIterator<Item = K>,
    key: impl Fn(&K) -> Key<Kinds>,
) -> Gathered<'s, 'c, Kinds, B, S, K, V>
where
    Kinds: KeyKinds,
    B: Batched<Map: Mapping<Key = K, Value = V>>,
    S: Holding<V>,
{
    let (target, _) = call.into_parts();
    // A load that records what it calls is to know what each of these rests on.
    let may_hit = target.admitted && context::recording().is_none();
    let bound = target.bound::<S::Stored>().filter(|_| may_hit);
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    if bound.is_some() {
        found.reserve_exact(elements.len());
    }
    for element in elements {
        let encoded = key(&element).finish(|| target.site.name().clone());
        let hit = bound.and_then(|bound| Some((bound, bound.region.hit(&encoded)?)));
        let Some((bound, stored)) = hit else {
            missing.push((element, encoded));
            continue;
        };
        if trace::shows_hits() {
            show::<S>(target.site.function(), &encoded, &stored);
        }
        bound.meter.answer(if is_absent::<S>(&stored) {
            Answer::Negative
        } else {
            Answer::Hit
        });
        let Ok(held) = S::restore(stored);
        found.extend(S::release(held).map(|value| (element, value)));
    }
    Gathered {
        target,
        found,
        missing,
        types: PhantomData,
    }
}

impl<Kinds, B, S, K, V> Gathered<'_, '_, Kinds, B, S, K, V> {
    /// The span of the way to what is missing.
    pub(super) fn span(&self) -> CallSpan {
        CallSpan::batch(self.target.site.function(), self.missing.len())
    }
}

impl<Kinds, B, S, K, V> fmt::Debug for Gathered<'_, '_, Kinds, B, S, K, V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Gathered")
            .field("found", &self.found.len())
            .field("missing", &self.missing.len())
            .finish_non_exhaustive()
    }
}
