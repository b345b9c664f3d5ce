//! The binary: `rampart`.

fn main() {}
