//! The conversation with the key service: always as the role that the instance names for this key, always by an
//! ordinary, audited call.

use tokio::time::timeout;

use super::{PassFailed, pass::Pass};
use crate::{
    instance::Event,
    intent::DiskKey,
    keys::{
        DataKeyMade, KeyCall, KeyPurpose, KeyRefused, KeyState,
        KeyUsedBy::{self, DiskEncryption, Tde},
        PlainKey, TableKeyId, WrappedKey,
    },
    limits,
    records::Instance,
    undocumented,
};

/// Asks whether these keys are there and enabled: one that serves two uses under one role, once.
pub(super) async fn describe(pass: &mut Pass<'_>, uses: &[KeyUsedBy]) -> Result<(), PassFailed> {
    let mut last: Option<(KeyCall, Result<KeyState, KeyRefused>)> = None;
    for used_by in uses {
        let Some(call) = call(&pass.instance, KeyPurpose::of(*used_by)) else { continue };
        let known = last.filter(|(last, _)| (&last.key, &last.role) == (&call.key, &call.role));
        let state = match known {
            Some((_, state)) => state,
            None => answered(pass.room.keys.key_state(&call)).await,
        };
        let event = match state.clone() {
            Ok(KeyState::Enabled) => Event::KeyFound(*used_by),
            Ok(KeyState::Lost(loss)) => Event::KeyRefused(*used_by, KeyRefused::Lost(loss)),
            Err(refused) => Event::KeyRefused(*used_by, refused),
        };
        last = Some((call, state));
        pass.note(&event).await?;
    }
    Ok(())
}

/// Tries the right to a key, which shows only in its use. What was opened is wiped at once.
pub(super) async fn try_right(pass: &mut Pass<'_>, used_by: KeyUsedBy) -> Result<(), PassFailed> {
    let (purpose, wrapped) = match used_by {
        DiskEncryption => (KeyPurpose::Disk, wrapped_disk_key(&pass.instance)),
        Tde => (KeyPurpose::Table(TableKeyId::Data), newest_table_key(&pass.instance)),
    };
    let (Some(call), Some(wrapped)) = (call(&pass.instance, purpose), wrapped) else { return Ok(()) };
    let event = match answered(pass.room.keys.decrypt(&call, &wrapped)).await {
        Ok(_) => Event::KeyOpened(used_by),
        Err(refused) => Event::KeyRefused(used_by, refused),
    };
    pass.note(&event).await
}

/// Unwraps the disk's key; none when that is refused, which is then noted.
pub(super) async fn open(pass: &mut Pass<'_>) -> Result<Option<DiskKey>, PassFailed> {
    let wrapped = wrapped_disk_key(&pass.instance);
    let (Some(call), Some(wrapped)) = (call(&pass.instance, KeyPurpose::Disk), wrapped) else {
        return Ok(None);
    };
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
    let Some(call) = call(&pass.instance, KeyPurpose::Disk) else { return Ok(()) };
    match data_key(pass, &call).await {
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

async fn data_key(pass: &Pass<'_>, call: &KeyCall) -> Result<(DiskKey, WrappedKey), KeyRefused> {
    take_into_use(pass, call).await?;
    let DataKeyMade { plaintext, wrapped } = answered(pass.room.keys.generate_data_key(call)).await?;
    Ok((plaintext.into_disk_key()?, wrapped))
}

/// Describes a key, and marks it where the mark is missing.
pub(super) async fn take_into_use(pass: &Pass<'_>, call: &KeyCall) -> Result<(), KeyRefused> {
    let keys = &pass.room.keys;
    let facts = answered(keys.describe_key(call)).await?;
    if let KeyState::Lost(loss) = facts.state {
        return Err(KeyRefused::Lost(loss));
    }
    if undocumented::is_marked_at_first_use(facts.marked) {
        answered(keys.tag_key(call)).await?;
    }
    Ok(())
}

/// No answer in time is no answer, and so never a lost key.
pub(super) async fn answered<T>(call: impl Future<Output = Result<T, KeyRefused>>) -> Result<T, KeyRefused> {
    let within = limits::KEY_ANSWER_WITHIN;
    match timeout(within, call).await {
        Ok(answer) => answer,
        Err(_) => Err(KeyRefused::Unreachable(format!("none within {} seconds", within.as_secs()))),
    }
}

/// A call for a data key of this purpose; none where the instance has no such key.
pub(super) fn call(instance: &Instance, purpose: KeyPurpose) -> Option<KeyCall> {
    let (key, role) = match purpose {
        KeyPurpose::Disk => instance.encryption.as_ref().map(|it| (&it.key, &it.role)),
        KeyPurpose::Table(_) => instance.tables.as_ref().map(|it| (&it.key, &it.role)),
    }?;
    Some(KeyCall {
        account: instance.account,
        role: role.clone(),
        key: key.clone(),
        instance: instance.id.clone(),
        purpose,
        cause: instance.cause,
    })
}

fn wrapped_disk_key(instance: &Instance) -> Option<WrappedKey> {
    instance.encryption.as_ref()?.wrapped.clone()
}

fn newest_table_key(instance: &Instance) -> Option<WrappedKey> {
    let all = instance.tables.as_ref()?.keys.iter();
    let newest = all.filter(|it| it.id == TableKeyId::Data.number()).max_by_key(|it| it.version)?;
    Some(newest.wrapped.clone())
}
