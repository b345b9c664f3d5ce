//! A key's life: made, switched, protected, scheduled for deletion and taken back.
//!
//! Its end, when the date has come, stands in [`crate::destruction`].

use rampart_authz::Permitted;
use rampart_store::{Txn, Unknown};
use rampart_vocab::{Clock, Entropy, KeyId, KeyVersionId, Tag, Timestamp};

use crate::{
    Key, KeyCollection, KeyFacts, KeyRefused,
    actions::{
        CancelKeyDeletion, CreateKey, DisableKey, EnableKey, ScheduleKeyDeletion, SetDeletionProtection,
        UpdateKeyDescription,
    },
    key, limits,
    material::{self, VersionPlace},
    records::{Creator, KeyRecord, Standing},
    refused::Feature,
    rows,
    spec::{KeyOrigin, KeySpec, KeyUsage, ProtectionLevel},
    state::{Admitted, KeyAction},
    tags::NewTags,
    undocumented,
};

/// A key to be made, as far as its request decides; made by [`NewKey::check`].
#[derive(Clone, Debug)]
pub struct NewKey {
    description: Option<Box<str>>,
    spec: KeySpec,
    usage: KeyUsage,
    tags: NewTags<CreateKey>,
    mark: Option<Tag>,
}

/// A description within its limit.
#[derive(Clone, Debug)]
pub struct Description(Option<Box<str>>);

/// Days until a key is destroyed: 7 to 366.
#[derive(Clone, Copy, Debug)]
pub struct DeletionWindow(i64);

impl NewKey {
    /// Looks at what is asked for; `None` is the vendor's default.
    ///
    /// # Errors
    /// [`KeyRefused::NotOffered`] for what the vendor knows and we have not; [`KeyRefused::Unknown`] for a usage that
    /// the algorithm cannot have.
    pub fn check(
        description: Description,
        spec: Option<KeySpec>,
        usage: Option<KeyUsage>,
        origin: Option<KeyOrigin>,
        protection: Option<ProtectionLevel>,
        tags: NewTags<CreateKey>,
    ) -> Result<Self, KeyRefused> {
        let spec = spec.unwrap_or(KeySpec::AliyunAes256);
        let usage = usage.unwrap_or_else(|| spec.default_usage());
        if !undocumented::usage_fits(spec, usage) {
            return Err(KeyRefused::Unknown(Feature::Usage));
        }
        let not_offered = |wanted| Err(KeyRefused::NotOffered { wanted });
        if protection == Some(ProtectionLevel::Hsm) {
            return not_offered(Feature::Protection);
        }
        if !undocumented::spec_is_offered(spec) {
            return not_offered(Feature::Spec);
        }
        if origin == Some(KeyOrigin::External) {
            return not_offered(Feature::Origin);
        }
        Ok(Self { description: description.0, spec, usage, tags, mark: None })
    }
}

impl NewKey {
    /// With a service's mark, which no request can bring.
    pub(crate) fn marked(mut self, mark: Option<Tag>) -> Self {
        self.mark = mark;
        self
    }
}

impl Description {
    /// A description of at most 8,192 characters; an empty one is none.
    ///
    /// # Errors
    /// [`KeyRefused::DescriptionTooLong`].
    pub fn check(text: Option<&str>) -> Result<Self, KeyRefused> {
        match text {
            Some(text) if text.chars().nth(limits::DESCRIPTION_CHARS_MAX).is_some() => {
                Err(KeyRefused::DescriptionTooLong)
            }
            text => Ok(Self(text.filter(|text| !text.is_empty()).map(Into::into))),
        }
    }
}

impl DeletionWindow {
    /// A window of days.
    ///
    /// # Errors
    /// [`KeyRefused::DeletionWindow`].
    pub fn days(days: i64) -> Result<Self, KeyRefused> {
        limits::DELETION_DAYS.contains(&days).then_some(Self(days)).ok_or(KeyRefused::DeletionWindow)
    }

    /// The date, counted from now and cut to whole seconds.
    fn end(self, now: Timestamp) -> Timestamp {
        const SECONDS_A_DAY: i64 = 24 * 60 * 60;
        Timestamp::from_second(now.as_second() + self.0 * SECONDS_A_DAY).unwrap_or(Timestamp::MAX)
    }
}

/// Makes a key with its first version; the account's wrapping key too when it is the account's first.
///
/// # Errors
/// [`KeyRefused::Store`].
pub async fn create(
    txn: &mut Txn,
    keys: &Permitted<CreateKey, KeyCollection>,
    new: NewKey,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<KeyFacts, KeyRefused> {
    let (id, record) = made(txn, keys, new, Creator::User, clock, entropy).await?;
    Ok(key::facts(keys.region(), keys.account_id(), id, &record))
}

pub(crate) async fn made(
    txn: &mut Txn,
    keys: &KeyCollection,
    new: NewKey,
    creator: Creator,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<(KeyId, KeyRecord), KeyRefused> {
    let now = whole_seconds(clock.now());
    let (id, version) = (KeyId::new(clock, entropy), KeyVersionId::new(clock, entropy));
    material::make(txn, VersionPlace { account: keys.account_id(), key: id, version }, now, entropy).await?;
    let record = KeyRecord {
        creator,
        description: new.description,
        spec: new.spec,
        usage: new.usage,
        origin: KeyOrigin::AliyunKms,
        protection: ProtectionLevel::Software,
        standing: Standing::Enabled,
        created: now,
        primary: version,
        versions: 1,
        tags: new.tags.into_vec().into_iter().chain(new.mark).collect(),
        deletion_protected: false,
        protected_because: None,
        rotation_seconds: None,
        rotated: None,
        material_expires: None,
        unknown: Unknown::NONE,
    };
    txn.put(&rows::key(keys.account_id(), id), record.clone());
    Ok((id, record))
}

/// Switches a key on; one that is on stays on.
///
/// # Errors
/// The state's refusal.
pub fn enable(txn: &mut Txn, key: &Permitted<EnableKey, Key>) -> Result<(), KeyRefused> {
    let key = Admitted::look(key)?;
    switch(txn, &key, Standing::Enabled);
    Ok(())
}

/// Switches a key off; one that is off stays off.
///
/// # Errors
/// The state's refusal.
pub fn disable(txn: &mut Txn, key: &Permitted<DisableKey, Key>) -> Result<(), KeyRefused> {
    let key = Admitted::look(key)?;
    switch(txn, &key, Standing::Disabled);
    Ok(())
}

/// Writes nothing when nothing changes.
fn switch<A: KeyAction>(txn: &mut Txn, key: &Admitted<'_, A>, to: Standing) {
    if key.record().standing != to {
        rewrite(txn, key, |record| record.standing = to);
    }
}

/// Changes what a person says of a key.
///
/// # Errors
/// The state's refusal.
pub fn update_description(
    txn: &mut Txn,
    key: &Permitted<UpdateKeyDescription, Key>,
    description: Description,
) -> Result<(), KeyRefused> {
    let key = Admitted::look(key)?;
    rewrite(txn, &key, |record| record.description = description.0);
    Ok(())
}

/// Sets or lifts the protection from deletion; `because` is kept while it is set.
///
/// # Errors
/// The state's refusal.
pub fn set_deletion_protection(
    txn: &mut Txn,
    key: &Permitted<SetDeletionProtection, Key>,
    protected: bool,
    because: Description,
) -> Result<(), KeyRefused> {
    let key = Admitted::look(key)?;
    rewrite(txn, &key, |record| {
        record.deletion_protected = protected;
        record.protected_because = because.0.filter(|_| protected);
    });
    Ok(())
}

/// Schedules a key's destruction: from now on it cannot be used.
///
/// # Errors
/// The state's refusal, or [`KeyRefused::DeletionProtected`].
pub fn schedule_deletion(
    txn: &mut Txn,
    key: &Permitted<ScheduleKeyDeletion, Key>,
    window: DeletionWindow,
    now: Timestamp,
) -> Result<(), KeyRefused> {
    let key = Admitted::look(key)?;
    if key.record().deletion_protected {
        return Err(KeyRefused::DeletionProtected);
    }
    let due = window.end(now);
    rewrite(txn, &key, |record| record.standing = Standing::PendingDeletion(due));
    rows::put_deletion(txn, due, key.account_id(), key.id());
    Ok(())
}

/// Takes a deletion back, for as long as the key is there, its date passed or not; the key is enabled, also when it
/// was disabled before.
///
/// # Errors
/// The state's refusal.
pub fn cancel_deletion(txn: &mut Txn, key: &Permitted<CancelKeyDeletion, Key>) -> Result<(), KeyRefused> {
    let key = Admitted::look(key)?;
    match key.record().standing {
        Standing::PendingDeletion(due) => {
            rewrite(txn, &key, |record| record.standing = Standing::Enabled);
            txn.delete(&rows::deletion(due, key.account_id(), key.id()));
            Ok(())
        }
        _ => Err(KeyRefused::StateFixed),
    }
}

/// Puts the key's record, changed; the commit requires that it has not moved since it was read.
pub(crate) fn rewrite<A: KeyAction>(
    txn: &mut Txn,
    key: &Admitted<'_, A>,
    change: impl FnOnce(&mut KeyRecord),
) {
    let mut record = key.record().clone();
    change(&mut record);
    txn.put(&rows::key(key.account_id(), key.id()), record);
}

/// Dates in the API are whole seconds, and so are those that we keep.
pub(crate) fn whole_seconds(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}
