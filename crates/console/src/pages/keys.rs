//! The list of keys.

use std::collections::HashSet;

use askama::Template;
use serde_json::{Value, json};

use super::{Frame, told::told};
use crate::{
    ask::{Answer, Ask, date, path, rows, text},
    fields::Fields,
    limits,
    trouble::Trouble,
};

/// The tag by which a key is marked for RDS. Source: "Authorize RDS to access KMS".
pub(super) const MARK: &str = "acs:rds:instance-encryption";

/// Names of one key in a list; its own page has all.
const ALIASES_SHOWN_MAX: usize = 3;
/// What the mark's value is, however it is written.
const MARKED: &[&str] = &["true", "True", "TRUE"];
/// Keys on a page: each is described by a call of its own.
const KEYS_ON_PAGE: usize = 25;
/// Pages that are turned.
const PAGES_MAX: usize = 100_000;
/// Keys that a form offers; whoever has more writes an id.
const CHOICES_MAX: usize = 100;
/// Rows asked for at a time. Source: ListKeys and ListAliases give no more.
const ROWS_AT_ONCE: usize = 100;
/// Values of one filter. Source: ListKeys takes no more.
const FILTER_VALUES_MAX: usize = 10;
/// The states by which keys are found.
const STATES: [&str; 4] = ["Enabled", "Disabled", "PendingDeletion", "PendingImport"];

#[derive(Template)]
#[template(path = "keys.html")]
struct Page<'a> {
    frame: Frame,
    told: Option<&'static str>,
    query: &'a str,
    found: usize,
    /// The pages beside this one.
    newer: Option<String>,
    older: Option<String>,
    keys: Vec<Row>,
}

/// A key in a list.
struct Row {
    id: String,
    aliases: Vec<String>,
    description: String,
    state: String,
    spec: String,
    marked: bool,
    created: String,
    href: String,
}

/// A key that a form offers to RDS.
pub(super) struct Choice {
    pub(super) id: String,
    /// One of its aliases.
    pub(super) alias: Option<String>,
}

pub(crate) async fn show(ask: &Ask<'_>) -> Answer {
    let query = ask.query.get("q");
    let aliases = aliases(ask).await?;
    let page = ask.query.get("page").parse().unwrap_or(1).clamp(1, PAGES_MAX);
    let before = (page - 1) * KEYS_ON_PAGE;
    let (ids, found) = match query {
        "" => newest(ask, before).await?,
        query => {
            let all = search(ask, query, &aliases).await?;
            let found = all.len();
            (all.into_iter().skip(before).take(KEYS_ON_PAGE).collect(), found)
        }
    };
    let to = |page: usize| address(query, page);
    ask.page(&Page {
        frame: ask.frame("Keys", "keys"),
        told: told(ask.query.get("told")),
        query,
        newer: (page > 1).then(|| to(page - 1)),
        older: (found > before + KEYS_ON_PAGE).then(|| to(page + 1)),
        found,
        keys: described(ask, ids, &aliases).await?,
    })
}

/// The enabled keys that RDS may use, by name, as many as a form offers.
pub(super) async fn choices(ask: &Ask<'_>) -> Result<Vec<Choice>, Trouble> {
    let filters = filters(&[("KeyState", &["Enabled"]), ("TagKey", &[MARK]), ("TagValue", MARKED)]);
    let aliases = aliases(ask).await?;
    let name = |id: String| {
        let alias = aliases.iter().find(|(_, key)| *key == id).map(|(alias, _)| alias.clone());
        Choice { alias, id }
    };
    let mut choices: Vec<_> = ids(ask, &filters).await?.into_iter().map(name).collect();
    choices.sort_by(|one, other| {
        (one.alias.is_none(), &one.alias, &one.id).cmp(&(other.alias.is_none(), &other.alias, &other.id))
    });
    choices.truncate(CHOICES_MAX);
    Ok(choices)
}

/// A page of all keys, the newest first from behind so many of them; and how many keys there are.
async fn newest(ask: &Ask<'_>, before: usize) -> Result<(Vec<String>, usize), Trouble> {
    // The API's list begins with the oldest: a page of ours lies across two of its.
    let (mut number, mut read) = (1, page_of(ask, "", 1, KEYS_ON_PAGE).await?);
    let total = read.1;
    let end = total.saturating_sub(before);
    let start = end.saturating_sub(KEYS_ON_PAGE);
    let mut ids = Vec::new();
    for wanted in start / KEYS_ON_PAGE + 1..=end.div_ceil(KEYS_ON_PAGE) {
        if wanted != number {
            (number, read) = (wanted, page_of(ask, "", wanted, KEYS_ON_PAGE).await?);
        }
        ids.extend(read.0.iter().take(KEYS_ON_PAGE).cloned());
    }
    let on_page = ids.into_iter().skip(start % KEYS_ON_PAGE).take(end - start);
    Ok((on_page.collect::<Vec<_>>().into_iter().rev().collect(), total))
}

/// The keys of this id, alias or state, and then those whose id or alias holds these letters, the newest first.
async fn search(ask: &Ask<'_>, query: &str, aliases: &[(String, String)]) -> Result<Vec<String>, Trouble> {
    let named = if query.starts_with("alias/") { query.to_owned() } else { format!("alias/{query}") };
    let mut found = ids(ask, &filters(&[("keyId", &[query])])).await?;
    found.extend(ids(ask, &filters(&[("AliasName", &[&named])])).await?);
    if let Some(state) = STATES.iter().find(|state| state.eq_ignore_ascii_case(query)) {
        found.extend(ids(ask, &filters(&[("KeyState", &[state])])).await?.into_iter().rev());
    }
    let wanted = query.to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&wanted);
    let aliased = |id: &String| aliases.iter().any(|(alias, key)| key == id && holds(alias));
    let all = ids(ask, "").await?.into_iter().rev();
    found.extend(all.filter(|id| holds(id) || aliased(id)));
    // Of keys beyond those that are read the aliases still tell.
    found.extend(aliases.iter().filter(|(alias, _)| holds(alias)).map(|(_, key)| key.clone()));
    let mut seen = HashSet::new();
    found.retain(|id| seen.insert(id.clone()));
    Ok(found)
}

/// What a list tells of each key.
async fn described(
    ask: &Ask<'_>,
    ids: Vec<String>,
    aliases: &[(String, String)],
) -> Result<Vec<Row>, Trouble> {
    let marked = marked(ask, &ids).await;
    let mut keys = Vec::new();
    for id in ids {
        let described = match ask.kms("DescribeKey", &[("KeyId", &id)]).await {
            Err(Trouble::SignedOut) => return Err(Trouble::SignedOut),
            // Somebody may list and not describe, and a key may be gone by now.
            described => described.unwrap_or_default(),
        };
        let of_key = aliases.iter().filter(|(_, key)| *key == id);
        keys.push(Row {
            aliases: of_key.map(|(alias, _)| alias.clone()).take(ALIASES_SHOWN_MAX).collect(),
            description: text(&described, "/KeyMetadata/Description"),
            state: text(&described, "/KeyMetadata/KeyState"),
            spec: text(&described, "/KeyMetadata/KeySpec"),
            marked: marked.contains(&id),
            created: date(&text(&described, "/KeyMetadata/CreationDate")),
            href: path(&["key", &id]),
            id,
        });
    }
    Ok(keys)
}

/// Those of these keys that RDS may take into use: a call for as many as one filter takes, none for each.
async fn marked(ask: &Ask<'_>, keys: &[String]) -> HashSet<String> {
    let mut marked = HashSet::new();
    for some in keys.chunks(FILTER_VALUES_MAX) {
        let some: Vec<&str> = some.iter().map(String::as_str).collect();
        let filters = filters(&[("keyId", &some), ("TagKey", &[MARK]), ("TagValue", MARKED)]);
        marked.extend(ids(ask, &filters).await.unwrap_or_default());
    }
    marked
}

/// The ids of the keys that fit, the oldest first, as many as are read for one page of ours.
async fn ids(ask: &Ask<'_>, filters: &str) -> Result<Vec<String>, Trouble> {
    let mut found = Vec::new();
    for number in 1..=limits::ROWS_READ_MAX / ROWS_AT_ONCE {
        let (ids, total) = page_of(ask, filters, number, ROWS_AT_ONCE).await?;
        found.extend(ids);
        if found.len() >= total {
            break;
        }
    }
    found.truncate(limits::ROWS_READ_MAX);
    Ok(found)
}

/// One page of the API's list, and how many keys fit.
async fn page_of(
    ask: &Ask<'_>,
    filters: &str,
    number: usize,
    size: usize,
) -> Result<(Vec<String>, usize), Trouble> {
    let (number, size) = (number.to_string(), size.to_string());
    let params = [("Filters", filters), ("PageNumber", &number), ("PageSize", &size)];
    let answer = ask.kms("ListKeys", &params).await?;
    let ids = rows(&answer, "/Keys/Key").iter().map(|key| text(key, "/KeyId")).collect();
    Ok((ids, text(&answer, "/TotalCount").parse().unwrap_or_default()))
}

/// Filters as ListKeys takes them.
fn filters(wanted: &[(&str, &[&str])]) -> String {
    let row = |(key, values): &(&str, &[&str])| json!({"Key": key, "Values": values});
    Value::Array(wanted.iter().map(row).collect()).to_string()
}

/// Every alias with its key, by name; none where the caller may not ask.
async fn aliases(ask: &Ask<'_>) -> Result<Vec<(String, String)>, Trouble> {
    let mut all = Vec::new();
    for number in 1..=limits::ROWS_READ_MAX / ROWS_AT_ONCE {
        let (number, size) = (number.to_string(), ROWS_AT_ONCE.to_string());
        let answer = match ask.kms("ListAliases", &[("PageNumber", &number), ("PageSize", &size)]).await {
            Err(trouble) if trouble.is_denied() => break,
            answer => answer?,
        };
        let read = rows(&answer, "/Aliases/Alias");
        all.extend(read.iter().map(|alias| (text(alias, "/AliasName"), text(alias, "/KeyId"))));
        if read.len() != ROWS_AT_ONCE {
            break;
        }
    }
    Ok(all)
}

/// A page of this search.
fn address(query: &str, page: usize) -> String {
    let mut fields = form_urlencoded::Serializer::new(String::new());
    if !query.is_empty() {
        fields.append_pair("q", query);
    }
    if page > 1 {
        fields.append_pair("page", &page.to_string());
    }
    format!("{}?{}", path(&["keys"]), fields.finish())
}

/// The key that a form names: one that is written goes before one that is offered.
pub(super) fn chosen(form: &Fields) -> &str {
    let other = form.get("other");
    if other.is_empty() { form.get("key") } else { other }
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

impl Row {
    fn colour(&self) -> &'static str {
        colour(&self.state)
    }
}
