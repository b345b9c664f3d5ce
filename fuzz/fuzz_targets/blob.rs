//! `cargo +nightly fuzz run blob --features libfuzzer`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rampart_fuzz::blob(bytes));
