//! Tags that passed the door of TagResource, where reserved ones are taken, do not pass through TagResources.

use rampart_authz::Permitted;
use rampart_kms::{
    Key,
    actions::{TagResource, TagResources},
    tags::{NewTags, tag},
};
use rampart_store::Txn;

fn smuggle(txn: &mut Txn, key: Permitted<TagResources, Key>, tags: NewTags<TagResource>) {
    let _ = tag(txn, &key, &tags);
}

fn main() {}
