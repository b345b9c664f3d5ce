//! The one thing to do next.

use rampart_vocab::Timestamp;

use super::{Disk, Halt, Life, Progress, Restart, Seen, Step, Wish};

/// What to do next, or nothing until something happens.
pub fn next(life: &Life, seen: &Seen, now: Timestamp) -> Option<Step> {
    if seen.halt == Halt::All {
        return None;
    }
    if !seen.known {
        return Some(Step::Look);
    }
    match life.wish {
        Wish::Running if life.lock.is_none() && (seen.up || life.tables_lost().is_none()) => {
            serve(life, seen)
        }
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
    } else if seen.halt == Halt::Opening {
        close(seen)
    } else {
        open(life, seen)
    }
}

fn keep_serving(life: &Life, seen: &Seen) -> Option<Step> {
    let unreadable = !matches!(seen.disk, Disk::Held | Disk::Opened);
    if unreadable || life.restart == Restart::Asked {
        return Some(Step::StopEngine);
    }
    let stale = life.access_wanted != life.access_applied;
    (stale && seen.halt == Halt::None).then_some(Step::ApplyAccess { access: life.access_wanted })
}

fn open(life: &Life, seen: &Seen) -> Option<Step> {
    let opened = seen.disk == Disk::Opened;
    match life.progress {
        Progress::Asked if life.encrypted => Some(Step::MakeKey),
        // What a crash left of a disk in the making is finished by making it again.
        Progress::Asked | Progress::KeyMade => Some(Step::PrepareDisk),
        // A disk that an engine left open is closed first: every opening asks for its key anew.
        _ if !opened && seen.is_open() => Some(Step::CloseDisk),
        Progress::DiskMade | Progress::EngineMade | Progress::Served if !opened => Some(Step::OpenDisk),
        Progress::DiskMade => Some(Step::InitialiseEngine),
        Progress::EngineMade | Progress::Served => Some(Step::StartEngine { access: life.access_wanted }),
        Progress::Erased => None,
    }
}
