//! Configuration, unsealing, wiring, listeners and background workers.
