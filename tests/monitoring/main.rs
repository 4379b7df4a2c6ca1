//! What is delivered for those who watch a cache: the dashboard for Grafana and the alert rules. Asked of `promtool`, and held
//! against the table of names.

#![allow(
    clippy::unwrap_used,
    reason = "what tests have in common fails as they do"
)]

mod alerts;
mod beginnings;
mod expressions;
mod grafana;
mod names;
mod promtool;
