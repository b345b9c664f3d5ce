//! The end of keys whose deletion was scheduled: nobody calls for it, and it stands in the trail all the same.
//!
//! Which rows go in which order is `kms::destruction`'s; how often to come is the server's.

use std::{borrow::Cow, time::Duration};

use rampart_authz::{Resource as _, ServicePrincipal};
use rampart_kms::{
    KeyRef,
    destruction::{self, Destroyed, DueDeletion},
};
use rampart_rds::{instances::is_key_needed, keys::EncryptionKeyId};
use rampart_store::Txn;
use rampart_vocab::Timestamp;

use super::Front;
use crate::{
    Answer, Origin, Refusal,
    audit::{Act, AuditCaller, Outcome, Purpose},
};

/// How long the server must have run since a key's date: whoever starts a server that was off for long, or whose
/// clock was wrong, has so much time to take deletions back.
pub const GRACE: Duration = Duration::from_hours(24);
/// Who destroys keys.
const KMS: ServicePrincipal = ServicePrincipal::new("kms.aliyuncs.com");
/// What it is in the audit trail: the carrying out of a right that somebody used before.
const DESTROY: Act = Act {
    service: "kms",
    operation: "DestroyScheduledKey",
    action: Cow::Borrowed("kms:ScheduleKeyDeletion"),
    rule: "deletion date passed",
};
/// Deletions read at a time.
const PAGE: usize = 100;

/// What [`Front::destroy_due_keys`] did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeysDestroyed {
    /// Keys that are gone.
    pub destroyed: u64,
    /// Keys whose date has passed, kept because an instance needs them, one in the bin included.
    pub needed: u64,
    /// Keys that could not be destroyed now; the next pass tries again.
    pub failed: u64,
}

impl Front {
    /// Destroys every key whose date is `until` or earlier, and records each. Until then, and as long as an instance
    /// needs the key, CancelKeyDeletion takes the deletion back.
    ///
    /// Called every few minutes, on one core. `until` is what has been past for [`GRACE`] of running, by
    /// [`SurelyPast`](super::SurelyPast): a clock that jumps ahead destroys nothing.
    ///
    /// # Errors
    /// When the due deletions cannot be read, or the audit trail takes no record. What one key ran into is counted
    /// and logged.
    pub async fn destroy_due_keys(&self, until: Timestamp) -> Answer<KeysDestroyed> {
        let mut sum = KeysDestroyed::default();
        let mut last = None;
        loop {
            let mut txn = self.services.store.begin();
            let due = destruction::due(&mut txn, until, last.as_ref(), PAGE).await?;
            for deletion in &due {
                self.trail.admits(Purpose::Other)?;
                match self.destroy_whole(deletion, until).await {
                    Ok(End::Destroyed) => sum.destroyed += 1,
                    Ok(End::Needed) => sum.needed += 1,
                    Ok(End::Kept) => {}
                    Err(refusal) => {
                        let inner = refusal.inner.as_deref().unwrap_or(&refusal.message);
                        tracing::warn!(key = %deletion.key, inner, "a key was not destroyed, trying again");
                        sum.failed += 1;
                    }
                }
            }
            match due.into_iter().next_back() {
                Some(deletion) => last = Some(deletion),
                None => return Ok(sum),
            }
        }
    }

    async fn destroy_whole(&self, deletion: &DueDeletion, until: Timestamp) -> Answer<End> {
        let mut end = End::Kept;
        loop {
            let mut txn = self.services.store.begin();
            match destruction::destroy(&mut txn, deletion, until).await? {
                Destroyed::TakenBack => {
                    committed(txn).await?;
                    return Ok(End::Kept);
                }
                Destroyed::Key => {
                    if is_needed(&mut txn, deletion).await? {
                        return Ok(End::Needed);
                    }
                    self.commit_with_record(txn, deletion).await?;
                    end = End::Destroyed;
                }
                Destroyed::Part => committed(txn).await?,
                Destroyed::Whole => {
                    committed(txn).await?;
                    return Ok(end);
                }
            }
        }
    }

    /// After a commit of unknown outcome the next pass finds the key, or what it left; and a record whose change was
    /// made is moved by the trail's own sweep.
    async fn commit_with_record(&self, mut txn: Txn, deletion: &DueDeletion) -> Answer<()> {
        let caller = KMS.caller(deletion.account);
        let key = KeyRef::id(deletion.key).unfound(&self.services.region, deletion.account);
        let origin = Origin::within(self.clock.as_ref(), self.entropy.as_ref());
        let (at, by) = (self.clock.now(), AuditCaller::of(&caller));
        let record = DESTROY.record(at, &origin, deletion.account, by, key.arn().as_str(), Outcome::Done);
        let enlisted = self.trail.enlist(&mut txn, record);
        committed(txn).await?;
        self.trail.committed(enlisted).await;
        Ok(())
    }
}

/// What became of a key.
enum End {
    Destroyed,
    Needed,
    Kept,
}

async fn is_needed(txn: &mut Txn, deletion: &DueDeletion) -> Answer<bool> {
    let key: EncryptionKeyId = deletion
        .key
        .to_string()
        .parse()
        .map_err(|_| Refusal::internal("a key's id is none to a database"))?;
    Ok(is_key_needed(txn, deletion.account, &key).await?)
}

async fn committed(txn: Txn) -> Answer<()> {
    txn.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use rampart_testkit::{World, done, refused};
    use rampart_vocab::{Clock as _, Timestamp};

    use super::{super::SurelyPast, *};

    const DAY: i64 = 86_400;

    fn scheduled(world: &World) -> String {
        let key = world.key();
        let alias = format!("alias/of-{key}");
        let root = world.root();
        world.call(&root, "kms", "CreateAlias", &[("KeyId", &key), ("AliasName", &alias)]).unwrap();
        schedule(world, &key);
        key
    }

    fn schedule(world: &World, key: &str) {
        let params = [("KeyId", key), ("PendingWindowInDays", "7")];
        world.call(&world.root(), "kms", "ScheduleKeyDeletion", &params).unwrap();
    }

    #[track_caller]
    fn check(world: &World, running_since: Timestamp, destroyed: u64) {
        let sum = world.destroy_due_keys(running_since);
        assert_eq!((sum.destroyed, sum.needed, sum.failed), (destroyed, 0, 0));
    }

    #[test]
    fn a_key_is_destroyed_when_its_date_has_passed_and_the_server_has_run_a_day_since() {
        let world = World::new();
        let start = world.clock().now();
        let (key, kept) = (scheduled(&world), world.key());
        world.advance_seconds(8 * DAY - 2);
        check(&world, start, 0);
        world.advance_seconds(3);
        // A server that came back after the date gives a day more.
        let back = world.clock().now();
        check(&world, back, 0);
        world.advance_seconds(DAY - 1);
        check(&world, back, 0);
        world.advance_seconds(1);
        check(&world, back, 1);
        check(&world, back, 0);

        let root = world.root();
        for (name, expected) in [(&key, refused(404, "Forbidden.KeyNotFound")), (&kept, done())] {
            expected.holds(name, world.call(&root, "kms", "DescribeKey", &[("KeyId", name)]));
        }
        let aliases = world.call(&root, "kms", "ListAliases", &[]).unwrap();
        assert_eq!(aliases["TotalCount"], 0);
    }

    /// A clock that jumps ahead, stays there, or is set right again: a key goes a day after its date at the earliest.
    #[test]
    fn a_clock_that_jumps_destroys_nothing() {
        let world = World::new();
        scheduled(&world);
        let (mut past, hour) = (SurelyPast::new(GRACE), Duration::from_hours(1));
        let mut run_for = Duration::ZERO;
        let mut pass = |after: Duration| {
            run_for += after;
            let until = past.look(run_for, world.clock().now());
            until.map_or(0, |until| world.destroy_keys_past(until).destroyed)
        };
        for jump in [365 * DAY, -365 * DAY, 365 * DAY] {
            for _ in 0..30 {
                assert_eq!(pass(hour), 0);
                world.advance_seconds(3_600);
            }
            world.advance_seconds(jump);
            for _ in 0..23 {
                assert_eq!(pass(hour), 0);
                world.advance_seconds(3_600);
            }
            world.advance_seconds(-jump);
        }
        world.advance_seconds(365 * DAY);
        let gone: u64 = (0..30).map(|_| pass(hour)).sum();
        assert_eq!(gone, 1, "a clock that goes on a day says so in earnest");
    }

    #[test]
    fn a_deletion_is_taken_back_also_after_its_date() {
        let world = World::new();
        let start = world.clock().now();
        let key = scheduled(&world);
        world.advance_seconds(8 * DAY - 2);
        let root = world.root();
        world.call(&root, "kms", "CancelKeyDeletion", &[("KeyId", &key)]).unwrap();
        world.advance_seconds(30 * DAY);
        check(&world, start, 0);
        schedule(&world, &key);
        world.advance_seconds(9 * DAY);
        check(&world, start, 1);
    }

    #[test]
    fn each_destroyed_key_stands_in_the_trail_once() {
        let world = World::new();
        let start = world.clock().now();
        let mut keys = [scheduled(&world), scheduled(&world)];
        keys.sort_unstable();
        world.advance_seconds(9 * DAY);
        check(&world, start, 2);
        let mut told: Vec<_> = world.audited();
        told.retain(|record| record["operation"] == "DestroyScheduledKey");
        assert_eq!(told.len(), 2, "{told:?}");
        // Both are due at one moment.
        told.sort_by_key(|record| record["decisions"][0]["resource"].to_string());
        for (record, key) in told.iter().zip(&keys) {
            assert_eq!(
                record["decisions"][0]["resource"],
                world.arn("kms", &format!("key/{key}")),
                "{record}"
            );
            assert!(record.to_string().contains("service/kms.aliyuncs.com"), "{record}");
        }
    }
}
