//! How often a wrong password was given in somebody's name, and who is locked for it.
//!
//! Kept in memory: guessing writes nothing, costs the same for names that are not there, and a restart forgets it, which
//! nobody who guesses can bring about. A lock lasts an hour from the failure that brought it, whatever is tried
//! meanwhile, and binds the console alone: access keys go on. A new password ends it.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use rampart_vocab::{AccountId, Timestamp};

use crate::session::later;

/// How long failures count, and how long a lock lasts, in seconds. Source: RAM, SetPasswordPolicy.
const WINDOW_SECONDS: i64 = 60 * 60;
/// Names counted at once. When there are more, whoever failed longest ago is forgotten.
const NAMES_MAX: usize = 64 << 10;

/// Whose attempts are counted: a user by his name in lower case, whether or not he is there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Guessed {
    pub(crate) account: AccountId,
    pub(crate) user: Box<str>,
}

/// The failures of all names.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<HashMap<Guessed, Failures>>);

struct Failures {
    /// The first of those that count.
    since: Timestamp,
    /// How many, those still being checked among them.
    count: u32,
    locked_until: Option<Timestamp>,
    /// The password that was guessed at, by when it was set.
    password_set: Option<Timestamp>,
}

/// The name is locked until then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LockedUntil(pub(crate) Timestamp);

impl Attempts {
    /// Lets one attempt in, counted as failed until it is known: many at once are no way round the limit. No limit when
    /// `max` is 0.
    pub(crate) fn admit(
        &self,
        guessed: &Guessed,
        password_set: Option<Timestamp>,
        max: u32,
        now: Timestamp,
    ) -> Result<(), LockedUntil> {
        if max == 0 {
            return Ok(());
        }
        let mut all = self.lock();
        make_room(&mut all, guessed, now);
        let fresh = || Failures { since: now, count: 0, locked_until: None, password_set };
        let failures = all.entry(guessed.clone()).or_insert_with(fresh);
        if failures.is_over(now) || failures.password_set != password_set {
            *failures = fresh();
        }
        match failures.locked_until {
            Some(until) => Err(LockedUntil(until)),
            None if failures.count >= max => Err(LockedUntil(later(now, WINDOW_SECONDS))),
            None => {
                failures.count += 1;
                Ok(())
            }
        }
    }

    /// The attempt failed.
    pub(crate) fn failed(&self, guessed: &Guessed, max: u32, now: Timestamp) {
        if let Some(failures) = self.lock().get_mut(guessed)
            && failures.count >= max
            && failures.locked_until.is_none()
        {
            failures.locked_until = Some(later(now, WINDOW_SECONDS));
        }
    }

    /// The attempt came to nothing either way.
    pub(crate) fn undone(&self, guessed: &Guessed) {
        if let Some(failures) = self.lock().get_mut(guessed) {
            failures.count = failures.count.saturating_sub(1);
        }
    }

    /// The right password was given: failures before it count no longer.
    pub(crate) fn succeeded(&self, guessed: &Guessed) {
        self.lock().remove(guessed);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Guessed, Failures>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Failures {
    /// A clock that was set back ends no lock early and prolongs none beyond an hour.
    fn is_over(&self, now: Timestamp) -> bool {
        let until = self.locked_until.unwrap_or_else(|| later(self.since, WINDOW_SECONDS));
        until <= now || until > later(now, WINDOW_SECONDS)
    }
}

fn make_room(all: &mut HashMap<Guessed, Failures>, for_whom: &Guessed, now: Timestamp) {
    if all.len() < NAMES_MAX || all.contains_key(for_whom) {
        return;
    }
    all.retain(|_, failures| !failures.is_over(now));
    if all.len() >= NAMES_MAX {
        let oldest =
            all.iter().min_by_key(|(_, failures)| failures.since).map(|(guessed, _)| guessed.clone());
        oldest.map(|oldest| all.remove(&oldest));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(user: &str) -> Guessed {
        Guessed { account: AccountId::new(7).unwrap(), user: user.into() }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + second).unwrap()
    }

    /// One attempt with a wrong password.
    fn fail(attempts: &Attempts, user: &str, second: i64) -> bool {
        let let_in = attempts.admit(&of(user), None, 3, at(second)).is_ok();
        if let_in {
            attempts.failed(&of(user), 3, at(second));
        }
        let_in
    }

    #[test]
    fn so_many_failures_within_an_hour_lock_for_an_hour_and_no_longer() {
        let attempts = Attempts::default();
        for second in [0, 10, 20] {
            assert!(fail(&attempts, "alice", second));
        }
        // What is tried meanwhile prolongs nothing.
        for second in [21, 1_000, 3_619] {
            let locked = attempts.admit(&of("alice"), None, 3, at(second));
            assert_eq!(locked, Err(LockedUntil(at(3_620))), "{second}");
        }
        assert!(fail(&attempts, "bob", 30));
        assert!(fail(&attempts, "alice", 3_620));
    }

    #[test]
    fn failures_over_an_hour_old_do_not_count() {
        let attempts = Attempts::default();
        for second in [0, 1, 3_600, 3_601, 7_200, 7_201, 10_800] {
            assert!(fail(&attempts, "alice", second), "{second}");
        }
    }

    #[test]
    fn the_right_password_and_a_new_one_begin_anew() {
        let attempts = Attempts::default();
        assert!(fail(&attempts, "alice", 0) && fail(&attempts, "alice", 1));
        attempts.admit(&of("alice"), None, 3, at(2)).unwrap();
        attempts.succeeded(&of("alice"));
        assert!((3..6).all(|second| fail(&attempts, "alice", second)));
        assert!(!fail(&attempts, "alice", 6));
        assert_eq!(attempts.admit(&of("alice"), Some(at(7)), 3, at(7)), Ok(()));
    }

    #[test]
    fn many_at_once_are_no_more_than_one_after_the_other() {
        let attempts = Attempts::default();
        let let_in = (0..20).filter(|_| attempts.admit(&of("alice"), None, 3, at(0)).is_ok()).count();
        assert_eq!(let_in, 3);
        attempts.undone(&of("alice"));
        assert_eq!(attempts.admit(&of("alice"), None, 3, at(0)), Ok(()));
    }

    #[test]
    fn there_is_a_bound_to_what_is_remembered() {
        let attempts = Attempts::default();
        for number in 0..NAMES_MAX + 10 {
            attempts.admit(&of(&number.to_string()), None, 3, at(0)).unwrap();
        }
        assert_eq!(attempts.lock().len(), NAMES_MAX);
    }
}
