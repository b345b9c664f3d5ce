//! The operations on instances, accounts and databases: what is taken, what is refused, and what stands afterwards.

mod tde;

use rampart_seal::SecretString;
use rampart_vocab::Tag;

use super::*;
use crate::{
    accounts::{self, AccountRefused},
    action,
    databases::DatabaseRefused,
    instance::Wish,
    intent::NameRefused,
    keys::EncryptionKeyId,
    reconciler::{Track, Why},
    resource::DbInstances,
    world::World,
};

async fn reconcile(world: &World, id: &rampart_vocab::DbInstanceId) {
    let mut track = Track::default();
    world.reconciler().pass(world.account, id, Why::Change, &mut track).await.unwrap();
}

async fn running(world: &World) -> rampart_vocab::DbInstanceId {
    let id = world.create(true).await;
    reconcile(world, &id).await;
    id
}

#[tokio::test]
async fn a_new_instance_is_refused_for_what_it_cannot_be() {
    use InstanceRefused as R;
    type Spoil = fn(&mut NewInstance);
    let foreign = "acs:ram::9999999999999999:role/r";
    let cases: [(&str, Spoil, R); 14] = [
        ("class", |ask| ask.class = "pg n2".into(), R::Class("pg n2".into())),
        ("no class", |ask| ask.class = "".into(), R::Class(String::new())),
        ("version", |ask| ask.engine_version = "15; rm".into(), R::EngineVersion("15; rm".into())),
        ("storage", |ask| ask.storage_gb = 0, R::StorageSize(0)),
        ("huge storage", |ask| ask.storage_gb = 64_001, R::StorageSize(64_001)),
        ("port below", |ask| ask.port = Some(80), R::PortOutOfRange(80)),
        ("port beyond", |ask| ask.port = Some(16_000), R::PortOutOfRange(16_000)),
        ("port taken", |ask| ask.port = Some(15_999), R::PortTaken(15_999)),
        ("description", |ask| ask.description = "x".repeat(257).into(), R::Description),
        ("control character", |ask| ask.description = "a\nb".into(), R::Description),
        ("reserved tag", |ask| ask.tags = vec![Tag::new("acs:x", "")], R::Tags),
        ("tag twice", |ask| ask.tags = vec![Tag::new("a", "1"), Tag::new("a", "2")], R::Tags),
        ("token", |ask| ask.client_token = Some("a b".into()), R::TokenForm),
        (
            "foreign role",
            |ask| {
                ask.encryption.as_mut().unwrap().1 = "acs:ram::9999999999999999:role/r".parse().unwrap();
            },
            R::ForeignRole(foreign.into()),
        ),
    ];
    let world = World::new(1);
    let mut first = world.ask(true);
    first.port = Some(15_999);
    world.try_create(first).await.unwrap();
    for (case, spoil, refusal) in cases {
        let mut ask = world.ask(true);
        spoil(&mut ask);
        assert_eq!(world.try_create(ask).await.unwrap_err(), refusal, "{case}");
    }
}

#[tokio::test]
async fn a_permit_for_an_encrypted_disk_makes_no_plain_one() {
    let world = World::new(2);
    let permit = world.root(DbInstances::with_new(&world.region, world.account, true));
    let mut txn = world.store.begin();
    let made = (&*world.clock as &dyn rampart_vocab::Clock, &world.entropy as &dyn rampart_vocab::Entropy);
    let refused =
        create_instance(&mut txn, &permit, world.ask(false), &world.site, &world.moment(), made).await;
    assert_eq!(refused.unwrap_err(), InstanceRefused::EncryptionMismatch);
}

#[tokio::test]
async fn a_request_repeated_with_its_token_makes_one_instance() {
    let world = World::new(3);
    let mut ask = world.ask(true);
    ask.client_token = Some("token-1".into());
    let first = world.try_create(ask.clone()).await.unwrap();
    assert_eq!(world.try_create(ask.clone()).await.unwrap().id, first.id);
    ask.storage_gb = 40;
    assert_eq!(world.try_create(ask).await.unwrap_err(), InstanceRefused::TokenReused);
}

#[tokio::test]
async fn creations_at_once_do_not_pass_the_quota() {
    let world = World::new(22);
    for _ in 1..limits::INSTANCES_PER_ACCOUNT_MAX {
        world.create(false).await;
    }
    let permit = world.root(DbInstances::with_new(&world.region, world.account, false));
    let made = (&*world.clock as &dyn rampart_vocab::Clock, &world.entropy as &dyn rampart_vocab::Entropy);
    let mut wishes = Vec::new();
    for _ in 0..3 {
        let mut txn = world.store.begin();
        create_instance(&mut txn, &permit, world.ask(false), &world.site, &world.moment(), made)
            .await
            .unwrap();
        wishes.push(txn);
    }
    let mut ends = Vec::new();
    for txn in wishes {
        ends.push(txn.commit().await.map(drop));
    }
    let conflict = || Err(rampart_store::CommitFailed::Conflict);
    assert_eq!(ends, [Ok(()), conflict(), conflict()]);
    assert_eq!(world.try_create(world.ask(false)).await.unwrap_err(), InstanceRefused::TooMany);
}

#[tokio::test]
async fn ports_are_given_once_and_come_back_when_the_instance_is_gone() {
    let mut world = World::new(4);
    world.site.ports = 15_000..=15_002;
    let mut ports = Vec::new();
    for _ in 0..3 {
        ports.push(world.try_create(world.ask(false)).await.unwrap());
    }
    let taken: std::collections::BTreeSet<u16> = ports.iter().map(|it| it.port).collect();
    assert_eq!(taken.len(), 3);
    assert_eq!(world.try_create(world.ask(false)).await.unwrap_err(), InstanceRefused::NoPort);
    world.delete(&ports[1].id).await.unwrap();
    reconcile(&world, &ports[1].id).await;
    assert_eq!(world.try_create(world.ask(false)).await.unwrap().port, ports[1].port);
}

#[tokio::test]
async fn each_wish_is_taken_in_the_states_that_it_fits() {
    use InstanceRefused as R;
    use Status as S;
    let world = World::new(5);
    let nobody = "pgm-nobody".parse().unwrap();
    for refused in [
        world.start(&nobody).await,
        world.stop(&nobody).await,
        world.restart(&nobody).await,
        world.delete(&nobody).await,
        world.destroy(&nobody).await,
        world.recover(&nobody).await,
    ] {
        assert_eq!(refused, Err(R::NotFound));
    }
    let id = world.create(true).await;
    assert_eq!(world.stop(&id).await, Err(R::Status(S::Creating)));
    assert_eq!(world.start(&id).await, Err(R::Status(S::Creating)));
    assert_eq!(world.restart(&id).await, Err(R::Status(S::Creating)));
    reconcile(&world, &id).await;
    assert_eq!(world.start(&id).await, Err(R::Status(S::Running)));
    assert_eq!(world.destroy(&id).await, Err(R::NotInBin));
    assert_eq!(world.recover(&id).await, Err(R::NotInBin));
    assert_eq!(world.restart(&id).await, Ok(()));
    assert_eq!(world.restart(&id).await, Ok(()), "asked twice is asked once");
    reconcile(&world, &id).await;
    assert_eq!(world.stop(&id).await, Ok(()));
    assert_eq!(world.stop(&id).await, Ok(()), "stopped twice is stopped");
    reconcile(&world, &id).await;
    assert_eq!(world.restart(&id).await, Err(R::Status(S::Stopped)));
    assert_eq!(world.start(&id).await, Ok(()));
    reconcile(&world, &id).await;

    assert_eq!(world.delete(&id).await, Ok(()));
    assert_eq!(world.delete(&id).await, Err(R::NotFound), "what is in the bin is hidden");
    assert_eq!(world.recover(&id).await, Ok(()));
    assert_eq!(world.delete(&id).await, Ok(()));
    world.clock.advance_ms(limits::BIN_DAYS * 86_400_000);
    assert_eq!(world.recover(&id).await, Err(R::BinIsEmpty));
    assert_eq!(world.destroy(&id).await, Ok(()));
    assert_eq!(world.recover(&id).await, Err(R::BinIsEmpty), "destruction is not taken back");
    assert_eq!(world.instance(&id).await.unwrap().life.wish, Wish::Destroyed);
}

#[tokio::test]
async fn a_protected_instance_is_not_deleted() {
    let world = World::new(6);
    let id = running(&world).await;
    for (protected, deleted) in [(true, Err(InstanceRefused::Protected)), (false, Ok(()))] {
        let mut txn = world.store.begin();
        let permit = world.found(&mut txn, &id).await;
        set_deletion_protection(&mut txn, &permit, protected).unwrap();
        txn.commit().await.unwrap();
        assert_eq!(world.delete(&id).await, deleted);
    }
}

#[tokio::test]
async fn an_allow_list_reaches_the_engine_and_only_when_it_lets_others_in() {
    let world = World::new(7);
    let id = running(&world).await;
    world.hand.take_orders();
    for (name, networks, orders) in [
        ("default", "127.0.0.0/8", 1),
        ("copy", "127.0.0.0/8", 0),
        ("copy", "127.0.0.0/8,::1", 1),
        ("copy", "", 1),
    ] {
        let mut txn = world.store.begin();
        let permit = world.found(&mut txn, &id).await;
        let networks = parse_networks(networks).unwrap();
        modify_allow_list(&mut txn, &permit, name, AllowListChange::Cover, &networks, &world.moment())
            .unwrap();
        txn.commit().await.unwrap();
        reconcile(&world, &id).await;
        let expected = vec!["ApplyAccess"; orders];
        assert_eq!(world.hand.take_orders(), expected, "{name} {networks:?}");
        let allowed = world.instance(&id).await.unwrap().allowed();
        assert_eq!(world.hand.with(&id, |it| it.allowed.clone()), allowed);
    }
    let mut txn = world.store.begin();
    let permit = world.found(&mut txn, &id).await;
    let refused =
        modify_allow_list(&mut txn, &permit, "Office", AllowListChange::Cover, &[], &world.moment());
    assert_eq!(refused, Err(InstanceRefused::AllowListName("Office".into())));
}

#[tokio::test]
async fn pages_hold_every_instance_once_and_the_bin_apart() {
    let world = World::new(8);
    let mut ids = Vec::new();
    for _ in 0..5 {
        world.clock.advance_ms(1);
        ids.push(running(&world).await);
    }
    world.delete(&ids[2]).await.unwrap();
    let mut txn = world.store.begin();
    let permit = world.root(DbInstances::of(&world.region, world.account));
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = list_instances(&mut txn, &permit, after.as_ref(), 2, false).await.unwrap();
        found.extend(page.instances.into_iter().map(|it| it.id));
        after = page.more_after;
        if after.is_none() {
            break;
        }
    }
    let bin = list_instances(&mut txn, &permit, None, 100, true).await.unwrap();
    assert_eq!(bin.instances.iter().map(|it| &it.id).collect::<Vec<_>>(), [&ids[2]]);
    ids.remove(2);
    assert_eq!(found, ids);
}

#[tokio::test]
async fn a_key_names_the_instances_that_need_it_those_in_the_bin_too() {
    let world = World::new(9);
    let (id, binned) = (running(&world).await, running(&world).await);
    world.create(false).await;
    world.delete(&binned).await.unwrap();
    reconcile(&world, &binned).await;
    let mut txn = world.store.begin();
    let permit = world.root(DbInstances::of(&world.region, world.account));
    let mut uses = instances_using_key(&mut txn, &permit, &world.key).await.unwrap();
    uses.sort_by(|a, b| a.instance.cmp(&b.instance));
    let mut expected = vec![(id.clone(), Status::Running), (binned.clone(), Status::Deleted)];
    expected.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(uses.into_iter().map(|it| (it.instance, it.status)).collect::<Vec<_>>(), expected);
    let other: EncryptionKeyId = "key-hzz630494463ejqjx0001".parse().unwrap();
    assert!(instances_using_key(&mut txn, &permit, &other).await.unwrap().is_empty());

    let permit = world.found(&mut txn, &id).await;
    let view = encryption_key(&permit).unwrap().unwrap();
    assert_eq!(
        (view.key, view.role, view.lock, view.warning),
        (world.key.clone(), world.role.clone(), None, None)
    );
}

#[tokio::test]
async fn tags_are_condition_values_and_change_within_their_limits() {
    use rampart_authz::Resource as _;
    let world = World::new(10);
    let id = running(&world).await;
    let mut txn = world.store.begin();
    let permit = world.found(&mut txn, &id).await;
    tag_instance(&mut txn, &permit, &[Tag::new("team", "web"), Tag::new("tier", "1")]).unwrap();
    txn.commit().await.unwrap();
    let mut txn = world.store.begin();
    let found = world.found::<action::UntagResources>(&mut txn, &id).await;
    assert_eq!(found.condition("rds:ResourceTag/team"), Some("web"));
    assert_eq!(found.condition("rds:ResourceTag/Team"), None);
    assert_eq!(found.arn().as_str(), format!("acs:rds:cn-hangzhou:1234567890123456:dbinstance/{id}"));
    untag_instance(&mut txn, &found, &["team".into(), "absent".into()]).unwrap();
    txn.commit().await.unwrap();
    let mut txn = world.store.begin();
    let permit = world.found(&mut txn, &id).await;
    assert_eq!(tags_of(&permit).unwrap(), [Tag::new("tier", "1")]);
    let many: Vec<Tag> = (0..20).map(|n| Tag::new(format!("k{n}"), "")).collect();
    let permit = world.found(&mut txn, &id).await;
    assert_eq!(tag_instance(&mut txn, &permit, &many), Err(InstanceRefused::Tags));
}

#[tokio::test]
async fn creating_asks_policies_whether_encryption_is_required() {
    use rampart_authz::Resource as _;
    let world = World::new(11);
    for (resource, value) in [
        (DbInstances::with_new(&world.region, world.account, false), Some("false")),
        (DbInstances::with_new(&world.region, world.account, true), Some("true")),
        (DbInstances::of(&world.region, world.account), None),
    ] {
        assert_eq!(resource.condition("rds:DiskEncryptionRequired"), value);
        assert_eq!(resource.arn().as_str(), "acs:rds:cn-hangzhou:1234567890123456:dbinstance/*");
    }
}

#[tokio::test]
async fn accounts_and_databases_are_refused_for_what_they_cannot_be() {
    let world = World::new(12);
    let id = world.create(true).await;
    let creating = InstanceRefused::Status(Status::Creating);
    assert_eq!(world.create_account(&id, "app").await, Err(creating.into()));
    reconcile(&world, &id).await;
    assert_eq!(world.create_database(&id, "orders").await, Err(DatabaseRefused::NoOwner));
    assert_eq!(world.create_account(&id, "App").await, Err(AccountRefused::Name(NameRefused::Alphabet)));
    assert_eq!(world.create_account(&id, "app").await, Ok(()));
    assert_eq!(world.create_account(&id, "app").await, Err(AccountRefused::Exists));
    assert_eq!(world.create_database(&id, "orders").await, Ok(()));
    assert_eq!(world.create_database(&id, "orders").await, Err(DatabaseRefused::Exists));
    assert_eq!(world.delete_account(&id, "app").await, Err(AccountRefused::OwnsDatabase("orders".into())));
    assert_eq!(world.delete_account(&id, "nobody").await, Err(AccountRefused::NotFound));
    assert_eq!(world.delete_database(&id, "no-name").await, Err(DatabaseRefused::NotFound));
    assert_eq!(world.delete_database(&id, "orders").await, Ok(()));
    assert_eq!(world.delete_database(&id, "orders").await, Err(DatabaseRefused::Leaving));
}

#[tokio::test]
async fn a_new_password_is_another_verifier_and_a_weak_one_none() {
    let world = World::new(13);
    let id = running(&world).await;
    world.create_account(&id, "app").await.unwrap();
    reconcile(&world, &id).await;
    let before = world.accounts(&id).await.remove(0).verifier;
    for (password, answer) in [("weak", Err(AccountRefused::Password)), ("Str0nger!", Ok(()))] {
        let mut txn = world.store.begin();
        let permit = world.found(&mut txn, &id).await;
        let password = SecretString::from_string(password.to_owned());
        let reset =
            accounts::reset_account_password(&mut txn, &permit, "app", &password, &world.entropy).await;
        assert_eq!(reset, answer);
        txn.commit().await.unwrap();
    }
    reconcile(&world, &id).await;
    let after = world.accounts(&id).await.remove(0).verifier;
    assert_ne!(before.expose_secret(), after.expose_secret());
    let held = world.hand.with(&id, |it| it.accounts.values().next().unwrap().1.clone());
    assert_eq!(held, after.expose_secret());
}

#[tokio::test]
async fn an_instance_remembers_its_latest_happenings_only() {
    let world = World::new(14);
    let id = running(&world).await;
    for _ in 0..limits::HAPPENINGS_MAX {
        world.restart(&id).await.unwrap();
    }
    let instance = world.instance(&id).await.unwrap();
    assert_eq!(instance.happenings.len(), limits::HAPPENINGS_MAX);
}
