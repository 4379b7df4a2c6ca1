//! The names: every metric that the cache has, what kind it is of, its labels and what it says. The only file where they stand;
//! `docs/METRICS.md` shows the same table.
//!
//! No label ever holds a key, a tag or anything else that a caller can make up: how many samples there are follows from the
//! code alone.

/// One metric.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Metric {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) labels: &'static [Label],
    /// One sentence, without a full stop.
    pub(crate) help: &'static str,
    /// Its place in the table.
    pub(crate) place: usize,
}

/// What numbers are of.
#[cfg(any(feature = "metrics", feature = "otel"))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Seconds,
    Bytes,
    Count,
}

#[cfg(any(feature = "metrics", feature = "otel"))]
impl Metric {
    /// As the name says it.
    pub(crate) fn unit(&self) -> Unit {
        let name = self.name.trim_end_matches("_total");
        if name.ends_with("_seconds") {
            Unit::Seconds
        } else if name.ends_with("_bytes") {
            Unit::Bytes
        } else {
            Unit::Count
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Counter,
    Gauge,
    Histogram,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

/// A label, and what it can be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) name: &'static str,
    /// None of them: what the code names.
    pub(crate) values: &'static [&'static str],
}

const fn open(name: &'static str) -> Label {
    Label { name, values: &[] }
}

const fn one_of(name: &'static str, values: &'static [&'static str]) -> Label {
    Label { name, values }
}

/// The path of a function, or the name of a region that is used by hand.
const CACHE: Label = open("cache");
/// The template of the keys.
const REGION: Label = open("region");
const QUEUE: Label = open("queue");

macro_rules! metrics {
    ($($constant:ident: $kind:ident $name:literal [$($label:expr),*] $help:literal;)*) => {
        $(pub(crate) static $constant: Metric = Metric {
            name: $name,
            kind: Kind::$kind,
            labels: &[$($label),*],
            help: $help,
            place: Place::$constant as usize,
        };)*

        #[allow(non_camel_case_types, reason = "a place has the name of its constant")]
        #[allow(clippy::upper_case_acronyms, reason = "the same")]
        enum Place { $($constant),* }

        /// All of them, in the order in which they are shown.
        #[cfg_attr(
            not(any(feature = "metrics", feature = "otel")),
            allow(dead_code, reason = "who only asks is shown what has samples")
        )]
        pub(crate) static TABLE: &[&Metric] = &[$(&$constant),*];
    };
}

metrics! {
    GETS: Counter "cache_gets_total" [
        CACHE,
        one_of("tier", &["memory", "shared", "none"]),
        one_of("result", &[
            "hit", "negative", "stale", "miss", "coalesced", "bypassed", "timeout",
        ])
    ] "Calls, by where the answer came from; each call is exactly one of them";
    LOADS: Counter "cache_loads_total" [
        CACHE, one_of("outcome", &["ok", "error", "panic", "cancelled"])
    ] "Loads that ended; a batch counts once for each of its elements";
    LOAD_SECONDS: Histogram "cache_load_seconds" [CACHE]
        "How long loads took that returned a value or an error; a batch counts once";
    WAIT_SECONDS: Histogram "cache_wait_seconds" [CACHE, one_of("for", &["process", "fleet"])]
        "How long calls waited for a load of another call in this process, or of another process";
    REFRESHES: Counter "cache_refreshes_total" [
        CACHE, one_of("outcome", &["ok", "error", "refused"])
    ] "Loads that refreshed an entry while it was an answer still, and those for which there was no room";
    TIMEOUTS: Counter "cache_timeouts_total" [CACHE, one_of("kind", &["hard", "soft"])]
        "Calls whose time was over, whatever they were answered";
    UNCHANGED: Counter "cache_unchanged_total" [CACHE]
        "Loads that found the stale value as good as new";
    PUTS: Counter "cache_puts_total" [CACHE] "Values that were put";
    REFUSED_FILLS: Counter "cache_refused_fills_total" [
        CACHE, one_of("reason", &["invalidated", "unwanted"])
    ] "Values that were not stored: something they rest on was invalidated meanwhile, or their policy did not want them";
    LOADS_RUNNING: Gauge "cache_loads_running" [CACHE] "Entries that are being loaded now";
    AUDITS: Counter "cache_audits_total" [
        CACHE, one_of("outcome", &["same", "stale", "settled", "failed", "skipped"])
    ] "Hits that were compared with what a load returns";
    STALE: Counter "cache_stale_total" [
        CACHE, one_of("age", &["1s", "10s", "1m", "10m", "1h", "1d", "more"])
    ] "Hits that audits found to be stale, by the age of the entry (upper bounds)";
    ENTRIES: Gauge "cache_entries" [REGION] "Entries in memory";
    BYTES: Gauge "cache_bytes" [REGION]
        "Weight of the entries in memory, where the region is bounded in bytes";
    EVICTIONS: Counter "cache_evictions_total" [
        REGION, one_of("cause", &["capacity", "expired", "too_heavy"])
    ] "Entries that had to leave memory, and values that were too heavy for it";
    INVALIDATIONS: Counter "cache_invalidations_total" [
        one_of("kind", &["key", "expire", "text", "tags", "function", "pattern", "everything"]),
        one_of("source", &["call", "writer", "message", "replay"])
    ] "Invalidations that were carried out here, by who asked for them";
    TAGS: Gauge "cache_tags" [] "Tags that are known";
    DEPENDENCIES: Gauge "cache_dependencies" [] "Keys that other entries depend on";
    SCHEDULED: Gauge "cache_scheduled" [] "Keys that are refreshed with nobody asking";
    MEMORY_FLUSHES: Counter "cache_memory_flushes_total" [
        one_of("reason", &["start", "reconnect", "gap", "lag", "unknown_message"])
    ] "Times that memory was emptied as messages of other processes may have been missed";
    SHARED_AVAILABLE: Gauge "cache_shared_available" []
        "1 while commands would be sent to every node of the shared tier, else 0";
    SHARED_BREAKER_OPEN: Gauge "cache_shared_breaker_open" [open("node")]
        "1 while the circuit breaker of the node is open, else 0";
    SHARED_OPERATION_SECONDS: Histogram "cache_shared_operation_seconds" [
        one_of("operation", &["read", "write", "invalidate", "other"])
    ] "How long operations in the shared tier took, also those that failed";
    SHARED_FAULTS: Counter "cache_shared_faults_total" [
        one_of("reason", &["disconnected", "timeout", "open", "shed", "refused", "unexpected"])
    ] "Operations that the shared tier did not do";
    SHARED_REJECTIONS: Counter "cache_shared_rejections_total" [open("reason")]
        "Entries of no use to who found them, and values that could not be written";
    SHARED_BYTES: Counter "cache_shared_bytes_total" [one_of("direction", &["read", "written"])]
        "Bytes in the replies and arguments of commands to the shared tier";
    BUS_DISCONNECTED_SECONDS: Gauge "cache_bus_disconnected_seconds" []
        "For how long messages of other processes have not been heard; 0 while they are";
    INVALIDATIONS_WAITING: Gauge "cache_invalidations_waiting" []
        "Invalidations that the shared tier has not been told of yet";
    LEASES: Gauge "cache_leases" [] "Leases that loads of this process hold";
    INVALIDATIONS_REPLAYED: Counter "cache_invalidations_replayed_total" []
        "Invalidations that the shared tier was told of later than they were asked for";
    WRITE_QUEUE_ITEMS: Gauge "cache_write_queue_items" [QUEUE]
        "Writes that wait to be saved or are on their way, as far as this process delivers them";
    WRITE_QUEUE_OLDEST_SECONDS: Gauge "cache_write_queue_oldest_seconds" [QUEUE]
        "For how long the oldest of them has waited; 0 where there is none";
    WRITE_QUEUE_DEAD_LETTERS: Gauge "cache_write_queue_dead_letters" [QUEUE]
        "Writes that were given up so far";
    WRITE_QUEUE_RETRIES: Counter "cache_write_queue_retries_total" [QUEUE]
        "Calls of the sink that failed";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    /// The table as `docs/METRICS.md` has it.
    fn page() -> String {
        let mut page = String::from("| name | kind | labels | what it says |\n|---|---|---|---|\n");
        for metric in TABLE {
            let Metric {
                name, kind, help, ..
            } = metric;
            let labels: Vec<_> = metric.labels.iter().map(shown).collect();
            let (kind, labels) = (kind.name(), labels.join("; "));
            writeln!(page, "| `{name}` | {kind} | {labels} | {help} |").unwrap();
        }
        page
    }

    fn shown(label: &Label) -> String {
        let values: Vec<_> = label
            .values
            .iter()
            .map(|value| format!("`{value}`"))
            .collect();
        if values.is_empty() {
            format!("`{}`", label.name)
        } else {
            format!("`{}` = {}", label.name, values.join(", "))
        }
    }

    #[test]
    fn the_page_shows_the_table() {
        let written = include_str!("../../docs/METRICS.md");
        let page = page();
        assert!(
            written.contains(&page),
            "`docs/METRICS.md` shows another table; this is the one of the code:\n\n{page}"
        );
    }

    #[test]
    fn names_differ_and_follow_the_rules_of_prometheus() {
        let mut names: Vec<_> = TABLE.iter().map(|metric| metric.name).collect();
        let places = TABLE.iter().map(|metric| metric.place);
        assert!(places.eq(0..TABLE.len()));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), TABLE.len());
        for metric in TABLE {
            let plain = |text: &str| {
                text.bytes()
                    .all(|byte| byte == b'_' || byte.is_ascii_lowercase())
            };
            assert!(plain(metric.name), "{}", metric.name);
            assert!(metric.labels.iter().all(|label| plain(label.name)));
            let is_counter = metric.kind == Kind::Counter;
            assert_eq!(
                metric.name.ends_with("_total"),
                is_counter,
                "{}",
                metric.name
            );
            assert!(!metric.help.ends_with('.'), "{}", metric.name);
        }
    }
}
