//! Leases: the right to fill an entry, for one load. The lease lives in the entry itself, so whatever removes the entry
//! (an invalidation, an eviction, `DEL` by hand, FLUSHALL) takes the right away with it
//! (Nishtala et al., Scaling Memcache at Facebook, NSDI 2013, with a token for each load).

use super::Tier;
use super::message::Operation;
use super::removal::Place;
use super::scripts::{ACQUIRE, COMMIT, DISCARD, RELEASE, RENEW};
use crate::frame::lease_only_head;
use crate::redis::{Fault, Invocation};
use redis::Value;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A token: random for each load. One for each process would let its second load pass for its first.
pub(crate) type Token = [u8; 16];

/// What the caller knows of the entry whose lease it asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// It did not look, or found nothing.
    Nothing,
    /// A frame that is of no use to it.
    Frame(u64),
    /// Whatever there is, it is to be replaced.
    Anything,
}

/// The answer to who asks for a lease.
#[derive(Debug)]
pub(crate) enum Acquired {
    Mine {
        lease: Lease,
        /// Whether there is a frame that it stands in.
        over_frame: bool,
    },
    /// Another load has it, for this long if it is not renewed.
    Held(Duration),
    /// There is a frame that the caller has not seen.
    Frame(Vec<u8>),
}

/// What became of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commit {
    Stored,
    /// The lease is gone: the entry was invalidated, or the load took too long.
    Refused,
}

/// A lease that is held. Renewed while this lives; dropped, it is given back.
#[derive(Debug)]
pub(crate) struct Lease {
    tier: Arc<Tier>,
    entry: Vec<u8>,
    token: Token,
    held: bool,
}

impl Tier {
    /// Asks for the lease of an entry; `waits` if the caller wants to be woken when it is another's.
    pub(crate) async fn acquire(
        self: &Arc<Self>,
        entry: &[u8],
        seen: Seen,
        waits: bool,
    ) -> Result<Acquired, Fault> {
        let request = Request::new(self, entry, seen, waits);
        let reply = self
            .nodes
            .script(
                self.nodes.shard_of(entry),
                &ACQUIRE,
                &[entry],
                &request.arguments(),
            )
            .await;
        request.answered(reply)
    }

    /// The same for several entries, in one piece for each node.
    pub(crate) async fn acquire_all(
        self: &Arc<Self>,
        entries: &[(&[u8], Seen)],
        waits: bool,
    ) -> Vec<Result<Acquired, Fault>> {
        let request = |(entry, seen): &(&[u8], Seen)| Request::new(self, entry, *seen, waits);
        let requests: Vec<Request> = entries.iter().map(request).collect();
        let invocations: Vec<Invocation<'_>> = requests
            .iter()
            .map(|request| Invocation {
                script: &ACQUIRE,
                key: &request.lease.entry,
                arguments: request.arguments().to_vec(),
            })
            .collect();
        let replies = self.nodes.scripts(&invocations).await;
        drop(invocations);
        requests
            .into_iter()
            .zip(replies)
            .map(|(request, reply)| request.answered(reply))
            .collect()
    }

    /// Stores the frames whose leases still stand, in one piece for each node. Each with its life in milliseconds, as
    /// [`Lease::commit`] takes it.
    pub(crate) async fn commit_all(
        self: Arc<Self>,
        commits: Vec<(Lease, Vec<u8>, Option<u64>)>,
    ) -> Vec<Result<Commit, Fault>> {
        let lives: Vec<String> = commits.iter().map(|(.., life)| life_text(*life)).collect();
        let invocations: Vec<Invocation<'_>> = commits
            .iter()
            .zip(&lives)
            .map(|((lease, frame, _), life)| Invocation {
                script: &COMMIT,
                key: &lease.entry,
                arguments: vec![&lease.token, frame, life.as_bytes()],
            })
            .collect();
        let replies = self.nodes.scripts(&invocations).await;
        drop(invocations);
        commits
            .into_iter()
            .zip(replies)
            .map(|((lease, ..), reply)| lease.committed(reply))
            .collect()
    }

    /// Gives leases back and removes what they stood in, in one piece for each node. Returns of each whether it stood.
    pub(crate) async fn withdraw_all(
        self: &Arc<Self>,
        leases: Vec<Lease>,
    ) -> Result<Vec<bool>, Fault> {
        let invocations: Vec<Invocation<'_>> = leases
            .iter()
            .map(|lease| Invocation {
                script: &RELEASE,
                key: &lease.entry,
                arguments: vec![&lease.token, b"1"],
            })
            .collect();
        let replies = self.nodes.scripts(&invocations).await;
        drop(invocations);
        let mut stood = Vec::with_capacity(leases.len());
        for (mut lease, reply) in leases.into_iter().zip(replies) {
            lease.held = false;
            self.leases.end(&lease.token);
            stood.push(reply.map(|given| {
                if given == Value::Int(2) {
                    self.wake_waiting(std::mem::take(&mut lease.entry));
                }
                given != Value::Int(0)
            }));
        }
        stood.into_iter().collect()
    }

    /// Removes an entry that cannot be read, if it still is what was read.
    pub(crate) async fn discard(&self, entry: &[u8], read: &[u8]) -> Result<(), Fault> {
        let digest = sha1_smol::Sha1::from(read).digest().to_string();
        self.nodes
            .script(
                self.nodes.shard_of(entry),
                &DISCARD,
                &[entry],
                &[digest.as_bytes()],
            )
            .await
            .map(drop)
    }

    /// Renews the leases of loads that take long. Called every now and then.
    pub(super) fn renew_leases(self: &Arc<Self>) {
        for (token, entry) in self.leases.due() {
            let tier = self.clone();
            self.nodes.handle().spawn(async move {
                let shard = tier.nodes.shard_of(&entry);
                let lease = tier.lease_text();
                // A lease that could not be renewed runs out; its commit is refused then.
                let _ = tier
                    .nodes
                    .script(shard, &RENEW, &[&entry], &[&token, &lease])
                    .await;
            });
        }
    }

    fn lease_text(&self) -> Vec<u8> {
        self.settings.lease.as_millis().to_string().into_bytes()
    }

    fn wake_waiting(self: &Arc<Self>, entry: Vec<u8>) {
        let tier = self.clone();
        self.waiters.wake(&entry);
        self.nodes.handle().spawn(async move {
            // Those who are not woken look again by themselves after a while.
            let shard = tier.nodes.shard_of(&entry);
            let _ = tier
                .publish(Place::of(shard), &[Operation::Landed(entry)], false)
                .await;
        });
    }
}

/// A lease that is asked for.
struct Request {
    lease: Lease,
    term: Vec<u8>,
    identity: Vec<u8>,
    waits: bool,
    head: [u8; 8],
}

impl Request {
    fn new(tier: &Arc<Tier>, entry: &[u8], seen: Seen, waits: bool) -> Self {
        // Held from here on, so that a call which is dropped, or answered too late, gives back what it may have got.
        let lease = Lease {
            tier: tier.clone(),
            entry: entry.to_vec(),
            token: super::random(),
            held: true,
        };
        Self {
            lease,
            term: tier.lease_text(),
            identity: match seen {
                Seen::Nothing => Vec::new(),
                Seen::Frame(identity) => identity.to_le_bytes().to_vec(),
                Seen::Anything => b"*".to_vec(),
            },
            waits,
            head: lease_only_head(),
        }
    }

    fn arguments(&self) -> [&[u8]; 5] {
        [
            &self.lease.token,
            &self.term,
            &self.identity,
            if self.waits { b"1" } else { b"0" },
            &self.head,
        ]
    }

    fn answered(self, reply: Result<Value, Fault>) -> Result<Acquired, Fault> {
        let mut lease = self.lease;
        let reply = reply.inspect_err(|fault| lease.held = fault.may_have_run())?;
        let Value::Array(reply) = reply else {
            return Err(Fault::unlike("acquire", &reply));
        };
        match <[Value; 2]>::try_from(reply) {
            Ok([Value::Int(0), Value::Int(over_frame)]) => {
                lease.tier.leases.begin(lease.token, &lease.entry);
                Ok(Acquired::Mine {
                    lease,
                    over_frame: over_frame == 1,
                })
            }
            Ok([Value::Int(1), Value::Int(left)]) => {
                lease.held = false;
                Ok(Acquired::Held(Duration::from_millis(
                    u64::try_from(left).unwrap_or(0),
                )))
            }
            Ok([Value::Int(2), Value::BulkString(frame)]) => {
                lease.held = false;
                Ok(Acquired::Frame(frame))
            }
            // The entry vanished within the script's look: ask again is what a look would do.
            Ok([Value::Int(2), Value::Nil]) => {
                lease.held = false;
                Ok(Acquired::Held(Duration::ZERO))
            }
            Ok(other) => Err(Fault::unlike("acquire", &Value::Array(other.into()))),
            Err(other) => Err(Fault::unlike("acquire", &Value::Array(other))),
        }
    }
}

/// How long Redis keeps an entry, as the script takes it.
fn life_text(life: Option<u64>) -> String {
    life.map(|millis| millis.to_string()).unwrap_or_default()
}

impl Lease {
    /// Stores a frame, if the lease still stands. `life` is how long Redis keeps it, in milliseconds; `None`: for ever.
    pub(crate) async fn commit(self, frame: Vec<u8>, life: Option<u64>) -> Result<Commit, Fault> {
        let life = life_text(life);
        let shard = self.tier.nodes.shard_of(&self.entry);
        let arguments: [&[u8]; 3] = [&self.token, &frame, life.as_bytes()];
        let stored = self
            .tier
            .nodes
            .script(shard, &COMMIT, &[&self.entry], &arguments)
            .await;
        self.committed(stored)
    }

    fn committed(mut self, reply: Result<Value, Fault>) -> Result<Commit, Fault> {
        let stored = reply?;
        self.held = false;
        self.tier.leases.end(&self.token);
        match stored {
            Value::Int(0) => Ok(Commit::Refused),
            Value::Int(awaited) => {
                if awaited == 2 {
                    self.tier.wake_waiting(std::mem::take(&mut self.entry));
                }
                Ok(Commit::Stored)
            }
            other => Err(Fault::unlike("commit", &other)),
        }
    }

    /// Gives the lease back and removes what it stood in: the value is not to be stored. Returns whether it stood.
    pub(crate) async fn withdraw(mut self) -> Result<bool, Fault> {
        let given = give_back(&self.tier, &self.entry, &self.token, b"1").await;
        self.held = false;
        self.tier.leases.end(&self.token);
        given
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if !self.held {
            return;
        }
        self.tier.leases.end(&self.token);
        let (tier, entry, token) = (
            self.tier.clone(),
            std::mem::take(&mut self.entry),
            self.token,
        );
        self.tier.nodes.handle().spawn(async move {
            // If this fails, the lease runs out.
            let _ = give_back(&tier, &entry, &token, b"0").await;
        });
    }
}

async fn give_back(
    tier: &Arc<Tier>,
    entry: &[u8],
    token: &Token,
    remove: &[u8],
) -> Result<bool, Fault> {
    let shard = tier.nodes.shard_of(entry);
    let given = tier
        .nodes
        .script(shard, &RELEASE, &[entry], &[token, remove])
        .await?;
    if given == Value::Int(2) {
        tier.wake_waiting(entry.to_vec());
    }
    Ok(given != Value::Int(0))
}

/// The leases that this cache holds.
#[derive(Debug, Default)]
pub(crate) struct Leases(Mutex<HashMap<Token, Running>>);

#[derive(Debug)]
struct Running {
    entry: Vec<u8>,
    /// Rounds of renewal that passed over it.
    rounds: u32,
}

impl Leases {
    fn begin(&self, token: Token, entry: &[u8]) {
        let entry = entry.to_vec();
        self.table().insert(token, Running { entry, rounds: 0 });
    }

    fn end(&self, token: &Token) {
        self.table().remove(token);
    }

    /// Those that were there in the round before. A load that ends within one costs no renewal.
    fn due(&self) -> Vec<(Token, Vec<u8>)> {
        let mut table = self.table();
        table
            .iter_mut()
            .filter_map(|(token, running)| {
                running.rounds += 1;
                (running.rounds > 1).then(|| (*token, running.entry.clone()))
            })
            .collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.table().len()
    }

    fn table(&self) -> MutexGuard<'_, HashMap<Token, Running>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
