//! The service over a store in memory: what it does, what it refuses, and what an attacker gets.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

mod aliases;
mod ciphertexts;
mod destruction;
mod histories;
mod life;
mod lists;
mod seed;
mod tags;
mod versions;
mod world;
