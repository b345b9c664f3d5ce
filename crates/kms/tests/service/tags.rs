//! Tags on keys.

use rampart_authz::Resource as _;
use rampart_kms::{
    actions,
    tags::{self, NewTags, TagKeys},
    tags_of,
};
use rampart_vocab::{KeyId, Tag};

use crate::world::{World, name_of};

async fn kept(world: &World, id: KeyId) -> Vec<String> {
    let mut txn = world.txn();
    let key = world.permit::<actions::ListResourceTags>(&mut txn, &id.to_string()).await;
    tags_of(&key).iter().map(|tag| format!("{}={}", tag.key, tag.value)).collect()
}

#[tokio::test]
async fn tags_are_laid_over_and_taken_away() {
    let world = World::new();
    let id = world.tagged(&[("team", "db"), ("env", "dev")]).await;
    world.mark(id, Tag::new("env", "prod")).await.unwrap();
    world.mark(id, Tag::new(Tag::RDS_INSTANCE_ENCRYPTION, "true")).await.unwrap();
    assert_eq!(kept(&world, id).await, ["acs:rds:instance-encryption=true", "env=prod", "team=db"]);

    let mut txn = world.txn();
    let key = world.permit::<actions::UntagResources>(&mut txn, &id.to_string()).await;
    tags::untag(&mut txn, &key, &TagKeys::check(vec!["team".into(), "gone".into()]).unwrap()).unwrap();
    txn.commit().await.unwrap();
    assert_eq!(kept(&world, id).await, ["acs:rds:instance-encryption=true", "env=prod"]);

    let mut txn = world.txn();
    let key = world.permit(&mut txn, &id.to_string()).await;
    tags::untag_all(&mut txn, &key).unwrap();
    txn.commit().await.unwrap();
    assert_eq!(kept(&world, id).await, ["acs:rds:instance-encryption=true"], "reserved tags stay");

    let mut txn = world.txn();
    let key = world.permit::<actions::UntagResource>(&mut txn, &id.to_string()).await;
    tags::untag(&mut txn, &key, &TagKeys::check(vec![Tag::RDS_INSTANCE_ENCRYPTION.into()]).unwrap()).unwrap();
    txn.commit().await.unwrap();
    assert!(kept(&world, id).await.is_empty());
}

#[tokio::test]
async fn a_key_bears_twenty_tags_at_most() {
    let world = World::new();
    let names: Vec<String> = (0..20).map(|n| format!("k{n}")).collect();
    let full: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
    let id = world.tagged(&full).await;
    assert_eq!(name_of(world.mark(id, Tag::new("more", "")).await), "Tags");
    assert_eq!(name_of(world.mark(id, Tag::new("k3", "new")).await), "ok");
}

#[tokio::test]
async fn one_transaction_tags_fifty_keys_or_none() {
    let world = World::new();
    let mut ids = Vec::new();
    for _ in 0..50 {
        ids.push(world.key().await);
    }
    let new = NewTags::check(vec![Tag::new("team", "db")]).unwrap();
    let mut txn = world.txn();
    for id in &ids {
        let key = world.permit::<actions::TagResources>(&mut txn, &id.to_string()).await;
        tags::tag(&mut txn, &key, &new).unwrap();
    }
    txn.commit().await.unwrap();
    for id in ids {
        assert_eq!(kept(&world, id).await, ["team=db"]);
    }
}

#[tokio::test]
async fn a_tag_is_a_condition_split_at_the_first_slash() {
    let world = World::new();
    let id = world.tagged(&[("a/b:c", "1"), ("team", "db")]).await;
    world.mark(id, Tag::new(Tag::RDS_INSTANCE_ENCRYPTION, "true")).await.unwrap();
    let mut txn = world.txn();
    let key = world.permit::<actions::DescribeKey>(&mut txn, &id.to_string()).await;
    for (condition, value) in [
        ("kms:tag/acs:rds:instance-encryption", Some("true")),
        ("KMS:Tag/team", Some("db")),
        ("acs:ResourceTag/team", Some("db")),
        ("kms:tag/a/b:c", Some("1")),
        ("kms:tag/Team", None),
        ("kms:tag/", None),
        ("kms:tag", None),
        ("team", None),
        ("rds:ResourceTag/team", None),
    ] {
        assert_eq!(key.condition(condition), value, "{condition}");
    }
}
