//! The states of a key and what each of them admits: one table, and the proof of having looked at it.

use std::ops::Deref;

use rampart_authz::{Action, Permitted};

use crate::{Key, KeyRefused};

/// Where a key stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyState {
    /// In use.
    Enabled,
    /// Switched off.
    Disabled,
    /// To be destroyed when its date has come.
    PendingDeletion,
    /// Without material.
    PendingImport,
}

/// A row of the table: what operations of one kind meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Looking: admitted always.
    Look,
    /// Using or renewing the material.
    Use,
    /// Changing the description, the tags, or where an alias points.
    Label,
    /// Switching on or off.
    Switch,
    /// Scheduling the deletion, giving a new alias.
    Bind,
    /// Taking the deletion back.
    Revive,
}

/// A state's answer to a deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Admission {
    Ok,
    /// Refused by the state's own name.
    State,
    /// Refused as a change of state that cannot be.
    Change,
}

impl KeyState {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Enabled, Self::Disabled, Self::PendingDeletion, Self::PendingImport];

    /// The vendor's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Enabled => "Enabled",
            Self::Disabled => "Disabled",
            Self::PendingDeletion => "PendingDeletion",
            Self::PendingImport => "PendingImport",
        }
    }

    /// The number that stands in records.
    pub const fn number(self) -> u8 {
        match self {
            Self::Enabled => 1,
            Self::Disabled => 2,
            Self::PendingDeletion => 3,
            Self::PendingImport => 4,
        }
    }

    /// The state of this number.
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Enabled),
            2 => Some(Self::Disabled),
            3 => Some(Self::PendingDeletion),
            4 => Some(Self::PendingImport),
            _ => None,
        }
    }

    /// Whether a key in this state admits `deed`.
    ///
    /// Source: KMS, "Impact of key state on API operations".
    ///
    /// # Errors
    /// The refusal that the table names.
    pub const fn admit(self, deed: Deed) -> Result<(), KeyRefused> {
        use Admission::{Change, Ok as Yes, State};
        let (enabled, disabled, pending_deletion, pending_import) = match deed {
            Deed::Look => (Yes, Yes, Yes, Yes),
            Deed::Use => (Yes, State, State, State),
            Deed::Label => (Yes, Yes, State, Yes),
            Deed::Switch => (Yes, Yes, Change, Change),
            Deed::Bind => (Yes, Yes, Change, Yes),
            Deed::Revive => (Change, Change, Yes, Change),
        };
        let admission = match self {
            Self::Enabled => enabled,
            Self::Disabled => disabled,
            Self::PendingDeletion => pending_deletion,
            Self::PendingImport => pending_import,
        };
        match (admission, self) {
            (Yes, _) => Ok(()),
            (State, Self::Disabled) => Err(KeyRefused::Disabled),
            (State, Self::PendingDeletion) => Err(KeyRefused::PendingDeletion),
            (State, Self::PendingImport) => Err(KeyRefused::PendingImport),
            (Change, _) | (State, Self::Enabled) => Err(KeyRefused::StateFixed),
        }
    }
}

/// An action on one key, with the row of the table that it falls under.
pub trait KeyAction: Action {
    /// The row.
    const DEED: Deed;
    /// Whether the service's own keys, which nobody else may change, refuse it.
    const CHANGES: bool;
}

/// A permitted key whose state, at the revision read, admits the action: what touches material or rewrites
/// the record demands one.
pub struct Admitted<'a, A>(&'a Permitted<A, Key>);

impl<'a, A: KeyAction> Admitted<'a, A> {
    /// Looks at owner and state.
    ///
    /// # Errors
    /// The state's refusal, or [`KeyRefused::ServiceKey`] for a change to a key that belongs to a service.
    pub fn look(key: &'a Permitted<A, Key>) -> Result<Self, KeyRefused> {
        if A::CHANGES && key.is_service_key() {
            return Err(KeyRefused::ServiceKey);
        }
        key.state().admit(A::DEED)?;
        Ok(Self(key))
    }
}

impl<A> Deref for Admitted<'_, A> {
    type Target = Key;

    fn deref(&self) -> &Key {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vendor's table, a line a row; columns: Enabled, Disabled, PendingDeletion, PendingImport.
    const TABLE: [(Deed, [&str; 4]); 6] = [
        (Deed::Look, ["ok", "ok", "ok", "ok"]),
        (Deed::Use, ["ok", "Disabled", "PendingDeletion", "PendingImport"]),
        (Deed::Label, ["ok", "ok", "PendingDeletion", "ok"]),
        (Deed::Switch, ["ok", "ok", "StateFixed", "StateFixed"]),
        (Deed::Bind, ["ok", "ok", "StateFixed", "ok"]),
        (Deed::Revive, ["StateFixed", "StateFixed", "ok", "StateFixed"]),
    ];

    #[test]
    fn each_state_admits_what_the_table_says() {
        for (deed, answers) in TABLE {
            for (state, wanted) in KeyState::ALL.into_iter().zip(answers) {
                let got = match state.admit(deed) {
                    Ok(()) => "ok".to_owned(),
                    Err(refused) => format!("{refused:?}"),
                };
                assert_eq!(got, wanted, "{deed:?} in {state:?}");
            }
        }
    }

    #[test]
    fn names_and_numbers_read_back() {
        for state in KeyState::ALL {
            assert_eq!(KeyState::from_number(state.number()), Some(state));
        }
    }
}
