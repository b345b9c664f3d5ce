//! The conversation with the key service: always as the instance's role, always by an ordinary, audited call.

use tokio::time::timeout;

use super::{PassFailed, pass::Pass};
use crate::{
    instance::Event,
    intent::DiskKey,
    keys::{KeyCall, KeyPurpose, KeyRefused, KeyState, KeyUsedBy::DiskEncryption, PlainKey, WrappedKey},
    limits, undocumented,
};

/// Asks whether the key is there and enabled.
pub(super) async fn describe(pass: &mut Pass<'_>) -> Result<(), PassFailed> {
    let Some(call) = call(pass) else { return Ok(()) };
    let event = match answered(pass.room.keys.key_state(&call)).await {
        Ok(KeyState::Enabled) => Event::KeyFound(DiskEncryption),
        Ok(KeyState::Lost(loss)) => Event::KeyRefused(DiskEncryption, KeyRefused::Lost(loss)),
        Err(refused) => Event::KeyRefused(DiskEncryption, refused),
    };
    pass.note(&event).await
}

/// Unwraps the disk's key; none when that is refused, which is then noted.
pub(super) async fn open(pass: &mut Pass<'_>) -> Result<Option<DiskKey>, PassFailed> {
    let wrapped = pass.instance.encryption.as_ref().and_then(|encryption| encryption.wrapped.clone());
    let (Some(call), Some(wrapped)) = (call(pass), wrapped) else { return Ok(None) };
    let opened = answered(pass.room.keys.decrypt(&call, &wrapped)).await.and_then(PlainKey::into_disk_key);
    let (event, key) = match opened {
        Ok(key) => (Event::KeyOpened(DiskEncryption), Some(key)),
        Err(refused) => (Event::KeyRefused(DiskEncryption, refused), None),
    };
    pass.note(&event).await?;
    Ok(key)
}

/// Takes the key into use: describes it, marks it where the mark is missing, and has a data key made under it.
pub(super) async fn make(pass: &mut Pass<'_>) -> Result<(), PassFailed> {
    let Some(call) = call(pass) else { return Ok(()) };
    match data_key(pass, &call).await {
        Ok((plaintext, wrapped)) => {
            pass.note_with(&Event::KeyMade, Some(&wrapped)).await?;
            let kept = pass.instance.encryption.as_ref().and_then(|encryption| encryption.wrapped.as_ref());
            pass.fresh = (kept == Some(&wrapped)).then_some(plaintext);
            Ok(())
        }
        Err(refused) => pass.note(&Event::KeyRefused(DiskEncryption, refused)).await,
    }
}

async fn data_key(pass: &Pass<'_>, call: &KeyCall) -> Result<(DiskKey, WrappedKey), KeyRefused> {
    let keys = &pass.room.keys;
    let facts = answered(keys.describe_key(call)).await?;
    if let KeyState::Lost(loss) = facts.state {
        return Err(KeyRefused::Lost(loss));
    }
    if undocumented::is_marked_at_first_use(facts.marked) {
        answered(keys.tag_key(call)).await?;
    }
    let made = answered(keys.generate_data_key(call)).await?;
    Ok((made.plaintext.into_disk_key()?, made.wrapped))
}

/// No answer in time is no answer, and so never a lost key.
async fn answered<T>(call: impl Future<Output = Result<T, KeyRefused>>) -> Result<T, KeyRefused> {
    let within = limits::KEY_ANSWER_WITHIN;
    match timeout(within, call).await {
        Ok(answer) => answer,
        Err(_) => Err(KeyRefused::Unreachable(format!("none within {} seconds", within.as_secs()))),
    }
}

fn call(pass: &Pass<'_>) -> Option<KeyCall> {
    let encryption = pass.instance.encryption.as_ref()?;
    Some(KeyCall {
        account: pass.instance.account,
        role: encryption.role.clone(),
        key: encryption.key.clone(),
        instance: pass.instance.id.clone(),
        purpose: KeyPurpose::Disk,
        cause: pass.instance.cause,
    })
}
