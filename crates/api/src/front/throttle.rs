//! How often an account, and an access key, may call: one bucket of tokens each, shared by all cores.
//!
//! A call is counted once its signature has held and its nonce was new, so that a stranger can throttle nobody. What is
//! refused is not recorded: it was asked of no operation.

use std::{
    hash::{DefaultHasher, Hash, Hasher as _},
    num::NonZeroU32,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use rampart_authz::Caller;
use rampart_vocab::Timestamp;

use crate::Refusal;

/// Buckets of one kind that are in use at a time. Whoever finds none passes: he is counted by his account all the same.
const BUCKETS: usize = 8192;
/// Places where one bucket may stand.
const PLACES: usize = 8;
const NANOSECONDS: u64 = 1_000_000_000;

/// Calls a second, off by default. Nobody may do more at once than he may in a second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// For an account with all its users and roles.
    pub account: Option<NonZeroU32>,
    /// For one access key, a session's included.
    pub access_key: Option<NonZeroU32>,
}

/// One server's buckets.
pub struct Throttle {
    accounts: Option<Buckets>,
    access_keys: Option<Buckets>,
}

impl Throttle {
    /// Full buckets.
    pub fn new(rates: Rates) -> Self {
        Self { accounts: rates.account.map(Buckets::new), access_keys: rates.access_key.map(Buckets::new) }
    }

    /// Takes a token of the caller's key and one of his account.
    ///
    /// # Errors
    /// `Throttling` where the key calls too often, `Throttling.User` where the account does. Source: the gateway's common
    /// errors.
    pub(super) fn take(&self, caller: &Caller, now: Timestamp) -> Result<(), Refusal> {
        let now = u64::try_from(now.as_nanosecond()).unwrap_or_default();
        if let (Some(buckets), Some(key)) = (&self.access_keys, &caller.access_key)
            && !buckets.take(key, now)
        {
            // Whoever has one key cannot use up the account's tokens by it.
            return Err(Refusal::new(400, "Throttling", "Request was denied due to request throttling."));
        }
        if self.accounts.as_ref().is_some_and(|buckets| !buckets.take(&caller.account, now)) {
            return Err(Refusal::new(400, "Throttling.User", "Request was denied due to user flow control."));
        }
        Ok(())
    }
}

/// Buckets in a table of fixed size. A bucket is one number, the time at which it will be full again (the virtual
/// scheduling form of ITU-T I.371's generic cell rate algorithm): one whose time has come is as good as none, and its
/// place is free.
struct Buckets {
    /// What one token costs, in nanoseconds.
    token: u64,
    /// What a whole bucket costs.
    whole: u64,
    places: Box<[Place]>,
    /// Held by who takes a place, so that no bucket has two.
    placing: Mutex<()>,
}

#[derive(Default)]
struct Place {
    whose: AtomicU64,
    full_at: AtomicU64,
}

impl Buckets {
    fn new(rate: NonZeroU32) -> Self {
        let rate = u64::from(rate.get());
        let token = NANOSECONDS / rate;
        let places = (0..BUCKETS).map(|_| Place::default()).collect();
        Self { token, whole: token * rate, places, placing: Mutex::default() }
    }

    /// Takes one token; false where there is none.
    fn take(&self, whose: &impl Hash, now: u64) -> bool {
        let mut hasher = DefaultHasher::new();
        whose.hash(&mut hasher);
        // Nobody chooses his own id. Zero is nobody's.
        let hash = hasher.finish() | 1;
        match self.place(hash, now) {
            Some(place) => place.take(self.token, self.whole, now),
            None => true,
        }
    }

    fn place(&self, hash: u64, now: u64) -> Option<&Place> {
        let sets = BUCKETS / PLACES;
        let set = usize::try_from(hash >> 32).unwrap_or_default() % sets;
        let places = self.places.get(set * PLACES..(set + 1) * PLACES)?;
        let his = || places.iter().find(|place| place.whose.load(Relaxed) == hash);
        his().or_else(|| {
            let _placing = self.placing.lock().unwrap_or_else(PoisonError::into_inner);
            his().or_else(|| {
                let free = places.iter().find(|place| place.is_full(now, self.whole))?;
                free.full_at.store(0, Relaxed);
                free.whose.store(hash, Relaxed);
                Some(free)
            })
        })
    }
}

impl Place {
    /// A time further off than a bucket takes is from before the clock was set back.
    fn is_full(&self, now: u64, whole: u64) -> bool {
        let full_at = self.full_at.load(Relaxed);
        full_at <= now || full_at > now.saturating_add(whole)
    }

    fn take(&self, token: u64, whole: u64, now: u64) -> bool {
        let latest = now.saturating_add(whole);
        let taken = self.full_at.fetch_update(Relaxed, Relaxed, |full_at| {
            let from = if full_at > latest { now } else { full_at.max(now) };
            let then = from.saturating_add(token);
            (then <= latest).then_some(then)
        });
        taken.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicU32;

    use rampart_testkit::World;

    use super::*;

    const SECOND: u64 = NANOSECONDS;

    fn buckets(rate: u32) -> Buckets {
        Buckets::new(NonZeroU32::new(rate).unwrap())
    }

    fn taken(buckets: &Buckets, whose: u32, now: u64) -> u32 {
        (0..1000).map(|_| u32::from(buckets.take(&whose, now))).sum()
    }

    #[test]
    fn a_bucket_holds_a_second_and_fills_evenly() {
        let start = 1_000 * SECOND;
        for (rate, after, refilled) in
            [(1, SECOND, 1), (10, SECOND / 10, 1), (10, SECOND / 2, 5), (10, 60 * SECOND, 10), (7, SECOND, 7)]
        {
            let buckets = buckets(rate);
            assert_eq!(taken(&buckets, 1, start), rate, "{rate}");
            assert_eq!(taken(&buckets, 1, start + after), refilled, "{rate} after {after}");
        }
    }

    #[test]
    fn each_has_his_own_and_a_clock_set_back_locks_nobody_out() {
        let buckets = buckets(3);
        for whose in 0..500 {
            assert_eq!(taken(&buckets, whose, 1_000 * SECOND), 3, "{whose}");
        }
        assert_eq!(taken(&buckets, 1, 10 * SECOND), 3);
        // Far more than there are places, one after the other.
        for whose in 0..20_000 {
            assert_eq!(taken(&buckets, whose, u64::from(whose) * 2 * SECOND), 3, "{whose}");
        }
    }

    #[test]
    fn cores_share_what_there_is() {
        let (buckets, sum) = (buckets(1000), AtomicU32::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| sum.fetch_add(taken(&buckets, 1, SECOND), Relaxed));
            }
        });
        assert_eq!(sum.into_inner(), 1000);
    }

    #[test]
    fn an_account_that_calls_too_often_is_told_so_until_time_has_passed() {
        let world = World::new().throttled(3, 0);
        let root = world.root();
        let call = || world.call(&root, "sts", "GetCallerIdentity", &[]);
        for _ in 0..3 {
            call().unwrap();
        }
        let told = call().unwrap_err();
        assert_eq!((told.status, told.code.as_str()), (400, "Throttling.User"));
        assert_eq!(told.message, "Request was denied due to user flow control.");
        assert_eq!(world.audited().len(), 3, "what is refused so is not recorded");
        world.advance_seconds(1);
        call().unwrap();
    }

    #[test]
    fn a_key_that_calls_too_often_stops_no_other() {
        let world = World::new().throttled(0, 4);
        let alice = world.user("alice", None);
        let call = |who| world.call(who, "sts", "GetCallerIdentity", &[]);
        for _ in 0..4 {
            call(&alice).unwrap();
        }
        assert_eq!(call(&alice).unwrap_err().code, "Throttling");
        call(&world.root()).unwrap();
    }

    #[test]
    fn a_stranger_throttles_nobody() {
        let world = World::new().throttled(2, 2);
        let mut forger = world.root();
        forger.secret = "guessed".to_owned();
        for _ in 0..50 {
            let told = world.call(&forger, "sts", "GetCallerIdentity", &[]).unwrap_err();
            assert_eq!(told.code, "SignatureDoesNotMatch");
        }
        world.call(&world.root(), "sts", "GetCallerIdentity", &[]).unwrap();
    }
}
