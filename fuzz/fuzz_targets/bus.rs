//! Whatever somebody publishes on the channel of the bus.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cache_runtime::fuzzing::bus(bytes));
