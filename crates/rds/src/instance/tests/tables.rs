//! The same for instances whose tables are encrypted.

use super::*;
use crate::{intent::TableFacts, keys::KeyUsedBy::Tde};

/// Tables whose engine was asked for `wanted` and has come so far.
fn tables(wanted: u32, made: u32, taken: u32, done: u32) -> Tables {
    Tables { wanted, made, taken, done, ..Tables::new() }
}

fn given((mut life, mut seen): (Life, Seen), tables: Tables, session: Session) -> (Life, Seen) {
    life.tables = Some(tables);
    seen.tables.session = session;
    (life, seen)
}

fn encrypted() -> (Life, Seen) {
    given(running(), tables(1, 1, 1, 1), Session::Held)
}

fn resting() -> (Life, Seen) {
    given(stopped(Wish::Running), tables(1, 1, 1, 1), Session::Keyless)
}

#[test]
fn each_event_about_tables_leads_to_one_status_and_one_step() {
    use Status::*;
    use Step::*;
    let lost = |key| Event::KeyRefused(key, KeyRefused::Lost(KeyLoss::Disabled));
    let denied = |key| Event::KeyRefused(key, KeyRefused::NotPermitted("no statement allows".into()));
    let silent = |key| Event::KeyRefused(key, KeyRefused::Unreachable("timed out".into()));
    let gone = |key| Event::KeyRefused(key, KeyRefused::NotFound);
    let told =
        |version, encrypted| Event::TablesTold { version, facts: TableFacts { spaces: 10, encrypted } };
    let made = |version| Event::TableKeysMade { version };
    let (make, encrypt) = (|version| MakeTableKeys { version }, |version| EncryptTables { version });
    let start = StartEngine { access: 1 };
    let found = |up, session| {
        let mut found = seen(if up { Disk::Held } else { Disk::Closed }, up);
        found.tables.session = session;
        Event::Looked(found)
    };

    let bare = |up| {
        let mut found = seen(if up { Disk::Held } else { Disk::Closed }, up);
        found.tables.barred = true;
        Event::Looked(found)
    };
    let enabling = || with(running(), Event::TdeAsked);
    let keyless = || with(enabling(), made(1));
    let rotating = |session| given(running(), tables(3, 1, 1, 1), session);
    let rotated = |session| given(running(), tables(3, 3, 1, 1), session);
    let opened = || given(making(Progress::Served, Disk::Opened), tables(1, 1, 1, 1), Session::Keyless);
    let permitted = || with(resting(), Event::TableKeysOpened);
    let new = |progress| given(making(progress, Disk::Absent), Tables::new(), Session::Keyless);
    let locked = || with(resting(), lost(Tde));
    let both_lost = || with(locked(), lost(DiskEncryption));

    #[rustfmt::skip]
    let cases = [
        // Switching it on.
        (running(),                            Event::TdeAsked,                     TdeModifying, Some(make(1))),
        (enabling(),                           Event::TdeAsked,                     TdeModifying, Some(make(1))),
        (enabling(),                           denied(Tde),                         TdeModifying, None),
        (enabling(),                           silent(Tde),                         TdeModifying, None),
        (enabling(),                           lost(Tde),                           TdeModifying, None),
        (enabling(),                           lost(DiskEncryption),                Stopping,     Some(StopEngine)),
        (enabling(),                           made(1),                             TdeModifying, Some(StopEngine)),
        (keyless(),                            denied(DiskEncryption),              TdeModifying, None),
        (keyless(),                            denied(Tde),                         TdeModifying, None),
        (keyless(),                            lost(Tde),                           TdeModifying, None),
        (keyless(),                            Event::AccessChanged,                TdeModifying, Some(ApplyAccess { access: 2 })),
        (keyless(),                            Event::RestartAsked,                 Rebooting,    Some(StopEngine)),
        (keyless(),                            Event::Done(StopEngine),             TdeModifying, Some(CloseDisk)),
        (with(with(keyless(), Event::Done(StopEngine)), Event::Done(CloseDisk)), Event::Done(OpenDisk), TdeModifying, Some(start)),
        (keyless(),                            found(false, Session::Keyless),      TdeModifying, Some(OpenDisk)),
        (keyless(),                            found(true, Session::Held),          Running,      Some(encrypt(1))),
        (with(permitted(), Event::Done(OpenDisk)), Event::Done(start),              Running,      Some(OpenTableKeys)),
        // Without what fetches keys nothing is stopped for them, and nothing opened.
        (enabling(),                           bare(true),                          TdeModifying, None),
        (keyless(),                            bare(true),                          TdeModifying, None),
        (with(keyless(), bare(true)),          Event::RestartNeeded { access: 1 },  TdeModifying, None),
        (with(keyless(), bare(true)),          found(true, Session::Keyless),       TdeModifying, Some(StopEngine)),
        (keyless(),                            bare(false),                         Stopped,      None),
        (with(resting(), bare(false)),         found(false, Session::Keyless),      Starting,     Some(OpenTableKeys)),
        (running(),                            bare(true),                          Running,      None),
        (stopped(Wish::Running),               bare(false),                         Starting,     Some(OpenDisk)),
        // A new one.
        (new(Progress::Asked),                 Event::KeyMade,                      Creating,     Some(make(1))),
        (new(Progress::KeyMade),               made(1),                             Creating,     Some(PrepareDisk)),
        (new(Progress::KeyMade),               denied(Tde),                         Creating,     None),
        (new(Progress::DiskMade),              made(1),                             Creating,     Some(OpenDisk)),
        (new(Progress::EngineMade),            Event::TableKeysOpened,              Creating,     Some(OpenDisk)),
        // Telling.
        (given(running(), tables(1, 1, 1, 0), Session::Held), told(1, 4),           Running,      None),
        (given(running(), tables(1, 1, 1, 0), Session::Held), told(1, 10),          Running,      None),
        (given(running(), tables(1, 1, 1, 0), Session::Lost), Event::KeyOpened(Tde),Running,      Some(OpenTableKeys)),
        (given(running(), tables(1, 1, 1, 0), Session::Lost), denied(Tde),          Running,      Some(encrypt(1))),
        (given(running(), tables(1, 1, 1, 0), Session::Held), failed(encrypt(1)),   Running,      None),
        // Rotating.
        (encrypted(),                          Event::RotationAsked,                Running,      Some(make(3))),
        (rotating(Session::Held),              made(3),                             Running,      Some(encrypt(3))),
        (rotating(Session::Lost),              made(3),                             Running,      Some(OpenTableKeys)),
        (rotating(Session::Held),              denied(Tde),                         Running,      None),
        (rotated(Session::Lost),               denied(Tde),                         Running,      None),
        (rotated(Session::Held),               told(3, 0),                          Running,      None),
        (rotated(Session::Held),               found(true, Session::Lost),          Running,      Some(OpenTableKeys)),
        // Serving.
        (encrypted(),                          lost(Tde),                           Running,      None),
        (encrypted(),                          gone(Tde),                           Running,      None),
        (encrypted(),                          denied(Tde),                         Running,      None),
        (encrypted(),                          silent(Tde),                         Running,      None),
        (encrypted(),                          lost(DiskEncryption),                Stopping,     Some(StopEngine)),
        (encrypted(),                          denied(DiskEncryption),              Running,      None),
        (encrypted(),                          found(true, Session::Lost),          Running,      Some(OpenTableKeys)),
        (encrypted(),                          found(true, Session::Keyless),       Running,      Some(StopEngine)),
        (with(encrypted(), lost(Tde)),         Event::RestartAsked,                 Rebooting,    Some(StopEngine)),
        (with(encrypted(), lost(Tde)),         Event::RestartNeeded { access: 1 },  Running,      None),
        (with(encrypted(), denied(Tde)),       Event::RestartNeeded { access: 1 },  Running,      None),
        (with(encrypted(), lost(Tde)),         Event::Done(StopEngine),             Stopped,      Some(CloseDisk)),
        (with(encrypted(), lost(Tde)),         found(false, Session::Keyless),      Stopped,      None),
        (with(encrypted(), lost(Tde)),         Event::KeyFound(Tde),                Running,      None),
        // Opening: tables before the disk, which is left alone where they are refused.
        (resting(),                            Event::KeyFound(Tde),                Starting,     Some(OpenTableKeys)),
        (resting(),                            Event::TableKeysOpened,              Starting,     Some(OpenDisk)),
        (resting(),                            denied(Tde),                         Stopped,      None),
        (resting(),                            silent(Tde),                         Stopped,      None),
        (resting(),                            lost(Tde),                           Stopped,      None),
        (permitted(),                          Event::Done(OpenDisk),               Starting,     Some(start)),
        (permitted(),                          denied(DiskEncryption),              Stopped,      None),
        (opened(),                             Event::KeyFound(Tde),                Starting,     Some(OpenTableKeys)),
        (opened(),                             lost(Tde),                           Stopped,      Some(CloseDisk)),
        (with(permitted(), Event::Done(OpenDisk)), failed(start),                   Stopped,      Some(CloseDisk)),
        // Locked.
        (locked(),                             Event::KeyFound(Tde),                Starting,     None),
        (locked(),                             Event::KeyFound(DiskEncryption),     Stopped,      None),
        (both_lost(),                          Event::KeyFound(DiskEncryption),     Stopped,      None),
        (both_lost(),                          Event::KeyFound(Tde),                Stopped,      None),
        (locked(),                             Event::Wished(Wish::Destroyed),      Deleting,     Some(DestroyDisk)),
        // Resting, deleted.
        (encrypted(),                          Event::Wished(Wish::Stopped),        Stopping,     Some(StopEngine)),
        (encrypted(),                          Event::Wished(Wish::Deleted),        Deleting,     Some(StopEngine)),
    ];
    for (index, (before, event, status, step)) in cases.into_iter().enumerate() {
        let shown = format!("case {index}: {event:?} to {before:?}");
        let (life, seen) = with(before, event);
        assert_eq!(
            (life.status(), next(&life, &seen, NOW)),
            (status, step),
            "{shown} gave {life:?} {seen:?}"
        );
    }
}

#[test]
fn a_lost_table_key_is_a_warning_while_the_engine_runs_and_a_lock_when_it_does_not() {
    let lost = Event::KeyRefused(Tde, KeyRefused::Lost(KeyLoss::Disabled));
    let (mut life, mut seen) = encrypted();
    let mut tell = |event: &Event| {
        let told = apply(&mut life, &mut seen, event, NOW);
        let whats: Vec<_> = told.iter().map(|told| (told.what, told.key)).collect();
        (whats, life.locked().is_some(), life.reason())
    };
    let warning = "its next start will be refused: the encryption key is disabled";
    let lock = "its tables stay closed: the encryption key is disabled";
    let steps = [
        (lost.clone(), vec![(What::Warned, Some(Tde))], false, Some(warning)),
        (lost, vec![], false, Some(warning)),
        (
            Event::Done(Step::StopEngine),
            vec![(What::Stopped, None), (What::Locked(KeyLoss::Disabled), Some(Tde))],
            true,
            Some(lock),
        ),
        (Event::KeyFound(Tde), vec![(What::Unlocked, Some(Tde))], false, None),
    ];
    for (event, whats, locked, reason) in steps {
        assert_eq!(tell(&event), (whats, locked, reason.map(String::from)), "{event:?}");
    }
}

#[test]
fn trouble_with_one_key_is_not_ended_by_the_other() {
    let denied = |key| Event::KeyRefused(key, KeyRefused::NotPermitted("no statement allows".into()));
    let both = with(with(encrypted(), denied(Tde)), denied(DiskEncryption));
    let about = |state: &(Life, Seen)| {
        state.0.warnings().iter().map(|warning| warning.about().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(about(&both), [Tde, DiskEncryption]);
    assert_eq!(about(&with(both.clone(), Event::KeyOpened(Tde))), [DiskEncryption]);
    assert_eq!(about(&with(both, Event::KeyOpened(DiskEncryption))), [Tde]);
}

#[test]
fn only_what_a_person_would_notice_of_the_progress_is_kept() {
    let (mut life, mut seen) = given(running(), tables(1, 1, 1, 0), Session::Held);
    let mut tell = |spaces, encrypted| {
        let facts = TableFacts { spaces, encrypted };
        let told = apply(&mut life, &mut seen, &Event::TablesTold { version: 1, facts }, NOW);
        let tables = life.tables.as_ref().unwrap();
        (tables.spaces, tables.encrypted, tables.state() == TablesState::Encrypted, told.len())
    };
    for (facts, kept) in [
        ((1000, 100), (1000, 100, false, 0)),
        ((1000, 109), (1000, 100, false, 0)),
        ((1001, 109), (1000, 100, false, 0)),
        ((1001, 111), (1001, 111, false, 0)),
        ((1001, 1001), (1001, 1001, true, 1)),
        ((1001, 1001), (1001, 1001, true, 0)),
    ] {
        assert_eq!(tell(facts.0, facts.1), kept, "{facts:?}");
    }
}
