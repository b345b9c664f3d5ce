//! Bytes that our own programs wrote, or somebody in their place: ciphertexts, stored records, orders to the hand.

use rampart_identity::record as identity;
use rampart_kms::{CiphertextBlob, EncryptionContext};
use rampart_rds::{
    intent::{Order, Report},
    records as rds,
};
use rampart_store::{Record, codec};

/// A ciphertext's text, and an encryption context.
pub fn blob(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(blob) = CiphertextBlob::parse(text) {
        assert_eq!(blob.to_base64(), text, "one ciphertext, two texts");
    }
    if let Ok(context) = EncryptionContext::parse(Some(text)) {
        let again = EncryptionContext::of(context.pairs());
        assert!(context.pairs().eq(again.pairs()), "one context, two orders");
    }
}

/// A stored record. What is read is written again as it stood, or is not read.
pub fn record(bytes: &[u8]) {
    fn read<R: Record>(bytes: &[u8]) {
        if let Ok(record) = codec::decode::<R>(bytes) {
            let written = codec::encode(&record);
            let again = codec::decode::<R>(written.expose_secret()).expect("what was written reads");
            assert_eq!(codec::encode(&again).expose_secret(), written.expose_secret(), "written in two ways");
        }
    }
    read::<rds::Instance>(bytes);
    read::<rds::DbAccount>(bytes);
    read::<rds::Database>(bytes);
    read::<rds::Pointer>(bytes);
    read::<identity::AccountRecord>(bytes);
    read::<identity::UserRecord>(bytes);
    read::<identity::AccessKeyRecord>(bytes);
    read::<identity::PolicyRecord>(bytes);
    read::<identity::PolicyVersionRecord>(bytes);
    read::<identity::RoleRecord>(bytes);
    read::<identity::AttachmentRecord>(bytes);
}

/// An order to the hand, or a report of its own. What is read is written in one way.
pub fn order(bytes: &[u8]) {
    if let Ok(order) = serde_json::from_slice::<Order>(bytes) {
        let written = serde_json::to_vec(&order).expect("an order can be written");
        assert_eq!(serde_json::from_slice::<Order>(&written).expect("and read"), order);
    }
    if let Ok(report) = serde_json::from_slice::<Report>(bytes) {
        let written = serde_json::to_vec(&report).expect("a report can be written");
        assert_eq!(serde_json::from_slice::<Report>(&written).expect("and read"), report);
    }
}
