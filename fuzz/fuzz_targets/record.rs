//! `cargo +nightly fuzz run record --features libfuzzer`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rampart_fuzz::record(bytes));
