//! The journal of a sink in Redis, as bytes: a stream whose entries are writes, a lease for the process that delivers them, a
//! stream of dead letters, and a hash with what there is to tell. What is delivered when is decided in `write_behind/`.
//!
//! A write stands in the stream until it is delivered. Who delivers has the lease, and every step that takes writes out or
//! away asks for it in the same script: who has lost it changes nothing any more.

use super::scripts::{
    JOURNAL_APPEND, JOURNAL_BURY, JOURNAL_FLUSH, JOURNAL_LEAD, JOURNAL_READ, JOURNAL_RENEW,
    JOURNAL_REPORT, JOURNAL_SETTLE, JOURNAL_TAKE_OVER,
};
use super::{Tier, random};
use crate::clock::Millis;
use crate::codec::{Codec, Coder};
use crate::frame::{Facts, Frame, NameVersions, open, seal};
use crate::redis::{Fault, Script, Shard};
use crate::shape::Cacheable;
use redis::Value;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A write's place in the stream: the server's time, and a number within a millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StreamId(u64, u64);

/// A write as it stands in the stream.
#[derive(Debug)]
pub(crate) struct RawWrite {
    pub(crate) id: StreamId,
    pub(crate) key: String,
    pub(crate) frame: Vec<u8>,
}

/// A dead letter as it stands in its stream.
#[derive(Debug)]
pub(crate) struct Buried {
    pub(crate) key: String,
    pub(crate) frame: Vec<u8>,
    pub(crate) error: String,
    /// The first of its writes.
    first: Option<StreamId>,
    /// How many writes it was.
    writes: usize,
}

/// How a journal stands.
#[derive(Debug)]
pub(crate) struct Standing {
    pub(crate) writes: usize,
    pub(crate) first: Option<StreamId>,
    pub(crate) failures: u64,
    pub(crate) error: String,
    pub(crate) dead: u64,
}

/// Writes to deliver.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) writes: Vec<RawWrite>,
    /// Somebody waits for the writes up to there.
    pub(crate) urgent: Option<StreamId>,
}

/// What a flush waits for.
#[derive(Debug)]
pub(crate) struct Flush {
    /// None: the journal is empty.
    pub(crate) upto: Option<StreamId>,
    pub(crate) writes: usize,
    last_letter: String,
}

/// The right to deliver a journal, by which Redis knows who asks.
pub(crate) type LeadToken = String;

/// One journal.
pub(crate) struct Journal {
    tier: Arc<Tier>,
    shard: Shard,
    stream: Vec<u8>,
    lease: Vec<u8>,
    state: Vec<u8>,
    letters: Vec<u8>,
    /// Writes that may stand in it.
    most: usize,
    most_letters: usize,
}

impl Journal {
    pub(crate) fn new(tier: &Arc<Tier>, sink: &str, most: usize, most_letters: usize) -> Self {
        let name = |part| tier.names.journal(sink, part);
        let stream = name("journal");
        Self {
            // The nodes of a ring would have a part each.
            shard: tier.nodes.shard_of(&stream),
            stream,
            lease: name("lease"),
            state: name("state"),
            letters: name("dead"),
            tier: tier.clone(),
            most,
            most_letters,
        }
    }

    /// Notes a write. Returns nothing if the journal is full.
    pub(crate) async fn append(&self, key: &str, frame: &[u8]) -> Result<Option<StreamId>, Fault> {
        let most = self.most.to_string();
        let arguments = [most.as_bytes(), key.as_bytes(), frame];
        match self
            .script(&JOURNAL_APPEND, &[&self.stream], &arguments)
            .await?
        {
            Value::Nil => Ok(None),
            reply => match StreamId::of(&reply) {
                Some(id) => Ok(Some(id)),
                None => Err(Fault::unlike("journal_append", &reply)),
            },
        }
    }

    /// Whether there is room for a write.
    pub(crate) async fn has_room(&self) -> Result<bool, Fault> {
        let mut length = redis::cmd("XLEN");
        length.arg(&self.stream);
        match self.tier.nodes.run(self.shard, length).await? {
            Value::Int(writes) => {
                Ok(usize::try_from(writes).is_ok_and(|writes| writes < self.most))
            }
            other => Err(Fault::unlike("XLEN", &other)),
        }
    }

    pub(crate) fn token() -> LeadToken {
        format!("{:032x}", u128::from_le_bytes(random()))
    }

    /// How long the right to deliver lasts that is not renewed.
    pub(crate) fn lease(&self) -> Duration {
        self.tier.settings.lease
    }

    /// Asks for the right to deliver.
    pub(crate) async fn lead(&self, token: &LeadToken) -> Result<bool, Fault> {
        let lease = self.lease().as_millis().to_string();
        let arguments = [token.as_bytes(), lease.as_bytes()];
        let keys: [&[u8]; 2] = [&self.lease, &self.stream];
        let reply = self.script(&JOURNAL_LEAD, &keys, &arguments).await?;
        yes_or_no("journal_lead", &reply)
    }

    /// Renews that right. Returns whether the caller still has it.
    pub(crate) async fn renew(&self, token: &LeadToken) -> Result<bool, Fault> {
        let lease = self.lease().as_millis().to_string();
        let arguments = [token.as_bytes(), lease.as_bytes()];
        let reply = self
            .script(&JOURNAL_RENEW, &[&self.lease], &arguments)
            .await?;
        yes_or_no("journal_renew", &reply)
    }

    /// Gives it up.
    pub(crate) async fn resign(&self, token: &LeadToken) -> Result<bool, Fault> {
        let arguments: [&[u8]; 2] = [token.as_bytes(), b""];
        let reply = self
            .script(&JOURNAL_RENEW, &[&self.lease], &arguments)
            .await?;
        yes_or_no("journal_renew", &reply)
    }

    /// Some of the writes that others were delivering, and where to go on; none, without the right to deliver.
    pub(crate) async fn take_over(
        &self,
        token: &LeadToken,
        cursor: &str,
        most: usize,
    ) -> Result<Option<(Vec<RawWrite>, String)>, Fault> {
        let most = most.to_string();
        let arguments = [token.as_bytes(), cursor.as_bytes(), most.as_bytes()];
        let keys: [&[u8]; 2] = [&self.lease, &self.stream];
        let reply = self.script(&JOURNAL_TAKE_OVER, &keys, &arguments).await?;
        let parts = match &reply {
            Value::Nil => return Ok(None),
            Value::Array(parts) => parts,
            _ => return Err(Fault::unlike("journal_take_over", &reply)),
        };
        match parts.as_slice() {
            [cursor, Value::Array(writes)] => {
                // What was taken out in between stands there as nothing, in older servers.
                let writes = writes.iter().filter_map(RawWrite::of).collect();
                Ok(Some((writes, text(cursor))))
            }
            _ => Err(Fault::unlike("journal_take_over", &reply)),
        }
    }

    /// Writes that nobody delivers yet; none, without the right to.
    pub(crate) async fn read(&self, token: &LeadToken, most: usize) -> Result<Option<Read>, Fault> {
        let most = most.to_string();
        let arguments = [token.as_bytes(), most.as_bytes()];
        let keys: [&[u8]; 3] = [&self.lease, &self.stream, &self.state];
        let reply = self.script(&JOURNAL_READ, &keys, &arguments).await?;
        let parts = match &reply {
            Value::Nil => return Ok(None),
            Value::Array(parts) => parts,
            _ => return Err(Fault::unlike("journal_read", &reply)),
        };
        match parts.as_slice() {
            [Value::Array(writes), urgent] => Ok(Some(Read {
                writes: writes.iter().filter_map(RawWrite::of).collect(),
                urgent: StreamId::of(urgent),
            })),
            _ => Err(Fault::unlike("journal_read", &reply)),
        }
    }

    /// Takes delivered writes out. Returns whether the caller had the right to.
    pub(crate) async fn settle(&self, token: &LeadToken, ids: &[StreamId]) -> Result<bool, Fault> {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let keys: [&[u8]; 2] = [&self.lease, &self.stream];
        let mut arguments = vec![token.as_bytes()];
        arguments.extend(ids.iter().map(String::as_bytes));
        let reply = self.script(&JOURNAL_SETTLE, &keys, &arguments).await?;
        yes_or_no("journal_settle", &reply)
    }

    /// Moves the writes of one key to the dead letters. Returns whether the caller had the right to.
    pub(crate) async fn bury(
        &self,
        token: &LeadToken,
        key: &str,
        frame: &[u8],
        error: &str,
        ids: &[StreamId],
    ) -> Result<bool, Fault> {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let most = self.most_letters.to_string();
        let keys: [&[u8]; 4] = [&self.lease, &self.stream, &self.state, &self.letters];
        let mut arguments = vec![
            token.as_bytes(),
            most.as_bytes(),
            key.as_bytes(),
            frame,
            error.as_bytes(),
        ];
        arguments.extend(ids.iter().map(String::as_bytes));
        let reply = self.script(&JOURNAL_BURY, &keys, &arguments).await?;
        yes_or_no("journal_bury", &reply)
    }

    /// Notes that the sink has failed.
    pub(crate) async fn note_failure(&self, error: &str) -> Result<(), Fault> {
        let mut count = redis::cmd("HINCRBY");
        count.arg(&self.state).arg("failures").arg(1);
        self.tier.nodes.run(self.shard, count).await?;
        let mut tell = redis::cmd("HSET");
        tell.arg(&self.state).arg("error").arg(error);
        self.tier.nodes.run(self.shard, tell).await.map(drop)
    }

    /// Lets all writes go out at once, whoever delivers them.
    pub(crate) async fn flush(&self) -> Result<Flush, Fault> {
        let keys: [&[u8]; 3] = [&self.stream, &self.state, &self.letters];
        let reply = self.script(&JOURNAL_FLUSH, &keys, &[]).await?;
        match &reply {
            Value::Array(parts) => match parts.as_slice() {
                [last, Value::Int(writes), letter] => Ok(Flush {
                    upto: StreamId::of(last),
                    writes: usize::try_from(*writes).unwrap_or(0),
                    last_letter: text(letter),
                }),
                _ => Err(Fault::unlike("journal_flush", &reply)),
            },
            _ => Err(Fault::unlike("journal_flush", &reply)),
        }
    }

    /// The first write that is not delivered.
    pub(crate) async fn first(&self) -> Result<Option<StreamId>, Fault> {
        let mut range = redis::cmd("XRANGE");
        range
            .arg(&self.stream)
            .arg("-")
            .arg("+")
            .arg("COUNT")
            .arg(1);
        let reply = self.tier.nodes.run(self.shard, range).await?;
        let writes = list("XRANGE", &reply)?;
        Ok(writes.first().and_then(RawWrite::of).map(|write| write.id))
    }

    /// How many of the writes that a flush waited for went to the dead letters.
    pub(crate) async fn buried_since(&self, flush: &Flush) -> Result<usize, Fault> {
        let start = match flush.last_letter.as_str() {
            "" => "-".to_owned(),
            last => format!("({last}"),
        };
        let letters = self.letters_from(&start).await?;
        let counted = letters
            .iter()
            .filter(|letter| letter.first <= flush.upto)
            .map(|letter| letter.writes);
        Ok(counted.sum::<usize>().min(flush.writes))
    }

    /// All dead letters.
    pub(crate) async fn letters(&self) -> Result<Vec<Buried>, Fault> {
        self.letters_from("-").await
    }

    async fn letters_from(&self, start: &str) -> Result<Vec<Buried>, Fault> {
        let mut range = redis::cmd("XRANGE");
        range.arg(&self.letters).arg(start).arg("+");
        let reply = self.tier.nodes.run(self.shard, range).await?;
        Ok(list("XRANGE", &reply)?
            .iter()
            .filter_map(Buried::of)
            .collect())
    }

    pub(crate) async fn standing(&self) -> Result<Standing, Fault> {
        let keys: [&[u8]; 2] = [&self.stream, &self.state];
        let reply = self.script(&JOURNAL_REPORT, &keys, &[]).await?;
        let parts = list("journal_report", &reply)?;
        let [
            Value::Int(writes),
            first,
            Value::Int(failures),
            error,
            Value::Int(dead),
        ] = parts
        else {
            return Err(Fault::unlike("journal_report", &reply));
        };
        Ok(Standing {
            writes: usize::try_from(*writes).unwrap_or(0),
            first: StreamId::of(first),
            failures: u64::try_from(*failures).unwrap_or(0),
            error: text(error),
            dead: u64::try_from(*dead).unwrap_or(0),
        })
    }

    /// The bytes of an item, or why it has none.
    pub(crate) fn write<T: Cacheable>(
        &self,
        coder: Coder<T>,
        key: &str,
        item: &T,
    ) -> Result<Vec<u8>, String> {
        let tier = &self.tier;
        let mut payload = Vec::new();
        let content = (coder.encode)(tier.codec, item, &mut payload)
            .map_err(|error| error.to_string())?
            .ok_or("the type is not for sharing")?;
        let facts = Facts {
            content,
            codec: tier.codec.id(),
            fingerprint: (coder.fingerprint)(tier.codec),
            version: 0,
            cost: 0,
            created: tier.server_now(),
            fresh_until: Millis::MAX,
            stale_until: Millis::MAX,
            order: 0,
            names: NameVersions::default(),
        };
        seal(&tier.sealer, &self.bound(key), &facts, &payload)
            .map_err(|rejection| rejection.name().to_owned())
    }

    /// The item of these bytes, or why there is none.
    pub(crate) fn open<T: Cacheable>(
        &self,
        coder: Coder<T>,
        key: &str,
        frame: &[u8],
    ) -> Result<T, String> {
        let opened = match open(&self.tier.sealer, &self.bound(key), frame) {
            Ok(Frame::Entry(opened)) => opened,
            Ok(Frame::Lease) => return Err("not_a_frame".into()),
            Err(rejection) => return Err(rejection.name().into()),
        };
        let facts = &opened.facts;
        let written_by = Codec::from_id(facts.codec).ok_or("codec")?;
        if facts.fingerprint != (coder.fingerprint)(written_by) {
            return Err("fingerprint".into());
        }
        (coder.decode)(written_by, facts.content, &opened.payload)
            .map_err(|error| error.to_string())
    }

    /// What a frame is bound to: its journal and its key.
    fn bound(&self, key: &str) -> Vec<u8> {
        [&self.stream, &b"\0"[..], key.as_bytes()].concat()
    }

    /// When a write was noted, on the cache's own clock.
    pub(crate) fn noted_at(&self, id: StreamId) -> Millis {
        self.tier.local(id.0)
    }

    pub(crate) async fn pause(&self, duration: Duration) {
        self.tier.pause(duration).await;
    }

    /// Goes on with what nobody waits for.
    pub(crate) fn spawn(
        &self,
        task: impl Future<Output = ()> + Send + 'static,
    ) -> tokio::task::JoinHandle<()> {
        self.tier.nodes.handle().spawn(task)
    }

    async fn script(
        &self,
        script: &'static Script,
        keys: &[&[u8]],
        arguments: &[&[u8]],
    ) -> Result<Value, Fault> {
        let nodes = &self.tier.nodes;
        let answer = nodes.script(self.shard, script, keys, arguments).await;
        answer.inspect_err(|fault| self.tier.note(fault))
    }
}

impl StreamId {
    fn of(value: &Value) -> Option<Self> {
        let text = text(value);
        let (millis, number) = text.split_once('-')?;
        Some(Self(millis.parse().ok()?, number.parse().ok()?))
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.0, self.1)
    }
}

impl RawWrite {
    fn of(value: &Value) -> Option<Self> {
        let (id, fields) = entry_of(value)?;
        Some(Self {
            id,
            key: text(field(fields, b"k")?),
            frame: bytes(field(fields, b"v")?),
        })
    }
}

impl Buried {
    fn of(value: &Value) -> Option<Self> {
        let (_, fields) = entry_of(value)?;
        Some(Self {
            key: text(field(fields, b"k")?),
            frame: bytes(field(fields, b"v")?),
            error: text(field(fields, b"e")?),
            first: StreamId::of(field(fields, b"i")?),
            writes: text(field(fields, b"n")?).parse().ok()?,
        })
    }
}

fn entry_of(value: &Value) -> Option<(StreamId, &[Value])> {
    let Value::Array(parts) = value else {
        return None;
    };
    match parts.as_slice() {
        [id, Value::Array(fields)] => Some((StreamId::of(id)?, fields)),
        _ => None,
    }
}

fn field<'a>(fields: &'a [Value], name: &[u8]) -> Option<&'a Value> {
    let mut pairs = fields.chunks_exact(2);
    pairs
        .find(|pair| matches!(&pair[0], Value::BulkString(bytes) if bytes == name))
        .map(|pair| &pair[1])
}

fn bytes(value: &Value) -> Vec<u8> {
    match value {
        Value::BulkString(bytes) => bytes.clone(),
        _ => Vec::new(),
    }
}

fn text(value: &Value) -> String {
    String::from_utf8_lossy(&bytes(value)).into_owned()
}

fn list<'a>(command: &str, reply: &'a Value) -> Result<&'a [Value], Fault> {
    match reply {
        Value::Array(parts) => Ok(parts),
        other => Err(Fault::unlike(command, other)),
    }
}

fn yes_or_no(command: &str, reply: &Value) -> Result<bool, Fault> {
    match reply {
        Value::Int(0) => Ok(false),
        Value::Int(1) => Ok(true),
        other => Err(Fault::unlike(command, other)),
    }
}
