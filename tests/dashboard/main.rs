//! The dashboard: its routes by HTTP in process, and its page in a real Chromium.

#![allow(
    clippy::unwrap_used,
    clippy::unused_async,
    reason = "what tests have in common fails as they do, and async functions are what is cached"
)]

mod browser;
mod http;
mod invalidating;
mod looking;
mod page;
mod protection;
mod shop;
