//! What an event changes.

use rampart_store::Unknown;
use rampart_vocab::Timestamp;

use super::{
    Disk, Event, Halt, Happening, Life, Lock, Permit, Progress, Restart, Seen, SeenTables, Session, Step,
    Tables, Warning, WarningKind, What, Wish, next,
};
use super::{next::is_bin_over, warnings::refused_next};
use crate::{
    intent::{TableFacts, TableKeySource},
    keys::{KeyLoss, KeyRefused, KeyUsedBy},
    limits,
};

/// Takes an event in and says what the owner should be told of it.
///
/// An event tells a fact about the world, so it may be applied to a newer [`Life`] than the one it came from.
pub fn apply(life: &mut Life, seen: &mut Seen, event: &Event, now: Timestamp) -> Vec<Happening> {
    let mut told = Told { at: now, all: Vec::new() };
    match event {
        Event::Wished(wish) => wished(life, *wish, &mut told),
        Event::RestartAsked => {
            life.restart = Restart::Asked;
            told.add(What::RestartAsked, "");
        }
        Event::BinOver if is_bin_over(life, now) => wished(life, Wish::Destroyed, &mut told),
        Event::BinOver => {}
        Event::TdeAsked if life.tables.is_none() => {
            life.tables = Some(Tables::new());
            told.add(What::TdeAsked, "");
        }
        Event::TdeAsked => {}
        Event::RotationAsked => {
            if let Some(tables) = &mut life.tables {
                tables.rotate();
                told.add(What::RotationAsked, "");
            }
        }
        Event::AccessChanged => life.access_wanted = life.access_wanted.wrapping_add(1).max(1),

        Event::Looked(found) => looked(life, seen, found, &mut told),
        Event::Done(step) => done(life, seen, *step, &mut told),
        Event::RestartNeeded { access } => restart_needed(life, *access, &mut told),
        Event::Failed { step, why, lost_sight } => failed(life, seen, *step, why, *lost_sight, &mut told),

        Event::KeyFound(key) => {
            give_back(life, *key, &mut told);
            clear(life, &[WarningKind::KeyServiceSilent], Some(*key), &mut told);
        }
        Event::KeyOpened(key) => {
            give_back(life, *key, &mut told);
            clear(life, KEY_WARNINGS, Some(*key), &mut told);
        }
        Event::KeyMade => {
            advance(life, Progress::KeyMade);
            clear(life, KEY_WARNINGS, Some(KeyUsedBy::DiskEncryption), &mut told);
            told.about(What::KeyMade, KeyUsedBy::DiskEncryption, "");
        }
        Event::TableKeysMade { version } => table_keys_made(life, seen, *version, &mut told),
        Event::TableKeysOpened => {
            give_back(life, KeyUsedBy::Tde, &mut told);
            clear(life, KEY_WARNINGS, Some(KeyUsedBy::Tde), &mut told);
            seen.tables.permit = Permit::Given;
        }
        Event::TablesTold { version, facts } => {
            seen.tables.told = true;
            tables_taken(life, *version, &mut told);
            tables_told(life, *version, *facts, &mut told);
        }
        Event::KeyRefused(key, refused) => key_refused(life, seen, *key, refused, &mut told),
    }
    // With nothing left to do, what kept the hand from doing it is over.
    if seen.known && seen.halt == Halt::None && next(life, seen, now).is_none() {
        clear(life, &[WarningKind::Hand], None, &mut told);
    }
    told.all
}

/// What the use of a key puts an end to.
const KEY_WARNINGS: &[WarningKind] = &[WarningKind::KeyServiceSilent, WarningKind::RightLost];

struct Told {
    at: Timestamp,
    all: Vec<Happening>,
}

impl Told {
    fn add(&mut self, what: What, reason: &str) {
        self.push(what, None, reason);
    }

    fn about(&mut self, what: What, key: KeyUsedBy, reason: &str) {
        self.push(what, Some(key), reason);
    }

    fn push(&mut self, what: What, key: Option<KeyUsedBy>, reason: &str) {
        let reason = reason.into();
        self.all.push(Happening { at: self.at, what, reason, key, unknown: Unknown::NONE });
    }
}

fn wished(life: &mut Life, wish: Wish, told: &mut Told) {
    // What never held data needs no bin.
    let wish = if wish == Wish::Deleted && !life.has_data() { Wish::Destroyed } else { wish };
    if wish == life.wish || life.wish == Wish::Destroyed {
        return;
    }
    life.wish = wish;
    life.kept_until = (wish == Wish::Deleted).then(|| limits::kept_until(told.at));
    told.add(What::Wished(wish), "");
}

fn looked(life: &mut Life, seen: &mut Seen, found: &Seen, told: &mut Told) {
    if life.up && !found.up && life.wish == Wish::Running && life.lock.is_none() {
        told.add(What::FoundDown, "");
    }
    let SeenTables { session, barred, .. } = found.tables;
    *seen = Seen { halt: seen.halt, tables: SeenTables { session, barred, ..seen.tables }, ..*found };
    went(life, found.up, told);
    bar(life, seen, told);
    if found.up {
        if !life.is_starting() {
            served(life);
        }
        // Which of two versions it was started with, only its own word can tell; the first is no question.
        let first = life.tables.as_ref().filter(|tables| tables.is_enabling()).map(|tables| tables.made);
        if let Some(version) = first.filter(|_| found.tables.session != Session::Keyless) {
            tables_taken(life, version, told);
        }
    } else {
        restarting(life);
    }
}

/// Whether the keys of its tables could be fetched at the next start. What runs without them is not stopped in vain.
fn bar(life: &mut Life, seen: &Seen, told: &mut Told) {
    life.barred = seen.tables.barred.then(|| life.barred.unwrap_or(told.at));
    if life.tables.is_some() && seen.tables.barred {
        let why = format!("{}: {}", TableKeySource::LACKING, TableKeySource::REMEDY);
        let text = if seen.up { refused_next(&why) } else { format!("its tables stay closed: {why}") };
        warn(life, WarningKind::Barred, Some(KeyUsedBy::Tde), &text, told);
    } else {
        clear(life, &[WarningKind::Barred], Some(KeyUsedBy::Tde), told);
    }
}

/// Whether the engine runs now. One that ended leaves tables behind that only their key opens, and forgets whom it lets
/// in: the next start has to come to its end for that.
fn went(life: &mut Life, up: bool, told: &mut Told) {
    let ended = life.up && !up;
    life.up = up;
    if !up {
        life.access_applied = Life::NO_ACCESS;
    }
    if let Some(loss) = life.lost(KeyUsedBy::Tde).map(|lost| lost.loss).filter(|_| ended) {
        told.about(What::Locked(loss), KeyUsedBy::Tde, &loss.to_string());
    }
}

/// It does not run: whatever a restart was wanted for, its next start is it. Until here the wish for one is kept also
/// while it is to stop, for it may be wished back before it did.
fn restarting(life: &mut Life) {
    if life.wish != Wish::Running {
        life.restart = Restart::None;
    } else if life.restart != Restart::None {
        life.restart = Restart::Underway;
    }
}

fn restart_needed(life: &mut Life, access: u32, told: &mut Told) {
    let_in(life, access, told);
    if life.restart == Restart::None {
        life.restart = Restart::Due;
        told.add(What::RestartAsked, "it listens on other addresses only after a restart");
    }
}

/// The engine has this version of the allow list: with the first one its start has come to its end.
fn let_in(life: &mut Life, access: u32, told: &mut Told) {
    let news = life.is_starting();
    life.access_applied = access;
    served(life);
    if news {
        told.add(What::Started, "");
    }
}

fn served(life: &mut Life) {
    advance(life, Progress::Served);
    if life.restart == Restart::Underway {
        life.restart = Restart::None;
    }
}

fn done(life: &mut Life, seen: &mut Seen, step: Step, told: &mut Told) {
    match step {
        Step::Look
        | Step::MakeKey
        | Step::MakeTableKeys { .. }
        | Step::OpenTableKeys
        | Step::EncryptTables { .. }
        | Step::EmptyBin
        | Step::Forget => {}
        Step::PrepareDisk => {
            advance(life, Progress::DiskMade);
            seen.disk = Disk::Opened;
            told.add(What::DiskMade, "");
        }
        Step::OpenDisk => seen.disk = Disk::Opened,
        Step::InitialiseEngine => advance(life, Progress::EngineMade),
        Step::StartEngine { access } => {
            life.up = true;
            (seen.up, seen.accepting) = (true, true);
            let_in(life, access, told);
            if let Some(version) = life.tables.as_ref().map(|tables| tables.made) {
                seen.tables = SeenTables { session: Session::Lost, ..SeenTables::UNKNOWN };
                tables_taken(life, version, told);
            }
        }
        Step::ApplyAccess { access } => let_in(life, access, told),
        Step::StopEngine => {
            (seen.up, seen.accepting) = (false, false);
            seen.tables.session = Session::Keyless;
            if seen.is_open() {
                seen.disk = Disk::Held;
            }
            restarting(life);
            told.add(What::Stopped, &life.reason().unwrap_or_default());
            went(life, false, told);
        }
        Step::CloseDisk => seen.disk = Disk::Closed,
        Step::DestroyDisk => {
            advance(life, Progress::Erased);
            seen.disk = Disk::Absent;
            told.add(What::Erased, "");
        }
    }
}

fn table_keys_made(life: &mut Life, seen: &mut Seen, version: u32, told: &mut Told) {
    clear(life, KEY_WARNINGS, Some(KeyUsedBy::Tde), told);
    let Some(tables) = life.tables.as_mut().filter(|tables| tables.made < version) else { return };
    // Those of a first version are all that there are, and open.
    if tables.made == 0 {
        seen.tables.permit = Permit::Given;
    }
    tables.made = version;
    told.about(What::KeyMade, KeyUsedBy::Tde, "");
}

fn tables_taken(life: &mut Life, version: u32, told: &mut Told) {
    let Some(tables) = life.tables.as_mut().filter(|tables| tables.taken < version) else { return };
    let what = if tables.is_enabling() { What::TdeEnabled } else { What::KeyRotated };
    tables.take(version);
    told.about(what, KeyUsedBy::Tde, "");
}

fn tables_told(life: &mut Life, version: u32, facts: TableFacts, told: &mut Told) {
    let Some(tables) = &mut life.tables else { return };
    let before = tables.done;
    tables.tell(version, facts);
    if tables.done > before {
        told.about(What::TablesEncrypted, KeyUsedBy::Tde, "");
    }
}

/// Making goes forward only: a late answer of an earlier step undoes nothing.
fn advance(life: &mut Life, to: Progress) {
    life.progress = life.progress.max(to);
}

fn failed(life: &mut Life, seen: &mut Seen, step: Step, why: &str, lost_sight: bool, told: &mut Told) {
    let gives_up = match step {
        Step::Look
        | Step::StopEngine
        | Step::CloseDisk
        | Step::DestroyDisk
        | Step::EmptyBin
        | Step::Forget => Halt::All,
        _ => Halt::Opening,
    };
    seen.halt = if lost_sight { Halt::All } else { seen.halt.max(gives_up) };
    // How far an opening came that failed halfway is for the hand to say, and then to close.
    seen.known &= !lost_sight && !step.opens();
    warn(life, WarningKind::Hand, None, &format!("could not {}: {why}", step.words()), told);
}

fn key_refused(life: &mut Life, seen: &mut Seen, key: KeyUsedBy, refused: &KeyRefused, told: &mut Told) {
    // What runs, runs on unless the disk's key itself is lost; what does not run is not opened in this pass.
    if !seen.up {
        seen.halt = seen.halt.max(Halt::Opening);
    }
    if key == KeyUsedBy::Tde {
        seen.tables.permit = Permit::Refused;
    }
    let kind = match refused {
        KeyRefused::NotPermitted(_) => WarningKind::RightLost,
        KeyRefused::Unreachable(_) => WarningKind::KeyServiceSilent,
        KeyRefused::Lost(loss) => return lose(life, key, *loss, told),
        KeyRefused::NotFound => return lose(life, key, KeyLoss::Deleted, told),
    };
    let text = match key {
        KeyUsedBy::DiskEncryption => refused.to_string(),
        KeyUsedBy::Tde if seen.up => refused_next(refused),
        KeyUsedBy::Tde => format!("its tables stay closed: {refused}"),
    };
    warn(life, kind, Some(key), &text, told);
}

/// The key is lost: a disk locks at once, tables as soon as no engine runs.
fn lose(life: &mut Life, key: KeyUsedBy, loss: KeyLoss, told: &mut Told) {
    let up = life.up;
    let Some(lost) = life.lost_mut(key).filter(|lost| lost.as_ref().is_none_or(|lock| lock.loss != loss))
    else {
        return;
    };
    let since = lost.as_ref().map_or(told.at, |lock| lock.since);
    *lost = Some(Lock { loss, since, unknown: Unknown::NONE });
    if key == KeyUsedBy::Tde && up {
        told.about(What::Warned, key, &refused_next(&loss));
    } else {
        told.about(What::Locked(loss), key, &loss.to_string());
    }
}

fn give_back(life: &mut Life, key: KeyUsedBy, told: &mut Told) {
    let up = life.up;
    if life.lost_mut(key).and_then(Option::take).is_some() {
        let what = if key == KeyUsedBy::Tde && up { What::Cleared } else { What::Unlocked };
        told.about(what, key, "");
    }
}

fn warn(life: &mut Life, kind: WarningKind, key: Option<KeyUsedBy>, text: &str, told: &mut Told) {
    let text = limits::cut(text, limits::REASON_BYTES_MAX);
    let warning = Warning { kind, text: text.into(), since: told.at, key, unknown: Unknown::NONE };
    if life.noted.note(warning) {
        told.push(What::Warned, key, text);
    }
}

fn clear(life: &mut Life, kinds: &[WarningKind], key: Option<KeyUsedBy>, told: &mut Told) {
    for kind in kinds {
        if life.noted.clear(*kind, key) {
            told.push(What::Cleared, key, "");
        }
    }
}
