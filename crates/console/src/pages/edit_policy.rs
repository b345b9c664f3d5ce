//! A new version of a policy, and which version holds.

use askama::Template;

use super::{
    Frame,
    editor::Editor,
    policy::{Policy, head},
};
use crate::{
    ask::{Answer, Ask, path, text},
    policy_text, response,
    trouble::{Notice, Trouble},
};

const HELP: &str = "This is the version that holds.";

#[derive(Template)]
#[template(path = "edit_policy.html")]
struct Page {
    frame: Frame,
    notice: Option<Notice>,
    policy: Policy,
    editor: Editor,
}

pub(crate) async fn show(ask: &Ask<'_>, kind: &str, name: &str) -> Answer {
    ask.page(&page(ask, kind, name, None).await?)
}

/// Saves the document as the new default version, the oldest giving way; a malformed one is not saved.
pub(crate) async fn submit(ask: &Ask<'_>, kind: &str, name: &str) -> Answer {
    let editor = Editor::sent(ask, HELP);
    if let Some(notice) = editor.malformed() {
        let page = page(ask, kind, name, Some(editor)).await?;
        return ask.refused(&Page { notice: Some(notice), ..page });
    }
    let params = [
        ("PolicyName", name),
        ("PolicyDocument", editor.document.as_str()),
        ("SetAsDefault", "true"),
        ("RotateStrategy", "DeleteOldestNonDefaultVersionWhenLimitExceeded"),
    ];
    match ask.ram("CreatePolicyVersion", &params).await {
        Ok(_) => Ok(response::see(&format!("{}?told=saved", path(&["policies", kind, name])))),
        Err(trouble) => {
            let notice = trouble.notice()?;
            let page = page(ask, kind, name, Some(editor)).await?;
            ask.refused(&Page { notice: Some(notice), ..page })
        }
    }
}

/// Makes another version the default.
pub(crate) async fn set_default(ask: &Ask<'_>, kind: &str, name: &str) -> Answer {
    let version = ask.form.get("version");
    ask.ram("SetDefaultPolicyVersion", &[("PolicyName", name), ("VersionId", version)]).await?;
    Ok(response::see(&format!("{}?told=default", path(&["policies", kind, name]))))
}

async fn page(ask: &Ask<'_>, kind: &str, name: &str, written: Option<Editor>) -> Result<Page, Trouble> {
    let answer = ask.ram("GetPolicy", &[("PolicyType", kind), ("PolicyName", name)]).await?;
    let stored = || policy_text::laid_out(&text(&answer, "/DefaultPolicyVersion/PolicyDocument"));
    Ok(Page {
        frame: ask.frame("Modify Policy Document", "policies"),
        notice: None,
        policy: head(&answer, kind),
        editor: written.unwrap_or_else(|| Editor::of(stored(), HELP)),
    })
}
