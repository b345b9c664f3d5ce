//! How KMS requests name things, fitted to "authorise, then look".

use rampart_authz::Collection;
use rampart_kms::{BlobRef, BlobRefused, Key, KeyRef};
use rampart_store::{StoreFailed, Txn};

use crate::{Home, Reference, Refusal, errors};

impl Reference for KeyRef {
    type Found = Key;

    async fn find(&self, txn: &mut Txn, home: &Home) -> Result<Option<Key>, StoreFailed> {
        self.find(txn, &home.region, home.account).await
    }

    fn unfound(&self, home: &Home) -> Collection {
        self.unfound(&home.region, home.account)
    }

    fn missing(&self) -> Refusal {
        if self.is_alias() { errors::kms::alias_not_found() } else { errors::kms::key_not_found() }
    }
}

impl Reference for BlobRef<'_> {
    type Found = Key;

    async fn find(&self, txn: &mut Txn, home: &Home) -> Result<Option<Key>, StoreFailed> {
        self.find(txn, &home.region, home.account).await
    }

    fn unfound(&self, home: &Home) -> Collection {
        self.unfound(&home.region, home.account)
    }

    /// The same answer as for every other thing that may be wrong with a ciphertext.
    fn missing(&self) -> Refusal {
        BlobRefused.into()
    }
}
