//! One account with its store, a clock that stands still and chance that repeats.

use std::sync::Arc;

use rampart_authz::{
    Action, Asked, Caller, Circumstances, Denied, Grant, Permitted, Principal, Resource, Rights, permit,
};
use rampart_kms::{
    Key, KeyCollection, KeyRef, KeyRefused, Kms, actions,
    lifecycle::{self, Description, NewKey},
    tags::NewTags,
};
use rampart_policy::{DocumentKind, Policy, PolicySet};
use rampart_store::{Store, Txn};
use rampart_vocab::{AccountId, KeyId, ManualClock, RegionId, Revision, SeededEntropy, Tag};

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) clock: ManualClock,
    pub(crate) entropy: SeededEntropy,
    pub(crate) region: RegionId,
    pub(crate) account: AccountId,
    pub(crate) kms: Arc<Kms>,
    pub(crate) grant: Grant,
}

impl World {
    /// The account itself asks.
    pub(crate) fn new() -> Self {
        Self::on(Store::in_memory(1), "1000000000000001", Grant::Root)
    }

    /// Another account over the same store.
    pub(crate) fn neighbour(&self) -> Self {
        Self::on(self.store.clone(), "2000000000000002", Grant::Root)
    }

    /// The same account, asked by a role that holds this policy alone.
    pub(crate) fn with_policy(&self, document: &str) -> Self {
        let policy = Policy::parse("policy", document, DocumentKind::Identity).unwrap();
        let identity: PolicySet = [Arc::new(policy)].into_iter().collect();
        let grant = Grant::Policies { identity: Arc::new(identity), session: None };
        Self::on(self.store.clone(), &self.account.to_string(), grant)
    }

    fn on(store: Store, account: &str, grant: Grant) -> Self {
        Self {
            store,
            clock: ManualClock::at("2026-01-01T00:00:00.5Z".parse().unwrap()),
            entropy: SeededEntropy::new(account.bytes().map(u64::from).sum()),
            region: "cn-hangzhou".parse().unwrap(),
            account: account.parse().unwrap(),
            kms: Arc::new(Kms::new()),
            grant,
        }
    }

    pub(crate) fn txn(&self) -> Txn {
        self.store.begin()
    }

    pub(crate) fn allow<A: Action, R: Resource>(&self, resource: R) -> Result<Permitted<A, R>, Box<Denied>> {
        let caller =
            Caller { account: self.account, principal: Principal::Account, access_key: None, session: None };
        let rights = Rights { epoch: Revision::ZERO, grant: self.grant.clone() };
        let circumstances = Circumstances {
            now: rampart_vocab::Clock::now(&self.clock),
            source_ip: None,
            secure_transport: true,
            given: Vec::new(),
        };
        permit(Asked { caller: &caller, rights: &rights, circumstances: &circumstances }, resource)
    }

    /// The key of this name, permitted for `A`.
    pub(crate) async fn permit<A: Action>(&self, txn: &mut Txn, name: &str) -> Permitted<A, Key> {
        self.try_permit(txn, name).await.expect("allowed")
    }

    pub(crate) async fn try_permit<A: Action>(
        &self,
        txn: &mut Txn,
        name: &str,
    ) -> Result<Permitted<A, Key>, Box<Denied>> {
        let found = KeyRef::parse(name).unwrap().find(txn, &self.region, self.account).await.unwrap();
        self.allow(found.expect("the key is there"))
    }

    pub(crate) fn collection<A: Action>(&self) -> Permitted<A, KeyCollection> {
        self.allow(KeyCollection::new(self.region.clone(), self.account)).unwrap()
    }

    /// Makes a key and tells its id.
    pub(crate) async fn key(&self) -> KeyId {
        self.tagged(&[]).await
    }

    /// Makes a key with these tags.
    pub(crate) async fn tagged(&self, tags: &[(&str, &str)]) -> KeyId {
        let tags: Vec<Tag> = tags.iter().map(|(key, value)| Tag::new(*key, *value)).collect();
        let tags = if tags.is_empty() { NewTags::none() } else { NewTags::check(tags).unwrap() };
        let new = NewKey::check(Description::check(None).unwrap(), None, None, None, None, tags).unwrap();
        let mut txn = self.txn();
        let keys = self.collection::<actions::CreateKey>();
        let made = lifecycle::create(&mut txn, &keys, new, &self.clock, &self.entropy).await.unwrap();
        txn.commit().await.unwrap();
        self.clock.advance_ms(1000);
        made.id
    }

    pub(crate) async fn disable(&self, id: KeyId) {
        let mut txn = self.txn();
        let key = self.permit(&mut txn, &id.to_string()).await;
        lifecycle::disable(&mut txn, &key).unwrap();
        txn.commit().await.unwrap();
    }

    pub(crate) async fn mark(&self, id: KeyId, tag: Tag) -> Result<(), KeyRefused> {
        let mut txn = self.txn();
        let key = self.permit::<actions::TagResource>(&mut txn, &id.to_string()).await;
        rampart_kms::tags::tag(&mut txn, &key, &NewTags::check(vec![tag]).unwrap())?;
        txn.commit().await.unwrap();
        Ok(())
    }
}

/// The name of a refusal's variant, for tables.
pub(crate) fn name_of<T>(answer: Result<T, KeyRefused>) -> String {
    match answer {
        Ok(_) => "ok".into(),
        Err(refused) => {
            let shown = format!("{refused:?}");
            shown.split([' ', '(', '{']).next().unwrap().to_owned()
        }
    }
}
