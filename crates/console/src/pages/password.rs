//! Change Password: one's own, who brings the old one.

use askama::Template;

use http::StatusCode;

use super::{Frame, sign_in};
use crate::{
    ask::{Answer, Ask, path, render},
    response,
    trouble::Notice,
};

#[derive(Template)]
#[template(path = "password.html")]
struct Page {
    frame: Frame,
    notice: Option<Notice>,
    /// Whether nothing else may be done before.
    must: bool,
}

#[derive(Template)]
#[template(path = "password_first.html")]
struct First {
    frame: Frame,
}

/// What is answered to whoever must change his password and asks for anything else.
pub(crate) fn first(ask: &Ask<'_>) -> Answer {
    render(StatusCode::FORBIDDEN, &First { frame: ask.frame("Your password comes first", "") })
}

pub(crate) fn show(ask: &Ask<'_>) -> Answer {
    ask.page(&page(ask, None))
}

/// Changes it. Every session of before is over then, this one too.
pub(crate) async fn submit(ask: &Ask<'_>) -> Answer {
    let (old, new) = (ask.form.raw("old"), ask.form.raw("new"));
    if new != ask.form.raw("again") {
        let remedy = "Type the new password twice, in the same letters.";
        return ask.refused(&page(ask, Some(Notice::form("The new passwords differ", remedy))));
    }
    match ask.ram("ChangePassword", &[("OldPassword", old), ("NewPassword", new)]).await {
        Ok(_) => {
            let to = path(&["sign-in"]);
            Ok(response::see(&format!("{to}?told={}", sign_in::PASSWORD_CHANGED)))
        }
        Err(trouble) => ask.refused(&page(ask, Some(trouble.notice()?))),
    }
}

fn page(ask: &Ask<'_>, notice: Option<Notice>) -> Page {
    Page { frame: ask.frame("Change Password", ""), notice, must: ask.session.must_change_password }
}
