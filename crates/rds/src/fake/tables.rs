//! A pretended engine's tables: which versions of its keys it has, and how far it has come with them.

use std::sync::Arc;

use rampart_vocab::DbInstanceId;

use super::{FakeDesk, desk::hash};
use crate::{
    intent::{EngineKind, HandFailed, TableFacts, TableKeySource},
    table_keys::TokenHash,
};

/// Table spaces of every pretended engine.
const SPACES: u32 = 10;
/// Table spaces that are encrypted between two questions.
const STEP: u32 = 4;

/// What a pretended engine knows of its tables.
#[derive(Debug, Default)]
pub struct FakeTables {
    token: Option<String>,
    /// Whether something on the disk is encrypted: without keys it starts no more.
    keyed: bool,
    /// The newest version of its keys that it has.
    pub version: u32,
    /// Table spaces encrypted under it.
    pub encrypted: u32,
    /// Whether it lacks what fetches keys.
    pub(super) barred: bool,
    /// How often it was started with keys.
    pub keyed_starts: u64,
    /// How often it was started without.
    pub clear_starts: u64,
}

impl FakeTables {
    /// The hash of the token with which it was last started.
    pub fn token(&self) -> Option<TokenHash> {
        self.token.as_deref().map(hash)
    }

    /// Whether everything on the disk is encrypted under the newest version.
    pub const fn all_encrypted(&self) -> bool {
        self.version > 0 && self.encrypted == SPACES
    }

    pub(super) fn start(
        &mut self,
        kind: EngineKind,
        source: Option<&TableKeySource>,
        (desk, id): (Option<&Arc<FakeDesk>>, &DbInstanceId),
    ) -> Result<(), HandFailed> {
        let Some(source) = source else {
            if self.keyed {
                return Err(HandFailed::StartFailed("its tables are encrypted, and it has no keys".into()));
            }
            self.clear_starts += 1;
            return Ok(());
        };
        if kind == EngineKind::PostgreSql {
            return Err(HandFailed::NotSupported {
                what: "table keys for PostgreSQL".into(),
                remedy: "encrypt the disk".into(),
            });
        }
        if self.barred {
            let (what, remedy) = (TableKeySource::LACKING.into(), TableKeySource::REMEDY.into());
            return Err(HandFailed::NotSupported { what, remedy });
        }
        let token = source.token.expose();
        let newest = match desk {
            Some(desk) => desk.newest(id, token).ok_or_else(no_answer)?,
            None => self.version.max(1),
        };
        (self.token, self.keyed) = (Some(token.to_owned()), true);
        self.keyed_starts += 1;
        self.learn(newest);
        Ok(())
    }

    pub(super) fn encrypt(
        &mut self,
        version: u32,
        (desk, id): (Option<&Arc<FakeDesk>>, &DbInstanceId),
    ) -> Result<TableFacts, HandFailed> {
        let token = self.token.as_deref().ok_or_else(|| {
            HandFailed::SettingRefused("the engine was started without keys for its tables".into())
        })?;
        if version > self.version {
            let newest = match desk {
                Some(desk) => desk.newest(id, token).filter(|newest| *newest >= version),
                None => Some(version),
            };
            self.learn(newest.ok_or_else(no_answer)?);
        }
        self.encrypted = SPACES.min(self.encrypted + STEP);
        Ok(TableFacts { spaces: SPACES, encrypted: self.encrypted })
    }

    /// The engine ended: the token with it.
    pub(super) fn end(&mut self) {
        self.token = None;
    }

    fn learn(&mut self, version: u32) {
        if version > self.version {
            (self.version, self.encrypted) = (version, 0);
        }
    }
}

fn no_answer() -> HandFailed {
    HandFailed::StartFailed("nobody answers for the keys of its tables".into())
}
