//! A desk at which operations are tried: one account over a store in memory, without the front.

use std::sync::Arc;

use rampart_authz::{Caller, Grant, Principal, Rights};
use rampart_identity::Identity;
use rampart_kms::Kms;
use rampart_policy::{DocumentKind, Policy, PolicySet};
use rampart_rds::instances::Site;
use rampart_store::Store;
use rampart_vocab::{ManualClock, RequestId, Revision, SeededEntropy, ServerId};
use rampart_wire::{Format, Operation, Params, Service, envelope};
use serde_json::Value;

use super::{dispatch, gate};
use crate::{Call, Origin, Services, ops::Gate};

pub(super) struct Desk {
    services: Services,
    pub(super) clock: Arc<ManualClock>,
    entropy: Arc<SeededEntropy>,
    caller: Caller,
    rights: Rights,
    origin: Origin,
}

/// What a case expects: nothing, or a status and a code.
pub(super) type Expected = Option<(u16, &'static str)>;

/// It works.
pub(super) const OK: Expected = None;

/// It is refused so.
pub(super) const fn refused(status: u16, code: &'static str) -> Expected {
    Some((status, code))
}

/// No key has this id.
pub(super) const NO_KEY: &str = "0198f000-0000-7000-8000-00000000dead";

impl Desk {
    /// The account itself asks.
    pub(super) async fn new() -> Self {
        let store = Store::in_memory(1);
        let clock = ManualClock::at("2026-01-01T00:00:00Z".parse().unwrap());
        let entropy = SeededEntropy::new(2);
        let server = ServerId::new(&clock, &entropy);
        let site = Site { host: server, connection: "localhost".into(), ports: 1..=2 };
        let services = Services {
            identity: Arc::new(Identity::open(&store, &clock, &entropy).await.unwrap()),
            store,
            kms: Arc::new(Kms::new()),
            site: Arc::new(site),
            region: "cn-hangzhou".parse().unwrap(),
            server,
        };
        let account = "1000000000000001".parse().unwrap();
        let origin = Origin {
            request: RequestId::new(&clock, &entropy),
            cause: None,
            source_ip: None,
            secure_transport: true,
            host: "localhost".into(),
        };
        Self {
            services,
            clock: Arc::new(clock),
            entropy: Arc::new(entropy),
            caller: Caller { account, principal: Principal::Account, access_key: None, session: None },
            rights: Rights { epoch: Revision::ZERO, grant: Grant::Root },
            origin,
        }
    }

    /// Somebody of the same account who may do `actions`, a JSON array, on `resource`, and nothing else.
    pub(super) fn who_may(&self, actions: &str, resource: &str) -> Self {
        let document = format!(
            r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":{actions},"Resource":"{resource}"}}]}}"#
        );
        let policy = Policy::parse("policy", &document, DocumentKind::Identity).unwrap();
        self.holding([Arc::new(policy)].into_iter().collect())
    }

    /// Somebody of the same account without any right.
    pub(super) fn nobody(&self) -> Self {
        self.holding(PolicySet::new())
    }

    fn holding(&self, policies: PolicySet) -> Self {
        let grant = Grant::Policies { identity: Arc::new(policies), session: None };
        Self {
            services: self.services.clone(),
            clock: self.clock.clone(),
            entropy: self.entropy.clone(),
            caller: self.caller.clone(),
            rights: Rights { epoch: Revision::ZERO, grant },
            origin: self.origin.clone(),
        }
    }

    /// Asks, commits, and gives the answer or status and code.
    pub(super) async fn ask(&self, operation: &str, params: &[(&str, &str)]) -> Result<Value, (u16, String)> {
        let operation: Operation = Service::Kms.operation(operation).unwrap();
        let params = Params::from_pairs(params).unwrap();
        let mut call = Call::new(
            operation,
            &self.caller,
            &self.rights,
            &self.origin,
            &self.services,
            &*self.clock,
            &*self.entropy,
            self.services.store.begin(),
        );
        let answer = dispatch(&mut call, operation, &params).await;
        let answer = answer.map_err(|refusal| (refusal.status, refusal.code.into_owned()))?;
        let (txn, decided) = call.into_parts();
        let allowed = decided.iter().any(|one| one.by.is_ok());
        assert!(allowed || matches!(gate(operation), Some(Gate::Open(_))), "answered without a permit");
        txn.commit().await.unwrap();
        self.clock.advance_ms(1);
        let reply = envelope::success(operation, Format::Json, &self.origin.request, &*answer);
        Ok(serde_json::from_slice(&reply.body).unwrap())
    }

    /// One case of a table.
    #[track_caller]
    pub(super) fn check<'a>(
        &'a self,
        case: &'a str,
        operation: &'a str,
        params: &'a [(&'a str, &'a str)],
        expected: Expected,
    ) -> impl Future<Output = ()> + 'a {
        let line = std::panic::Location::caller().line();
        async move {
            let answer = self.ask(operation, params).await.err();
            let expected = expected.map(|(status, code)| (status, code.to_owned()));
            assert_eq!(answer, expected, "{operation}, {case} (line {line})");
        }
    }

    /// What holds for every operation on a key that is named by id: who may not does not learn what is there.
    pub(super) async fn guarded(&self, operation: &str, others: &[(&str, &str)]) {
        let key = self.key().await;
        let nobody = self.nobody();
        let elsewhere = format!("acs:kms:cn-hangzhou:2000000000000002:key/{key}");
        for (case, name, refused_root, refused_nobody) in [
            ("a key", key.as_str(), OK, refused(403, "Forbidden.NoPermission")),
            ("no key", NO_KEY, refused(404, "Forbidden.KeyNotFound"), refused(403, "Forbidden.NoPermission")),
            (
                "another account's",
                &elsewhere,
                refused(403, "Forbidden.NoPermission"),
                refused(403, "Forbidden.NoPermission"),
            ),
            ("no name of a key", "a b", refused(400, "InvalidParameter"), refused(400, "InvalidParameter")),
            ("nothing", "", refused(400, "MissingParameter"), refused(400, "MissingParameter")),
        ] {
            let mut params = others.to_vec();
            params.push(("KeyId", name));
            nobody.check(case, operation, &params, refused_nobody).await;
            if case != "a key" {
                self.check(case, operation, &params, refused_root).await;
            }
        }
    }

    /// As [`Desk::guarded`], for operations that take no alias.
    pub(super) async fn managed(&self, operation: &str, others: &[(&str, &str)]) {
        self.guarded(operation, others).await;
        let mut params = others.to_vec();
        params.push(("KeyId", "alias/any"));
        self.check("an alias", operation, &params, refused(400, "Unsupported.Alias")).await;
    }

    /// A new key's id.
    pub(super) async fn key(&self) -> String {
        let made = self.ask("CreateKey", &[]).await.unwrap();
        made["KeyMetadata"]["KeyId"].as_str().unwrap().to_owned()
    }

    /// A new key that is switched off.
    pub(super) async fn disabled_key(&self) -> String {
        let key = self.key().await;
        self.ask("DisableKey", &[("KeyId", &key)]).await.unwrap();
        key
    }

    /// A new key that waits for its deletion.
    pub(super) async fn pending_key(&self) -> String {
        let key = self.key().await;
        self.ask("ScheduleKeyDeletion", &[("KeyId", &key), ("PendingWindowInDays", "7")]).await.unwrap();
        key
    }

    /// What DescribeKey says of a key in `field`.
    pub(super) async fn told(&self, key: &str, field: &str) -> Value {
        self.ask("DescribeKey", &[("KeyId", key)]).await.unwrap()["KeyMetadata"][field].clone()
    }
}
