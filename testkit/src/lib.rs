//! A whole server in memory, with a clock and chance of the test's own.
