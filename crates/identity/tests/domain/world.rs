//! An account with its root, and short words for what tests do over and over.

use rampart_authz::{
    Action, Asked, Caller, Circumstances, Collection, Denied, Grant, Permitted, Resource, Rights, permit,
    permit_assume,
};
use rampart_identity::{
    Identity, NotAuthentic,
    access_key::{self, KeyOwner},
    account,
    actions::{ram, sts},
    assume::{AssumeRefused, Credentials, Wish},
    attachment, epoch_path,
    group::{self, Group, NewGroup},
    login::{self, NewProfile},
    membership,
    name::{GroupName, PolicyName, RoleName, SessionName, UserName},
    policy::{self, CustomPolicy, NewPolicy, Policy, PolicyKind},
    record::AccessKeyRecord,
    role::{self, NewRole, Role, SessionLength},
    tag::Tags,
    user::{self, NewUser, User},
};
use rampart_store::{Store, Txn};
use rampart_vocab::{AccessKeyId, AccountId, ManualClock, Revision, SeededEntropy};

pub(crate) const ACCOUNT: u64 = 1_234_567_890_123_456;
pub(crate) const TRUST_ACCOUNT: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
    "Principal":{"RAM":"acs:ram::1234567890123456:root"}}]}"#;
pub(crate) const TRUST_RDS: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
    "Principal":{"Service":["rds.aliyuncs.com"]}}]}"#;

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) identity: Identity,
    pub(crate) clock: ManualClock,
    pub(crate) entropy: SeededEntropy,
    pub(crate) account: AccountId,
    pub(crate) root: Caller,
}

/// A document of one statement.
pub(crate) fn document(effect: &str, action: &str, resource: &str) -> Box<str> {
    format!(
        r#"{{"Version":"1","Statement":[{{"Effect":"{effect}","Action":"{action}","Resource":"{resource}"}}]}}"#
    )
    .into()
}

pub(crate) fn user_name(name: &str) -> UserName {
    UserName::parse(name).unwrap()
}

pub(crate) fn group_name(name: &str) -> GroupName {
    GroupName::parse(name).unwrap()
}

pub(crate) fn role_name(name: &str) -> RoleName {
    RoleName::parse(name).unwrap()
}

pub(crate) fn policy_name(name: &str) -> PolicyName {
    PolicyName::parse(name).unwrap()
}

impl World {
    pub(crate) async fn new() -> Self {
        let store = Store::in_memory(1);
        let clock = ManualClock::at("2026-01-01T10:00:00Z".parse().unwrap());
        let entropy = SeededEntropy::new(2);
        let account = AccountId::new(ACCOUNT).unwrap();
        let mut txn = store.begin();
        let root = account::found(&mut txn, account, &clock, &entropy).await.unwrap().unwrap();
        txn.commit().await.unwrap();
        let identity = Identity::open(&store, &clock, &entropy).await.unwrap();
        let root = identity
            .claimed(&mut store.begin(), &root.access_key_id, None, now(&clock))
            .await
            .unwrap()
            .verified(|_| (), |()| Ok::<_, ()>(()))
            .unwrap();
        Self { store, identity, clock, entropy, account, root }
    }

    pub(crate) async fn epoch(&self) -> Revision {
        self.store.version_of(&epoch_path(self.account)).await.unwrap()
    }

    /// Runs a change in a transaction of its own, and commits it when it is not refused.
    pub(crate) async fn change<T, E>(
        &self,
        change: impl AsyncFnOnce(&mut Txn) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut txn = self.store.begin();
        let done = change(&mut txn).await?;
        txn.commit().await.unwrap();
        self.clock.advance_ms(1);
        Ok(done)
    }

    pub(crate) async fn rights(&self, caller: &Caller) -> Rights {
        self.identity.rights_of(&mut self.store.begin(), caller).await.unwrap()
    }

    /// Asks as `caller`.
    pub(crate) async fn ask<A: Action, R: Resource>(
        &self,
        caller: &Caller,
        _: A,
        resource: R,
    ) -> Result<Permitted<A, R>, Box<Denied>> {
        let rights = self.rights(caller).await;
        permit(Asked { caller, rights: &rights, circumstances: &self.circumstances(&[]) }, resource)
    }

    /// Asks as root, who may.
    pub(crate) async fn may<A: Action, R: Resource>(&self, action: A, resource: R) -> Permitted<A, R> {
        self.ask(&self.root, action, resource).await.ok().unwrap()
    }

    pub(crate) async fn all<A: Action>(&self, action: A, kind: &str) -> Permitted<A, Collection> {
        self.may(action, Collection::global("ram", self.account, kind)).await
    }

    pub(crate) fn circumstances(&self, given: &[(&'static str, &str)]) -> Circumstances {
        Circumstances {
            now: now(&self.clock),
            source_ip: None,
            secure_transport: true,
            given: given.iter().map(|(key, value)| (*key, (*value).to_owned())).collect(),
        }
    }

    pub(crate) async fn user(&self, name: &str) -> User {
        let among = self.all(ram::CreateUser, "user/*").await;
        let new = NewUser { name: user_name(name), details: user::Details::default() };
        self.change(async |txn| {
            user::create(txn, &among, new, self.identity.quotas(), &self.clock, &self.entropy).await
        })
        .await
        .unwrap()
    }

    pub(crate) async fn group(&self, name: &str) -> Group {
        let among = self.all(ram::CreateGroup, "group/*").await;
        let new = NewGroup { name: group_name(name), comments: None };
        self.change(async |txn| {
            group::create(txn, &among, new, self.identity.quotas(), &self.clock, &self.entropy).await
        })
        .await
        .unwrap()
    }

    pub(crate) async fn join(&self, user: &User, group: &Group) {
        let user = self.may(ram::AddUserToGroup, user.clone()).await;
        let group = self.may(ram::AddUserToGroup, group.clone()).await;
        let now = now(&self.clock);
        self.change(async |txn| membership::join(txn, &user, &group, now).await).await.unwrap();
    }

    pub(crate) async fn leave(&self, user: &User, group: &Group) {
        let user = self.may(ram::RemoveUserFromGroup, user.clone()).await;
        let group = self.may(ram::RemoveUserFromGroup, group.clone()).await;
        self.change(async |txn| membership::leave(txn, &user, &group).await).await.unwrap();
    }

    pub(crate) async fn attach_to_group(&self, policy: Policy, group: &Group) {
        let group = self.may(ram::AttachPolicyToGroup, group.clone()).await;
        let policy = self.may(ram::AttachPolicyToGroup, policy).await;
        let now = now(&self.clock);
        self.change(async |txn| attachment::attach_to_group(txn, &group, &policy, now).await).await.unwrap();
    }

    pub(crate) async fn find_user(&self, name: &str) -> User {
        user::find(&mut self.store.begin(), self.account, &user_name(name)).await.unwrap().unwrap()
    }

    /// Lets a user sign in.
    pub(crate) async fn login_profile(&self, user: &User, password: &str) {
        let permit = self.may(ram::CreateLoginProfile, user.clone()).await;
        let new = NewProfile { password: password.into(), reset_required: false, mfa_bind_required: false };
        let (passwords, at) = (self.identity.passwords(), now(&self.clock));
        self.change(async |txn| {
            login::create(txn, &permit, new, passwords, at, &self.entropy).await.map(drop)
        })
        .await
        .unwrap();
    }

    pub(crate) async fn delete_user(&self, user: &User) {
        let user = self.may(ram::DeleteUser, user.clone()).await;
        self.change(async |txn| user::delete(txn, &user).await).await.unwrap();
    }

    pub(crate) async fn key_of(&self, user: &User) -> AccessKeyRecord {
        let owner = self.may(ram::CreateAccessKey, KeyOwner::User(user.clone())).await;
        self.change(async |txn| access_key::create(txn, &owner, &self.clock, &self.entropy).await)
            .await
            .unwrap()
    }

    pub(crate) async fn role(&self, name: &str, trust: &str) -> Role {
        let among = self.all(ram::CreateRole, "role/*").await;
        let new = NewRole {
            name: role_name(name),
            description: None,
            trust: trust.into(),
            max_session: SessionLength::default(),
            tags: Tags::default(),
        };
        self.change(async |txn| {
            role::create(txn, &among, new, self.identity.quotas(), &self.clock, &self.entropy).await
        })
        .await
        .unwrap()
    }

    pub(crate) async fn delete_role(&self, role: &Role) {
        let role = self.may(ram::DeleteRole, role.clone()).await;
        self.change(async |txn| role::delete(txn, &role).await).await.unwrap();
    }

    pub(crate) async fn policy(&self, name: &str, document: Box<str>) -> CustomPolicy {
        let among = self.all(ram::CreatePolicy, "policy/*").await;
        let new = NewPolicy { name: policy_name(name), description: None, document, tags: Tags::default() };
        self.change(async |txn| {
            policy::create(txn, &among, new, self.identity.quotas(), &self.clock, &self.entropy).await
        })
        .await
        .unwrap()
    }

    pub(crate) async fn find_policy(&self, kind: PolicyKind, name: &str) -> Policy {
        policy::find(&mut self.store.begin(), self.account, kind, &policy_name(name)).await.unwrap().unwrap()
    }

    pub(crate) async fn attach_to_user(&self, policy: Policy, user: &User) {
        let user = self.may(ram::AttachPolicyToUser, user.clone()).await;
        let policy = self.may(ram::AttachPolicyToUser, policy).await;
        let now = now(&self.clock);
        self.change(async |txn| attachment::attach_to_user(txn, &user, &policy, now).await).await.unwrap();
    }

    pub(crate) async fn attach_to_role(&self, policy: Policy, role: &Role) {
        let role = self.may(ram::AttachPolicyToRole, role.clone()).await;
        let policy = self.may(ram::AttachPolicyToRole, policy).await;
        let now = now(&self.clock);
        self.change(async |txn| attachment::attach_to_role(txn, &role, &policy, now).await).await.unwrap();
    }

    pub(crate) async fn detach_from_role(&self, policy: Policy, role: &Role) {
        let role = self.may(ram::DetachPolicyFromRole, role.clone()).await;
        let policy = self.may(ram::DetachPolicyFromRole, policy).await;
        self.change(async |txn| attachment::detach_from_role(txn, &role, &policy).await).await.unwrap();
    }

    /// A user of this name with a key, as a caller.
    pub(crate) async fn caller(&self, name: &str) -> Caller {
        let user = self.user(name).await;
        let key = self.key_of(&user).await;
        self.claim(&key.id, None).await.unwrap()
    }

    /// Everybody may wear every role that trusts him.
    pub(crate) async fn let_assume(&self, user: &str) {
        let user =
            user::find(&mut self.store.begin(), self.account, &user_name(user)).await.unwrap().unwrap();
        let policy = self.find_policy(PolicyKind::System, "AliyunSTSAssumeRoleAccess").await;
        self.attach_to_user(policy, &user).await;
    }

    /// Authenticates as somebody whose signature holds.
    pub(crate) async fn claim(&self, id: &AccessKeyId, token: Option<&str>) -> Result<Caller, NotAuthentic> {
        let claimed = self.identity.claimed(&mut self.store.begin(), id, token, now(&self.clock)).await?;
        claimed.verified(|_| (), |()| Ok(()))
    }

    pub(crate) async fn permit_assume(
        &self,
        caller: &Caller,
        role: &Role,
        given: &[(&'static str, &str)],
    ) -> Result<Permitted<sts::AssumeRole, Role>, Box<Denied>> {
        let rights = self.rights(caller).await;
        let trust = role::trust_of(&mut self.store.begin(), role).await.unwrap().unwrap();
        let circumstances = self.circumstances(given);
        permit_assume(Asked { caller, rights: &rights, circumstances: &circumstances }, role.clone(), &trust)
    }

    pub(crate) async fn assume(
        &self,
        caller: &Caller,
        role: &Role,
        policy: Option<&str>,
    ) -> Result<Credentials, AssumeRefused> {
        let permit = self.permit_assume(caller, role, &[]).await.ok().unwrap();
        let name = SessionName::parse("nightly").unwrap();
        let wish = Wish { name, seconds: None, policy: policy.map(Into::into) };
        self.identity.assume(&permit, caller, wish, &self.clock, &self.entropy)
    }

    /// Wears a role and comes back as who wears it.
    pub(crate) async fn worn(&self, caller: &Caller, role: &Role, policy: Option<&str>) -> Caller {
        let credentials = self.assume(caller, role, policy).await.ok().unwrap();
        self.clock.advance_ms(1);
        self.claim_with(&credentials).await.unwrap()
    }

    pub(crate) async fn claim_with(&self, credentials: &Credentials) -> Result<Caller, NotAuthentic> {
        self.claim(&credentials.access_key_id, Some(credentials.token.expose_secret())).await
    }

    /// What a caller is told when he asks to create users.
    pub(crate) async fn may_create_users(&self, caller: &Caller) -> bool {
        let users = Collection::global("ram", self.account, "user/*");
        self.ask(caller, ram::CreateUser, users).await.is_ok()
    }
}

/// What a caller holds, as the number of policies; root holds none and needs none.
pub(crate) fn held(rights: &Rights) -> usize {
    match &rights.grant {
        Grant::Policies { identity, .. } => identity.len(),
        Grant::Root | Grant::Service => 0,
    }
}

pub(crate) fn now(clock: &ManualClock) -> rampart_vocab::Timestamp {
    rampart_vocab::Clock::now(clock)
}
