//! How far the encryption of an instance's tables has come (TDE): from the wish for it to the engine's own word.

use rampart_store::{Unknown, part};

use super::Lock;
use crate::intent::{TableFacts, TableKeySource};

part! {
    /// The tables of an instance, by the versions of their keys: 0 is none, the first is 1.
    #[derive(Eq)]
    pub struct Tables {
        /// The version that is wished for.
        1 => pub wanted: u32,
        /// The newest version whose keys are made: they stand, wrapped, in the record.
        2 => pub made: u32,
        /// The newest version that the engine is known to have; with none it never ran with keys.
        3 => pub taken: u32,
        /// The version under which every table space is known to be encrypted.
        4 => pub done: u32,
        /// How many table spaces there were when last told.
        5 => pub spaces: u32,
        /// How many of them were encrypted under `taken`.
        6 => pub encrypted: u32,
        /// Set while the key is known to be lost: the next start is refused, and what does not run is locked.
        7 => pub lost: Option<Lock>,
    }
}

/// Where the encryption of an instance's tables stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TablesState {
    /// Wished for; the engine does not run with keys yet.
    Enabling,
    /// The engine encrypts, in the background, what was there before.
    Encrypting {
        /// Table spaces that are encrypted.
        encrypted: u32,
        /// Table spaces in all; none before the engine told.
        spaces: u32,
    },
    /// Everything is encrypted, and the engine encrypts it anew under another version of its key.
    Rotating {
        /// Table spaces that are encrypted under the new version.
        encrypted: u32,
        /// Table spaces in all.
        spaces: u32,
    },
    /// Everything is encrypted under the newest version.
    Encrypted,
}

impl Tables {
    /// The first version of keys.
    pub const FIRST_VERSION: u32 = 1;

    /// Wished for, and nothing done.
    pub const fn new() -> Self {
        Self {
            wanted: Self::FIRST_VERSION,
            made: 0,
            taken: 0,
            done: 0,
            spaces: 0,
            encrypted: 0,
            lost: None,
            unknown: Unknown::NONE,
        }
    }

    /// Where it stands.
    pub const fn state(&self) -> TablesState {
        let (encrypted, spaces) = (self.encrypted, self.spaces);
        match self {
            _ if self.is_enabling() => TablesState::Enabling,
            _ if self.done == 0 => TablesState::Encrypting { encrypted, spaces },
            _ if self.done < self.wanted => TablesState::Rotating { encrypted, spaces },
            _ => TablesState::Encrypted,
        }
    }

    /// Whether the engine never ran with keys.
    pub const fn is_enabling(&self) -> bool {
        self.taken == 0
    }

    /// Whether a wish for keys is not yet carried out by the engine.
    pub const fn is_pending(&self) -> bool {
        self.taken < self.wanted
    }

    /// Wishes for the next version of the key.
    pub(super) const fn rotate(&mut self) {
        self.wanted = self.wanted.saturating_add(TableKeySource::VERSION_STEP);
    }

    /// The engine has this version.
    pub(super) const fn take(&mut self, version: u32) {
        if version > self.taken {
            (self.taken, self.spaces, self.encrypted) = (version, 0, 0);
        }
    }

    /// What the engine said of its table spaces, kept where a person would see the difference: every word of it would
    /// be a commit.
    pub(super) fn tell(&mut self, version: u32, facts: TableFacts) {
        let TableFacts { spaces, encrypted } = facts;
        let done = encrypted >= spaces;
        if version < self.taken {
            return;
        }
        if done {
            self.done = self.done.max(version);
        }
        if done || self.spaces == 0 || percent(self.encrypted, self.spaces) != percent(encrypted, spaces) {
            (self.spaces, self.encrypted) = (spaces, encrypted);
        }
    }
}

impl Default for Tables {
    fn default() -> Self {
        Self::new()
    }
}

fn percent(of: u32, all: u32) -> u64 {
    u64::from(of) * 100 / u64::from(all.max(1))
}
