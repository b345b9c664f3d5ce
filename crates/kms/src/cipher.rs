//! Encrypt and Decrypt: small secrets under a key, directly.

use rampart_authz::Permitted;
use rampart_seal::SecretBytes;
use rampart_store::Txn;
use rampart_vocab::{Entropy, KeyId, KeyVersionId};

use crate::{
    CiphertextBlob, EncryptionContext, Key, KeyRefused,
    actions::{Decrypt, Encrypt},
    blob::BlobRefused,
    limits, material,
    state::Admitted,
};

/// A plaintext that Encrypt takes: 1 byte to 6 KB.
pub struct Plaintext(SecretBytes);

impl Plaintext {
    /// Looks at the length.
    ///
    /// # Errors
    /// [`KeyRefused::PlaintextLength`].
    pub fn new(bytes: SecretBytes) -> Result<Self, KeyRefused> {
        let fits = (1..=limits::PLAINTEXT_BYTES_MAX).contains(&bytes.len());
        fits.then_some(Self(bytes)).ok_or(KeyRefused::PlaintextLength)
    }
}

/// What Decrypt gives out.
pub struct Decrypted {
    /// The plaintext.
    pub plaintext: SecretBytes,
    /// The key that opened it.
    pub key: KeyId,
    /// The version of that key.
    pub version: KeyVersionId,
}

/// Seals a plaintext by the key's primary version.
///
/// The context is authenticated, not stored (XAES-256-GCM, C2SP; layout: [`CiphertextBlob`]).
///
/// # Errors
/// The state's refusal, or [`KeyRefused::WrongUsage`] unless the key is symmetric and for encryption.
pub async fn encrypt(
    txn: &mut Txn,
    key: &Permitted<Encrypt, Key>,
    plaintext: &Plaintext,
    context: &EncryptionContext,
    entropy: &dyn Entropy,
) -> Result<CiphertextBlob, KeyRefused> {
    let version = material::primary(txn, &Admitted::look(key)?).await?;
    version.seal(context, &plaintext.0, entropy)
}

/// Opens a ciphertext by the version that it names, which must be one of `key`'s.
///
/// # Errors
/// The state's refusal; then, for whatever is wrong with ciphertext or context, the one
/// [`KeyRefused::Ciphertext`].
pub async fn decrypt(
    txn: &mut Txn,
    key: &Permitted<Decrypt, Key>,
    blob: &CiphertextBlob,
    context: &EncryptionContext,
) -> Result<Decrypted, KeyRefused> {
    let key = Admitted::look(key)?;
    let version = material::of_version(txn, &key, blob.version()).await?.ok_or(BlobRefused)?;
    let plaintext = version.open(context, blob)?;
    Ok(Decrypted { plaintext, key: key.id(), version: blob.version() })
}
