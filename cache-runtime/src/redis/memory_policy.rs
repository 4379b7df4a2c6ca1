//! Warns of a server that will refuse writes once it is full, instead of evicting.

use crate::trace;
use redis::Value;
use std::sync::Once;

/// Asks for limits of memory; unlike CONFIG, hosted servers answer it.
pub(super) fn question() -> redis::Cmd {
    let mut command = redis::cmd("INFO");
    command.arg("memory");
    command
}

/// Says so once in this process if `info` of `endpoint` shows an unsuitable policy.
pub(super) fn warn(endpoint: &str, info: Value) {
    static ONCE: Once = Once::new();
    let text: String = redis::from_redis_value(info).unwrap_or_default();
    if refuses_when_full(&text) {
        ONCE.call_once(|| {
            let message = format!(
                "Redis at `{endpoint}` has `maxmemory` and the `maxmemory-policy` `noeviction`: \
                 it will refuse to store entries when it is full; set an evicting policy such as `allkeys-lru`"
            );
            if !trace::unsuitable_memory_policy(endpoint, &message) {
                eprintln!("cache-runtime: {message}");
            }
        });
    }
}

fn refuses_when_full(info: &str) -> bool {
    let field = |name: &str| {
        let mut lines = info.lines().filter_map(|line| line.split_once(':'));
        lines
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.trim())
    };
    field("maxmemory").is_some_and(|bytes| bytes != "0")
        && field("maxmemory_policy") == Some("noeviction")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bounded_server_that_does_not_evict_is_unsuitable() {
        let info = |bytes, policy| {
            format!(
                "# Memory\r\nmaxmemory:{bytes}\r\nmaxmemory_human:x\r\nmaxmemory_policy:{policy}\r\n"
            )
        };
        assert!(refuses_when_full(&info("1048576", "noeviction")));
        assert!(!refuses_when_full(&info("1048576", "allkeys-lru")));
        assert!(!refuses_when_full(&info("0", "noeviction")));
        assert!(!refuses_when_full(""));
    }
}
