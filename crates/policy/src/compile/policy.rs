//! A compiled policy.

use super::key::{Entry, entries};
use super::statement::CompiledStatement;
use crate::document::{Document, DocumentKind, Refused};

/// A policy ready to stand in sets. Made once for each version of a document, shared by all sets.
#[derive(Debug)]
pub struct Policy {
    id: Box<str>,
    statements: Box<[CompiledStatement]>,
    entries: Box<[Entry]>,
}

impl Policy {
    /// Compiles a document. `id` is what decisions and explanations call the policy.
    #[must_use]
    pub fn compile(id: &str, document: &Document) -> Self {
        let statements: Box<[_]> = document.statements.iter().map(CompiledStatement::new).collect();
        let entries =
            (0..).zip(&statements).flat_map(|(place, statement)| entries(place, statement)).collect();
        Self { id: id.into(), statements, entries }
    }

    /// Reads, checks and compiles the text of a document.
    ///
    /// # Errors
    /// [`Refused`] with every error in the text.
    pub fn parse(id: &str, text: &str, kind: DocumentKind) -> Result<Self, Refused> {
        Ok(Self::compile(id, &Document::parse(text, kind)?))
    }

    /// What decisions and explanations call the policy.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// How many statements the policy has.
    #[must_use]
    pub const fn statement_count(&self) -> usize {
        self.statements.len()
    }

    /// The Sid of a statement, if it has one.
    #[must_use]
    pub fn sid(&self, statement: usize) -> Option<&str> {
        self.statements.get(statement)?.sid.as_deref()
    }

    pub(crate) fn statements(&self) -> &[CompiledStatement] {
        &self.statements
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }
}
