//! Which instances are due, which are being looked at, and which wait after a failure.

use std::collections::BTreeMap;

use rampart_vocab::Revision;
use tokio::time::Instant;

use super::{Outcome, Passed, Track, Which, Why};
use crate::limits;

#[derive(Default)]
pub(super) struct Board {
    slots: BTreeMap<Which, Slot>,
    running: usize,
    asked: u64,
}

#[derive(Default)]
struct Slot {
    due: Option<Why>,
    /// When it became due, among all: who waits longest goes first.
    asked: u64,
    running: bool,
    failures: u32,
    retry_at: Option<Instant>,
    track: Track,
    /// Commits that touched the instance while a pass ran.
    noted: Vec<Revision>,
    /// The last pass' own commits: they are no news.
    own: Vec<Revision>,
}

impl Slot {
    fn ask(&mut self, why: Why, asked: &mut u64) {
        if self.due.is_none() {
            *asked += 1;
            self.asked = *asked;
        }
        self.due = self.due.max(Some(why));
    }
}

impl Board {
    /// An instance is to be looked at.
    pub(super) fn wake(&mut self, which: Which, why: Why) {
        self.slots.entry(which).or_default().ask(why, &mut self.asked);
    }

    /// Every instance is to be looked at.
    pub(super) fn wake_all(&mut self, why: Why) {
        for slot in self.slots.values_mut() {
            slot.ask(why, &mut self.asked);
        }
    }

    /// A commit touched an instance.
    pub(super) fn row_changed(&mut self, which: Which, revision: Revision) {
        let slot = self.slots.entry(which).or_default();
        if slot.running {
            slot.noted.push(revision);
        } else if !slot.own.contains(&revision) {
            slot.ask(Why::Wish, &mut self.asked);
        }
    }

    /// An instance to look at now, unless enough are being looked at.
    pub(super) fn take_due(&mut self, now: Instant) -> Option<(Which, Why, Track)> {
        if self.running >= limits::PASSES_AT_ONCE {
            return None;
        }
        let due = |slot: &Slot| {
            let retry = slot.retry_at.is_some_and(|at| at <= now).then_some(Why::Timer);
            // The timer waits for the retry, everything else is news.
            let news = slot.due.filter(|why| *why > Why::Timer || slot.retry_at.is_none());
            news.max(retry).filter(|_| !slot.running)
        };
        let all = self.slots.iter_mut().filter_map(|(which, slot)| due(slot).map(|why| (which, slot, why)));
        let (which, slot, why) = all.min_by_key(|(_, slot, _)| slot.asked)?;
        slot.running = true;
        slot.due = None;
        slot.retry_at = None;
        slot.noted.clear();
        self.running += 1;
        Some((which.clone(), why, std::mem::take(&mut slot.track)))
    }

    /// When the first instance is due that waits after a failure.
    pub(super) fn next_retry(&self) -> Option<Instant> {
        self.slots.values().filter(|slot| !slot.running).filter_map(|slot| slot.retry_at).min()
    }

    /// A pass came to its end.
    pub(super) fn finished(&mut self, which: &Which, track: Track, passed: Passed, now: Instant) {
        self.running = self.running.saturating_sub(1);
        let Some(slot) = self.slots.get_mut(which) else { return };
        let news = slot.noted.iter().any(|revision| !passed.commits.contains(revision));
        if passed.outcome == Outcome::Gone && !news {
            self.slots.remove(which);
            return;
        }
        slot.running = false;
        slot.track = track;
        slot.own = passed.commits;
        if news {
            slot.ask(Why::Wish, &mut self.asked);
        }
        if passed.outcome == Outcome::Hindered {
            let wait = limits::RETRY_FIRST * 2_u32.saturating_pow(slot.failures.min(16));
            slot.failures = slot.failures.saturating_add(1);
            slot.retry_at = Some(now + wait.min(limits::RETRY_LONGEST));
        } else {
            slot.failures = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use rampart_vocab::AccountId;

    use super::*;

    fn which(id: &str) -> Which {
        (AccountId::new(1).unwrap(), id.parse().unwrap())
    }

    fn passed(outcome: Outcome, commits: &[u64]) -> Passed {
        Passed { outcome, commits: commits.iter().copied().map(Revision).collect(), failed: None }
    }

    fn due(board: &mut Board, now: Instant) -> Option<Why> {
        board.take_due(now).map(|(_, why, _)| why)
    }

    #[test]
    fn an_instance_is_looked_at_once_at_a_time_and_again_for_what_came_meanwhile() {
        let (mut board, now, it) = (Board::default(), Instant::now(), which("pgm-a"));
        board.wake(it.clone(), Why::Timer);
        board.wake(it.clone(), Why::Change);
        assert_eq!((due(&mut board, now), due(&mut board, now)), (Some(Why::Change), None));
        for revision in [7, 8] {
            board.row_changed(it.clone(), Revision(revision));
        }
        board.finished(&it, Track::default(), passed(Outcome::Settled, &[7]), now);
        assert_eq!(due(&mut board, now), Some(Why::Wish));
    }

    #[test]
    fn a_pass_is_not_woken_by_its_own_commits() {
        let (mut board, now, it) = (Board::default(), Instant::now(), which("pgm-a"));
        board.wake(it.clone(), Why::Wish);
        assert_eq!(due(&mut board, now), Some(Why::Wish));
        board.row_changed(it.clone(), Revision(7));
        board.finished(&it, Track::default(), passed(Outcome::Settled, &[7, 8]), now);
        board.row_changed(it.clone(), Revision(8));
        assert_eq!(due(&mut board, now), None);
        board.row_changed(it, Revision(9));
        assert_eq!(due(&mut board, now), Some(Why::Wish));
    }

    #[test]
    fn failures_wait_longer_each_time_and_news_does_not_wait() {
        let (mut board, mut now, it) = (Board::default(), Instant::now(), which("pgm-a"));
        board.wake(it.clone(), Why::Start);
        let mut waits = Vec::new();
        for _ in 0..12 {
            assert!(due(&mut board, now).is_some());
            board.finished(&it, Track::default(), passed(Outcome::Hindered, &[]), now);
            board.wake(it.clone(), Why::Timer);
            assert_eq!(due(&mut board, now), None);
            let next = board.next_retry().unwrap();
            waits.push((next - now).as_secs());
            now = next;
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
        assert_eq!(due(&mut board, now), Some(Why::Timer));
        board.finished(&it, Track::default(), passed(Outcome::Hindered, &[]), now);
        board.wake(it.clone(), Why::Change);
        assert_eq!(due(&mut board, now + Duration::from_millis(1)), Some(Why::Change));
        board.finished(&it, Track::default(), passed(Outcome::Settled, &[]), now);
        assert_eq!(board.next_retry(), None);
    }

    #[test]
    fn no_more_than_the_limit_are_looked_at_at_once() {
        let (mut board, now) = (Board::default(), Instant::now());
        for number in 0..=limits::PASSES_AT_ONCE {
            board.wake(which(&format!("pgm-{number}")), Why::Start);
        }
        let taken: Vec<Which> = std::iter::from_fn(|| board.take_due(now).map(|(it, ..)| it)).collect();
        assert_eq!(taken.len(), limits::PASSES_AT_ONCE);
        board.finished(&taken[0], Track::default(), passed(Outcome::Gone, &[]), now);
        assert!(due(&mut board, now).is_some() && due(&mut board, now).is_none());
    }

    #[test]
    fn who_waits_longest_goes_first_however_often_others_ask() {
        let (mut board, now) = (Board::default(), Instant::now());
        let names = ["pgm-a", "pgm-b", "pgm-c"].map(which);
        let mut order = Vec::new();
        for name in &names {
            board.wake(name.clone(), Why::Start);
        }
        for _ in 0..6 {
            let (it, ..) = board.take_due(now).unwrap();
            board.wake_all(Why::Change);
            board.finished(&it, Track::default(), passed(Outcome::Settled, &[]), now);
            order.push(it);
        }
        assert_eq!(order, names.iter().chain(&names).cloned().collect::<Vec<_>>());
    }
}
