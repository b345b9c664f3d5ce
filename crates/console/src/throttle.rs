//! How often a password may be tried: for a name, from an address, and for a name from an address; apart from these, for a
//! name in a browser in which it has signed in.
//!
//! A try is counted before the password is looked at, so that many at once count as many; one that held is given back.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use rampart_vocab::Timestamp;

use crate::limits;

pub(crate) struct Throttle(Mutex<Tried>);

#[derive(Default)]
struct Tried {
    both: Buckets<(String, Option<IpAddr>)>,
    names: Buckets<String>,
    addresses: Buckets<Option<IpAddr>>,
    /// By name and the browser's id.
    browsers: Buckets<(String, String)>,
    /// Names in whichever browsers they are known in: who once knew a password may have marked many.
    names_known: Buckets<String>,
    /// Who has signed in from where: he is not counted with those who only know his name.
    at_home: AtHome,
}

impl Throttle {
    pub(crate) fn new() -> Self {
        Self(Mutex::default())
    }

    /// Counts a try. `browser` is the id of one that is known for this name: strangers' tries are not counted with those made
    /// there, until these are too many.
    ///
    /// # Errors
    /// Where there were too many: the seconds until the next.
    pub(crate) fn take(
        &self,
        name: &str,
        address: Option<IpAddr>,
        browser: Option<&str>,
        now: Timestamp,
    ) -> Result<(), i64> {
        let (name, address) = (folded(name), address.map(network));
        let mut tried = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = now.as_second();
        let Some(browser) = browser else { return tried.by_stranger(name, address, now) };
        let Err(wait) = tried.in_browser(&name, browser, now) else { return Ok(()) };
        tried.by_stranger(name, address, now).map_err(|_| wait)
    }

    /// The try that was just counted held. Who is in his own browser gives nobody at his address more tries by it.
    pub(crate) fn held(&self, name: &str, address: Option<IpAddr>, browser: Option<&str>) {
        let (name, address) = (folded(name), address.map(network));
        let mut tried = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match browser {
            Some(browser) => {
                tried.browsers.forget(&(name.clone(), browser.to_owned()));
                tried.names_known.give_back(&name, limits::SECONDS_PER_TRY_OF_NAME);
            }
            None => {
                tried.both.forget(&(name.clone(), address));
                tried.addresses.give_back(&address, limits::SECONDS_PER_TRY_OF_ADDRESS);
                tried.names.give_back(&name, limits::SECONDS_PER_TRY_OF_NAME);
            }
        }
        tried.at_home.enter((name, address));
    }
}

impl Tried {
    fn in_browser(&mut self, name: &str, browser: &str, now: i64) -> Result<(), i64> {
        let (tries, seconds) = (limits::TRIES_PER_KNOWN_BROWSER, limits::SECONDS_PER_TRY_OF_KNOWN_BROWSER);
        self.browsers.take((name.to_owned(), browser.to_owned()), tries, seconds, now)?;
        self.names_known.take(name.to_owned(), limits::TRIES_PER_NAME, limits::SECONDS_PER_TRY_OF_NAME, now)
    }

    fn by_stranger(&mut self, name: String, address: Option<IpAddr>, now: i64) -> Result<(), i64> {
        let Self { both, names, addresses, at_home, .. } = self;
        addresses.take(address, limits::TRIES_PER_ADDRESS, limits::SECONDS_PER_TRY_OF_ADDRESS, now)?;
        let key = (name.clone(), address);
        let known = at_home.holds(&key);
        both.take(key, limits::TRIES_PER_NAME_AND_ADDRESS, limits::SECONDS_PER_TRY_OF_NAME_AND_ADDRESS, now)?;
        if known {
            return Ok(());
        }
        names.take(name, limits::TRIES_PER_NAME, limits::SECONDS_PER_TRY_OF_NAME, now)
    }
}

/// A name as it is counted.
pub(crate) fn folded(name: &str) -> String {
    // Longer names are nobody's.
    name.trim().chars().take(128).flat_map(char::to_lowercase).collect()
}

/// What one subscriber has: an address of IPv4, the /64 of one of IPv6 (RFC 6177).
fn network(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(ip) if !ip.is_loopback() => {
            let [a, b, c, d, ..] = ip.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        other => other,
    }
}

/// By key, the second at which it may be tried as often as ever.
struct Buckets<K>(HashMap<K, i64>);

impl<K> Default for Buckets<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: std::hash::Hash + Eq + Clone> Buckets<K> {
    /// The generic cell rate algorithm (ITU-T I.371).
    fn take(&mut self, key: K, tries: u32, seconds: i64, now: i64) -> Result<(), i64> {
        self.make_room(now);
        let whole = i64::from(tries).saturating_mul(seconds);
        let latest = now.saturating_add(whole);
        let full_at = self.0.entry(key).or_insert(now);
        // A time further off is from before the clock was set back.
        let from = if *full_at > latest { now } else { (*full_at).max(now) };
        let then = from.saturating_add(seconds);
        if then > latest {
            return Err(then.saturating_sub(latest));
        }
        *full_at = then;
        Ok(())
    }

    fn give_back(&mut self, key: &K, seconds: i64) {
        if let Some(full_at) = self.0.get_mut(key) {
            *full_at = full_at.saturating_sub(seconds);
        }
    }

    fn forget(&mut self, key: &K) {
        self.0.remove(key);
    }

    /// Those that are full say nothing; when all say something, the one that says least goes.
    fn make_room(&mut self, now: i64) {
        if self.0.len() < limits::TRIED_MAX {
            return;
        }
        self.0.retain(|_, full_at| *full_at > now);
        if self.0.len() >= limits::TRIED_MAX
            && let Some(least) = self.0.iter().min_by_key(|(_, at)| **at).map(|(key, _)| key.clone())
        {
            self.0.remove(&least);
        }
    }
}

type Home = (String, Option<IpAddr>);

#[derive(Default)]
struct AtHome {
    known: HashSet<Home>,
    order: VecDeque<Home>,
}

impl AtHome {
    fn holds(&self, home: &Home) -> bool {
        self.known.contains(home)
    }

    fn enter(&mut self, home: Home) {
        if !self.known.insert(home.clone()) {
            return;
        }
        self.order.push_back(home);
        if self.order.len() > limits::TRIED_MAX
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + second).unwrap()
    }

    fn ip(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    fn passed(throttle: &Throttle, tries: u32, mut who: impl FnMut(u32) -> (String, Option<IpAddr>)) -> u32 {
        let mut held = |number| {
            let (name, from) = who(number);
            u32::from(throttle.take(&name, from, None, at(0)).is_ok())
        };
        (0..tries).map(&mut held).sum()
    }

    #[test]
    fn a_name_from_an_address_may_be_tried_a_few_times_and_then_one_by_one() {
        let throttle = Throttle::new();
        let here = ip("192.0.2.1");
        assert_eq!(passed(&throttle, 10, |_| ("alice".to_owned(), here)), limits::TRIES_PER_NAME_AND_ADDRESS);
        let wait = throttle.take("alice", here, None, at(0)).unwrap_err();
        assert!(wait > 0 && wait <= limits::SECONDS_PER_TRY_OF_NAME_AND_ADDRESS);
        throttle.take("ALICE ", here, None, at(wait)).unwrap();
        throttle.take("alice", here, None, at(wait)).unwrap_err();
        throttle.take("bob", here, None, at(wait)).unwrap();
    }

    #[test]
    fn many_names_from_one_address_are_held_up_and_so_is_one_name_from_many() {
        let throttle = Throttle::new();
        let one = |number: u32| (format!("user{number}"), ip("192.0.2.1"));
        assert_eq!(passed(&throttle, 100, one), limits::TRIES_PER_ADDRESS);
        let throttle = Throttle::new();
        let from = |number: u32| ("alice".to_owned(), ip(&format!("198.51.100.{number}")));
        assert_eq!(passed(&throttle, 100, from), limits::TRIES_PER_NAME);
        let throttle = Throttle::new();
        let subnet = |number: u32| (format!("user{number}"), ip(&format!("2001:db8::{number:x}")));
        assert_eq!(passed(&throttle, 100, subnet), limits::TRIES_PER_ADDRESS);
    }

    #[test]
    fn strangers_lock_nobody_out_of_where_he_signs_in() {
        let throttle = Throttle::new();
        let home = ip("203.0.113.5");
        throttle.take("alice", home, None, at(0)).unwrap();
        throttle.held("alice", home, None);
        passed(&throttle, 250, |number| ("alice".to_owned(), ip(&format!("198.51.100.{number}"))));
        throttle.take("alice", ip("192.0.2.9"), None, at(0)).unwrap_err();
        throttle.take("alice", home, None, at(0)).unwrap();
    }

    #[test]
    fn who_is_in_his_own_browser_is_held_up_by_nobody_behind_his_address_and_guesses_no_faster_for_it() {
        let throttle = Throttle::new();
        let office = ip("203.0.113.5");
        passed(&throttle, 250, |_| ("alice".to_owned(), office));
        passed(&throttle, 250, |number| ("alice".to_owned(), ip(&format!("198.51.100.{number}"))));
        passed(&throttle, 250, |number| (format!("user{number}"), office));
        throttle.take("alice", office, None, at(0)).unwrap_err();
        let tried = |browser: &str, tries: u32| {
            (0..tries).filter(|_| throttle.take("alice", office, Some(browser), at(0)).is_ok()).count()
        };
        let most = usize::try_from(limits::TRIES_PER_KNOWN_BROWSER).unwrap();
        assert_eq!(tried("mine", 50), most);
        let wait = throttle.take("alice", office, Some("mine"), at(0)).unwrap_err();
        assert!((1..=limits::SECONDS_PER_TRY_OF_KNOWN_BROWSER).contains(&wait), "{wait}");
        throttle.take("alice", office, Some("mine"), at(wait)).unwrap();
        // Who marked many browsers while he knew the password has no more tries than strangers.
        let many: usize = (0..50).map(|number| tried(&format!("marked{number}"), 50)).sum();
        assert!(many < usize::try_from(limits::TRIES_PER_NAME).unwrap(), "{many}");
        throttle.take("bob", ip("192.0.2.77"), Some("mine"), at(0)).unwrap();
    }

    #[test]
    fn who_signs_in_in_his_own_browser_gives_no_more_tries_to_strangers_at_his_address() {
        let (throttle, office) = (Throttle::new(), ip("203.0.113.5"));
        assert_eq!(
            passed(&throttle, 10, |_| ("alice".to_owned(), office)),
            limits::TRIES_PER_NAME_AND_ADDRESS
        );
        throttle.take("alice", office, Some("mine"), at(0)).unwrap();
        throttle.held("alice", office, Some("mine"));
        throttle.take("alice", office, None, at(0)).unwrap_err();
    }

    #[test]
    fn what_held_is_given_back_and_memory_is_bounded() {
        let throttle = Throttle::new();
        for _ in 0..100 {
            throttle.take("alice", ip("192.0.2.1"), None, at(0)).unwrap();
            throttle.held("alice", ip("192.0.2.1"), None);
        }
        let mut buckets = Buckets::default();
        for number in 0..limits::TRIED_MAX + 500 {
            buckets.take(number, 1, 60, 0).unwrap();
        }
        assert!(buckets.0.len() <= limits::TRIED_MAX);
    }
}
