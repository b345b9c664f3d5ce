//! Create Policy: the document on the JSON tab or the Visual one, then its name and description in a dialog.

use askama::Template;

use super::{Frame, editor::Editor, grant::Bearer, policies::search};
use crate::{
    ask::{Answer, Ask, path, text},
    limits, policy_text, response,
    trouble::Notice,
};

const HELP: &str = "Replace the template with your policy.";

/// The step from the dialog back to the document.
const BACK: &str = "back";

#[derive(Template)]
#[template(path = "create_policy.html")]
struct Page<'a> {
    frame: Frame,
    notice: Option<Notice>,
    editor: Editor,
    /// Policies that may be imported, `Type/Name` each; none once there is something to lose.
    offered: Vec<String>,
    /// Whether the dialog for name and description stands open.
    asks_name: bool,
    /// Whether that dialog was left: the keyboard is where it was opened.
    comes_back: bool,
    name: &'a str,
    description: &'a str,
    /// Who is to be granted it next.
    bearer: Option<Bearer<'a>>,
}

/// Opens with the template, or with the document of a policy that is to be imported.
pub(crate) async fn show(ask: &Ask<'_>) -> Answer {
    let policies = search(ask, "", "").await;
    let offered = policies.unwrap_or_default().into_iter().take(limits::ROWS_SHOWN_MAX);
    let offered = offered.map(|row| format!("{}/{}", row.kind, row.name)).collect();
    let (document, notice) = match ask.query.get("from").split_once('/') {
        None => (policy_text::TEMPLATE.to_owned(), None),
        Some((kind, name)) => {
            match ask.ram("GetPolicy", &[("PolicyType", kind), ("PolicyName", name)]).await {
                Ok(answer) => {
                    let document = text(&answer, "/DefaultPolicyVersion/PolicyDocument");
                    (policy_text::laid_out(&document), None)
                }
                Err(trouble) => (policy_text::TEMPLATE.to_owned(), Some(trouble.notice()?)),
            }
        }
    };
    ask.page(&Page { notice, offered, ..page(ask, Editor::begun(document, HELP)) })
}

/// OK below the document asks for the name; OK in the dialog creates. A malformed document does neither.
pub(crate) async fn submit(ask: &Ask<'_>) -> Answer {
    let editor = Editor::sent(ask, HELP);
    let step = ask.form.get("step");
    if matches!(step, "edit" | BACK) {
        let editor = Editor::of(editor.document, HELP);
        return ask.page(&Page { comes_back: step == BACK, ..page(ask, editor) });
    }
    if let Some(notice) = editor.malformed() {
        return ask.refused(&Page { notice: Some(notice), ..page(ask, editor) });
    }
    let (name, description) = (ask.form.get("name"), ask.form.get("description"));
    // Enter in the dialog's first field presses the form's first button.
    if step != "create" && !ask.form.has("name") {
        return ask.page(&Page { asks_name: true, ..page(ask, editor) });
    }
    let asked = |notice| Page {
        asks_name: true,
        notice: Some(notice),
        name,
        description,
        ..page(ask, editor.clone())
    };
    if name.is_empty() {
        return ask.refused(&asked(Notice::form("The policy has no name", "Enter a Name, then click OK.")));
    }
    let document = editor.document.as_str();
    let params = [("PolicyName", name), ("PolicyDocument", document), ("Description", description)];
    match ask.ram("CreatePolicy", &params).await {
        Ok(_) => Ok(response::see(&match Bearer::parse(ask.form.get("for")) {
            Some(bearer) => bearer.panel_after_creating(name),
            None => format!("{}?told=created", path(&["policies", "Custom", name])),
        })),
        Err(trouble) => ask.refused(&asked(trouble.notice()?)),
    }
}

fn page<'a>(ask: &'a Ask<'_>, editor: Editor) -> Page<'a> {
    Page {
        frame: ask.frame("Create Policy", "policies"),
        notice: None,
        editor,
        offered: Vec::new(),
        asks_name: false,
        comes_back: false,
        name: "",
        description: "",
        bearer: Bearer::parse(ask.form.get("for")),
    }
}
