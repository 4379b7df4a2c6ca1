//! Free ports for servers. Only those outside the range that the kernel gives to outgoing connections: a client that dials a
//! dead server inside it may be given that very port, and then talks to itself.

use std::collections::BTreeSet;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// Never given twice: a server that was killed comes back to its port.
static GIVEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());

const LOWEST: u16 = 10_000;
const USUAL_END: u16 = 32_768;
const ATTEMPTS: usize = 1_000;

/// A port that nobody listens on at this moment. Another process may take it before it is used, so starts are tried again.
pub(crate) fn free_port() -> u16 {
    (0..ATTEMPTS)
        .map(|_| fastrand::u16(quiet_range()))
        .find(|&port| is_free(port) && is_new(port))
        .expect("one port in a thousand is free")
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

fn is_new(port: u16) -> bool {
    GIVEN
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(port)
}

/// The ports below the range of outgoing connections, where that leaves enough of them.
fn quiet_range() -> Range<u16> {
    let end = fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range")
        .ok()
        .and_then(|range| range.split_whitespace().next()?.parse().ok())
        .filter(|&end| end > LOWEST + 5_000)
        .unwrap_or(USUAL_END);
    LOWEST..end
}
