//! A cluster of six nodes as tests see it: who holds what, failover, and slots that move. How it comes to be is left to
//! `creation.rs`, what a node says about the others to `view.rs`.

mod creation;
mod moving;
mod view;

pub use moving::Move;

use crate::redis::Redis;
use crate::reply::Reply;
use crate::wait::wait_for;
use view::View;

/// Three masters with a replica each. The nodes have numbers from 0 to 5, which they keep whatever part they play. Dropping
/// it kills them all.
///
/// A node that does not answer for a second has failed in the eyes of the others.
#[derive(Debug)]
pub struct Cluster {
    nodes: Vec<Redis>,
}

impl Cluster {
    /// Starts six nodes and waits until they are a cluster in order.
    ///
    /// # Panics
    ///
    /// If there is no server program, or they do not come together.
    #[must_use]
    pub fn start() -> Cluster {
        let cluster = Cluster {
            nodes: creation::create(),
        };
        cluster.wait_until_sound();
        cluster
    }

    /// `redis://127.0.0.1:<port>` of every node.
    #[must_use]
    pub fn urls(&self) -> Vec<String> {
        self.nodes.iter().map(Redis::url).collect()
    }

    /// The nodes by their numbers, masters and replicas, running or not.
    #[must_use]
    pub fn nodes(&self) -> &[Redis] {
        &self.nodes
    }

    /// The slot of a key.
    ///
    /// # Panics
    ///
    /// If no node is alive.
    #[must_use]
    pub fn slot_of(&self, key: &str) -> u16 {
        let reply = self
            .nodes
            .iter()
            .find_map(|node| node.ask(&["CLUSTER", "KEYSLOT", key]));
        let slot = reply.expect("a node of the cluster is alive").integer();
        u16::try_from(slot).expect("a slot is less than 16384")
    }

    /// The number of the master that holds the key. Waits while there is none.
    #[must_use]
    pub fn master_of(&self, key: &str) -> usize {
        self.master_of_slot(self.slot_of(key))
    }

    /// The number of the master that holds the slot. Waits while there is none.
    #[must_use]
    pub fn master_of_slot(&self, slot: u16) -> usize {
        wait_for("a master for the slot", || self.agreed_master(slot))
    }

    /// The numbers of all masters that hold slots, in ascending order.
    #[must_use]
    pub fn masters(&self) -> Vec<usize> {
        let view = wait_for("a node of the cluster", || self.views().pop());
        let mut masters: Vec<usize> = view
            .masters()
            .filter_map(|node| self.number(node.port))
            .collect();
        masters.sort_unstable();
        masters
    }

    /// The number of the replica of the master that holds the slot. Waits while there is none.
    #[must_use]
    pub fn replica_of_slot(&self, slot: u16) -> usize {
        wait_for("a replica for the slot", || {
            let view = self.view(self.agreed_master(slot)?)?;
            let replica = view.replica_of(&view.myself()?.id)?;
            self.number(replica.port)
        })
    }

    /// Runs a command at the master of `key`.
    ///
    /// # Panics
    ///
    /// If no answer comes. A refusal is an answer.
    #[must_use]
    pub fn command<P: AsRef<[u8]>>(&self, key: &str, command: &[P]) -> Reply {
        self.nodes[self.master_of(key)].command(command)
    }

    /// Kills the master of a slot, waits until its replica has taken over in the eyes of all, and returns the number of the
    /// one that was killed.
    #[expect(clippy::must_use_candidate, reason = "it is called for what it does")]
    pub fn fail_over(&self, slot: u16) -> usize {
        let master = self.master_of_slot(slot);
        self.nodes[master].kill();
        self.wait_for_another_master(slot, master);
        master
    }

    /// Has the replica of a slot take over from a living master, without loss, and returns the number of the old master.
    #[expect(clippy::must_use_candidate, reason = "it is called for what it does")]
    pub fn fail_over_gracefully(&self, slot: u16) -> usize {
        let master = self.master_of_slot(slot);
        let replica = self.replica_of_slot(slot);
        wait_for("the replica to agree to a failover", || {
            (self.nodes[replica].tell(&["CLUSTER", "FAILOVER"])? == "OK").then_some(())
        });
        self.wait_for_another_master(slot, master);
        master
    }

    /// Moves a slot with all its keys to another master while the cluster runs.
    ///
    /// # Panics
    ///
    /// If `to` is not the number of a living master.
    pub fn move_slot(&self, slot: u16, to: usize) {
        let moving = self.begin_move(slot, to);
        moving.carry_keys();
        moving.finish();
    }

    /// Begins to move a slot: from now on its old master answers `ASK` for keys that it does not have.
    ///
    /// # Panics
    ///
    /// If `to` is not the number of a living master.
    #[must_use]
    pub fn begin_move(&self, slot: u16, to: usize) -> Move<'_> {
        Move::begin(self, slot, to)
    }

    /// Waits until all six nodes run, know each other, serve all slots, and all replicas are in step with their masters. To
    /// be called after a node was started again.
    pub fn wait_until_sound(&self) {
        wait_for("the cluster to be sound", || {
            self.nodes
                .iter()
                .all(|node| self.is_sound(node).unwrap_or(false))
                .then_some(())
        });
    }

    fn is_sound(&self, node: &Redis) -> Option<bool> {
        let info = node.tell(&["CLUSTER", "INFO"])?;
        let replication = node.tell(&["INFO", "replication"])?;
        let view = view_of(node)?;
        let masters = view.masters().count();
        let replicas = view.nodes.iter().filter(|node| node.master.is_some());
        let linked =
            replication.contains("master_link_status:up") || replication.contains("role:master");
        Some(
            info.contains("cluster_state:ok")
                && view.is_sound()
                && view.nodes.len() == self.nodes.len()
                && masters + replicas.count() == self.nodes.len()
                && linked,
        )
    }

    fn wait_for_another_master(&self, slot: u16, old: usize) {
        wait_for("the replica to take over", || {
            let master = self.agreed_master(slot)?;
            (master != old && self.is_served()).then_some(())
        });
    }

    /// Whether no living node refuses commands.
    fn is_served(&self) -> bool {
        self.nodes
            .iter()
            .filter_map(|node| node.tell(&["CLUSTER", "INFO"]))
            .all(|info| info.contains("cluster_state:ok"))
    }

    /// The master of a slot, if all living nodes mean the same one, and it is alive.
    fn agreed_master(&self, slot: u16) -> Option<usize> {
        let mut numbers = self
            .views()
            .into_iter()
            .map(|view| self.number(view.master_of(slot)?.port));
        let first = numbers.next()??;
        let agreed = numbers.all(|number| number == Some(first));
        (agreed && self.view(first).is_some()).then_some(first)
    }

    fn views(&self) -> Vec<View> {
        self.nodes.iter().filter_map(view_of).collect()
    }

    fn view(&self, number: usize) -> Option<View> {
        view_of(&self.nodes[number])
    }

    fn number(&self, port: u16) -> Option<usize> {
        self.nodes.iter().position(|node| node.port() == port)
    }
}

fn view_of(node: &Redis) -> Option<View> {
    Some(View::parse(&node.tell(&["CLUSTER", "NODES"])?))
}
