//! Lending: whoever has RDS use a role and a key must be allowed to use them himself.
//!
//! Asked beside the operation's own action: `sts:AssumeRole` on the role by the caller's own policies, for RDS' trust is
//! no question here; `kms:DescribeKey` on the key; and `kms:TagResource` on a key that bears no mark yet, since using it
//! marks it. Role, key and instance belong to one account. Source of the first: RDS, TDE (AliyunSTSAssumeRoleAccess);
//! the others are our choice.

use rampart_authz::{Collection, Resource};
use rampart_identity::{
    actions::sts::AssumeRole,
    name::RoleName,
    role::{self, Role},
};
use rampart_kms::{Key, KeyRef, KeyState, actions, describe};
use rampart_rds::keys::EncryptionKeyId;
use rampart_store::{StoreFailed, Txn};
use rampart_vocab::{AccountId, Arn, Tag};

use super::super::sts::assume_role::role_in;
use crate::{Answer, Call, Home, Reference, Refusal, errors};

/// What a request names for its disk, before anybody knows whether it may.
pub(super) struct Wanted {
    role: RoleLent,
    key: KeyRef,
}

/// Key and role that the request names; `None` when it asks for a plain disk.
pub(super) fn wanted(role: Option<&str>, key: Option<&str>) -> Answer<Option<Wanted>> {
    match (role, key) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(errors::rds::missing(
            "RoleARN",
            "EncryptionKey is used under a role, name the one that RDS may wear",
        )),
        (Some(_), None) => Err(errors::rds::missing(
            "EncryptionKey",
            "RoleARN alone asks for the service's own key, which does not exist here yet; name a key of yours",
        )),
        (Some(role), Some(key)) => {
            let (account, name) = role_in(role)
                .ok_or_else(|| errors::rds::malformed("RoleARN", "write `acs:ram::<account>:role/<name>`"))?;
            let key = KeyRef::parse_id(key).map_err(|why| errors::rds::malformed("EncryptionKey", why))?;
            Ok(Some(Wanted { role: RoleLent { account, name }, key }))
        }
    }
}

impl Wanted {
    /// Key and role, once the caller has shown that he may lend both.
    pub(super) async fn lent(self, call: &mut Call<'_>) -> Answer<(EncryptionKeyId, Arn)> {
        let role = call.permit(AssumeRole, self.role).await?.shown_arn();
        let key = call.permit(actions::DescribeKey, self.key.clone()).await?;
        if !is_marked(&key) {
            call.permit(actions::TagResource, self.key).await?;
        }

        let facts = describe(&key);
        if !facts.spec.is_symmetric() {
            return Err(errors::rds::key_unfit("a disk takes a symmetric key, such as of Aliyun_AES_256"));
        }
        if facts.state != KeyState::Enabled {
            return Err(errors::rds::key_disabled(format_args!(
                "the key is in state {}, enable it first",
                facts.state.name()
            )));
        }
        let id = facts.id.to_string().parse().map_err(|why| errors::rds::malformed("EncryptionKey", why))?;
        Ok((id, role))
    }
}

/// Whether RDS will find the key marked, whatever the mark's value: then it does not mark it again.
fn is_marked(key: &Key) -> bool {
    key.condition(&format!("kms:tag/{}", Tag::RDS_INSTANCE_ENCRYPTION)).is_some()
}

/// The role that `RoleARN` names, which matches without case.
struct RoleLent {
    account: AccountId,
    name: RoleName,
}

impl Reference for RoleLent {
    type Found = Role;

    /// A role of another account is not even looked for.
    async fn find(&self, txn: &mut Txn, home: &Home) -> Result<Option<Role>, StoreFailed> {
        if self.account == home.account { role::find(txn, self.account, &self.name).await } else { Ok(None) }
    }

    fn unfound(&self, _: &Home) -> Collection {
        Collection::global("ram", self.account, &format!("role/{}", self.name))
    }

    fn missing(&self) -> Refusal {
        Refusal::no_role()
    }
}
