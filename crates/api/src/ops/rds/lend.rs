//! Lending: whoever has RDS use a role and a key must be allowed to use them himself.
//!
//! Asked beside the operation's own action: `sts:AssumeRole` on the role by the caller's own policies, for RDS' trust is
//! no question here; `kms:DescribeKey` on the key; and `kms:TagResource` on a key that bears no mark yet, since using it
//! marks it. Role, key and instance belong to one account. Source of the first: RDS, TDE (AliyunSTSAssumeRoleAccess);
//! the others are our choice.
//!
//! Where no key is named it is RDS' own, `alias/acs/rds`, made in this very transaction if it is the first need of it.

use rampart_authz::{Collection, Resource};
use rampart_identity::{
    actions::sts::AssumeRole,
    name::RoleName,
    role::{self, Role},
};
use rampart_kms::{Key, KeyRef, KeyState, ServiceKey, actions, describe};
use rampart_rds::{attachments::Attachment, keys::EncryptionKeyId, records::TableEncryption};
use rampart_store::{StoreFailed, Txn};
use rampart_vocab::{AccountId, Arn, Tag};

use super::{super::sts::assume_role::role_in, service_role};
use crate::{Answer, Call, Home, Reference, Refusal, errors};

/// The text that stands for RDS' own key where a key's id is asked for. Source: RDS, ModifyDBInstanceConfig.
const SERVICE_KEY: &str = "ServiceKey";
/// What has RDS' own key made, in the audit trail.
const RULE: &str = "service key made at first use";

/// Role and key that a request names, before anybody knows whether the caller may lend them.
pub(super) struct Wanted {
    role: RoleLent,
    key: KeyWanted,
}

enum KeyWanted {
    Own(KeyRef),
    Service,
}

/// What is lent.
pub(super) struct Lent {
    /// The key.
    pub(super) key: EncryptionKeyId,
    /// The role under which it is used.
    pub(super) role: Arn,
    /// Whether the key is RDS' own.
    pub(super) service_key: bool,
}

/// For a disk: `None` when it is to be a plain one. A key of one's own needs a role. Source: RDS, CreateDBInstance.
pub(super) fn for_disk(role: Option<&str>, key: Option<&str>) -> Answer<Option<Wanted>> {
    match (role, key) {
        (None, None) => Ok(None),
        (None, Some(key)) if !is_service_key(key) => Err(errors::rds::missing(
            "RoleARN",
            "EncryptionKey is used under a role, name the one that RDS may wear",
        )),
        _ => Wanted::parse("RoleARN", role, key).map(Some),
    }
}

/// For tables: who names nothing wants RDS' own key under the account's own role for RDS. Source: RDS,
/// ModifyDBInstanceTDE.
pub(super) fn for_tables(role: Option<&str>, key: Option<&str>) -> Answer<Wanted> {
    Wanted::parse("RoleArn", role, key)
}

/// Whoever brings a token about for what was lent before must be allowed to lend it himself: by the token the keys are
/// read. A key that is lost now is no hindrance, for an old token may have to go.
pub(super) async fn again(call: &mut Call<'_>, of: &Attachment) -> Answer<()> {
    RoleLent::parse("RoleArn", Some(&of.role.to_string()))?.lent(call).await?;
    if of.service_key {
        services_key(call).await?;
    } else {
        let named = KeyRef::parse_id(of.key.as_str()).map_err(|why| Refusal::internal(why.to_string()))?;
        call.permit(actions::DescribeKey, named).await?;
    }
    Ok(())
}

impl Wanted {
    fn parse(role_parameter: &str, role: Option<&str>, key: Option<&str>) -> Answer<Self> {
        let key = match key.filter(|key| !is_service_key(key)) {
            None => KeyWanted::Service,
            Some(key) => KeyWanted::Own(
                KeyRef::parse_id(key).map_err(|why| errors::rds::malformed("EncryptionKey", why))?,
            ),
        };
        Ok(Self { role: RoleLent::parse(role_parameter, role)?, key })
    }

    /// Whether tables have this key: by its id, its ARN, or as RDS' own.
    pub(super) fn is_key_of(&self, on: &TableEncryption, home: &Home) -> bool {
        let named = |key: &KeyRef| key.unfound(&home.region, home.account).arn().clone();
        match &self.key {
            KeyWanted::Service => on.service_key,
            KeyWanted::Own(key) => {
                KeyRef::parse_id(on.key.as_str()).is_ok_and(|theirs| named(&theirs) == named(key))
            }
        }
    }

    /// Whether tables have this role.
    pub(super) fn is_role_of(&self, on: &TableEncryption, home: &Home) -> bool {
        let account = self.role.account.unwrap_or(home.account);
        role_in(&on.role.to_string()).is_some_and(|theirs| theirs == (account, self.role.name.clone()))
    }

    /// Key and role, once the caller has shown that he may lend both.
    pub(super) async fn lent(self, call: &mut Call<'_>) -> Answer<Lent> {
        let role = self.role.lent(call).await?;
        let (key, service_key) = match self.key {
            KeyWanted::Own(key) => (own_key(call, key).await?, false),
            KeyWanted::Service => (services_key(call).await?, true),
        };
        let key = key.parse().map_err(|why| errors::rds::malformed("EncryptionKey", why))?;
        Ok(Lent { key, role, service_key })
    }
}

fn is_service_key(text: &str) -> bool {
    text.eq_ignore_ascii_case(SERVICE_KEY)
}

async fn own_key(call: &mut Call<'_>, named: KeyRef) -> Answer<String> {
    let key = call.permit(actions::DescribeKey, named.clone()).await?;
    if !is_marked(&key) {
        call.permit(actions::TagResource, named).await?;
    }
    let facts = describe(&key);
    if !facts.spec.is_symmetric() {
        return Err(errors::rds::key_unfit("this takes a symmetric key, such as of Aliyun_AES_256"));
    }
    if facts.state != KeyState::Enabled {
        return Err(errors::rds::key_disabled(format_args!(
            "the key is in state {}, enable it first",
            facts.state.name()
        )));
    }
    Ok(facts.id.to_string())
}

/// Whether RDS will find the key marked, whatever the mark's value: then it does not mark it again.
fn is_marked(key: &Key) -> bool {
    key.condition(&format!("kms:tag/{}", Tag::RDS_INSTANCE_ENCRYPTION)).is_some()
}

/// RDS' own key. Who is denied it reads of its alias alone, and a key that was made for him is not kept.
async fn services_key(call: &mut Call<'_>) -> Answer<String> {
    let (services, region, account) = (call.services(), call.region(), call.account());
    let (clock, entropy) = (call.clock(), call.entropy());
    let keys = &services.rds_keys;
    let ServiceKey { key, is_new } =
        keys.in_account(call.txn(), region, account, clock, entropy).await.map_err(Refusal::from)?;
    if is_new {
        call.done_by_rule(actions::CreateKey, key.arn().clone(), RULE);
    }
    let alias = Arn::from_parts("kms", region.as_str(), &account.to_string(), keys.alias().as_str());
    let key = call.permit_behind(actions::DescribeKey, key, &alias)?;
    Ok(key.id().to_string())
}

/// The role that is named, which matches without case, or else the account's own for RDS.
struct RoleLent {
    account: Option<AccountId>,
    name: RoleName,
}

impl RoleLent {
    fn parse(parameter: &str, role: Option<&str>) -> Answer<Self> {
        let Some(role) = role else {
            let name = service_role::name().map_err(|why| Refusal::internal(why.to_string()))?;
            return Ok(Self { account: None, name });
        };
        let (account, name) = role_in(role)
            .ok_or_else(|| errors::rds::malformed(parameter, "write `acs:ram::<account>:role/<name>`"))?;
        Ok(Self { account: Some(account), name })
    }

    async fn lent(self, call: &mut Call<'_>) -> Answer<Arn> {
        let named = self.account.is_some();
        let role = call.permit(AssumeRole, self).await?;
        // Of one that was named the caller knows what he does.
        if !named && !service_role::lets_rds_in(call.txn(), &role).await? {
            return Err(errors::rds::role_shut());
        }
        Ok(role.shown_arn())
    }
}

impl Reference for RoleLent {
    type Found = Role;

    /// A role of another account is not even looked for.
    async fn find(&self, txn: &mut Txn, home: &Home) -> Result<Option<Role>, StoreFailed> {
        let account = self.account.unwrap_or(home.account);
        if account == home.account { role::find(txn, account, &self.name).await } else { Ok(None) }
    }

    fn unfound(&self, home: &Home) -> Collection {
        let account = self.account.unwrap_or(home.account);
        Collection::global("ram", account, &format!("role/{}", self.name))
    }

    fn missing(&self) -> Refusal {
        if self.account.is_some() { Refusal::no_role() } else { errors::rds::no_service_role() }
    }
}
