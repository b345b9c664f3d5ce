//! A key: the resource on which nearly every action is decided, and what may be read of it.

use std::sync::{Arc, OnceLock};

use rampart_authz::{Permitted, Resource};
use rampart_store::{Row, StoreFailed, Txn};
use rampart_vocab::{AccountId, Arn, KeyId, KeyVersionId, RegionId, Tag, Timestamp};

use crate::{
    KeyState,
    actions::{DescribeKey, ListResourceTags},
    material::Schedule,
    records::{Creator, KeyRecord, Standing},
    rows,
    spec::{KeyOrigin, KeySpec, KeyUsage, ProtectionLevel},
};

/// A key as it stood when it was read. What it holds is read through a permit; its tags decide about permits.
#[derive(Clone)]
pub struct Key {
    account: AccountId,
    id: KeyId,
    kept: Arc<Kept>,
    row: Row<KeyRecord>,
}

/// What is made of a key's row and region once, and kept with the cached row: it goes when the row changes.
struct Kept {
    region: RegionId,
    arn: Arn,
    /// The primary version's expanded key, from its first use on.
    primary: OnceLock<Schedule>,
}

/// What is told of a key.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyFacts {
    /// Its id.
    pub id: KeyId,
    /// Its ARN.
    pub arn: Arn,
    /// The account that it belongs to, a service's own key too.
    pub account: AccountId,
    /// What a person says of it; may be empty.
    pub description: Box<str>,
    /// The algorithm.
    pub spec: KeySpec,
    /// The purpose.
    pub usage: KeyUsage,
    /// Where it stands in its life.
    pub state: KeyState,
    /// Where the material comes from.
    pub origin: KeyOrigin,
    /// How the material is kept.
    pub protection: ProtectionLevel,
    /// When it was made.
    pub created: Timestamp,
    /// When it will be destroyed.
    pub deletion: Option<Timestamp>,
    /// When a version was last added; before that, when it was made.
    pub rotated: Timestamp,
    /// When imported material ends.
    pub material_expires: Option<Timestamp>,
    /// The version that seals.
    pub primary_version: KeyVersionId,
    /// Whether its deletion is refused.
    pub deletion_protected: bool,
    /// Why.
    pub protected_because: Option<Box<str>>,
}

impl Key {
    pub(crate) async fn find(
        txn: &mut Txn,
        region: &RegionId,
        account: AccountId,
        id: KeyId,
    ) -> Result<Option<Self>, StoreFailed> {
        let row = txn.get::<KeyRecord>(&rows::key(account, id)).await?;
        Ok(row.map(|row| Self::of_row(region, account, id, row)))
    }

    fn of_row(region: &RegionId, account: AccountId, id: KeyId, row: Row<KeyRecord>) -> Self {
        let made =
            || Kept { region: region.clone(), arn: arn(region, account, id), primary: OnceLock::new() };
        // The row's name holds account and id, and a server stands in one region.
        let mut kept = row.derived(|_| made());
        if kept.region != *region {
            kept = Arc::new(made());
        }
        Self { account, id, kept, row }
    }

    /// Its id.
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// The account that it belongs to.
    pub const fn account_id(&self) -> AccountId {
        self.account
    }

    pub(crate) fn region(&self) -> &RegionId {
        &self.kept.region
    }

    pub(crate) fn record(&self) -> &KeyRecord {
        &self.row.record
    }

    pub(crate) fn state(&self) -> KeyState {
        self.record().standing.state()
    }

    pub(crate) fn spec(&self) -> KeySpec {
        self.record().spec
    }

    pub(crate) fn usage(&self) -> KeyUsage {
        self.record().usage
    }

    pub(crate) fn primary_version(&self) -> KeyVersionId {
        self.record().primary
    }

    /// The primary version's expanded key, when this very row's was used before.
    pub(crate) fn primary_schedule(&self) -> Option<Schedule> {
        self.kept.primary.get().cloned()
    }

    /// Keeps it, for as long as the row stands.
    pub(crate) fn keep_primary_schedule(&self, schedule: &Schedule) {
        // When two open it at once, one is kept.
        let _ = self.kept.primary.set(Arc::clone(schedule));
    }

    pub(crate) fn is_service_key(&self) -> bool {
        matches!(self.record().creator, Creator::Service(_))
    }

    fn tag(&self, key: &str) -> Option<&str> {
        self.record().tags.iter().find(|tag| *tag.key == *key).map(|tag| &*tag.value)
    }
}

/// Everything that is told of a key.
pub fn describe(key: &Permitted<DescribeKey, Key>) -> KeyFacts {
    facts(key.region(), key.account, key.id, key.record())
}

/// A key's tags, sorted by key.
pub fn tags_of(key: &Permitted<ListResourceTags, Key>) -> &[Tag] {
    &key.record().tags
}

pub(crate) fn facts(region: &RegionId, account: AccountId, id: KeyId, record: &KeyRecord) -> KeyFacts {
    KeyFacts {
        id,
        arn: arn(region, account, id),
        account,
        description: record.description.clone().unwrap_or_default(),
        spec: record.spec,
        usage: record.usage,
        state: record.standing.state(),
        origin: record.origin,
        protection: record.protection,
        created: record.created,
        deletion: match record.standing {
            Standing::PendingDeletion(due) => Some(due),
            _ => None,
        },
        rotated: record.rotated.unwrap_or(record.created),
        material_expires: record.material_expires,
        primary_version: record.primary,
        deletion_protected: record.deletion_protected,
        protected_because: record.protected_because.clone(),
    }
}

pub(crate) fn arn(region: &RegionId, account: AccountId, id: KeyId) -> Arn {
    Arn::from_parts("kms", region.as_str(), &account.to_string(), &format!("key/{id}"))
}

impl Resource for Key {
    fn arn(&self) -> &Arn {
        &self.kept.arn
    }

    fn account(&self) -> AccountId {
        self.account
    }

    /// `kms:tag/<key>` and `acs:ResourceTag/<key>`: the tag's value.
    ///
    /// Source: KMS, "Use RAM to control access to KMS resources". What follows the *first* `/` is the tag's key,
    /// which may hold colons and slashes itself.
    fn condition(&self, key: &str) -> Option<&str> {
        let (name, tag) = key.split_once('/')?;
        let of_tags = name.eq_ignore_ascii_case("kms:tag") || name.eq_ignore_ascii_case("acs:ResourceTag");
        if of_tags { self.tag(tag) } else { None }
    }
}
