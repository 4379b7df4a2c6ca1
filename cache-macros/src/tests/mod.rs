//! Tests over whole expansions, and of what is written about them.

mod documentation;
mod expansions;
