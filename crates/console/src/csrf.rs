//! That a form came from a page of ours: a token in each, and what the browser says of where the form stood.

use aws_lc_rs::hmac;
use rampart_vocab::{Entropy, Timestamp, chance};
use subtle::ConstantTimeEq as _;

use crate::{Visit, limits, origin};

/// The field that every form has.
pub(crate) const FIELD: &str = "csrf";

/// Makes tokens for who has no session yet: bound to a cookie of chance, and to a time.
pub(crate) struct Seal(hmac::Key);

impl Seal {
    pub(crate) fn new(entropy: &dyn Entropy) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, &chance::array::<32>(entropy)))
    }

    /// The token for the sign-in page that was given this cookie.
    pub(crate) fn token(&self, cookie: &str, now: Timestamp) -> String {
        let second = now.as_second();
        format!("{second}.{}", self.code(cookie, second))
    }

    pub(crate) fn holds(&self, cookie: &str, token: &str, now: Timestamp) -> bool {
        let Some((second, code)) = token.split_once('.') else { return false };
        let Ok(second) = second.parse::<i64>() else { return false };
        let age = now.as_second().saturating_sub(second);
        (0..=limits::SIGN_IN_PAGE_SECONDS).contains(&age) && same(code, &self.code(cookie, second))
    }

    fn code(&self, cookie: &str, second: i64) -> String {
        let mut signing = hmac::Context::with_key(&self.0);
        signing.update(b"rampart console sign-in\0");
        signing.update(&second.to_be_bytes());
        signing.update(cookie.as_bytes());
        hex::encode(signing.sign())
    }
}

/// Whether a form may be taken: its token is the one given out, and no other site sent it.
pub(crate) fn holds(visit: &Visit<'_>, sent: &str, given: &str) -> bool {
    origin::is_ours(visit) && same(sent, given)
}

fn same(one: &str, other: &str) -> bool {
    !one.is_empty() && bool::from(one.as_bytes().ct_eq(other.as_bytes()))
}
