//! Encrypted database instances: what is wished for, and what to do next.

pub mod intent;
