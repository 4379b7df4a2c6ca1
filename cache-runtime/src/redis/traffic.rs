//! How long operations took and how many bytes they moved, over all nodes of a cache.

use super::script::Script;
use crate::metrics::{Distribution, Histogram};
use redis::{Arg, Cmd, Pipeline, RedisResult, Value};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// What an operation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Read,
    Write,
    Invalidate,
    Other,
}

impl Purpose {
    const ALL: [Self; 4] = [Self::Read, Self::Write, Self::Invalidate, Self::Other];

    fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Invalidate => "invalidate",
            Self::Other => "other",
        }
    }

    /// That of a command which is no script.
    fn of(command: &Cmd) -> Self {
        match arguments(command).next() {
            Some(b"GET" | b"MGET") => Self::Read,
            Some(b"SET") => Self::Write,
            Some(b"UNLINK") => Self::Invalidate,
            _ => Self::Other,
        }
    }
}

/// An operation that is about to be sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shipment {
    purpose: Purpose,
    bytes: usize,
}

impl Shipment {
    pub(super) fn of(command: &Cmd) -> Self {
        Self {
            purpose: Purpose::of(command),
            bytes: bytes_of(command),
        }
    }

    pub(super) fn of_script(script: &Script, command: &Cmd) -> Self {
        Self {
            purpose: script.purpose(),
            bytes: bytes_of(command),
        }
    }

    pub(super) fn of_all(purpose: Purpose, commands: &Pipeline) -> Self {
        Self {
            purpose,
            bytes: commands.cmd_iter().map(bytes_of).sum(),
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Traffic {
    times: [Histogram; Purpose::ALL.len()],
    read: AtomicU64,
    written: AtomicU64,
}

impl Traffic {
    pub(super) fn sent(&self, shipment: Shipment) {
        add(&self.written, shipment.bytes);
    }

    pub(super) fn ended(
        &self,
        shipment: Shipment,
        micros: u32,
        answer: Option<&RedisResult<Value>>,
    ) {
        self.times[shipment.purpose as usize].record(micros);
        if let Some(Ok(value)) = answer {
            add(&self.read, bytes_in(value));
        }
    }

    pub(crate) fn times(&self) -> BTreeMap<&'static str, Distribution> {
        let times = |purpose: Purpose| self.times[purpose as usize].snapshot();
        Purpose::ALL
            .map(|purpose| (purpose.name(), times(purpose)))
            .into()
    }

    /// What is measured here is told to `audience` from now on.
    #[cfg(any(feature = "metrics", feature = "otel"))]
    pub(crate) fn report_to(&self, audience: &dyn crate::metrics::Audience) {
        for purpose in Purpose::ALL {
            let labels = [("operation", purpose.name())];
            let listener = audience.listener(&crate::metrics::SHARED_OPERATION_SECONDS, &labels);
            self.times[purpose as usize].tell(listener);
        }
    }

    pub(crate) fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    pub(crate) fn bytes_written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }
}

fn add(counter: &AtomicU64, bytes: usize) {
    counter.fetch_add(bytes as u64, Ordering::Relaxed);
}

fn arguments(command: &Cmd) -> impl Iterator<Item = &[u8]> {
    command.args_iter().filter_map(|argument| match argument {
        Arg::Simple(bytes) => Some(bytes),
        _ => None,
    })
}

fn bytes_of(command: &Cmd) -> usize {
    arguments(command).map(<[u8]>::len).sum()
}

fn bytes_in(value: &Value) -> usize {
    match value {
        Value::BulkString(bytes) => bytes.len(),
        Value::SimpleString(text) => text.len(),
        Value::Int(_) => size_of::<i64>(),
        Value::Array(values) | Value::Set(values) => values.iter().map(bytes_in).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_those_of_arguments_and_of_what_replies_hold() {
        let mut command = redis::cmd("SET");
        command.arg("key").arg(&[0_u8; 10][..]);
        let traffic = Traffic::default();
        let shipment = Shipment::of(&command);
        traffic.sent(shipment);
        let reply = Value::Array(vec![Value::BulkString(vec![0; 7]), Value::Nil]);
        traffic.ended(shipment, 200, Some(&Ok(reply)));
        assert_eq!((traffic.bytes_written(), traffic.bytes_read()), (16, 7));
        assert_eq!(traffic.times()["write"].count(), 1);
        assert_eq!(traffic.times()["read"].count(), 0);
    }

    #[test]
    fn each_purpose_has_a_place_of_its_own() {
        for (place, purpose) in Purpose::ALL.into_iter().enumerate() {
            assert_eq!(purpose as usize, place);
        }
    }
}
