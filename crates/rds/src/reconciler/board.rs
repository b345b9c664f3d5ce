//! Which instances are due, which are being looked at, and which wait after a failure or for room.

use std::{collections::BTreeMap, time::Duration};

use rampart_vocab::{DbInstanceId, Revision};
use tokio::time::Instant;

use super::{
    Outcome, Passed, Track, Which, Why, Work,
    places::{Call, Place, Places},
};
use crate::{
    keys::{EncryptionKeyId, Moved},
    limits,
};

#[derive(Default)]
pub(super) struct Board {
    slots: BTreeMap<Which, Slot>,
    asked: u64,
    /// Whether something concerns an instance that was not woken for it yet.
    is_concerned: bool,
}

#[derive(Default)]
struct Slot {
    due: Option<Why>,
    /// The keys that its record names; none where that is not known, and then everything concerns it.
    keys: Option<Vec<EncryptionKeyId>>,
    is_concerned: bool,
    /// When it became due, among all: who waits longest goes first.
    asked: u64,
    running: bool,
    /// What it waits for room for, and since when, among all.
    waits: Option<(Work, u64)>,
    /// Reaches the pass that runs.
    call: Call,
    failures: u32,
    retry_at: Option<Instant>,
    /// When its engine is asked again how far it is.
    again_at: Option<Instant>,
    ends: Ends,
    track: Track,
    /// Commits that touched the instance while a pass ran.
    noted: Vec<Revision>,
    /// The last pass' own commits: they are no news.
    own: Vec<Revision>,
}

/// How often its engine ended by itself lately.
#[derive(Default)]
struct Ends {
    last: Option<Instant>,
    /// Those before the last, each within [`limits::CALM_AFTER`] of the next.
    before: u32,
    /// When it is looked at for the last of them.
    look_at: Option<Instant>,
}

impl Ends {
    /// One that ends as soon as it serves must not be started all the time.
    fn add(&mut self, now: Instant) {
        let again = self.last.is_some_and(|last| now.duration_since(last) < limits::CALM_AFTER);
        self.before = if again { self.before.saturating_add(1) } else { 0 };
        self.last = Some(now);
        let wait = match self.before {
            0 => Duration::ZERO,
            before => limits::RETRY_FIRST * 2_u32.saturating_pow(before.min(16) - 1),
        };
        self.look_at = Some(now + wait.min(limits::LOOK_EVERY));
    }
}

impl Slot {
    fn ask(&mut self, why: Why, asked: &mut u64) {
        if self.due.is_none() {
            *asked += 1;
            self.asked = *asked;
        }
        self.due = self.due.max(Some(why));
        if self.running && is_pressing(why) {
            self.call.call();
        }
    }

    /// Why it is to be looked at now, for what work, and its turn: what may lose its key first, then who waits longest.
    fn turn(&self, now: Instant, places: &Places) -> Option<((bool, u64), Why, Work)> {
        if self.running {
            return None;
        }
        let retry = self.retry_at.is_some_and(|at| at <= now).then_some(Why::Timer);
        // The timer waits for the retry, everything else is news.
        let news = self.due.filter(|why| *why > Why::Timer || self.retry_at.is_none());
        let again = self.again_at.is_some_and(|at| at <= now).then_some(Why::Progress);
        let ended = self.ends.look_at.is_some_and(|at| at <= now).then_some(Why::Ended);
        let why = news.max(retry).max(again).max(ended);
        let calm = !why.is_some_and(is_pressing);
        match (self.waits, why) {
            (Some((work, since)), _) if places.has(work) => {
                Some(((calm, since), why.unwrap_or(Why::Timer), work))
            }
            (_, Some(why)) if places.has(Work::Looking) => Some(((calm, self.asked), why, Work::Looking)),
            _ => None,
        }
    }
}

/// Whether a key may be lost. Everyone is asked then, so that nobody is overtaken for ever.
fn is_pressing(why: Why) -> bool {
    why >= Why::Change
}

impl Board {
    /// An instance is to be looked at.
    pub(super) fn wake(&mut self, which: Which, why: Why) {
        self.slots.entry(which).or_default().ask(why, &mut self.asked);
    }

    /// Keys or rights moved: those whom it may concern are to be looked at, once they are woken.
    pub(super) fn concern(&mut self, moved: &Moved) {
        let whose = moved.account();
        let slots = self.slots.iter_mut().filter(|((of, _), _)| whose.is_none_or(|whose| whose == *of));
        for ((account, _), slot) in slots {
            let names = |keys: &Vec<EncryptionKeyId>| keys.iter().any(|key| moved.concerns(*account, key));
            if slot.keys.as_ref().is_none_or(names) {
                slot.is_concerned = true;
                self.is_concerned = true;
            }
        }
    }

    /// Whether there is anybody to be woken by [`Board::wake_concerned`].
    pub(super) const fn is_concerned(&self) -> bool {
        self.is_concerned
    }

    /// Whoever was concerned since this was last done is to be looked at.
    pub(super) fn wake_concerned(&mut self) {
        self.is_concerned = false;
        for slot in self.slots.values_mut().filter(|slot| slot.is_concerned) {
            slot.is_concerned = false;
            slot.ask(Why::Change, &mut self.asked);
        }
    }

    /// An engine ended by itself.
    pub(super) fn engine_ended(&mut self, id: &DbInstanceId, now: Instant) {
        for (_, slot) in self.slots.iter_mut().filter(|((_, whose), _)| whose == id) {
            slot.ends.add(now);
        }
    }

    /// A commit touched an instance.
    pub(super) fn row_changed(&mut self, which: Which, revision: Revision) {
        let slot = self.slots.entry(which).or_default();
        if slot.running {
            slot.noted.push(revision);
        } else if !slot.own.contains(&revision) {
            slot.ask(Why::Wish, &mut self.asked);
        } else {
            return;
        }
        // It may name other keys now.
        slot.keys = None;
    }

    /// An instance to look at now, unless there is no room.
    pub(super) fn take_due(&mut self, now: Instant, places: &Places) -> Option<(Which, Why, Track, Place)> {
        let all = self.slots.iter_mut().filter_map(|(which, slot)| {
            let (turn, why, work) = slot.turn(now, places)?;
            Some((turn, which, slot, why, work))
        });
        let (_, which, slot, why, work) = all.min_by_key(|(turn, ..)| *turn)?;
        let call = Call::default();
        let place = places.take(work, call.clone())?;
        slot.call = call;
        slot.running = true;
        slot.due = None;
        (slot.retry_at, slot.again_at, slot.ends.look_at) = (None, None, None);
        slot.noted.clear();
        Some((which.clone(), why, std::mem::take(&mut slot.track), place))
    }

    /// When the first instance is due that waits after a failure or an end, or for its engine.
    pub(super) fn next_retry(&self) -> Option<Instant> {
        let waiting = self.slots.values().filter(|slot| !slot.running);
        waiting.flat_map(|slot| [slot.retry_at, slot.again_at, slot.ends.look_at]).flatten().min()
    }

    /// A pass came to its end.
    pub(super) fn finished(&mut self, which: &Which, track: Track, passed: Passed, now: Instant) {
        let Some(slot) = self.slots.get_mut(which) else { return };
        let news = slot.noted.iter().any(|revision| !passed.commits.contains(revision));
        if passed.outcome == Outcome::Gone && !news {
            self.slots.remove(which);
            return;
        }
        slot.running = false;
        slot.track = track;
        slot.own = passed.commits;
        slot.keys = passed.keys.filter(|_| !news);
        if news {
            slot.ask(Why::Wish, &mut self.asked);
        }
        slot.waits = match (passed.outcome, slot.waits) {
            (Outcome::Waits(work), Some((same, since))) if work == same => Some((work, since)),
            (Outcome::Waits(work), _) => {
                self.asked += 1;
                Some((work, self.asked))
            }
            _ => None,
        };
        slot.again_at = (passed.outcome == Outcome::Busy).then(|| now + limits::TABLES_TOLD_EVERY);
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
    use rampart_vocab::AccountId;

    use super::*;

    fn which(id: &str) -> Which {
        (AccountId::new(1).unwrap(), id.parse().unwrap())
    }

    fn passed(outcome: Outcome, commits: &[u64]) -> Passed {
        let commits = commits.iter().copied().map(Revision).collect();
        Passed { outcome, commits, keys: Some(Vec::new()), failed: None }
    }

    fn due(board: &mut Board, now: Instant) -> Option<Why> {
        board.take_due(now, &Places::new()).map(|(_, why, ..)| why)
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
    fn what_moves_wakes_whom_it_names_and_whoever_may_be_named() {
        let now = Instant::now();
        let key = |text: &str| text.parse::<EncryptionKeyId>().unwrap();
        let (account, another) = (AccountId::new(1).unwrap(), AccountId::new(2).unwrap());
        let names = ["pgm-named", "pgm-other", "pgm-plain", "pgm-unknown"];
        let cases: [(Moved, &[&str]); 6] = [
            (Moved::Anything, &["pgm-named", "pgm-other", "pgm-unknown"]),
            (Moved::Rights(account), &["pgm-named", "pgm-other", "pgm-unknown"]),
            (Moved::Rights(another), &[]),
            (Moved::Key(account, key("key-named")), &["pgm-named", "pgm-unknown"]),
            (Moved::Key(another, key("key-named")), &[]),
            (Moved::Key(account, key("key-fresh")), &["pgm-unknown"]),
        ];
        for (moved, expected) in cases {
            let (mut board, places) = (Board::default(), Places::new());
            for name in names {
                board.wake(which(name), Why::Start);
            }
            for (it, place) in take_all(&mut board, now, &places) {
                let keys = match it.1.as_str() {
                    "pgm-named" => Some(vec![key("key-named"), key("key-of-tables")]),
                    "pgm-other" => Some(vec![key("key-other")]),
                    "pgm-plain" => Some(Vec::new()),
                    _ => None,
                };
                board.finished(&it, Track::default(), Passed { keys, ..passed(Outcome::Settled, &[]) }, now);
                drop(place);
            }
            board.concern(&moved);
            assert_eq!(board.is_concerned(), !expected.is_empty(), "{moved:?}");
            board.wake_concerned();
            assert!(!board.is_concerned());
            let mut woken: Vec<Which> =
                take_all(&mut board, now, &places).into_iter().map(|(it, _)| it).collect();
            woken.sort();
            assert_eq!(woken, expected.iter().map(|name| which(name)).collect::<Vec<_>>(), "{moved:?}");
        }
    }

    #[test]
    fn a_row_that_changed_may_name_any_key_until_it_was_read() {
        let (mut board, now, it) = (Board::default(), Instant::now(), which("pgm-a"));
        let another = Moved::Key(it.0, "key-fresh".parse().unwrap());
        board.wake(it.clone(), Why::Start);
        assert!(due(&mut board, now).is_some());
        // While it is looked at, by others.
        board.row_changed(it.clone(), Revision(6));
        board.finished(&it, Track::default(), passed(Outcome::Settled, &[7]), now);
        board.concern(&another);
        assert!(board.is_concerned());
        board.wake_concerned();
        assert_eq!(due(&mut board, now), Some(Why::Change));
        board.finished(&it, Track::default(), passed(Outcome::Settled, &[7]), now);
        // By the look itself.
        board.row_changed(it.clone(), Revision(7));
        board.concern(&another);
        assert!(!board.is_concerned());
        // While nobody looks.
        board.row_changed(it, Revision(8));
        board.concern(&another);
        assert!(board.is_concerned());
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
    fn an_engine_that_keeps_ending_is_looked_at_later_each_time_and_a_calm_one_at_once() {
        let (mut board, mut now, it) = (Board::default(), Instant::now(), which("pgm-a"));
        board.wake(it.clone(), Why::Start);
        let mut waits = Vec::new();
        for _ in 0..9 {
            assert!(due(&mut board, now).is_some());
            board.finished(&it, Track::default(), passed(Outcome::Settled, &[]), now);
            board.engine_ended(&it.1, now);
            let next = board.next_retry().unwrap();
            waits.push((next - now).as_secs());
            now = next;
        }
        assert_eq!(waits, [0, 1, 2, 4, 8, 16, 30, 30, 30]);
        assert_eq!(due(&mut board, now), Some(Why::Ended));
        // One that ends while it is looked at is looked at again.
        now += limits::CALM_AFTER;
        board.engine_ended(&it.1, now);
        assert_eq!(due(&mut board, now), None);
        board.finished(&it, Track::default(), passed(Outcome::Settled, &[]), now);
        assert_eq!(due(&mut board, now), Some(Why::Ended));
        board.finished(&it, Track::default(), passed(Outcome::Settled, &[]), now);
        assert_eq!((due(&mut board, now), board.next_retry()), (None, None));
    }

    /// Everyone who gets a place now, with it.
    fn take_all(board: &mut Board, now: Instant, places: &Places) -> Vec<(Which, Place)> {
        std::iter::from_fn(|| board.take_due(now, places).map(|(it, _, _, place)| (it, place))).collect()
    }

    #[test]
    fn no_more_than_the_limit_are_looked_at_at_once_and_who_opens_makes_room() {
        let (mut board, now, places) = (Board::default(), Instant::now(), Places::new());
        for number in 0..limits::LOOKING_AT_ONCE + 2 {
            board.wake(which(&format!("pgm-{number:02}")), Why::Start);
        }
        let mut taken = take_all(&mut board, now, &places);
        assert_eq!(taken.len(), limits::LOOKING_AT_ONCE);
        let (it, place) = taken.remove(0);
        board.finished(&it, Track::default(), passed(Outcome::Gone, &[]), now);
        drop(place);
        taken.extend(take_all(&mut board, now, &places));
        assert_eq!(taken.len(), limits::LOOKING_AT_ONCE);
        assert!(taken[0].1.exchange(Work::Opening));
        assert_eq!(take_all(&mut board, now, &places).len(), 1);
    }

    #[test]
    fn who_waits_for_room_goes_on_in_turn_when_there_is_some() {
        let (mut board, now, places) = (Board::default(), Instant::now(), Places::new());
        let mut opening: Vec<Place> =
            std::iter::from_fn(|| places.take(Work::Opening, Call::default())).collect();
        assert_eq!(opening.len(), limits::OPENING_AT_ONCE);
        let names = ["pgm-b", "pgm-a", "pgm-c"].map(which);
        for name in &names {
            board.wake(name.clone(), Why::Start);
        }
        let wait = |board: &mut Board| {
            for (it, mut place) in take_all(board, now, &places) {
                assert!(!place.exchange(Work::Opening));
                drop(place);
                board.finished(&it, Track::default(), passed(Outcome::Waits(Work::Opening), &[]), now);
            }
        };
        wait(&mut board);
        assert_eq!(
            (due(&mut board, now).is_some(), board.next_retry()),
            (true, None),
            "there is room elsewhere"
        );
        board.finished(&names[0], Track::default(), passed(Outcome::Waits(Work::Opening), &[]), now);
        assert!(take_all(&mut board, now, &places).is_empty());
        // News is looked at, and costs nobody his turn.
        board.wake(names[2].clone(), Why::Change);
        wait(&mut board);
        for name in &names {
            opening.pop();
            let taken = take_all(&mut board, now, &places);
            assert_eq!(taken.iter().map(|(it, _)| it).collect::<Vec<_>>(), [name]);
            opening.extend(taken.into_iter().map(|(_, place)| place));
        }
    }

    #[test]
    fn what_is_pressing_goes_first_and_calls_who_runs() {
        let (mut board, now, places) = (Board::default(), Instant::now(), Places::new());
        board.wake(which("pgm-a"), Why::Wish);
        let (running, _, _, place) = board.take_due(now, &places).unwrap();
        board.wake(running.clone(), Why::Wish);
        assert!(!place.is_called());
        board.wake(running.clone(), Why::Change);
        assert!(place.is_called());
        board.wake(which("pgm-b"), Why::Timer);
        board.wake(which("pgm-c"), Why::Change);
        let order: Vec<Which> = take_all(&mut board, now, &places).into_iter().map(|(it, _)| it).collect();
        assert_eq!(order, ["pgm-c", "pgm-b"].map(which));
        board.finished(&running, Track::default(), passed(Outcome::Settled, &[]), now);
        let (again, why, _, place) = board.take_due(now, &places).unwrap();
        assert_eq!((again, why, place.is_called()), (running, Why::Change, false));
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
            let (it, ..) = board.take_due(now, &Places::new()).unwrap();
            board.concern(&Moved::Anything);
            board.wake_concerned();
            board.finished(&it, Track::default(), passed(Outcome::Settled, &[]), now);
            order.push(it);
        }
        assert_eq!(order, names.iter().chain(&names).cloned().collect::<Vec<_>>());
    }
}
