//! The one thing to do next.

use rampart_vocab::Timestamp;

use super::{Disk, Halt, Life, Permit, Progress, Seen, Session, Step, Wish};
use crate::keys::KeyUsedBy;

/// What to do next, or nothing until something happens.
pub fn next(life: &Life, seen: &Seen, now: Timestamp) -> Option<Step> {
    if seen.halt == Halt::All {
        return None;
    }
    if !seen.known {
        return Some(Step::Look);
    }
    // A disk locks under the engine; tables whose key is lost only stay closed once it has stopped.
    let locked = life.lock.is_some() || (!seen.up && life.lost(KeyUsedBy::Tde).is_some());
    match life.wish {
        Wish::Running if !locked => serve(life, seen),
        Wish::Running | Wish::Stopped => close(seen),
        Wish::Deleted => close(seen).or_else(|| is_bin_over(life, now).then_some(Step::EmptyBin)),
        Wish::Destroyed => close(seen).or_else(|| Some(erase(life))),
    }
}

fn close(seen: &Seen) -> Option<Step> {
    if seen.up { Some(Step::StopEngine) } else { seen.is_open().then_some(Step::CloseDisk) }
}

/// Whether an instance has been in the bin for as long as it is kept there.
pub(super) fn is_bin_over(life: &Life, now: Timestamp) -> bool {
    life.wish == Wish::Deleted && life.kept_until.is_some_and(|until| now >= until)
}

fn erase(life: &Life) -> Step {
    if life.progress == Progress::Erased { Step::Forget } else { Step::DestroyDisk }
}

fn serve(life: &Life, seen: &Seen) -> Option<Step> {
    if seen.up {
        keep_serving(life, seen)
    } else if seen.halt == Halt::Opening || (seen.tables.barred && life.tables.is_some()) {
        close(seen)
    } else {
        open(life, seen)
    }
}

fn keep_serving(life: &Life, seen: &Seen) -> Option<Step> {
    let unreadable = !matches!(seen.disk, Disk::Held | Disk::Opened);
    if unreadable || life.restarts() {
        return Some(Step::StopEngine);
    }
    if seen.halt != Halt::None {
        return None;
    }
    // It is looked at again until it can be told whom it lets in.
    if life.is_starting() && !seen.accepting {
        return None;
    }
    let stale = life.access_wanted != life.access_applied;
    let apply = stale.then_some(Step::ApplyAccess { access: life.access_wanted });
    apply.or_else(|| keep_tables(life, seen))
}

fn keep_tables(life: &Life, seen: &Seen) -> Option<Step> {
    let tables = life.tables.as_ref()?;
    if seen.tables.session == Session::Keyless && seen.tables.barred {
        return None;
    }
    if tables.made < tables.wanted && seen.tables.permit != Permit::Refused {
        return Some(Step::MakeTableKeys { version: tables.wanted });
    }
    let answered = seen.tables.session == Session::Held || tables.taken >= tables.made;
    match seen.tables.session {
        _ if tables.made == 0 => None,
        // Keys are loaded at a start alone. None is given up for one that is known to be refused.
        Session::Keyless => (!life.has_key_trouble()).then_some(Step::StopEngine),
        Session::Lost if seen.tables.permit == Permit::Unasked => Some(Step::OpenTableKeys),
        _ if tables.done >= tables.made || seen.tables.told || !answered => None,
        _ => Some(Step::EncryptTables { version: tables.made }),
    }
}

fn open(life: &Life, seen: &Seen) -> Option<Step> {
    let opened = seen.disk == Disk::Opened;
    match life.progress {
        Progress::Erased => return None,
        Progress::Asked if life.encrypted => return Some(Step::MakeKey),
        Progress::Asked | Progress::KeyMade => {}
        // A disk that an engine left open is closed first: every opening asks for its key anew.
        _ if !opened && seen.is_open() => return Some(Step::CloseDisk),
        _ => {}
    }
    // Before the disk, which is left alone where the keys of the tables are refused.
    if let Some(tables) = life.tables.as_ref().filter(|_| seen.tables.permit != Permit::Given) {
        return Some(match tables.made {
            0 => Step::MakeTableKeys { version: tables.wanted },
            _ => Step::OpenTableKeys,
        });
    }
    Some(match life.progress {
        // What a crash left of a disk in the making is finished by making it again.
        Progress::Asked | Progress::KeyMade => Step::PrepareDisk,
        _ if !opened => Step::OpenDisk,
        Progress::DiskMade => Step::InitialiseEngine,
        _ => Step::StartEngine { access: life.access_wanted },
    })
}
