//! The policy editor that two pages share: a document, what the checker says of it, and the words that its Visual tab offers.
//!
//! The tabs themselves are the script's (`static/editor.js`); without one the document stands alone.

use askama::Template;
use rampart_policy::{DocumentKind, condition::Operator, vocabulary};

use crate::{
    ask::{Answer, Ask},
    policy_text::{self, Found},
    trouble::Notice,
};

/// Services whose actions are offered.
const SERVICES: [&str; 4] = ["kms", "ram", "rds", "sts"];
/// The tag by which keys are marked for RDS. Source: the vendor's page "Authorize RDS to access KMS".
const MARK: &str = "acs:rds:instance-encryption";

/// What a page shows of a document.
#[derive(Clone)]
pub(super) struct Editor {
    pub(super) document: String,
    pub(super) found: Vec<Found>,
    /// What to do here, in a sentence.
    pub(super) help: &'static str,
    /// Whether somebody wanted to save it: the cursor then goes to what was wrong.
    was_sent: bool,
}

/// The findings alone, for the script that asks as one types.
#[derive(Template)]
#[template(path = "findings.html")]
struct Findings {
    found: Vec<Found>,
}

/// What the checker says, and nothing else.
pub(crate) fn check(ask: &Ask<'_>) -> Answer {
    let document = policy_text::unfolded(ask.form.raw("document"));
    ask.page(&Findings { found: policy_text::findings(&document, DocumentKind::Identity) })
}

impl Editor {
    /// With a document that somebody is to go on from: nothing is said of it yet.
    pub(super) const fn begun(document: String, help: &'static str) -> Self {
        Self { document, found: Vec::new(), help, was_sent: false }
    }

    /// With a document that is somebody's own.
    pub(super) fn of(document: String, help: &'static str) -> Self {
        let found = policy_text::findings(&document, DocumentKind::Identity);
        Self { document, found, help, was_sent: false }
    }

    /// With the document that a form brought.
    pub(super) fn sent(ask: &Ask<'_>, help: &'static str) -> Self {
        let document = policy_text::unfolded(ask.form.raw("document"));
        Self { was_sent: true, ..Self::of(document, help) }
    }

    /// The first error of a document that was to be saved.
    pub(super) fn fault(&self) -> Option<&Found> {
        policy_text::fault(&self.found).filter(|_| self.was_sent)
    }

    /// What is said of a document that is not saved.
    pub(super) fn malformed(&self) -> Option<Notice> {
        self.fault().map(|fault| Notice {
            title: format!("The policy is not saved: line {}, column {}", fault.line, fault.column),
            text: sentence(&fault.message),
            remedy: sentence(&fault.remedy),
            ..Notice::default()
        })
    }

    /// `kms:Decrypt`, and everything of a service.
    pub(super) fn actions(&self) -> impl Iterator<Item = String> {
        let of = |service| {
            let named = vocabulary::documented_actions(service).map(move |name| format!("{service}:{name}"));
            std::iter::once(format!("{service}:*")).chain(named)
        };
        SERVICES.into_iter().flat_map(of)
    }

    /// `acs:SourceIp`, and with a tag's key to be written behind it `kms:tag/`.
    pub(super) fn condition_keys(&self) -> impl Iterator<Item = String> {
        let plain = vocabulary::documented_keys(false).map(str::to_owned);
        let tags = vocabulary::documented_keys(true).map(|name| format!("{name}/"));
        std::iter::once(format!("kms:tag/{MARK}")).chain(plain).chain(tags)
    }

    pub(super) fn operators(&self) -> impl Iterator<Item = &'static str> {
        Operator::ALL.iter().map(|operator| operator.as_str())
    }
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_are_offered_are_those_that_the_seed_uses() {
        let editor = Editor::of(String::new(), "");
        for action in ["kms:Decrypt", "kms:*", "rds:CreateDBInstance", "ram:PassRole", "sts:AssumeRole"] {
            assert!(editor.actions().any(|offered| offered == action), "{action}");
        }
        for key in ["kms:tag/acs:rds:instance-encryption", "acs:SourceIp", "acs:ResourceTag/"] {
            assert!(editor.condition_keys().any(|offered| offered == key), "{key}");
        }
        assert!(editor.operators().any(|offered| offered == "StringEqualsIgnoreCase"));
    }
}
