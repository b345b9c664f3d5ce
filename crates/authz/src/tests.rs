//! Decisions as a table: who holds what, and what comes of it.

use std::sync::Arc;

use rampart_policy::{DocumentKind, Policy, PolicySet, TrustPolicy};
use rampart_vocab::{AccountId, Arn, Revision, RoleId, Timestamp, UserId};

use crate::{
    Asked, Caller, Circumstances, DeniedBy, Grant, Permitted, Principal, Resource, Rights, ServicePrincipal,
    actions, permit, permit_assume,
};

actions! { "kms": Decrypt }
actions! { "sts": AssumeRole }

#[derive(Debug)]
struct Key {
    arn: Arn,
    account: AccountId,
    tag: Option<&'static str>,
}

impl Resource for Key {
    fn arn(&self) -> &Arn {
        &self.arn
    }

    fn account(&self) -> AccountId {
        self.account
    }

    fn condition(&self, key: &str) -> Option<&str> {
        (key == "kms:tag/acs:rds:instance-encryption").then_some(self.tag).flatten()
    }
}

const HOME: u64 = 1_234_567_890_123_456;
const ALLOW: &str = r#"{"Version":"1","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
const DENY: &str = r#"{"Version":"1","Statement":{"Effect":"Deny","Action":"kms:*","Resource":"*"}}"#;
const MARKED: &str = r#"{"Version":"1","Statement":{"Effect":"Allow","Action":"kms:Decrypt","Resource":"acs:kms:*:*:*",
    "Condition":{"StringEqualsIgnoreCase":{"kms:tag/acs:rds:instance-encryption":"true"}}}}"#;
const NOTHING: &str = r#"{"Version":"1","Statement":{"Effect":"Allow","Action":"oss:*","Resource":"*"}}"#;

fn account(number: u64) -> AccountId {
    AccountId::new(number).unwrap()
}

fn key(owner: u64, tag: Option<&'static str>) -> Key {
    let arn = Arn::from_parts("kms", "cn-hangzhou", &owner.to_string(), "key/k");
    Key { arn, account: account(owner), tag }
}

fn set(texts: &[&str]) -> Arc<PolicySet> {
    let policy = |text: &&str| Arc::new(Policy::parse("P", text, DocumentKind::Identity).unwrap());
    Arc::new(texts.iter().map(policy).collect())
}

fn user() -> Caller {
    let principal = Principal::User { id: UserId::from_number(1), name: "ann".into() };
    Caller { account: account(HOME), principal, access_key: None, session: None }
}

fn policies(identity: &[&str], session: Option<&[&str]>) -> Grant {
    Grant::Policies { identity: set(identity), session: session.map(set) }
}

fn circumstances() -> Circumstances {
    Circumstances { now: Timestamp::UNIX_EPOCH, source_ip: None, secure_transport: true, given: Vec::new() }
}

fn why(grant: Grant, resource: Key) -> Option<DeniedBy> {
    let (caller, circumstances) = (user(), circumstances());
    let rights = Rights { epoch: Revision(7), grant };
    let asked = Asked { caller: &caller, rights: &rights, circumstances: &circumstances };
    let answer: Result<Permitted<Decrypt, _>, _> = permit(asked, resource);
    answer.map(|permitted| assert_eq!(permitted.epoch(), Revision(7))).err().map(|denied| denied.by)
}

#[test]
fn gates_are_asked_in_order_and_deny_by_default() {
    type Expected = fn(&DeniedBy) -> bool;
    let silent: Expected = |by| matches!(by, DeniedBy::Silent);
    let cases: [(&str, Grant, Key, Option<Expected>); 13] = [
        ("root at home", Grant::Root, key(HOME, None), None),
        ("root elsewhere", Grant::Root, key(7, None), Some(|by| *by == DeniedBy::OtherAccount)),
        (
            "everything allowed, elsewhere",
            policies(&[ALLOW], None),
            key(7, None),
            Some(|by| *by == DeniedBy::OtherAccount),
        ),
        ("no policy", policies(&[], None), key(HOME, None), Some(silent)),
        ("another service", policies(&[NOTHING], None), key(HOME, None), Some(silent)),
        ("allowed", policies(&[ALLOW], None), key(HOME, None), None),
        (
            "deny wins",
            policies(&[ALLOW, DENY], None),
            key(HOME, None),
            Some(|by| matches!(by, DeniedBy::Statement(_))),
        ),
        ("marked key", policies(&[MARKED], None), key(HOME, Some("TRUE")), None),
        ("other mark", policies(&[MARKED], None), key(HOME, Some("false")), Some(silent)),
        ("no mark", policies(&[MARKED], None), key(HOME, None), Some(silent)),
        (
            "session silent",
            policies(&[ALLOW], Some(&[NOTHING])),
            key(HOME, None),
            Some(|by| *by == DeniedBy::SessionSilent),
        ),
        (
            "session denies",
            policies(&[ALLOW], Some(&[ALLOW, DENY])),
            key(HOME, None),
            Some(|by| matches!(by, DeniedBy::SessionStatement(_))),
        ),
        ("a session cannot widen", policies(&[NOTHING], Some(&[ALLOW])), key(HOME, None), Some(silent)),
    ];
    for (name, grant, resource, expected) in cases {
        match (why(grant, resource), expected) {
            (None, None) => {}
            (Some(by), Some(expected)) if expected(&by) => {}
            (by, _) => panic!("{name}: {by:?}"),
        }
    }
}

#[test]
fn a_role_is_worn_only_when_both_sides_agree() {
    let trust = |principal: &str| {
        TrustPolicy::parse(&format!(
            r#"{{"Version":"1","Statement":[{{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{principal}}}]}}"#
        ))
        .unwrap()
    };
    let account_root = r#"{"RAM":"acs:ram::1234567890123456:root"}"#;
    let rds = r#"{"Service":["rds.aliyuncs.com"]}"#;
    let service = ServicePrincipal::new("rds.aliyuncs.com").caller(account(HOME));
    let other = ServicePrincipal::new("ecs.aliyuncs.com").caller(account(HOME));
    let role = Caller {
        principal: Principal::Role { id: RoleId::from_number(1), name: "R".into(), session: "s".into() },
        ..user()
    };
    let cases = [
        ("both", user(), policies(&[ALLOW], None), account_root, None),
        ("a role, both", role, policies(&[ALLOW], None), account_root, None),
        ("no right", user(), policies(&[], None), account_root, Some(DeniedBy::Silent)),
        ("no trust", user(), policies(&[ALLOW], None), rds, Some(DeniedBy::TrustSilent)),
        (
            "root",
            Caller { principal: Principal::Account, ..user() },
            Grant::Root,
            account_root,
            Some(DeniedBy::RootForbidden),
        ),
        ("service", service, Grant::Service, rds, None),
        ("service, not trusted", other, Grant::Service, rds, Some(DeniedBy::TrustSilent)),
        (
            "service, account trusted",
            ServicePrincipal::new("rds.aliyuncs.com").caller(account(HOME)),
            Grant::Service,
            account_root,
            Some(DeniedBy::TrustSilent),
        ),
    ];
    for (name, caller, grant, principal, expected) in cases {
        let (rights, circumstances) = (Rights { epoch: Revision(1), grant }, circumstances());
        let asked = Asked { caller: &caller, rights: &rights, circumstances: &circumstances };
        let answer: Result<Permitted<AssumeRole, _>, _> =
            permit_assume(asked, key(HOME, None), &trust(principal));
        assert_eq!(answer.err().map(|denied| denied.by), expected, "{name}");
    }
}
