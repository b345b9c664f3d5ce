//! Shared nouns: ARNs, typed ids, time, chance and limits. No I/O.
