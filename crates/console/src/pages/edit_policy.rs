//! A new version of a policy, and which version holds.

use askama::Template;

use super::{
    Frame,
    editor::Editor,
    policy::{Policy, head},
};
use crate::{
    ask::{Answer, Ask, path, text},
    diff::{Line, diff},
    policy_text, response,
    trouble::{Notice, Trouble},
};

const HELP: &str = "This is the version that holds.";
const HELP_SENT: &str = "This is what you wrote. It is not saved yet.";

#[derive(Template)]
#[template(path = "edit_policy.html")]
struct Page {
    frame: Frame,
    notice: Option<Notice>,
    policy: Policy,
    editor: Editor,
    /// The version that somebody has in view: what he saves takes its place.
    opened: String,
    /// What holds by now, where that is another than the one he had in view.
    moved: Option<String>,
}

pub(crate) async fn show(ask: &Ask<'_>, kind: &str, name: &str) -> Answer {
    ask.page(&page(ask, kind, name, None).await?)
}

/// Saves the document as the new default version, the oldest giving way. A malformed one is not saved, nor one that was written
/// without its writer having seen what holds by now.
pub(crate) async fn submit(ask: &Ask<'_>, kind: &str, name: &str) -> Answer {
    let editor = Editor::sent(ask, HELP_SENT);
    if let Some(notice) = editor.malformed() {
        let page = page(ask, kind, name, Some(editor)).await?;
        return ask.refused(&Page { notice: Some(notice), moved: None, ..page });
    }
    let page = page(ask, kind, name, Some(editor)).await?;
    if page.opened != page.policy.default_version {
        return ask.refused(&page.seen_anew());
    }
    let params = [
        ("PolicyName", name),
        ("PolicyDocument", page.editor.document.as_str()),
        ("SetAsDefault", "true"),
        ("RotateStrategy", "DeleteOldestNonDefaultVersionWhenLimitExceeded"),
    ];
    match ask.ram("CreatePolicyVersion", &params).await {
        Ok(_) => Ok(response::see(&format!("{}?told=saved", path(&["policies", kind, name])))),
        Err(trouble) => ask.refused(&Page { notice: Some(trouble.notice()?), ..page }),
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
    let stored = policy_text::laid_out(&text(&answer, "/DefaultPolicyVersion/PolicyDocument"));
    let policy = head(&answer, kind);
    let opened = match written {
        Some(_) => ask.form.get("version").to_owned(),
        None => policy.default_version.clone(),
    };
    Ok(Page {
        frame: ask.frame("Modify Policy Document", "policies"),
        notice: None,
        moved: (opened != policy.default_version).then(|| stored.clone()),
        editor: written.unwrap_or_else(|| Editor::of(stored, HELP)),
        opened,
        policy,
    })
}

impl Page {
    /// Says that another version holds by now. Who saves again has seen it.
    fn seen_anew(self) -> Self {
        let version = self.policy.default_version.clone();
        let title = format!("Nothing is saved: {version} holds by now");
        let notice = Notice {
            text: "Somebody saved or chose another version while this page stood open.".to_owned(),
            ..Notice::form(
                &title,
                "Below is what your text changes in it. Click OK again to save yours over it.",
            )
        };
        Self { notice: Some(notice), opened: version, ..self }
    }

    /// From what holds by now to what was written.
    fn changes(&self) -> Option<Vec<Line<'_>>> {
        diff(self.moved.as_deref()?, &self.editor.document)
    }
}
