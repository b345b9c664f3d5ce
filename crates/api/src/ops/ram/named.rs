//! What RAM's parameters name: users, groups, roles, policies; and the texts that they hold.

use rampart_authz::{Collection, Principal};
use rampart_identity::{
    OWN_USER,
    access_key::KeyOwner,
    group::{self, Group},
    listing::{ITEMS_DEFAULT, ITEMS_MAX, Listing},
    name::{Description, GroupName, NameRefused, PolicyName, RoleName, UserName},
    policy::{self, CustomPolicy, Policy, PolicyKind, VersionId},
    role::{self, Role},
    tag::{Tagged, TaggedKind, Tags},
    user::{self, User},
};
use rampart_seal::SecretString;
use rampart_store::{StoreFailed, Txn};
use rampart_vocab::{AccessKeyId, AccountId, Tag};
use rampart_wire::{SecretText, Service, TagParameter};

use crate::{Answer, Call, Home, Reference, Refusal};

/// A user, by name.
pub(super) struct UserNamed(UserName);

/// A group, by name.
pub(super) struct GroupNamed(GroupName);

/// A role, by name.
pub(super) struct RoleNamed(RoleName);

/// A policy of either kind, by name.
pub(super) struct PolicyNamed(PolicyKind, PolicyName);

/// A custom policy, by name.
pub(super) struct CustomPolicyNamed(PolicyName);

/// Whose access keys are meant.
pub(super) enum KeyOwnerNamed {
    User(UserNamed),
    Caller(AccountId),
}

/// Something with tags, by kind and name.
pub(super) enum TaggedNamed {
    User(UserNamed),
    Role(RoleNamed),
    Policy(CustomPolicyNamed),
}

/// The user that `UserName` names.
pub(super) fn user(name: Option<String>) -> Answer<UserNamed> {
    Ok(UserNamed(required_name("UserName", name, UserName::parse)?))
}

/// The group that `GroupName` names.
pub(super) fn group(name: Option<String>) -> Answer<GroupNamed> {
    Ok(GroupNamed(required_name("GroupName", name, GroupName::parse)?))
}

/// The role that `RoleName` names.
pub(super) fn role(name: Option<String>) -> Answer<RoleNamed> {
    Ok(RoleNamed(required_name("RoleName", name, RoleName::parse)?))
}

/// The custom policy that `PolicyName` names.
pub(super) fn custom_policy(name: Option<String>) -> Answer<CustomPolicyNamed> {
    Ok(CustomPolicyNamed(policy_name(name)?))
}

/// The policy that `PolicyType` and `PolicyName` name.
pub(super) fn policy(kind: Option<String>, name: Option<String>) -> Answer<PolicyNamed> {
    let kind = required("PolicyType", kind)?;
    let kind = policy_kind(&kind).ok_or_else(|| Refusal::incorrect("PolicyType"))?;
    Ok(PolicyNamed(kind, policy_name(name)?))
}

pub(super) fn policy_name(name: Option<String>) -> Answer<PolicyName> {
    required_name("PolicyName", name, PolicyName::parse)
}

/// `Custom` or `System`, written so.
pub(super) fn policy_kind(text: &str) -> Option<PolicyKind> {
    match text {
        "Custom" => Some(PolicyKind::Custom),
        "System" => Some(PolicyKind::System),
        _ => None,
    }
}

pub(super) const fn kind_name(kind: PolicyKind) -> &'static str {
    match kind {
        PolicyKind::Custom => "Custom",
        PolicyKind::System => "System",
    }
}

/// Whose access keys `UserName` means: without it the caller's own. A role has none. Whether they are the caller's own is
/// given to the decision.
pub(super) fn key_owner(call: &mut Call<'_>, name: Option<String>) -> Answer<KeyOwnerNamed> {
    let caller = &call.caller().principal;
    let is_own = match caller {
        Principal::User { name: own, .. } => {
            name.as_deref().is_none_or(|name| name.eq_ignore_ascii_case(own))
        }
        Principal::Account | Principal::Role { .. } | Principal::Service(_) => false,
    };
    call.give(OWN_USER, is_own.to_string());
    match (name, caller) {
        (Some(name), _) => user(Some(name)).map(KeyOwnerNamed::User),
        (None, Principal::User { name, .. }) => user(Some(name.to_string())).map(KeyOwnerNamed::User),
        (None, Principal::Account) => Ok(KeyOwnerNamed::Caller(call.account())),
        (None, Principal::Role { .. } | Principal::Service(_)) => {
            Err(Refusal::missing_parameter(Service::Ram, "UserName"))
        }
    }
}

/// The access key that `UserAccessKeyId` names. What cannot be one is not there.
pub(super) fn access_key_id(text: Option<String>) -> Answer<AccessKeyId> {
    required("UserAccessKeyId", text)?.parse().map_err(|_| Refusal::no_access_key())
}

/// A password, or another secret, that the operation cannot do without.
pub(super) fn secret(parameter: &str, text: Option<SecretText>) -> Answer<SecretString> {
    let text = text.ok_or_else(|| Refusal::missing_parameter(Service::Ram, parameter))?;
    Ok(revealed(&text))
}

/// A secret as the domain takes it.
pub(super) fn revealed(text: &SecretText) -> SecretString {
    text.reveal().into()
}

/// The resources that `ResourceType` and `ResourceNames` name.
pub(super) fn tagged(kind: &str, names: Vec<String>) -> Answer<Vec<TaggedNamed>> {
    if names.len() > RESOURCES_MAX {
        return Err(Refusal::incorrect("ResourceNames"));
    }
    names.into_iter().map(|name| tagged_one(kind, name)).collect()
}

/// Resources tagged by one call: each takes rows of one transaction.
const RESOURCES_MAX: usize = 20;

fn tagged_one(kind: &str, name: String) -> Answer<TaggedNamed> {
    Ok(match tagged_kind(kind)? {
        TaggedKind::User => TaggedNamed::User(user(Some(name))?),
        TaggedKind::Role => TaggedNamed::Role(role(Some(name))?),
        TaggedKind::Policy => TaggedNamed::Policy(custom_policy(Some(name))?),
    })
}

/// The kind that `ResourceType` names.
pub(super) fn tagged_kind(kind: &str) -> Answer<TaggedKind> {
    match kind {
        "user" => Ok(TaggedKind::User),
        "role" => Ok(TaggedKind::Role),
        "policy" => Ok(TaggedKind::Policy),
        _ => Err(Refusal::incorrect("ResourceType")),
    }
}

/// A version by its id, such as `v1`.
pub(super) fn version(id: Option<String>) -> Answer<VersionId> {
    required("VersionId", id)?.parse().map_err(|_| Refusal::format("VersionId"))
}

/// The page that `Marker` and `MaxItems` ask for.
pub(super) fn page(marker: Option<String>, max_items: Option<i64>) -> Answer<Listing> {
    let limit = match max_items {
        None => ITEMS_DEFAULT,
        Some(items) => usize::try_from(items)
            .ok()
            .filter(|items| (1..=ITEMS_MAX).contains(items))
            .ok_or_else(|| Refusal::incorrect("MaxItems"))?,
    };
    Ok(Listing::new(limit, marker))
}

/// The tags that a request brings.
pub(super) fn tags(parameters: Vec<TagParameter>) -> Answer<Tags> {
    let tags = parameters
        .into_iter()
        .map(|tag| Tag::new(tag.key.unwrap_or_default(), tag.value.unwrap_or_default()));
    Ok(Tags::checked(tags)?)
}

/// A text that may be left out.
pub(super) fn optional<T>(
    parameter: &str,
    text: Option<String>,
    parse: impl FnOnce(&str) -> Result<T, NameRefused>,
) -> Answer<Option<T>> {
    text.map(|text| parse(&text)).transpose().map_err(|refused| Refusal::name(parameter, refused))
}

/// A description, under whatever name.
pub(super) fn description(parameter: &str, text: Option<String>) -> Answer<Option<Description>> {
    optional(parameter, text, Description::parse)
}

pub(super) fn required_name<T>(
    parameter: &str,
    text: Option<String>,
    parse: impl FnOnce(&str) -> Result<T, NameRefused>,
) -> Answer<T> {
    parse(&required(parameter, text)?).map_err(|refused| Refusal::name(parameter, refused))
}

pub(super) fn required(parameter: &str, text: Option<String>) -> Answer<String> {
    text.ok_or_else(|| Refusal::missing_parameter(Service::Ram, parameter))
}

impl Reference for UserNamed {
    type Found = User;

    async fn find(&self, txn: &mut Txn, home: &Home) -> Result<Option<User>, StoreFailed> {
        user::find(txn, home.account, &self.0).await
    }

    fn unfound(&self, home: &Home) -> Collection {
        Collection::global("ram", home.account, &format!("user/{}", self.0))
    }

    fn missing(&self) -> Refusal {
        Refusal::no_user()
    }
}

impl Reference for GroupNamed {
    type Found = Group;

    async fn find(&self, txn: &mut Txn, home: &Home) -> Result<Option<Group>, StoreFailed> {
        group::find(txn, home.account, &self.0).await
    }

    fn unfound(&self, home: &Home) -> Collection {
        Collection::global("ram", home.account, &format!("group/{}", self.0))
    }

    fn missing(&self) -> Refusal {
        Refusal::no_group()
    }
}

impl Reference for RoleNamed {
    type Found = Role;

    async fn find(&self, txn: &mut Txn, home: &Home) -> Result<Option<Role>, StoreFailed> {
        role::find(txn, home.account, &self.0).await
    }

    fn unfound(&self, home: &Home) -> Collection {
        Collection::global("ram", home.account, &format!("role/{}", self.0))
    }

    fn missing(&self) -> Refusal {
        Refusal::no_role()
    }
}

impl Reference for PolicyNamed {
    type Found = Policy;

    async fn find(&self, txn: &mut Txn, home: &Home) -> Result<Option<Policy>, StoreFailed> {
        policy::find(txn, home.account, self.0, &self.1).await
    }

    fn unfound(&self, home: &Home) -> Collection {
        let resource = format!("policy/{}", self.1);
        match self.0 {
            PolicyKind::Custom => Collection::global("ram", home.account, &resource),
            PolicyKind::System => Collection::system("ram", home.account, &resource),
        }
    }

    fn missing(&self) -> Refusal {
        Refusal::no_policy()
    }
}

impl Reference for CustomPolicyNamed {
    type Found = CustomPolicy;

    async fn find(&self, txn: &mut Txn, home: &Home) -> Result<Option<CustomPolicy>, StoreFailed> {
        policy::find_custom(txn, home.account, &self.0).await
    }

    fn unfound(&self, home: &Home) -> Collection {
        Collection::global("ram", home.account, &format!("policy/{}", self.0))
    }

    fn missing(&self) -> Refusal {
        Refusal::no_policy()
    }
}

impl Reference for KeyOwnerNamed {
    type Found = KeyOwner;

    async fn find(&self, txn: &mut Txn, home: &Home) -> Result<Option<KeyOwner>, StoreFailed> {
        match self {
            Self::User(user) => Ok(user.find(txn, home).await?.map(KeyOwner::User)),
            Self::Caller(account) => Ok(Some(KeyOwner::account_itself(*account))),
        }
    }

    fn unfound(&self, home: &Home) -> Collection {
        match self {
            Self::User(user) => user.unfound(home),
            Self::Caller(account) => Collection::global("ram", *account, "root"),
        }
    }

    fn missing(&self) -> Refusal {
        Refusal::no_user()
    }
}

impl Reference for TaggedNamed {
    type Found = Tagged;

    async fn find(&self, txn: &mut Txn, home: &Home) -> Result<Option<Tagged>, StoreFailed> {
        match self {
            Self::User(user) => Ok(user.find(txn, home).await?.map(Tagged::User)),
            Self::Role(role) => Ok(role.find(txn, home).await?.map(Tagged::Role)),
            Self::Policy(policy) => Ok(policy.find(txn, home).await?.map(Tagged::Policy)),
        }
    }

    fn unfound(&self, home: &Home) -> Collection {
        match self {
            Self::User(user) => user.unfound(home),
            Self::Role(role) => role.unfound(home),
            Self::Policy(policy) => policy.unfound(home),
        }
    }

    fn missing(&self) -> Refusal {
        match self {
            Self::User(user) => user.missing(),
            Self::Role(role) => role.missing(),
            Self::Policy(policy) => policy.missing(),
        }
    }
}
