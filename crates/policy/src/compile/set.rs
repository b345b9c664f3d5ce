//! Many policies decided as one.

use super::index::{Candidate, Index, Table};
use super::key::{Entry, WHOLE, same};
use super::policy::Policy;
use super::statement::CompiledStatement;
use crate::decide::{Decision, Request, Source};
use crate::pattern::ResourceText;
use std::sync::Arc;

/// The policies that hold for someone, with the index that finds their statements.
///
/// Adding a policy costs by its own size, not by the set's.
#[derive(Debug, Clone, Default)]
pub struct PolicySet {
    policies: Vec<Arc<Policy>>,
    /// Through which group each came, by its place.
    groups: Vec<Option<Box<str>>>,
    index: Index,
    /// Entries by bucket and fingerprint, so that what stands there already is not filed again.
    filed: Table<(u32, Entry)>,
}

impl PolicySet {
    /// A set without policies, which allows nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a policy after those already there.
    pub fn insert(&mut self, policy: Arc<Policy>) {
        self.add(policy, None);
    }

    /// Adds a policy that whoever holds the set has as a member of a group: explanations name it.
    pub fn insert_through(&mut self, policy: Arc<Policy>, group: &str) {
        self.add(policy, Some(group.into()));
    }

    fn add(&mut self, policy: Arc<Policy>, group: Option<Box<str>>) {
        // A set of four thousand million policies is none that memory holds.
        let Ok(place) = u32::try_from(self.policies.len()) else { return };
        for entry in policy.entries() {
            let Some(statement) = policy.statements().get(entry.statement as usize) else { continue };
            let bucket = self.index.place(entry);
            if self.is_filed(bucket, statement, entry) {
                continue;
            }
            self.filed.entry(bucket ^ entry.fingerprint).or_insert((place, *entry));
            let candidate = Candidate {
                policy: place,
                statement: entry.statement,
                action: entry.action,
                resource: entry.resource,
            };
            self.index.file(bucket, statement.effect, candidate);
        }
        self.policies.push(policy);
        self.groups.push(group);
    }

    /// Whether an earlier policy's entry decides the same. What comes first is what a decision names, and
    /// if the first does not match, neither does its copy.
    fn is_filed(&self, bucket: u64, statement: &CompiledStatement, entry: &Entry) -> bool {
        let Some((policy, earlier)) = self.filed.get(&(bucket ^ entry.fingerprint)) else { return false };
        let earlier_statement = self
            .policies
            .get(*policy as usize)
            .and_then(|policy| policy.statements().get(earlier.statement as usize));
        earlier_statement
            .is_some_and(|earlier_statement| same((earlier_statement, earlier), (statement, entry)))
    }

    /// How many policies there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.policies.len()
    }

    /// Whether there is no policy.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.policies.is_empty()
    }

    /// The policies, in order.
    #[must_use]
    pub fn policies(&self) -> &[Arc<Policy>] {
        &self.policies
    }

    /// The policy that a decision names.
    #[must_use]
    pub fn policy(&self, source: Source) -> Option<&Arc<Policy>> {
        self.policies.get(source.policy)
    }

    /// Through which group a policy came that a decision names; none for one held without.
    #[must_use]
    pub fn group(&self, source: Source) -> Option<&str> {
        self.groups.get(source.policy)?.as_deref()
    }

    pub(crate) fn decide(&self, request: &Request<'_>) -> Decision {
        let resource = ResourceText::new(request.resource);
        let mut deny: Option<(u32, u32)> = None;
        let mut allow: Option<(u32, u32)> = None;
        self.index.visit(request.action, request.resource, |bucket| {
            self.first(&bucket.denies, request, &resource, &mut deny);
            if deny.is_none() {
                self.first(&bucket.allows, request, &resource, &mut allow);
            }
        });
        match (deny, allow) {
            (Some(place), _) => Decision::ExplicitDeny(source(place)),
            (None, Some(place)) => Decision::Allow(source(place)),
            (None, None) => Decision::ImplicitDeny,
        }
    }

    /// Looks for a match that comes before `best`.
    fn first(
        &self,
        candidates: &[Candidate],
        request: &Request<'_>,
        resource: &ResourceText<'_>,
        best: &mut Option<(u32, u32)>,
    ) {
        for candidate in candidates {
            let place = (candidate.policy, candidate.statement);
            if best.is_some_and(|best| best <= place) {
                return;
            }
            if self.matches(candidate, request, resource) {
                *best = Some(place);
                return;
            }
        }
    }

    fn matches(&self, candidate: &Candidate, request: &Request<'_>, resource: &ResourceText<'_>) -> bool {
        let statement = self
            .policies
            .get(candidate.policy as usize)
            .and_then(|policy| policy.statements().get(candidate.statement as usize));
        let Some(statement) = statement else { return false };
        let action_taken = match candidate.action {
            WHOLE => statement.actions.takes(request.action),
            place => statement
                .actions
                .patterns()
                .get(usize::from(place))
                .is_some_and(|p| p.matches(request.action)),
        };
        action_taken
            && match candidate.resource {
                WHOLE => statement.resources.takes(resource),
                place => statement
                    .resources
                    .patterns()
                    .get(usize::from(place))
                    .is_some_and(|p| p.matches(resource)),
            }
            && statement.conditions_hold(request.conditions)
    }
}

fn source((policy, statement): (u32, u32)) -> Source {
    Source { policy: policy as usize, statement: statement as usize }
}

impl FromIterator<Arc<Policy>> for PolicySet {
    fn from_iter<I: IntoIterator<Item = Arc<Policy>>>(policies: I) -> Self {
        let mut set = Self::new();
        set.extend(policies);
        set
    }
}

impl Extend<Arc<Policy>> for PolicySet {
    fn extend<I: IntoIterator<Item = Arc<Policy>>>(&mut self, policies: I) {
        policies.into_iter().for_each(|policy| self.insert(policy));
    }
}
