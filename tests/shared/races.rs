//! The race between processes: a load reads the old row, the row changes, somebody invalidates, the load ends. Nothing
//! stale may be stored in any tier of any process, and whoever calls after the invalidation gets the new row.
//!
//! Each test is one way to invalidate. It plays every interleaving that a paused load can force: where the load began
//! (nothing there, a refresh over a living entry, over one that was marked stale), who invalidates (the process that
//! loads, another one), and when the next call comes (before the old load ends, in either process, or after it).

use crate::fleet::{Fleet, Order, Settings, Worker};
use cache_test_servers::wait_for;
use std::sync::atomic::{AtomicU64, Ordering};

const OLD: &str = "1";
const NEW: &str = "2";

/// The cached function under test, and its rows.
#[derive(Debug, Clone, Copy)]
struct Subject {
    function: &'static str,
    old: &'static str,
    new: &'static str,
    guard: Guard,
    /// Whether it has the helpers that regions lack (refresh, expire).
    annotated: bool,
    result_tags: bool,
}

/// What guards loads beyond their process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Guard {
    /// Nothing: the values stay in the process.
    None,
    /// A lease in Redis, without which a load stores nothing there.
    Lease,
    /// The same, and calls wait for who has it.
    Lock,
}

/// What an invalidation does to the lease of a load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leases {
    /// It removes the entry, and the lease with it.
    Killed,
    /// It changes a version: what the load brings is of no use, but its lease stands.
    Left,
}

const USER: Subject = Subject {
    function: "user",
    old: OLD,
    new: NEW,
    guard: Guard::Lease,
    annotated: true,
    result_tags: true,
};

impl Subject {
    const fn named(self, function: &'static str) -> Self {
        Self { function, ..self }
    }
}

const SUBJECTS: [Subject; 13] = [
    USER,
    Subject {
        guard: Guard::Lock,
        result_tags: false,
        ..USER.named("locked")
    },
    USER.named("alone"),
    USER.named("remote"),
    Subject {
        guard: Guard::None,
        ..USER.named("local")
    },
    USER.named("brief"),
    Subject {
        old: "none",
        result_tags: false,
        ..USER.named("maybe")
    },
    Subject {
        old: "!1",
        result_tags: false,
        ..USER.named("failing")
    },
    Subject {
        result_tags: false,
        ..USER.named("generic")
    },
    USER.named("blocking"),
    USER.named("threaded"),
    Subject {
        annotated: false,
        ..USER.named("batched")
    },
    Subject {
        annotated: false,
        result_tags: false,
        ..USER.named("direct")
    },
];

/// What the load finds when it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beginning {
    /// Nothing: its lease stands alone.
    Nothing,
    /// A living entry, which it is to replace.
    Refresh,
    /// An entry that was marked stale; the lease stands in it.
    MarkedStale,
}

/// When the next call comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// In the process of the load, before the load ends.
    SameProcessBefore,
    /// In the other process, before the load ends.
    OtherProcessBefore,
    After,
}

/// First the one where a process that misses an invalidation finds an old entry that it would believe: later it may have
/// missed so much that it believes none.
const BEGINNINGS: [Beginning; 3] = [
    Beginning::Refresh,
    Beginning::MarkedStale,
    Beginning::Nothing,
];
const NEXTS: [Next; 3] = [
    Next::SameProcessBefore,
    Next::OtherProcessBefore,
    Next::After,
];

/// Two processes that race, and one whose cache is new whenever it is asked.
struct Course {
    fleet: Fleet,
    loading: Worker,
    other: Worker,
    stranger: Worker,
    ids: AtomicU64,
}

impl Course {
    fn new() -> Self {
        let fleet = Fleet::start(Settings::default());
        let [loading, other, stranger] = fleet.workers();
        Self {
            fleet,
            loading,
            other,
            stranger,
            ids: AtomicU64::new(100),
        }
    }

    fn id(&self) -> u64 {
        self.ids.fetch_add(1, Ordering::Relaxed)
    }

    /// A load that has read the old row and pauses.
    fn begin(&self, subject: Subject, id: u64, beginning: Beginning) -> Order<'_> {
        let function = subject.function;
        self.fleet.database.set(row_of(function), id, subject.old);
        let verb = match beginning {
            Beginning::Nothing => "call",
            Beginning::Refresh => {
                self.fill(subject, id);
                "refresh"
            }
            Beginning::MarkedStale => {
                self.fill(subject, id);
                self.other.ask(&format!("expire {function} {id}"));
                self.fleet.settle(&self.other, &[&self.loading]);
                "call"
            }
        };
        self.loading.pausing(&format!("{verb} {function} {id}"))
    }

    /// Both processes have the old row in all their tiers.
    fn fill(&self, subject: Subject, id: u64) {
        let call = format!("call {} {id}", subject.function);
        assert_eq!(self.loading.ask(&call), subject.old);
        assert_eq!(self.other.ask(&call), subject.old);
    }

    fn race(
        &self,
        subject: Subject,
        beginning: Beginning,
        next: Next,
        leases: Leases,
        invalidate: &dyn Fn(&Self, u64),
        heard_by: Hearing,
    ) {
        let id = self.id();
        let function = subject.function;
        let scene = format!("{function} {id}, {beginning:?}, {next:?}");
        let call = format!("call {function} {id}");
        let load = self.begin(subject, id, beginning);
        self.fleet.database.set(row_of(function), id, subject.new);
        invalidate(self, id);
        match heard_by {
            Hearing::Loading => self.fleet.settle(&self.other, &[&self.loading]),
            Hearing::Other => self.fleet.settle(&self.loading, &[&self.other]),
            Hearing::Nobody => {}
        }
        let next_call = match next {
            Next::SameProcessBefore => Some(self.loading.order(&call)),
            Next::OtherProcessBefore => Some(self.other.order(&call)),
            Next::After => None,
        };
        let waits = subject.guard == Guard::Lock && leases == Leases::Left;
        if let Some(next_call) = next_call.filter(|_| !waits) {
            // Had it joined the old load it would wait for ever.
            assert_eq!(next_call.answer(), subject.new, "{scene}");
        }
        assert_eq!(
            load.finish(),
            subject.old,
            "{scene}: who waited gets what was loaded"
        );
        if let Some(next_call) = next_call {
            assert_eq!(next_call.answer(), subject.new, "{scene}");
        }
        self.check(subject, id, &scene);
    }

    /// Nobody holds the old row, and everybody gets the new one.
    fn check(&self, subject: Subject, id: u64, scene: &str) {
        let call = format!("call {} {id}", subject.function);
        let peek = format!("peek {} {id}", subject.function);
        self.stranger.ask("anew");
        for (name, worker) in self.named() {
            let peeked = worker.ask(&peek);
            let is_new =
                peeked == subject.new || peeked == "nothing" || peeked.starts_with("stale");
            assert!(is_new, "{scene}: {name} holds the old row: {peeked}");
        }
        for (name, worker) in self.named() {
            assert_eq!(worker.ask(&call), subject.new, "{scene}: {name}");
        }
    }

    fn named(&self) -> [(&'static str, &Worker); 3] {
        [
            ("the process that loaded", &self.loading),
            ("the other process", &self.other),
            ("a process that knows nothing", &self.stranger),
        ]
    }

    /// Every interleaving; `order` is what the process that invalidates is told, with the entry's number for `#`.
    fn races(&self, subject: Subject, leases: Leases, order: &str) {
        for beginning in BEGINNINGS {
            if beginning != Beginning::Nothing && !subject.annotated {
                continue;
            }
            for next in NEXTS {
                let by_other = |course: &Self, id| drop(course.other.ask(&numbered(order, id)));
                self.race(
                    subject,
                    beginning,
                    next,
                    leases,
                    &by_other,
                    Hearing::Loading,
                );
                let by_itself = |course: &Self, id| drop(course.loading.ask(&numbered(order, id)));
                self.race(subject, beginning, next, leases, &by_itself, Hearing::Other);
            }
        }
    }

    /// Both processes load at once, one with the lease and one without; they end in either order.
    fn race_of_two(&self, subject: Subject, order: &str) {
        for leaseholder_first in [true, false] {
            let id = self.id();
            let scene = format!("{} {id}, two loads, {leaseholder_first}", subject.function);
            let load = self.begin(subject, id, Beginning::Nothing);
            let second = self
                .other
                .pausing(&format!("call {} {id}", subject.function));
            self.fleet
                .database
                .set(row_of(subject.function), id, subject.new);
            self.stranger.ask(&numbered(order, id));
            self.fleet
                .settle(&self.stranger, &[&self.loading, &self.other]);
            let [first, last] = if leaseholder_first {
                [load, second]
            } else {
                [second, load]
            };
            assert_eq!(first.finish(), subject.old, "{scene}");
            assert_eq!(last.finish(), subject.old, "{scene}");
            self.check(subject, id, &scene);
        }
    }
}

/// Whom the bus must have told before the next call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hearing {
    Loading,
    Other,
    Nobody,
}

fn numbered(order: &str, id: u64) -> String {
    order.replace('#', &id.to_string())
}

/// Whose row a function reads.
fn row_of(function: &str) -> &str {
    if function == "threaded" {
        "blocking"
    } else {
        function
    }
}

/// Plays all races of the subjects that fit against one way to invalidate. `@` stands for the function's row, `#` for the
/// number of the entry.
fn every_race(leases: Leases, order: &str, fits: impl Fn(&Subject) -> bool) {
    let course = Course::new();
    for subject in SUBJECTS.into_iter().filter(fits) {
        let order = order.replace('@', row_of(subject.function));
        course.races(subject, leases, &order);
        if subject.guard != Guard::Lock {
            course.race_of_two(subject, &order);
        }
    }
}

fn all(_: &Subject) -> bool {
    true
}

/// The region by hand has no dependencies, and no soft expiry.
fn annotated(subject: &Subject) -> bool {
    subject.annotated
}

#[test]
fn no_load_outlives_an_invalidation_of_its_key() {
    every_race(Leases::Killed, "invalidate @ #", all);
}

#[test]
fn no_load_outlives_an_invalidation_of_its_key_by_text() {
    let has_plain_key = |subject: &Subject| subject.function != "generic";
    every_race(Leases::Killed, "text @:#", has_plain_key);
    every_race(Leases::Killed, "text generic:#<u64>", |subject| {
        !has_plain_key(subject)
    });
}

#[test]
fn no_load_outlives_an_invalidation_of_a_pattern() {
    every_race(Leases::Killed, "pattern @:#*", all);
}

#[test]
fn no_load_outlives_an_invalidation_of_its_tag() {
    every_race(Leases::Left, "tag all", all);
}

#[test]
fn no_load_outlives_an_invalidation_of_a_tag_with_an_argument() {
    every_race(Leases::Left, "tag one:#", all);
}

#[test]
fn no_load_outlives_an_invalidation_of_a_tag_of_its_result() {
    every_race(Leases::Left, "tag row:1", |subject| subject.result_tags);
}

#[test]
fn no_load_outlives_an_invalidation_of_its_function() {
    every_race(Leases::Left, "all @ 0", all);
}

#[test]
fn no_load_outlives_an_invalidation_of_everything() {
    every_race(Leases::Left, "clear", all);
}

#[test]
fn no_load_outlives_an_invalidation_of_what_it_depends_on() {
    every_race(Leases::Left, "invalidate team #", annotated);
}

#[test]
fn no_load_outlives_an_invalidation_of_a_dependency_of_a_dependency() {
    every_race(Leases::Left, "invalidate org #", annotated);
}

#[test]
fn no_load_outlives_an_invalidation_of_the_function_of_a_dependency() {
    every_race(Leases::Left, "all org 0", annotated);
}

#[test]
fn no_load_outlives_an_invalidation_of_a_tag_of_a_dependency() {
    every_race(Leases::Left, "tag teams", annotated);
}

#[test]
fn no_load_outlives_an_invalidation_of_a_pattern_of_a_dependency() {
    every_race(Leases::Left, "pattern or?:#", annotated);
}

#[test]
fn no_load_outlives_a_put_of_a_dependency() {
    every_race(Leases::Left, "put team # 9", annotated);
}

#[test]
fn no_load_outlives_a_soft_expiry_of_a_dependency() {
    every_race(Leases::Left, "expire team #", annotated);
}

#[test]
fn no_load_outlives_a_soft_expiry() {
    every_race(Leases::Killed, "expire @ #", annotated);
}

#[test]
fn no_load_overwrites_a_value_that_was_put_meanwhile() {
    every_race(Leases::Killed, "put @ # 2", all);
}

/// The functions that change the row name its entry in every way that there is.
#[test]
fn no_load_outlives_a_function_that_changes_its_source() {
    let forms = [
        (
            Leases::Killed,
            ["key", "result", "pattern", "soft"].as_slice(),
        ),
        (Leases::Killed, &["always", "at-once", "put"]),
        (Leases::Left, &["function", "tag", "tag-of-result"]),
    ];
    for (leases, forms) in forms {
        for form in forms {
            let order = format!("write {form} #");
            every_race(leases, &order, |subject| subject.function == "user");
        }
    }
}

#[test]
fn invalidations_may_block_a_thread_of_the_runtime() {
    every_race(Leases::Left, "blocking-tag all", |subject| {
        subject.function == "blocking"
    });
    every_race(Leases::Left, "blocking-clear", |subject| {
        subject.function == "user"
    });
}

/// What a client does that knows nothing of the bus: the lease goes with the entry, so the load stores nothing.
fn every_race_with_a_foreign_client(command: &[&str]) {
    let course = Course::new();
    for subject in SUBJECTS
        .into_iter()
        .filter(|subject| subject.guard != Guard::None)
    {
        for beginning in [Beginning::Nothing, Beginning::MarkedStale] {
            if beginning != Beginning::Nothing && !subject.annotated {
                continue;
            }
            for next in [Next::OtherProcessBefore, Next::After] {
                let by_foreigner = |course: &Course, id: u64| {
                    let key = course
                        .loading
                        .ask(&format!("key {} {id}", row_of(subject.function)));
                    let command: Vec<String> = command
                        .iter()
                        .map(|word| word.replace('@', &Fleet::entry(&key)))
                        .collect();
                    course.fleet.redis.command(&command);
                };
                let nobody = Hearing::Nobody;
                course.race(
                    subject,
                    beginning,
                    next,
                    Leases::Killed,
                    &by_foreigner,
                    nobody,
                );
            }
        }
    }
}

#[test]
fn no_load_outlives_a_deletion_by_a_foreign_client() {
    every_race_with_a_foreign_client(&["DEL", "@"]);
}

#[test]
fn no_load_outlives_the_expiry_of_its_lease_in_redis() {
    every_race_with_a_foreign_client(&["PEXPIREAT", "@", "1"]);
}

#[test]
fn no_load_outlives_a_flush_of_redis() {
    every_race_with_a_foreign_client(&["FLUSHALL"]);
}

/// Its tags come with the value, so that an invalidation of any tag keeps it out of Redis. That must not hide the loss of
/// its lease, which keeps it out of memory as well.
#[test]
fn no_load_outlives_its_lease_where_a_tag_was_invalidated_too() {
    let course = Course::new();
    for next in [Next::OtherProcessBefore, Next::After] {
        let by_foreigner = |course: &Course, id: u64| {
            course.other.ask("tag nobody");
            let key = course.loading.ask(&format!("key user {id}"));
            course.fleet.redis.command(&["DEL", &Fleet::entry(&key)]);
        };
        course.race(
            USER,
            Beginning::Nothing,
            next,
            Leases::Killed,
            &by_foreigner,
            Hearing::Loading,
        );
    }
}

#[test]
fn a_flush_of_redis_empties_memory_everywhere() {
    let course = Course::new();
    let id = course.id();
    course.fleet.database.set("user", id, OLD);
    course.fill(USER, id);
    course.fleet.database.set("user", id, NEW);
    course.fleet.redis.command(&["FLUSHALL"]);
    for (name, worker) in course.named() {
        wait_for(name, || {
            (worker.ask(&format!("call user {id}")) == NEW).then_some(())
        });
    }
}

#[test]
fn what_rests_on_an_evicted_version_is_of_no_use_to_others() {
    for version in ["n", "f:user:{}", "t:all", "k:team:#", "k:org:#", "f:org:{}"] {
        let course = Course::new();
        let id = course.id();
        let load = course.begin(USER, id, Beginning::Nothing);
        course.fleet.database.set("user", id, NEW);
        let name = format!("test:v1#{}", version.replace('#', &id.to_string()));
        assert_eq!(
            course.fleet.redis.command(&["DEL", &name]).integer(),
            1,
            "{name}"
        );
        assert_eq!(load.finish(), OLD);
        assert_eq!(
            course.stranger.ask(&format!("call user {id}")),
            NEW,
            "{version}"
        );
    }
}

#[test]
fn an_invalidation_reaches_what_rests_on_an_evicted_version() {
    for (version, order) in [
        ("n", "clear"),
        ("t:all", "tag all"),
        ("k:team:#", "invalidate team #"),
    ] {
        let course = Course::new();
        let id = course.id();
        let load = course.begin(USER, id, Beginning::Nothing);
        course.fleet.database.set("user", id, NEW);
        let name = format!("test:v1#{}", numbered(version, id));
        course.fleet.redis.command(&["DEL", &name]);
        course.other.ask(&numbered(order, id));
        course.fleet.settle(&course.other, &[&course.loading]);
        assert_eq!(load.finish(), OLD);
        course.check(USER, id, version);
    }
}

#[test]
fn a_load_without_the_lease_stores_nothing_in_redis() {
    let course = Course::new();
    for function in ["user", "alone", "brief", "remote", "blocking", "direct"] {
        let subject = USER.named(function);
        let id = course.id();
        let load = course.begin(subject, id, Beginning::Nothing);
        let second = course.other.pausing(&format!("call {function} {id}"));
        assert_eq!(second.finish(), OLD);
        course.stranger.ask("anew");
        let peek = format!("peek {function} {id}");
        assert_eq!(course.stranger.ask(&peek), "nothing", "{function}");
        assert_eq!(load.finish(), OLD);
        assert_eq!(
            course.stranger.ask(&peek),
            OLD,
            "{function}: the lease still stood"
        );
    }
}

/// The lease is the load's, not the process': the next load of the same process has another.
#[test]
fn a_load_does_not_store_under_the_lease_of_a_later_one() {
    let course = Course::new();
    for subject in SUBJECTS
        .into_iter()
        .filter(|subject| subject.guard != Guard::None)
    {
        for later in [&course.loading, &course.other] {
            let id = course.id();
            let function = subject.function;
            let load = course.begin(subject, id, Beginning::Nothing);
            course.fleet.database.set(row_of(function), id, subject.new);
            let key = row_of(function);
            course.stranger.ask(&format!("invalidate {key} {id}"));
            course
                .fleet
                .settle(&course.stranger, &[&course.loading, &course.other]);
            let next = later.pausing(&format!("call {function} {id}"));
            assert_eq!(load.finish(), subject.old, "{function}");
            course.stranger.ask("anew");
            let peeked = course.stranger.ask(&format!("peek {function} {id}"));
            assert_eq!(peeked, "nothing", "{function}");
            assert_eq!(next.finish(), subject.new, "{function}");
            course.check(subject, id, function);
        }
    }
}

/// While an invalidation is on its way to Redis, what is there must not come back into the memory that it is about to
/// leave: Redis goes first.
#[test]
fn a_call_during_an_invalidation_brings_nothing_back() {
    let course = Course::new();
    for order in [
        "invalidate user #",
        "tag all",
        "all user 0",
        "clear",
        "text user:#",
    ] {
        let id = course.id();
        course.fleet.database.set("user", id, OLD);
        course.fill(USER, id);
        course.fleet.database.set("user", id, NEW);
        course
            .fleet
            .redis
            .command(&["CLIENT", "PAUSE", "60000", "WRITE"]);
        let invalidation = course.loading.order(&numbered(order, id));
        wait_for("the invalidation to reach Redis", || {
            let clients = course.fleet.redis.command(&["CLIENT", "LIST"]).text();
            clients
                .lines()
                .any(|client| client.contains(" flags=b "))
                .then_some(())
        });
        assert_eq!(
            course.loading.ask(&format!("call user {id}")),
            OLD,
            "{order}"
        );
        assert!(!invalidation.is_answered(), "{order}");
        course.fleet.redis.command(&["CLIENT", "UNPAUSE"]);
        invalidation.answer();
        assert_eq!(
            course.loading.ask(&format!("call user {id}")),
            NEW,
            "{order}"
        );
        course.fleet.settle(&course.loading, &[&course.other]);
        course.check(USER, id, order);
    }
}
