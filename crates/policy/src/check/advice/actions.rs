//! Actions that no service has, or that are spelled in other letters than the documents use.

use crate::check::{Code, Finding, nearest};
use crate::document::Document;
use crate::pattern::ActionPattern;
use crate::syntax::Span;
use crate::vocabulary::{documented_action, documented_actions, is_fully_listed};

const LISTED: [&str; 4] = ["kms", "rds", "ram", "sts"];

pub(super) fn look(document: &Document, findings: &mut Vec<Finding>) {
    for pattern in document.statements.iter().flat_map(|statement| statement.actions.patterns()) {
        findings.extend(finding(&pattern.value, pattern.span));
    }
}

fn finding(pattern: &ActionPattern, span: Span) -> Option<Finding> {
    let written = pattern.as_str();
    let (service, operation) = written.split_once(':')?;
    if service.contains(['*', '?']) {
        return None;
    }
    let Some(listed) = LISTED.into_iter().find(|listed| listed.eq_ignore_ascii_case(service)) else {
        // Only a service's near name together with one of its operations is surely a slip.
        let meant = nearest(service, LISTED).filter(|_| !is_another_service(service))?;
        let operation = documented_action(meant, operation)?;
        return Some(unknown(written, &format!("{meant}:{operation}"), span));
    };
    if operation.contains(['*', '?']) {
        if is_fully_listed(listed)
            && !documented_actions(listed).any(|known| pattern.matches(&format!("{listed}:{known}")))
        {
            let message = format!("`{written}` takes none of the operations of {listed}");
            let stem = operation.trim_end_matches('*');
            let begins_nearly = |known: &&str| {
                [stem.len(), stem.len() + 1]
                    .iter()
                    .filter_map(|end| known.get(..*end))
                    .any(|start| nearest(stem, [start]).is_some())
            };
            let near = documented_actions(listed).find(begins_nearly);
            let remedy = match near {
                Some(known) => format!("check the spelling; there is \"{listed}:{known}\""),
                None => "check the spelling, or remove it".to_owned(),
            };
            return Some(Finding::new(Code::ActionMatchesNothing, span, message).remedy(remedy));
        }
        return None;
    }
    match documented_action(listed, operation) {
        Some(known) if known == operation && listed == service => None,
        Some(known) => {
            let message = format!("the documents spell this action `{listed}:{known}`");
            let remedy = format!("write \"{listed}:{known}\"");
            Some(Finding::new(Code::ActionSpelling, span, message).remedy(remedy))
        }
        None => match nearest(operation, documented_actions(listed)) {
            Some(near) => Some(unknown(written, &format!("{listed}:{near}"), span)),
            None if is_fully_listed(listed) => {
                let message = format!("`{written}` is no operation of {listed}");
                Some(Finding::new(Code::UnknownAction, span, message).remedy("check the name, or remove it"))
            }
            None => None,
        },
    }
}

/// Services whose names are a letter away from a listed one.
fn is_another_service(service: &str) -> bool {
    ["dms", "cms", "dds", "eds", "ros", "ims", "rms", "kvs", "ras", "drds", "mts", "sts"]
        .iter()
        .any(|other| other.eq_ignore_ascii_case(service))
}

fn unknown(written: &str, meant: &str, span: Span) -> Finding {
    let message = format!("`{written}` is no known operation; did you mean `{meant}`?");
    Finding::new(Code::UnknownAction, span, message).remedy(format!("write \"{meant}\""))
}
