//! The elements that memory had no answer for, each entry once.

use crate::key::EncodedKey;
use std::collections::HashMap;
use std::hash::Hash;

/// Who is asked for: the place of an element is that of its seat.
pub(super) struct Roster<K> {
    /// The first element for each entry, in the order asked.
    pub(super) elements: Vec<K>,
    /// Further elements whose key is that of another, and its place.
    twins: Vec<(K, usize)>,
}

impl<K: Clone + Eq + Hash> Roster<K> {
    /// Takes elements with their keys; the keys come back, each once.
    pub(super) fn of(missing: Vec<(K, EncodedKey)>) -> (Self, Vec<EncodedKey>) {
        let mut roster = Self {
            elements: Vec::with_capacity(missing.len()),
            twins: Vec::new(),
        };
        let mut places: HashMap<EncodedKey, usize, foldhash::fast::RandomState> =
            HashMap::with_capacity_and_hasher(
                missing.len(),
                foldhash::fast::RandomState::default(),
            );
        let mut keys = Vec::with_capacity(missing.len());
        for (element, key) in missing {
            let next = keys.len();
            let place = *places.entry(key.clone()).or_insert(next);
            if place == next {
                keys.push(key);
                roster.elements.push(element);
            } else if roster.elements[place] != element {
                roster.twins.push((element, place));
            }
        }
        (roster, keys)
    }

    /// The elements at these places.
    pub(super) fn at(&self, places: &[usize]) -> Vec<K> {
        places
            .iter()
            .map(|place| self.elements[*place].clone())
            .collect()
    }

    /// The place of each of these.
    pub(super) fn places(&self, of: &[usize]) -> HashMap<K, usize> {
        of.iter()
            .map(|place| (self.elements[*place].clone(), *place))
            .collect()
    }

    /// Pairs each element with the value at its place, if there is one.
    pub(super) fn pair<V>(
        self,
        mut value: impl FnMut(usize) -> Option<V>,
    ) -> impl Iterator<Item = (K, V)>
    where
        V: Clone,
    {
        let mut pairs = Vec::with_capacity(self.elements.len() + self.twins.len());
        let mut twins = self.twins;
        for (place, element) in self.elements.into_iter().enumerate() {
            let Some(value) = value(place) else { continue };
            for (twin, _) in twins.extract_if(.., |(_, of)| *of == place) {
                pairs.push((twin, value.clone()));
            }
            pairs.push((element, value));
        }
        pairs.into_iter()
    }
}
