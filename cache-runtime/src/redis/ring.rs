//! Which node of a ring a key belongs to: rendezvous hashing over the names of the nodes. Taking a node out of the list moves
//! its keys only; the order of the list means nothing.
//!
//! While a node is unreachable its keys are faults: they are **not** moved to its neighbours. An invalidation that went to a
//! neighbour would be missing where the entry lies, and the entry would be served again when the node comes back.

use xxhash_rust::xxh3::xxh3_64;

#[derive(Debug)]
pub(super) struct Ring {
    /// One hash per node, of its name.
    nodes: Vec<u64>,
}

impl Ring {
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        Self {
            nodes: names.map(|name| xxh3_64(name.as_bytes())).collect(),
        }
    }

    /// The place of the node in the list.
    pub(super) fn node_of(&self, key: &[u8]) -> usize {
        if self.nodes.len() < 2 {
            return 0;
        }
        let key = xxh3_64(key);
        let score = |node: &u64| (mix(key ^ node.rotate_left(32)), *node);
        let best = self
            .nodes
            .iter()
            .enumerate()
            .max_by_key(|(_, node)| score(node));
        best.map_or(0, |(place, _)| place)
    }
}

/// The finaliser of `MurmurHash3`: every bit of the input changes each bit of the output with even odds.
fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    bits = (bits ^ (bits >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    bits ^ (bits >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["a:6379", "b:6379", "c:6379", "d:6379"];

    fn owner<'a>(names: &[&'a str], key: usize) -> &'a str {
        let ring = Ring::new(names.iter().copied());
        names[ring.node_of(format!("user:{key}").as_bytes())]
    }

    #[test]
    fn keys_spread_evenly() {
        let mut shares = std::collections::HashMap::new();
        for key in 0..8000 {
            *shares.entry(owner(&NAMES, key)).or_insert(0) += 1;
        }
        assert_eq!(shares.len(), 4);
        assert!(
            shares.values().all(|share| (1800..2200).contains(share)),
            "{shares:?}"
        );
    }

    #[test]
    fn a_node_that_leaves_moves_its_own_keys_only() {
        for key in 0..2000 {
            let before = owner(&NAMES, key);
            let after = owner(&NAMES[..3], key);
            assert!(before == after || before == NAMES[3]);
        }
    }

    #[test]
    fn the_order_of_the_list_means_nothing() {
        let reversed = NAMES.iter().rev().copied().collect::<Vec<_>>();
        assert!((0..2000).all(|key| owner(&NAMES, key) == owner(&reversed, key)));
    }
}
