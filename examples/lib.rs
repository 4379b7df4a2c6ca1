//! The examples stand beside this file, one behaviour each. Run one with `cargo run --example quickstart`; its first
//! line says what the output proves.
