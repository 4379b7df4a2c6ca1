//! A service of products as it stands in front of a database: what each function caches, and how, is written at the function.
//!
//! | module | what |
//! |---|---|
//! | [`settings`] | what the environment says |
//! | [`database`] | the queries, over SQLite or PostgreSQL; each is counted |
//! | [`model`] | the rows, and what is composed of them |
//! | `functions` | the cached functions, and those that change what they read |
//! | [`routes`] | HTTP |
//! | [`observability`] | `/metrics`, `/health`, `/cache`, `/statistics` |
//! | [`service`] | the cache is built and installed, the service listens and ends |
//! | [`load`] | the generator of load, of which `src/bin/load.rs` is the command |

pub mod counting;
pub mod database;
pub mod failure;
mod functions;
pub mod load;
pub mod model;
pub mod observability;
pub mod routes;
pub mod service;
pub mod settings;
