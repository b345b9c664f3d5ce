//! One statement, ready to be asked. `decide` and `explain` ask the same matchers.

use crate::condition::{Conditions, Test};
use crate::document::{Actions, Effect, Resources, Statement};
use crate::pattern::{ActionPattern, ResourcePattern, ResourceText};

/// A compiled statement.
#[derive(Debug, Clone)]
pub(crate) struct CompiledStatement {
    pub(crate) sid: Option<Box<str>>,
    pub(crate) effect: Effect,
    pub(crate) actions: ActionMatcher,
    pub(crate) resources: ResourceMatcher,
    pub(crate) tests: Box<[Test]>,
}

#[derive(Debug, Clone)]
pub(crate) enum ActionMatcher {
    Only(Box<[ActionPattern]>),
    AllBut(Box<[ActionPattern]>),
}

#[derive(Debug, Clone)]
pub(crate) enum ResourceMatcher {
    Only(Box<[ResourcePattern]>),
    AllBut(Box<[ResourcePattern]>),
    Unnamed,
}

impl CompiledStatement {
    pub(crate) fn new(statement: &Statement) -> Self {
        let actions = statement.actions.patterns().iter().map(|pattern| pattern.value.clone()).collect();
        let resources = statement.resources.patterns().iter().map(|pattern| pattern.value.clone()).collect();
        Self {
            sid: statement.sid.as_ref().map(|sid| sid.value.as_str().into()),
            effect: statement.effect.value,
            actions: match statement.actions {
                Actions::Only(_) => ActionMatcher::Only(actions),
                Actions::AllBut(_) => ActionMatcher::AllBut(actions),
            },
            resources: match statement.resources {
                Resources::Only(_) => ResourceMatcher::Only(resources),
                Resources::AllBut(_) => ResourceMatcher::AllBut(resources),
                Resources::Unnamed => ResourceMatcher::Unnamed,
            },
            tests: statement.conditions.iter().map(|condition| condition.test.clone()).collect(),
        }
    }

    /// Whether every condition holds.
    pub(crate) fn conditions_hold(&self, conditions: &dyn Conditions) -> bool {
        self.tests.iter().all(|test| test.is_met_by(conditions))
    }
}

impl ActionMatcher {
    pub(crate) fn takes(&self, action: &str) -> bool {
        match self {
            Self::Only(patterns) => patterns.iter().any(|pattern| pattern.matches(action)),
            Self::AllBut(patterns) => !patterns.iter().any(|pattern| pattern.matches(action)),
        }
    }

    pub(crate) fn patterns(&self) -> &[ActionPattern] {
        match self {
            Self::Only(patterns) | Self::AllBut(patterns) => patterns,
        }
    }
}

impl ResourceMatcher {
    pub(crate) fn takes(&self, resource: &ResourceText<'_>) -> bool {
        match self {
            Self::Only(patterns) => patterns.iter().any(|pattern| pattern.matches(resource)),
            Self::AllBut(patterns) => !patterns.iter().any(|pattern| pattern.matches(resource)),
            Self::Unnamed => true,
        }
    }

    pub(crate) fn patterns(&self) -> &[ResourcePattern] {
        match self {
            Self::Only(patterns) | Self::AllBut(patterns) => patterns,
            Self::Unnamed => &[],
        }
    }
}
