//! What one has to know to read a table, where its own heading does not say it.

/// The words above the table, if it needs some.
pub(super) fn of(table: &str) -> String {
    let text = match table {
        "hits" => {
            "`quick_cache` by hand is the limit: a table with neither expiry, nor invalidation, nor counters, asked with a text that is
there already. The value is an `Arc`, or a struct with two strings that each hit clones. Peers that keep values serialized have
no `Arc` to share. Who has neither a ttl nor a bound does less than the others."
        }
        "misses" => {
            "The time of a call beyond its load: looking, noting that a load is on its way, storing, and letting something go as the
cache is full."
        }
        "race" => {
            "A load reads a value and stands still; the value changes, and is invalidated; the load goes on. Who has it stale afterwards
serves the old value until its ttl ends."
        }
        "shared" => {
            "Beside a bare `GET` on one multiplexed connection and the decoding of its value. `cacheable` comes with a connection to a
cluster alone; here it has the adapter that its trait asks for, over the same connection as the bare `GET`."
        }
        _ => "",
    };
    text.to_owned()
}
