//! A service's own key: one for each cloud service, account and region, made when it is first needed.

use rampart_authz::ServicePrincipal;
use rampart_store::Txn;
use rampart_vocab::{AccountId, Clock, Entropy, RegionId, Tag};

use crate::{
    Key, KeyCollection, KeyRefused,
    alias::{self, AliasName, AliasRefused},
    lifecycle::{Description, NewKey, made, whole_seconds},
    records::Creator,
    rows,
    tags::NewTags,
};

/// The key `alias/acs/<product>` of the service, made if it is not there yet. Nobody but the service changes it.
///
/// The principal is the proof: only the worker that acts for the service holds one. `mark` is the tag by which the
/// service's policy knows designated keys; the key bears it from the start, since nobody can set it later. What the
/// service then does with the key goes through permits like anybody's calls.
///
/// # Errors
/// [`KeyRefused::Store`], or [`AliasRefused::Malformed`] for a principal that is no `<product>.aliyuncs.com`.
pub async fn service_key(
    txn: &mut Txn,
    service: &ServicePrincipal,
    region: &RegionId,
    account: AccountId,
    mark: Option<Tag>,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<Key, KeyRefused> {
    let product = service.domain().strip_suffix(".aliyuncs.com").ok_or(AliasRefused::Malformed)?;
    let name = AliasName::of_service(product).ok_or(AliasRefused::Malformed)?;
    let there = alias::target(txn, region, account, &name).await?;
    let id = match there {
        Some(id) => id,
        None => {
            let keys = KeyCollection::new(region.clone(), account);
            let new = NewKey::check(Description::check(None)?, None, None, None, None, NewTags::none())?;
            let new = new.marked(mark);
            let (id, _) = made(txn, &keys, new, Creator::Service(product.into()), clock, entropy).await?;
            rows::put_alias(txn, account, region, &name, id, whole_seconds(clock.now()));
            id
        }
    };
    Key::find(txn, region, account, id).await?.ok_or(KeyRefused::MaterialLost)
}
