//! Changes things of its own without end, and notes each answer, until a call has none.

use std::collections::BTreeMap;

use rampart_client::{CallFailed, Service};
use rampart_vocab::Entropy;
use serde_json::{Value, json};

use crate::{
    caller::{Caller, text},
    ledger::{KeyState, Ledger, Sealed, Thing, leave_open},
    number,
};

/// Tags on a key by hand; the vendor's limit is 20.
const TAG_KEYS: u64 = 6;
/// An account may have 5,000 users and 1,500 policies: these many are ours over all rounds.
const USERS_MAX: usize = 4_000;
const POLICIES_MAX: usize = 1_200;

/// How many more of what an account may not have many of.
#[derive(Clone, Copy)]
pub(crate) struct Quota {
    users: usize,
    policies: usize,
}

impl Quota {
    pub(crate) fn for_each_round(rounds: usize, writers: usize) -> Self {
        let share = |all: usize| (all / rounds.max(1) / writers).max(1);
        Self { users: share(USERS_MAX), policies: share(POLICIES_MAX) }
    }
}

/// A call without an answer: the server is gone.
struct CutOff;

/// Writes until a call is cut off.
pub(crate) fn write(ledger: &mut Ledger, caller: &Caller, entropy: &dyn Entropy, mut quota: Quota) {
    let mut writer = Writer { ledger, caller, entropy };
    loop {
        let done = match number(entropy) % 16 {
            4 | 5 => writer.create_alias(),
            6 => writer.update_alias(),
            7 | 8 => writer.tag_key(),
            9 | 10 => writer.switch_key(),
            11 if quota.users > 0 => {
                quota.users -= 1;
                writer.create_user()
            }
            12 if quota.policies > 0 => {
                quota.policies -= 1;
                writer.create_policy()
            }
            13 => writer.create_policy_version(),
            14 | 15 => writer.encrypt(),
            _ => writer.create_key(),
        };
        if let Err(CutOff) = done {
            return;
        }
    }
}

/// Switches every key on that is off.
pub(crate) fn enable_all(ledger: &mut Ledger, caller: &Caller) {
    let states = ledger.keys.iter().filter_map(|(name, key)| Some((name.clone(), key.standing()?.clone())));
    let off: Vec<_> = states.filter(|(_, state)| !state.enabled).collect();
    for (name, state) in off {
        let id = ledger.ids[&name].clone();
        let answer = caller.done(Service::Kms, "EnableKey", &[("KeyId", &id)]);
        ledger.acknowledged.push((text(&answer["RequestId"]).to_owned(), "EnableKey"));
        ledger.keys.insert(name, Thing::sure(KeyState { enabled: true, ..state }));
    }
}

struct Writer<'a> {
    ledger: &'a mut Ledger,
    caller: &'a Caller,
    entropy: &'a dyn Entropy,
}

impl Writer<'_> {
    fn create_key(&mut self) -> Result<(), CutOff> {
        let name = self.ledger.fresh();
        let tags = json!([{"TagKey": "maker", "TagValue": name}]).to_string();
        let state = KeyState { enabled: true, tags: BTreeMap::from([("maker".into(), name.clone())]) };
        let made = self.call(Service::Kms, "CreateKey", &[("Description", &name), ("Tags", &tags)]);
        if let Ok(answer) = &made {
            self.ledger.ids.insert(name.clone(), text(&answer["KeyMetadata"]["KeyId"]).to_owned());
        }
        note(&mut self.ledger.keys, name, "CreateKey", state, made)
    }

    fn tag_key(&mut self) -> Result<(), CutOff> {
        let Some((name, id, mut state)) = self.key(|_| true) else { return self.create_key() };
        let (key, value) = (format!("t{}", number(self.entropy) % TAG_KEYS), self.ledger.fresh());
        let tags = json!([{"TagKey": key, "TagValue": value}]).to_string();
        state.tags.insert(key, value);
        let done = self.call(Service::Kms, "TagResource", &[("KeyId", &id), ("Tags", &tags)]);
        note(&mut self.ledger.keys, name, "TagResource", state, done)
    }

    fn switch_key(&mut self) -> Result<(), CutOff> {
        let Some((name, id, state)) = self.key(|_| true) else { return self.create_key() };
        let operation = if state.enabled { "DisableKey" } else { "EnableKey" };
        let done = self.call(Service::Kms, operation, &[("KeyId", &id)]);
        let state = KeyState { enabled: !state.enabled, ..state };
        note(&mut self.ledger.keys, name, operation, state, done)
    }

    /// No change, but what it gives must open ever after, and its record stand before its answer.
    fn encrypt(&mut self) -> Result<(), CutOff> {
        let Some((name, id, _)) = self.key(|state| state.enabled) else { return self.create_key() };
        // Sixteen letters of base64: twelve bytes.
        let plaintext = format!("{:016x}", number(self.entropy));
        let answer = self.call(Service::Kms, "Encrypt", &[("KeyId", &id), ("Plaintext", &plaintext)])?;
        let blob = text(&answer["CiphertextBlob"]).to_owned();
        self.ledger.sealed.insert(name, Sealed { blob, plaintext });
        Ok(())
    }

    fn create_alias(&mut self) -> Result<(), CutOff> {
        let Some((_, id, _)) = self.key(|_| true) else { return self.create_key() };
        let alias = format!("alias/{}", self.ledger.fresh());
        let done = self.call(Service::Kms, "CreateAlias", &[("AliasName", &alias), ("KeyId", &id)]);
        note(&mut self.ledger.aliases, alias, "CreateAlias", id, done)
    }

    fn update_alias(&mut self) -> Result<(), CutOff> {
        let alias = self.pick(&self.ledger.aliases, |_| true);
        let (Some((alias, bound)), Some((_, id, _))) = (alias, self.key(|_| true)) else {
            return self.create_key();
        };
        if bound == id {
            return self.create_key();
        }
        let done = self.call(Service::Kms, "UpdateAlias", &[("AliasName", &alias), ("KeyId", &id)]);
        note(&mut self.ledger.aliases, alias, "UpdateAlias", id, done)
    }

    fn create_user(&mut self) -> Result<(), CutOff> {
        let (name, comments) = (self.ledger.fresh(), self.ledger.fresh());
        let done = self.call(Service::Ram, "CreateUser", &[("UserName", &name), ("Comments", &comments)]);
        note(&mut self.ledger.users, name, "CreateUser", comments, done)
    }

    fn create_policy(&mut self) -> Result<(), CutOff> {
        let (name, document) = (self.ledger.fresh(), document(&self.ledger.fresh()));
        let params = [("PolicyName", name.as_str()), ("PolicyDocument", &document)];
        let done = self.call(Service::Ram, "CreatePolicy", &params);
        note(&mut self.ledger.policies, name, "CreatePolicy", document, done)
    }

    fn create_policy_version(&mut self) -> Result<(), CutOff> {
        let Some((name, _)) = self.pick(&self.ledger.policies, |_| true) else { return self.create_key() };
        let document = document(&self.ledger.fresh());
        let params = [
            ("PolicyName", name.as_str()),
            ("PolicyDocument", &document),
            ("SetAsDefault", "true"),
            ("RotateStrategy", "DeleteOldestNonDefaultVersionWhenLimitExceeded"),
        ];
        let done = self.call(Service::Ram, "CreatePolicyVersion", &params);
        note(&mut self.ledger.policies, name, "CreatePolicyVersion", document, done)
    }

    fn call(
        &mut self,
        service: Service,
        operation: &'static str,
        params: &[(&str, &str)],
    ) -> Result<Value, CutOff> {
        match self.caller.call(service, operation, params) {
            Ok(answer) => {
                self.ledger.acknowledged.push((text(&answer["RequestId"]).to_owned(), operation));
                Ok(answer)
            }
            Err(CallFailed::Unreachable { .. }) => {
                self.ledger.cut_off += 1;
                Err(CutOff)
            }
            Err(failed) => panic!("{operation} {params:?}: {failed}"),
        }
    }

    /// A key of ours: its name, its id and its state.
    fn key(&self, fits: impl Fn(&KeyState) -> bool) -> Option<(String, String, KeyState)> {
        let (name, state) = self.pick(&self.ledger.keys, fits)?;
        let id = self.ledger.ids[&name].clone();
        Some((name, id, state))
    }

    fn pick<T>(&self, things: &BTreeMap<String, Thing<T>>, fits: impl Fn(&T) -> bool) -> Option<(String, T)>
    where
        T: Clone + PartialEq + std::fmt::Debug,
    {
        let standing = things.iter().filter_map(|(name, thing)| Some((name, thing.standing()?)));
        let fitting: Vec<_> = standing.filter(|(_, state)| fits(state)).collect();
        let place = usize::try_from(number(self.entropy)).unwrap().checked_rem(fitting.len())?;
        let (name, state) = fitting[place];
        Some((name.clone(), state.clone()))
    }
}

/// A policy's document like no other.
fn document(mark: &str) -> String {
    let resource = format!("acs:kms:*:*:key/{mark}");
    let statement = json!([{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": resource}]);
    json!({"Version": "1", "Statement": statement}).to_string()
}

/// Notes what became of a thing.
fn note<T>(
    things: &mut BTreeMap<String, Thing<T>>,
    name: String,
    operation: &'static str,
    state: T,
    done: Result<Value, CutOff>,
) -> Result<(), CutOff>
where
    T: Clone + PartialEq + std::fmt::Debug,
{
    match done {
        Ok(_) => {
            things.insert(name, Thing::sure(state));
            Ok(())
        }
        Err(cut_off) => {
            leave_open(things, &name, operation, state);
            Err(cut_off)
        }
    }
}
