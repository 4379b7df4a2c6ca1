//! How a node sees its cluster: the answer to `CLUSTER NODES`, as data.

use std::ops::RangeInclusive;

/// All nodes that one of them knows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct View {
    pub(super) nodes: Vec<Known>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) id: String,
    pub(super) port: u16,
    /// The one it is a replica of.
    pub(super) master: Option<String>,
    flags: Vec<String>,
    linked: bool,
    slots: Vec<RangeInclusive<u16>>,
}

impl View {
    pub(super) fn parse(text: &str) -> View {
        View {
            nodes: text.lines().filter_map(Known::parse).collect(),
        }
    }

    pub(super) fn master_of(&self, slot: u16) -> Option<&Known> {
        self.masters().find(|node| node.holds(slot))
    }

    /// Those that serve slots.
    pub(super) fn masters(&self) -> impl Iterator<Item = &Known> {
        self.nodes
            .iter()
            .filter(|node| node.is("master") && !node.slots.is_empty() && !node.has_failed())
    }

    pub(super) fn replica_of(&self, master: &str) -> Option<&Known> {
        self.nodes
            .iter()
            .find(|node| node.master.as_deref() == Some(master) && !node.has_failed())
    }

    pub(super) fn myself(&self) -> Option<&Known> {
        self.nodes.iter().find(|node| node.is("myself"))
    }

    /// Whether all nodes are known by name, can be reached and are not suspected of anything.
    pub(super) fn is_sound(&self) -> bool {
        self.nodes
            .iter()
            .all(|node| node.linked && !node.has_failed() && !node.is("handshake"))
    }
}

impl Known {
    /// `<id> <host>:<port>@<bus> <flags> <master or -> <ping> <pong> <epoch> <link> <slots>…`
    fn parse(line: &str) -> Option<Known> {
        let mut fields = line.split_whitespace();
        let id = fields.next()?.to_owned();
        let (address, _bus) = fields.next()?.split_once('@')?;
        let (_host, port) = address.rsplit_once(':')?;
        let flags = fields.next()?.split(',').map(str::to_owned).collect();
        let master = fields.next().filter(|&id| id != "-").map(str::to_owned);
        let linked = fields.nth(3)? == "connected";
        Some(Known {
            id,
            port: port.parse().ok()?,
            master,
            flags,
            linked,
            slots: fields.filter_map(slots).collect(),
        })
    }

    fn holds(&self, slot: u16) -> bool {
        self.slots.iter().any(|range| range.contains(&slot))
    }

    fn has_failed(&self) -> bool {
        self.is("fail") || self.is("fail?")
    }

    fn is(&self, flag: &str) -> bool {
        self.flags.iter().any(|own| own == flag)
    }
}

/// `7`, `0-5460`; what is on the move stands in brackets and belongs to its old master still.
fn slots(text: &str) -> Option<RangeInclusive<u16>> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some(first.parse().ok()?..=last.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NODES: &str = "\
aa 127.0.0.1:1001@2001 myself,master - 0 0 1 connected 0-99 101 [7->-cc]
bb 127.0.0.1:1002@2002 slave aa 0 0 1 connected
cc 127.0.0.1:1003@2003,host master,fail - 0 0 2 disconnected 100
";

    #[test]
    fn slots_belong_to_living_masters() {
        let view = View::parse(NODES);

        let port = |slot| view.master_of(slot).map(|node| node.port);
        assert_eq!(
            [port(0), port(99), port(101), port(7), port(100)],
            [Some(1001), Some(1001), Some(1001), Some(1001), None]
        );
    }

    #[test]
    fn a_replica_is_found_by_its_master() {
        let view = View::parse(NODES);

        assert_eq!(view.myself().unwrap().id, "aa");
        assert_eq!(view.replica_of("aa").unwrap().port, 1002);
        assert_eq!(view.replica_of("cc"), None);
    }

    #[test]
    fn a_failed_node_is_not_sound() {
        assert!(!View::parse(NODES).is_sound());
        assert!(View::parse(NODES.lines().next().unwrap()).is_sound());
    }
}
