//! What a database needs of keys: the calls it makes under a role's session, and the answers it can tell apart.
//!
//! No key is held or checked here. In one process the service is the gateway's own key operations, else a remote one;
//! both authorise and audit each call like anyone's.

pub(crate) mod conversation;
mod moves;
mod plain;
mod purpose;
mod used_by;

use std::{fmt, str::FromStr};

use async_trait::async_trait;
use rampart_store::choice;
use rampart_vocab::{AccountId, Arn, DbInstanceId, RequestId};

pub use moves::{Moved, Movements, Moves};
pub use plain::{PlainKey, TableKey};
pub use purpose::{KeyPurpose, TableKeyId};
pub use used_by::KeyUsedBy;

/// Keys, used in the name of `rds.aliyuncs.com` under the role that an instance names.
///
/// Each call assumes the role first, so that a trust policy changed since bites at the next call.
#[async_trait]
pub trait KeyService: Send + Sync {
    /// The key's state, and whether it bears the mark of instance encryption: what is asked before first use.
    ///
    /// # Errors
    /// A key that is gone is [`KeyRefused::NotFound`]; a disabled one is an answer, not an error.
    async fn describe_key(&self, call: &KeyCall) -> Result<KeyFacts, KeyRefused>;

    /// The key's state alone: what is asked for as long as a database runs. A service that must ask twice to know
    /// the mark answers this with one call.
    ///
    /// # Errors
    /// As [`KeyService::describe_key`].
    async fn key_state(&self, call: &KeyCall) -> Result<KeyState, KeyRefused> {
        self.describe_key(call).await.map(|facts| facts.state)
    }

    /// Marks the key as taken into use: tag `acs:rds:instance-encryption` = `true`.
    ///
    /// # Errors
    /// As the key service answers.
    async fn tag_key(&self, call: &KeyCall) -> Result<(), KeyRefused>;

    /// A fresh data key of [`KeyPurpose::bytes`], bound to instance and purpose by [`KeyPurpose::context`].
    ///
    /// # Errors
    /// As the key service answers.
    async fn generate_data_key(&self, call: &KeyCall) -> Result<DataKeyMade, KeyRefused>;

    /// The data key inside `wrapped`, which must be bound to instance and purpose by [`KeyPurpose::context`].
    ///
    /// # Errors
    /// As the key service answers.
    async fn decrypt(&self, call: &KeyCall, wrapped: &WrappedKey) -> Result<PlainKey, KeyRefused>;

    /// Tells whenever something changed that could change an answer: a key that is in use, a role, a policy. It only
    /// wakes: what is true is asked for, so naming more than moved costs calls and harms nothing.
    fn changes(&self) -> Moves;
}

/// In whose name, under which role, with which key, for which instance, because of which request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyCall {
    /// The account that owns instance, role and key.
    pub account: AccountId,
    /// The role to assume.
    pub role: Arn,
    /// The key to use.
    pub key: EncryptionKeyId,
    /// The instance, whose id stands in the encryption context.
    pub instance: DbInstanceId,
    /// What the data key is for.
    pub purpose: KeyPurpose,
    /// The request whose wish this carries out, for the audit trail.
    pub cause: RequestId,
}

/// A key as its service names it: a UUID here, `key-…` elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EncryptionKeyId(Box<str>);

/// A text that is no key id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a key id: give the id itself (letters, digits and hyphens), not an alias or a resource name")]
pub struct EncryptionKeyIdRefused;

impl EncryptionKeyId {
    /// The longest id taken, in bytes.
    pub const BYTES_MAX: usize = 64;

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EncryptionKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for EncryptionKeyId {
    type Err = EncryptionKeyIdRefused;

    fn from_str(text: &str) -> Result<Self, EncryptionKeyIdRefused> {
        let fits = (8..=Self::BYTES_MAX).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if fits { Ok(Self(text.into())) } else { Err(EncryptionKeyIdRefused) }
    }
}

/// A data key wrapped by the key service, as it is kept. Opaque here.
#[derive(Clone, PartialEq, Eq)]
pub struct WrappedKey(Box<[u8]>);

impl WrappedKey {
    /// From the service's own form.
    pub fn new(bytes: impl Into<Box<[u8]>>) -> Self {
        Self(bytes.into())
    }

    /// The service's own form.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for WrappedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WrappedKey({} bytes)", self.0.len())
    }
}

/// What describing a key says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyFacts {
    /// Whether it can be used at all.
    pub state: KeyState,
    /// Whether it bears the tag `acs:rds:instance-encryption`.
    pub marked: bool,
}

/// A key's state. Source: KMS, DescribeKey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// Usable.
    Enabled,
    /// Not usable, for this reason.
    Lost(KeyLoss),
}

choice! {
    /// A definite reason why a key cannot be used.
    #[derive(Copy, Eq, Hash)]
    pub enum KeyLoss {
        /// Disabled by a person.
        1 => Disabled,
        /// Its deletion is scheduled.
        2 => DeletionScheduled,
        /// Its imported material expired or was deleted.
        3 => MaterialGone,
        /// It no longer exists.
        4 => Deleted,
    }
}

impl fmt::Display for KeyLoss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Disabled => "the encryption key is disabled",
            Self::DeletionScheduled => "the encryption key is scheduled for deletion",
            Self::MaterialGone => "the encryption key has no key material",
            Self::Deleted => "the encryption key does not exist",
        })
    }
}

/// A data key, once for use and once for keeping.
#[derive(Debug)]
pub struct DataKeyMade {
    /// The key itself.
    pub plaintext: PlainKey,
    /// The same under the key.
    pub wrapped: WrappedKey,
}

/// Why a key call was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyRefused {
    /// The role cannot be assumed, or its session may not use the key. The text says which statement was missing.
    #[error("the role may not use the encryption key: {0}")]
    NotPermitted(String),
    /// The key is there and cannot be used.
    #[error("{0}")]
    Lost(KeyLoss),
    /// There is no such key.
    #[error("the encryption key does not exist")]
    NotFound,
    /// No definite answer: a timeout, a connection that failed, a 5xx, an answer that makes no sense.
    #[error("the key service gave no answer: {0}")]
    Unreachable(String),
}

impl KeyRefused {
    /// The loss of the key that this answer proves, if it proves one.
    pub const fn loss(&self) -> Option<KeyLoss> {
        match self {
            Self::Lost(loss) => Some(*loss),
            Self::NotFound => Some(KeyLoss::Deleted),
            Self::NotPermitted(_) | Self::Unreachable(_) => None,
        }
    }
}
