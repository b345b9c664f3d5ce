//! Dates that have passed for certain: the clock has shown them, or later, for a while that the server has run through.
//!
//! What cannot be undone hangs on such dates. A clock that jumps ahead makes none of them past, and one that was wrong
//! leaves its owner so much time to notice.

use std::{collections::VecDeque, time::Duration};

use rampart_vocab::Timestamp;

/// What a clock has shown over a while of running.
///
/// Both times are the caller's to give: `run_for` by a clock that nobody sets, such as `Instant`, and `now` by the wall
/// clock. It is to be looked at every so often, since between two looks the clock may have shown anything.
#[derive(Debug)]
pub struct SurelyPast {
    hold: Duration,
    /// When each was shown, the oldest first; the first may be older than `hold`.
    shown: VecDeque<(Duration, Timestamp)>,
}

impl SurelyPast {
    /// Dates count once they have been past for `hold`.
    pub const fn new(hold: Duration) -> Self {
        Self { hold, shown: VecDeque::new() }
    }

    /// Up to which date everything is past for certain; none before the server has run for so long.
    pub fn look(&mut self, run_for: Duration, now: Timestamp) -> Option<Timestamp> {
        self.shown.push_back((run_for, now));
        let begins = run_for.checked_sub(self.hold)?;
        while self.shown.get(1).is_some_and(|(at, _)| *at <= begins) {
            self.shown.pop_front();
        }
        let (first, _) = self.shown.front()?;
        if *first > begins { None } else { self.shown.iter().map(|(_, shown)| *shown).min() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: u64 = 3_600;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(1_767_225_600 + hour * 3_600).unwrap()
    }

    #[test]
    fn a_date_is_past_once_it_was_shown_for_as_long_as_it_takes() {
        // (hours run, what the clock shows then, up to when all is past)
        let table = [
            ("an even clock", vec![(0, 0, None), (23, 23, None), (24, 24, Some(0)), (30, 30, Some(0))]),
            ("looked at more often", vec![(0, 0, None), (6, 6, None), (24, 24, Some(0)), (30, 30, Some(6))]),
            (
                "a year ahead",
                vec![(0, 0, None), (1, 8761, None), (24, 8784, Some(0)), (25, 8785, Some(8761))],
            ),
            ("ahead, and set right", vec![(0, 0, None), (1, 8761, None), (2, 2, None), (26, 26, Some(2))]),
            ("an hour back", vec![(0, 9, None), (1, 9, None), (24, 32, Some(9)), (25, 8, Some(8))]),
        ];
        for (name, looks) in table {
            let mut past = SurelyPast::new(Duration::from_secs(24 * HOUR));
            for (run, shows, expected) in looks {
                let told = past.look(Duration::from_secs(run * HOUR), at(shows));
                assert_eq!(told, expected.map(at), "{name}, after {run} h");
            }
        }
    }
}
