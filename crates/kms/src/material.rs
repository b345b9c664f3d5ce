//! Key material: made, wrapped for rest, opened for use.
//!
//! Material rests wrapped by its account's wrapping key, and the store's barrier seals both once more. Opened
//! schedules are kept beside the cached record and go with it.

use std::sync::Arc;

use rampart_seal::{Context, SecretBytes, WrappingKey, XaesKey, labels};
use rampart_store::{Row, StoreFailed, Txn};
use rampart_vocab::{AccountId, Entropy, KeyId, KeyVersionId, Timestamp};

use crate::{
    CiphertextBlob, EncryptionContext, KeyRefused,
    blob::{BlobRefused, Format},
    records::{VersionRecord, WrappingRecord},
    rows,
    spec::KeyUsage,
    state::{Admitted, KeyAction},
};

/// Bytes of an `Aliyun_AES_256` key's material.
const MATERIAL_BYTES: usize = 32;

/// A version's place: what its material and everything sealed by it are bound to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VersionPlace {
    pub(crate) account: AccountId,
    pub(crate) key: KeyId,
    pub(crate) version: KeyVersionId,
}

/// An expanded key; `None` when the wrapped one did not open.
pub(crate) type Schedule = Arc<Option<XaesKey>>;

/// A version ready for use.
pub(crate) struct Opened {
    place: VersionPlace,
    schedule: Schedule,
}

/// The version that seals: the key's primary one.
pub(crate) async fn primary<A: KeyAction>(
    txn: &mut Txn,
    key: &Admitted<'_, A>,
) -> Result<Opened, KeyRefused> {
    of_version(txn, key, key.primary_version()).await?.ok_or(KeyRefused::MaterialLost)
}

/// A version of the key, old or new; `None` when the key has none of this id.
pub(crate) async fn of_version<A: KeyAction>(
    txn: &mut Txn,
    key: &Admitted<'_, A>,
    version: KeyVersionId,
) -> Result<Option<Opened>, KeyRefused> {
    if key.usage() != KeyUsage::EncryptDecrypt || !key.spec().is_symmetric() {
        return Err(KeyRefused::WrongUsage);
    }
    let place = VersionPlace { account: key.account_id(), key: key.id(), version };
    let is_primary = version == key.primary_version();
    if is_primary && let Some(schedule) = key.primary_schedule() {
        return Ok(Some(Opened { place, schedule }));
    }
    // Neither row changes as long as the key's own does not, and that one guards the answer. So what is made of them
    // may stay with the key's row.
    let Some(row) = txn.peek::<VersionRecord>(&rows::version(place)).await? else { return Ok(None) };
    let wrapping = txn.peek::<WrappingRecord>(&rows::wrapping(place.account)).await?;
    let wrapping = wrapping.map(schedule_of).ok_or(KeyRefused::MaterialLost)?;
    let schedule = row.derived(|record: &VersionRecord| unwrapped(&wrapping, place, &record.material));
    if is_primary && schedule.is_some() {
        key.keep_primary_schedule(&schedule);
    }
    Ok(Some(Opened { place, schedule }))
}

/// Makes a version of fresh material and writes its rows: the version under its key, and the index by which a
/// ciphertext finds its key.
pub(crate) async fn make(
    txn: &mut Txn,
    place: VersionPlace,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreFailed> {
    let wrapping = match txn.get::<WrappingRecord>(&rows::wrapping(place.account)).await? {
        Some(wrapping) => schedule_of(wrapping),
        None => first_wrapping_key(txn, place.account, now, entropy),
    };
    let material = SecretBytes::random(MATERIAL_BYTES, entropy);
    let wrapped = wrapping.seal(entropy, bound(place).as_bytes(), material.expose_secret());
    rows::put_version(txn, place, now, wrapped);
    Ok(())
}

impl Opened {
    /// Seals under a nonce drawn at random.
    pub(crate) fn seal(
        &self,
        context: &EncryptionContext,
        plaintext: &SecretBytes,
        entropy: &dyn Entropy,
    ) -> Result<CiphertextBlob, KeyRefused> {
        let format = Format::Xaes256Gcm;
        let aad = authenticated(format, self.place, context);
        let sealed = self.schedule()?.seal(entropy, aad.as_bytes(), plaintext.expose_secret());
        Ok(CiphertextBlob::new(self.place.version, format, sealed))
    }

    /// Opens; nothing is given out before the tag has been checked.
    pub(crate) fn open(
        &self,
        context: &EncryptionContext,
        blob: &CiphertextBlob,
    ) -> Result<SecretBytes, KeyRefused> {
        let aad = authenticated(blob.format(), self.place, context);
        self.schedule()?.open(aad.as_bytes(), blob.sealed()).map_err(|_| BlobRefused.into())
    }

    fn schedule(&self) -> Result<&XaesKey, KeyRefused> {
        (*self.schedule).as_ref().ok_or(KeyRefused::MaterialLost)
    }
}

/// What a ciphertext is bound to: format, account, key, version and the canonical encryption context.
fn authenticated(format: Format, place: VersionPlace, context: &EncryptionContext) -> Context {
    Context::new(labels::KMS_CIPHERTEXT)
        .number(format.byte().into())
        .number(place.account.number())
        .field(place.key.as_bytes())
        .field(place.version.as_bytes())
        .pairs(context.pairs())
}

/// What wrapped material is bound to: account, key and version.
fn bound(place: VersionPlace) -> Context {
    Context::new(labels::KMS_KEY_MATERIAL)
        .number(place.account.number())
        .field(place.key.as_bytes())
        .field(place.version.as_bytes())
}

fn unwrapped(wrapping: &XaesKey, place: VersionPlace, wrapped: &[u8]) -> Option<XaesKey> {
    let material = wrapping.open(bound(place).as_bytes(), wrapped).ok()?;
    material.expose_secret().try_into().ok().map(XaesKey::new)
}

fn schedule_of(wrapping: Row<WrappingRecord>) -> Arc<XaesKey> {
    wrapping.derived(|record| XaesKey::new(record.key.expose_secret()))
}

/// The account's wrapping key, made on its first key.
fn first_wrapping_key(
    txn: &mut Txn,
    account: AccountId,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Arc<XaesKey> {
    let key = WrappingKey::random(entropy);
    let schedule = Arc::new(XaesKey::new(key.expose_secret()));
    rows::put_wrapping(txn, account, now, &key);
    schedule
}
