//! The keys of a pass: what the key service said of them becomes an event, and what it opened is kept for the next step.

use super::{PassFailed, pass::Pass};
use crate::{
    instance::Event,
    intent::DiskKey,
    keys::{
        KeyPurpose, KeyRefused, KeyState,
        KeyUsedBy::{self, DiskEncryption, Tde},
        WrappedKey,
        conversation::KeyUser,
    },
    records::Instance,
};

/// Asks whether these keys are there and enabled: one that serves two uses under one role, once.
pub(super) async fn describe(pass: &mut Pass<'_>, uses: &[KeyUsedBy]) -> Result<(), PassFailed> {
    let mut last: Option<(KeyUser, Result<KeyState, KeyRefused>)> = None;
    for used_by in uses {
        let Some(user) = user(&pass.instance, *used_by) else { continue };
        let state = match last.filter(|(last, _)| *last == user) {
            Some((_, state)) => state,
            None => user.with(&*pass.room.keys).state(KeyPurpose::of(*used_by)).await,
        };
        let event = match state.clone() {
            Ok(KeyState::Enabled) => Event::KeyFound(*used_by),
            Ok(KeyState::Lost(loss)) => Event::KeyRefused(*used_by, KeyRefused::Lost(loss)),
            Err(refused) => Event::KeyRefused(*used_by, refused),
        };
        last = Some((user, state));
        pass.note(&event).await?;
    }
    Ok(())
}

/// Tries the right to a key, which shows only in its use. What was opened is wiped at once.
pub(super) async fn try_right(pass: &mut Pass<'_>, used_by: KeyUsedBy) -> Result<(), PassFailed> {
    let Some(user) = user(&pass.instance, used_by) else { return Ok(()) };
    let conversation = user.with(&*pass.room.keys);
    let tried = match (used_by, &pass.instance) {
        (DiskEncryption, instance) => {
            let Some(wrapped) = wrapped_disk_key(instance) else { return Ok(()) };
            conversation.open_disk_key(&wrapped).await.map(drop)
        }
        (Tde, Instance { tables: Some(tables), .. }) if !tables.keys.is_empty() => {
            conversation.try_table_keys(&tables.keys).await
        }
        (Tde, _) => return Ok(()),
    };
    let event = match tried {
        Ok(()) => Event::KeyOpened(used_by),
        Err(refused) => Event::KeyRefused(used_by, refused),
    };
    pass.note(&event).await
}

/// Unwraps the disk's key; none when that is refused, which is then noted.
pub(super) async fn open(pass: &mut Pass<'_>) -> Result<Option<DiskKey>, PassFailed> {
    let wrapped = wrapped_disk_key(&pass.instance);
    let (Some(user), Some(wrapped)) = (user(&pass.instance, DiskEncryption), wrapped) else {
        return Ok(None);
    };
    let (event, key) = match user.with(&*pass.room.keys).open_disk_key(&wrapped).await {
        Ok(key) => (Event::KeyOpened(DiskEncryption), Some(key)),
        Err(refused) => (Event::KeyRefused(DiskEncryption, refused), None),
    };
    pass.note(&event).await?;
    Ok(key)
}

/// Takes the disk's key into use, and has a data key made under it.
pub(super) async fn make(pass: &mut Pass<'_>) -> Result<(), PassFailed> {
    let Some(user) = user(&pass.instance, DiskEncryption) else { return Ok(()) };
    match data_key(pass, &user).await {
        Ok((plaintext, wrapped)) => {
            let keep = |record: &mut Instance| {
                if let Some(encryption) = &mut record.encryption {
                    encryption.wrapped.get_or_insert_with(|| wrapped.clone());
                }
            };
            pass.record(Some(&Event::KeyMade), keep).await?;
            let kept = wrapped_disk_key(&pass.instance);
            pass.fresh = (kept == Some(wrapped)).then_some(plaintext);
            Ok(())
        }
        Err(refused) => pass.note(&Event::KeyRefused(DiskEncryption, refused)).await,
    }
}

async fn data_key(pass: &Pass<'_>, user: &KeyUser) -> Result<(DiskKey, WrappedKey), KeyRefused> {
    let conversation = user.with(&*pass.room.keys);
    conversation.take_into_use(KeyPurpose::Disk).await?;
    conversation.make_disk_key().await
}

/// Who uses the instance's key for this; nobody where it has none.
pub(super) fn user(instance: &Instance, used_by: KeyUsedBy) -> Option<KeyUser> {
    let (key, role) = match used_by {
        DiskEncryption => instance.encryption.as_ref().map(|it| (&it.key, &it.role)),
        Tde => instance.tables.as_ref().map(|it| (&it.key, &it.role)),
    }?;
    Some(KeyUser {
        account: instance.account,
        role: role.clone(),
        key: key.clone(),
        mount: instance.id.clone(),
        cause: instance.cause,
    })
}

fn wrapped_disk_key(instance: &Instance) -> Option<WrappedKey> {
    instance.encryption.as_ref()?.wrapped.clone()
}
