//! Passwords of users and of the account itself, and signing in with them: for a console, not for the wire.
//!
//! How a console signs somebody in, in this order:
//!
//! 1. [`Identity::sign_in`](crate::Identity::sign_in) with an [`Attempt`]: the account, [`Who`], the password and where
//!    the request came from. It costs the same whether or not the name is there, waits for a seat when many sign in at
//!    once, and answers [`SignInRefused::Wrong`] for a wrong name, a user without login profile and a wrong password
//!    alike. What else it refuses, it refuses only to whoever brought the right password, or by the name alone.
//! 2. [`Identity::begin_console_session`](crate::Identity::begin_console_session) with the [`SignedIn`] that came back:
//!    credentials as AssumeRole gives them (access key id, secret, security token), the user's or the account's own.
//!    Requests are signed with them like any other. Whoever must change his password first
//!    ([`SignedIn::must_change_password`]) gets a session that may do that and nothing else; it ends with the change, and
//!    he signs in anew.
//! 3. [`sign_out`] ends the session at once. So do a new password, the login profile's deletion, the user's deletion and
//!    EndSessions, everywhere: the session is looked at with each request.
//!
//! The account's own password is set by the operator of the server ([`set_for_account`]); it stands in the same kind of
//! row and is checked by the same code. The account's password policy binds users alone.
//!
//! A console throttles by where requests come from; what stands here counts by name ([`PasswordPolicy`]'s
//! `max_login_attempts`) and bounds how much is computed at once, whoever asks.

mod attempts;
mod network;
mod password;
mod policy;
mod preference;
mod profile;
mod sign_in;

pub(crate) use attempts::Attempts;
pub use network::{LoginNetworks, NetworksRefused};
pub use password::{PASSWORD_CHARS_MAX, Passwords, Weakness};
pub use policy::{
    PASSWORD_AGE_DAYS_MAX, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, PASSWORDS_REMEMBERED_MAX,
    PasswordPolicy, PasswordPolicyChange, PasswordPolicyRefused, SIGN_IN_ATTEMPTS_MAX, get_policy,
    set_policy,
};
pub(crate) use preference::peek as peek_preference;
pub use preference::{
    PreferenceChange, PreferenceRefused, SESSION_HOURS_MAX, SESSION_HOURS_MIN, SecurityPreference,
    get_preference, set_preference,
};
pub(crate) use profile::is_there as has_profile;
pub use profile::{
    LoginProfile, LoginRefused, NewProfile, ProfileChange, change_own, create, delete, get, last_sign_in,
    set_for_account, update,
};
pub use sign_in::{Attempt, ConsoleSession, SignInRefused, SignedIn, Who, sign_out};
