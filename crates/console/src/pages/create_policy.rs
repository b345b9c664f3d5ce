//! Create Policy: the document on the JSON tab, then its name and description in a dialog.

use askama::Template;
use rampart_policy::DocumentKind;

use super::{Frame, policies::search};
use crate::{
    ask::{Answer, Ask, path, text},
    limits,
    policy_text::{self, Found},
    response,
    trouble::Notice,
};

#[derive(Template)]
#[template(path = "create_policy.html")]
struct Page<'a> {
    frame: Frame,
    notice: Option<Notice>,
    document: String,
    found: Vec<Found>,
    fault: Option<Found>,
    /// Policies that may be imported, `Type/Name` each; none once there is something to lose.
    offered: Vec<String>,
    /// Whether the dialog for name and description stands open.
    asks_name: bool,
    name: &'a str,
    description: &'a str,
}

/// The findings alone, for the script that asks as one types.
#[derive(Template)]
#[template(path = "findings.html")]
struct Findings {
    found: Vec<Found>,
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
    ask.page(&Page { notice, offered, ..page(ask, document, Vec::new()) })
}

/// OK below the document asks for the name; OK in the dialog creates. A malformed document does neither.
pub(crate) async fn submit(ask: &Ask<'_>) -> Answer {
    let document = policy_text::unfolded(ask.form.raw("document"));
    let step = ask.form.get("step");
    if step == "edit" {
        return ask.page(&page(ask, document, Vec::new()));
    }
    let found = policy_text::findings(&document, DocumentKind::Identity);
    if let Some(fault) = policy_text::fault(&found).cloned() {
        return ask.refused(&Page {
            notice: Some(malformed(&fault)),
            fault: Some(fault),
            ..page(ask, document, found)
        });
    }
    let (name, description) = (ask.form.get("name"), ask.form.get("description"));
    // Enter in the dialog's first field presses the form's first button.
    if step != "create" && !ask.form.has("name") {
        return ask.page(&Page { asks_name: true, ..page(ask, document, found) });
    }
    let asked = |notice| Page {
        asks_name: true,
        notice: Some(notice),
        name,
        description,
        ..page(ask, document.clone(), found.clone())
    };
    if name.is_empty() {
        return ask.refused(&asked(Notice::form("The policy has no name", "Enter a Name, then click OK.")));
    }
    let params = [("PolicyName", name), ("PolicyDocument", document.as_str()), ("Description", description)];
    match ask.ram("CreatePolicy", &params).await {
        Ok(_) => Ok(response::see(&format!("{}?told=created", path(&["policies", "Custom", name])))),
        Err(trouble) => ask.refused(&asked(trouble.notice()?)),
    }
}

/// What the checker says, and nothing else.
pub(crate) fn check(ask: &Ask<'_>) -> Answer {
    let document = policy_text::unfolded(ask.form.raw("document"));
    ask.page(&Findings { found: policy_text::findings(&document, DocumentKind::Identity) })
}

/// What is said of a document that is not saved.
pub(super) fn malformed(fault: &Found) -> Notice {
    Notice {
        title: format!("The policy is not saved: line {}, column {}", fault.line, fault.column),
        text: sentence(&fault.message),
        remedy: sentence(&fault.remedy),
        ..Notice::default()
    }
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

fn page<'a>(ask: &Ask<'_>, document: String, found: Vec<Found>) -> Page<'a> {
    Page {
        frame: ask.frame("Create Policy", "policies"),
        notice: None,
        document,
        found,
        fault: None,
        offered: Vec::new(),
        asks_name: false,
        name: "",
        description: "",
    }
}
