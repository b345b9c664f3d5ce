//! A service's own key: one for each cloud service, account and region, made when it is first needed.

use rampart_authz::ServicePrincipal;
use rampart_store::{StoreFailed, Txn};
use rampart_vocab::{AccountId, Clock, Entropy, KeyId, RegionId, Tag};

use crate::{
    Key, KeyCollection, KeyRefused,
    alias::{self, AliasName, AliasRefused},
    lifecycle::{Description, NewKey, made, whole_seconds},
    records::Creator,
    rows,
    tags::NewTags,
};

/// The right to have one service's own keys made, and to nothing else of the service: what `server` hands to the
/// operations that need them, instead of the service itself.
#[derive(Debug)]
pub struct ServiceKeys {
    product: Box<str>,
    alias: AliasName,
    mark: Option<Tag>,
}

/// A service's own key in an account.
pub struct ServiceKey {
    /// The key. What the service then does with it goes through permits like anybody's calls.
    pub key: Key,
    /// Whether it was made just now, in this transaction.
    pub is_new: bool,
}

impl ServiceKeys {
    /// The keys of this service, named `alias/acs/<product>`. `mark` is the tag by which the service's policy knows
    /// designated keys; a key bears it from the start, since nobody can set it later.
    ///
    /// The principal is the proof: only who acts for the service has one.
    ///
    /// # Errors
    /// [`AliasRefused::Malformed`] for a principal that is no `<product>.aliyuncs.com`.
    pub fn of(service: &ServicePrincipal, mark: Option<Tag>) -> Result<Self, AliasRefused> {
        let product = service.domain().strip_suffix(".aliyuncs.com").ok_or(AliasRefused::Malformed)?;
        let alias = AliasName::of_service(product).ok_or(AliasRefused::Malformed)?;
        Ok(Self { product: product.into(), alias, mark })
    }

    /// The alias of the service's key.
    pub const fn alias(&self) -> &AliasName {
        &self.alias
    }

    /// Which key is the service's in this account, if there is one.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn find(
        &self,
        txn: &mut Txn,
        region: &RegionId,
        account: AccountId,
    ) -> Result<Option<KeyId>, StoreFailed> {
        alias::target(txn, region, account, &self.alias).await
    }

    /// The service's key in this account, made if it is not there yet. Nobody but the service changes it.
    ///
    /// # Errors
    /// [`KeyRefused::Store`], or [`KeyRefused::MaterialLost`] when the alias leads to no key.
    pub async fn in_account(
        &self,
        txn: &mut Txn,
        region: &RegionId,
        account: AccountId,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> Result<ServiceKey, KeyRefused> {
        let there = self.find(txn, region, account).await?;
        let id = match there {
            Some(id) => id,
            None => {
                let keys = KeyCollection::new(region.clone(), account);
                let new = NewKey::check(Description::check(None)?, None, None, None, None, NewTags::none())?;
                let creator = Creator::Service(self.product.clone());
                let (id, _) =
                    made(txn, &keys, new.marked(self.mark.clone()), creator, clock, entropy).await?;
                rows::put_alias(txn, account, region, &self.alias, id, whole_seconds(clock.now()));
                id
            }
        };
        let key = Key::find(txn, region, account, id).await?.ok_or(KeyRefused::MaterialLost)?;
        Ok(ServiceKey { key, is_new: there.is_none() })
    }
}
