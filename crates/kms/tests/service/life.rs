//! A key's life.

use rampart_kms::{
    KeyOrigin, KeySpec, KeyState, KeyUsage, ProtectionLevel, actions, describe,
    lifecycle::{self, DeletionWindow, Description, NewKey},
    tags::NewTags,
};
use rampart_vocab::{Clock as _, KeyId, Tag};

use crate::world::{World, name_of};

const DAY_MS: i64 = 86_400_000;

async fn schedule(world: &World, id: KeyId, days: i64) -> String {
    let mut txn = world.txn();
    let key = world.permit(&mut txn, &id.to_string()).await;
    let window = DeletionWindow::days(days).unwrap();
    let answer = lifecycle::schedule_deletion(&mut txn, &key, window, world.clock.now());
    txn.commit().await.unwrap();
    name_of(answer)
}

async fn cancel(world: &World, id: KeyId) -> String {
    let mut txn = world.txn();
    let key = world.permit(&mut txn, &id.to_string()).await;
    let answer = lifecycle::cancel_deletion(&mut txn, &key);
    txn.commit().await.unwrap();
    name_of(answer)
}

async fn protect(world: &World, id: KeyId, on: bool, because: &str) -> String {
    let mut txn = world.txn();
    let key = world.permit(&mut txn, &id.to_string()).await;
    let because = Description::check(Some(because)).unwrap();
    let answer = lifecycle::set_deletion_protection(&mut txn, &key, on, because);
    txn.commit().await.unwrap();
    name_of(answer)
}

async fn enable(world: &World, id: KeyId) -> String {
    let mut txn = world.txn();
    let key = world.permit(&mut txn, &id.to_string()).await;
    let answer = lifecycle::enable(&mut txn, &key);
    txn.commit().await.unwrap();
    name_of(answer)
}

async fn facts(world: &World, id: KeyId) -> rampart_kms::KeyFacts {
    let mut txn = world.txn();
    describe(&world.permit(&mut txn, &id.to_string()).await)
}

#[tokio::test]
async fn a_new_key_is_enabled_and_has_the_defaults() {
    let world = World::new();
    let id = world.key().await;
    let facts = facts(&world, id).await;
    assert_eq!(
        (facts.state, facts.spec, facts.usage, facts.origin, facts.protection, facts.deletion_protected),
        (
            KeyState::Enabled,
            KeySpec::AliyunAes256,
            KeyUsage::EncryptDecrypt,
            KeyOrigin::AliyunKms,
            ProtectionLevel::Software,
            false
        )
    );
    assert_eq!(facts.arn.to_string(), format!("acs:kms:cn-hangzhou:1000000000000001:key/{id}"));
    assert_eq!(facts.created.to_string(), "2026-01-01T00:00:00Z");
    assert_eq!((facts.deletion, facts.rotated), (None, facts.created));
}

#[tokio::test]
async fn what_is_not_offered_is_refused() {
    let check = |spec, usage, origin, protection| {
        name_of(NewKey::check(
            Description::check(None).unwrap(),
            spec,
            usage,
            origin,
            protection,
            NewTags::none(),
        ))
    };
    assert_eq!(check(None, None, None, None), "ok");
    assert_eq!(check(None, Some(KeyUsage::EncryptDecrypt), Some(KeyOrigin::AliyunKms), None), "ok");
    assert_eq!(check(None, None, None, Some(ProtectionLevel::Software)), "ok");
    assert_eq!(check(None, None, None, Some(ProtectionLevel::Hsm)), "NotOffered");
    assert_eq!(check(None, None, Some(KeyOrigin::External), None), "NotOffered");
    assert_eq!(check(None, Some(KeyUsage::SignVerify), None, None), "Unknown");
    for spec in &KeySpec::ALL[1..] {
        assert_eq!(check(Some(*spec), None, None, None), "NotOffered", "{spec:?}");
    }
    assert!(Description::check(Some(&"é".repeat(8192))).is_ok());
    assert_eq!(name_of(Description::check(Some(&"é".repeat(8193)))), "DescriptionTooLong");
}

#[tokio::test]
async fn switching_is_idempotent_and_writes_only_what_changes() {
    let world = World::new();
    let id = world.key().await;
    let mut txn = world.txn();
    let key = world.permit::<actions::EnableKey>(&mut txn, &id.to_string()).await;
    lifecycle::enable(&mut txn, &key).unwrap();
    assert!(!txn.has_writes());
    world.disable(id).await;
    world.disable(id).await;
    assert_eq!(facts(&world, id).await.state, KeyState::Disabled);
    assert_eq!(enable(&world, id).await, "ok");
    assert_eq!(facts(&world, id).await.state, KeyState::Enabled);
}

#[tokio::test]
async fn a_scheduled_key_waits_for_its_date_and_can_be_taken_back() {
    let world = World::new();
    let id = world.key().await;
    world.disable(id).await;
    assert_eq!(schedule(&world, id, 7).await, "ok");
    let waiting = facts(&world, id).await;
    assert_eq!(waiting.state, KeyState::PendingDeletion);
    assert_eq!(waiting.deletion.unwrap().to_string(), "2026-01-08T00:00:01Z");
    assert_eq!(schedule(&world, id, 8).await, "StateFixed");
    assert_eq!(enable(&world, id).await, "StateFixed");
    assert_eq!(protect(&world, id, true, "").await, "PendingDeletion");
    assert_eq!(name_of(world.mark(id, Tag::new("a", "b")).await), "PendingDeletion");
    world.clock.advance_ms(7 * DAY_MS - 2000);
    assert_eq!(cancel(&world, id).await, "ok");
    assert_eq!(facts(&world, id).await.state, KeyState::Enabled, "also when it was disabled before");
    assert_eq!(cancel(&world, id).await, "StateFixed");
}

#[tokio::test]
async fn a_deletion_whose_date_has_come_is_taken_back_while_the_key_is_there() {
    let world = World::new();
    let id = world.key().await;
    assert_eq!(schedule(&world, id, 7).await, "ok");
    world.clock.advance_ms(7 * DAY_MS);
    assert_eq!(cancel(&world, id).await, "ok");
    assert_eq!(cancel(&world, id).await, "StateFixed");
}

#[tokio::test]
async fn a_deletion_waits_seven_to_366_days() {
    for (days, taken) in [(6, false), (7, true), (366, true), (367, false), (-7, false), (i64::MAX, false)] {
        assert_eq!(DeletionWindow::days(days).is_ok(), taken, "{days}");
    }
}

#[tokio::test]
async fn a_protected_key_is_not_deleted() {
    let world = World::new();
    let id = world.key().await;
    assert_eq!(protect(&world, id, true, "ledger").await, "ok");
    assert_eq!(facts(&world, id).await.protected_because.as_deref(), Some("ledger"));
    assert_eq!(schedule(&world, id, 7).await, "DeletionProtected");
    assert_eq!(protect(&world, id, false, "").await, "ok");
    assert_eq!(facts(&world, id).await.protected_because, None);
    assert_eq!(schedule(&world, id, 7).await, "ok");
}

#[tokio::test]
async fn of_two_changes_at_once_one_must_come_again() {
    let world = World::new();
    let id = world.key().await;
    let (mut one, mut other) = (world.txn(), world.txn());
    let key = world.permit(&mut one, &id.to_string()).await;
    lifecycle::disable(&mut one, &key).unwrap();
    let key = world.permit(&mut other, &id.to_string()).await;
    lifecycle::update_description(&mut other, &key, Description::check(Some("x")).unwrap()).unwrap();
    one.commit().await.unwrap();
    assert!(other.commit().await.is_err());
    assert_eq!(facts(&world, id).await.state, KeyState::Disabled);
}

#[tokio::test]
async fn a_services_own_key_is_made_once_and_changed_by_nobody() {
    let world = World::new();
    let service = rampart_authz::ServicePrincipal::new("rds.aliyuncs.com");
    let mark = Tag::new(Tag::RDS_INSTANCE_ENCRYPTION, "true");
    let keys = rampart_kms::ServiceKeys::of(&service, Some(mark)).unwrap();
    let mut ids = Vec::new();
    for first in [true, false] {
        let mut txn = world.txn();
        let (clock, entropy) = (&world.clock, &world.entropy);
        let found = keys.in_account(&mut txn, &world.region, world.account, clock, entropy).await.unwrap();
        assert_eq!(found.is_new, first);
        ids.push(found.key.id());
        txn.commit().await.unwrap();
    }
    assert_eq!(ids[0], ids[1]);
    let id = ids[0];
    assert_eq!(enable(&world, id).await, "ServiceKey");
    assert_eq!(schedule(&world, id, 7).await, "ServiceKey");
    assert_eq!(protect(&world, id, true, "").await, "ServiceKey");
    assert_eq!(name_of(world.mark(id, Tag::new("a", "b")).await), "ServiceKey");
    let mut txn = world.txn();
    let key = world.permit::<actions::DescribeKey>(&mut txn, "alias/acs/rds").await;
    assert_eq!(key.id(), id);
    let key = world.permit::<actions::ListResourceTags>(&mut txn, "alias/acs/rds").await;
    assert_eq!(rampart_kms::tags_of(&key), [Tag::new(Tag::RDS_INSTANCE_ENCRYPTION, "true")]);
}
