//! `cargo +nightly fuzz run signed_call --features libfuzzer`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rampart_fuzz::signed_call(bytes));
