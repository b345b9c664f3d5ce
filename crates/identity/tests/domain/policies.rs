use rampart_identity::{
    actions::ram,
    attachment::Bearer,
    listing::Listing,
    policy::{
        self, CustomPolicy, NewPolicy, Policy, PolicyKind, PolicyRefused, VersionId,
        version::{self, Rotation},
    },
    tag::Tags,
};

use crate::world::{World, document, now, policy_name};

async fn create(world: &World, name: &str, document: &str) -> Result<CustomPolicy, PolicyRefused> {
    let among = world.all(ram::CreatePolicy, "policy/*").await;
    let new = NewPolicy {
        name: policy_name(name),
        description: None,
        document: document.into(),
        tags: Tags::default(),
    };
    world
        .change(async |txn| {
            policy::create(txn, &among, new, world.identity.quotas(), &world.clock, &world.entropy).await
        })
        .await
}

async fn found(world: &World, name: &str) -> CustomPolicy {
    policy::find_custom(&mut world.store.begin(), world.account, &policy_name(name)).await.unwrap().unwrap()
}

async fn add(
    world: &World,
    name: &str,
    default: bool,
    rotation: Rotation,
) -> Result<VersionId, PolicyRefused> {
    let permit = world.may(ram::CreatePolicyVersion, found(world, name).await).await;
    let text = document("Allow", "kms:ListKeys", "*");
    world
        .change(async |txn| version::create(txn, &permit, text, default, rotation, now(&world.clock)).await)
        .await
        .map(|version| version.id)
}

async fn versions(world: &World, name: &str) -> String {
    let policy = world.may(ram::ListPolicyVersions, Policy::Custom(found(world, name).await)).await;
    let listed = version::list(&mut world.store.begin(), &policy).await.unwrap();
    let shown =
        |version: &policy::Version| format!("{}{}", version.id, if version.is_default { "*" } else { "" });
    listed.iter().map(shown).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_document_must_be_a_policy() {
    let world = World::new().await;
    let allow = document("Allow", "kms:*", "*");
    let long = format!("{}{}", " ".repeat(6145 - allow.chars().count()), allow);
    for (text, wanted) in [
        (&*allow, "made"),
        (long.as_str().get(1..).unwrap(), "made"),
        (long.as_str(), "length"),
        ("", "length"),
        ("{}", "malformed"),
        ("not json", "malformed"),
        (r#"{"Version":"1","Statement":[{"Effect":"Allow","Resource":"*"}]}"#, "malformed"),
        (r#"{"Version":"1","Statement":[{"Effect":"ALLOW","Action":"*","Resource":"*"}]}"#, "malformed"),
    ] {
        let name = format!("p{}", text.len());
        let got = match create(&world, &name, text).await {
            Ok(_) => "made",
            Err(PolicyRefused::DocumentLength { max: 6144 }) => "length",
            Err(PolicyRefused::Malformed(refused)) => {
                assert!(!refused.vendor_message().is_empty());
                "malformed"
            }
            Err(other) => panic!("{other}"),
        };
        assert_eq!(got, wanted, "{text}");
    }
}

#[tokio::test]
async fn names_are_unique_among_custom_policies_alone_and_keep_their_case() {
    let world = World::new().await;
    let allow = document("Allow", "kms:*", "*");
    let role_policy = "AliyunRDSInstanceEncryptionRolePolicy";
    create(&world, role_policy, &allow).await.unwrap();
    assert!(matches!(create(&world, role_policy, &allow).await, Err(PolicyRefused::AlreadyExists)));
    create(&world, &role_policy.to_lowercase(), &allow).await.unwrap();
    for (kind, arn) in [
        (PolicyKind::Custom, "acs:ram:*:1234567890123456:policy/AliyunRDSInstanceEncryptionRolePolicy"),
        (PolicyKind::System, "acs:ram:*:system:policy/AliyunRDSInstanceEncryptionRolePolicy"),
    ] {
        let found = world.find_policy(kind, role_policy).await;
        assert_eq!(rampart_authz::Resource::arn(&found).as_str(), arn);
    }
}

#[tokio::test]
async fn five_versions_stand_and_numbers_never_return() {
    let world = World::new().await;
    create(&world, "p", &document("Allow", "kms:*", "*")).await.unwrap();
    for _ in 2..=5 {
        add(&world, "p", false, Rotation::None).await.unwrap();
    }
    assert_eq!(versions(&world, "p").await, "v5 v4 v3 v2 v1*");
    assert!(matches!(add(&world, "p", true, Rotation::None).await, Err(PolicyRefused::VersionLimitExceeded)));
    assert_eq!(add(&world, "p", true, Rotation::DeleteOldestNonDefault).await.unwrap(), VersionId(6));
    assert_eq!(versions(&world, "p").await, "v6* v5 v4 v3 v1");
    let delete = async |id| {
        let permit = world.may(ram::DeletePolicyVersion, found(&world, "p").await).await;
        world.change(async |txn| version::delete(txn, &permit, id).await).await
    };
    assert!(matches!(delete(VersionId(6)).await, Err(PolicyRefused::VersionIsDefault)));
    assert!(matches!(delete(VersionId(2)).await, Err(PolicyRefused::VersionNotFound)));
    delete(VersionId(5)).await.unwrap();
    assert_eq!(add(&world, "p", false, Rotation::None).await.unwrap(), VersionId(7));
    let set = async |id| {
        let permit = world.may(ram::SetDefaultPolicyVersion, found(&world, "p").await).await;
        world.change(async |txn| version::set_default(txn, &permit, id, now(&world.clock)).await).await
    };
    assert!(matches!(set(VersionId(5)).await, Err(PolicyRefused::VersionNotFound)));
    set(VersionId(3)).await.unwrap();
    assert_eq!(versions(&world, "p").await, "v7 v6 v4 v3* v1");
}

#[tokio::test]
async fn a_policy_goes_when_nobody_holds_it_and_its_versions_when_asked() {
    let world = World::new().await;
    create(&world, "p", &document("Allow", "kms:*", "*")).await.unwrap();
    add(&world, "p", true, Rotation::None).await.unwrap();
    let delete = async |cascading| {
        let permit = world.may(ram::DeletePolicy, found(&world, "p").await).await;
        world.change(async |txn| policy::delete(txn, &permit, cascading).await).await
    };
    let (alice, role) = (world.user("alice").await, world.role("r", crate::world::TRUST_RDS).await);
    world.attach_to_role(Policy::Custom(found(&world, "p").await), &role).await;
    assert!(matches!(delete(true).await, Err(PolicyRefused::Attached(Bearer::Role(_)))));
    world.detach_from_role(Policy::Custom(found(&world, "p").await), &role).await;
    world.attach_to_user(Policy::Custom(found(&world, "p").await), &alice).await;
    assert!(matches!(delete(true).await, Err(PolicyRefused::Attached(Bearer::User(_)))));
    let user = world.may(ram::DetachPolicyFromUser, alice).await;
    let policy = world.may(ram::DetachPolicyFromUser, Policy::Custom(found(&world, "p").await)).await;
    world
        .change(async |txn| rampart_identity::attachment::detach_from_user(txn, &user, &policy).await)
        .await
        .unwrap();
    assert!(matches!(delete(false).await, Err(PolicyRefused::HasVersions)));
    delete(true).await.unwrap();
    let gone = policy::find_custom(&mut world.store.begin(), world.account, &policy_name("p")).await;
    assert!(gone.unwrap().is_none());
    let left: Vec<_> = world
        .store
        .begin()
        .scan::<rampart_identity::record::PolicyVersionRecord>(
            &rampart_store::prefix!["policy"],
            rampart_store::Page::first(10),
        )
        .await
        .unwrap();
    assert!(left.is_empty());
}

#[tokio::test]
async fn both_kinds_are_listed_custom_ones_first() {
    let world = World::new().await;
    for name in ["b", "a", "c"] {
        create(&world, name, &document("Allow", "kms:*", "*")).await.unwrap();
    }
    let among = world.all(ram::ListPolicies, "policy/*").await;
    let all = async |kind, size| {
        let (mut names, mut after) = (Vec::new(), None);
        loop {
            let page = Listing::new(size, after);
            let listed = policy::list(&mut world.store.begin(), &among, kind, &page).await.unwrap();
            assert!(listed.items.len() <= size);
            names.extend(listed.items.iter().map(|item| item.policy.name().to_owned()));
            after = listed.next;
            if after.is_none() {
                return names;
            }
        }
    };
    let system = rampart_identity::system::SystemPolicy::all().len();
    assert_eq!(all(Some(PolicyKind::Custom), 2).await, ["a", "b", "c"]);
    assert_eq!(all(Some(PolicyKind::System), 4).await.len(), system);
    for size in 1..6 {
        let both = all(None, size).await;
        assert_eq!(
            (both.len(), &both[..3]),
            (3 + system, &["a".into(), "b".into(), "c".into()][..]),
            "{size}"
        );
    }
}

#[tokio::test]
async fn a_system_policy_has_the_one_version_in_force() {
    let world = World::new().await;
    let policy = world.find_policy(PolicyKind::System, "AliyunKMSFullAccess").await;
    let permit = world.may(ram::GetPolicyVersion, policy.clone()).await;
    let get = async |id| version::get(&mut world.store.begin(), &permit, VersionId(id)).await;
    assert!(get(3).await.unwrap().document.contains("kms:*"));
    assert!(matches!(get(2).await, Err(PolicyRefused::VersionNotFound)));
    let permit = world.may(ram::ListPolicyVersions, policy).await;
    assert_eq!(version::list(&mut world.store.begin(), &permit).await.unwrap().len(), 1);
}
