//! What a request names, before anybody knows whether it is there.

use rampart_authz::{Collection, Resource};
use rampart_store::{StoreFailed, Txn};

use crate::{Home, Refusal};

/// A name given in a request: an id, a user's name, an alias, an ARN.
///
/// [`Call::permit`](crate::Call::permit) authorises, then looks: who may not do it learns nothing about
/// whether the thing exists.
pub trait Reference {
    /// What it names.
    type Found: Resource;

    /// Looks it up.
    fn find(
        &self,
        txn: &mut Txn,
        home: &Home,
    ) -> impl Future<Output = Result<Option<Self::Found>, StoreFailed>> + Send;

    /// The resource to decide on when nothing is there: the name as it was given.
    fn unfound(&self, home: &Home) -> Collection;

    /// What to answer to those who would have been allowed.
    fn missing(&self) -> Refusal;
}
