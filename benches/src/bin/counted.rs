//! The tables that need an allocator which counts.

use cache_benches::{allocations, memory};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use std::alloc::System;

#[global_allocator]
static GLOBAL: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("memory") => memory::print(),
        _ => allocations::print(),
    }
}
