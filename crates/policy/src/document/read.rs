//! From JSON to the tree: reports everything that is wrong, not only the first.

use super::read_values::{Texts, element_type};
use super::{Actions, Document, DocumentKind, Effect, ElementName, Resources, Rules, Statement};
use crate::check::nearest;
use crate::check::{Code, Finding};
use crate::syntax::{Member, Node, Shape, Span, Spanned, parse};
use crate::undocumented;

/// Reads `text`. The tree is there exactly if no finding is an error.
pub(crate) fn read(text: &str, kind: DocumentKind, rules: Rules) -> (Option<Document>, Vec<Finding>) {
    let mut reader = Reader { kind, rules, findings: Vec::new(), meant: Vec::new() };
    let length = kind.length_of(text);
    if length > kind.max_length() {
        let most = kind.max_length();
        let unit = if kind == DocumentKind::Key { "bytes" } else { "characters" };
        reader.report(
            Finding::new(
                Code::DocumentTooLong,
                Span::new(text.floor_char_boundary(most), text.len()),
                format!("the document has {length} {unit}; a {kind} may have {most}"),
            )
            .remedy("remove blanks and needless statements, or split it into several policies"),
        );
    }
    let document = match parse(text) {
        Ok(root) => reader.document(&root),
        Err(error) => {
            reader.report(Finding::new(Code::InvalidJson, error.span, error.to_string()));
            None
        }
    };
    reader.findings.sort_by_key(|finding| (finding.span, finding.code));
    let refused = reader.findings.iter().any(Finding::is_error);
    (document.filter(|_| !refused), reader.findings)
}

pub(super) struct Reader {
    pub(super) kind: DocumentKind,
    pub(super) rules: Rules,
    findings: Vec<Finding>,
    /// Elements that misspelled keys of the object at hand probably mean: these are not missing.
    meant: Vec<ElementName>,
}

impl Reader {
    pub(super) fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Reports a missing element, unless a misspelled key was reported for it already.
    pub(super) fn report_missing(&mut self, element: ElementName, finding: Finding) {
        if !self.meant.contains(&element) {
            self.report(finding);
        }
    }

    fn document(&mut self, root: &Node) -> Option<Document> {
        self.repeated_keys(root);
        let members = self.object(root, "a policy document")?;
        let known = [ElementName::Version, ElementName::Statement];
        self.unknown_elements(members, &known, "a policy document");

        // Without a usable Version the vendor's parser trips over itself; the text is the one it gives.
        const UNUSABLE: &str = "The policy document is invalid. apsara::AnyCast: can't cast from v to Ss";
        match find(members, ElementName::Version) {
            Some(version) => match &version.value.shape {
                Shape::String(text) if text == "1" => {}
                Shape::String(text) => self.report(
                    Finding::new(
                        Code::InvalidVersion,
                        version.value.span,
                        format!("Version `{text}` is unknown; the only version is `1`"),
                    )
                    .remedy("write \"Version\": \"1\""),
                ),
                other => self.report(
                    element_type(ElementName::Version, other, "the string \"1\"", version.value.span)
                        .vendor(UNUSABLE),
                ),
            },
            None => self.report_missing(
                ElementName::Version,
                missing(ElementName::Version, "the document", open(root))
                    .remedy("write \"Version\": \"1\"")
                    .vendor(UNUSABLE),
            ),
        }

        let Some(statements) = find(members, ElementName::Statement) else {
            self.report_missing(
                ElementName::Statement,
                missing(ElementName::Statement, "the document", open(root)),
            );
            return None;
        };
        let statements = self.statements(&statements.value)?;
        Some(Document { kind: self.kind, statements })
    }

    fn statements(&mut self, node: &Node) -> Option<Vec<Statement>> {
        let nodes = match &node.shape {
            Shape::Array(items) if items.is_empty() => {
                self.report(
                    Finding::new(Code::EmptyArray, node.span, "Statement holds no statement")
                        .remedy("write at least one statement"),
                );
                return None;
            }
            Shape::Array(items) => items.as_slice(),
            Shape::Object(_) if undocumented::statement_may_stand_alone() => {
                self.report(
                    Finding::new(
                        Code::BareStatement,
                        open(node),
                        "Statement holds a single statement where the documents show a list",
                    )
                    .remedy("put the statement in [ ]"),
                );
                std::slice::from_ref(node)
            }
            other => {
                self.report(element_type(ElementName::Statement, other, "a list of statements", node.span));
                return None;
            }
        };
        // Every statement is read, so that every error is told.
        let read: Vec<_> = nodes.iter().map(|node| self.statement(node)).collect();
        read.into_iter().collect()
    }

    fn statement(&mut self, node: &Node) -> Option<Statement> {
        let members = self.object(node, "a statement")?;
        self.unknown_elements(members, self.kind.statement_elements(), "a statement");
        let effect = self.effect(node, members);
        let actions = self.actions(node, members);
        let resources = self.resources(node, members);
        let principals = self.principals(node, members);
        let conditions = match find(members, ElementName::Condition) {
            Some(condition) => self.conditions(&condition.value),
            None => Some(Vec::new()),
        };
        let sid = find(members, ElementName::Sid).and_then(|sid| self.sid(&sid.value));
        Some(Statement {
            sid,
            effect: effect?,
            actions: actions?,
            resources: resources?,
            principals: principals?,
            conditions: conditions?,
            span: node.span,
        })
    }

    fn effect(&mut self, statement: &Node, members: &[Member]) -> Option<Spanned<Effect>> {
        let Some(member) = find(members, ElementName::Effect) else {
            self.report_missing(
                ElementName::Effect,
                missing(ElementName::Effect, "the statement", open(statement))
                    .remedy("write \"Effect\": \"Allow\" or \"Effect\": \"Deny\""),
            );
            return None;
        };
        let span = member.value.span;
        let text = match &member.value.shape {
            Shape::String(text) => text.as_str(),
            other => {
                self.report(element_type(ElementName::Effect, other, "the string Allow or Deny", span));
                return None;
            }
        };
        match text {
            "Allow" => Some(Spanned::new(Effect::Allow, span)),
            "Deny" => Some(Spanned::new(Effect::Deny, span)),
            other => {
                let message = format!("Effect `{other}` is neither `Allow` nor `Deny`");
                let remedy = match nearest(other, ["Allow", "Deny"]) {
                    Some(near) => format!("write \"{near}\""),
                    None => "write \"Allow\" or \"Deny\"".to_owned(),
                };
                self.report(Finding::new(Code::InvalidEffect, span, message).remedy(remedy));
                None
            }
        }
    }

    fn actions(&mut self, statement: &Node, members: &[Member]) -> Option<Actions> {
        let (only, all_but) = (find(members, ElementName::Action), find(members, ElementName::NotAction));
        match (only, all_but) {
            (Some(only), Some(all_but)) => {
                self.conflict(only, all_but);
                None
            }
            (Some(only), None) => {
                Some(Actions::Only(self.patterns(ElementName::Action, &only.value, Self::action)?))
            }
            (None, Some(all_but)) => {
                Some(Actions::AllBut(self.patterns(ElementName::NotAction, &all_but.value, Self::action)?))
            }
            (None, None) => {
                self.report_missing(
                    ElementName::Action,
                    missing(ElementName::Action, "the statement", open(statement))
                        .remedy("write \"Action\": \"<service>:<operation>\"")
                        .vendor("Add an Action or NotAction element to the policy statement."),
                );
                None
            }
        }
    }

    fn resources(&mut self, statement: &Node, members: &[Member]) -> Option<Resources> {
        let (only, all_but) = (find(members, ElementName::Resource), find(members, ElementName::NotResource));
        match (only, all_but) {
            // An element that this kind does not have is reported among the unknown ones.
            _ if self.kind == DocumentKind::Trust => Some(Resources::Unnamed),
            (Some(only), Some(all_but)) => {
                self.conflict(only, all_but);
                None
            }
            (Some(only), None) => {
                Some(Resources::Only(self.patterns(ElementName::Resource, &only.value, Self::resource)?))
            }
            (None, Some(all_but)) if self.rules.not_resource => Some(Resources::AllBut(self.patterns(
                ElementName::NotResource,
                &all_but.value,
                Self::resource,
            )?)),
            (None, Some(all_but)) => {
                self.report(
                    Finding::new(
                        Code::InvalidPolicyElement,
                        all_but.key_span,
                        "NotResource is not part of the language; it stood in old copies of the grammar only",
                    )
                    .remedy("write Resource, and a second statement with Effect Deny for what is excepted"),
                );
                None
            }
            // The grammar marks Resource of a policy that hangs on a resource as optional.
            (None, None) if self.kind == DocumentKind::Key => Some(Resources::Unnamed),
            (None, None) => {
                self.report_missing(
                    ElementName::Resource,
                    missing(ElementName::Resource, "the statement", open(statement)).remedy(
                        "write \"Resource\": \"acs:<service>:<region>:<account>:<id>\", or \"*\" for all",
                    ),
                );
                None
            }
        }
    }

    fn sid(&mut self, node: &Node) -> Option<Spanned<String>> {
        match &node.shape {
            Shape::String(text) => {
                if text.chars().count() > 128 {
                    let message = "this Sid has more than 128 characters";
                    self.report(Finding::new(Code::LongSid, node.span, message).remedy("shorten it"));
                }
                Some(Spanned::new(text.clone(), node.span))
            }
            other => {
                self.report(element_type(ElementName::Sid, other, "a string", node.span));
                None
            }
        }
    }

    /// One or more strings, each read by `read`. Every string is read, so that every error is told.
    fn patterns<T>(
        &mut self,
        element: ElementName,
        node: &Node,
        read: fn(&mut Self, &str, Span) -> Option<T>,
    ) -> Option<Vec<Spanned<T>>> {
        let Texts { texts, complete } = self.texts(node, element.as_str())?;
        let read: Vec<_> = texts
            .into_iter()
            .map(|text| read(self, &text.value, text.span).map(|value| Spanned::new(value, text.span)))
            .collect();
        read.into_iter().collect::<Option<Vec<_>>>().filter(|_| complete)
    }

    pub(super) fn object<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n [Member]> {
        match &node.shape {
            Shape::Object(members) => Some(members),
            other => {
                let message = format!("{what} is an object, not {}", other.describe());
                self.report(Finding::new(Code::DataTypeMismatch, node.span, message).remedy("write { … }"));
                None
            }
        }
    }

    fn unknown_elements(&mut self, members: &[Member], known: &[ElementName], place: &str) {
        self.meant.clear();
        for member in members.iter().filter(|member| known.iter().all(|name| name.as_str() != member.key)) {
            let key = &member.key;
            let elsewhere = ElementName::OF_STATEMENT.iter().any(|name| name.as_str() == *key);
            let near = nearest(key, known.iter().map(|name| name.as_str()));
            let (message, remedy) = if place == "a statement" && elsewhere {
                (format!("{key} does not belong into a {}", self.kind), format!("remove {key}"))
            } else if elsewhere {
                (format!("{key} does not belong here"), format!("move {key} into a statement"))
            } else if let Some(near) = near {
                self.meant.extend(known.iter().filter(|name| name.as_str() == near));
                (
                    format!("`{key}` is no element of {place}; did you mean `{near}`?"),
                    format!("write \"{near}\""),
                )
            } else {
                (format!("`{key}` is no element of {place}"), "remove it".to_owned())
            };
            self.report(Finding::new(Code::InvalidPolicyElement, member.key_span, message).remedy(remedy));
        }
    }

    fn repeated_keys(&mut self, node: &Node) {
        match &node.shape {
            Shape::Array(items) => items.iter().for_each(|item| self.repeated_keys(item)),
            Shape::Object(members) => {
                let mut seen = std::collections::BTreeMap::new();
                for member in members {
                    let first = *seen.entry(member.key.as_str()).or_insert(member.key_span);
                    if first != member.key_span {
                        let message = format!(
                            "`{}` stands twice in one object; only one of them could count",
                            member.key
                        );
                        self.report(
                            Finding::new(Code::DuplicateKey, member.key_span, message)
                                .remedy("join both into one")
                                .related(first, "first written here"),
                        );
                    }
                    self.repeated_keys(&member.value);
                }
            }
            _ => {}
        }
    }

    fn conflict(&mut self, one: &Member, other: &Member) {
        let message = format!("{} and {} exclude each other", one.key, other.key);
        self.report(
            Finding::new(Code::ConflictingElements, other.key_span, message)
                .remedy("keep one of them, or write two statements")
                .related(one.key_span, "the other stands here"),
        );
    }
}

pub(super) fn find(members: &[Member], name: ElementName) -> Option<&Member> {
    members.iter().find(|member| member.key == name.as_str())
}

pub(super) fn missing(element: ElementName, of: &str, span: Span) -> Finding {
    Finding::new(Code::MissingElement, span, format!("{of} has no {element}"))
}

/// The opening bracket: where something is missing inside, there is nothing else to point at.
pub(super) fn open(node: &Node) -> Span {
    Span::new(node.span.start, node.span.start + 1)
}
