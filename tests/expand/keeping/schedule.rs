//! A load that is repeated by a schedule, with the arguments of the call that was.
use cache_runtime::cached;
use std::time::Duration;

#[cached(
    key = "board:<game>:<size>",
    ttl = Duration::from_secs(3600 * size),
    refresh_every = "5m",
    tags = ["boards", "board:<game>:<size>:<result.len()>"]
)]
pub async fn leaderboard(game: &str, size: u64) -> Vec<String> {
    (0..size).map(|place| format!("{game}{place}")).collect()
}

#[cached(ttl = "1h", refresh_every = "5m", idle_after = "30m", on_cancel = "stop")]
pub async fn total(game: String) -> usize {
    game.len()
}
