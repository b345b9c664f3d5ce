//! Where running engines ask for the keys of their tables: what the reconciler needs of it.
//!
//! One engine process, one session: its keys are opened when it starts and answered from memory for as long as it
//! lives, whatever becomes of the right meanwhile. The endpoint itself is the server's.

mod attached;
mod last_tokens;

use rampart_vocab::DbInstanceId;

use crate::{
    intent::TableKeySource,
    keys::{TableKey, TableKeyId},
};

pub use attached::{AttachedServers, AttachmentDesk};
pub use last_tokens::last_tokens;

/// The endpoint's inner side.
pub trait TableKeyDesk: Send + Sync {
    /// Begins the session of an engine that is about to start, and ends the one before it.
    ///
    /// # Errors
    /// When the endpoint has no address.
    fn open(&self, instance: &DbInstanceId, keys: Vec<OpenKey>) -> Result<Opened, NoEndpoint>;
    /// Takes the session of an engine up again that outlived the process that began it.
    fn resume(&self, instance: &DbInstanceId, token: TokenHash, keys: Vec<OpenKey>);
    /// Whether there is a session that answers this version of the instance's keys.
    fn holds(&self, instance: &DbInstanceId, version: u32) -> bool;
    /// Adds a version to a session; without one nothing is added.
    fn add(&self, instance: &DbInstanceId, keys: Vec<OpenKey>);
    /// Ends the session and wipes its keys: the engine is gone.
    fn close(&self, instance: &DbInstanceId);
}

/// One version of one key, opened.
#[derive(Debug)]
pub struct OpenKey {
    /// Which key.
    pub id: TableKeyId,
    /// Which version of it, from 1 in steps of [`TableKeySource::VERSION_STEP`].
    pub version: u32,
    /// The key itself.
    pub key: TableKey,
}

/// A session that has begun.
#[derive(Debug)]
pub struct Opened {
    /// What the engine is told.
    pub source: TableKeySource,
    /// What is kept of its token, before the engine starts.
    pub token: TokenHash,
}

/// SHA-256 of a token: enough to know it again and not to use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenHash(pub [u8; 32]);

impl TokenHash {
    /// Of a token's text. SHA-256 (FIPS 180-4) alone: a token is chance enough to need no more.
    pub fn of(token: &[u8]) -> Self {
        let mut hash = [0; 32];
        hash.copy_from_slice(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, token).as_ref());
        Self(hash)
    }
}

/// The endpoint cannot be reached by any engine.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the endpoint for table keys is not there: {0}")]
pub struct NoEndpoint(pub String);
