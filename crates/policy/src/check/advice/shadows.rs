//! Statements that do nothing, because another takes all that they take.

use super::coverage::covers;
use crate::check::{Code, Finding};
use crate::document::{Document, Effect, Statement};

pub(super) fn look(document: &Document, findings: &mut Vec<Finding>) {
    let statements = &document.statements;
    for (place, statement) in statements.iter().enumerate() {
        let shadow = statements.iter().enumerate().find(|(other, wide)| {
            *other != place
                && (wide.effect.value == statement.effect.value || wide.effect.value == Effect::Deny)
                && covers(wide, statement)
                // Of two that cover each other the first counts.
                && (*other < place || wide.effect.value != statement.effect.value || !covers(statement, wide))
        });
        if let Some((other, wide)) = shadow {
            findings.push(finding(statement, other + 1, wide));
        }
    }
}

fn finding(statement: &Statement, number: usize, wide: &Statement) -> Finding {
    let (message, remedy, related) = if wide.effect.value == statement.effect.value {
        let does = match statement.effect.value {
            Effect::Allow => "allows",
            Effect::Deny => "denies",
        };
        (
            format!("statement {number} {does} all of this already"),
            "remove this statement, or narrow the other",
            "the wider statement",
        )
    } else {
        (
            format!("this allows nothing: statement {number} denies all of it"),
            "remove this statement, or narrow the Deny",
            "denied here",
        )
    };
    Finding::new(Code::ShadowedStatement, statement.span, message).remedy(remedy).related(wide.span, related)
}
