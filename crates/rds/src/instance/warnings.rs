//! What stands in an instance's way: a small set, one warning of a kind for each key.

use rampart_store::{
    Unknown, choice,
    codec::{Field, Malformed, Reader, Writer},
    part,
};
use rampart_vocab::Timestamp;

use super::Lock;
use crate::keys::KeyUsedBy;

part! {
    /// What stands in the way now, or will at the next start.
    #[derive(Eq)]
    pub struct Warning {
        /// Whose trouble it is.
        1 => pub kind: WarningKind,
        /// The trouble in words, with what to do about it where that is known.
        2 => pub text: Box<str>,
        /// Since when it stands.
        3 => pub since: Timestamp,
        /// Which key it is about; none where it is the hand's, or was noted when disks alone had keys.
        4 => pub key: Option<KeyUsedBy>,
    }
}

choice! {
    /// Whose trouble a warning tells of.
    #[derive(Copy, Eq, Hash)]
    pub enum WarningKind {
        /// The role may not use the key: the next opening is refused.
        1 => RightLost,
        /// The key service gave no definite answer: the next opening is refused until it does.
        2 => KeyServiceSilent,
        /// The hand could not do what was asked.
        3 => Hand,
        /// The key of the tables is lost while the engine runs on: its next start is refused.
        4 => KeyLost,
        /// What fetches the keys of the tables is not installed: a start with keys is refused.
        5 => Barred,
    }
}

impl Warning {
    /// That the next start is refused because the key of the tables is lost.
    pub(super) fn of_lost_tables(lost: &Lock) -> Self {
        Self {
            kind: WarningKind::KeyLost,
            text: refused_next(&lost.loss).into(),
            since: lost.since,
            key: Some(KeyUsedBy::Tde),
            unknown: Unknown::NONE,
        }
    }

    /// The key that it is about; none where it is the hand's.
    pub fn about(&self) -> Option<KeyUsedBy> {
        match self.kind {
            WarningKind::Hand => None,
            _ => Some(self.key.unwrap_or(KeyUsedBy::DiskEncryption)),
        }
    }
}

/// What is said of tables whose engine runs on.
pub(super) fn refused_next(why: &impl std::fmt::Display) -> String {
    format!("its next start will be refused: {why}")
}

/// Warnings, no kind twice for the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warnings(Vec<Warning>);

impl Warnings {
    /// None.
    pub const NONE: Self = Self(Vec::new());

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All, the oldest first.
    pub fn iter(&self) -> std::slice::Iter<'_, Warning> {
        self.0.iter()
    }

    /// Puts one in, in the place of the one of its kind for its key; false where it stood there in the same words.
    pub(super) fn note(&mut self, warning: Warning) -> bool {
        let same = |it: &&mut Warning| it.kind == warning.kind && it.about() == warning.about();
        match self.0.iter_mut().find(same) {
            Some(old) if old.text == warning.text => return false,
            Some(old) => *old = warning,
            None => self.0.push(warning),
        }
        true
    }

    /// Takes those of a kind and a key out; whether there was one.
    pub(super) fn clear(&mut self, kind: WarningKind, about: Option<KeyUsedBy>) -> bool {
        let before = self.0.len();
        self.0.retain(|it| it.kind != kind || it.about() != about);
        self.0.len() < before
    }
}

impl FromIterator<Warning> for Warnings {
    fn from_iter<I: IntoIterator<Item = Warning>>(all: I) -> Self {
        let mut warnings = Self::NONE;
        for warning in all {
            warnings.note(warning);
        }
        warnings
    }
}

/// One stands alone, as when there could be no more than one.
impl Field for Warnings {
    fn put(&self, to: &mut Writer) {
        match self.0.as_slice() {
            [one] => one.put(to),
            _ => self.0.put(to),
        }
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        if from.is_array() {
            Vec::take(from).map(Self)
        } else {
            Warning::take(from).map(|one| Self(vec![one]))
        }
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn absent() -> Option<Self> {
        Some(Self::NONE)
    }
}
