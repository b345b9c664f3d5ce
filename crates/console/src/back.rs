//! What the console needs of the server: its calls carried, and passwords checked.

use async_trait::async_trait;
use rampart_client::{Credentials, SecretText, SignedRequest};
use rampart_vocab::Timestamp;

use crate::Visitor;

/// The server behind the console. On one event loop, so nothing need be `Send`.
#[async_trait(?Send)]
pub trait Back {
    /// Puts a signed call through the same front as the network's, for somebody who sits at that address; gives the answer's
    /// status and body.
    async fn send(&self, call: &SignedRequest, from: &Visitor) -> (u16, Vec<u8>);

    /// Checks a password and begins a session.
    ///
    /// A name that is not there must take as long as a wrong password.
    ///
    /// # Errors
    /// [`SignInRefused`].
    async fn sign_in(
        &self,
        who: &Who,
        password: &SecretText,
        from: &Visitor,
    ) -> Result<SignedIn, SignInRefused>;

    /// Ends the session whose credentials signed `proof`, for good: a restart does not bring them back. `proof` names no
    /// operation that there is, so that it is good for nothing else.
    ///
    /// The console has forgotten the session by then.
    ///
    /// # Errors
    /// [`CredentialsLive`].
    async fn sign_out(&self, proof: &SignedRequest, from: &Visitor) -> Result<(), CredentialsLive>;
}

/// The server could not end a session's credentials: they are taken until they expire. Why is in its own log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the session's credentials could not be ended, end them with EndSessions")]
pub struct CredentialsLive;

/// Who wants to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// The account itself, by its number.
    Account(String),
    /// A RAM user, by his name; of this account where one was written behind it.
    User {
        /// `alice`.
        name: String,
        /// `1234567890123456`.
        account: Option<String>,
    },
}

/// Somebody whose password held.
pub struct SignedIn {
    /// Temporary credentials; they never leave the server.
    pub credentials: Credentials,
    /// What the pages call him.
    pub name: String,
    /// His account's number.
    pub account: String,
    /// Whether he is a RAM user, not the account itself.
    pub is_user: bool,
    /// Whether the credentials are good for changing the password alone.
    pub must_change_password: bool,
    /// When the credentials end.
    pub expires: Timestamp,
}

/// Why nobody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInRefused {
    /// No such name, or not this password: it is never said which.
    #[error("the name or the password is not right")]
    NotRight,
    /// Something else stands in the way: told only to whoever brought the right password, or where the name alone decides.
    #[error("{0}")]
    Because(String),
    /// Too many passwords are being checked.
    #[error("too many people are signing in, try again in a moment")]
    Busy,
    /// The server cannot check it now.
    #[error("signing in is not possible at the moment, try again")]
    Unavailable,
}

impl Who {
    /// Reads what somebody wrote: the account's number, `user`, `user@<account>` or `user@<account>.onaliyun.com`.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        if text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::Account(text.to_owned());
        }
        let (name, account) = match text.split_once('@') {
            Some((name, account)) => (name, Some(account.strip_suffix(".onaliyun.com").unwrap_or(account))),
            None => (text, None),
        };
        Self::User { name: name.to_owned(), account: account.map(ToOwned::to_owned) }
    }

    /// What tries are counted under: the same however the account is written behind a user's name. Nobody's name of another
    /// account is counted with it too, which gives whoever guesses nothing. No user's is the account's.
    pub(crate) fn counted(&self) -> String {
        match self {
            Self::Account(number) => number.clone(),
            Self::User { name, .. } => format!("user/{}", name.trim()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_people_write_it() {
        let user = |name: &str, account: Option<&str>| Who::User {
            name: name.to_owned(),
            account: account.map(ToOwned::to_owned),
        };
        for (text, who) in [
            ("1234567890123456", Who::Account("1234567890123456".to_owned())),
            (" 1234567890123456 ", Who::Account("1234567890123456".to_owned())),
            ("alice", user("alice", None)),
            ("alice@1234567890123456", user("alice", Some("1234567890123456"))),
            ("alice@1234567890123456.onaliyun.com", user("alice", Some("1234567890123456"))),
            ("12345", user("12345", None)),
            ("", user("", None)),
        ] {
            assert_eq!(Who::read(text), who, "{text}");
        }
    }

    #[test]
    fn a_user_is_counted_once_however_he_is_written_and_never_as_the_account() {
        let counted = |text: &str| Who::read(text).counted();
        for text in ["bob@1234567890123456", "bob@1234567890123456.onaliyun.com", " bob ", "bob @x", "bob@"] {
            assert_eq!(counted(text), counted("bob"), "{text}");
        }
        assert_ne!(counted("1234567890123456@1234567890123456"), counted("1234567890123456"));
        assert_ne!(counted("bob"), counted("alice"));
    }
}
