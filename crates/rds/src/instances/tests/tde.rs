//! TDE as its owner asks for it, and what MariaDB's accounts and databases are.

use super::*;
use crate::{
    accounts::{grant_privilege, revoke_privilege},
    instance::TablesState,
    intent::{AccountKind, Encoding, Grant, Privilege},
    keys::{KeyLoss, KeyUsedBy},
    records::ContentState,
};

async fn mariadb(world: &World, encrypted: bool) -> rampart_vocab::DbInstanceId {
    let id = world.try_create(world.ask_tables(encrypted)).await.unwrap().id;
    reconcile(world, &id).await;
    id
}

#[tokio::test]
async fn tde_is_taken_in_the_states_that_it_fits_and_never_given_up() {
    use InstanceRefused as R;
    let world = World::new(21);
    let other: EncryptionKeyId = "key-hzz630494463ejqjx0001".parse().unwrap();
    world.keys.create(&other);
    let nobody = "rm-nobody".parse().unwrap();
    assert_eq!(world.enable_tde(&nobody, &world.key).await, Err(R::NotFound));
    let postgres = running(&world).await;
    assert_eq!(world.enable_tde(&postgres, &world.key).await, Err(R::TdeEngine));
    assert_eq!(world.disable_tde(&postgres).await, Err(R::TdeEngine));
    assert_eq!(world.tde(&postgres).await, None);

    let id = mariadb(&world, false).await;
    assert_eq!(world.disable_tde(&id).await, Ok(()), "it is off");
    assert_eq!(world.rotate_tde(&id).await, Err(R::TdeOff));
    world.stop(&id).await.unwrap();
    reconcile(&world, &id).await;
    assert_eq!(world.enable_tde(&id, &world.key).await, Err(R::Status(Status::Stopped)));
    world.start(&id).await.unwrap();
    reconcile(&world, &id).await;

    assert_eq!(world.enable_tde(&id, &world.key).await, Ok(()));
    assert_eq!(world.enable_tde(&id, &world.key).await, Err(R::TdeOn));
    assert_eq!(world.enable_tde(&id, &other).await, Err(R::TdeKeyFixed));
    assert_eq!(world.disable_tde(&id).await, Err(R::TdeStaysOn));
    assert_eq!(world.rotate_tde(&id).await, Err(R::Status(Status::TdeModifying)));
    for _ in 0..3 {
        reconcile(&world, &id).await;
    }
    let view = world.tde(&id).await.unwrap();
    assert_eq!((view.key, view.key_version, view.state), (world.key.clone(), 1, TablesState::Encrypted));
    assert_eq!(world.rotate_tde(&id).await, Ok(()));
    assert_eq!(world.rotate_tde(&id).await, Err(R::TdeUnderway));
    reconcile(&world, &id).await;
    assert_eq!(world.tde(&id).await.unwrap().key_version, 3);
    assert_eq!(world.rotate_tde(&id).await, Ok(()));
}

#[tokio::test]
async fn a_key_has_no_more_versions_than_each_start_can_open() {
    let world = World::new(27);
    let id = mariadb(&world, false).await;
    world.enable_tde(&id, &world.key).await.unwrap();
    let mut versions = 1;
    loop {
        for _ in 0..3 {
            reconcile(&world, &id).await;
        }
        match world.rotate_tde(&id).await {
            Ok(()) => versions += 1,
            Err(refused) => break assert_eq!(refused, InstanceRefused::TdeVersions),
        }
        assert!(versions <= limits::TABLE_KEY_VERSIONS_MAX);
    }
    assert_eq!(versions, limits::TABLE_KEY_VERSIONS_MAX);
}

#[tokio::test]
async fn a_role_of_another_account_encrypts_no_tables() {
    let mut world = World::new(22);
    let id = mariadb(&world, false).await;
    world.role = "acs:ram::9999999999999999:role/r".parse().unwrap();
    let refused = world.enable_tde(&id, &world.key).await;
    assert_eq!(refused, Err(InstanceRefused::ForeignRole(world.role.to_string())));
}

#[tokio::test]
async fn a_key_that_serves_disk_and_tables_is_needed_by_both_until_both_are_gone() {
    use KeyUsedBy::{DiskEncryption, Tde};
    let world = World::new(23);
    let other: EncryptionKeyId = "key-hzz630494463ejqjx0001".parse().unwrap();
    world.keys.create(&other);
    let (same, apart) = (mariadb(&world, true).await, mariadb(&world, true).await);
    world.enable_tde(&same, &world.key).await.unwrap();
    world.enable_tde(&apart, &other).await.unwrap();
    let uses = async |key: &EncryptionKeyId| {
        let mut txn = world.store.begin();
        let permit = world.root(DbInstances::of(&world.region, world.account));
        let needed = is_key_needed(&mut txn, world.account, key).await.unwrap();
        let uses = instances_using_key(&mut txn, &permit, key).await.unwrap();
        assert_eq!(needed, !uses.is_empty());
        let mut uses: Vec<_> = uses.into_iter().map(|it| (it.instance, it.used_by)).collect();
        uses.sort();
        uses
    };
    let mut expected =
        vec![(same.clone(), DiskEncryption), (same.clone(), Tde), (apart.clone(), DiskEncryption)];
    expected.sort();
    assert_eq!(uses(&world.key).await, expected);
    assert_eq!(uses(&other).await, [(apart.clone(), Tde)]);

    let mut txn = world.store.begin();
    let permit = world.found(&mut txn, &apart).await;
    let views = encryption_keys(&permit).unwrap();
    let views: Vec<_> = views.into_iter().map(|view| (view.used_by, view.key)).collect();
    assert_eq!(views, [(DiskEncryption, world.key.clone()), (Tde, other.clone())]);
    drop(txn);

    for id in [&same, &apart] {
        reconcile(&world, id).await;
        world.delete(id).await.unwrap();
        world.destroy(id).await.unwrap();
        reconcile(&world, id).await;
    }
    assert!(uses(&world.key).await.is_empty() && uses(&other).await.is_empty());
}

#[tokio::test]
async fn a_lost_table_key_refuses_wishes_only_where_nothing_runs() {
    let world = World::new(24);
    let id = mariadb(&world, false).await;
    world.enable_tde(&id, &world.key).await.unwrap();
    for _ in 0..3 {
        reconcile(&world, &id).await;
    }
    world.keys.set_loss(&world.key, Some(KeyLoss::Disabled));
    reconcile(&world, &id).await;
    let view = world.tde(&id).await.unwrap();
    assert_eq!(view.lock.unwrap().loss, KeyLoss::Disabled);
    assert!(view.warning.unwrap().text.starts_with("its next start will be refused: "));
    let refused = world.restart(&id).await.unwrap_err();
    assert!(matches!(&refused, InstanceRefused::NoWayBack(why) if why.contains("is disabled")), "{refused}");
    assert_eq!(world.instance(&id).await.unwrap().status(), Status::Running);
    world.hand.kill_engine(&id);
    reconcile(&world, &id).await;
    let locked = InstanceRefused::Locked("its tables stay closed: the encryption key is disabled".into());
    assert_eq!(world.restart(&id).await, Err(locked.clone()));
    assert_eq!(world.start(&id).await, Err(locked.clone()));
    assert_eq!(world.rotate_tde(&id).await, Err(locked));
}

#[tokio::test]
async fn privileges_reach_the_engine_and_leave_with_their_database() {
    use AccountRefused as R;
    let world = World::new(25);
    let postgres = running(&world).await;
    world.create_account(&postgres, "app").await.unwrap();
    world.create_database(&postgres, "orders").await.unwrap();
    let id = mariadb(&world, false).await;
    world.create_account(&id, "app").await.unwrap();
    world.create_account_of(&id, "boss", AccountKind::Super).await.unwrap();
    world.create_database(&id, "orders").await.unwrap();
    world.create_database(&id, "stock").await.unwrap();
    let grant = async |id: &_, account: &str, database: &str, privilege| {
        let mut txn = world.store.begin();
        let permit = world.found(&mut txn, id).await;
        grant_privilege(&mut txn, &permit, account, database, privilege).await?;
        txn.commit().await.unwrap();
        Ok(())
    };
    for (instance, account, database, refused) in [
        (&postgres, "app", "orders", R::OwnedDatabases),
        (&id, "nobody", "orders", R::NotFound),
        (&id, "app", "nothing", R::NoDatabase("nothing".into())),
        (&id, "boss", "orders", R::Privileged),
    ] {
        assert_eq!(grant(instance, account, database, Privilege::ReadOnly).await, Err(refused));
    }
    let app = "app".parse().unwrap();
    let held = || world.hand.with(&id, |it| it.grants.get(&app).cloned().unwrap_or_default());
    let of = |database: &str, privilege| Grant { database: database.parse().unwrap(), privilege };
    for (database, privilege) in [
        ("stock", Privilege::ReadWrite),
        ("orders", Privilege::ReadOnly),
        ("orders", Privilege::DmlOnly),
        ("orders", Privilege::DmlOnly),
    ] {
        grant(&id, "app", database, privilege).await.unwrap();
        reconcile(&world, &id).await;
    }
    assert_eq!(held(), [of("orders", Privilege::DmlOnly), of("stock", Privilege::ReadWrite)]);

    for database in ["stock", "stock"] {
        let mut txn = world.store.begin();
        let permit = world.found(&mut txn, &id).await;
        revoke_privilege(&mut txn, &permit, "app", database).await.unwrap();
        txn.commit().await.unwrap();
        reconcile(&world, &id).await;
    }
    assert_eq!(held(), [of("orders", Privilege::DmlOnly)]);
    world.delete_database(&id, "orders").await.unwrap();
    let refused = grant(&id, "app", "orders", Privilege::ReadOnly).await;
    assert_eq!(refused, Err(R::NoDatabase("orders".into())));
    reconcile(&world, &id).await;
    assert!(held().is_empty() && world.hand.with(&id, |it| it.databases.len() == 1));
    world.create_database(&id, "orders").await.unwrap();
    reconcile(&world, &id).await;
    assert!(held().is_empty(), "a later database of the name is open to nobody");
    assert!(world.accounts(&id).await.iter().all(|it| it.state == ContentState::Available));
    assert_eq!(world.delete_account(&id, "app").await, Ok(()), "nobody owns a database here");
}

#[tokio::test]
async fn databases_have_what_their_engine_has() {
    use DatabaseRefused as R;
    let world = World::new(26);
    let (postgres, mariadb) = (running(&world).await, mariadb(&world, false).await);
    for id in [&postgres, &mariadb] {
        world.create_account(id, "app").await.unwrap();
    }
    for (id, owner, encoding, answer) in [
        (&postgres, Some("app"), Encoding::Utf8Mb4, Err(R::Encoding)),
        (&postgres, Some("app"), Encoding::Gbk, Err(R::Encoding)),
        (&postgres, Some("app"), Encoding::SqlAscii, Ok(Some("app"))),
        (&mariadb, None, Encoding::SqlAscii, Err(R::Encoding)),
        (&mariadb, Some("app"), Encoding::Utf8Mb4, Err(R::Ownerless)),
        (&mariadb, None, Encoding::Utf8Mb4, Ok(None)),
    ] {
        let made = world.create_database_of(id, "orders", owner, encoding).await;
        assert_eq!(made, answer.clone().map(drop), "{encoding:?}");
        if let Ok(owner) = answer {
            let database = world.databases(id).await.remove(0);
            assert_eq!(database.owner.as_ref().map(|owner| owner.as_str()), owner);
        }
    }
    reconcile(&world, &mariadb).await;
    let verifier = world.hand.with(&mariadb, |it| it.accounts.values().next().unwrap().1.clone());
    assert!(verifier.starts_with('*') && verifier.len() == 41, "{verifier}");
    assert!(world.databases(&mariadb).await.iter().all(|it| it.state == ContentState::Available));
}
