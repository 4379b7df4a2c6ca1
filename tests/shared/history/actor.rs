//! One task or thread of a worker: what it does next is drawn by a seed; what came of it is written down.

use super::event::{Scope, What};
use super::rows::{self, IDS, Kind, Member, Record, Row, group_of, owner_of};
use super::worker::{Diary, Job, Rest, TASKS, now};
use cache_runtime::{Cache, Cached, Error, Invalidated, Source};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Threads of one process, beside its tasks.
pub(super) const THREADS: u64 = 2;
/// The counter of all operations of all processes, in the database.
pub(super) const OPERATIONS: &str = "operations";
/// Operations that are counted at a time.
const BATCH: u64 = 50;
/// The longest time between two operations of one actor, in microseconds.
const IDLE: u64 = 1_500;

pub(super) struct Actor {
    random: fastrand::Rng,
    /// The row that it alone writes.
    own: u64,
    cache: Cache,
    diary: Arc<Diary>,
    rest: Arc<Rest>,
    done: u64,
}

/// What to do next.
#[derive(Debug, Clone, Copy)]
enum Step {
    Read(Row),
    /// Given up in its middle, now and then.
    ReadInHaste(Row, Duration),
    Refresh(Row),
    Peek(Row),
    Invalidate(Scope, Way),
    /// Updates the row of its own and puts what it wrote.
    Put,
}

/// By which function of the cache.
#[derive(Debug, Clone, Copy)]
enum Way {
    Helper,
    Text,
    Expire,
    Function,
    Tag,
    Pattern,
    Clear,
}

/// Versions that a value showed, and where it came from.
struct Seen(Vec<Record>, &'static str);

impl Actor {
    pub(super) fn new(
        (job, task): (&Job, u64),
        cache: &Cache,
        diary: &Arc<Diary>,
        rest: &Arc<Rest>,
    ) -> Self {
        Self {
            random: fastrand::Rng::with_seed(job.seed ^ ((task + 1) << 32)),
            own: job.slot * TASKS + task,
            cache: cache.clone(),
            diary: diary.clone(),
            rest: rest.clone(),
            done: 0,
        }
    }

    pub(super) async fn run(mut self) {
        loop {
            self.rest.take().await;
            let step = self.step(&Kind::ALL);
            self.take(step).await;
            let pause = self.count();
            tokio::time::sleep(pause).await;
        }
    }

    pub(super) fn run_blocking(mut self) {
        loop {
            self.rest.take_blocking();
            let step = self.step(&[Kind::Blocking]);
            self.take_blocking(step);
            thread::sleep(self.count());
        }
    }

    /// Counts an operation; returns how long to wait before the next.
    fn count(&mut self) -> Duration {
        self.done += 1;
        if self.done.is_multiple_of(BATCH) {
            rows::count(OPERATIONS, BATCH);
        }
        Duration::from_micros(self.random.u64(..IDLE))
    }

    fn step(&mut self, kinds: &[Kind]) -> Step {
        let kind = kinds[self.random.usize(..kinds.len())];
        // Some rows are in everybody's hands.
        let among = if self.random.bool() { 4 } else { IDS };
        let id = self.random.u64(..among);
        let row = Row { kind, id };
        // What means many entries is rare: it would cover what went wrong before.
        match self.random.u32(..10_000) {
            0..7_500 => Step::Read(row),
            7_500..7_700 => Step::ReadInHaste(row, Duration::from_micros(self.random.u64(..4_000))),
            7_700..7_750 => Step::Refresh(row),
            7_750..8_100 => Step::Peek(row),
            8_100..8_500 => Step::Put,
            8_500..9_400 => Step::Invalidate(Scope::Entry(row), Way::Helper),
            9_400..9_550 => Step::Invalidate(Scope::Entry(row), Way::Text),
            9_550..9_850 => Step::Invalidate(Scope::Entry(row), Way::Expire),
            9_850..9_910 => Step::Invalidate(Scope::Group(group_of(id)), Way::Tag),
            9_910..9_960 => Step::Invalidate(Scope::Owner(owner_of(id)), Way::Tag),
            9_960..9_967 => Step::Invalidate(Scope::Kind(kind), Way::Tag),
            9_967..9_974 => Step::Invalidate(Scope::Kind(kind), Way::Function),
            9_974..9_997 => Step::Invalidate(Scope::Prefix(kind, group_of(id)), Way::Pattern),
            _ => Step::Invalidate(Scope::Everything, Way::Clear),
        }
    }

    async fn take(&mut self, step: Step) {
        let begin = now();
        match step {
            Step::Read(row) => {
                if let Some(seen) = read(row).await {
                    self.note(begin, &seen);
                }
            }
            Step::ReadInHaste(row, patience) => {
                if let Ok(Some(seen)) = tokio::time::timeout(patience, read(row)).await {
                    self.note(begin, &seen);
                }
            }
            Step::Refresh(row) => {
                if let Some(seen) = refresh(row).await {
                    self.note(begin, &seen);
                }
            }
            Step::Peek(row) => {
                if let Some(seen) = peek(row).await {
                    self.note(begin, &seen);
                }
            }
            Step::Put => self.put().await,
            Step::Invalidate(scope, way) => {
                self.update(scope);
                let begin = now();
                let outcome = match scope {
                    Scope::Entry(row) => invalidate_entry(&self.cache, row, way).await,
                    scope => invalidate_many(&self.cache, scope, way).await,
                };
                self.invalidated(begin, scope, way, &outcome);
            }
        }
    }

    fn take_blocking(&mut self, step: Step) {
        let begin = now();
        match step {
            Step::Read(Row { id, .. }) | Step::ReadInHaste(Row { id, .. }, _) => {
                self.note(begin, &record(rows::blocking_cached(id)));
            }
            Step::Put => self.note(begin, &Seen(vec![rows::blocking(self.own % IDS)], "plain")),
            Step::Refresh(Row { id, .. }) => {
                self.note(begin, &Seen(vec![rows::refresh_blocking(id)], "refresh"));
            }
            Step::Peek(Row { id, .. }) => {
                if let Some(seen) = rows::peek_blocking(id).and_then(peeked) {
                    self.note(begin, &record(seen));
                }
            }
            Step::Invalidate(scope, way) => {
                self.update(scope);
                let begin = now();
                let outcome = invalidate_blocking(&self.cache, scope, way);
                self.invalidated(begin, scope, way, &outcome);
            }
        }
    }

    /// Updates some of the rows that an invalidation will mean.
    fn update(&mut self, scope: Scope) {
        let mut rows = scope.rows();
        rows.retain(|row| row.kind != Kind::Written);
        self.random.shuffle(&mut rows);
        for row in rows.into_iter().take(3) {
            let begin = now();
            let version = rows::update(row);
            self.diary
                .write(begin, now(), What::Update { row, version });
        }
    }

    async fn put(&mut self) {
        let row = Row {
            kind: Kind::Written,
            id: self.own,
        };
        let begin = now();
        let version = rows::update(row);
        self.diary
            .write(begin, now(), What::Update { row, version });
        let begin = now();
        let ok = rows::put_written(row.id, Record::new(row, version))
            .await
            .is_ok();
        self.diary
            .write(begin, now(), What::Put { row, version, ok });
    }

    fn invalidated(
        &self,
        begin: u64,
        scope: Scope,
        way: Way,
        outcome: &Result<Invalidated, Error>,
    ) {
        let (ok, how) = (outcome.is_ok(), format!("{way:?}"));
        self.diary
            .write(begin, now(), What::Invalidation { scope, ok, how });
    }

    fn note(&self, begin: u64, seen: &Seen) {
        let end = now();
        for what in seen.reads() {
            self.diary.write(begin, end, what);
        }
    }
}

impl Seen {
    fn reads(&self) -> impl Iterator<Item = What> {
        let Self(records, how) = self;
        records.iter().map(move |record| What::Read {
            row: record.row,
            version: record.version,
            // A row that was read with its member is read through the member's entry.
            how: if records.len() > 1 {
                format!("member-{how}")
            } else {
                (*how).to_owned()
            },
        })
    }
}

/// Looks at every entry, and then reads it: what the cache has when all is said and heard.
pub(super) async fn read_everything(diary: &Diary) {
    for row in Scope::Everything.rows() {
        let begin = now();
        let peeked = peek(row).await;
        let read = read(row).await;
        let end = now();
        for seen in peeked.iter().chain(&read) {
            for what in seen.reads() {
                if let What::Read { row, version, how } = what {
                    diary.write(begin, end, What::Last { row, version, how });
                }
            }
        }
    }
}

/// None, if the load failed and there was nothing to fall back on.
async fn read(row: Row) -> Option<Seen> {
    let seen = if fastrand::u8(..4) == 0 {
        read_plainly(row).await?
    } else {
        read_with_source(row).await?
    };
    // A value under another's key would pass for an old or new one of its own.
    assert_eq!(seen.0[0].row, row);
    assert!(seen.0.iter().all(|record| record.row.id == row.id));
    Some(seen)
}

async fn read_with_source(Row { kind, id }: Row) -> Option<Seen> {
    Some(match kind {
        Kind::Row => record(rows::row_cached(group_of(id), id).await),
        Kind::Blocking => record(rows::blocking_cached(id)),
        Kind::Locked => record(rows::locked_cached(id).await),
        Kind::Distant => record(rows::distant_cached(id).await),
        Kind::Member => member(rows::member_cached(group_of(id), id).await),
        Kind::Written => record(rows::written_cached(id).await),
        Kind::Lasting => record(rows::lasting_cached(id).await.ok()?),
        Kind::Remaining => record(rows::remaining_cached(id).await.ok()?),
    })
}

async fn read_plainly(Row { kind, id }: Row) -> Option<Seen> {
    let records = match kind {
        Kind::Row => vec![rows::row(group_of(id), id).await],
        Kind::Blocking => vec![rows::blocking(id)],
        Kind::Locked => vec![rows::locked(id).await],
        Kind::Distant => vec![rows::distant(id).await],
        Kind::Member => {
            let Member { own, base } = rows::member(group_of(id), id).await;
            vec![own, base]
        }
        Kind::Written => vec![rows::written(id).await],
        Kind::Lasting => vec![rows::lasting(id).await.ok()?],
        Kind::Remaining => vec![rows::remaining(id).await.ok()?],
    };
    Some(Seen(records, "plain"))
}

async fn refresh(Row { kind, id }: Row) -> Option<Seen> {
    let records = match kind {
        Kind::Row => vec![rows::refresh_row(group_of(id), id).await],
        Kind::Blocking => vec![rows::refresh_blocking(id)],
        Kind::Locked => vec![rows::refresh_locked(id).await],
        Kind::Distant => vec![rows::refresh_distant(id).await],
        Kind::Member => {
            let Member { own, base } = rows::refresh_member(group_of(id), id).await;
            vec![own, base]
        }
        Kind::Written => vec![rows::refresh_written(id).await],
        Kind::Lasting => vec![rows::refresh_lasting(id).await.ok()?],
        Kind::Remaining => vec![rows::refresh_remaining(id).await.ok()?],
    };
    Some(Seen(records, "refresh"))
}

async fn peek(Row { kind, id }: Row) -> Option<Seen> {
    Some(match kind {
        Kind::Row => record(peeked(rows::peek_row(group_of(id), id).await?)?),
        Kind::Blocking => record(peeked(rows::peek_blocking(id)?)?),
        Kind::Locked => record(peeked(rows::peek_locked(id).await?)?),
        Kind::Distant => record(peeked(rows::peek_distant(id).await?)?),
        Kind::Member => member(peeked(rows::peek_member(group_of(id), id).await?)?),
        Kind::Written => record(peeked(rows::peek_written(id).await?)?),
        Kind::Lasting => record(peeked(rows::peek_lasting(id).await?)?),
        Kind::Remaining => record(peeked(rows::peek_remaining(id).await?)?),
    })
}

/// What is marked stale says so, and promises nothing.
fn peeked<T>(found: Cached<T>) -> Option<Cached<T>> {
    (!found.stale).then_some(found)
}

fn record(cached: Cached<Record>) -> Seen {
    let how = if cached.stale {
        "stale"
    } else {
        source(cached.source)
    };
    Seen(vec![cached.value], how)
}

fn member(cached: Cached<Member>) -> Seen {
    let how = source(cached.source);
    let Member { own, base } = cached.value;
    Seen(vec![own, base], how)
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Memory => "memory",
        Source::Redis => "redis",
        Source::Loader => "loader",
        _ => "elsewhere",
    }
}

async fn invalidate_entry(cache: &Cache, row: Row, way: Way) -> Result<Invalidated, Error> {
    let Row { kind, id } = row;
    let group = group_of(id);
    match (way, kind) {
        (Way::Text, _) => cache.invalidate(text(row)).await,
        (Way::Expire, Kind::Row) => rows::expire_row(group, id).await,
        (Way::Expire, Kind::Blocking) => rows::expire_blocking(id),
        (Way::Expire, Kind::Locked) => rows::expire_locked(id).await,
        (Way::Expire, Kind::Distant) => rows::expire_distant(id).await,
        (Way::Expire, Kind::Member) => rows::expire_member(group, id).await,
        (Way::Expire, Kind::Written) => rows::expire_written(id).await,
        (Way::Expire, Kind::Lasting) => rows::expire_lasting(id).await,
        (Way::Expire, Kind::Remaining) => rows::expire_remaining(id).await,
        (_, Kind::Row) => rows::invalidate_row(group, id).await,
        (_, Kind::Blocking) => rows::invalidate_blocking(id),
        (_, Kind::Locked) => rows::invalidate_locked(id).await,
        (_, Kind::Distant) => rows::invalidate_distant(id).await,
        (_, Kind::Member) => rows::invalidate_member(group, id).await,
        (_, Kind::Written) => rows::invalidate_written(id).await,
        (_, Kind::Lasting) => rows::invalidate_lasting(id).await,
        (_, Kind::Remaining) => rows::invalidate_remaining(id).await,
    }
}

async fn invalidate_many(cache: &Cache, scope: Scope, way: Way) -> Result<Invalidated, Error> {
    match (way, scope) {
        (Way::Function, Scope::Kind(kind)) => match kind {
            Kind::Row => rows::invalidate_all_row().await,
            Kind::Blocking => rows::invalidate_all_blocking(),
            Kind::Locked => rows::invalidate_all_locked().await,
            Kind::Distant => rows::invalidate_all_distant().await,
            Kind::Member => rows::invalidate_all_member().await,
            Kind::Written => rows::invalidate_all_written().await,
            Kind::Lasting => rows::invalidate_all_lasting().await,
            Kind::Remaining => rows::invalidate_all_remaining().await,
        },
        (Way::Pattern, Scope::Prefix(kind, digit)) => {
            cache.invalidate_pattern(glob(kind, digit)).await
        }
        (Way::Clear, _) => cache.clear().await,
        (_, scope) => cache.invalidate_tag(tag(scope)).await,
    }
}

fn invalidate_blocking(cache: &Cache, scope: Scope, way: Way) -> Result<Invalidated, Error> {
    match (way, scope) {
        (Way::Text, Scope::Entry(row)) => cache.invalidate_blocking(text(row)),
        (Way::Expire, Scope::Entry(row)) => rows::expire_blocking(row.id),
        (_, Scope::Entry(row)) => rows::invalidate_blocking(row.id),
        (Way::Function, _) => rows::invalidate_all_blocking(),
        (Way::Pattern, Scope::Prefix(kind, digit)) => {
            cache.invalidate_pattern_blocking(glob(kind, digit))
        }
        (Way::Clear, _) => cache.clear_blocking(),
        (_, scope) => cache.invalidate_tag_blocking(tag(scope)),
    }
}

fn text(Row { kind, id }: Row) -> String {
    let group = group_of(id);
    match kind {
        Kind::Row => format!("row:{group}:{id}"),
        Kind::Member => format!("member:{group}:{id}"),
        kind => format!("{}:{id}", word(kind)),
    }
}

fn glob(kind: Kind, digit: u64) -> String {
    match kind {
        Kind::Row => format!("row:{digit}:*"),
        // Members of a group have ids that begin with anything.
        Kind::Member => format!("member:*:{digit}*"),
        kind => format!("{}:{digit}*", word(kind)),
    }
}

fn tag(scope: Scope) -> String {
    match scope {
        Scope::Group(group) => format!("group:{group}"),
        Scope::Owner(owner) => format!("owner:{owner}"),
        Scope::Kind(Kind::Row) => "rows".to_owned(),
        Scope::Kind(Kind::Member) => "members".to_owned(),
        Scope::Kind(kind) | Scope::Prefix(kind, _) => word(kind).to_owned(),
        Scope::Entry(_) | Scope::Everything => unreachable!("these have no tag"),
    }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Row => "row",
        Kind::Blocking => "blocking",
        Kind::Locked => "locked",
        Kind::Distant => "distant",
        Kind::Member => "member",
        Kind::Written => "written",
        Kind::Lasting => "lasting",
        Kind::Remaining => "remaining",
    }
}
