//! What a call of a cached function costs, beside the other ways to cache a function: each file here prints one table.
//!
//! Every table compares within one run. Absolute numbers belong to the machine that printed them; ratios travel.

pub mod allocations;
pub mod batch;
pub mod behind;
pub mod build;
pub mod comparison;
pub mod competitor;
pub mod expiry;
pub mod fleet;
pub mod form;
pub mod freshness;
pub mod hits;
pub mod instructions;
pub mod memory;
pub mod misses;
pub mod observability;
pub mod page;
pub mod peers;
pub mod race;
pub mod ratio;
pub mod report;
pub mod rounds;
pub mod scale;
pub mod shared;
pub mod stampede;
pub mod standing;
pub mod table;
pub mod threads;
pub mod user;
pub mod workload;
pub mod writes;
