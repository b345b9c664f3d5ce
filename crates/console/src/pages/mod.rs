//! The pages, one file each with its template beside it.

pub(crate) mod accounts;
pub(crate) mod create_database;
pub(crate) mod create_group;
pub(crate) mod create_key;
pub(crate) mod create_policy;
pub(crate) mod create_role;
pub(crate) mod create_user;
pub(crate) mod database;
mod database_bin;
pub(crate) mod databases;
pub(crate) mod edit_policy;
pub(crate) mod editor;
mod explained;
pub(crate) mod grant;
pub(crate) mod group;
pub(crate) mod groups;
pub(crate) mod home;
pub(crate) mod key;
pub(crate) mod keys;
pub(crate) mod login;
pub(crate) mod password;
pub(crate) mod policies;
pub(crate) mod policy;
pub(crate) mod rds_access;
pub(crate) mod role;
pub(crate) mod roles;
pub(crate) mod sign_in;
pub(crate) mod simulate;
mod told;
pub(crate) mod trail;
pub(crate) mod trail_event;
pub(crate) mod trouble;
pub(crate) mod user;
pub(crate) mod users;
pub(crate) mod why;

/// What stands around every page of somebody who is signed in.
pub(crate) struct Frame {
    pub(crate) title: String,
    /// Which entry of the navigation is this page's.
    pub(crate) section: &'static str,
    pub(crate) name: String,
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) csrf: String,
    /// Whether whoever is signed in has a password that he can change here.
    pub(crate) is_user: bool,
    /// Where style and scripts lie.
    pub(crate) files: String,
}

/// A text in pieces: what stands in backticks is code.
pub(crate) fn ticks(text: &str) -> impl Iterator<Item = (&str, bool)> {
    // A tick without its other half is no code: everything behind it stays text.
    let paired = text.matches('`').count().is_multiple_of(2);
    let turns = std::iter::successors(Some(false), move |code| Some(paired && !code));
    text.split('`').zip(turns).filter(|(piece, _)| !piece.is_empty())
}
