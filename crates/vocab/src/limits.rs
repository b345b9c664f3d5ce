//! Every limit that more than one room keeps, by name.
//!
//! A limit that one room alone keeps stands in that room.

/// Rows compared in one transaction: the smallest backend's limit, kept above all of them.
pub const TRANSACTION_COMPARES_MAX: usize = 100;
/// Rows written in one transaction.
pub const TRANSACTION_WRITES_MAX: usize = 100;
/// Bytes written in one transaction, names included.
pub const TRANSACTION_BYTES_MAX: usize = 1 << 20;
/// Bytes of one record before sealing.
pub const RECORD_BYTES_MAX: usize = 512 << 10;
/// Bytes of a row's name.
pub const ROW_NAME_BYTES_MAX: usize = 512;
/// Characters of a custom policy document. Source: RAM, limits.
pub const POLICY_DOCUMENT_CHARS_MAX: usize = 6144;
/// Characters of a session policy. Source: STS, AssumeRole.
pub const SESSION_POLICY_CHARS_MAX: usize = 2048;
/// Roles that one session chain may pass through (our choice; the vendor publishes none).
pub const ASSUME_CHAIN_MAX: usize = 4;
/// Minutes that a request's time stamp may be off. Source: the gateway's `InvalidTimeStamp.Expired`.
pub const TIMESTAMP_SKEW_MINUTES: i64 = 15;
