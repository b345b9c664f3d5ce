//! `cargo +nightly fuzz run order --features libfuzzer`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rampart_fuzz::order(bytes));
