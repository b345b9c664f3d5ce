//! Versions.

use rampart_kms::{actions, list::PageAsk, versions};

use crate::world::{World, name_of};

#[tokio::test]
async fn a_key_has_fifty_versions_at_most_and_lists_them_in_order() {
    let world = World::new();
    let id = world.key().await.to_string();
    let mut made = Vec::new();
    loop {
        let mut txn = world.txn();
        let key = world.permit(&mut txn, &id).await;
        match versions::create(&mut txn, &key, &world.clock, &world.entropy).await {
            Ok(version) => made.push(version),
            refused => {
                assert_eq!(name_of(refused), "TooManyVersions");
                break;
            }
        }
        txn.commit().await.unwrap();
        world.clock.advance_ms(1);
    }
    assert_eq!(made.len(), 49);

    let mut txn = world.txn();
    let key = world.permit(&mut txn, &id).await;
    let page = PageAsk::check(Some(3), Some(20), 0..=101).unwrap();
    let listed = versions::list(&mut txn, &key, page).await.unwrap();
    assert_eq!(listed.total, 50);
    assert_eq!(listed.items, made[39..]);

    let key = world.permit::<actions::DescribeKeyVersion>(&mut txn, &id).await;
    assert_eq!(versions::describe(&mut txn, &key, made[0].version).await.unwrap(), made[0]);
    let other = world.key().await.to_string();
    let mut txn = world.txn();
    let other = world.permit::<actions::DescribeKeyVersion>(&mut txn, &other).await;
    assert_eq!(name_of(versions::describe(&mut txn, &other, made[0].version).await), "NoSuchVersion");
}

#[tokio::test]
async fn a_disabled_key_gets_no_version() {
    let world = World::new();
    let id = world.key().await;
    world.disable(id).await;
    let mut txn = world.txn();
    let key = world.permit(&mut txn, &id.to_string()).await;
    assert_eq!(name_of(versions::create(&mut txn, &key, &world.clock, &world.entropy).await), "Disabled");
}
