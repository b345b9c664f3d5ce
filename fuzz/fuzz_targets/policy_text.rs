//! `cargo +nightly fuzz run policy_text --features libfuzzer`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rampart_fuzz::policy_text(bytes));
