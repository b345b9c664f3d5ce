//! Who is signed in: sessions in this process' memory, each behind a random id that only its browser's cookie holds.
//!
//! The credentials that a session signs with never leave the process; a restart signs everybody out.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError, atomic::AtomicUsize},
};

use aws_lc_rs::digest;
use rampart_client::Credentials;
use rampart_vocab::{Entropy, Timestamp, chance};

use crate::{SignedIn, limits};

/// The cookie's name where nobody can read along: browsers take it by TLS from this very host alone.
const COOKIE_SECURE: &str = "__Host-rampart";
const COOKIE_PLAIN: &str = "rampart";
/// The cookie of a sign-in page.
const BEFORE_SECURE: &str = "__Host-rampart-door";
const BEFORE_PLAIN: &str = "rampart-door";

pub(crate) const fn cookie(secure: bool) -> &'static str {
    if secure { COOKIE_SECURE } else { COOKIE_PLAIN }
}

pub(crate) const fn door_cookie(secure: bool) -> &'static str {
    if secure { BEFORE_SECURE } else { BEFORE_PLAIN }
}

/// 256 bits of chance, as text.
pub(crate) fn fresh(entropy: &dyn Entropy) -> String {
    hex::encode(chance::array::<32>(entropy))
}

/// Whether a text is made as [`fresh`] makes them.
pub(crate) fn is_id(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// One session.
pub(crate) struct Session {
    pub(crate) credentials: Credentials,
    /// When the server takes them no longer, whatever becomes of the session.
    pub(crate) credentials_expire: Timestamp,
    pub(crate) name: String,
    pub(crate) account: String,
    /// What each of its forms bears.
    pub(crate) csrf: String,
    pub(crate) is_user: bool,
    /// Whether nothing but the password may be changed.
    pub(crate) must_change_password: bool,
    /// Pages that are followed at the moment.
    pub(crate) streams: Arc<AtomicUsize>,
    /// Forms that make something without a name and were sent, the latest at the end.
    sent: Mutex<VecDeque<String>>,
    /// Whether it began by TLS; it is good there alone.
    secure: bool,
    expires: Timestamp,
}

impl Session {
    /// Whether an opened form is sent for the first time, by the token that tells it from the next; noted at once, so that of
    /// several that come together one is the first. One without a token comes from no page of ours, and is taken each time.
    pub(crate) fn is_first(&self, token: &str) -> bool {
        if token.is_empty() {
            return true;
        }
        // No more of it is kept than a token of ours has.
        let token: String = token.chars().take(64).collect();
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        if sent.contains(&token) {
            return false;
        }
        if sent.len() == limits::FORMS_REMEMBERED_MAX {
            sent.pop_front();
        }
        sent.push_back(token);
        true
    }
}

struct Seat {
    session: Arc<Session>,
    used: Timestamp,
}

/// The id's digest: the table holds no id that could be shown.
type Digest = [u8; 32];

/// Where a session sits, for whoever looks again whether it does.
#[derive(Clone, Copy)]
pub(crate) struct Seated(Digest);

pub(crate) struct Sessions(Mutex<HashMap<Digest, Seat>>);

impl Sessions {
    pub(crate) fn new() -> Self {
        Self(Mutex::default())
    }

    /// Begins a session; gives its id, always a new one.
    pub(crate) fn begin(
        &self,
        signed_in: SignedIn,
        secure: bool,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> String {
        let id = fresh(entropy);
        let most = later(now, limits::SESSION_SECONDS_MAX);
        let session = Session {
            credentials: signed_in.credentials,
            credentials_expire: signed_in.expires,
            name: signed_in.name,
            account: signed_in.account,
            csrf: fresh(entropy),
            is_user: signed_in.is_user,
            must_change_password: signed_in.must_change_password,
            streams: Arc::default(),
            sent: Mutex::default(),
            secure,
            expires: signed_in.expires.min(most),
        };
        let mut seats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seats.retain(|_, seat| seat.stands(now));
        if seats.len() >= limits::SESSIONS_MAX
            && let Some(idlest) = seats.iter().min_by_key(|(_, seat)| seat.used).map(|(id, _)| *id)
        {
            seats.remove(&idlest);
        }
        seats.insert(digest_of(&id), Seat { session: Arc::new(session), used: now });
        id
    }

    /// The session of this id, if it stands; that it was used is noted.
    pub(crate) fn find(&self, id: &str, secure: bool, now: Timestamp) -> Option<Arc<Session>> {
        self.look(&digest_of(id), secure, now, |seat| {
            seat.used = now;
            Arc::clone(&seat.session)
        })
    }

    /// The session of this id, if it stands; that somebody looked is no use of it.
    pub(crate) fn peek(&self, id: &str, secure: bool, now: Timestamp) -> Option<(Seated, Arc<Session>)> {
        let digest = digest_of(id);
        self.look(&digest, secure, now, |seat| (Seated(digest), Arc::clone(&seat.session)))
    }

    /// Whether it still stands.
    pub(crate) fn stands(&self, seat: &Seated, secure: bool, now: Timestamp) -> bool {
        self.look(&seat.0, secure, now, |_| ()).is_some()
    }

    fn look<T>(
        &self,
        digest: &Digest,
        secure: bool,
        now: Timestamp,
        give: impl FnOnce(&mut Seat) -> T,
    ) -> Option<T> {
        let mut seats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seat = seats.get_mut(digest)?;
        if !seat.stands(now) {
            seats.remove(digest);
            return None;
        }
        (seat.session.secure == secure).then(|| give(seat))
    }

    /// Ends a session, and with it the only copy of its credentials.
    pub(crate) fn end(&self, id: &str) {
        self.end_seat(&Seated(digest_of(id)));
    }

    pub(crate) fn end_seat(&self, seat: &Seated) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&seat.0);
    }
}

impl Seat {
    fn stands(&self, now: Timestamp) -> bool {
        now < self.session.expires && now < later(self.used, limits::SESSION_IDLE_SECONDS)
    }
}

fn later(from: Timestamp, seconds: i64) -> Timestamp {
    Timestamp::from_second(from.as_second().saturating_add(seconds)).unwrap_or(Timestamp::MAX)
}

/// SHA-256.
fn digest_of(id: &str) -> Digest {
    let mut out = [0; 32];
    let digest = digest::digest(&digest::SHA256, id.as_bytes());
    out.iter_mut().zip(digest.as_ref()).for_each(|(to, from)| *to = *from);
    out
}

#[cfg(test)]
mod tests {
    use rampart_vocab::SeededEntropy;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + second).unwrap()
    }

    fn somebody(expires: i64) -> SignedIn {
        SignedIn {
            credentials: Credentials::new("STS.x", b"secret", None),
            name: "alice".to_owned(),
            account: "1234567890123456".to_owned(),
            is_user: true,
            must_change_password: false,
            expires: at(expires),
        }
    }

    #[test]
    fn a_session_ends_when_it_is_idle_when_it_is_old_and_with_its_credentials() {
        let idle = limits::SESSION_IDLE_SECONDS;
        let most = limits::SESSION_SECONDS_MAX;
        // Uses, and whether the last still finds it.
        for (expires, uses, stands) in [
            (i64::MAX / 2, vec![idle - 1], true),
            (i64::MAX / 2, vec![idle], false),
            (i64::MAX / 2, vec![idle - 1, 2 * (idle - 1)], true),
            (i64::MAX / 2, (1..=most / (idle - 1)).map(|turn| turn * (idle - 1)).collect(), true),
            (
                i64::MAX / 2,
                (1..most / (idle - 1)).map(|turn| turn * (idle - 1)).chain([most]).collect(),
                false,
            ),
            (100, vec![99], true),
            (100, vec![100], false),
        ] {
            let expires = if expires > 1_000_000_000 { 1_000_000_000 } else { expires };
            let sessions = Sessions::new();
            let id = sessions.begin(somebody(expires), true, at(0), &SeededEntropy::new(1));
            let found = uses.iter().map(|use_at| sessions.find(&id, true, at(*use_at)).is_some()).last();
            assert_eq!(found, Some(stands), "{uses:?}");
        }
    }

    #[test]
    fn a_session_begun_by_tls_is_not_taken_in_the_clear() {
        let sessions = Sessions::new();
        let id = sessions.begin(somebody(1000), true, at(0), &SeededEntropy::new(1));
        assert!(sessions.find(&id, false, at(1)).is_none());
        assert!(sessions.find(&id, true, at(1)).is_some());
        sessions.end(&id);
        assert!(sessions.find(&id, true, at(1)).is_none());
    }

    #[test]
    fn one_more_than_there_may_be_ends_the_idlest() {
        let (sessions, entropy) = (Sessions::new(), SeededEntropy::new(1));
        let first = sessions.begin(somebody(100_000), true, at(0), &entropy);
        let second = sessions.begin(somebody(100_000), true, at(1), &entropy);
        for _ in 2..limits::SESSIONS_MAX {
            sessions.begin(somebody(100_000), true, at(2), &entropy);
        }
        assert!(sessions.find(&first, true, at(3)).is_some());
        sessions.begin(somebody(100_000), true, at(4), &entropy);
        assert!(sessions.find(&first, true, at(5)).is_some());
        assert!(sessions.find(&second, true, at(5)).is_none());
    }
}
