//! What one writer knows: the last acknowledged state of everything it made, and what a call that was cut off may have
//! made of it.

use std::collections::BTreeMap;

/// A writer's book. Names lead to things; the number in them tells whose they are.
pub(crate) struct Ledger {
    /// Begins every name.
    pub(crate) prefix: String,
    /// Numbers given to names and values, so that no change is ever no change.
    count: u64,
    /// By description, which stands before an id does.
    pub(crate) keys: BTreeMap<String, Thing<KeyState>>,
    /// The ids of keys, by description.
    pub(crate) ids: BTreeMap<String, String>,
    /// A ciphertext under each key, by its description.
    pub(crate) sealed: BTreeMap<String, Sealed>,
    /// The id of the key that an alias is bound to.
    pub(crate) aliases: BTreeMap<String, Thing<String>>,
    /// The document in force.
    pub(crate) policies: BTreeMap<String, Thing<String>>,
    /// The comments on a user.
    pub(crate) users: BTreeMap<String, Thing<String>>,
    /// Every acknowledged call: its request's id and its operation.
    pub(crate) acknowledged: Vec<(String, &'static str)>,
    /// Calls that had no answer.
    pub(crate) cut_off: usize,
    /// Of those, the changes that were found to stand.
    pub(crate) landed: Vec<&'static str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeyState {
    pub(crate) enabled: bool,
    pub(crate) tags: BTreeMap<String, String>,
}

/// A ciphertext and what it must open to, both as the API writes them.
#[derive(Clone)]
pub(crate) struct Sealed {
    pub(crate) blob: String,
    pub(crate) plaintext: String,
}

/// A thing by its states. Neither means that it was never made.
#[derive(Clone, Debug)]
pub(crate) struct Thing<T> {
    /// As last acknowledged, or found.
    sure: Option<T>,
    /// As the call would have left it that had no answer.
    open: Option<(&'static str, T)>,
}

impl Ledger {
    pub(crate) fn new(writer: usize) -> Self {
        Self {
            prefix: format!("w{writer}-"),
            count: 0,
            keys: BTreeMap::new(),
            ids: BTreeMap::new(),
            sealed: BTreeMap::new(),
            aliases: BTreeMap::new(),
            policies: BTreeMap::new(),
            users: BTreeMap::new(),
            acknowledged: Vec::new(),
            cut_off: 0,
            landed: Vec::new(),
        }
    }

    /// A name, or a value, that was never given before.
    pub(crate) fn fresh(&mut self) -> String {
        self.count += 1;
        format!("{}{:06}", self.prefix, self.count)
    }
}

impl<T: Clone + PartialEq + std::fmt::Debug> Thing<T> {
    /// After an acknowledged call.
    pub(crate) fn sure(state: T) -> Self {
        Self { sure: Some(state), open: None }
    }

    /// The state that is known to stand.
    pub(crate) fn standing(&self) -> Option<&T> {
        self.sure.as_ref()
    }

    /// Holds what was found against what may be; gives the operation that stands though it was not acknowledged.
    ///
    /// # Errors
    /// What was found and what should have been.
    pub(crate) fn settle(&mut self, found: Option<T>) -> Result<Option<&'static str>, String> {
        if found == self.sure {
            self.open = None;
            return Ok(None);
        }
        match self.open.take() {
            Some((operation, state)) if found.as_ref() == Some(&state) => {
                self.sure = found;
                Ok(Some(operation))
            }
            open => Err(format!("found {found:?}, acknowledged {:?}, cut off {open:?}", self.sure)),
        }
    }
}

/// Notes that a call may have left a thing in a state.
pub(crate) fn leave_open<T>(
    things: &mut BTreeMap<String, Thing<T>>,
    name: &str,
    operation: &'static str,
    state: T,
) {
    things.entry(name.to_owned()).or_insert(Thing { sure: None, open: None }).open = Some((operation, state));
}
