//! A desk at which operations are tried: a whole server in memory, and one of its callers.

use std::{cell::Cell, rc::Rc};

pub(super) use rampart_testkit::{Expected, done, refused};
use rampart_testkit::{Signer, World};
use serde_json::Value;

pub(super) struct Desk {
    world: Rc<World>,
    who: Signer,
    callers: Rc<Cell<u32>>,
}

/// No key has this id.
pub(super) const NO_KEY: &str = "0198f000-0000-7000-8000-00000000dead";

/// What a caller without the right is told.
pub(super) const DENIED: Expected = refused(403, "Forbidden.NoPermission");

impl Desk {
    /// The account itself asks.
    pub(super) fn new() -> Self {
        let world = Rc::new(World::new());
        let who = world.root();
        Self { world, who, callers: Rc::default() }
    }

    /// A user of the same account who may do `actions`, a JSON array, on `resource`, and nothing else.
    pub(super) fn who_may(&self, actions: &str, resource: &str) -> Self {
        let document = format!(
            r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":{actions},"Resource":"{resource}"}}]}}"#
        );
        self.user(Some(&document))
    }

    /// A user of the same account without any right.
    pub(super) fn nobody(&self) -> Self {
        self.user(None)
    }

    fn user(&self, policy: Option<&str>) -> Self {
        self.callers.set(self.callers.get() + 1);
        let who = self.world.user(&format!("user-{}", self.callers.get()), policy);
        Self { world: self.world.clone(), who, callers: self.callers.clone() }
    }

    /// Asks, and gives the answer of a call that must be done.
    #[track_caller]
    pub(super) fn ask(&self, operation: &str, params: &[(&str, &str)]) -> Value {
        self.call(operation, operation, params, done()).unwrap_or_default()
    }

    /// One case of a table.
    #[track_caller]
    pub(super) fn check(&self, case: &str, operation: &str, params: &[(&str, &str)], expected: Expected) {
        self.call(case, operation, params, expected);
    }

    #[track_caller]
    fn call(
        &self,
        case: &str,
        operation: &str,
        params: &[(&str, &str)],
        expected: Expected,
    ) -> Option<Value> {
        let answer = self.world.call(&self.who, "kms", operation, params);
        // Ids grow with time; so does the order of lists.
        self.world.clock().advance_ms(1);
        expected.holds(&format!("{operation}, {case}"), answer)
    }

    /// On what the last call was decided, as the audit trail tells it.
    pub(super) fn last_decided(&self) -> Value {
        self.world.audited().last().unwrap()["decisions"][0]["resource"].clone()
    }

    /// What holds for every operation on a key: who may not do it does not learn what is there.
    #[track_caller]
    pub(super) fn guarded(&self, operation: &str, others: &[(&str, &str)]) {
        let key = self.key();
        let nobody = self.nobody();
        let elsewhere = format!("acs:kms:cn-hangzhou:2000000000000002:key/{key}");
        let malformed = refused(400, "InvalidParameter");
        let missing = refused(400, "MissingParameter");
        for (case, name, root, other) in [
            ("a key", key.as_str(), None, DENIED),
            ("no key", NO_KEY, Some(refused(404, "Forbidden.KeyNotFound")), DENIED),
            ("another account's", &elsewhere, Some(DENIED), DENIED),
            ("no name of a key", "a b", Some(malformed), malformed),
            ("nothing", "", Some(missing), missing),
        ] {
            let mut params = others.to_vec();
            params.push(("KeyId", name));
            nobody.check(case, operation, &params, other);
            if let Some(expected) = root {
                self.check(case, operation, &params, expected);
            }
        }
        let alias = format!("alias/of-{key}");
        self.ask("CreateAlias", &[("KeyId", &key), ("AliasName", &alias)]);
        let arn = |name: &str| self.world.arn("kms", name);
        for (there, absent) in [
            (key.clone(), NO_KEY.to_owned()),
            (alias.clone(), "alias/nothing".to_owned()),
            (arn(&format!("key/{key}")), arn(&format!("key/{NO_KEY}"))),
            (arn(&alias), arn("alias/nothing")),
        ] {
            nobody.told_the_same(operation, others, "KeyId", &there, &absent);
        }
    }

    /// Whether a thing is there is not told: both refusals are the same, but for the name that was given in
    /// `parameter`.
    #[track_caller]
    pub(super) fn told_the_same(
        &self,
        operation: &str,
        others: &[(&str, &str)],
        parameter: &str,
        there: &str,
        absent: &str,
    ) {
        let told = |name: &str| {
            let mut params = others.to_vec();
            params.push((parameter, name));
            self.refusal(operation, &params).replace(name, "<as named>")
        };
        assert_eq!(told(there), told(absent), "{operation}: `{there}` is there, `{absent}` is not");
    }

    /// The whole answer of a call that must be refused, without what differs from call to call.
    #[track_caller]
    pub(super) fn refusal(&self, operation: &str, params: &[(&str, &str)]) -> String {
        let refused = self.world.call(&self.who, "kms", operation, params).unwrap_err();
        let mut body = *refused.body;
        for field in ["RequestId", "Recommend"] {
            body.as_object_mut().unwrap().remove(field);
        }
        // Sealed, and new each time; its length is all that is seen of it.
        if let Some(sealed) = body.pointer_mut("/AccessDeniedDetail/EncodedDiagnosticMessage") {
            *sealed = sealed.as_str().unwrap().len().into();
        }
        format!("{} {body}", refused.status)
    }

    /// As [`Desk::guarded`], for operations that take no alias.
    #[track_caller]
    pub(super) fn managed(&self, operation: &str, others: &[(&str, &str)]) {
        self.guarded(operation, others);
        let mut params = others.to_vec();
        params.push(("KeyId", "alias/any"));
        self.check("an alias", operation, &params, refused(400, "Unsupported.Alias"));
    }

    /// A new key's id.
    pub(super) fn key(&self) -> String {
        let made = self.ask("CreateKey", &[]);
        made["KeyMetadata"]["KeyId"].as_str().unwrap().to_owned()
    }

    /// A new key that is switched off.
    pub(super) fn disabled_key(&self) -> String {
        let key = self.key();
        self.ask("DisableKey", &[("KeyId", &key)]);
        key
    }

    /// A new key that waits for its deletion.
    pub(super) fn pending_key(&self) -> String {
        let key = self.key();
        self.ask("ScheduleKeyDeletion", &[("KeyId", &key), ("PendingWindowInDays", "7")]);
        key
    }

    /// What DescribeKey says of a key in `field`.
    pub(super) fn told(&self, key: &str, field: &str) -> Value {
        self.ask("DescribeKey", &[("KeyId", key)])["KeyMetadata"][field].clone()
    }
}
