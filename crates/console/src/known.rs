//! Browsers that have signed in before, by a cookie that outlives sessions and restarts and lets nobody in.
//!
//! It says one thing: the password of this name held in this browser. What that is worth at the door is `throttle`'s.

use aws_lc_rs::hmac;
use rampart_vocab::{Entropy, Timestamp, chance};
use subtle::ConstantTimeEq as _;

use crate::{limits, throttle::folded};

const COOKIE_SECURE: &str = "__Host-rampart-known";
const COOKIE_PLAIN: &str = "rampart-known";

pub(crate) const fn cookie(secure: bool) -> &'static str {
    if secure { COOKIE_SECURE } else { COOKIE_PLAIN }
}

/// Characters of a browser's id: 128 bits of chance.
const ID_CHARS: usize = 32;

/// Makes the marks and knows them again.
pub(crate) struct Marks(hmac::Key);

impl Marks {
    /// Under a key that is the same after a restart.
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, key))
    }

    /// The mark of a browser in which this name has just signed in: when, the browser's id, and a code over these and the
    /// name (HMAC-SHA-256, RFC 2104). One that was marked for the name keeps its id.
    pub(crate) fn made(
        &self,
        name: &str,
        kept: Option<&str>,
        secure: bool,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> String {
        let id =
            kept.map_or_else(|| hex::encode(chance::array::<{ ID_CHARS / 2 }>(entropy)), ToOwned::to_owned);
        let second = now.as_second();
        let code = self.code(name, &id, second, secure);
        format!("{second}.{id}.{code}")
    }

    /// The id of the browser, where this is its mark for the name and not too old.
    pub(crate) fn browser<'a>(
        &self,
        mark: &'a str,
        name: &str,
        secure: bool,
        now: Timestamp,
    ) -> Option<&'a str> {
        let (second, rest) = mark.split_once('.')?;
        let (id, code) = rest.split_once('.')?;
        let second: i64 = second.parse().ok()?;
        let age = now.as_second().checked_sub(second)?;
        let is_one = id.len() == ID_CHARS && (0..=limits::KNOWN_BROWSER_SECONDS).contains(&age);
        let wanted = self.code(name, id, second, secure);
        (is_one && bool::from(code.as_bytes().ct_eq(wanted.as_bytes()))).then_some(id)
    }

    /// Every field but the last has one length.
    fn code(&self, name: &str, id: &str, second: i64, secure: bool) -> String {
        let mut signing = hmac::Context::with_key(&self.0);
        signing.update(b"rampart console browser\0");
        signing.update(&[u8::from(secure)]);
        signing.update(&second.to_be_bytes());
        signing.update(id.as_bytes());
        signing.update(folded(name).as_bytes());
        hex::encode(signing.sign())
    }
}

#[cfg(test)]
mod tests {
    use rampart_vocab::SeededEntropy;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + second).unwrap()
    }

    #[test]
    fn a_mark_is_known_again_for_its_name_alone_until_it_is_old() {
        let (marks, entropy) = (Marks::new(&[7; 32]), SeededEntropy::new(1));
        let mark = marks.made("alice", None, true, at(0), &entropy);
        let most = limits::KNOWN_BROWSER_SECONDS;
        for (name, secure, second, known) in [
            ("alice", true, 0, true),
            (" ALICE", true, most, true),
            ("alice", true, most + 1, false),
            // From before the clock was set back.
            ("alice", true, -1, false),
            ("alice", false, 0, false),
            ("bob", true, 0, false),
            ("", true, 0, false),
        ] {
            let found = marks.browser(&mark, name, secure, at(second));
            assert_eq!(found.is_some(), known, "{name} {secure} {second}");
        }
        // After a restart; and not elsewhere.
        assert!(Marks::new(&[7; 32]).browser(&mark, "alice", true, at(0)).is_some());
        assert!(Marks::new(&[8; 32]).browser(&mark, "alice", true, at(0)).is_none());
        // It keeps its id, and no more is in it than that.
        let id = marks.browser(&mark, "alice", true, at(0)).unwrap();
        let renewed = marks.made("alice", Some(id), true, at(9), &entropy);
        assert_eq!(marks.browser(&renewed, "alice", true, at(9)), Some(id));
        assert!(!mark.contains("alice"));
    }

    #[test]
    fn no_mark_is_made_out_of_another() {
        let (marks, entropy) = (Marks::new(&[7; 32]), SeededEntropy::new(1));
        let mark = marks.made("alice", None, true, at(0), &entropy);
        let [second, id, code] = mark.split('.').collect::<Vec<_>>().try_into().unwrap();
        let other = "0".repeat(ID_CHARS);
        for forged in [
            String::new(),
            "..".to_owned(),
            format!("{second}.{id}."),
            format!("{second}.{id}"),
            format!("{}.{id}.{code}", at(1).as_second()),
            format!("+{second}.{id}x.{code}"),
            format!("{second}.{other}.{code}"),
            format!("{second}.{id}.{}", code.to_uppercase()),
            format!("{second}.{id}.{code}.{code}"),
            format!("{}.{id}.{code}", i64::MIN),
            // A longer name is no longer id.
            format!("{second}.{id}a.{code}"),
        ] {
            for name in ["alice", "lice", "aalice"] {
                assert_eq!(marks.browser(&forged, name, true, at(1)), None, "{forged} {name}");
            }
        }
    }
}
