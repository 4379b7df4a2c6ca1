//! A ttl from the value and the arguments.
use cache_runtime::cached;
use std::time::Duration;

#[derive(Clone)]
pub struct Token {
    pub lives: u64,
}

#[cached(key = "token:<user>", ttl = "1h", ttl_with = |token: &Token, user| Duration::from_secs(token.lives + user.len() as u64))]
pub async fn token(user: String) -> Result<Token, std::io::Error> {
    Ok(Token {
        lives: u64::try_from(user.len()).unwrap_or(0),
    })
}
