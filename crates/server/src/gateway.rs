//! The key service that databases use within the process: the front's own operations, under a role's session,
//! through the same gate and audit as any caller.

mod refused;

use std::{rc::Rc, sync::Arc};

use async_trait::async_trait;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use rampart_api::{Front, Origin, Refusal};
use rampart_authz::{Caller, ServicePrincipal};
use rampart_rds::keys::{
    DataKeyMade, KeyCall, KeyFacts, KeyLoss, KeyRefused, KeyService, KeyState, Movements, Moves, PlainKey,
    WrappedKey,
};
use rampart_vocab::{Clock, Entropy, RequestId, Tag};
use rampart_wire::{Operation, Params};
use tokio::sync::{mpsc, oneshot};
use zeroize::Zeroizing;

use self::refused::{is_silent, mark_amiss, needs_mark, not_worn, refused};
use crate::gather::Gathered;

/// Calls that may wait for the core that answers them.
const CALLS_WAITING_MAX: usize = 256;
/// The name of RDS' sessions, as it stands in the audit trail.
const SESSION_NAME: &str = "rds-instance-encryption";

/// The side that databases hold. Any thread may call it; the calls run on the core that holds the front.
pub struct Gateway {
    calls: mpsc::Sender<Job>,
    moves: Movements,
}

struct Job {
    call: KeyCall,
    ask: Ask,
    answer: oneshot::Sender<Result<Told, KeyRefused>>,
}

enum Ask {
    Describe,
    State,
    Tag,
    Generate,
    Decrypt(WrappedKey),
}

enum Told {
    Facts(KeyFacts),
    State(KeyState),
    Tagged,
    Made(DataKeyMade),
    Opened(PlainKey),
}

impl Gateway {
    /// The gateway, and the desk that answers it. `moves` tells of every commit that could change an answer.
    pub fn new(moves: Movements) -> (Self, Desk) {
        let (calls, jobs) = mpsc::channel(CALLS_WAITING_MAX);
        (Self { calls, moves }, Desk { jobs })
    }

    async fn ask(&self, call: &KeyCall, ask: Ask) -> Result<Told, KeyRefused> {
        let gone = || KeyRefused::Unreachable("the server is stopping".to_owned());
        let (answer, told) = oneshot::channel();
        self.calls.send(Job { call: call.clone(), ask, answer }).await.map_err(|_| gone())?;
        told.await.map_err(|_| gone())?
    }
}

fn senseless() -> KeyRefused {
    KeyRefused::Unreachable("the key service gave an answer that makes no sense".to_owned())
}

#[async_trait]
impl KeyService for Gateway {
    async fn describe_key(&self, call: &KeyCall) -> Result<KeyFacts, KeyRefused> {
        match self.ask(call, Ask::Describe).await? {
            Told::Facts(facts) => Ok(facts),
            _ => Err(senseless()),
        }
    }

    async fn key_state(&self, call: &KeyCall) -> Result<KeyState, KeyRefused> {
        match self.ask(call, Ask::State).await? {
            Told::State(state) => Ok(state),
            _ => Err(senseless()),
        }
    }

    async fn tag_key(&self, call: &KeyCall) -> Result<(), KeyRefused> {
        match self.ask(call, Ask::Tag).await? {
            Told::Tagged => Ok(()),
            _ => Err(senseless()),
        }
    }

    async fn generate_data_key(&self, call: &KeyCall) -> Result<DataKeyMade, KeyRefused> {
        match self.ask(call, Ask::Generate).await? {
            Told::Made(made) => Ok(made),
            _ => Err(senseless()),
        }
    }

    async fn decrypt(&self, call: &KeyCall, wrapped: &WrappedKey) -> Result<PlainKey, KeyRefused> {
        match self.ask(call, Ask::Decrypt(wrapped.clone())).await? {
            Told::Opened(key) => Ok(key),
            _ => Err(senseless()),
        }
    }

    fn changes(&self) -> Moves {
        self.moves.follow()
    }
}

/// The side that answers, on the core that holds the front.
pub struct Desk {
    jobs: mpsc::Receiver<Job>,
}

impl Desk {
    /// Answers until the gateway is gone. `service` is the capability by which roles that trust RDS are worn.
    pub async fn serve(
        mut self,
        front: Rc<Front>,
        clock: Arc<dyn Clock>,
        entropy: Rc<dyn Entropy>,
        service: ServicePrincipal,
    ) {
        let service = Rc::new(service);
        while let Some(job) = self.jobs.recv().await {
            let teller = Teller {
                front: Rc::clone(&front),
                clock: Arc::clone(&clock),
                entropy: Rc::clone(&entropy),
                service: Rc::clone(&service),
            };
            tokio::task::spawn_local(async move {
                let told = teller.tell(&job.call, job.ask).await;
                // Who asked may have given up.
                let _ = job.answer.send(told);
            });
        }
    }
}

struct Teller {
    front: Rc<Front>,
    clock: Arc<dyn Clock>,
    entropy: Rc<dyn Entropy>,
    service: Rc<ServicePrincipal>,
}

impl Teller {
    async fn tell(&self, call: &KeyCall, ask: Ask) -> Result<Told, KeyRefused> {
        let caller = self.wear(call).await?;
        let key = call.key.as_str();
        match ask {
            Ask::Describe => {
                let state = self.state(call, &caller).await?;
                let tags =
                    self.perform(call, &caller, Operation::KmsListResourceTags, &[("KeyId", key)]).await?;
                let marked = tags.all("Tags.Tag.TagKey").any(|tag| tag == Tag::RDS_INSTANCE_ENCRYPTION);
                Ok(Told::Facts(KeyFacts { state, marked }))
            }
            Ask::State => self.state(call, &caller).await.map(Told::State),
            Ask::Tag => {
                let tags = format!(r#"[{{"TagKey":"{}","TagValue":"true"}}]"#, Tag::RDS_INSTANCE_ENCRYPTION);
                let params = [("KeyId", key), ("Tags", tags.as_str())];
                self.perform(call, &caller, Operation::KmsTagResource, &params).await?;
                Ok(Told::Tagged)
            }
            Ask::Generate => {
                let (context, bytes) = (context(call), call.purpose.bytes().to_string());
                let params = [("KeyId", key), ("NumberOfBytes", &bytes), ("EncryptionContext", &context)];
                let made = self.perform(call, &caller, Operation::KmsGenerateDataKey, &params).await?;
                let wrapped = made.get("CiphertextBlob").ok_or_else(senseless)?;
                let plaintext = plain_key(call, &made)?;
                Ok(Told::Made(DataKeyMade { plaintext, wrapped: WrappedKey::new(wrapped.as_bytes()) }))
            }
            Ask::Decrypt(wrapped) => {
                let context = context(call);
                let blob = std::str::from_utf8(wrapped.as_bytes()).map_err(|_| senseless())?;
                let params = [("CiphertextBlob", blob), ("EncryptionContext", &context)];
                let opened = self.perform(call, &caller, Operation::KmsDecrypt, &params).await?;
                if opened.get("KeyId") != Some(key) {
                    return Err(senseless());
                }
                plain_key(call, &opened).map(Told::Opened)
            }
        }
    }

    async fn state(&self, call: &KeyCall, caller: &Caller) -> Result<KeyState, KeyRefused> {
        let key = [("KeyId", call.key.as_str())];
        let described = self.perform(call, caller, Operation::KmsDescribeKey, &key).await?;
        match described.get("KeyMetadata.KeyState") {
            Some("Enabled") => Ok(KeyState::Enabled),
            Some("Disabled") => Ok(KeyState::Lost(KeyLoss::Disabled)),
            Some("PendingDeletion") => Ok(KeyState::Lost(KeyLoss::DeletionScheduled)),
            Some("PendingImport") => Ok(KeyState::Lost(KeyLoss::MaterialGone)),
            _ => Err(senseless()),
        }
    }

    /// A session of the role, for this one key and nothing else.
    async fn wear(&self, call: &KeyCall) -> Result<Caller, KeyRefused> {
        let policy = session_policy(call);
        self.front
            .wear_as_service(
                &self.service,
                call.account,
                &call.role,
                SESSION_NAME,
                &policy,
                &self.origin(call),
            )
            .await
            .map_err(|refusal| not_worn(&refusal, &call.role))
    }

    async fn perform(
        &self,
        call: &KeyCall,
        caller: &Caller,
        operation: Operation,
        params: &[(&str, &str)],
    ) -> Result<Gathered, KeyRefused> {
        let params = Params::from_pairs(params).map_err(|_| senseless())?;
        match self.front.perform(caller, operation, &params, &self.origin(call)).await {
            Ok(message) => Ok(Gathered::from_message(message.as_ref())),
            Err(refusal) if is_silent(&refusal) && needs_mark(operation) => {
                Err(self.refused_by_mark(call, caller, &refusal).await)
            }
            Err(refusal) => Err(refused(&refusal)),
        }
    }

    /// A use of the key that no statement allows: the mark that statements ask for is looked at, under the same session,
    /// so that what is lacking has a name.
    async fn refused_by_mark(&self, call: &KeyCall, caller: &Caller, refusal: &Refusal) -> KeyRefused {
        let told = refused(refusal);
        let Ok(key) = Params::from_pairs(&[("KeyId", call.key.as_str())]) else { return told };
        let listed =
            self.front.perform(caller, Operation::KmsListResourceTags, &key, &self.origin(call)).await;
        let amiss = listed.ok().and_then(|tags| mark_amiss(&Gathered::from_message(tags.as_ref())));
        match (told, amiss) {
            (KeyRefused::NotPermitted(why), Some(amiss)) => {
                KeyRefused::NotPermitted(format!("{why}; {amiss}"))
            }
            // Its tags are not the role's to see, or they are as they should be.
            (told, _) => told,
        }
    }

    fn origin(&self, call: &KeyCall) -> Origin {
        Origin {
            request: RequestId::new(self.clock.as_ref(), self.entropy.as_ref()),
            cause: Some(call.cause),
            source_ip: None,
            secure_transport: true,
            host: "".into(),
        }
    }
}

/// The context that binds a data key to its instance and purpose. Names and values are ids and need no escaping.
fn context(call: &KeyCall) -> String {
    let pairs = call.purpose.context(&call.instance);
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!(r#""{name}":"{value}""#)).collect();
    format!("{{{}}}", pairs.join(","))
}

/// What a session of RDS may do at most: what the seed's policy grants, and only with the key at hand.
fn session_policy(call: &KeyCall) -> String {
    format!(
        r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListResourceTags","kms:TagResource","kms:GenerateDataKey","kms:Decrypt"],"Resource":"acs:kms:*:{}:key/{}"}}]}}"#,
        call.account, call.key
    )
}

fn plain_key(call: &KeyCall, gathered: &Gathered) -> Result<PlainKey, KeyRefused> {
    sized_key(call, gathered.get("Plaintext").ok_or_else(senseless)?)
}

fn sized_key(call: &KeyCall, text: &str) -> Result<PlainKey, KeyRefused> {
    let bytes = Zeroizing::new(STANDARD.decode(text).map_err(|_| senseless())?);
    if bytes.len() == call.purpose.bytes() { Ok(PlainKey::copy(&bytes)) } else { Err(senseless()) }
}

#[cfg(test)]
mod tests {
    use rampart_rds::keys::{KeyPurpose, TableKeyId};
    use rampart_vocab::SeededEntropy;

    use super::*;

    fn call(purpose: KeyPurpose) -> KeyCall {
        let clock = rampart_vocab::ManualClock::at("2026-01-01T00:00:00Z".parse().unwrap());
        KeyCall {
            account: "1234567890123456".parse().unwrap(),
            role: "acs:ram::1234567890123456:role/r".parse().unwrap(),
            key: "0f0e0d0c-key".parse().unwrap(),
            instance: "rm-one".parse().unwrap(),
            purpose,
            cause: RequestId::new(&clock, &SeededEntropy::new(1)),
        }
    }

    #[test]
    fn a_data_key_is_bound_to_its_instance_and_what_it_is_for() {
        for (purpose, bytes, expected) in [
            (KeyPurpose::Disk, 64, r#"{"acs:rds:instance-id":"rm-one"}"#),
            (
                KeyPurpose::Table(TableKeyId::Data),
                32,
                r#"{"acs:rds:instance-id":"rm-one","acs:rds:table-key-id":"1"}"#,
            ),
            (
                KeyPurpose::Table(TableKeyId::Temporary),
                32,
                r#"{"acs:rds:instance-id":"rm-one","acs:rds:table-key-id":"2"}"#,
            ),
        ] {
            assert_eq!(context(&call(purpose)), expected);
            assert_eq!(purpose.bytes(), bytes);
        }
    }

    #[test]
    fn a_session_reaches_no_key_but_the_one_at_hand() {
        use rampart_policy::{ConditionMap, DocumentKind, Policy, PolicySet, Request, decide};
        let text = session_policy(&call(KeyPurpose::Table(TableKeyId::Data)));
        let policy = Policy::parse("session", &text, DocumentKind::Identity).unwrap();
        let mut set = PolicySet::new();
        set.insert(Arc::new(policy));
        let ours = "acs:kms:cn-hangzhou:1234567890123456:key/0f0e0d0c-key";
        for (action, resource, allowed) in [
            ("kms:Decrypt", ours, true),
            ("kms:GenerateDataKey", ours, true),
            ("kms:TagResource", ours, true),
            ("kms:DescribeKey", ours, true),
            ("kms:ListResourceTags", ours, true),
            ("kms:Encrypt", ours, false),
            ("kms:UntagResource", ours, false),
            ("kms:DisableKey", ours, false),
            ("kms:Decrypt", "acs:kms:cn-hangzhou:1234567890123456:key/0f0e0d0c-key2", false),
            ("kms:Decrypt", "acs:kms:cn-hangzhou:6543210987654321:key/0f0e0d0c-key", false),
            ("rds:DescribeDBInstances", "acs:rds:cn-hangzhou:1234567890123456:dbinstance/rm-one", false),
        ] {
            let conditions = ConditionMap::new();
            let decision = decide(&set, &Request { action, resource, conditions: &conditions });
            assert_eq!(decision.is_allow(), allowed, "{action} {resource}");
        }
    }

    #[test]
    fn a_key_of_another_length_is_no_key() {
        for (purpose, bytes, taken) in [
            (KeyPurpose::Disk, 64, true),
            (KeyPurpose::Disk, 32, false),
            (KeyPurpose::Table(TableKeyId::Data), 32, true),
            (KeyPurpose::Table(TableKeyId::Data), 64, false),
            (KeyPurpose::Table(TableKeyId::Data), 0, false),
        ] {
            let text = STANDARD.encode(vec![7; bytes]);
            assert_eq!(sized_key(&call(purpose), &text).is_ok(), taken, "{purpose:?} {bytes}");
        }
    }
}
