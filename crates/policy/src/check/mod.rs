//! Advice about documents: the errors that refuse them, and warnings about those that are well formed.
//!
//! Errors are found while a document is read; this module adds what only the whole document shows.

mod advice;
mod finding;
mod spelling;

pub use finding::{Code, Finding, Level, Related};
pub use spelling::nearest;

use crate::document::{Document, DocumentKind, Rules, read};

/// What a check found.
#[derive(Debug, Clone)]
pub struct Report {
    /// The findings, in the order of the text.
    pub findings: Vec<Finding>,
    /// The document, if it is not refused.
    pub document: Option<Document>,
}

/// Checks the text of a document.
#[must_use]
pub fn check(text: &str, kind: DocumentKind) -> Report {
    check_with(text, kind, Rules::default())
}

/// Checks the text of a document by `rules` of one's own.
#[must_use]
pub fn check_with(text: &str, kind: DocumentKind, rules: Rules) -> Report {
    let (document, mut findings) = read(text, kind, rules);
    findings.extend(document.iter().flat_map(advice::advice));
    findings.sort_by_key(|finding| (finding.span, finding.code));
    Report { findings, document }
}

impl Report {
    /// The worst level found.
    #[must_use]
    pub fn worst(&self) -> Option<Level> {
        self.findings.iter().map(Finding::level).max()
    }
}
