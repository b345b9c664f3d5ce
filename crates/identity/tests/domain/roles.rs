use rampart_identity::{
    actions::ram,
    name::Description,
    policy::PolicyKind,
    role::{self, NewRole, Role, RoleChange, RoleRefused, SessionLength},
    tag::Tags,
};

use crate::world::{TRUST_ACCOUNT, TRUST_RDS, World, now, role_name};

fn trusting(principal: &str) -> String {
    format!(
        r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{principal}}}]}}"#
    )
}

async fn create(world: &World, name: &str, trust: &str) -> Result<Role, RoleRefused> {
    let among = world.all(ram::CreateRole, "role/*").await;
    let new = NewRole {
        name: role_name(name),
        description: None,
        trust: trust.into(),
        max_session: SessionLength::default(),
        tags: Tags::default(),
    };
    world
        .change(async |txn| {
            role::create(txn, &among, new, world.identity.quotas(), &world.clock, &world.entropy).await
        })
        .await
}

#[tokio::test]
async fn a_trust_policy_names_only_who_is_there() {
    let world = World::new().await;
    world.user("alice").await;
    create(&world, "Ops", TRUST_ACCOUNT).await.unwrap();
    let long = format!("{}{TRUST_RDS}", " ".repeat(6145));
    for (at, (trust, wanted)) in [
        (trusting(r#"{"RAM":"acs:ram::1234567890123456:user/alice"}"#), "made"),
        (
            trusting(r#"{"RAM":["acs:ram::1234567890123456:role/ops","acs:ram::1234567890123456:root"]}"#),
            "made",
        ),
        (trusting(r#"{"RAM":"acs:ram::9999567890123456:root"}"#), "made"),
        (trusting(r#"{"Service":"ecs.aliyuncs.com"}"#), "made"),
        (trusting(r#"{"RAM":"acs:ram::1234567890123456:user/bob"}"#), "nobody"),
        (trusting(r#"{"RAM":"acs:ram::1234567890123456:role/none"}"#), "nobody"),
        (trusting(r#"{"RAM":"acs:ram::9999567890123456:user/alice"}"#), "nobody"),
        (String::new(), "length"),
        (long, "length"),
        ("{}".to_owned(), "malformed"),
        (crate::world::document("Allow", "kms:*", "*").into(), "malformed"),
    ]
    .into_iter()
    .enumerate()
    {
        let got = match create(&world, &format!("r{at}"), &trust).await {
            Ok(_) => "made",
            Err(RoleRefused::PrincipalNotFound(_)) => "nobody",
            Err(RoleRefused::TrustLength { .. }) => "length",
            Err(RoleRefused::TrustMalformed(_)) => "malformed",
            Err(other) => panic!("{other}"),
        };
        assert_eq!(got, wanted, "{trust}");
    }
}

#[tokio::test]
async fn a_role_keeps_its_names_case_and_shows_its_arn_without() {
    let world = World::new().await;
    let role = create(&world, "AliyunRDSInstanceEncryptionDefaultRole", TRUST_RDS).await.unwrap();
    assert_eq!(role.name.as_str(), "AliyunRDSInstanceEncryptionDefaultRole");
    assert_eq!(
        role.shown_arn().as_str(),
        "acs:ram::1234567890123456:role/aliyunrdsinstanceencryptiondefaultrole"
    );
    let again = create(&world, "aliyunrdsinstanceencryptiondefaultrole", TRUST_RDS).await;
    assert!(matches!(again, Err(RoleRefused::AlreadyExists)));
    let name = role_name("ALIYUNRDSInstanceEncryptionDefaultRole");
    let found = role::find(&mut world.store.begin(), world.account, &name).await.unwrap();
    assert_eq!(found.map(|role| role.id), Some(role.id));
}

#[test]
fn a_roles_longest_session_is_one_to_twelve_hours() {
    for (seconds, taken) in
        [(3_599, false), (3_600, true), (43_200, true), (43_201, false), (-1, false), (i64::MAX, false)]
    {
        assert_eq!(SessionLength::seconds(seconds).is_ok(), taken, "{seconds}");
    }
}

#[tokio::test]
async fn a_role_changes_what_is_named_and_keeps_the_rest() {
    let world = World::new().await;
    let role = create(&world, "r", TRUST_RDS).await.unwrap();
    let update = async |change: RoleChange| {
        let found =
            role::find_by_id(&mut world.store.begin(), world.account, role.id).await.unwrap().unwrap();
        let permit = world.may(ram::UpdateRole, found).await;
        world.change(async |txn| role::update(txn, &permit, change, now(&world.clock)).await).await
    };
    let change = RoleChange { description: Description::parse("for RDS").ok(), ..RoleChange::default() };
    assert_eq!(&*update(change).await.unwrap().trust, TRUST_RDS);
    let change = RoleChange { trust: Some(TRUST_ACCOUNT.into()), ..RoleChange::default() };
    let changed = update(change).await.unwrap();
    assert_eq!((&*changed.trust, changed.description.is_some()), (TRUST_ACCOUNT, true));
    let change = RoleChange { trust: Some("{}".into()), ..RoleChange::default() };
    assert!(matches!(update(change).await, Err(RoleRefused::TrustMalformed(_))));
    let change = RoleChange { max_session: SessionLength::seconds(7_200).ok(), ..RoleChange::default() };
    assert_eq!(update(change).await.unwrap().max_session_seconds, 7_200);
}

#[tokio::test]
async fn a_role_goes_only_with_empty_hands() {
    let world = World::new().await;
    let role = create(&world, "r", TRUST_RDS).await.unwrap();
    let policy = world.find_policy(PolicyKind::System, "AliyunRDSInstanceEncryptionRolePolicy").await;
    world.attach_to_role(policy.clone(), &role).await;
    let delete = async || {
        let permit = world.may(ram::DeleteRole, role.clone()).await;
        world.change(async |txn| role::delete(txn, &permit).await).await
    };
    assert!(matches!(delete().await, Err(RoleRefused::HasPolicy)));
    world.detach_from_role(policy, &role).await;
    delete().await.unwrap();
    assert_ne!(create(&world, "r", TRUST_RDS).await.unwrap().id, role.id);
}
