//! What is stored: keys, versions, aliases and the rows by which they are found.
//!
//! Where they stand is `rows`' matter. Kinds are `0x02..`; a field's number is never used again.

use rampart_seal::SecretArray;
use rampart_store::{choice, codec, record};
use rampart_vocab::{AccountId, KeyId, KeyVersionId, Tag, Timestamp};

use crate::{
    KeyState,
    spec::{KeyOrigin, KeySpec, KeyUsage, ProtectionLevel},
};

choice! {
    /// Whose key it is within the account.
    pub enum Creator {
        /// A user's, through CreateKey.
        1 => User,
        /// A cloud service's own, by its product code, such as `rds`.
        2 => Service(Box<str>),
    }
}

choice! {
    /// A state with what belongs to it.
    pub(crate) enum Standing {
        /// In use.
        1 => Enabled,
        /// Switched off.
        2 => Disabled,
        /// To be destroyed at this time.
        3 => PendingDeletion(Timestamp),
        /// Without material.
        4 => PendingImport,
    }
}

record! {
    /// A key. Its account and id stand in its row's name.
    pub(crate) struct KeyRecord (kind = 0x0201, version = 1) {
        /// Whose it is.
        1 => pub(crate) creator: Creator,
        /// What a person says of it.
        2 => pub(crate) description: Option<Box<str>>,
        /// The algorithm.
        3 => pub(crate) spec: KeySpec,
        /// The purpose.
        4 => pub(crate) usage: KeyUsage,
        /// Where the material comes from.
        5 => pub(crate) origin: KeyOrigin,
        /// How the material is kept.
        6 => pub(crate) protection: ProtectionLevel,
        /// Where it stands in its life.
        7 => pub(crate) standing: Standing,
        /// When it was made.
        8 => pub(crate) created: Timestamp,
        /// The version that seals.
        9 => pub(crate) primary: KeyVersionId,
        /// How many versions there are.
        10 => pub(crate) versions: u32,
        /// Sorted by key.
        11 => pub(crate) tags: Vec<Tag>,
        /// Whether its deletion is refused.
        12 => pub(crate) deletion_protected: bool = false,
        /// Why.
        13 => pub(crate) protected_because: Option<Box<str>>,
        /// Seconds between two rotations by itself; kept for later.
        14 => pub(crate) rotation_seconds: Option<u32>,
        /// When a version was last added.
        15 => pub(crate) rotated: Option<Timestamp>,
        /// When imported material ends; kept for later.
        16 => pub(crate) material_expires: Option<Timestamp>,
    }
}

record! {
    /// A version of a key's material.
    pub(crate) struct VersionRecord (kind = 0x0202, version = 1) {
        /// When it was made.
        1 => pub(crate) created: Timestamp,
        /// Nonce, ciphertext and tag under the account's wrapping key.
        2 => pub(crate) material: Vec<u8>,
    }
}

record! {
    /// An account's wrapping key.
    pub(crate) struct WrappingRecord (kind = 0x0203, version = 1) {
        /// When it was made.
        1 => pub(crate) created: Timestamp,
        /// The key itself; the store's barrier seals it.
        2 => pub(crate) key: SecretArray<32>,
    }
}

record! {
    /// Whose a version is: how a ciphertext finds its key.
    pub(crate) struct VersionOwnerRecord (kind = 0x0204, version = 1) {
        /// The account.
        1 => pub(crate) account: AccountId,
        /// The key.
        2 => pub(crate) key: KeyId,
    }
}

record! {
    /// What an alias stands for.
    pub(crate) struct AliasRecord (kind = 0x0205, version = 1) {
        /// The key.
        1 => pub(crate) key: KeyId,
        /// When it was bound.
        2 => pub(crate) bound: Timestamp,
    }
}

record! {
    /// One of a key's aliases, named by the row.
    pub(crate) struct AliasOfKeyRecord (kind = 0x0206, version = 1) {
        /// When it was bound.
        1 => pub(crate) bound: Timestamp,
    }
}

record! {
    /// A deletion that waits for its date; the row's name begins with it.
    pub(crate) struct DeletionRecord (kind = 0x0207, version = 1) {
        /// The account.
        1 => pub(crate) account: AccountId,
        /// The key.
        2 => pub(crate) key: KeyId,
    }
}

impl Standing {
    /// The state that it is.
    pub(crate) const fn state(&self) -> KeyState {
        match self {
            Self::Enabled => KeyState::Enabled,
            Self::Disabled => KeyState::Disabled,
            Self::PendingDeletion(_) => KeyState::PendingDeletion,
            Self::PendingImport => KeyState::PendingImport,
        }
    }
}

macro_rules! numbered {
    ($($name:ident),*) => {$(
        impl codec::Field for $name {
            fn put(&self, to: &mut codec::Writer) {
                to.number(self.number().into());
            }

            fn take(from: &mut codec::Reader<'_>) -> Result<Self, codec::Malformed> {
                let number = u8::try_from(from.number()?).ok();
                number.and_then(Self::from_number).ok_or(codec::Malformed(concat!("an unknown ", stringify!($name))))
            }
        }
    )*};
}

numbered!(KeySpec, KeyUsage, KeyOrigin, ProtectionLevel);

#[cfg(test)]
mod tests {
    use rampart_store::{Unknown, golden};

    use super::*;

    fn file(name: &str) -> String {
        format!("golden/{name}.hex")
    }

    #[test]
    fn every_record_is_written_as_it_always_was() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (created, unknown) = (at("2026-01-01T00:00:00Z"), Unknown::NONE);
        let (key, version) = (KeyId::from_bytes([1; 16]), KeyVersionId::from_bytes([2; 16]));
        let account = AccountId::new(1_000_000_000_000_001).unwrap();
        let bare = KeyRecord {
            creator: Creator::User,
            description: None,
            spec: KeySpec::AliyunAes256,
            usage: KeyUsage::EncryptDecrypt,
            origin: KeyOrigin::AliyunKms,
            protection: ProtectionLevel::Software,
            standing: Standing::Enabled,
            created,
            primary: version,
            versions: 1,
            tags: Vec::new(),
            deletion_protected: false,
            protected_because: None,
            rotation_seconds: None,
            rotated: None,
            material_expires: None,
            unknown: Unknown::NONE,
        };
        let full = KeyRecord {
            creator: Creator::Service("rds".into()),
            description: Some("ledger".into()),
            spec: KeySpec::EcSm2,
            usage: KeyUsage::SignVerify,
            origin: KeyOrigin::External,
            protection: ProtectionLevel::Hsm,
            standing: Standing::PendingDeletion(at("2026-02-01T00:00:00Z")),
            tags: vec![Tag::new("acs:rds:instance-encryption", "true"), Tag::new("team", "")],
            deletion_protected: true,
            protected_because: Some("audit".into()),
            rotation_seconds: Some(31_536_000),
            rotated: Some(at("2026-01-02T00:00:00Z")),
            material_expires: Some(at("2027-01-01T00:00:00Z")),
            ..bare.clone()
        };
        let disabled = KeyRecord { standing: Standing::Disabled, ..bare.clone() };
        let empty = KeyRecord { standing: Standing::PendingImport, ..bare.clone() };
        golden::check(
            file("key"),
            &[("bare", bare), ("full", full), ("disabled", disabled), ("without-material", empty)],
        );
        let material = vec![7; 72];
        golden::check(
            file("version"),
            &[("any", VersionRecord { created, material, unknown: unknown.clone() })],
        );
        let wrapping = WrappingRecord { created, key: SecretArray::new([3; 32]), unknown: unknown.clone() };
        golden::check(file("wrapping"), &[("any", wrapping)]);
        let owner = VersionOwnerRecord { account, key, unknown: unknown.clone() };
        golden::check(file("version-owner"), &[("any", owner)]);
        golden::check(
            file("alias"),
            &[("any", AliasRecord { key, bound: created, unknown: unknown.clone() })],
        );
        let of_key = AliasOfKeyRecord { bound: created, unknown: unknown.clone() };
        golden::check(file("alias-of-key"), &[("any", of_key)]);
        golden::check(file("deletion"), &[("any", DeletionRecord { account, key, unknown })]);
    }
}
