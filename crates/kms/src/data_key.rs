//! Data keys: fresh secrets that leave once in plaintext and come back wrapped.

use rampart_authz::Permitted;
use rampart_seal::SecretBytes;
use rampart_store::Txn;
use rampart_vocab::{Entropy, KeyId, KeyVersionId};

use crate::{
    CiphertextBlob, EncryptionContext, Key, KeyRefused,
    actions::{GenerateDataKey, GenerateDataKeyWithoutPlaintext},
    limits, material,
    state::{Admitted, KeyAction},
};

/// How many bytes a data key has: 1 to 1024.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataKeyLength(usize);

/// The sizes that have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataKeySpec {
    /// 32 bytes.
    Aes256,
    /// 16 bytes.
    Aes128,
}

impl DataKeySpec {
    /// The size of the vendor's name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "AES_256" => Some(Self::Aes256),
            "AES_128" => Some(Self::Aes128),
            _ => None,
        }
    }
}

impl DataKeyLength {
    /// The length asked for: by bytes, else by name, else 32 bytes. When both are given the bytes count, see
    /// [`crate::undocumented::length_overrides_spec`].
    ///
    /// # Errors
    /// [`KeyRefused::DataKeyLength`].
    pub fn of(spec: Option<DataKeySpec>, bytes: Option<i64>) -> Result<Self, KeyRefused> {
        match (bytes, spec) {
            (Some(bytes), _) => usize::try_from(bytes)
                .ok()
                .filter(|bytes| (1..=limits::DATA_KEY_BYTES_MAX).contains(bytes))
                .map(Self)
                .ok_or(KeyRefused::DataKeyLength),
            (None, Some(DataKeySpec::Aes128)) => Ok(Self(16)),
            (None, Some(DataKeySpec::Aes256) | None) => Ok(Self(32)),
        }
    }
}

/// A data key, once open and once wrapped.
pub struct DataKeyPair {
    /// The key itself.
    pub plaintext: SecretBytes,
    /// Its wrapping.
    pub wrapped: WrappedDataKey,
}

/// A data key that only its key opens.
#[derive(Debug)]
pub struct WrappedDataKey {
    /// The key that wrapped it.
    pub key: KeyId,
    /// The version of that key.
    pub version: KeyVersionId,
    /// The wrapping.
    pub blob: CiphertextBlob,
}

/// A data key of `length` bytes and its wrapping by the key's primary version.
///
/// The context is authenticated, not stored (XAES-256-GCM, C2SP; layout: [`CiphertextBlob`]). Nothing of the
/// data key is kept.
///
/// # Errors
/// The state's refusal, or [`KeyRefused::WrongUsage`] unless the key is symmetric and for encryption.
pub async fn generate(
    txn: &mut Txn,
    key: &Permitted<GenerateDataKey, Key>,
    length: DataKeyLength,
    context: &EncryptionContext,
    entropy: &dyn Entropy,
) -> Result<DataKeyPair, KeyRefused> {
    made(txn, &Admitted::look(key)?, length, context, entropy).await
}

/// As [`generate`], for who needs the wrapping alone.
///
/// # Errors
/// As [`generate`].
pub async fn generate_without_plaintext(
    txn: &mut Txn,
    key: &Permitted<GenerateDataKeyWithoutPlaintext, Key>,
    length: DataKeyLength,
    context: &EncryptionContext,
    entropy: &dyn Entropy,
) -> Result<WrappedDataKey, KeyRefused> {
    Ok(made(txn, &Admitted::look(key)?, length, context, entropy).await?.wrapped)
}

async fn made<A: KeyAction>(
    txn: &mut Txn,
    key: &Admitted<'_, A>,
    length: DataKeyLength,
    context: &EncryptionContext,
    entropy: &dyn Entropy,
) -> Result<DataKeyPair, KeyRefused> {
    let version = material::primary(txn, key).await?;
    let plaintext = SecretBytes::random(length.0, entropy);
    let blob = version.seal(context, &plaintext, entropy)?;
    Ok(DataKeyPair { plaintext, wrapped: WrappedDataKey { key: key.id(), version: blob.version(), blob } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_given_by_bytes_or_by_name() {
        use DataKeySpec::{Aes128, Aes256};
        for (spec, bytes, expected) in [
            (None, None, Some(32)),
            (Some(Aes256), None, Some(32)),
            (Some(Aes128), None, Some(16)),
            (None, Some(1), Some(1)),
            (None, Some(1024), Some(1024)),
            (Some(Aes128), Some(64), Some(64)),
            (None, Some(0), None),
            (None, Some(1025), None),
            (None, Some(-1), None),
            (Some(Aes128), Some(0), None),
            (None, Some(i64::MAX), None),
        ] {
            let length = DataKeyLength::of(spec, bytes).ok().map(|length| length.0);
            assert_eq!(length, expected, "{spec:?} {bytes:?}");
        }
    }
}
