//! The proof that an action was allowed, and the only place where it is made.

use std::{fmt, marker::PhantomData, ops::Deref};

use rampart_policy::{Decision, PolicySet, Request, Source, decide};
use rampart_vocab::Revision;

use crate::{Action, Asked, Denied, DeniedBy, Grant, Resource, Why, asked::Facts};

/// A resource on which action `A` was allowed to the caller of this request.
///
/// Made only in this crate. It lasts as long as its call: the front has every commit, and every answer, compare the
/// epoch at which the caller's rights were resolved, so that a right taken away in between lets nothing through.
pub struct Permitted<A, R> {
    resource: R,
    epoch: Revision,
    by: DecidedBy,
    action: PhantomData<fn() -> A>,
}

impl<A: Action, R> Permitted<A, R> {
    pub(crate) const fn new(resource: R, epoch: Revision, by: DecidedBy) -> Self {
        Self { resource, epoch, by, action: PhantomData }
    }

    /// The authorisation epoch at which this was decided.
    pub const fn epoch(&self) -> Revision {
        self.epoch
    }

    /// What decided.
    pub const fn by(&self) -> &DecidedBy {
        &self.by
    }

    /// Lets the proof go and keeps the resource.
    pub fn into_resource(self) -> R {
        self.resource
    }
}

impl<A, R> Deref for Permitted<A, R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.resource
    }
}

impl<A: Action, R: fmt::Debug> fmt::Debug for Permitted<A, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Permitted").field("action", &A::NAME).field("resource", &self.resource).finish()
    }
}

/// Which rule let a call through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecidedBy {
    /// The account acts on its own resources.
    Root,
    /// A statement of a policy.
    Statement {
        /// The policy, as its set names it.
        policy: String,
        /// The group through which the caller holds it; none for one of his own.
        group: Option<Box<str>>,
        /// The statement's place in it, from 0.
        statement: usize,
    },
    /// A role's trust policy, for a service that needs no other right.
    Trust {
        /// The statement's place in the trust policy, from 0.
        statement: usize,
    },
}

impl fmt::Display for DecidedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("the account itself"),
            Self::Statement { policy, group: None, statement } => {
                write!(f, "{policy} statement {}", statement + 1)
            }
            Self::Statement { policy, group: Some(group), statement } => {
                write!(f, "{policy} statement {} through group {group}", statement + 1)
            }
            Self::Trust { statement } => write!(f, "trust policy statement {}", statement + 1),
        }
    }
}

/// Decides whether the caller may do `A` to `resource`, by the order of RAM's policy evaluation: the account
/// itself, then the session policy as a gate, then the identity policies. Across accounts identity policies
/// alone never suffice.
///
/// # Errors
/// [`Denied`], naming what denied.
pub fn permit<A: Action, R: Resource>(asked: Asked<'_>, resource: R) -> Result<Permitted<A, R>, Box<Denied>> {
    let by = decided::<A, R>(asked, &resource)?;
    Ok(Permitted::new(resource, asked.rights.epoch, by))
}

pub(crate) fn decided<A: Action, R: Resource>(
    asked: Asked<'_>,
    resource: &R,
) -> Result<DecidedBy, Box<Denied>> {
    let deny = |by| Denied::new(asked.caller, A::NAME, resource.arn().clone(), by);
    if resource.account() != asked.caller.account {
        return Err(deny(DeniedBy::OtherAccount));
    }
    match &asked.rights.grant {
        Grant::Root => Ok(DecidedBy::Root),
        Grant::Service => Err(deny(DeniedBy::Silent)),
        Grant::Policies { identity, session } => {
            let arn = resource.arn();
            let facts = Facts::new(asked, resource);
            let request = Request { action: A::NAME, resource: arn.as_str(), conditions: &facts };
            let deny = |set: &PolicySet, by| deny(by).because(Why::of_set(set, &request, &facts));
            if let Some(gate) = session {
                match decide(gate, &request) {
                    Decision::Allow(_) => {}
                    Decision::ExplicitDeny(source) => {
                        return Err(deny(gate, DeniedBy::SessionStatement(named(gate, source))));
                    }
                    Decision::ImplicitDeny => return Err(deny(gate, DeniedBy::SessionSilent)),
                }
            }
            match decide(identity, &request) {
                Decision::Allow(source) => Ok(named(identity, source)),
                Decision::ExplicitDeny(source) => {
                    Err(deny(identity, DeniedBy::Statement(named(identity, source))))
                }
                Decision::ImplicitDeny => Err(deny(identity, DeniedBy::Silent)),
            }
        }
    }
}

fn named(set: &PolicySet, source: Source) -> DecidedBy {
    let policy = set.policy(source).map_or_else(String::new, |policy| policy.id().to_owned());
    DecidedBy::Statement { policy, group: set.group(source).map(Into::into), statement: source.statement }
}
