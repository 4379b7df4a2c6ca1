//! Tests over whole expansions.

mod expansions;
