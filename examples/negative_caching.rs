//! Proves: "there is none" is an answer too, and can have a ttl of its own; an `Err` is never cached unless asked for.

use cache_runtime::{Cache, cached, testing};
use std::time::Duration;

#[cached(key = "user:<id>", ttl = "1h", negative_ttl = "10s")]
fn find_user(id: u64) -> Option<String> {
    (id < 100).then(|| format!("user {id}"))
}

#[cached(key = "weather:<city>", ttl = "1h")]
fn weather(city: &str) -> Result<u64, String> {
    Err(format!("no station in {city}"))
}

#[cached(key = "weather with error_ttl:<city>", ttl = "1h", error_ttl = "5s")]
fn weather_remembered(city: &str) -> Result<u64, String> {
    Err(format!("no station in {city}"))
}

fn main() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);

    for _ in 0..3 {
        find_user(7);
        find_user(700);
        let _errors = (weather("Atlantis"), weather_remembered("Atlantis"));
    }
    report(&cache, "three calls each", [2, 3, 1]);

    clock.advance(Duration::from_secs(10));
    find_user(7);
    find_user(700);
    let _error = weather_remembered("Atlantis");
    report(&cache, "ten seconds later", [3, 3, 2]);
}

fn report(cache: &Cache, when: &str, expected: [u64; 3]) {
    let loads = ["find_user", "weather", "weather_remembered"]
        .map(|name| testing::counts(cache, name).loads);
    println!(
        "{when}: {} loads of users, {} of weather, {} with error_ttl",
        loads[0], loads[1], loads[2]
    );
    assert_eq!(loads, expected);
}
