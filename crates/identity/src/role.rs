//! RAM roles: made, found, changed, deleted. Who may wear one is its trust policy's and `assume`'s.

use std::{ops::Deref, sync::Arc};

use rampart_authz::{Collection, Permitted, Resource};
use rampart_policy::{Document, DocumentKind, Refused, TrustPolicy, document::PrincipalPattern};
use rampart_store::{StoreFailed, Txn, Unknown};
use rampart_vocab::{AccountId, Arn, Clock, Entropy, Revision, RoleId, Timestamp};

use crate::{
    actions::ram::{CreateRole, DeleteRole, GetRole, ListRoles, UpdateRole},
    attachment::{self, Bearer},
    epoch,
    listing::{Listed, Listing},
    name::{Description, RoleName, UserName},
    quota::{Counted, Quotas},
    record::{RoleNameRecord, RoleRecord},
    rows,
    tag::{self, Tags},
    user,
};

/// The shortest `MaxSessionDuration`, in seconds, and its default. Source: RAM, CreateRole.
pub const MAX_SESSION_SECONDS_LEAST: u32 = 3_600;
/// The longest, in seconds.
pub const MAX_SESSION_SECONDS_MOST: u32 = 43_200;

/// A role, as policies name it: `acs:ram:*:<account>:role/<name>`.
#[derive(Clone, Debug)]
pub struct Role {
    record: Arc<RoleRecord>,
    arn: Arn,
}

/// What a new role is given.
pub struct NewRole {
    /// The name.
    pub name: RoleName,
    /// What it is for.
    pub description: Option<Description>,
    /// Who may wear it, as JSON.
    pub trust: Box<str>,
    /// The longest session.
    pub max_session: SessionLength,
    /// Labels.
    pub tags: Tags,
}

/// What is changed of a role; what is none stays.
#[derive(Default)]
pub struct RoleChange {
    /// What it is for.
    pub description: Option<Description>,
    /// Who may wear it, as JSON.
    pub trust: Option<Box<str>>,
    /// The longest session.
    pub max_session: Option<SessionLength>,
}

/// How long a role's sessions may be at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLength(u32);

/// Why a role is not made, changed or deleted.
#[derive(Debug, thiserror::Error)]
pub enum RoleRefused {
    /// The name is taken; names differ by more than case.
    #[error("a role of that name is there already, choose another name")]
    AlreadyExists,
    /// The account has as many as it may.
    #[error("the account has as many roles as it may, delete some first")]
    LimitExceeded,
    /// It holds a policy.
    #[error("the role still holds a policy, detach it first")]
    HasPolicy,
    /// The trust policy is empty or too long.
    #[error("the trust policy must have 1 to {max} characters")]
    TrustLength {
        /// The most characters.
        max: usize,
    },
    /// The trust policy is none.
    #[error("the trust policy is refused: {0}")]
    TrustMalformed(#[source] Refused),
    /// The trust policy names somebody who is not there.
    #[error("the trust policy names `{0}`, which is not there: make it first or correct the name")]
    PrincipalNotFound(String),
    /// The longest session is out of bounds.
    #[error("the longest session must be 3600 to 43200 seconds")]
    SessionLength,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// The role of this name, compared without case.
///
/// # Errors
/// [`StoreFailed`].
pub async fn find(txn: &mut Txn, account: AccountId, name: &RoleName) -> Result<Option<Role>, StoreFailed> {
    match txn.get::<RoleNameRecord>(&rows::role_name(account, name)).await? {
        Some(index) => find_by_id(txn, account, index.record.id).await,
        None => Ok(None),
    }
}

/// The role of this id.
///
/// # Errors
/// [`StoreFailed`].
pub async fn find_by_id(txn: &mut Txn, account: AccountId, id: RoleId) -> Result<Option<Role>, StoreFailed> {
    Ok(txn.get::<RoleRecord>(&rows::role(account, id)).await?.map(|row| Role::new(row.record)))
}

/// Who may wear a role, compiled once for as long as its row is cached; `None` when the role is gone.
///
/// # Errors
/// [`StoreFailed`].
pub async fn trust_of(txn: &mut Txn, role: &Role) -> Result<Option<Arc<TrustPolicy>>, StoreFailed> {
    let row = txn.get::<RoleRecord>(&rows::role(role.account(), role.id)).await?;
    let compiled = row.map(|row| row.derived(|role| TrustPolicy::parse(&role.trust).ok().map(Arc::new)));
    Ok(compiled.and_then(|compiled| Option::clone(&compiled)))
}

/// Makes a role, which may do nothing yet.
///
/// # Errors
/// [`RoleRefused`], for the trust policy first.
pub async fn create(
    txn: &mut Txn,
    among: &Permitted<CreateRole, Collection>,
    new: NewRole,
    quotas: &Quotas,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<Role, RoleRefused> {
    let account = among.account();
    check_trust(txn, &new.trust).await?;
    let index = rows::role_name(account, &new.name);
    if txn.get::<RoleNameRecord>(&index).await?.is_some() {
        return Err(RoleRefused::AlreadyExists);
    }
    if !quotas.admit(txn.store(), account, Counted::Roles).await? {
        return Err(RoleRefused::LimitExceeded);
    }
    let (id, now) = (RoleId::new(clock, entropy), clock.now());
    let record = RoleRecord {
        account,
        id,
        name: new.name,
        description: new.description,
        trust: new.trust,
        max_session_seconds: new.max_session.0,
        created: now,
        updated: now,
        tags: new.tags.into_vec(),
        sessions_not_before: None,
        unknown: Unknown::NONE,
    };
    // Two ids of one millisecond may meet: the row must not be there.
    txn.require(&rows::role(account, id), Revision::ZERO);
    txn.put(&index, RoleNameRecord { id, unknown: Unknown::NONE });
    txn.put(&rows::role(account, id), record.clone());
    Ok(Role::new(Arc::new(record)))
}

/// What there is to say of a role.
pub fn get(role: &Permitted<GetRole, Role>) -> &Role {
    role
}

/// The account's roles by name.
///
/// # Errors
/// [`StoreFailed`].
pub async fn list(
    txn: &mut Txn,
    among: &Permitted<ListRoles, Collection>,
    listing: &Listing,
) -> Result<Listed<Role>, StoreFailed> {
    page(txn, among.account(), listing).await
}

pub(crate) async fn page(
    txn: &mut Txn,
    account: AccountId,
    listing: &Listing,
) -> Result<Listed<Role>, StoreFailed> {
    let find = async |txn: &mut Txn, index: &RoleNameRecord| find_by_id(txn, account, index.id).await;
    listing.by_name(txn, &rows::role_names(account), find).await
}

/// Changes a role. Sessions that are worn already go on; a narrower trust bites at the next wearing.
///
/// # Errors
/// [`RoleRefused`], for the trust policy alone.
pub async fn update(
    txn: &mut Txn,
    role: &Permitted<UpdateRole, Role>,
    change: RoleChange,
    now: Timestamp,
) -> Result<Role, RoleRefused> {
    let mut record = RoleRecord::clone(role);
    if let Some(trust) = change.trust {
        check_trust(txn, &trust).await?;
        record.trust = trust;
        epoch::advance(txn, record.account);
    }
    record.description = change.description.or(record.description);
    record.max_session_seconds = change.max_session.map_or(record.max_session_seconds, |length| length.0);
    record.updated = now;
    txn.put(&rows::role(record.account, record.id), record.clone());
    Ok(Role::new(Arc::new(record)))
}

/// Deletes a role that holds nothing any more. Its sessions end with it.
///
/// # Errors
/// [`RoleRefused::HasPolicy`].
pub async fn delete(txn: &mut Txn, role: &Permitted<DeleteRole, Role>) -> Result<(), RoleRefused> {
    let (account, id) = (role.account(), role.id);
    if attachment::holds_any(txn, account, Bearer::Role(id)).await? {
        return Err(RoleRefused::HasPolicy);
    }
    txn.delete(&rows::role_name(account, &role.name));
    txn.delete(&rows::role(account, id));
    epoch::advance(txn, account);
    Ok(())
}

/// Checks a trust policy's form, and that the users and roles that it names are there.
async fn check_trust(txn: &mut Txn, text: &str) -> Result<(), RoleRefused> {
    let (kind, max) = (DocumentKind::Trust, DocumentKind::Trust.max_length());
    if text.is_empty() || kind.length_of(text) > max {
        return Err(RoleRefused::TrustLength { max });
    }
    let document = Document::parse(text, kind).map_err(RoleRefused::TrustMalformed)?;
    for principal in document.statements.iter().flat_map(|statement| &statement.principals) {
        if !is_there(txn, &principal.value).await? {
            return Err(RoleRefused::PrincipalNotFound(principal.value.to_string()));
        }
    }
    Ok(())
}

async fn is_there(txn: &mut Txn, principal: &PrincipalPattern) -> Result<bool, StoreFailed> {
    match principal {
        PrincipalPattern::User { account, name } => match (account.parse(), UserName::parse(name)) {
            (Ok(account), Ok(name)) => Ok(user::find(txn, account, &name).await?.is_some()),
            _ => Ok(false),
        },
        PrincipalPattern::Role { account, name } => match (account.parse(), RoleName::parse(name)) {
            (Ok(account), Ok(name)) => Ok(find(txn, account, &name).await?.is_some()),
            _ => Ok(false),
        },
        // Accounts, services and identity providers elsewhere are taken at their word.
        PrincipalPattern::Account(_)
        | PrincipalPattern::AccountAndRoot(_)
        | PrincipalPattern::Service(_)
        | PrincipalPattern::Federated(_) => Ok(true),
    }
}

impl Role {
    pub(crate) fn new(record: Arc<RoleRecord>) -> Self {
        let arn = Arn::from_parts("ram", "*", &record.account.to_string(), &format!("role/{}", record.name));
        Self { record, arn }
    }

    /// The name by which clients know it: without region, in lower case, whatever the role's own spelling.
    ///
    /// Source: RAM, CreateServiceLinkedRole's sample.
    pub fn shown_arn(&self) -> Arn {
        let resource = format!("role/{}", self.name.folded());
        Arn::from_parts("ram", "", &self.account().to_string(), &resource)
    }
}

impl SessionLength {
    /// Takes 3,600 to 43,200 seconds.
    ///
    /// # Errors
    /// [`RoleRefused::SessionLength`].
    pub fn seconds(seconds: i64) -> Result<Self, RoleRefused> {
        u32::try_from(seconds)
            .ok()
            .filter(|seconds| (MAX_SESSION_SECONDS_LEAST..=MAX_SESSION_SECONDS_MOST).contains(seconds))
            .map(Self)
            .ok_or(RoleRefused::SessionLength)
    }
}

impl Default for SessionLength {
    fn default() -> Self {
        Self(MAX_SESSION_SECONDS_LEAST)
    }
}

impl Deref for Role {
    type Target = RoleRecord;

    fn deref(&self) -> &RoleRecord {
        &self.record
    }
}

impl Resource for Role {
    fn arn(&self) -> &Arn {
        &self.arn
    }

    fn account(&self) -> AccountId {
        self.record.account
    }

    fn condition(&self, key: &str) -> Option<&str> {
        tag::condition(&self.record.tags, key)
    }
}
