//! A permit to describe a key does not open what it sealed.

use rampart_authz::Permitted;
use rampart_kms::{CiphertextBlob, EncryptionContext, Key, actions::DescribeKey, cipher};
use rampart_store::Txn;

async fn open(txn: &mut Txn, key: Permitted<DescribeKey, Key>, blob: &CiphertextBlob) {
    let _ = cipher::decrypt(txn, &key, blob, &EncryptionContext::default()).await;
}

fn main() {}
