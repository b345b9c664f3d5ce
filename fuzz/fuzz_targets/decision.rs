//! `cargo +nightly fuzz run decision --features libfuzzer`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rampart_fuzz::decision(bytes));
