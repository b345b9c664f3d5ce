//! Whether an instance's next start would succeed: what the start will ask is asked now, of the same policies.
//!
//! A start wears the role as RDS and calls `Decrypt`, under a session policy that allows as much for this key. Pure:
//! what is not known makes the answer unknown, never a yes.

use std::sync::Arc;

use rampart_policy::{
    ConditionMap, Decision, DocumentKind, Effect, Explanation, Policy, PolicySet, Principal, Request,
    TrustPolicy, explain,
};
use rampart_vocab::{
    Timestamp,
    authorize_rds::{self, SERVICE as RDS},
    iso_seconds,
};
use serde::{Serialize, Serializer, ser::SerializeStruct as _};

use super::gather::{Key, Role};

/// What a start asks for.
const DECRYPT: &str = "kms:Decrypt";

/// Whether the next start would succeed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum NextStart {
    /// Nothing stands in its way.
    #[default]
    Succeeds,
    /// This does.
    Fails(Vec<Hindrance>),
    /// Nothing is known to stand in its way, but this could not be read.
    Unknown(Vec<String>),
}

/// Something that stands in the way of a start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Hindrance {
    pub(super) reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) remedy: Option<String>,
}

/// A policy that a role holds.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) name: String,
    pub(super) document: String,
}

/// A key that a start opens something with, and under which role.
pub(super) struct Use {
    pub(super) key: Key,
    pub(super) role: Option<Role>,
}

/// All that a start depends on.
pub(super) struct Question<'a> {
    /// The disk's key and the tables', as far as there are any.
    pub(super) uses: Vec<Use>,
    /// What could not be read.
    pub(super) unread: Vec<String>,
    /// The server's own words.
    pub(super) lock: Option<&'a str>,
    pub(super) warning: Option<&'a str>,
    pub(super) now: Timestamp,
}

/// Answers.
pub(super) fn forecast(question: &Question<'_>) -> NextStart {
    let mut found = Found { hindrances: Vec::new(), unread: question.unread.clone() };
    for Use { key, role } in &question.uses {
        found.key(key);
        if let Some(role) = role {
            found.role(role, key, question.now);
        }
    }
    found.once();
    if found.hindrances.is_empty() {
        // The server may know what cannot be seen from here; where it is seen, its words would only repeat it.
        let told = question.lock.or(question.warning);
        found.hindrances.extend(told.map(|told| Hindrance { reason: told.to_owned(), remedy: None }));
    }
    match (found.hindrances.is_empty(), found.unread.is_empty()) {
        (false, _) => NextStart::Fails(found.hindrances),
        (true, true) => NextStart::Succeeds,
        (true, false) => NextStart::Unknown(found.unread),
    }
}

struct Found {
    hindrances: Vec<Hindrance>,
    unread: Vec<String>,
}

impl Found {
    /// Disk and tables may have one key, or one role: what is true of both is said once.
    fn once(&mut self) {
        let mut said = Vec::new();
        self.hindrances.retain(|hindrance| {
            let first = !said.contains(hindrance);
            said.extend(first.then(|| hindrance.clone()));
            first
        });
        let mut said = Vec::new();
        self.unread.retain(|what| {
            let first = !said.contains(what);
            said.extend(first.then(|| what.clone()));
            first
        });
    }

    fn hinder(&mut self, reason: String, remedy: Option<String>) {
        self.hindrances.push(Hindrance { reason, remedy });
    }

    fn key(&mut self, key: &Key) {
        let id = &key.id;
        let call = |operation| Some(format!("rampart call kms {operation} --KeyId {id}"));
        let (reason, remedy) = match &key.state {
            Some(Ok(state)) => match state.as_str() {
                "Enabled" => return,
                "Disabled" => ("is disabled", call("EnableKey")),
                "PendingDeletion" => ("is scheduled for deletion", call("CancelKeyDeletion")),
                "PendingImport" => ("has no key material", Some("import its key material again".to_owned())),
                "Missing" => ("does not exist", None),
                other => {
                    let reason = format!("the encryption key {id} is in the state {other}");
                    return self.hinder(reason, None);
                }
            },
            Some(Err(why)) => return self.unread.push(format!("the key's state: {why}")),
            None => return self.unread.push("the key's state: the server names none".to_owned()),
        };
        self.hinder(format!("the encryption key {id} {reason}"), remedy);
    }

    fn role(&mut self, role: &Role, key: &Key, now: Timestamp) {
        let arn = &role.arn;
        let trust = match &role.trust {
            Ok(Some(trust)) => trust,
            Ok(None) => {
                return self.hinder(format!("the role {arn} does not exist"), Some(made_again(arn)));
            }
            Err(why) => return self.unread.push(format!("the role: {why}")),
        };
        let common = circumstances(arn, now);
        match TrustPolicy::parse(trust) {
            Err(_) => self.unread.push("the role's trust policy: it cannot be understood".to_owned()),
            Ok(trust) if trust.decide(&Principal::Service(RDS), "sts:AssumeRole", &common).is_allow() => {}
            Ok(_) => {
                let remedy = "name it in the role's AssumeRolePolicyDocument: rampart call ram UpdateRole";
                self.hinder(format!("the role {arn} does not trust {RDS}"), Some(remedy.to_owned()));
            }
        }
        match (&role.policies, &key.tags, &key.arn) {
            (Ok(policies), Some(Ok(tags)), Some(key_arn)) => {
                self.policies(policies, tags, key_arn, &key.id, common, arn);
            }
            (Err(why), ..) => self.unread.push(format!("the role's policies: {why}")),
            (_, Some(Err(why)), _) => self.unread.push(format!("the key's tags: {why}")),
            // A key that cannot be read has said so already.
            _ => {}
        }
    }

    fn policies(
        &mut self,
        held: &[Held],
        tags: &[(String, String)],
        key_arn: &str,
        key: &str,
        mut conditions: ConditionMap,
        role: &str,
    ) {
        let mut set = PolicySet::new();
        for Held { name, document } in held {
            match Policy::parse(name, document, DocumentKind::Identity) {
                Ok(policy) => set.insert(Arc::new(policy)),
                Err(_) => return self.unread.push(format!("the policy {name}: it cannot be understood")),
            }
        }
        for (tag, value) in tags {
            conditions.add(&format!("kms:tag/{tag}"), value);
        }
        let request = Request { action: DECRYPT, resource: key_arn, conditions: &conditions };
        let explanation = explain(&set, &request);
        match explanation.decision {
            Decision::Allow(_) => {}
            Decision::ExplicitDeny(source) => {
                let name = explanation.decisive().map_or("", |trace| trace.policy.as_str());
                let reason = format!("statement {} of policy {name} denies {DECRYPT}", source.statement + 1);
                self.hinder(reason, Some(format!("change it, or detach it from {role}")));
            }
            Decision::ImplicitDeny => {
                let (reason, remedy) = missing(&explanation, held, key, role);
                self.hinder(reason, Some(remedy));
            }
        }
    }
}

/// What was closest to allowing it, and what it lacked.
fn missing(explanation: &Explanation, held: &[Held], key: &str, role: &str) -> (String, String) {
    let allowing = explanation.about_this_action().filter(|trace| trace.effect == Effect::Allow);
    let closest = allowing.min_by_key(|trace| {
        let elements = trace.elements().filter(|element| !element.matched).count();
        (elements, trace.conditions.iter().filter(|condition| !condition.met).count())
    });
    let Some(trace) = closest else {
        return (format!("no policy of the role {role} allows {DECRYPT}"), granted_again(held, role));
    };
    let name = format!("statement {} of policy {}", trace.source.statement + 1, trace.policy);
    if let Some(element) = trace.elements().find(|element| !element.matched) {
        let wanted = element.wanted.join(" or ");
        let reason =
            format!("{name} allows {DECRYPT} for {} {wanted} only, not {}", element.element, element.got);
        return (reason, "widen it, or encrypt with a key that it takes".to_owned());
    }
    let Some(unmet) = trace.conditions.iter().find(|condition| !condition.met) else {
        return (
            format!("{name} does not allow {DECRYPT}"),
            "look at it by `rampart policy explain`".to_owned(),
        );
    };
    let wanted = unmet.wanted.join(" or ");
    let got = unmet.got.as_ref().map_or("not set".to_owned(), |got| got.join(", "));
    let reason =
        format!("{name} allows {DECRYPT} only where {} {} {wanted}; it is {got}", unmet.key, unmet.operator);
    let remedy = match unmet.key.strip_prefix("kms:tag/") {
        Some(tag) => {
            let value = unmet.wanted.first().map_or("", String::as_str);
            format!(
                r#"rampart call kms TagResource --KeyId {key} --Tags '[{{"TagKey":"{tag}","TagValue":"{value}"}}]'"#
            )
        }
        None => "change the condition".to_owned(),
    };
    (reason, remedy)
}

/// How a role comes back. `rampart authorize rds` makes the usual one and no other.
fn made_again(arn: &str) -> String {
    if is_usual(arn) {
        return "make it again: rampart authorize rds".to_owned();
    }
    let trust: String = authorize_rds::TRUST.split_whitespace().collect();
    format!(
        "make it again, and attach a policy to it: rampart call ram CreateRole --RoleName {} \
         --AssumeRolePolicyDocument '{trust}'",
        name_of(arn)
    )
}

/// How a role comes by the right to keys. `rampart authorize rds` attaches the page's policy to the usual role alone, and
/// changes no policy that has its name and says something else.
fn granted_again(held: &[Held], arn: &str) -> String {
    let policy = authorize_rds::POLICY;
    if !is_usual(arn) {
        let name = name_of(arn);
        return format!(
            "attach the system policy to it: rampart call ram AttachPolicyToRole --PolicyType System --PolicyName \
             {policy} --RoleName {name}"
        );
    }
    match held.iter().any(|held| held.name == policy) {
        true => {
            format!("{policy} is not as on the vendor's page: `rampart authorize rds` says what makes it so")
        }
        false => format!("attach {policy} to it: rampart authorize rds"),
    }
}

fn name_of(arn: &str) -> &str {
    arn.split_once(":role/").map_or(arn, |(_, name)| name)
}

/// Names of roles in ARNs are in lower case.
fn is_usual(arn: &str) -> bool {
    name_of(arn).eq_ignore_ascii_case(authorize_rds::ROLE)
}

/// What every question of a session of the role carries; it comes from within the server, so there is no source address.
fn circumstances(role: &str, now: Timestamp) -> ConditionMap {
    ConditionMap::new()
        .with("acs:CurrentTime", &iso_seconds(now))
        .with("acs:SecureTransport", "true")
        .with("acs:MFAPresent", "false")
        .with("acs:PrincipalARN", role)
}

impl Serialize for NextStart {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("NextStart", 2)?;
        match self {
            Self::Succeeds => out.serialize_field("succeeds", &Some(true))?,
            Self::Fails(why) => {
                out.serialize_field("succeeds", &Some(false))?;
                out.serialize_field("hindrances", why)?;
            }
            Self::Unknown(unread) => {
                out.serialize_field("succeeds", &None::<bool>)?;
                out.serialize_field("unread", unread)?;
            }
        }
        out.end()
    }
}
