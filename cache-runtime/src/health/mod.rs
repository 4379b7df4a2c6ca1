//! How a cache stands, and how it stood during the last hour: [`Cache::health`](crate::Cache::health) and
//! [`Cache::history`](crate::Cache::history).
//!
//! A sum of all that was counted is kept each five seconds. What happened since one of them, a minute old by default, is held
//! against [`Thresholds`]; what lies beyond them is told as [`Reason`]s, and the worst of these is the [`Status`].
//!
//! ```
//! use cache_runtime::Cache;
//! use cache_runtime::health::{Status, Thresholds};
//! use std::time::Duration;
//!
//! let thresholds = Thresholds::default()
//!     .hit_rate(0.5)
//!     .load_p99(Duration::from_secs(2));
//! let cache = Cache::builder().health(thresholds).build_memory()?;
//!
//! let health = cache.health();
//! assert_eq!(health.status, Status::Healthy);
//! // What a probe is told: `Degraded` still answers every call.
//! let code = if health.status == Status::Down { 503 } else { 200 };
//! println!("{code} {}", health.to_json());
//! # assert_eq!(code, 200);
//! # Ok::<_, cache_runtime::Error>(())
//! ```
//!
//! # What a probe should do with it
//!
//! A cache refuses nothing: where Redis is gone, slow or full, each call is answered from memory or by its own load. All this is
//! [`Degraded`](Status::Degraded), and says who should look at what; taking the process out of service for it would only move its
//! calls to processes that are no better off.
//!
//! [`Down`](Status::Down) means one of two things: [`Measure::ShutDown`], the cache was shut down and the process is about to
//! end; or [`Measure::Unanswered`], within the window no call at all got a value, as every load failed and nothing was there to
//! fall back on. So a *readiness* probe answers 503 for `Down` alone. Where processes also do work that needs no cached function,
//! switch the second off with [`Thresholds::without`]. A *liveness* probe should not ask: a new process has an empty cache and the
//! same source.

mod history;
mod json;
mod measure;
mod moments;
mod report;
mod sample;
#[cfg(feature = "serde")]
mod serialize;
mod thresholds;
mod totals;
mod window;

pub(crate) use history::Record;
pub use measure::Measure;
pub use report::{Health, Reason, Status};
pub use sample::Sample;
pub use thresholds::Thresholds;
pub(crate) use totals::Totals;
pub(crate) use window::Standing;
