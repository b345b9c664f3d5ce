//! Typed secrets and envelope cryptography.
