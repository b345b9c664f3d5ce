//! CheckCloudResourceAuthorized: what it takes for RDS to be let in.

use rampart_testkit::ACCOUNT;
use serde_json::json;

use super::{ROLE, Stage, TRUST_RDS};

const TRUST_ECS: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
    "Principal":{"Service":"ecs.aliyuncs.com"}}]}"#;

#[test]
fn rds_is_let_in_by_a_role_that_trusts_it_and_holds_a_policy() {
    let stage = Stage::new();
    let policy = [
        ("PolicyType", "System"),
        ("PolicyName", "AliyunRDSInstanceEncryptionRolePolicy"),
        ("RoleName", ROLE),
    ];
    for (operation, params, authorised) in [
        ("ListRoles", &[][..], 0),
        ("CreateRole", &[("RoleName", ROLE), ("AssumeRolePolicyDocument", TRUST_RDS)], 0),
        ("AttachPolicyToRole", &policy, 1),
        ("UpdateRole", &[("RoleName", ROLE), ("NewAssumeRolePolicyDocument", TRUST_ECS)], 0),
        ("UpdateRole", &[("RoleName", ROLE), ("NewAssumeRolePolicyDocument", TRUST_RDS)], 1),
        ("DetachPolicyFromRole", &policy, 0),
    ] {
        stage.world.call(&stage.root, "ram", operation, params).unwrap();
        let answer = stage.done("CheckCloudResourceAuthorized", &[]);
        assert_eq!(answer["AuthorizationState"], json!(authorised), "{operation}");
        let arn = format!("acs:ram::{ACCOUNT}:role/aliyunrdsinstanceencryptiondefaultrole");
        assert_eq!(answer["RoleArn"], json!(arn));
    }
}
