//! What the API tells of instances, their keys and their roles, read call by call.
//!
//! What cannot be read is left unknown with the reason; only the list of instances must be had.

use std::collections::BTreeMap;

use rampart_client::Service;
use rampart_client::{CallFailed, Client};
use rampart_vocab::{Tag, Timestamp};
use serde_json::Value;

use super::{
    Attached, Attachments, Encryption, EncryptionKey, Instance, Tables,
    next_start::{Held, NextStart, Question, Use, forecast},
};
use crate::tde::Attachment;

/// Instances asked for at a time: the most that the API gives.
const PAGE: &str = "100";
/// The name of the state in which an instance lies in the bin.
const IN_BIN: &str = "Deleted";
/// And of one whose key and disk are being made.
const BEING_MADE: &str = "Creating";

/// Whoever answers calls.
pub(super) trait Api {
    fn call(&self, service: Service, operation: &str, params: &[(&str, &str)]) -> Result<Value, CallFailed>;
}

impl Api for Client {
    fn call(&self, service: Service, operation: &str, params: &[(&str, &str)]) -> Result<Value, CallFailed> {
        self.call_blocking(service, operation, params)
    }
}

/// A key, as far as it could be read.
#[derive(Clone, Debug, Default)]
pub(super) struct Key {
    pub(super) id: String,
    /// Its whole name; none where it does not exist or could not be read.
    pub(super) arn: Option<String>,
    /// `Missing` where the server is sure that it does not exist; the reason where it could not be read.
    pub(super) state: Option<Result<String, String>>,
    pub(super) alias: Option<String>,
    pub(super) tags: Option<Result<Vec<(String, String)>, String>>,
}

/// A role, as far as it could be read.
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub(super) arn: String,
    /// Its trust policy; `Ok(None)` where the server is sure that there is no such role.
    pub(super) trust: Result<Option<String>, String>,
    pub(super) policies: Result<Vec<Held>, String>,
}

/// Every instance of the caller's account, those in the bin at the end; and every attached server.
///
/// The API tells of no instance under which role its key is used. Without `role` it is taken to be the one by which the
/// account lets RDS use keys, and said to be taken so.
pub(super) fn everything(
    api: &dyn Api,
    region: Option<&str>,
    role: Option<&str>,
    now: Timestamp,
) -> Result<(Vec<Instance>, Attachments), CallFailed> {
    let region = match region {
        Some(region) => region.to_owned(),
        None => {
            let regions = api.call(Service::Kms, "DescribeRegions", &[])?;
            text(&regions, "/Regions/Region/0/RegionId").unwrap_or_default()
        }
    };
    let role = role.map(|role| Worn { arn: Ok(role.to_owned()), assumed: false });
    let mut gathering = Gathering { api, region, role, now, keys: BTreeMap::new(), roles: BTreeMap::new() };
    let mut found = gathering.list(None)?;
    found.extend(gathering.list(Some(IN_BIN))?);
    let instances = found.iter().map(|listed| gathering.instance(listed)).collect();
    Ok((instances, gathering.attachments()))
}

/// The role under which keys are used.
#[derive(Clone)]
struct Worn {
    /// Or why it is not known.
    arn: Result<String, String>,
    assumed: bool,
}

struct Gathering<'a> {
    api: &'a dyn Api,
    region: String,
    /// Once it was asked for.
    role: Option<Worn>,
    now: Timestamp,
    keys: BTreeMap<String, Key>,
    roles: BTreeMap<String, Role>,
}

impl Gathering<'_> {
    /// Every attached server, or why they cannot be told.
    fn attachments(&mut self) -> Attachments {
        let told = self.api.call(Service::Rds, Attachment::LIST, &Attachment::ALL);
        match told {
            Ok(told) => Attachments::Listed(
                Attachment::list(&told).into_iter().map(|attachment| self.attached(attachment)).collect(),
            ),
            Err(failed) => Attachments::Unread { unread: failed.to_string() },
        }
    }

    /// What stands in its way is the server's word; what mends it is found where it can be seen from here.
    fn attached(&mut self, attachment: Attachment) -> Attached {
        let mut remedies = attachment.remedies();
        if let Some((key, role)) = attachment.refused_under() {
            let used = Use { key: self.key(key).clone(), role: Some(self.role(role).clone()) };
            let question =
                Question { uses: vec![used], unread: Vec::new(), lock: None, warning: None, now: self.now };
            if let NextStart::Fails(hindrances) = forecast(&question) {
                remedies.extend(hindrances.into_iter().filter_map(|hindrance| hindrance.remedy));
            }
        }
        Attached { attachment, remedies }
    }

    fn list(&self, state: Option<&str>) -> Result<Vec<Value>, CallFailed> {
        let (mut found, mut token) = (Vec::new(), None::<String>);
        loop {
            let mut params = vec![("RegionId", self.region.as_str()), ("MaxResults", PAGE)];
            params.extend(state.map(|state| ("DBInstanceStatus", state)));
            params.extend(token.as_deref().map(|token| ("NextToken", token)));
            let page = self.api.call(Service::Rds, "DescribeDBInstances", &params)?;
            found.extend(items(&page, "/Items/DBInstance"));
            let next = text(&page, "/NextToken");
            if next.is_none() || next == token {
                return Ok(found);
            }
            token = next;
        }
    }

    fn instance(&mut self, listed: &Value) -> Instance {
        let id = text(listed, "/DBInstanceId").unwrap_or_default();
        let told = self.api.call(Service::Rds, "DescribeDBInstanceAttribute", &[("DBInstanceId", &id)]);
        let told = told.ok().and_then(|told| told.pointer("/Items/DBInstanceAttribute/0").cloned());
        // One that went meanwhile, or lies in the bin, is shown as the list knew it.
        let of = |name: &str| {
            let name = format!("/{name}");
            told.as_ref().and_then(|told| text(told, &name)).or_else(|| text(listed, &name))
        };
        let host = of("ConnectionString");
        let connection = host.map(|host| of("Port").map_or(host.clone(), |port| format!("{host}:{port}")));
        let mut engine =
            [of("Engine"), of("EngineVersion")].into_iter().flatten().collect::<Vec<_>>().join(" ");
        // What serves under another's name.
        if let (Some(name), Some(runs)) = (of("Engine"), of("CurrentKernelVersion"))
            && !runs.starts_with(&name)
        {
            engine = format!("{engine}, served by {runs}");
        }
        // Level 0 is a note. From 1 on something stands in the way.
        let warning = of("Tips").filter(|_| of("TipsLevel").as_deref() != Some("0"));
        let state = of("DBInstanceStatus").unwrap_or_default();
        let (encryption, mut unread) = self.encryption(&id);
        // PostgreSQL encrypts no tables of its own.
        let may = engine.starts_with("MariaDB") || engine.starts_with("MySQL");
        let tables = if may && state != IN_BIN { self.tables(&id) } else { Ok(None) };
        let tables = tables.unwrap_or_else(|why| {
            unread.push(why);
            None
        });
        let mut instance = Instance {
            description: of("DBInstanceDescription").unwrap_or_default(),
            engine,
            connection,
            encryption,
            tables,
            lock_mode: of("LockMode").unwrap_or_default(),
            lock_reason: of("LockReason"),
            warning,
            kept_until: (state == IN_BIN).then(|| of("DestroyTime").unwrap_or_default()),
            state,
            next_start: None,
            id,
        };
        instance.next_start = self.next_start(&instance, unread);
        instance
    }

    /// With the reasons for what could not be read.
    fn encryption(&mut self, id: &str) -> (Encryption, Vec<String>) {
        let params = [("DBInstanceId", id), ("RegionId", self.region.as_str())];
        let told = match self.api.call(Service::Rds, "DescribeDBInstanceEncryptionKey", &params) {
            Ok(told) => told,
            Err(failed) => return (Encryption::Unknown, vec![format!("the disk's key: {failed}")]),
        };
        let Some(key) = text(&told, "/EncryptionKey") else { return (Encryption::None, Vec::new()) };
        let Worn { arn, assumed } = self.worn();
        let (role, unread) = match arn {
            Ok(role) => (Some(role), Vec::new()),
            Err(why) => (None, vec![format!("the role: {why}")]),
        };
        let alias = text(&told, "/EncryptionKeyList/0/AliasName");
        let shown = EncryptionKey { role, role_assumed: assumed, ..self.shown_key(key, alias) };
        (Encryption::Key(Box::new(shown)), unread)
    }

    /// How the engine encrypts tables, or why that could not be read.
    fn tables(&mut self, id: &str) -> Result<Option<Tables>, String> {
        let told = self.api.call(Service::Rds, "DescribeDBInstanceTDE", &[("DBInstanceId", id)]);
        let told = told.map_err(|failed| format!("the tables' key: {failed}"))?;
        let Some(key) = text(&told, "/EncryptionKey") else { return Ok(None) };
        let of = |name| text(&told, name).unwrap_or_default();
        Ok(Some(Tables {
            state: of("/State"),
            progress: of("/Progress"),
            warning: text(&told, "/Tips"),
            key: EncryptionKey { role: text(&told, "/RoleArn"), ..self.shown_key(key, None) },
        }))
    }

    /// A key but for its role.
    fn shown_key(&mut self, id: String, alias: Option<String>) -> EncryptionKey {
        let facts = self.key(&id);
        let marked = match &facts.tags {
            Some(Ok(tags)) => Some(tags.iter().any(|(key, _)| key == Tag::RDS_INSTANCE_ENCRYPTION)),
            _ => None,
        };
        EncryptionKey {
            state: facts.state.clone().and_then(Result::ok),
            alias: facts.alias.clone().or(alias),
            marked,
            role: None,
            role_assumed: false,
            id,
        }
    }

    /// One that is being made asks other things of its key, and marks it first: of that only the server's word is told.
    fn next_start(&mut self, instance: &Instance, unread: Vec<String>) -> Option<NextStart> {
        let mut question = Question {
            uses: Vec::new(),
            unread,
            lock: instance.lock_reason.as_deref(),
            warning: instance.warning.as_deref().or_else(|| instance.tables.as_ref()?.warning.as_deref()),
            now: self.now,
        };
        match instance.state.as_str() {
            IN_BIN => None,
            BEING_MADE => {
                question.unread.clear();
                Some(forecast(&question)).filter(|told| *told != NextStart::Succeeds)
            }
            _ => {
                question.uses = instance.keys().map(|key| self.used(key)).collect();
                Some(forecast(&question))
            }
        }
    }

    fn used(&mut self, key: &EncryptionKey) -> Use {
        let role = key.role.as_ref().map(|arn| self.role(arn).clone());
        Use { key: self.key(&key.id).clone(), role }
    }

    fn worn(&mut self) -> Worn {
        let (api, region) = (self.api, &self.region);
        let usual = || Worn { arn: usual_role(api, region), assumed: true };
        self.role.get_or_insert_with(usual).clone()
    }

    fn key(&mut self, id: &str) -> &Key {
        let api = self.api;
        self.keys.entry(id.to_owned()).or_insert_with(|| key(api, id))
    }

    fn role(&mut self, arn: &str) -> &Role {
        let api = self.api;
        self.roles.entry(arn.to_owned()).or_insert_with(|| role(api, arn))
    }
}

fn usual_role(api: &dyn Api, region: &str) -> Result<String, String> {
    let told = api.call(Service::Rds, "CheckCloudResourceAuthorized", &[("RegionId", region)]);
    let told = told.map_err(|failed| failed.to_string())?;
    text(&told, "/RoleArn").ok_or_else(|| "the server names none".to_owned())
}

fn key(api: &dyn Api, id: &str) -> Key {
    let call = |operation| api.call(Service::Kms, operation, &[("KeyId", id)]);
    let unread = |failed: CallFailed| Key { state: Some(Err(failed.to_string())), ..Key::default() };
    let mut key = match call("DescribeKey") {
        Ok(told) => Key {
            arn: text(&told, "/KeyMetadata/Arn"),
            state: text(&told, "/KeyMetadata/KeyState").map(Ok),
            ..Key::default()
        },
        Err(failed) if is(&failed, "Forbidden.KeyNotFound") => {
            Key { state: Some(Ok("Missing".to_owned())), ..Key::default() }
        }
        Err(failed) => unread(failed),
    };
    key.id = id.to_owned();
    if key.arn.is_some() {
        key.alias =
            call("ListAliasesByKeyId").ok().and_then(|told| text(&told, "/Aliases/Alias/0/AliasName"));
        key.tags = Some(match call("ListResourceTags") {
            Ok(told) => Ok(items(&told, "/Tags/Tag")
                .iter()
                .filter_map(|tag| Some((text(tag, "/TagKey")?, text(tag, "/TagValue").unwrap_or_default())))
                .collect()),
            Err(failed) => Err(failed.to_string()),
        });
    }
    key
}

fn role(api: &dyn Api, arn: &str) -> Role {
    let name = arn.split_once(":role/").map_or(arn, |(_, name)| name);
    let call = |operation, params: &[(&str, &str)]| api.call(Service::Ram, operation, params);
    let trust = match call("GetRole", &[("RoleName", name)]) {
        Ok(told) => Ok(text(&told, "/Role/AssumeRolePolicyDocument")),
        Err(failed) if is(&failed, "EntityNotExist.Role") => Ok(None),
        Err(failed) => Err(failed.to_string()),
    };
    let policies = || -> Result<Vec<Held>, CallFailed> {
        let listed = call("ListPoliciesForRole", &[("RoleName", name)])?;
        let held = items(&listed, "/Policies/Policy");
        held.iter()
            .map(|listed| {
                let of = |name| text(listed, name).unwrap_or_default();
                let (name, kind) = (of("/PolicyName"), of("/PolicyType"));
                let told = call("GetPolicy", &[("PolicyName", &name), ("PolicyType", &kind)])?;
                let document = text(&told, "/DefaultPolicyVersion/PolicyDocument").unwrap_or_default();
                Ok(Held { name, document })
            })
            .collect()
    };
    let policies = match &trust {
        Ok(Some(_)) => policies().map_err(|failed| failed.to_string()),
        _ => Ok(Vec::new()),
    };
    Role { arn: arn.to_owned(), trust, policies }
}

fn is(failed: &CallFailed, code: &str) -> bool {
    failed.refusal().is_some_and(|refusal| refusal.code == code)
}

/// A text, or a number as text; an empty one is none.
fn text(value: &Value, pointer: &str) -> Option<String> {
    match value.pointer(pointer)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn items(value: &Value, pointer: &str) -> Vec<Value> {
    value.pointer(pointer).and_then(Value::as_array).cloned().unwrap_or_default()
}
