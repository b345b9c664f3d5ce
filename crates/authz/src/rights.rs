//! What a caller holds.

use std::{fmt, sync::Arc};

use rampart_policy::PolicySet;
use rampart_vocab::Revision;

/// What a caller holds, and as of when.
#[derive(Clone)]
pub struct Rights {
    /// The account's authorisation epoch when this was resolved: every change that can take a right away moves it.
    pub epoch: Revision,
    /// What is held.
    pub grant: Grant,
}

/// The policies that bind a caller.
#[derive(Clone)]
pub enum Grant {
    /// The account itself, which no RAM policy binds. Source: RAM, policy evaluation.
    Root,
    /// A service: nothing of its own, it wears roles that trust it.
    Service,
    /// A user or a role.
    Policies {
        /// Its own policies.
        identity: Arc<PolicySet>,
        /// The session's policy: a gate that must allow as well.
        session: Option<Arc<PolicySet>>,
    },
}

impl fmt::Debug for Rights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grant = match &self.grant {
            Grant::Root => "root",
            Grant::Service => "service",
            Grant::Policies { session: None, .. } => "policies",
            Grant::Policies { session: Some(_), .. } => "policies within a session policy",
        };
        f.debug_struct("Rights").field("epoch", &self.epoch).field("grant", &grant).finish()
    }
}
