//! A pretended key service: keys with a state and a mark, and a role that may or may not use them.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use rampart_vocab::{AccountId, DbInstanceId};

use super::Fuse;
use crate::keys::{
    DataKeyMade, EncryptionKeyId, KeyCall, KeyFacts, KeyLoss, KeyPurpose, KeyRefused, KeyService, KeyState,
    Moved, Movements, Moves, PlainKey, WrappedKey,
};

/// What the role of every call may do, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission {
    /// What the policy for RDS grants: everything needed, cryptography only with marked keys.
    Granted,
    /// Describing and marking only.
    NoCryptography,
    /// Nothing: the role cannot be assumed.
    Nothing,
}

/// The pretended key service. Starts without keys, with every right granted.
#[derive(Debug)]
pub struct FakeKeys {
    state: Mutex<State>,
    fuse: Arc<Fuse>,
    account: AccountId,
    moves: Movements,
}

#[derive(Debug)]
struct State {
    keys: BTreeMap<EncryptionKeyId, Key>,
    permission: Permission,
    silent: bool,
    hung: bool,
    wrapped: Vec<(EncryptionKeyId, DbInstanceId, KeyPurpose, Vec<u8>)>,
    calls: Vec<&'static str>,
    permits: BTreeMap<(DbInstanceId, KeyPurpose), u64>,
}

#[derive(Debug)]
struct Key {
    loss: Option<KeyLoss>,
    marked: bool,
    /// What a role may do with this key alone, where that is less than with others.
    permission: Permission,
    silent: bool,
}

impl FakeKeys {
    /// A service without keys; those that it will have are this account's.
    pub fn new(fuse: Arc<Fuse>, account: AccountId) -> Self {
        let state = State {
            keys: BTreeMap::new(),
            permission: Permission::Granted,
            silent: false,
            hung: false,
            wrapped: Vec::new(),
            calls: Vec::new(),
            permits: BTreeMap::new(),
        };
        Self { state: Mutex::new(state), fuse, account, moves: Movements::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, key: &EncryptionKeyId, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.moves.tell(Moved::Key(self.account, key.clone()));
    }

    fn change_rights(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.moves.tell(Moved::Rights(self.account));
    }

    /// Makes an enabled, unmarked key.
    pub fn create(&self, key: &EncryptionKeyId) {
        self.change(key, |state| {
            let key_made = Key { loss: None, marked: false, permission: Permission::Granted, silent: false };
            state.keys.insert(key.clone(), key_made);
        });
    }

    /// Takes a key away, or gives it back.
    pub fn set_loss(&self, key: &EncryptionKeyId, loss: Option<KeyLoss>) {
        self.change(key, |state| {
            if let Some(key) = state.keys.get_mut(key) {
                key.loss = loss;
            }
        });
    }

    /// Marks a key, or takes its mark away.
    pub fn set_marked(&self, key: &EncryptionKeyId, marked: bool) {
        self.change(key, |state| {
            if let Some(key) = state.keys.get_mut(key) {
                key.marked = marked;
            }
        });
    }

    /// Changes what the role may do.
    pub fn set_permission(&self, permission: Permission) {
        self.change_rights(|state| state.permission = permission);
    }

    /// Changes what a role may do with this key.
    pub fn set_permission_for(&self, key: &EncryptionKeyId, permission: Permission) {
        self.change_rights(|state| {
            if let Some(key) = state.keys.get_mut(key) {
                key.permission = permission;
            }
        });
    }

    /// Removes a key for good.
    pub fn remove(&self, key: &EncryptionKeyId) {
        self.change(key, |state| {
            state.keys.remove(key);
        });
    }

    /// Lets every call for this key time out, or answer again. Tells nobody.
    pub fn set_silent_for(&self, key: &EncryptionKeyId, silent: bool) {
        if let Some(key) = self.state().keys.get_mut(key) {
            key.silent = silent;
        }
    }

    /// Lets every call time out, or answer again. Tells nobody: a service that is gone tells of no change.
    pub fn set_silent(&self, silent: bool) {
        self.state().silent = silent;
    }

    /// Lets every call wait without an answer, or answer again.
    pub fn set_hung(&self, hung: bool) {
        self.state().hung = hung;
    }

    /// The names of the calls since this was last asked.
    pub fn take_calls(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.state().calls)
    }

    /// How often a data key of this instance was handed out for this purpose.
    pub fn permits(&self, instance: &DbInstanceId, purpose: KeyPurpose) -> u64 {
        self.state().permits.get(&(instance.clone(), purpose)).copied().unwrap_or(0)
    }

    /// How many data keys of this instance were made for this purpose.
    pub fn made(&self, instance: &DbInstanceId, purpose: KeyPurpose) -> usize {
        let of =
            |(_, its, made, _): &&(_, DbInstanceId, KeyPurpose, Vec<u8>)| (its, *made) == (instance, purpose);
        self.state().wrapped.iter().filter(of).count()
    }

    async fn call<T>(
        &self,
        name: &'static str,
        call: &KeyCall,
        uses: Use,
        answer: impl FnOnce(&mut State) -> Result<T, KeyRefused> + Send,
    ) -> Result<T, KeyRefused> {
        self.fuse.burn().await;
        if self.state().hung {
            std::future::pending::<()>().await;
        }
        let answer = {
            let mut state = self.state();
            state.calls.push(name);
            state.refusal(&call.key, uses).map_or_else(|| answer(&mut state), Err)
        };
        self.fuse.burn().await;
        answer
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Describe,
    Mark,
    Cryptography,
}

impl State {
    fn refusal(&self, id: &EncryptionKeyId, uses: Use) -> Option<KeyRefused> {
        let key = self.keys.get(id);
        if self.silent || key.is_some_and(|key| key.silent) {
            return Some(KeyRefused::Unreachable("timed out".into()));
        }
        let marked = key.is_some_and(|key| key.marked);
        let own = key.map_or(Permission::Granted, |key| key.permission);
        let denied = match self.permission.max(own) {
            Permission::Granted => uses == Use::Cryptography && !marked,
            Permission::NoCryptography => uses == Use::Cryptography,
            Permission::Nothing => true,
        };
        if denied {
            return Some(KeyRefused::NotPermitted("no statement allows it".into()));
        }
        let Some(key) = key else { return Some(KeyRefused::NotFound) };
        let applies = match uses {
            Use::Describe => false,
            Use::Mark => key.loss == Some(KeyLoss::DeletionScheduled),
            Use::Cryptography => true,
        };
        key.loss.filter(|_| applies).map(KeyRefused::Lost)
    }

    fn key(&mut self, id: &EncryptionKeyId) -> Result<&mut Key, KeyRefused> {
        self.keys.get_mut(id).ok_or(KeyRefused::NotFound)
    }
}

#[async_trait]
impl KeyService for FakeKeys {
    async fn describe_key(&self, call: &KeyCall) -> Result<KeyFacts, KeyRefused> {
        self.call("DescribeKey", call, Use::Describe, |state| {
            let key = state.key(&call.key)?;
            let state = key.loss.map_or(KeyState::Enabled, KeyState::Lost);
            Ok(KeyFacts { state, marked: key.marked })
        })
        .await
    }

    async fn tag_key(&self, call: &KeyCall) -> Result<(), KeyRefused> {
        self.call("TagResource", call, Use::Mark, |state| {
            state.key(&call.key)?.marked = true;
            Ok(())
        })
        .await
    }

    async fn generate_data_key(&self, call: &KeyCall) -> Result<DataKeyMade, KeyRefused> {
        self.call("GenerateDataKey", call, Use::Cryptography, |state| {
            let number = u64::try_from(state.wrapped.len()).unwrap_or(u64::MAX);
            let bytes: Vec<u8> = number
                .to_le_bytes()
                .iter()
                .cycle()
                .take(call.purpose.bytes())
                .map(|byte| byte ^ 0xA5)
                .collect();
            let plaintext = PlainKey::copy(&bytes);
            state.wrapped.push((call.key.clone(), call.instance.clone(), call.purpose, bytes));
            *state.permits.entry((call.instance.clone(), call.purpose)).or_default() += 1;
            Ok(DataKeyMade { plaintext, wrapped: WrappedKey::new(number.to_le_bytes()) })
        })
        .await
    }

    async fn decrypt(&self, call: &KeyCall, wrapped: &WrappedKey) -> Result<PlainKey, KeyRefused> {
        self.call("Decrypt", call, Use::Cryptography, |state| {
            let garbled = || KeyRefused::Unreachable("the wrapped key does not open".into());
            let number = wrapped.as_bytes().try_into().map(u64::from_le_bytes).map_err(|_| garbled())?;
            let at = usize::try_from(number).map_err(|_| garbled())?;
            let (key, instance, purpose, bytes) = state.wrapped.get(at).ok_or_else(garbled)?;
            if (key, instance, *purpose) != (&call.key, &call.instance, call.purpose) {
                return Err(garbled());
            }
            let plaintext = PlainKey::copy(bytes);
            *state.permits.entry((call.instance.clone(), call.purpose)).or_default() += 1;
            Ok(plaintext)
        })
        .await
    }

    fn changes(&self) -> Moves {
        self.moves.follow()
    }
}
