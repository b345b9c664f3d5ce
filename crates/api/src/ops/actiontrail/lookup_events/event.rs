//! A record as an event. Source: ActionTrail, management event structure.
//!
//! A record holds no parameter of its call and no message, so neither does an event; what was decided, and by what,
//! stands in `additionalEventData`.

use std::borrow::Cow;

use rampart_vocab::{Arn, RegionId, iso_seconds};
use rampart_wire::{
    Service,
    actiontrail::lookup_events::{AdditionalEventData, Decision, Event, UserIdentity},
};

use crate::audit::{AuditRecord, Deciding, DecisionMade, Outcome, Placed, Ruling};
use rampart_identity::policy::Title;

/// A resource that a call was about.
pub(super) struct About<'a> {
    pub(super) arn: &'a str,
    /// Such as `ACS::KMS::Key`.
    pub(super) kind: String,
    /// The id or name behind its kind.
    pub(super) name: String,
}

/// A record in the vendor's shape.
pub(super) fn shown(placed: &Placed, region: &RegionId) -> Event {
    let record = &placed.record;
    let request = record.request.to_string();
    let about = resources(record).next();
    let (error_code, status) = match &record.outcome {
        Outcome::Done => (None, None),
        Outcome::Refused { code, status } => (Some(code.to_string()), Some(i64::from(*status))),
    };
    Event {
        event_id: Some(request.clone()),
        event_version: Some("1".to_owned()),
        event_name: Some(record.operation.to_string()),
        event_type: Some(event_type(record).to_owned()),
        event_category: Some("Management".to_owned()),
        event_rw: Some(read_or_write(&record.operation).to_owned()),
        event_source: Some(format!("{}.aliyuncs.com", record.service)),
        event_time: Some(iso_seconds(record.at)),
        acs_region: Some(region.to_string()),
        api_version: service_of(&record.service).map(|service| service.version().to_owned()),
        request_id: Some(request),
        service_name: Some(service_name(&record.service).into_owned()),
        source_ip_address: record.source_ip.map(|ip| ip.to_string()),
        error_message: error_code.is_some().then(|| reason(record)).flatten(),
        error_code,
        recipient_account_id: Some(record.account.to_string()),
        resource_name: about.as_ref().map(|about| about.name.clone()),
        resource_type: about.map(|about| about.kind),
        referenced_resources: referenced(record),
        user_identity: Some(UserIdentity {
            r#type: Some(identity_type(&record.caller.kind).to_owned()),
            principal_id: (record.caller.kind == "RootUser").then(|| record.account.to_string()),
            account_id: Some(record.account.to_string()),
            user_name: user_name(record),
            access_key_id: record.caller.access_key.as_deref().map(str::to_owned),
        }),
        additional_event_data: Some(AdditionalEventData {
            scheme: Some(if record.secure_transport { "https" } else { "http" }.to_owned()),
            cause_request_id: record.cause.map(|cause| cause.to_string()),
            http_status: status,
            decisions: record.decisions.iter().map(decision).collect(),
            decisions_left_out: Some(record.decisions_cut.into()),
        }),
    }
}

fn decision(made: &DecisionMade<'_>) -> Decision {
    let (policy_type, title, version, index) = match &made.by {
        Deciding::Statement { kind, policy, version, statement } => {
            let title = Title::of(policy);
            let version = match (version.is_empty(), title.version) {
                (false, _) => Some(version.to_string()),
                (true, version) => version.map(|version| version.to_string()),
            };
            let name = (!policy.is_empty()).then(|| title.name.to_owned());
            (Some(kind.to_string()), name, version, Some(i64::from(*statement) + 1))
        }
        Deciding::Root | Deciding::ImplicitDeny | Deciding::Gate(_) => (None, None, None, None),
    };
    Decision {
        action: Some(made.action.to_string()),
        resource: Some(made.resource.to_string()),
        decision: Some(verdict(made).to_owned()),
        policy_type,
        policy_name: title,
        policy_version: version,
        statement_index: index,
        reason: Some(made.by.to_string()),
    }
}

fn verdict(made: &DecisionMade<'_>) -> &'static str {
    match (made.ruling, &made.by) {
        (Ruling::Allowed, _) => "Allowed",
        (Ruling::Denied, Deciding::Statement { .. }) => "ExplicitDeny",
        (Ruling::Denied, Deciding::Root | Deciding::ImplicitDeny | Deciding::Gate(_)) => "ImplicitDeny",
    }
}

/// What refused a call, as far as its record tells.
fn reason(record: &AuditRecord<'_>) -> Option<String> {
    let denied = record.decisions.iter().find(|made| made.ruling == Ruling::Denied)?;
    Some(denied.to_string())
}

/// The resources that a call's decisions were about, each once.
pub(super) fn resources<'a>(record: &'a AuditRecord<'_>) -> impl Iterator<Item = About<'a>> {
    let decisions = record.decisions.iter().enumerate();
    let first = decisions.filter(|(place, made)| {
        !record.decisions.iter().take(*place).any(|earlier| earlier.resource == made.resource)
    });
    first.filter_map(|(_, made)| About::of(&made.resource))
}

fn referenced(record: &AuditRecord<'_>) -> Vec<(String, Vec<String>)> {
    let mut referenced: Vec<(String, Vec<String>)> = Vec::new();
    for about in resources(record) {
        match referenced.iter_mut().find(|(kind, _)| *kind == about.kind) {
            Some((_, names)) => names.push(about.name),
            None => referenced.push((about.kind, vec![about.name])),
        }
    }
    referenced
}

impl<'a> About<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let arn: Arn = text.parse().ok()?;
        let (kind, name) = arn.resource().split_once('/').unwrap_or((arn.resource(), arn.resource()));
        let kind = match kind {
            "dbinstance" => "DBInstance".to_owned(),
            "tdeattachment" => "TdeAttachment".to_owned(),
            "accesskey" => "AccessKey".to_owned(),
            other => capitalised(other),
        };
        let kind = format!("ACS::{}::{kind}", arn.service().to_ascii_uppercase());
        Some(Self { arn: text, kind, name: name.to_owned() })
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The product's name as the vendor spells it, where it is one of the services served.
pub(super) fn service_name(code: &str) -> Cow<'static, str> {
    match service_of(code) {
        Some(service) => Cow::Borrowed(service.name()),
        None if code == "signin" => Cow::Borrowed("AasSub"),
        None => Cow::Owned(code.to_owned()),
    }
}

fn service_of(code: &str) -> Option<Service> {
    Service::ALL.into_iter().find(|service| service.code() == code)
}

/// `ConsoleSignin`, `ConsoleSignout`, `ApiCall`, or `AliyunServiceEvent` for what was done within the server.
pub(super) fn event_type(record: &AuditRecord<'_>) -> &'static str {
    match record.source_ip {
        _ if record.operation == "ConsoleSignin" => "ConsoleSignin",
        _ if record.operation == "ConsoleSignout" => "ConsoleSignout",
        Some(_) => "ApiCall",
        None => "AliyunServiceEvent",
    }
}

/// What an operation's name says: `Read` for what changes nothing that is kept.
pub(super) fn read_or_write(operation: &str) -> &'static str {
    let reads = READS.iter().any(|verb| operation.starts_with(verb));
    if reads { "Read" } else { "Write" }
}

const READS: [&str; 13] = [
    "Batch",
    "Check",
    "Decode",
    "Decrypt",
    "Describe",
    "Encrypt",
    "GenerateData",
    "Get",
    "List",
    "Lookup",
    "Query",
    "Simulate",
    "Verify",
];

fn identity_type(kind: &str) -> &'static str {
    match kind {
        "RootUser" => "root-account",
        "SubUser" => "ram-user",
        "AssumedRoleUser" => "assumed-role",
        _ => "system",
    }
}

/// A user's name, `role:session`, `root`, or a service's domain.
pub(super) fn user_name(record: &AuditRecord<'_>) -> Option<String> {
    let arn: Arn = record.caller.arn.parse().ok()?;
    Some(match arn.resource().split_once('/') {
        None => arn.resource().to_owned(),
        Some(("assumed-role", worn)) => worn.replacen('/', ":", 1),
        Some((_, name)) => name.to_owned(),
    })
}
