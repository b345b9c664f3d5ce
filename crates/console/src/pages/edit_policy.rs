//! A new version of a policy, and which version holds.

use askama::Template;
use rampart_policy::DocumentKind;

use super::{
    Frame,
    create_policy::malformed,
    policy::{Policy, head},
};
use crate::{
    ask::{Answer, Ask, path, text},
    policy_text::{self, Found},
    response,
    trouble::{Notice, Trouble},
};

#[derive(Template)]
#[template(path = "edit_policy.html")]
struct Page {
    frame: Frame,
    notice: Option<Notice>,
    policy: Policy,
    document: String,
    found: Vec<Found>,
    fault: Option<Found>,
}

pub(crate) async fn show(ask: &Ask<'_>, kind: &str, name: &str) -> Answer {
    ask.page(&page(ask, kind, name, None).await?)
}

/// Saves the document as the new default version, the oldest giving way; a malformed one is not saved.
pub(crate) async fn submit(ask: &Ask<'_>, kind: &str, name: &str) -> Answer {
    let document = policy_text::unfolded(ask.form.raw("document"));
    let found = policy_text::findings(&document, DocumentKind::Identity);
    if let Some(fault) = policy_text::fault(&found).cloned() {
        let page = page(ask, kind, name, Some(document)).await?;
        return ask.refused(&Page { notice: Some(malformed(&fault)), found, fault: Some(fault), ..page });
    }
    let params = [
        ("PolicyName", name),
        ("PolicyDocument", document.as_str()),
        ("SetAsDefault", "true"),
        ("RotateStrategy", "DeleteOldestNonDefaultVersionWhenLimitExceeded"),
    ];
    match ask.ram("CreatePolicyVersion", &params).await {
        Ok(_) => Ok(response::see(&format!("{}?told=saved", path(&["policies", kind, name])))),
        Err(trouble) => {
            let notice = trouble.notice()?;
            let page = page(ask, kind, name, Some(document)).await?;
            ask.refused(&Page { notice: Some(notice), found, ..page })
        }
    }
}

/// Makes another version the default.
pub(crate) async fn set_default(ask: &Ask<'_>, kind: &str, name: &str) -> Answer {
    let version = ask.form.get("version");
    ask.ram("SetDefaultPolicyVersion", &[("PolicyName", name), ("VersionId", version)]).await?;
    Ok(response::see(&format!("{}?told=default", path(&["policies", kind, name]))))
}

async fn page(ask: &Ask<'_>, kind: &str, name: &str, written: Option<String>) -> Result<Page, Trouble> {
    let answer = ask.ram("GetPolicy", &[("PolicyType", kind), ("PolicyName", name)]).await?;
    let document = match written {
        Some(written) => written,
        None => policy_text::laid_out(&text(&answer, "/DefaultPolicyVersion/PolicyDocument")),
    };
    Ok(Page {
        frame: ask.frame("Modify Policy Document", "policies"),
        notice: None,
        policy: head(&answer, kind),
        found: policy_text::findings(&document, DocumentKind::Identity),
        document,
        fault: None,
    })
}
