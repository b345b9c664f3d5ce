//! The page in another page's place.

use askama::Template;
use http::StatusCode;

use super::Frame;
use crate::{
    Response, Visit,
    ask::{Ask, render},
    response, statics,
    trouble::{Notice, Trouble},
};

/// For whoever may not be signed in.
#[derive(Template)]
#[template(path = "trouble_bare.html")]
struct Bare {
    files: String,
    title: &'static str,
    text: &'static str,
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct Page {
    frame: Frame,
    notice: Option<Notice>,
}

/// What is said of a request that no page answers.
pub(crate) fn page(status: StatusCode, _: &Visit<'_>) -> Response {
    let (title, text) = match status {
        StatusCode::NOT_FOUND => ("There is no such page", "Check the address, or begin at the overview."),
        StatusCode::METHOD_NOT_ALLOWED => ("This cannot be done here", "Open the page and use its buttons."),
        StatusCode::UPGRADE_REQUIRED => (
            "This page needs TLS",
            "Write https:// in the address: plain http is for the server's own machine.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => {
            ("This form cannot be read", "It is too long, or no form of these pages. Go back and send less.")
        }
        StatusCode::FORBIDDEN => (
            "This form is not from here, or from an earlier session",
            "Nothing was changed. Open the page again and repeat what you did.",
        ),
        _ => ("This page cannot be shown", "Try again. If it stays so, look at the server's log."),
    };
    match render(status, &Bare { files: statics::files(), title, text }) {
        Ok(answer) => answer,
        Err(_) => response::with(status, "text/plain; charset=utf-8", title.into()),
    }
}

/// What is said to somebody who is signed in.
pub(crate) fn signed_in(ask: &Ask<'_>, trouble: Trouble) -> Response {
    let status = trouble.status();
    let notice = match trouble {
        Trouble::NoPage | Trouble::SignedOut => {
            Notice::form("There is no such page", "Check the address, or begin at the overview.")
        }
        Trouble::Refused(refusal) => Notice::of(&refusal),
        Trouble::Failed(why) => {
            tracing::error!(why, "a page of the console was not rendered");
            let remedy = "Try again. If it stays so, look at the server's log.";
            Notice::form("This page cannot be shown", remedy)
        }
    };
    let title = notice.title.clone();
    let page = Page { frame: ask.frame(title, ""), notice: Some(notice) };
    render(status, &page).unwrap_or_else(|_| {
        response::with(status, "text/plain; charset=utf-8", "this page cannot be shown".into())
    })
}
