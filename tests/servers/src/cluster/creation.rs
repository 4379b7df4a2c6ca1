//! How six servers become a cluster: slots, introductions, replicas. Every step is said by our own client, so that no tool of
//! the server's package is needed.

use crate::redis::Redis;
use crate::settings::Role;
use crate::wait::wait_for;
use std::thread;

const MASTERS: usize = 3;
const NODES: usize = 6;
const SLOTS: [(u16, u16); MASTERS] = [(0, 5460), (5461, 10922), (10923, 16383)];

/// Starts the nodes and tells them who they are; they still have to agree on it.
pub(super) fn create() -> Vec<Redis> {
    let nodes = start_all();
    for (node, (first, last)) in nodes.iter().zip(SLOTS) {
        told(
            node,
            &[
                "CLUSTER",
                "ADDSLOTSRANGE",
                &first.to_string(),
                &last.to_string(),
            ],
        );
    }
    for (epoch, node) in (1..).zip(&nodes) {
        // Different from the start, or the nodes have to settle it among themselves.
        told(node, &["CLUSTER", "SET-CONFIG-EPOCH", &epoch.to_string()]);
    }
    introduce_all(&nodes);
    attach_replicas(&nodes);
    nodes
}

fn start_all() -> Vec<Redis> {
    thread::scope(|scope| {
        let starts: Vec<_> = (0..NODES).map(|_| scope.spawn(start_node)).collect();
        starts
            .into_iter()
            .map(|start| {
                start
                    .join()
                    .expect("the thread panics only if no server starts")
            })
            .collect()
    })
}

fn start_node() -> Redis {
    Redis::builder()
        .role(Role::Cluster)
        .config("cluster-node-timeout 1000")
        // A replica may take over however long ago it lost its master: tests are slow at times.
        .config("cluster-replica-validity-factor 0")
        // Replicas stay with their masters.
        .config("cluster-allow-replica-migration no")
        .start()
}

/// Everybody to everybody: hearing of each other by gossip takes seconds.
fn introduce_all(nodes: &[Redis]) {
    for node in nodes {
        for other in nodes.iter().filter(|other| other.port() != node.port()) {
            let (port, bus) = (other.port().to_string(), other.bus_port().to_string());
            told(node, &["CLUSTER", "MEET", "127.0.0.1", &port, &bus]);
        }
    }
}

fn attach_replicas(nodes: &[Redis]) {
    let (masters, replicas) = nodes.split_at(MASTERS);
    for (master, replica) in masters.iter().zip(replicas) {
        let id = told(master, &["CLUSTER", "MYID"]);
        // Refused as long as it does not know that master.
        wait_for("a node to become a replica", || {
            (replica.tell(&["CLUSTER", "REPLICATE", &id])? == "OK").then_some(())
        });
    }
}

fn told(node: &Redis, command: &[&str]) -> String {
    let reply = node.command(command);
    assert!(!reply.is_error(), "{command:?} was refused: {reply:?}");
    reply.text()
}
