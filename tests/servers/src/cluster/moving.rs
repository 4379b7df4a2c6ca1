//! A slot on its way from one master to another, step by step, so that tests can stand between the steps.

use super::{Cluster, view_of};
use crate::redis::Redis;
use crate::reply::Reply;
use crate::wait::wait_for;

/// A slot that is being moved; see [`Cluster::begin_move`]. Dropping it leaves the slot between the two.
#[derive(Debug)]
pub struct Move<'a> {
    cluster: &'a Cluster,
    slot: u16,
    from: usize,
    to: usize,
}

const BATCH: &str = "100";
const PATIENCE_IN_MILLISECONDS: &str = "5000";

impl<'a> Move<'a> {
    pub(super) fn begin(cluster: &'a Cluster, slot: u16, to: usize) -> Move<'a> {
        let from = cluster.master_of_slot(slot);
        assert_ne!(
            from, to,
            "node {to} has slot {slot} already; move it to another"
        );
        let moving = Move {
            cluster,
            slot,
            from,
            to,
        };
        moving.set(to, &["IMPORTING", &moving.id(from)]);
        moving.set(from, &["MIGRATING", &moving.id(to)]);
        moving
    }

    /// Carries all keys over that the slot has at this moment.
    ///
    /// # Panics
    ///
    /// If the two masters do not get on.
    pub fn carry_keys(&self) {
        loop {
            let keys = self.keys();
            if keys.is_empty() {
                return;
            }
            self.carry(&keys);
        }
    }

    /// Gives the slot to its new master, and waits until all nodes know.
    ///
    /// # Panics
    ///
    /// If there are keys left; see [`carry_keys`](Move::carry_keys).
    pub fn finish(self) {
        let new = self.id(self.to);
        // The new one first: if the old one went first, nobody would have the slot in between.
        self.set(self.to, &["NODE", &new]);
        self.set(self.from, &["NODE", &new]);
        wait_for("all nodes to know the new master", || {
            (self.cluster.agreed_master(self.slot)? == self.to).then_some(())
        });
    }

    fn keys(&self) -> Vec<Vec<u8>> {
        let slot = self.slot.to_string();
        let reply = self
            .node(self.from)
            .command(&["CLUSTER", "GETKEYSINSLOT", &slot, BATCH]);
        reply.list().iter().filter_map(bytes).collect()
    }

    fn carry(&self, keys: &[Vec<u8>]) {
        let port = self.node(self.to).port().to_string();
        let head = [
            "MIGRATE",
            "127.0.0.1",
            &port,
            "",
            "0",
            PATIENCE_IN_MILLISECONDS,
            "KEYS",
        ];
        let command: Vec<&[u8]> = head
            .iter()
            .map(|part| part.as_bytes())
            .chain(keys.iter().map(Vec::as_slice))
            .collect();
        let reply = self.node(self.from).command(&command);
        assert!(!reply.is_error(), "keys were not carried over: {reply:?}");
    }

    fn set(&self, at: usize, rest: &[&str]) {
        let slot = self.slot.to_string();
        let command = [&["CLUSTER", "SETSLOT", &slot], rest].concat();
        let reply = self.node(at).command(&command);
        assert!(!reply.is_error(), "{command:?} was refused: {reply:?}");
    }

    fn id(&self, number: usize) -> String {
        let view = view_of(self.node(number)).expect("both masters of a move are alive");
        view.myself().expect("a node knows itself").id.clone()
    }

    fn node(&self, number: usize) -> &Redis {
        &self.cluster.nodes[number]
    }
}

fn bytes(reply: &Reply) -> Option<Vec<u8>> {
    match reply {
        Reply::Bytes(bytes) => Some(bytes.clone()),
        _ => None,
    }
}
