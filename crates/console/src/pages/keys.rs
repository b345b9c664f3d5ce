//! The list of keys.

use std::collections::HashMap;

use askama::Template;
use serde_json::Value;

use super::{Frame, told::told};
use crate::{
    ask::{Answer, Ask, date, path, rows, text},
    limits,
    trouble::Trouble,
};

/// The tag by which a key is marked for RDS. Source: "Authorize RDS to access KMS".
pub(super) const MARK: &str = "acs:rds:instance-encryption";

/// Names of one key in a list; its own page has all.
const ALIASES_SHOWN_MAX: usize = 3;

#[derive(Template)]
#[template(path = "keys.html")]
struct Page<'a> {
    frame: Frame,
    told: Option<&'static str>,
    query: &'a str,
    found: usize,
    keys: Vec<Row>,
}

/// A key in a list.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) aliases: Vec<String>,
    pub(super) description: String,
    pub(super) state: String,
    pub(super) spec: String,
    pub(super) marked: bool,
    pub(super) created: String,
    pub(super) href: String,
}

pub(crate) async fn show(ask: &Ask<'_>) -> Answer {
    let query = ask.query.get("q");
    let wanted = query.to_lowercase();
    let (all, listed) = list(ask).await?;
    let keys: Vec<_> = all.into_iter().filter(|key| key.holds(&wanted)).collect();
    let found = if query.is_empty() { listed } else { keys.len() };
    ask.page(&Page {
        frame: ask.frame("Keys", "keys"),
        told: told(ask.query.get("told")),
        query,
        found,
        keys,
    })
}

/// The first keys with what is known of each, and how many there are.
pub(super) async fn list(ask: &Ask<'_>) -> Result<(Vec<Row>, usize), Trouble> {
    let answer = ask.kms("ListKeys", &[("PageSize", "100")]).await?;
    let listed = text(&answer, "/TotalCount").parse().unwrap_or_default();
    let aliases = aliases(ask).await;
    let mut keys = Vec::new();
    for key in rows(&answer, "/Keys/Key").iter().take(limits::DETAILS_SHOWN_MAX) {
        let id = text(key, "/KeyId");
        let described = match ask.kms("DescribeKey", &[("KeyId", &id)]).await {
            Err(Trouble::SignedOut) => return Err(Trouble::SignedOut),
            // Somebody may list and not describe, and a key may be gone by now.
            described => described.unwrap_or_default(),
        };
        let tags = ask.kms("ListResourceTags", &[("KeyId", &id)]).await.unwrap_or_default();
        keys.push(Row {
            aliases: aliases.get(&id).cloned().unwrap_or_default(),
            description: text(&described, "/KeyMetadata/Description"),
            state: text(&described, "/KeyMetadata/KeyState"),
            spec: text(&described, "/KeyMetadata/KeySpec"),
            marked: is_marked(&tags),
            created: date(&text(&described, "/KeyMetadata/CreationDate")),
            href: path(&["key", &id]),
            id,
        });
    }
    Ok((keys, listed))
}

/// Whether RDS may take the key into use.
pub(super) fn is_marked(tags: &Value) -> bool {
    rows(tags, "/Tags/Tag")
        .iter()
        .any(|tag| text(tag, "/TagKey") == MARK && text(tag, "/TagValue").eq_ignore_ascii_case("true"))
}

/// The colour of a key's state.
pub(super) fn colour(state: &str) -> &'static str {
    match state {
        "Enabled" => "good",
        "Disabled" | "PendingImport" => "warn",
        "PendingDeletion" => "bad",
        _ => "",
    }
}

async fn aliases(ask: &Ask<'_>) -> HashMap<String, Vec<String>> {
    let answer = ask.kms("ListAliases", &[("PageSize", "100")]).await.unwrap_or_default();
    let mut by_key: HashMap<String, Vec<String>> = HashMap::new();
    for alias in rows(&answer, "/Aliases/Alias") {
        let of_key = by_key.entry(text(alias, "/KeyId")).or_default();
        if of_key.len() < ALIASES_SHOWN_MAX {
            of_key.push(text(alias, "/AliasName"));
        }
    }
    by_key
}

impl Row {
    fn holds(&self, wanted: &str) -> bool {
        let texts = [&self.id, &self.description, &self.state];
        texts.into_iter().chain(&self.aliases).any(|text| text.to_lowercase().contains(wanted))
    }

    fn colour(&self) -> &'static str {
        colour(&self.state)
    }
}
