//! A pretended desk for table keys: sessions in memory, asked by the pretended hand's engines.

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    sync::{Mutex, MutexGuard, PoisonError},
};

use aws_lc_rs::digest;
use rampart_vocab::DbInstanceId;

use crate::{
    intent::{SecretText, TableKeySource},
    keys::TableKeyId,
    table_keys::{NoEndpoint, OpenKey, Opened, TableKeyDesk, TokenHash},
};

/// The pretended desk.
#[derive(Debug, Default)]
pub struct FakeDesk {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    sessions: BTreeMap<DbInstanceId, Session>,
    tokens: u64,
    shut: bool,
}

#[derive(Debug)]
struct Session {
    token: TokenHash,
    keys: BTreeMap<(TableKeyId, u32), Vec<u8>>,
}

impl Session {
    fn take(&mut self, keys: Vec<OpenKey>) {
        self.keys.extend(keys.into_iter().map(|key| ((key.id, key.version), key.key.expose().to_vec())));
    }

    fn has_all(&self, version: u32) -> bool {
        TableKeyId::ALL.into_iter().all(|id| self.keys.contains_key(&(id, version)))
    }
}

impl FakeDesk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The server ends: what it held is gone.
    pub fn forget(&self) {
        self.state().sessions.clear();
    }

    /// Takes its address away, or gives it back.
    pub fn shut(&self, shut: bool) {
        self.state().shut = shut;
    }

    /// Whether there is a session for an instance.
    pub fn is_open(&self, instance: &DbInstanceId) -> bool {
        self.state().sessions.contains_key(instance)
    }

    /// What an engine is answered: the newest version for which there is every key.
    pub fn newest(&self, instance: &DbInstanceId, token: &str) -> Option<u32> {
        let state = self.state();
        let session = state.sessions.get(instance).filter(|session| session.token == hash(token))?;
        let versions = session.keys.keys().map(|(_, version)| *version);
        versions.filter(|version| session.has_all(*version)).max()
    }

    /// One key, as an engine would be answered it.
    pub fn key(&self, instance: &DbInstanceId, id: TableKeyId, version: u32) -> Option<Vec<u8>> {
        self.state().sessions.get(instance)?.keys.get(&(id, version)).cloned()
    }
}

/// What is kept of a token.
pub(super) fn hash(token: &str) -> TokenHash {
    let digest = digest::digest(&digest::SHA256, token.as_bytes());
    TokenHash(digest.as_ref().try_into().unwrap_or_default())
}

impl TableKeyDesk for FakeDesk {
    fn open(&self, instance: &DbInstanceId, keys: Vec<OpenKey>) -> Result<Opened, NoEndpoint> {
        let mut state = self.state();
        if state.shut {
            return Err(NoEndpoint("it is shut".into()));
        }
        state.tokens += 1;
        let text = format!("token-{}", state.tokens);
        let token = hash(&text);
        let mut session = Session { token, keys: BTreeMap::new() };
        session.take(keys);
        state.sessions.insert(instance.clone(), session);
        let endpoint = SocketAddr::from((Ipv4Addr::LOCALHOST, 8471));
        let source =
            TableKeySource { endpoint, ca_pem: "a certificate".into(), token: SecretText::new(text) };
        Ok(Opened { source, token })
    }

    fn resume(&self, instance: &DbInstanceId, token: TokenHash, keys: Vec<OpenKey>) {
        let mut session = Session { token, keys: BTreeMap::new() };
        session.take(keys);
        self.state().sessions.insert(instance.clone(), session);
    }

    fn holds(&self, instance: &DbInstanceId, version: u32) -> bool {
        self.state().sessions.get(instance).is_some_and(|session| session.has_all(version))
    }

    fn add(&self, instance: &DbInstanceId, keys: Vec<OpenKey>) {
        if let Some(session) = self.state().sessions.get_mut(instance) {
            session.take(keys);
        }
    }

    fn close(&self, instance: &DbInstanceId) {
        self.state().sessions.remove(instance);
    }
}
