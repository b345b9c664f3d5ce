//! What the vendor leaves unsaid or where its pages differ: one line for each choice, with its reason.
//!
//! Everything that a document does say stands elsewhere.

use crate::spec::{KeySpec, KeyUsage};

/// Whether keys of this algorithm can be made today.
///
/// Only the default. The others are named by the vendor's pages but refused as an unsupported operation
/// (`Rejected.UnsupportedOperation`), which clients read as "not here", and not as an invalid parameter, which
/// would say that the name is wrong; a name that the vendor does not know is an invalid parameter.
pub const fn spec_is_offered(spec: KeySpec) -> bool {
    matches!(spec, KeySpec::AliyunAes256)
}

/// Whether a key of this algorithm may have this usage: symmetric keys only encrypt.
pub const fn usage_fits(spec: KeySpec, usage: KeyUsage) -> bool {
    !spec.is_symmetric() || matches!(usage, KeyUsage::EncryptDecrypt)
}

/// Whether CreateKeyVersion takes symmetric keys.
///
/// The page names asymmetric keys only, since symmetric ones rotate by themselves there. Here it is the way to
/// rotate by hand, at once, when somebody suspects that material has leaked; so the seven days that must lie
/// between two versions of an asymmetric key do not bind it. The limit of fifty versions does.
pub const fn symmetric_keys_take_versions() -> bool {
    true
}

/// The state after CancelKeyDeletion: `Enabled`, as the page says, also of a key that was disabled before.
/// Of a key without material no page speaks; it goes back to waiting for it, since it cannot be used.
pub const fn revived_without_material() -> crate::KeyState {
    crate::KeyState::PendingImport
}

/// Whether a data key's length in bytes overrides the named size when both are given.
///
/// The current SDK text says that `KeySpec` is ignored then; an older sketch refused the pair. The text counts.
pub const fn length_overrides_spec() -> bool {
    true
}

/// Whether letters in tags may be other than ASCII's.
///
/// The page says "letters". A tag decides about access here (`kms:tag/…`), and two letters that look alike must
/// not pass for one another.
pub const fn tags_take_other_letters() -> bool {
    false
}

/// Whether a service's own key can be tagged by users.
///
/// The pages say that users cannot modify it. A tag is what designates a key for a service, so setting or
/// removing one is a modification.
pub const fn service_keys_take_tags() -> bool {
    false
}

/// On what Decrypt is authorised when the ciphertext names no version of the account: every key.
///
/// Only who may decrypt with all keys learns that this one is not there.
pub const fn unfound_ciphertext_resource() -> &'static str {
    "key/*"
}

/// How many keys an account may have: as many as its store holds.
///
/// The vendor's 200 are a quota of a shared service; the cost that it guards against is here the operator's own.
pub const fn keys_per_account_max() -> Option<usize> {
    None
}

/// Whether an alias of another key may be given to a service's key, or a service's alias be moved: neither.
pub const fn service_keys_take_aliases() -> bool {
    false
}

/// Whose the service's key is by `Creator`: the account's own number, since Terraform builds a role's name from
/// it; `CreatorType` tells the two apart.
pub const fn creator_of_service_key_is_the_account() -> bool {
    true
}

/// Whether filters by tag key and by tag value must be met by one and the same tag.
///
/// The page joins different filters by AND. Read of a key as a whole, `team` and `db` would find a key with the tags
/// `team=web` and `store=db`, which nobody means who asks for both.
pub const fn tag_filters_mean_one_tag() -> bool {
    true
}

/// On what ListTagResources is authorised: on each key that is named, else on the collection of keys, as lists are.
pub const fn tag_lists_ask_each_named_key() -> bool {
    true
}

/// Whether a deletion can be taken back after its date, while the key's rows are still there.
///
/// It cannot: the worker may have destroyed a part, and a key must not come back without some of its versions.
pub const fn late_deletions_can_be_cancelled() -> bool {
    false
}
