//! Change Password: one's own, who brings the old one.

use askama::Template;

use super::Frame;
use crate::{
    ask::{Answer, Ask, path},
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
        Ok(_) => Ok(response::see(&path(&["sign-in"]))),
        Err(trouble) => ask.refused(&page(ask, Some(trouble.notice()?))),
    }
}

fn page(ask: &Ask<'_>, notice: Option<Notice>) -> Page {
    Page { frame: ask.frame("Change Password", ""), notice, must: ask.session.must_change_password }
}
