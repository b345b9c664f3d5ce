use super::*;
use crate::condition::{ConditionMap, NoConditions};

const RDS: &str = r#"{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"Service":["rds.aliyuncs.com"]}}],"Version":"1"}"#;

fn trusts(principals: &str, principal: Principal<'_>) -> bool {
    let text = format!(
        r#"{{"Version": "1", "Statement": [{{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {principals}}}]}}"#
    );
    let policy = TrustPolicy::parse(&text).unwrap();
    let decision = policy.decide(&principal, "sts:AssumeRole", &NoConditions);
    let explained = policy.explain("trust", &principal, "sts:AssumeRole", &NoConditions);
    assert_eq!(explained.decision, decision, "{explained}");
    decision.is_allow()
}

#[test]
fn each_form_of_principal_means_whom_the_documents_say() {
    use Principal::{Federated, Role, Root, Service, User};
    let ann = User { account: "123", name: "ann" };
    let ops = Role { account: "123", name: "Ops" };
    let account = r#"{"RAM": "acs:ram::123:root"}"#;
    let user = r#"{"RAM": ["acs:ram::123:user/ann"]}"#;
    let role = r#"{"RAM": "acs:ram:*:123:role/ops"}"#;
    let service = r#"{"Service": ["ecs.aliyuncs.com", "rds.aliyuncs.com"]}"#;
    let provider = r#"{"Federated": "acs:ram::123:oidc-provider/ci"}"#;
    let cases = [
        (account, ann, true),
        (account, ops, true),
        (account, Root { account: "123" }, false),
        (account, User { account: "124", name: "ann" }, false),
        (account, Service("rds.aliyuncs.com"), false),
        (account, Federated("acs:ram::123:oidc-provider/ci"), false),
        (user, ann, true),
        (user, User { account: "123", name: "Ann" }, false),
        (user, User { account: "124", name: "ann" }, false),
        (user, Role { account: "123", name: "ann" }, false),
        (role, ops, true),
        (role, Role { account: "123", name: "OPS" }, true),
        (role, Role { account: "124", name: "ops" }, false),
        (role, User { account: "123", name: "ops" }, false),
        (service, Service("rds.aliyuncs.com"), true),
        (service, Service("RDS.aliyuncs.com"), true),
        (service, Service("kms.aliyuncs.com"), false),
        (service, ann, false),
        (provider, Federated("acs:ram::123:oidc-provider/ci"), true),
        (provider, Federated("acs:ram:*:123:oidc-provider/ci"), true),
        (provider, Federated("acs:ram::123:saml-provider/ci"), false),
        (provider, Federated("acs:ram::124:oidc-provider/ci"), false),
        (provider, Federated("ci"), false),
    ];
    for (principals, principal, expected) in cases {
        assert_eq!(trusts(principals, principal), expected, "{principals} for {principal}");
    }
}

#[test]
fn the_role_of_rds_trusts_rds_alone_and_for_assuming_alone() {
    let policy = TrustPolicy::parse(RDS).unwrap();
    for (principal, action, allowed) in [
        (Principal::Service("rds.aliyuncs.com"), "sts:AssumeRole", true),
        (Principal::Service("rds.aliyuncs.com"), "sts:SetSourceIdentity", false),
        (Principal::Service("ecs.aliyuncs.com"), "sts:AssumeRole", false),
        (Principal::User { account: "1", name: "ann" }, "sts:AssumeRole", false),
        (Principal::Root { account: "1" }, "sts:AssumeRole", false),
    ] {
        assert_eq!(
            policy.decide(&principal, action, &NoConditions).is_allow(),
            allowed,
            "{principal} {action}"
        );
    }
    assert!(policy.names_service("rds.aliyuncs.com"));
    assert!(!policy.names_service("kms.aliyuncs.com"));
}

#[test]
fn conditions_and_denials_of_a_trust_policy_count() {
    let text = r#"{"Version": "1", "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"RAM": "acs:ram::123:root"},
         "Condition": {"StringEquals": {"sts:ExternalId": "blue"}, "Bool": {"acs:MFAPresent": "true"}}},
        {"Effect": "Deny", "Action": "sts:*", "Principal": {"RAM": "acs:ram::123:user/eve"}}]}"#;
    let policy = TrustPolicy::parse(text).unwrap();
    let both = ConditionMap::new().with("sts:ExternalId", "blue").with("acs:MFAPresent", "true");
    let one = ConditionMap::new().with("sts:ExternalId", "blue");
    let place = |statement| Source { policy: 0, statement };
    for (name, conditions, decision) in [
        ("ann", &both, Decision::Allow(place(0))),
        ("ann", &one, Decision::ImplicitDeny),
        ("eve", &both, Decision::ExplicitDeny(place(1))),
    ] {
        let principal = Principal::User { account: "123", name };
        assert_eq!(policy.decide(&principal, "sts:AssumeRole", conditions), decision, "{name}");
        assert_eq!(
            policy.explain("t", &principal, "sts:AssumeRole", conditions).decision,
            decision,
            "{name}"
        );
    }
    let eve = Principal::User { account: "123", name: "eve" };
    insta::assert_snapshot!(policy.explain("trust policy of deploy", &eve, "sts:AssumeRole", &one));
}

#[test]
fn an_identity_policy_is_no_trust_policy() {
    let text = r#"{"Version": "1", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]}"#;
    assert!(TrustPolicy::parse(text).is_err());
    assert!(Document::parse(RDS, DocumentKind::Identity).is_err());
}
