//! The authorisation epoch: one row an account, whose version every permit remembers.
//!
//! Whatever can take a right away puts the row, so that no permit given before it commits after it. An
//! attachment takes rights away too: policies deny.

use rampart_store::{Txn, Unknown};
use rampart_vocab::AccountId;

use crate::{record::EpochRecord, rows};

/// Moves the account's epoch with the commit of `txn`.
pub(crate) fn advance(txn: &mut Txn, account: AccountId) {
    txn.put(&rows::epoch(account), EpochRecord { unknown: Unknown::NONE });
}
