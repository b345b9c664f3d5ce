//! Why the service refuses, one variant a reason.
//!
//! Codes, status and the vendor's texts are not known here: they stand in one table of `api`.

use rampart_store::StoreFailed;

use crate::{alias::AliasRefused, blob::BlobRefused, context::ContextRefused, tags::TagsRefused};

/// A refused operation on a key.
#[derive(Debug, thiserror::Error)]
pub enum KeyRefused {
    /// The key is switched off.
    #[error("the key is disabled, enable it first")]
    Disabled,
    /// The key waits for its deletion.
    #[error("the key waits for its deletion, cancel that first")]
    PendingDeletion,
    /// The key has no material.
    #[error("the key waits for its material to be imported")]
    PendingImport,
    /// The state does not admit this change of state.
    #[error("the key's state does not admit this change")]
    StateFixed,
    /// The key belongs to a cloud service.
    #[error("the key belongs to a service of the account and nobody else changes it")]
    ServiceKey,
    /// The key may not be deleted while it is protected.
    #[error("the key is protected from deletion, lift the protection first")]
    DeletionProtected,
    /// The key's usage does not fit.
    #[error("the key is not made for this")]
    WrongUsage,
    /// An algorithm, usage or origin that is not offered.
    #[error("{wanted} is not offered here")]
    NotOffered {
        /// What was asked for.
        wanted: Feature,
    },
    /// A text that is not one of the names known.
    #[error("{0} is none that is known")]
    Unknown(Feature),
    /// A description that is too long.
    #[error("the description is longer than {} characters", crate::limits::DESCRIPTION_CHARS_MAX)]
    DescriptionTooLong,
    /// A deletion that waits too short or too long.
    #[error("a deletion waits 7 to 366 days")]
    DeletionWindow,
    /// A data key of a length that is not offered.
    #[error("a data key has 1 to 1024 bytes")]
    DataKeyLength,
    /// A plaintext of a length that is not taken.
    #[error("a plaintext has 1 to 6144 bytes")]
    PlaintextLength,
    /// More versions than a key may have.
    #[error("a key has at most {} versions", crate::limits::VERSIONS_PER_KEY_MAX)]
    TooManyVersions,
    /// No such version of this key.
    #[error("the key has no such version")]
    NoSuchVersion,
    /// The ciphertext does not open: another key, another context, or changed bytes. Which is not told.
    #[error(transparent)]
    Ciphertext(#[from] BlobRefused),
    /// The encryption context is malformed.
    #[error(transparent)]
    Context(#[from] ContextRefused),
    /// The tags are not taken.
    #[error(transparent)]
    Tags(#[from] TagsRefused),
    /// The alias is not taken.
    #[error(transparent)]
    Alias(#[from] AliasRefused),
    /// The key's own material is missing or does not open; the store was tampered with or lost rows.
    #[error("the material of the key version does not open")]
    MaterialLost,
    /// The store did not answer, or its rows moved.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// What was asked for and is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// The algorithm.
    Spec,
    /// The usage.
    Usage,
    /// The origin of the material.
    Origin,
    /// The way of keeping the material.
    Protection,
    /// A key in an instance of its own.
    Instance,
    /// Rotation by itself.
    Rotation,
    /// A policy of the key's own.
    Policy,
    /// A storage mechanism.
    Storage,
}

impl std::fmt::Display for Feature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Spec => "this algorithm",
            Self::Usage => "this usage",
            Self::Origin => "this origin",
            Self::Protection => "this protection level",
            Self::Instance => "a dedicated instance",
            Self::Rotation => "automatic rotation",
            Self::Policy => "a key policy",
            Self::Storage => "this storage mechanism",
        })
    }
}
