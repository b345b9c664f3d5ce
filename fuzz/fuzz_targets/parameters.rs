//! `cargo +nightly fuzz run parameters --features libfuzzer`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rampart_fuzz::parameters(bytes));
