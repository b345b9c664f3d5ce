//! A policy as somebody writes it: the template, and the checker's findings at their line and column.

use rampart_policy::{DocumentKind, Level, check, syntax::Position};
use serde_json::Value;

/// What the JSON tab opens with.
pub(crate) const TEMPLATE: &str = r#"{
    "Version": "1",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [],
            "Resource": [],
            "Condition": {}
        }
    ]
}
"#;

/// One finding, placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// `error`, `warning` or `advice`.
    pub(crate) class: &'static str,
    pub(crate) level: &'static str,
    pub(crate) line: usize,
    pub(crate) column: usize,
    /// The end of the place: a line and a column too.
    pub(crate) to_line: usize,
    pub(crate) to_column: usize,
    pub(crate) message: String,
    pub(crate) remedy: String,
}

/// What the checker says of a document; errors first, each kind in the order of the text.
pub(crate) fn findings(text: &str, kind: DocumentKind) -> Vec<Found> {
    let mut found: Vec<_> = check(text, kind)
        .findings
        .into_iter()
        .map(|finding| {
            let (from, to) = (Position::of(text, finding.span.start), Position::of(text, finding.span.end));
            let class = match finding.level() {
                Level::Error => "error",
                Level::SecurityWarning | Level::GeneralWarning => "warning",
                Level::Suggestion => "advice",
            };
            Found {
                class,
                level: finding.level().as_str(),
                line: from.line,
                column: from.column,
                to_line: to.line,
                to_column: to.column,
                message: finding.message,
                remedy: finding.remedy.unwrap_or_default(),
            }
        })
        .collect();
    found.sort_by_key(|found| found.class != "error");
    found
}

/// The first error, where the document would be refused.
pub(crate) fn fault(found: &[Found]) -> Option<&Found> {
    found.iter().find(|found| found.class == "error")
}

/// A text area's text: browsers send its lines ended by CR and LF (HTML, "multipart form data" and urlencoded alike).
pub(crate) fn unfolded(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// A document laid out for people; as it is where it is no JSON.
pub(crate) fn laid_out(text: &str) -> String {
    match serde_json::from_str::<Value>(text) {
        Ok(value) if !text.contains('\n') => format!("{value:#}"),
        _ => text.to_owned(),
    }
}
