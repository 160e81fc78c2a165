//! `analysis::time`, fed what the fuzzer makes up.
#![no_main]

#[path = "../../tests/all/hostile/columns.rs"]
mod columns;
#[path = "../../tests/all/hostile/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::feed("time", bytes));
