//! Create Key: what for, and whether RDS may use it.

use askama::Template;

use super::{Frame, keys::MARK};
use crate::{
    ask::{Answer, Ask, path, text},
    response,
    trouble::{Notice, Trouble},
};

/// Characters of an alias with its prefix. Source: CreateAlias.
const ALIAS_CHARS_MAX: usize = 255;

#[derive(Template)]
#[template(path = "create_key.html")]
struct Page<'a> {
    frame: Frame,
    notice: Option<Notice>,
    description: &'a str,
    alias: &'a str,
    marked: bool,
    token: String,
}

pub(crate) fn show(ask: &Ask<'_>) -> Answer {
    let frame = ask.frame("Create Key", "keys");
    ask.page(&Page { frame, notice: None, description: "", alias: "", marked: true, token: ask.token() })
}

/// Makes the key, then its mark and its alias: CreateKey itself takes no tag that begins with `acs:`. Whether the alias can be
/// given is looked at first, so that no key is made without the name that was meant for it.
pub(crate) async fn submit(ask: &Ask<'_>) -> Answer {
    let (description, alias) = (ask.form.get("description"), ask.form.get("alias"));
    let marked = ask.form.has("marked");
    let again = |notice| {
        let frame = ask.frame("Create Key", "keys");
        ask.refused(&Page { frame, notice: Some(notice), description, alias, marked, token: ask.token() })
    };
    let name = named(alias);
    if let Some(notice) = stands_in_the_way(ask, &name).await? {
        return again(notice);
    }
    if !ask.is_first() {
        return Ok(response::see(&format!("{}?told=sent", path(&["keys"]))));
    }
    let made = match ask.kms("CreateKey", &[("Description", description)]).await {
        Ok(made) => made,
        Err(trouble) => return again(trouble.notice()?),
    };
    let id = text(&made, "/KeyMetadata/KeyId");
    // The key is there from here on: what fails now is told on its own page, each by itself.
    let mut lacks = String::new();
    if marked && let Err(trouble) = mark(ask, &id).await {
        trouble.notice()?;
        lacks.push_str("&lacks=tag");
    }
    if !name.is_empty()
        && let Err(trouble) = ask.kms("CreateAlias", &[("KeyId", &id), ("AliasName", &name)]).await
    {
        trouble.notice()?;
        lacks.push_str("&lacks=alias");
    }
    let told = if lacks.is_empty() { "?told=created" } else { "?made" };
    Ok(response::see(&format!("{}{told}{lacks}", path(&["key", &id]))))
}

/// An alias with its prefix; empty where none is written.
pub(super) fn named(alias: &str) -> String {
    match alias {
        "" => String::new(),
        alias if alias.starts_with("alias/") => alias.to_owned(),
        alias => format!("alias/{alias}"),
    }
}

/// Why an alias cannot be given to a key that is yet to be made. Source: CreateAlias.
async fn stands_in_the_way(ask: &Ask<'_>, name: &str) -> Result<Option<Notice>, Trouble> {
    let Some(stem) = name.strip_prefix("alias/") else { return Ok(None) };
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '/');
    if stem.is_empty() || !stem.chars().all(fits) || name.len() > ALIAS_CHARS_MAX || stem.starts_with("acs") {
        return Ok(Some(Notice::form(
            "No key is made: the alias cannot be given",
            "Write letters, digits and `_-/`, 255 characters at most with `alias/`. What begins with `acs` is kept for services.",
        )));
    }
    match ask.kms("DescribeKey", &[("KeyId", name)]).await {
        Ok(_) => Ok(Some(Notice::form(
            "No key is made: another key has this alias",
            "Choose another alias, or take it from the key that has it.",
        ))),
        Err(Trouble::SignedOut) => Err(Trouble::SignedOut),
        // Free, or not to be known: then CreateAlias itself says so.
        Err(_) => Ok(None),
    }
}

/// Lets RDS take the key into use.
pub(super) async fn mark(ask: &Ask<'_>, id: &str) -> Result<(), Trouble> {
    let tags = serde_json::json!([{"TagKey": MARK, "TagValue": "true"}]).to_string();
    ask.kms("TagResource", &[("KeyId", id), ("Tags", &tags)]).await.map(|_| ())
}
