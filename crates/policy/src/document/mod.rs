//! The checked tree of a policy document. What stands in it is well formed: a `Document` cannot hold an
//! unknown operator, an unreadable date or an empty list.
//!
//! Advice about documents that are well formed but unwise lives in `check`; deciding lives in `compile`.

mod kind;
mod read;
mod read_condition;
mod read_principal;
mod read_values;
mod tree;

pub use kind::{DocumentKind, ElementName, Rules};
pub(crate) use read::read;
pub use tree::{Actions, Condition, Document, Effect, PrincipalPattern, Resources, Statement};

use crate::check::Finding;

impl Document {
    /// Reads and checks a document.
    ///
    /// # Errors
    /// [`Refused`] with every error that was found. Warnings do not refuse; see [`crate::check()`].
    pub fn parse(text: &str, kind: DocumentKind) -> Result<Self, Refused> {
        Self::parse_with(text, kind, Rules::default())
    }

    /// Reads and checks a document by `rules` of one's own.
    ///
    /// # Errors
    /// [`Refused`] with every error that was found.
    pub fn parse_with(text: &str, kind: DocumentKind, rules: Rules) -> Result<Self, Refused> {
        match read(text, kind, rules) {
            (Some(document), _) => Ok(document),
            (None, mut findings) => {
                findings.retain(Finding::is_error);
                Err(Refused { findings })
            }
        }
    }
}

/// A document that is refused, with every error found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    findings: Vec<Finding>,
}

impl Refused {
    /// The errors, in the order of the text. There is at least one.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What the vendor's `MalformedPolicyDocument` says to the first error.
    #[must_use]
    pub fn vendor_message(&self) -> String {
        self.findings.first().and_then(Finding::vendor_message).unwrap_or_default()
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.findings.split_first() {
            Some((first, [])) => write!(out, "{}", first.message),
            Some((first, rest)) => write!(out, "{} (and {} more)", first.message, rest.len()),
            None => out.write_str("the policy document is refused"),
        }
    }
}

impl std::error::Error for Refused {}
