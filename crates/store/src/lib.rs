//! Transactions over sealed, versioned records.
