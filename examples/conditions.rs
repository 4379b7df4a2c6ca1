//! Proves: the arguments can decide whether the cache is asked, the value whether and for how long it is stored.

use cache_runtime::{cached, testing};
use std::time::Duration;

#[derive(Clone)]
struct Token {
    lifetime: Duration,
    provisional: bool,
}

#[cached(
    key = "token:<user>",
    ttl = "1h",
    ttl_with = |token: &Token| token.lifetime,
    unless = |token| token.provisional,
    cache_if = |user| *user != 0,
)]
fn token(user: u64) -> Token {
    Token {
        lifetime: Duration::from_secs(user),
        provisional: user > 1_000,
    }
}

fn main() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let loads = |user| {
        let bodies = |row: cache_runtime::FunctionStats| row.loads + row.bypassed;
        let before = bodies(testing::counts(&cache, "token"));
        token(user);
        token(user);
        bodies(testing::counts(&cache, "token")) - before
    };

    println!("an ordinary user, asked twice:         {} load", loads(60));
    println!("user 0, whom `cache_if` sends past:    {} loads", loads(0));
    println!(
        "a provisional token, see `unless`:     {} loads",
        loads(2_000)
    );
    clock.advance(Duration::from_secs(59));
    println!("the ordinary user after 59 s:          {} loads", loads(60));
    clock.advance(Duration::from_secs(1));
    let after = loads(60);
    println!("after 60 s, the ttl of that token:     {after} load");
    assert_eq!(after, 1);
}
