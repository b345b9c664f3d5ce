//! Security tokens: a session sealed into its own credential, so that any server can open it and none stores it.
//!
//! Whether the session's holder is still there is `session`'s question; who may begin one is `assume`'s.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rampart_seal::{Context, SecretArray, SecretBytes, SecretString, XaesKey, derive, derive_bytes, labels};
use rampart_vocab::{AccessKeyId, AccountId, Entropy, SessionId, Timestamp};

use rampart_authz::Holder;

use crate::envelope::Envelope;

mod payload;

/// The longest token taken, in characters: twice what the largest session makes.
pub const TOKEN_CHARS_MAX: usize = 8192;
/// The layout of the sealed bytes and of what they hold.
const FORMAT: u8 = 1;
/// 44 characters of base64.
const SECRET_BYTES: usize = 33;

/// A session: who acts, since when, until when, and within which policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The public half of its credential.
    pub key_id: AccessKeyId,
    /// Its id, by which it can be ended alone.
    pub id: SessionId,
    /// Whose rights are used.
    pub account: AccountId,
    /// Who in that account.
    pub holder: Holder,
    /// The name that the assumer gave it.
    pub name: Box<str>,
    /// Everybody through whom it came, the first first.
    pub chain: Vec<Holder>,
    /// When it began, to the millisecond.
    pub issued: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// Whether a second factor was shown.
    pub mfa: bool,
    /// A document that narrows what the holder may do.
    pub policy: Option<Box<str>>,
}

/// Why a token is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefused {
    /// Not made by this installation, or changed since.
    #[error("the security token is not valid, use it exactly as it was issued")]
    Malformed,
    /// Over.
    #[error("the security token has expired, assume the role again")]
    Expired,
    /// Another session's.
    #[error("the security token does not belong to the access key id")]
    Mismatch,
}

/// A token's text with the secret that goes with it: shown once, to whoever began the session.
pub struct Issued {
    /// The token.
    pub token: SecretString,
    /// What the session's requests are signed with.
    pub secret: SecretString,
}

/// The keys that seal and open tokens, by term. The newest seals.
pub struct TokenKeys {
    newest: (u32, TermKeys),
    earlier: BTreeMap<u32, TermKeys>,
}

pub(crate) struct TermKeys {
    seal: XaesKey,
    secrets: SecretArray<32>,
    pub(crate) diagnostics: XaesKey,
    pub(crate) pages: XaesKey,
    marks: SecretArray<32>,
}

impl TokenKeys {
    /// The keys of these terms; `None` when there is none.
    pub fn new<'a>(terms: impl IntoIterator<Item = (u32, &'a SecretArray<32>)>) -> Option<Self> {
        let mut earlier: BTreeMap<_, _> =
            terms.into_iter().map(|(term, root)| (term, TermKeys::new(root))).collect();
        let newest = earlier.pop_last()?;
        Some(Self { newest, earlier })
    }

    /// The newest term, whose keys seal.
    pub(crate) const fn newest(&self) -> (u32, &TermKeys) {
        let (term, keys) = &self.newest;
        (*term, keys)
    }

    /// The earliest term's keys.
    pub(crate) fn earliest(&self) -> &TermKeys {
        self.earlier.first_key_value().map_or(&self.newest.1, |(_, keys)| keys)
    }

    /// The keys of a term.
    pub(crate) fn of_term(&self, term: u32) -> Option<&TermKeys> {
        if term == self.newest.0 { Some(&self.newest.1) } else { self.earlier.get(&term) }
    }

    /// Whether a term's key is at hand.
    pub fn holds(&self, term: u32) -> bool {
        self.of_term(term).is_some()
    }

    /// Seals a session (XAES-256-GCM, C2SP) and derives its secret (HKDF-SHA-256, RFC 5869).
    pub fn issue(&self, session: &Session, entropy: &dyn Entropy) -> Issued {
        let (term, keys) = self.newest();
        let payload = payload::encode(session);
        let sealed = keys.seal.seal(entropy, bound_to(term).as_bytes(), payload.expose_secret());
        Issued { token: Envelope::written(FORMAT, term, &sealed).into(), secret: keys.secret(&payload) }
    }

    /// Opens a token presented with `key_id`.
    ///
    /// # Errors
    /// [`TokenRefused`]; whether the token was ours is said before anything else.
    pub fn open(
        &self,
        token: &str,
        key_id: &AccessKeyId,
        now: Timestamp,
    ) -> Result<(Session, SecretString), TokenRefused> {
        let token = read(token).ok_or(TokenRefused::Malformed)?;
        let keys = self.of_term(token.term).ok_or(TokenRefused::Malformed)?;
        let context = bound_to(token.term);
        let payload =
            keys.seal.open(context.as_bytes(), token.sealed()).map_err(|_| TokenRefused::Malformed)?;
        let session = payload::decode(payload.expose_secret()).ok_or(TokenRefused::Malformed)?;
        if session.key_id != *key_id {
            return Err(TokenRefused::Mismatch);
        }
        if session.expires <= now {
            return Err(TokenRefused::Expired);
        }
        let secret = keys.secret(&payload);
        Ok((session, secret))
    }
}

/// The key term that a token names, when it has the shape of one.
pub fn term_of(token: &str) -> Option<u32> {
    read(token).map(|token| token.term)
}

impl TermKeys {
    fn new(root: &SecretArray<32>) -> Self {
        let seal: SecretArray<32> = derive(root.expose_secret(), &Context::new(labels::STS_TOKEN));
        let secrets = derive(root.expose_secret(), &Context::new(labels::STS_SESSION_SECRET));
        let slips = |label| {
            let key: SecretArray<32> = derive(root.expose_secret(), &Context::new(label));
            XaesKey::new(key.expose_secret())
        };
        let (diagnostics, pages) = (slips(labels::RAM_DIAGNOSTIC), slips(labels::PAGE_TOKEN));
        let marks = derive(root.expose_secret(), &Context::new(labels::CONSOLE_COOKIE));
        Self { seal: XaesKey::new(seal.expose_secret()), secrets, diagnostics, pages, marks }
    }

    pub(crate) fn console_marks(&self) -> SecretArray<32> {
        SecretArray::new(*self.marks.expose_secret())
    }

    fn secret(&self, payload: &SecretBytes) -> SecretString {
        let context = Context::new(labels::STS_SESSION_SECRET).field(payload.expose_secret());
        let bytes = derive_bytes(self.secrets.expose_secret(), &context, SECRET_BYTES);
        URL_SAFE_NO_PAD.encode(bytes.expose_secret()).into()
    }
}

fn bound_to(term: u32) -> Context {
    Context::new(labels::STS_TOKEN).field([FORMAT]).number(u64::from(term))
}

fn read(token: &str) -> Option<Envelope> {
    Envelope::read(FORMAT, token, TOKEN_CHARS_MAX)
}

#[cfg(test)]
mod tests;
