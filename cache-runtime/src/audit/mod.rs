//! Audits: for a share of the hits the source is asked after all, in the background, and what it says is held against what
//! the hit has answered. Nothing of it is stored.
//!
//! [`chance`] decides whether a hit is audited, [`subject`] is the entry that is, [`course`] goes step by step, [`verdict`]
//! is what comes of it. How the function is run again is in `kept/`.

mod chance;
mod course;
mod subject;
mod verdict;

pub(crate) use chance::{is_drawn, is_wanted};
pub(crate) use course::Audit;
pub(crate) use subject::Subject;
