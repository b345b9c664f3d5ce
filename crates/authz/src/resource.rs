//! What it can be done to.

use rampart_vocab::{AccountId, Arn, RegionId};

/// Something that a policy can name.
pub trait Resource {
    /// The name that policies match against.
    fn arn(&self) -> &Arn;

    /// Whose it is: a caller of another account has no right to it by identity policies alone.
    fn account(&self) -> AccountId;

    /// The resource's own value for a condition key such as `kms:tag/team`; `None` when it has none.
    fn condition(&self, key: &str) -> Option<&str> {
        let _ = key;
        None
    }
}

/// All resources of a kind in an account: what creating and listing are authorised on.
#[derive(Clone, Debug)]
pub struct Collection {
    arn: Arn,
    account: AccountId,
}

impl Collection {
    /// Such as `acs:kms:cn-hangzhou:<account>:key`.
    pub fn regional(service: &str, region: &RegionId, account: AccountId, kind: &str) -> Self {
        Self { arn: Arn::from_parts(service, region.as_str(), &account.to_string(), kind), account }
    }

    /// Such as `acs:ram:*:<account>:user/*`: a global service's resource stands in region `*`.
    pub fn global(service: &str, account: AccountId, kind: &str) -> Self {
        Self { arn: Arn::from_parts(service, "*", &account.to_string(), kind), account }
    }

    /// Such as `acs:ram:*:system:policy/<name>`: what the vendor makes for every account, as `account` sees it.
    pub fn system(service: &str, account: AccountId, kind: &str) -> Self {
        Self { arn: Arn::from_parts(service, "*", "system", kind), account }
    }
}

impl Resource for Collection {
    fn arn(&self) -> &Arn {
        &self.arn
    }

    fn account(&self) -> AccountId {
        self.account
    }
}
