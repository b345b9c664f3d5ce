//! How long a decision takes, by the number of policies in the set.

fn main() {}
