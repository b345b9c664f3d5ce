//! What can be asked for, how it is asked, and what an answer tells.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::HeaderMap;
use rampart_testkit::{ACCOUNT, Signer};
use rampart_vocab::DbInstanceId;
use serde_json::Value;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Root,
    User(u8),
    /// By the number of the call that began the session.
    Session(u32),
}

/// What is asked for. Things go by the number of the call that made them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    CreateKey,
    DescribeKey(u32),
    EnableKey(u32),
    DisableKey(u32),
    ScheduleKeyDeletion(u32),
    CancelKeyDeletion(u32),
    TagKey(u32, u8),
    UntagKey(u32),
    /// The mark by which RDS may use a key.
    UnmarkKey(u32),
    ListKeys,
    Encrypt(u32, u8),
    GenerateDataKey(u32, u8),
    /// Of which call, under which context.
    Decrypt(u32, u8),
    CreateUser(u8),
    GetUser(u8),
    DeleteUser(u8),
    SetKeyActive(u8, bool),
    CreatePolicy(u8),
    DeletePolicy(u8),
    AttachToUser(u8, u8),
    DetachFromUser(u8, u8),
    CreateRole(u8),
    DeleteRole(u8),
    AttachToRole(u8, u8),
    DetachFromRole(u8, u8),
    AssumeRole(u8),
    WhoAmI,
    CreateInstance(u32),
    DescribeInstance(u32),
    StopInstance(u32),
    StartInstance(u32),
    DeleteInstance(u32),
    DestroyInstance(u32),
    /// The bytes of an earlier call once more.
    Replay(u32),
    /// Nobody's call: the sweeper ends a key whose date has passed.
    DestroyKey(u32),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Done(Told),
    Refused(String),
    /// No answer, or one that says nothing: 5xx, or the process' end.
    Lost,
}

/// What the answer to a call that was done says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Told {
    Nothing,
    Text(String),
    Number(i64),
}

/// A call of a history.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) number: u32,
    pub(crate) who: Who,
    pub(crate) what: What,
    pub(crate) began: u32,
    pub(crate) ended: u32,
    pub(crate) answer: Answer,
    /// Whether the trail says that a call without answer was carried out; unknown before it is asked.
    pub(crate) applied: Option<bool>,
}

/// What callers have learnt.
pub(crate) struct Book {
    pub(crate) root: Signer,
    pub(crate) users: Vec<Signer>,
    pub(crate) sessions: BTreeMap<u32, Signer>,
    pub(crate) keys: BTreeMap<u32, String>,
    pub(crate) blobs: BTreeMap<u32, Blob>,
    pub(crate) instances: BTreeMap<u32, Instance>,
    /// Instances that the reconciler has begun to look at in this life.
    pub(crate) looked_at: BTreeSet<u32>,
    pub(crate) sent: BTreeMap<u32, (HeaderMap, Vec<u8>)>,
    /// What must not stand on any disk.
    pub(crate) secrets: Vec<Vec<u8>>,
}

impl Book {
    /// The id of the instance that a call made.
    pub(crate) fn instance(&self, made: u32) -> DbInstanceId {
        self.instances[&made].id.parse().unwrap()
    }
}

pub(crate) struct Blob {
    pub(crate) text: String,
    pub(crate) key: u32,
    pub(crate) context: u8,
    pub(crate) plaintext: String,
}

pub(crate) struct Instance {
    pub(crate) id: String,
    pub(crate) key: u32,
}

/// Policies by number: use marked red, use all, manage keys, no decryption, assume roles; and the system's for RDS.
pub(crate) const POLICIES: [&str; 6] =
    ["use-red", "use-all", "manage", "no-decryption", "assume", "AliyunRDSInstanceEncryptionRolePolicy"];
pub(crate) const SYSTEM: u8 = 5;
/// Roles by number; the last is RDS'.
pub(crate) const ROLES: [&str; 3] = ["reader", "keeper", "AliyunRDSInstanceEncryptionDefaultRole"];
pub(crate) const RDS_ROLE: u8 = 2;
pub(crate) const USERS: [&str; 2] = ["alice", "bob"];
const TEAMS: [&str; 2] = ["red", "blue"];
const MARK: &str = "acs:rds:instance-encryption";

type Params = Vec<(&'static str, String)>;

impl What {
    /// Service, operation and parameters.
    pub(crate) fn request(self, number: u32, book: &Book) -> (&'static str, &'static str, Params) {
        let key = |key: u32| ("KeyId", book.keys[&key].clone());
        let user = |user: u8| ("UserName", USERS[usize::from(user)].to_owned());
        let other = |user: u8| ("UserName", format!("other-{user}"));
        let role = |role: u8| ("RoleName", ROLES[usize::from(role)].to_owned());
        let policy = |policy: u8| ("PolicyName", POLICIES[usize::from(policy)].to_owned());
        let kind = |policy: u8| ("PolicyType", if policy == SYSTEM { "System" } else { "Custom" }.to_owned());
        let context = |context: u8| ("EncryptionContext", format!(r#"{{"for":"{context}"}}"#));
        let instance = |made: u32| ("DBInstanceId", book.instances[&made].id.clone());
        match self {
            Self::CreateKey => ("kms", "CreateKey", vec![]),
            Self::DescribeKey(made) => ("kms", "DescribeKey", vec![key(made)]),
            Self::EnableKey(made) => ("kms", "EnableKey", vec![key(made)]),
            Self::DisableKey(made) => ("kms", "DisableKey", vec![key(made)]),
            Self::ScheduleKeyDeletion(made) => {
                ("kms", "ScheduleKeyDeletion", vec![key(made), ("PendingWindowInDays", "7".to_owned())])
            }
            Self::CancelKeyDeletion(made) => ("kms", "CancelKeyDeletion", vec![key(made)]),
            Self::TagKey(made, team) => {
                let tags = format!(r#"[{{"TagKey":"team","TagValue":"{}"}}]"#, TEAMS[usize::from(team)]);
                ("kms", "TagResource", vec![key(made), ("Tags", tags)])
            }
            Self::UntagKey(made) => {
                ("kms", "UntagResource", vec![key(made), ("TagKeys", r#"["team"]"#.to_owned())])
            }
            Self::UnmarkKey(made) => {
                ("kms", "UntagResource", vec![key(made), ("TagKeys", format!(r#"["{MARK}"]"#))])
            }
            Self::ListKeys => ("kms", "ListKeys", vec![]),
            Self::Encrypt(made, under) => (
                "kms",
                "Encrypt",
                vec![key(made), ("Plaintext", STANDARD.encode(plaintext(number))), context(under)],
            ),
            Self::GenerateDataKey(made, under) => ("kms", "GenerateDataKey", vec![key(made), context(under)]),
            Self::Decrypt(blob, under) => {
                ("kms", "Decrypt", vec![("CiphertextBlob", book.blobs[&blob].text.clone()), context(under)])
            }
            Self::CreateUser(name) => ("ram", "CreateUser", vec![other(name)]),
            Self::GetUser(name) => ("ram", "GetUser", vec![other(name)]),
            Self::DeleteUser(name) => ("ram", "DeleteUser", vec![other(name)]),
            Self::SetKeyActive(of, active) => {
                let id = book.users[usize::from(of)].access_key_id.clone();
                let status = if active { "Active" } else { "Inactive" };
                (
                    "ram",
                    "UpdateAccessKey",
                    vec![user(of), ("UserAccessKeyId", id), ("Status", status.to_owned())],
                )
            }
            Self::CreatePolicy(made) => {
                ("ram", "CreatePolicy", vec![policy(made), ("PolicyDocument", document(made).to_owned())])
            }
            Self::DeletePolicy(made) => ("ram", "DeletePolicy", vec![policy(made)]),
            Self::AttachToUser(what, to) => {
                ("ram", "AttachPolicyToUser", vec![kind(what), policy(what), user(to)])
            }
            Self::DetachFromUser(what, from) => {
                ("ram", "DetachPolicyFromUser", vec![kind(what), policy(what), user(from)])
            }
            Self::CreateRole(made) => {
                let principal = if made == RDS_ROLE {
                    r#""Service":"rds.aliyuncs.com""#.to_owned()
                } else {
                    format!(r#""RAM":"acs:ram::{ACCOUNT}:root""#)
                };
                let trust = format!(
                    r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{{{principal}}}}}]}}"#
                );
                ("ram", "CreateRole", vec![role(made), ("AssumeRolePolicyDocument", trust)])
            }
            Self::DeleteRole(made) => ("ram", "DeleteRole", vec![role(made)]),
            Self::AttachToRole(what, to) => {
                ("ram", "AttachPolicyToRole", vec![kind(what), policy(what), role(to)])
            }
            Self::DetachFromRole(what, from) => {
                ("ram", "DetachPolicyFromRole", vec![kind(what), policy(what), role(from)])
            }
            Self::AssumeRole(worn) => (
                "sts",
                "AssumeRole",
                vec![("RoleArn", role_arn(worn)), ("RoleSessionName", format!("s-{number}"))],
            ),
            Self::WhoAmI => ("sts", "GetCallerIdentity", vec![]),
            Self::CreateInstance(made) => {
                let mut params: Params =
                    NEW_INSTANCE.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
                params.push(("EncryptionKey", book.keys[&made].clone()));
                params.push(("RoleARN", role_arn(RDS_ROLE)));
                ("rds", "CreateDBInstance", params)
            }
            Self::DescribeInstance(made) => ("rds", "DescribeDBInstanceAttribute", vec![instance(made)]),
            Self::StopInstance(made) => ("rds", "StopDBInstance", vec![instance(made)]),
            Self::StartInstance(made) => ("rds", "StartDBInstance", vec![instance(made)]),
            Self::DeleteInstance(made) => ("rds", "DeleteDBInstance", vec![instance(made)]),
            Self::DestroyInstance(made) => ("rds", "DestroyDBInstance", vec![instance(made)]),
            Self::Replay(_) | Self::DestroyKey(_) => panic!("{self:?} is no request of its own"),
        }
    }

    /// Whether it leaves nothing behind but its record.
    pub(crate) const fn only_reads(self) -> bool {
        matches!(
            self,
            Self::DescribeKey(_)
                | Self::ListKeys
                | Self::Encrypt(..)
                | Self::GenerateDataKey(..)
                | Self::Decrypt(..)
                | Self::GetUser(_)
                | Self::AssumeRole(_)
                | Self::WhoAmI
                | Self::DescribeInstance(_)
                | Self::Replay(_)
        )
    }

    /// Whether it may find everything as it is wished.
    pub(crate) const fn may_find_it_so(self) -> bool {
        matches!(
            self,
            Self::EnableKey(_)
                | Self::DisableKey(_)
                | Self::TagKey(..)
                | Self::UntagKey(_)
                | Self::UnmarkKey(_)
                | Self::SetKeyActive(..)
                | Self::StopInstance(_)
                | Self::StartInstance(_)
                | Self::DeleteInstance(_)
                | Self::DestroyInstance(_)
        )
    }

    /// What an answer tells, and what the caller learns from it.
    pub(crate) fn told(self, number: u32, answer: &Value, book: &mut Book) -> Told {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        match self {
            Self::CreateKey => {
                book.keys.insert(number, text(&answer["KeyMetadata"]["KeyId"]));
                Told::Nothing
            }
            Self::DescribeKey(_) => Told::Text(text(&answer["KeyMetadata"]["KeyState"])),
            Self::ListKeys => Told::Number(answer["TotalCount"].as_i64().unwrap()),
            Self::Encrypt(key, context) | Self::GenerateDataKey(key, context) => {
                let text_of = text(&answer["CiphertextBlob"]);
                let plaintext = match self {
                    Self::Encrypt(..) => STANDARD.encode(plaintext(number)),
                    _ => text(&answer["Plaintext"]),
                };
                book.secrets.push(STANDARD.decode(&plaintext).unwrap());
                book.secrets.push(plaintext.clone().into_bytes());
                book.blobs.insert(number, Blob { text: text_of, key, context, plaintext });
                Told::Nothing
            }
            Self::Decrypt(..) => Told::Text(text(&answer["Plaintext"])),
            Self::AssumeRole(_) => {
                let signer = Signer::of(&answer["Credentials"]);
                book.secrets.push(signer.secret.clone().into_bytes());
                book.sessions.insert(number, signer);
                Told::Nothing
            }
            Self::CreateInstance(key) => {
                book.instances.insert(number, Instance { id: text(&answer["DBInstanceId"]), key });
                Told::Nothing
            }
            _ => Told::Nothing,
        }
    }
}

fn plaintext(number: u32) -> String {
    format!("nobody reads this: {number}")
}

fn role_arn(role: u8) -> String {
    format!("acs:ram::{ACCOUNT}:role/{}", ROLES[usize::from(role)])
}

const NEW_INSTANCE: [(&str, &str); 8] = [
    ("RegionId", rampart_testkit::REGION),
    ("Engine", "PostgreSQL"),
    ("EngineVersion", "15.0"),
    ("DBInstanceClass", "pg.n2.2c.1m"),
    ("DBInstanceStorage", "20"),
    ("DBInstanceNetType", "Intranet"),
    ("PayType", "Postpaid"),
    ("SecurityIPList", "127.0.0.1"),
];

/// The documents; what they come to stands in `model`.
fn document(policy: u8) -> &'static str {
    match policy {
        0 => {
            r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt","kms:GenerateDataKey","kms:DescribeKey"],"Resource":"*","Condition":{"StringEquals":{"kms:tag/team":"red"}}}]}"#
        }
        1 => {
            r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt","kms:GenerateDataKey","kms:DescribeKey"],"Resource":"acs:kms:*:*:key/*"}]}"#
        }
        2 => {
            r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":["kms:CreateKey","kms:ListKeys","kms:EnableKey","kms:DisableKey","kms:ScheduleKeyDeletion","kms:CancelKeyDeletion","kms:TagResource","kms:UntagResource"],"Resource":"*"}]}"#
        }
        3 => {
            r#"{"Version":"1","Statement":[{"Effect":"Deny","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*"}]}"#
        }
        4 => r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}"#,
        other => panic!("policy {other} is the system's"),
    }
}
