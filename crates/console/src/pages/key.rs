//! One key: its state, its tags, what uses it, and what may be done to it.

use askama::Template;
use serde_json::Value;

use super::{
    Frame,
    create_key::{mark, named},
    keys::{MARK, colour, is_marked},
    told::told,
};
use crate::{
    ask::{Answer, Ask, date, first_rows, path, rows, text},
    limits, response,
    trouble::{Notice, Trouble},
};

/// Days until a key is destroyed. Source: ScheduleKeyDeletion takes 7 to 366.
const DAYS_OFFERED: [u16; 4] = [7, 30, 90, 366];

#[derive(Template)]
#[template(path = "key.html")]
struct Page {
    frame: Frame,
    told: Option<&'static str>,
    notice: Option<Notice>,
    key: Key,
    aliases: Vec<String>,
    tags: Vec<Tag>,
    marked: bool,
    /// The newest first; none where the caller may not ask.
    versions: Option<Vec<Version>>,
    /// None where the caller may not ask.
    uses: Option<Vec<Use>>,
    days: [u16; 4],
    /// Whether it is asked first, since a database needs the key.
    asks_disable: bool,
    href: String,
    token: String,
    /// Where it is asked who may use it.
    simulate: String,
}

struct Key {
    id: String,
    arn: String,
    state: String,
    description: String,
    spec: String,
    purpose: String,
    origin: String,
    created: String,
    deleted: String,
    primary: String,
    rotated: String,
}

/// Material that encrypted from its day on, until the next came.
struct Version {
    id: String,
    created: String,
    is_primary: bool,
}

struct Tag {
    key: String,
    value: String,
}

struct Use {
    instance: String,
    engine: String,
    by: String,
    href: String,
}

pub(crate) async fn show(ask: &Ask<'_>, id: &str) -> Answer {
    let lacks = |what: &str| ask.query.all("lacks").any(|one| one == what);
    let notice = match (lacks("alias"), lacks("tag")) {
        (true, true) => Some(Notice::form(
            "The key is made, its alias and its tag for RDS are not",
            "You may not give keys an alias or tags. Ask who may.",
        )),
        (true, false) => Some(Notice::form(
            "The key is made, its alias is not",
            "You may not give it one, or another key has been given it meanwhile. Try again below.",
        )),
        (false, true) => Some(Notice::form(
            "The key is made, its tag for RDS is not",
            "You may not tag keys. Ask who may.",
        )),
        (false, false) => None,
    };
    ask.page(&page(ask, id, notice).await?)
}

/// One change, named in the form's `do`.
pub(crate) async fn change(ask: &Ask<'_>, id: &str) -> Answer {
    let form = &ask.form;
    let key = ("KeyId", id);
    let (changed, told) = match form.get("do") {
        "enable" => (ask.kms("EnableKey", &[key]).await, "enabled"),
        "disable" if !form.has("sure") && uses(ask, id).await.is_some_and(|uses| !uses.is_empty()) => {
            return ask.page(&Page { asks_disable: true, ..page(ask, id, None).await? });
        }
        "disable" => (ask.kms("DisableKey", &[key]).await, "disabled"),
        "rotate" if !ask.is_first() => (Ok(Value::Null), "sent"),
        "rotate" => (ask.kms("CreateKeyVersion", &[key]).await, "rotated"),
        "mark" => (mark(ask, id).await.map(|()| Value::Null), "tagged"),
        "alias" => {
            let params = [key, ("AliasName", &named(form.get("alias")))];
            (ask.kms("CreateAlias", &params).await, "aliased")
        }
        "unalias" => (ask.kms("DeleteAlias", &[("AliasName", form.get("alias"))]).await, "unaliased"),
        "tag" => {
            let tags = serde_json::json!([{"TagKey": form.get("key"), "TagValue": form.get("value")}]);
            (ask.kms("TagResource", &[key, ("Tags", &tags.to_string())]).await, "tagged")
        }
        "untag" => {
            let keys = serde_json::json!([form.get("key")]).to_string();
            (ask.kms("UntagResource", &[key, ("TagKeys", &keys)]).await, "untagged")
        }
        "cancel" => (ask.kms("CancelKeyDeletion", &[key]).await, "cancelled"),
        "schedule" if form.get("typed") != id => {
            let remedy = "Type the key's ID exactly to confirm.";
            let notice = Notice::form("The deletion is not scheduled", remedy);
            return ask.refused(&page(ask, id, Some(notice)).await?);
        }
        "schedule" => {
            let params = [key, ("PendingWindowInDays", form.get("days"))];
            (ask.kms("ScheduleKeyDeletion", &params).await, "scheduled")
        }
        _ => return Err(Trouble::NoPage),
    };
    match changed {
        Ok(_) => Ok(response::see(&format!("{}?told={told}", path(&["key", id])))),
        Err(trouble) => ask.refused(&page(ask, id, Some(trouble.notice()?)).await?),
    }
}

async fn page(ask: &Ask<'_>, id: &str, notice: Option<Notice>) -> Result<Page, Trouble> {
    let answer = ask.kms("DescribeKey", &[("KeyId", id)]).await?;
    let fact = |name: &str| text(&answer, &format!("/KeyMetadata/{name}"));
    let key = Key {
        id: fact("KeyId"),
        arn: fact("Arn"),
        state: fact("KeyState"),
        description: fact("Description"),
        spec: fact("KeySpec"),
        purpose: fact("KeyUsage"),
        origin: fact("Origin"),
        created: date(&fact("CreationDate")),
        deleted: date(&fact("DeleteDate")),
        primary: fact("PrimaryKeyVersion"),
        rotated: date(&fact("LastRotationDate")),
    };
    let tags = ask.kms("ListResourceTags", &[("KeyId", &key.id)]).await.unwrap_or_default();
    let aliases = ask.kms("ListAliasesByKeyId", &[("KeyId", &key.id)]).await.unwrap_or_default();
    let marked = is_marked(&tags);
    let tags: Vec<_> = first_rows(&tags, "/Tags/Tag").map(tag).collect();
    Ok(Page {
        frame: ask.frame(format!("Key {}", key.id), "keys"),
        told: told(ask.query.get("told")),
        notice,
        aliases: first_rows(&aliases, "/Aliases/Alias").map(|alias| text(alias, "/AliasName")).collect(),
        simulate: simulate(&key, &tags),
        marked,
        tags,
        versions: versions(ask, &key).await,
        uses: uses(ask, &key.id).await,
        days: DAYS_OFFERED,
        asks_disable: false,
        href: path(&["key", &key.id]),
        token: ask.token(),
        key,
    })
}

/// The question who may use a key, with what its tags answer to conditions.
fn simulate(key: &Key, tags: &[Tag]) -> String {
    let mut conditions = String::new();
    // A key with `=` in its name could not be told from its value.
    for Tag { key, value } in tags.iter().filter(|tag| !tag.key.contains(['=', '\n'])) {
        for prefix in ["kms:tag", "acs:ResourceTag"] {
            conditions.push_str(&format!("{prefix}/{key}={value}\n"));
        }
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("resource", &key.arn);
    if !conditions.is_empty() {
        query.append_pair("conditions", &conditions);
    }
    format!("{}?{}", path(&["simulate"]), query.finish())
}

/// A key's versions; none where the caller may not ask.
async fn versions(ask: &Ask<'_>, key: &Key) -> Option<Vec<Version>> {
    let answer = ask.kms("ListKeyVersions", &[("KeyId", &key.id), ("PageSize", "100")]).await.ok()?;
    let one = |version: &Value| {
        let id = text(version, "/KeyVersionId");
        Version { created: date(&text(version, "/CreationDate")), is_primary: id == key.primary, id }
    };
    let newest = rows(&answer, "/KeyVersions/KeyVersion").iter().rev().take(limits::DETAILS_SHOWN_MAX);
    Some(newest.map(one).collect())
}

/// The instances that need a key; none where the caller may not know.
async fn uses(ask: &Ask<'_>, id: &str) -> Option<Vec<Use>> {
    let account = ask.session.account.as_str();
    let params = [("KmsResourceId", id), ("KmsResourceType", "key"), ("KmsResourceUser", account)];
    let answer = ask.rds("DescribeKmsAssociateResources", &params).await.ok()?;
    let one = |used: &Value| {
        let instance = text(used, "/DBInstanceName");
        Use {
            engine: text(used, "/Engine"),
            by: text(used, "/KeyUsedBy"),
            href: path(&["database", &instance]),
            instance,
        }
    };
    Some(first_rows(&answer, "/AssociateDBInstances").map(one).collect())
}

fn tag(tag: &Value) -> Tag {
    Tag { key: text(tag, "/TagKey"), value: text(tag, "/TagValue") }
}

impl Page {
    /// Whether an instance needs the key for this.
    fn is_used_by(&self, what: &str) -> bool {
        self.uses.iter().flatten().any(|one| one.by == what)
    }
}

impl Key {
    fn colour(&self) -> &'static str {
        colour(&self.state)
    }

    /// Whether it may be given fresh material.
    fn rotates(&self) -> bool {
        self.is("Enabled") && self.purpose == "ENCRYPT/DECRYPT"
    }

    fn is(&self, state: &str) -> bool {
        self.state == state
    }
}

impl Tag {
    fn is_mark(&self) -> bool {
        self.key == MARK
    }
}
