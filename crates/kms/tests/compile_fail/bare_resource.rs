//! A key that was found, but on which nothing was decided, is not disabled.

use rampart_kms::{Key, lifecycle};
use rampart_store::Txn;

fn off(txn: &mut Txn, key: &Key) {
    let _ = lifecycle::disable(txn, key);
}

fn main() {}
