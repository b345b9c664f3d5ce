//! House chores.

fn main() {}
