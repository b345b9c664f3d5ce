//! Create Key: what for, and whether RDS may use it.

use askama::Template;

use super::{Frame, keys::MARK};
use crate::{
    ask::{Answer, Ask, path, text},
    response,
    trouble::Notice,
};

#[derive(Template)]
#[template(path = "create_key.html")]
struct Page<'a> {
    frame: Frame,
    notice: Option<Notice>,
    description: &'a str,
    alias: &'a str,
    marked: bool,
}

pub(crate) fn show(ask: &Ask<'_>) -> Answer {
    let frame = ask.frame("Create Key", "keys");
    ask.page(&Page { frame, notice: None, description: "", alias: "", marked: true })
}

/// Makes the key, then its alias and its mark: CreateKey itself takes no tag that begins with `acs:`.
pub(crate) async fn submit(ask: &Ask<'_>) -> Answer {
    let (description, alias) = (ask.form.get("description"), ask.form.get("alias"));
    let marked = ask.form.has("marked");
    let made = match ask.kms("CreateKey", &[("Description", description)]).await {
        Ok(made) => made,
        Err(trouble) => {
            let frame = ask.frame("Create Key", "keys");
            let notice = Some(trouble.notice()?);
            return ask.refused(&Page { frame, notice, description, alias, marked });
        }
    };
    let id = text(&made, "/KeyMetadata/KeyId");
    let page = path(&["key", &id]);
    // The key is there from here on: what fails now is told on its own page.
    if !alias.is_empty() {
        let name = if alias.starts_with("alias/") { alias.to_owned() } else { format!("alias/{alias}") };
        if let Err(trouble) = ask.kms("CreateAlias", &[("KeyId", &id), ("AliasName", &name)]).await {
            trouble.notice()?;
            return Ok(response::see(&format!("{page}?lacks=alias")));
        }
    }
    if marked && let Err(trouble) = mark(ask, &id).await {
        trouble.notice()?;
        return Ok(response::see(&format!("{page}?lacks=tag")));
    }
    Ok(response::see(&format!("{page}?told=created")))
}

/// Lets RDS take the key into use.
pub(super) async fn mark(ask: &Ask<'_>, id: &str) -> Result<(), crate::trouble::Trouble> {
    let tags = serde_json::json!([{"TagKey": MARK, "TagValue": "true"}]).to_string();
    ask.kms("TagResource", &[("KeyId", id), ("Tags", &tags)]).await.map(|_| ())
}
