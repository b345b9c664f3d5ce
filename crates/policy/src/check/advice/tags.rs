//! The seed's own trap: a grant that depends on a tag, held together with the right to set that tag.
//!
//! The tag then restrains accidents, not the holder. Policies are enforced as written; this says so.

use super::coverage::resources_overlap;
use super::grants::is_denied;
use crate::check::{Code, Finding};
use crate::document::{Condition, Document, Effect, Statement};
use crate::pattern::ActionPattern;
use crate::syntax::Spanned;

pub(super) fn look(document: &Document, findings: &mut Vec<Finding>) {
    for (place, dependent) in document.statements.iter().enumerate() {
        for condition in &dependent.conditions {
            for (other, setter) in document.statements.iter().enumerate() {
                findings.extend(finding(document, (place, dependent), condition, (other, setter)));
            }
        }
    }
}

fn finding(
    document: &Document,
    (place, dependent): (usize, &Statement),
    condition: &Condition,
    (other, setter): (usize, &Statement),
) -> Option<Finding> {
    let key = condition.test.key();
    let tag = key.tag()?;
    if setter.effect.value != Effect::Allow
        || is_bound(setter, key.name(), tag)
        || !resources_overlap(&setter.resources, &dependent.resources)
    {
        return None;
    }
    let (action, operation) = services(dependent, key.name()).into_iter().find_map(|service| {
        let mut operations = operations(&service, removal_matters(dependent, condition)).into_iter();
        operations.find_map(|operation| {
            let action = taken_by(setter, &operation).filter(|_| !is_denied(document, &operation))?;
            Some((action, operation))
        })
    })?;
    let does = match dependent.effect.value {
        Effect::Allow => "allowed only by",
        Effect::Deny => "spared only by",
    };
    let same = if place == other { "this statement".to_owned() } else { format!("statement {}", place + 1) };
    Some(
        Finding::new(
            Code::SelfServiceTag,
            action.span,
            format!("with `{operation}` a holder can change the very tag `{tag}` that {same} depends on"),
        )
        .remedy(format!("grant `{operation}` to someone else, or only under a condition on the same tag"))
        .related(condition.key_span, format!("{does} this tag, which the holder can change")),
    )
}

/// Whether the right to tag is itself under a condition on the same tag.
fn is_bound(setter: &Statement, name: &str, tag: &str) -> bool {
    setter.conditions.iter().map(|condition| condition.test.key()).any(|key| {
        key.tag() == Some(tag)
            && (key.name() == name || matches!(key.name(), "acs:RequestTag" | "acs:ResourceTag"))
    })
}

/// The services whose resources carry the tag.
fn services(dependent: &Statement, name: &str) -> Vec<String> {
    match name.split_once(':') {
        Some(("acs", "ResourceTag")) => {
            let mut services: Vec<_> = dependent
                .actions
                .patterns()
                .iter()
                .filter_map(|action| action.value.service())
                .map(str::to_ascii_lowercase)
                .collect();
            services.sort();
            services.dedup();
            services
        }
        Some((service, "tag" | "ResourceTag")) => vec![service.to_owned()],
        _ => Vec::new(),
    }
}

/// Taking a tag away helps where having it hurts.
fn removal_matters(dependent: &Statement, condition: &Condition) -> bool {
    (dependent.effect.value == Effect::Allow) == condition.test.operator().is_negated()
}

fn operations(service: &str, removal: bool) -> Vec<String> {
    let (set, remove): (&[&str], &[&str]) = match service {
        "kms" => (&["TagResource", "TagResources"], &["UntagResource", "UntagResources"]),
        "rds" => (&["AddTagsToResource", "TagResources"], &["RemoveTagsFromResource", "UntagResources"]),
        _ => (&["TagResources"], &["UntagResources"]),
    };
    let remove = if removal { remove } else { &[] };
    remove.iter().chain(set).map(|operation| format!("{service}:{operation}")).collect()
}

fn taken_by<'s>(setter: &'s Statement, operation: &str) -> Option<&'s Spanned<ActionPattern>> {
    use crate::document::Actions;
    match &setter.actions {
        Actions::Only(patterns) => patterns.iter().find(|pattern| pattern.value.matches(operation)),
        Actions::AllBut(patterns) if patterns.iter().any(|pattern| pattern.value.matches(operation)) => None,
        Actions::AllBut(patterns) => patterns.first(),
    }
}
