//! Marks by minute, bounded; pure.

use std::collections::BTreeMap;

use rampart_vocab::{Timestamp, limits::TIMESTAMP_SKEW_MINUTES};

use super::Marks;

/// The minute, counted from 1970, in which a time lies.
pub(super) fn minute_of(at: Timestamp) -> i64 {
    minute_at(at.as_second())
}

/// The minute in which a second lies, both counted from 1970.
pub(super) fn minute_at(second: i64) -> i64 {
    second.div_euclid(60)
}

/// The first second of a minute.
pub(super) fn start_of(minute: i64) -> i64 {
    minute * 60
}

/// The oldest minute that a request may still be stamped with.
pub(super) fn oldest_kept(now: Timestamp) -> i64 {
    minute_of(now) - TIMESTAMP_SKEW_MINUTES - 1
}

/// One part of the marks.
pub(super) struct Minutes {
    marks: BTreeMap<i64, Marks>,
    held: usize,
    held_max: usize,
}

/// What entering did.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entered {
    /// Whether the mark was not there.
    pub(super) fresh: bool,
    /// The newest minute whose marks had to go.
    pub(super) dropped: Option<i64>,
}

impl Minutes {
    pub(super) fn new(held_max: usize) -> Self {
        Self { marks: BTreeMap::new(), held: 0, held_max }
    }

    pub(super) fn enter(&mut self, minute: i64, mark: u64) -> Entered {
        let fresh = self.marks.entry(minute).or_default().insert(mark);
        self.held += usize::from(fresh);
        let mut dropped = None;
        while self.held > self.held_max
            && let Some((oldest, marks)) = self.marks.pop_first()
        {
            self.held -= marks.len();
            dropped = Some(oldest);
        }
        Entered { fresh, dropped }
    }

    /// Forgets what is older than a minute, and gives the newest that had marks.
    pub(super) fn forget_before(&mut self, minute: i64) -> Option<i64> {
        let kept = self.marks.split_off(&minute);
        let gone = std::mem::replace(&mut self.marks, kept);
        self.held -= gone.values().map(Marks::len).sum::<usize>();
        gone.last_key_value().map(|(newest, _)| *newest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_fresh_once_in_its_minute() {
        let mut minutes = Minutes::new(10);
        assert_eq!(minutes.enter(5, 1), Entered { fresh: true, dropped: None });
        assert_eq!(minutes.enter(5, 1), Entered { fresh: false, dropped: None });
        assert_eq!(minutes.enter(6, 1), Entered { fresh: true, dropped: None });
    }

    #[test]
    fn when_full_the_oldest_minute_goes() {
        let mut minutes = Minutes::new(3);
        for (minute, mark) in [(7, 1), (5, 2), (6, 3)] {
            assert_eq!(minutes.enter(minute, mark).dropped, None);
        }
        assert_eq!(minutes.enter(7, 4).dropped, Some(5));
        assert_eq!(minutes.held, 3);
        // What is stamped below everything held is itself the oldest.
        assert_eq!(minutes.enter(1, 5), Entered { fresh: true, dropped: Some(1) });
    }

    #[test]
    fn what_is_forgotten_makes_room() {
        let mut minutes = Minutes::new(3);
        for minute in [1, 2, 3] {
            minutes.enter(minute, 9);
        }
        assert_eq!(minutes.forget_before(3), Some(2));
        assert_eq!(minutes.forget_before(3), None);
        assert_eq!(minutes.held, 1);
        assert_eq!(minutes.enter(2, 9), Entered { fresh: true, dropped: None });
    }
}
