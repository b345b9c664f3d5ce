//! A user's console access: whether there is a password, and setting, renewing and taking it away.

use super::user;
use crate::{
    ask::{Answer, Ask, date, path, text},
    response,
    trouble::Trouble,
};

/// What a user's page says of it.
pub(super) enum Login {
    /// The caller may not ask.
    Unknown,
    /// There is no password.
    None,
    /// There is one.
    Set {
        /// Since when.
        since: String,
        /// Whether it must be changed at the next sign-in.
        reset: bool,
    },
}

/// How a user signs in.
pub(super) async fn login(ask: &Ask<'_>, name: &str) -> Result<Login, Trouble> {
    match ask.ram("GetLoginProfile", &[("UserName", name)]).await {
        Ok(answer) => Ok(Login::Set {
            since: date(&text(&answer, "/LoginProfile/CreateDate")),
            reset: text(&answer, "/LoginProfile/PasswordResetRequired") == "true",
        }),
        Err(Trouble::SignedOut) => Err(Trouble::SignedOut),
        Err(trouble) if trouble.is("EntityNotExist.User.LoginProfile") => Ok(Login::None),
        Err(_) => Ok(Login::Unknown),
    }
}

/// Sets a password, or takes it away.
pub(crate) async fn change(ask: &Ask<'_>, name: &str) -> Answer {
    let reset = if ask.form.has("reset") { "true" } else { "false" };
    let password = ask.form.raw("password");
    let params = [("UserName", name), ("Password", password), ("PasswordResetRequired", reset)];
    let (changed, told) = match ask.form.get("do") {
        "create" => (ask.ram("CreateLoginProfile", &params).await, "password"),
        "update" => (ask.ram("UpdateLoginProfile", &params).await, "password"),
        "delete" => (ask.ram("DeleteLoginProfile", &[("UserName", name)]).await, "no-password"),
        _ => return Err(Trouble::NoPage),
    };
    match changed {
        Ok(_) => Ok(response::see(&format!("{}?told={told}", path(&["user", name])))),
        Err(trouble) => user::again(ask, name, trouble.notice()?).await,
    }
}

impl Login {
    pub(super) const fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown)
    }

    pub(super) const fn is_set(&self) -> bool {
        matches!(self, Self::Set { .. })
    }

    pub(super) fn since(&self) -> &str {
        match self {
            Self::Set { since, .. } => since,
            _ => "",
        }
    }

    pub(super) const fn must_reset(&self) -> bool {
        matches!(self, Self::Set { reset: true, .. })
    }
}
