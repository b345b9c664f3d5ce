//! What an event changes.

use rampart_store::Unknown;
use rampart_vocab::Timestamp;

use super::next::is_bin_over;
use super::{
    Disk, Event, Halt, Happening, Life, Lock, Progress, Restart, Seen, Step, Warning, WarningKind, What,
    Wish, next,
};
use crate::{keys::KeyRefused, limits};

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
        Event::AccessChanged => life.access_wanted = life.access_wanted.wrapping_add(1),

        Event::Looked(found) => looked(life, seen, found, &mut told),
        Event::Done(step) => done(life, seen, *step, &mut told),
        Event::Failed { step, why, lost_sight } => failed(life, seen, *step, why, *lost_sight, &mut told),

        Event::KeyFound => {
            unlock(life, &mut told);
            clear(life, &[WarningKind::KeyServiceSilent], &mut told);
        }
        Event::KeyOpened => {
            unlock(life, &mut told);
            clear(life, &[WarningKind::KeyServiceSilent, WarningKind::RightLost], &mut told);
        }
        Event::KeyMade => {
            advance(life, Progress::KeyMade);
            clear(life, &[WarningKind::KeyServiceSilent, WarningKind::RightLost], &mut told);
            told.add(What::KeyMade, "");
        }
        Event::KeyRefused(refused) => key_refused(life, seen, refused, &mut told),
    }
    // With nothing left to do, what kept the hand from doing it is over.
    if seen.known && seen.halt == Halt::None && next(life, seen, now).is_none() {
        clear(life, &[WarningKind::Hand], &mut told);
    }
    told.all
}

struct Told {
    at: Timestamp,
    all: Vec<Happening>,
}

impl Told {
    fn add(&mut self, what: What, reason: &str) {
        self.all.push(Happening { at: self.at, what, reason: reason.into(), unknown: Unknown::NONE });
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
    if wish != Wish::Running {
        life.restart = Restart::None;
    }
    told.add(What::Wished(wish), "");
}

fn looked(life: &mut Life, seen: &mut Seen, found: &Seen, told: &mut Told) {
    if life.up && !found.up && life.wish == Wish::Running && life.lock.is_none() {
        told.add(What::FoundDown, "");
    }
    *seen = Seen { halt: seen.halt, ..*found };
    life.up = found.up;
    if found.up {
        // Started by a process that did not live to say so.
        let news = life.progress < Progress::Served;
        served(life);
        if news {
            told.add(What::Started, "");
        }
    } else if life.restart == Restart::Asked {
        life.restart = Restart::Underway;
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
        Step::Look | Step::MakeKey | Step::EmptyBin | Step::Forget => {}
        Step::PrepareDisk => {
            advance(life, Progress::DiskMade);
            seen.disk = Disk::Opened;
            told.add(What::DiskMade, "");
        }
        Step::OpenDisk => seen.disk = Disk::Opened,
        Step::InitialiseEngine => advance(life, Progress::EngineMade),
        Step::StartEngine { access } => {
            life.access_applied = access;
            life.up = true;
            seen.up = true;
            served(life);
            told.add(What::Started, "");
        }
        Step::ApplyAccess { access } => life.access_applied = access,
        Step::StopEngine => {
            life.up = false;
            seen.up = false;
            if seen.is_open() {
                seen.disk = Disk::Held;
            }
            if life.restart == Restart::Asked {
                life.restart = Restart::Underway;
            }
            told.add(What::Stopped, &life.reason().unwrap_or_default());
        }
        Step::CloseDisk => seen.disk = Disk::Closed,
        Step::DestroyDisk => {
            advance(life, Progress::Erased);
            seen.disk = Disk::Absent;
            told.add(What::Erased, "");
        }
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
    warn(life, WarningKind::Hand, &format!("could not {}: {why}", step.words()), told);
}

fn key_refused(life: &mut Life, seen: &mut Seen, refused: &KeyRefused, told: &mut Told) {
    // What runs, runs on unless the key itself is lost; what does not run is not opened in this pass.
    if !seen.up {
        seen.halt = seen.halt.max(Halt::Opening);
    }
    match refused {
        KeyRefused::Lost(_) | KeyRefused::NotFound => {}
        KeyRefused::NotPermitted(_) => return warn(life, WarningKind::RightLost, &refused.to_string(), told),
        KeyRefused::Unreachable(_) => {
            return warn(life, WarningKind::KeyServiceSilent, &refused.to_string(), told);
        }
    }
    if let Some(loss) = refused.loss()
        && life.lock.as_ref().is_none_or(|lock| lock.loss != loss)
    {
        let since = life.lock.as_ref().map_or(told.at, |lock| lock.since);
        life.lock = Some(Lock { loss, since, unknown: Unknown::NONE });
        told.add(What::Locked(loss), &loss.to_string());
    }
}

fn unlock(life: &mut Life, told: &mut Told) {
    if life.lock.take().is_some() {
        told.add(What::Unlocked, "");
    }
}

fn warn(life: &mut Life, kind: WarningKind, text: &str, told: &mut Told) {
    let text = limits::cut(text, limits::REASON_BYTES_MAX);
    if life.warning.as_ref().is_some_and(|warning| warning.kind == kind && &*warning.text == text) {
        return;
    }
    life.warning = Some(Warning { kind, text: text.into(), since: told.at, unknown: Unknown::NONE });
    told.add(What::Warned, text);
}

fn clear(life: &mut Life, kinds: &[WarningKind], told: &mut Told) {
    if life.warning.take_if(|warning| kinds.contains(&warning.kind)).is_some() {
        told.add(What::Cleared, "");
    }
}
