//! Strings, single or in a list, and the forms of actions and resources.

use super::ElementName;
use super::read::Reader;
use crate::check::{Code, Finding, nearest};
use crate::pattern::{ActionPattern, ResourcePattern};
use crate::syntax::{Node, Shape, Span, Spanned};
use crate::undocumented;

/// Strings of one element, and whether all of its values were strings.
pub(super) struct Texts {
    pub(super) texts: Vec<Spanned<String>>,
    pub(super) complete: bool,
}

impl Reader {
    /// A string or a list of strings. Nothing where not even one string could be read.
    pub(super) fn texts(&mut self, node: &Node, what: &str) -> Option<Texts> {
        let nodes = match &node.shape {
            Shape::Array(items) if items.is_empty() => {
                let message = format!("{what} is an empty list, which nothing can match");
                self.report(
                    Finding::new(Code::EmptyArray, node.span, message).remedy("write at least one value"),
                );
                return None;
            }
            Shape::Array(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut texts = Vec::with_capacity(nodes.len());
        for item in nodes {
            match &item.shape {
                Shape::String(text) => texts.push(Spanned::new(text.clone(), item.span)),
                other => {
                    let message = format!("{what} takes strings, not {}", other.describe());
                    let finding = Finding::new(Code::DataTypeMismatch, item.span, message);
                    self.report(match other {
                        Shape::Boolean(flag) => finding.remedy(format!("write \"{flag}\", in quotes")),
                        Shape::Number(number) => finding.remedy(format!("write \"{number}\", in quotes")),
                        _ => finding.remedy("write a string"),
                    });
                }
            }
        }
        let complete = texts.len() == nodes.len();
        Some(Texts { texts, complete })
    }

    pub(super) fn action(&mut self, text: &str, span: Span) -> Option<ActionPattern> {
        self.variable(text, span);
        self.repeated_star(text, span);
        let pattern = ActionPattern::parse(text);
        if pattern.is_none() {
            let message = format!("`{text}` is no action; an action is `<service>:<operation>`");
            let remedy = match text {
                _ if !text.is_empty() && text.bytes().all(|byte| byte == b'*') => "write \"*\"".to_owned(),
                _ if text.starts_with("acs:") => "write the resource under Resource".to_owned(),
                _ if !text.contains(':') && !text.is_empty() => {
                    format!("write \"<service>:{text}\", such as \"kms:Decrypt\"")
                }
                _ => "write \"<service>:<operation>\", such as \"kms:Decrypt\"".to_owned(),
            };
            self.report(Finding::new(Code::InvalidActionFormat, span, message).remedy(remedy));
        }
        pattern
    }

    pub(super) fn resource(&mut self, text: &str, span: Span) -> Option<ResourcePattern> {
        self.variable(text, span);
        self.repeated_star(text, span);
        const FORM: &str = "acs:<service>:<region>:<account>:<id>";
        let pattern = ResourcePattern::new(text);
        if pattern.glob().is_everything() {
            return Some(pattern);
        }
        let mut parts = text.split(':');
        let prefix = parts.next().unwrap_or_default();
        if prefix != "acs" {
            let message = format!("`{text}` does not begin with `acs:`; a resource is `*` or `{FORM}`");
            let remedy = if prefix.eq_ignore_ascii_case("acs")
                || nearest(prefix, ["acs"]).is_some()
                || prefix == "arn"
            {
                "begin with \"acs:\"".to_owned()
            } else {
                format!("write \"{FORM}\", or \"*\" for every resource")
            };
            self.report(Finding::new(Code::InvalidArnPrefix, span, message).remedy(remedy));
            return None;
        }
        // A star reaches over colons, so `acs:kms:*` is whole with three parts.
        let starred = undocumented::star_crosses_separators() && text.contains('*');
        let short = parts.count() < 4 && !starred;
        if short || text.ends_with(':') {
            let message = format!("`{text}` is no whole resource name; it is `{FORM}`");
            let remedy = "give all five parts; a part that does not matter is *";
            self.report(Finding::new(Code::InvalidArnFormat, span, message).remedy(remedy));
            return None;
        }
        Some(pattern)
    }

    /// `${` is literal text, which is not what its writer thinks.
    pub(super) fn variable(&mut self, text: &str, span: Span) {
        if text.contains("${") && !undocumented::policy_variables_are_replaced() {
            self.report(
                Finding::new(
                    Code::PolicyVariable,
                    span,
                    "policy variables do not exist here; `${…}` is compared as the literal characters",
                )
                .remedy("write the value itself"),
            );
        }
    }

    pub(super) fn repeated_star(&mut self, text: &str, span: Span) {
        if text.contains("**") {
            let message = "several stars in a row match what one star matches";
            self.report(Finding::new(Code::RepeatedStar, span, message).remedy("write one star"));
        }
    }
}

pub(super) fn element_type(element: ElementName, found: &Shape, wanted: &str, span: Span) -> Finding {
    let message = format!("{element} is {wanted}, not {}", found.describe());
    Finding::new(Code::DataTypeMismatch, span, message)
}
