//! Who may ask, and what is answered: mounts, their tokens, and the keys that are open for them.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use rampart_rds::{
    intent::{SecretText, TableKeySource},
    table_keys::{AttachedServers, AttachmentDesk, NoEndpoint, OpenKey, Opened, TableKeyDesk, TokenHash},
};
use rampart_vocab::{DbInstanceId, Entropy, chance};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::{
    attached::Attached,
    keys::Keys,
    question::{Asked, Question},
    reply::Reply,
};

/// Bytes of chance in a token.
const TOKEN_BYTES: usize = 32;

/// The desk behind the endpoint. Sessions are opened and closed on one side, questions answered on the other.
pub(crate) struct TableKeys {
    told: Option<Told>,
    entropy: Box<dyn Entropy + Send + Sync>,
    mounts: Mutex<HashMap<DbInstanceId, Mount>>,
    /// The token of mounts that are not there: nobody has it.
    nobody: TokenHash,
    /// Who opens the keys of attached servers; none where there are no such servers.
    pub(super) servers: Option<Arc<dyn AttachedServers>>,
}

/// What engines of this machine are told of the endpoint.
pub(crate) struct Told {
    pub(crate) endpoint: SocketAddr,
    pub(crate) ca_pem: String,
}

/// One who may ask, if he has the token.
pub(super) struct Mount {
    pub(super) token: TokenHash,
    pub(super) standing: Standing,
}

/// What there is to answer from.
pub(super) enum Standing {
    /// An engine's session: keys that were opened when it started.
    Session(Keys),
    /// An engine that outlived the server that began its session. Until its keys are opened again nothing can be
    /// said, and its token must be known all the same.
    Awaited,
    /// A server that runs elsewhere.
    Attached(Attached),
}

impl TableKeys {
    /// A desk. `told` is what engines are told; without it no session can be opened. `awaited` are the engines that may
    /// be running already, with the tokens of their last starts.
    pub(crate) fn new(
        told: Option<Told>,
        awaited: Vec<(DbInstanceId, TokenHash)>,
        servers: Option<Arc<dyn AttachedServers>>,
        entropy: Box<dyn Entropy + Send + Sync>,
    ) -> Self {
        let awaiting = |(id, token)| (id, Mount { token, standing: Standing::Awaited });
        let mounts = Mutex::new(awaited.into_iter().map(awaiting).collect());
        let nobody = TokenHash(chance::array(entropy.as_ref()));
        Self { told, entropy, mounts, nobody, servers }
    }

    /// Answers a question.
    pub(super) async fn answer(self: &Arc<Self>, asked: &Asked) -> Reply {
        match self.look(asked) {
            Ok(reply) => reply,
            Err(Elsewhere { server, opening }) => self.answer_attached(asked, &server, opening).await,
        }
    }

    /// Ends every session and forgets every token. Whoever asked afterwards would be a stranger: the door is shut first.
    pub(super) fn close_all(&self) {
        self.mounts().clear();
    }

    /// The answer from memory; else the attached server whose keys are to be opened first.
    pub(super) fn look(&self, asked: &Asked) -> Result<Reply, Elsewhere> {
        let mounts = self.mounts();
        let mount = asked.mount.as_ref().and_then(|id| Some((id, mounts.get(id)?)));
        // A mount that is not there costs the same comparison as one that is.
        let token = mount.map_or(&self.nobody, |(_, mount)| &mount.token);
        let right = bool::from(token.0.ct_eq(&asked.token.0));
        match mount {
            Some((id, mount)) if right => match &mount.standing {
                Standing::Session(keys) => Ok(from_memory(keys, asked.question)),
                Standing::Awaited => Ok(Reply::HangUp),
                Standing::Attached(attached) => attached.look(asked.question, id),
            },
            _ => Ok(Reply::Forbidden),
        }
    }

    pub(super) fn mounts(&self) -> MutexGuard<'_, HashMap<DbInstanceId, Mount>> {
        self.mounts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, id: &DbInstanceId, token: TokenHash, standing: Standing) {
        let before = self.mounts().insert(id.clone(), Mount { token, standing });
        // Wiped out of the lock.
        drop(before);
    }
}

/// An attached server whose keys are not open.
pub(super) struct Elsewhere {
    pub(super) server: DbInstanceId,
    pub(super) opening: super::attached::Opening,
}

/// What a session answers. What it should have and has not is no answer.
pub(super) fn from_memory(keys: &Keys, question: Question) -> Reply {
    match question {
        Question::Tune => Reply::Tuned,
        Question::Key(id, version) => keys.give(id, version).map_or(Reply::HangUp, Reply::Key),
        Question::UnknownKey => Reply::NoSuchKey,
        Question::Unclear => Reply::HangUp,
    }
}

impl TableKeyDesk for TableKeys {
    fn open(&self, instance: &DbInstanceId, keys: Vec<OpenKey>) -> Result<Opened, NoEndpoint> {
        let told = self.told.as_ref().ok_or_else(|| NoEndpoint("it has no address".to_owned()))?;
        let bytes = Zeroizing::new(chance::array::<TOKEN_BYTES>(self.entropy.as_ref()));
        let text = SecretText::new(URL_SAFE_NO_PAD.encode(bytes.as_slice()));
        let token = TokenHash::of(text.expose().as_bytes());
        self.put(instance, token, Standing::Session(Keys::new(keys)));
        let source = TableKeySource { endpoint: told.endpoint, ca_pem: told.ca_pem.clone(), token: text };
        Ok(Opened { source, token })
    }

    fn resume(&self, instance: &DbInstanceId, token: TokenHash, keys: Vec<OpenKey>) {
        self.put(instance, token, Standing::Session(Keys::new(keys)));
    }

    fn holds(&self, instance: &DbInstanceId, version: u32) -> bool {
        let mounts = self.mounts();
        let standing = mounts.get(instance).map(|mount| &mount.standing);
        matches!(standing, Some(Standing::Session(keys)) if keys.holds(version))
    }

    fn add(&self, instance: &DbInstanceId, keys: Vec<OpenKey>) {
        if let Some(Mount { standing: Standing::Session(session), .. }) = self.mounts().get_mut(instance) {
            session.add(keys);
        }
    }

    fn close(&self, instance: &DbInstanceId) {
        let ended = self.mounts().remove(instance);
        drop(ended);
    }
}

impl AttachmentDesk for TableKeys {
    fn admit(&self, server: &DbInstanceId, token: TokenHash) {
        self.put(server, token, Standing::Attached(Attached::default()));
    }

    fn forget_keys(&self, server: &DbInstanceId) {
        self.change(server, |attached, _| attached.forget_keys());
    }

    fn dismiss(&self, server: &DbInstanceId) {
        self.close(server);
    }
}

#[cfg(test)]
mod tests {
    use rampart_rds::keys::{TableKey, TableKeyId};
    use rampart_vocab::SeededEntropy;

    use super::*;

    fn desk() -> TableKeys {
        let told = Told { endpoint: "127.0.0.1:1".parse().unwrap(), ca_pem: "PEM".to_owned() };
        TableKeys::new(Some(told), Vec::new(), None, Box::new(SeededEntropy::new(1)))
    }

    fn keys(version: u32) -> Vec<OpenKey> {
        let key = |id| OpenKey { id, version, key: TableKey::take(&mut [7; 32]) };
        TableKeyId::ALL.into_iter().map(key).collect()
    }

    #[test]
    fn a_session_holds_what_it_was_given_until_it_is_closed() {
        let (desk, id) = (desk(), "rm-one".parse().unwrap());
        assert!(!desk.holds(&id, 1));
        desk.add(&id, keys(1));
        assert!(!desk.holds(&id, 1), "without a session nothing is added");
        desk.open(&id, keys(1)).unwrap();
        assert!(desk.holds(&id, 1) && !desk.holds(&id, 3));
        desk.add(&id, keys(3));
        assert!(desk.holds(&id, 3));
        desk.close(&id);
        assert!(!desk.holds(&id, 1));
        desk.resume(&id, TokenHash([1; 32]), keys(3));
        assert!(desk.holds(&id, 3) && !desk.holds(&id, 1));
        desk.close_all();
        assert!(!desk.holds(&id, 3));
    }

    #[test]
    fn every_start_has_a_token_of_its_own_that_fits_a_configuration_file() {
        let (desk, id) = (desk(), "rm-one".parse().unwrap());
        let first = desk.open(&id, keys(1)).unwrap();
        let second = desk.open(&id, keys(1)).unwrap();
        assert_ne!(first.token, second.token);
        for opened in [&first, &second] {
            let token = opened.source.token.expose();
            assert_eq!(opened.token, TokenHash::of(token.as_bytes()));
            assert_eq!(token.len(), 43);
            assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)), "{token}");
        }
        assert_eq!(first.source.endpoint.to_string(), "127.0.0.1:1");
        assert_eq!(first.source.ca_pem, "PEM");
    }

    #[test]
    fn without_an_address_no_session_begins() {
        let desk = TableKeys::new(None, Vec::new(), None, Box::new(SeededEntropy::new(1)));
        assert!(desk.open(&"rm-one".parse().unwrap(), keys(1)).is_err());
    }
}
