//! The keys of tables between the key service, which opens them, and the desk, which answers engines.
//!
//! They are opened for a start, or for an engine that outlived the server that began its session; in between the desk
//! alone has them.

use super::{PassFailed, keys::user, orders, pass::Pass};
use crate::{
    instance::{Event, Session, Step},
    intent::{Intent, TableKeySource},
    keys::{KeyPurpose, KeyRefused, KeyUsedBy::Tde, TableKeyId, conversation::TableKeysMade},
    records::Instance,
    table_keys::{OpenKey, TokenHash},
};

/// Has a version of every key made: the first one takes the key into use.
pub(super) async fn make(pass: &mut Pass<'_>, version: u32) -> Result<(), PassFailed> {
    match make_all(pass, version).await {
        Ok((wrapped, opened)) => {
            let keep = |record: &mut Instance| {
                if let Some(tables) = &mut record.tables
                    && tables.keys.iter().all(|it| it.version != version)
                {
                    tables.keys.extend(wrapped.iter().cloned());
                }
            };
            pass.record(Some(&Event::TableKeysMade { version }), keep).await?;
            let kept = pass.instance.tables.as_ref().map(|tables| tables.keys.as_slice()).unwrap_or_default();
            if !wrapped.iter().all(|it| kept.contains(it)) {
                return Ok(());
            }
            if kept.len() == wrapped.len() {
                pass.table_keys = Some(opened);
            } else {
                pass.room.tables.add(&pass.instance.id, opened);
                pass.see_desk();
            }
            Ok(())
        }
        Err(refused) => pass.note(&Event::KeyRefused(Tde, refused)).await,
    }
}

async fn make_all(pass: &Pass<'_>, version: u32) -> Result<TableKeysMade, KeyRefused> {
    let Some(user) = user(&pass.instance, Tde) else { return Ok(TableKeysMade::default()) };
    let conversation = user.with(&*pass.room.keys);
    if pass.instance.life.tables.as_ref().is_some_and(|tables| tables.made == 0) {
        conversation.take_into_use(KeyPurpose::Table(TableKeyId::Data)).await?;
    }
    conversation.make_table_keys(version).await
}

/// Opens every version of every key: for the start that follows, or for an engine that runs on.
pub(super) async fn open(pass: &mut Pass<'_>) -> Result<(), PassFailed> {
    let opened = match open_all(pass).await {
        Ok(opened) => opened,
        Err(refused) => return pass.note(&Event::KeyRefused(Tde, refused)).await,
    };
    if pass.seen.tables.session == Session::Keyless {
        pass.table_keys = Some(opened);
    } else if let Some(token) = pass.instance.tables.as_ref().and_then(|tables| tables.token) {
        pass.room.tables.resume(&pass.instance.id, TokenHash(token), opened);
    }
    pass.note(&Event::TableKeysOpened).await
}

async fn open_all(pass: &Pass<'_>) -> Result<Vec<OpenKey>, KeyRefused> {
    let kept = pass.instance.tables.as_ref().map(|tables| tables.keys.as_slice()).unwrap_or_default();
    match user(&pass.instance, Tde) {
        Some(user) => user.with(&*pass.room.keys).open_table_keys(kept).await,
        None => Ok(Vec::new()),
    }
}

/// Starts the engine with the keys that this pass opened. The token's hash stands in the record before the engine has
/// the token: a server that comes back knows whom it may answer.
pub(super) async fn start(pass: &mut Pass<'_>, step: Step) -> Result<Event, PassFailed> {
    let failed = |why: String| Event::Failed { step, why, lost_sight: false };
    let Some(keys) = pass.table_keys.take() else {
        return Ok(failed("nobody opened the keys of its tables".into()));
    };
    let opened = match pass.room.tables.open(&pass.instance.id, keys) {
        Ok(opened) => opened,
        Err(failure) => return Ok(failed(failure.to_string())),
    };
    pass.starting = true;
    let token = opened.token;
    let keep = |record: &mut Instance| {
        if let Some(tables) = &mut record.tables {
            tables.token = Some(token.0);
        }
    };
    let kept = pass.record(None, keep).await;
    pass.starting = false;
    kept?;
    Ok(orders::carry_out(pass.room, &pass.instance, step, order(pass, opened.source)).await)
}

fn order(pass: &Pass<'_>, source: TableKeySource) -> Intent {
    Intent::StartEngine(orders::setup(pass.room, &pass.instance, Some(source)))
}
