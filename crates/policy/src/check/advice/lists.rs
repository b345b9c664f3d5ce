//! Values of one list that stand there twice, or that another value of the list takes already.

use crate::check::{Code, Finding};
use crate::condition::Operands;
use crate::document::{Condition, Document};
use crate::pattern::{Case, Glob};
use crate::syntax::Spanned;

pub(super) fn look(document: &Document, findings: &mut Vec<Finding>) {
    for statement in &document.statements {
        compare(statement.actions.patterns(), findings, |a, b| a == b, |a, b| a.covers(b), |p| p.as_str());
        compare(statement.resources.patterns(), findings, |a, b| a == b, |a, b| a.covers(b), |p| p.as_str());
        for condition in &statement.conditions {
            values(condition, findings);
        }
        for (place, principal) in statement.principals.iter().enumerate() {
            if let Some(first) = statement.principals.iter().take(place).find(|p| p.value == principal.value)
            {
                let message = format!("`{}` stands twice in this list", principal.value);
                findings.push(
                    Finding::new(Code::DuplicateValue, principal.span, message)
                        .remedy("remove one of them")
                        .related(first.span, "first written here"),
                );
            }
        }
    }
    sids(document, findings);
}

fn values(condition: &Condition, findings: &mut Vec<Finding>) {
    let patterns = matches!(condition.test.operands(), Operands::Patterns(_));
    let globs: Vec<_> = condition.values.iter().map(|v| Spanned::new(Glob::new(&v.value), v.span)).collect();
    let covers = |a: &Glob, b: &Glob| patterns && a.covers(b, Case::Sensitive);
    compare(&globs, findings, |a, b| a == b, covers, Glob::as_str);
}

fn compare<T>(
    values: &[Spanned<T>],
    findings: &mut Vec<Finding>,
    same: impl Fn(&T, &T) -> bool,
    covers: impl Fn(&T, &T) -> bool,
    text: impl Fn(&T) -> &str,
) {
    for (place, value) in values.iter().enumerate() {
        let twin = values.iter().take(place).find(|other| same(&other.value, &value.value));
        if let Some(first) = twin {
            let message = format!("`{}` stands twice in this list", text(&value.value));
            findings.push(
                Finding::new(Code::DuplicateValue, value.span, message)
                    .remedy("remove one of them")
                    .related(first.span, "first written here"),
            );
            continue;
        }
        let wider = values
            .iter()
            .find(|other| !same(&other.value, &value.value) && covers(&other.value, &value.value));
        if let Some(wider) = wider {
            let (narrow, wide) = (text(&value.value), text(&wider.value));
            findings.push(
                Finding::new(Code::CoveredValue, value.span, format!("`{wide}` takes `{narrow}` already"))
                    .remedy(format!("remove \"{narrow}\", or \"{wide}\" if it says too much"))
                    .related(wider.span, "taken here"),
            );
        }
    }
}

fn sids(document: &Document, findings: &mut Vec<Finding>) {
    let sids: Vec<_> = document.statements.iter().filter_map(|statement| statement.sid.as_ref()).collect();
    for (place, sid) in sids.iter().enumerate() {
        if let Some(first) = sids.iter().take(place).find(|other| other.value == sid.value) {
            let message = format!(
                "two statements are called `{}`; explanations cannot tell them apart by it",
                sid.value
            );
            findings.push(
                Finding::new(Code::DuplicateSid, sid.span, message)
                    .remedy("give each statement a Sid of its own")
                    .related(first.span, "first used here"),
            );
        }
    }
}
