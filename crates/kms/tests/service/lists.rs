//! Lists: the same from the index as from the store.

use std::sync::Arc;

use rampart_kms::{
    AliasCollection, AliasName, AliasPlace, TagsWanted, actions, alias,
    list::{FilterKey, KeyFilters, PageAsk, PageRefused},
};
use rampart_vocab::{Clock as _, KeyId, Tag};

use crate::world::World;

fn page(number: i64, size: i64) -> PageAsk {
    PageAsk::check(Some(number), Some(size), 0..=100).unwrap()
}

fn filters(rows: &[(FilterKey, &[&str])]) -> KeyFilters {
    let mut filters = KeyFilters::default();
    for (key, values) in rows {
        filters.add(*key, values.iter().map(|value| (*value).into()).collect()).unwrap();
    }
    filters
}

async fn keys(world: &World, filters: &KeyFilters, page: PageAsk) -> (Vec<KeyId>, usize) {
    let permitted = world.collection::<actions::ListKeys>();
    let listed = world.kms.list_keys(&mut world.txn(), &permitted, filters, page).await.unwrap();
    (listed.items.into_iter().map(|(id, _)| id).collect(), listed.total)
}

async fn aliases(world: &World, page: PageAsk) -> (Vec<String>, usize) {
    let all = AliasCollection::new(world.region.clone(), world.account);
    let permitted = world.allow::<actions::ListAliases, _>(all).unwrap();
    let listed = world.kms.list_aliases(&mut world.txn(), &permitted, page).await.unwrap();
    (listed.items.into_iter().map(|entry| entry.name.as_str().to_owned()).collect(), listed.total)
}

async fn give(world: &World, name: &str, id: KeyId) {
    let mut txn = world.txn();
    let name = AliasName::parse(name).unwrap();
    let place = world.allow(AliasPlace::new(world.region.clone(), world.account, name)).unwrap();
    let key = world.permit(&mut txn, &id.to_string()).await;
    alias::create(&mut txn, &place, &key, world.clock.now()).await.unwrap();
    txn.commit().await.unwrap();
}

/// Everything that lists say in this world, once without and once with the index.
async fn check_lists(world: &World, ids: &[KeyId]) {
    let none = KeyFilters::default();
    let id_text = ids[1].to_string();
    let account = world.account.to_string();
    assert_eq!(keys(world, &none, page(1, 2)).await, (ids[..2].to_vec(), 4));
    assert_eq!(keys(world, &none, page(2, 3)).await, (ids[3..].to_vec(), 4));
    assert_eq!(keys(world, &none, page(3, 3)).await, (vec![], 4));
    assert_eq!(keys(world, &none, page(i64::from(i32::MAX), 100)).await, (vec![], 4));
    let all = page(1, 100);
    for (rows, wanted) in [
        (&[(FilterKey::State, &["Disabled"][..])][..], vec![ids[2]]),
        (&[(FilterKey::State, &["Disabled", "Enabled"])], ids.to_vec()),
        (&[(FilterKey::State, &["Disabled"]), (FilterKey::State, &["Enabled"])], ids.to_vec()),
        (&[(FilterKey::State, &["PendingImport"])], vec![]),
        (&[(FilterKey::State, &[])], ids.to_vec()),
        (&[(FilterKey::Spec, &["Aliyun_AES_256"]), (FilterKey::Usage, &["ENCRYPT/DECRYPT"])], ids.to_vec()),
        (&[(FilterKey::Spec, &["RSA_2048"])], vec![]),
        (&[(FilterKey::Protection, &["HSM"])], vec![]),
        (&[(FilterKey::CreatorType, &["Service"])], vec![]),
        (&[(FilterKey::CreatorType, &["User"])], ids.to_vec()),
        (&[(FilterKey::Id, &[&id_text])], vec![ids[1]]),
        (&[(FilterKey::Creator, &[&account])], ids.to_vec()),
        (&[(FilterKey::Creator, &["1"])], vec![]),
        (&[(FilterKey::Instance, &["kst-1"])], vec![]),
        (&[(FilterKey::Alias, &["alias/a", "alias/none"])], vec![ids[3]]),
        (&[(FilterKey::Alias, &["alias/none"])], vec![]),
        (&[(FilterKey::TagKey, &["team"])], vec![ids[0], ids[1]]),
        (&[(FilterKey::TagKey, &["team"]), (FilterKey::TagValue, &["web"])], vec![ids[1]]),
        (&[(FilterKey::TagValue, &["db"])], vec![ids[0]]),
        (&[(FilterKey::TagKey, &["env"]), (FilterKey::TagValue, &["db"])], vec![]),
        (&[(FilterKey::TagKey, &["team"]), (FilterKey::State, &["Disabled"])], vec![]),
    ] {
        assert_eq!(keys(world, &filters(rows), all).await, (wanted.clone(), wanted.len()), "{rows:?}");
    }
    assert_eq!(aliases(world, page(1, 1)).await, (vec!["alias/a".into()], 2));
    assert_eq!(aliases(world, page(1, 0)).await, (vec![], 2));
    assert_eq!(aliases(world, page(1, 100)).await.0, ["alias/a", "alias/b/c"]);

    let permitted = world.collection::<actions::ListTagResources>();
    let wanted = TagsWanted::check(vec![("team".into(), None)]).unwrap();
    let tags = world.kms.list_tags(&mut world.txn(), &permitted, &wanted, None).await.unwrap();
    assert_eq!(tags.items, [(ids[0], Tag::new("team", "db")), (ids[1], Tag::new("team", "web"))]);

    let mut txn = world.txn();
    let key = world.permit(&mut txn, &ids[3].to_string()).await;
    let of_key = world.kms.list_aliases_of_key(&mut txn, &key, page(1, 10)).await.unwrap();
    assert_eq!((of_key.total, of_key.items[1].name.as_str()), (2, "alias/b/c"));
}

async fn furnished(world: &World) -> Vec<KeyId> {
    let ids = vec![
        world.tagged(&[("team", "db"), ("env", "dev")]).await,
        world.tagged(&[("team", "web")]).await,
        world.key().await,
        world.key().await,
    ];
    world.disable(ids[2]).await;
    give(world, "alias/b/c", ids[3]).await;
    give(world, "alias/a", ids[3]).await;
    ids
}

#[tokio::test]
async fn lists_are_right_without_an_index() {
    let world = World::new();
    world.neighbour().key().await;
    let ids = furnished(&world).await;
    check_lists(&world, &ids).await;
}

#[tokio::test]
async fn lists_are_right_from_an_index_that_finds_everything_there() {
    let world = World::new();
    world.neighbour().key().await;
    let ids = furnished(&world).await;
    let follower = tokio::spawn({
        let (kms, store) = (Arc::clone(&world.kms), world.store.clone());
        async move { kms.follow(store).await }
    });
    // The follower runs whenever this task waits.
    while !world.kms.is_indexed() {
        tokio::task::yield_now().await;
    }
    check_lists(&world, &ids).await;
    follower.abort();
}

#[tokio::test]
async fn an_index_follows_every_commit_before_it_is_asked() {
    let world = World::new();
    let follower = tokio::spawn({
        let (kms, store) = (Arc::clone(&world.kms), world.store.clone());
        async move { kms.follow(store).await }
    });
    world.key().await;
    while !world.kms.is_indexed() {
        tokio::task::yield_now().await;
    }
    let first = keys(&world, &KeyFilters::default(), page(1, 1)).await.0[0];
    for n in 2..50 {
        world.key().await;
        assert_eq!(keys(&world, &KeyFilters::default(), page(1, 1)).await, (vec![first], n));
    }
    world.disable(first).await;
    let disabled = filters(&[(FilterKey::State, &["Disabled"])]);
    assert_eq!(keys(&world, &disabled, page(1, 10)).await, (vec![first], 1));
    follower.abort();
}

#[tokio::test]
async fn a_follower_that_ended_leaves_no_list_waiting() {
    let world = World::new();
    let follower = tokio::spawn({
        let (kms, store) = (Arc::clone(&world.kms), world.store.clone());
        async move { kms.follow(store).await }
    });
    while !world.kms.is_indexed() {
        tokio::task::yield_now().await;
    }
    follower.abort();
    assert!(follower.await.unwrap_err().is_cancelled());
    let id = world.key().await;
    assert_eq!(keys(&world, &KeyFilters::default(), page(1, 1)).await, (vec![id], 1));
}

#[test]
fn pages_have_a_number_and_a_size() {
    for (number, size, expected) in [
        (None, None, Ok((1, 10))),
        (Some(2), Some(100), Ok((2, 100))),
        (Some(0), None, Err(PageRefused::Number)),
        (Some(-1), None, Err(PageRefused::Number)),
        (Some(i64::MAX), None, Err(PageRefused::Number)),
        (None, Some(0), Err(PageRefused::Size)),
        (None, Some(101), Err(PageRefused::Size)),
    ] {
        let page = PageAsk::check(number, size, 1..=100).map(|page| (page.number(), page.size()));
        assert_eq!(page, expected, "{number:?} {size:?}");
    }
}
