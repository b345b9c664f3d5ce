//! Statements as answers tell them: what each wanted, what it got, and where it failed.
//!
//! How a diagnosis carries them sealed is `diagnosis`'s; which statements are considered is `rampart_policy`'s.

mod diagnosis;
mod sealed;

use std::fmt;

use rampart_identity::policy::{Title, TitleKind};
use rampart_policy::{ConditionTrace, Effect, ElementTrace, ShownValues, StatementTrace};

pub(crate) use diagnosis::Diagnosis;

/// Values of one element that are told; how many more there are is told behind them, as `…+3`.
const VALUES_MAX: usize = 16;
/// Bytes of one text that is told; a longer one is cut and ends in `…`.
const TEXT_BYTES_MAX: usize = 256;
/// Bytes of a value that the resource carries.
const OWN_VALUE_BYTES_MAX: usize = 64;
/// How a text ends that was cut.
const CUT: char = '…';

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StatementTold {
    /// What the decision calls its policy.
    pub(crate) policy: String,
    /// The group through which it is held.
    pub(crate) group: Option<String>,
    /// Its place in its policy, from 1.
    pub(crate) index: u32,
    pub(crate) sid: Option<String>,
    pub(crate) effect: Effect,
    /// Whether it takes the request as a whole; none where that is not the reader's to know.
    pub(crate) matched: Option<bool>,
    /// Whether it decided.
    pub(crate) decisive: bool,
    pub(crate) elements: Vec<ElementTold>,
}

/// One element of a statement, or one of its conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ElementTold {
    /// `Action`, `Resource`, `Condition` and the like.
    pub(crate) element: String,
    /// Of a condition: its operator and key.
    pub(crate) condition: Option<(String, String)>,
    pub(crate) wanted: Vec<String>,
    /// What the request had; none where it had nothing, or where it is withheld.
    pub(crate) got: Option<Vec<String>>,
    pub(crate) matched: Option<bool>,
    /// Whether what was got is the resource's own, and not the reader's to know.
    pub(crate) withheld: bool,
    /// Whether the resource answers it, and not the request.
    pub(crate) of_resource: bool,
    /// Of a resource that was found behind another name: whether that name would have matched.
    pub(crate) by_name: Option<bool>,
}

impl StatementTold {
    /// Of a trace; `of_resource` has the condition keys that the resource answers.
    pub(crate) fn of(trace: &StatementTrace, decisive: bool, of_resource: &[String]) -> Self {
        let elements = trace.elements().map(ElementTold::of);
        let conditions = trace
            .conditions
            .iter()
            .map(|condition| ElementTold::of_condition(condition, of_resource.contains(&condition.key)));
        Self {
            policy: cut(&trace.policy),
            group: trace.group.as_deref().map(cut),
            index: u32::try_from(trace.source.statement).unwrap_or(u32::MAX).saturating_add(1),
            sid: trace.sid.as_deref().map(cut),
            effect: trace.effect,
            matched: Some(trace.matched()),
            decisive,
            elements: elements.chain(conditions).collect(),
        }
    }

    /// The policy's name, and where it comes from.
    pub(crate) fn title(&self) -> Title<'_> {
        Title::of(&self.policy)
    }

    /// `Custom`, `System`, `Preference`, or what a policy is that is not kept.
    pub(crate) fn policy_type(&self) -> &'static str {
        match (self.title().kind, self.policy.as_str()) {
            (TitleKind::Custom, _) => "Custom",
            (TitleKind::System, _) => "System",
            (TitleKind::Preference, _) => "Preference",
            (TitleKind::Unkept, "session policy") => "Session",
            (TitleKind::Unkept, "trust policy") => "Trust",
            (TitleKind::Unkept, _) => "Given",
        }
    }

    /// The first element that is known to fail, in words.
    pub(crate) fn failing(&self) -> Option<String> {
        self.elements.iter().find(|element| element.matched == Some(false)).map(ElementTold::name)
    }
}

impl ElementTold {
    fn of(trace: &ElementTrace) -> Self {
        Self {
            element: trace.element.to_owned(),
            condition: None,
            wanted: few(&trace.wanted),
            got: Some(vec![cut(&trace.got)]),
            matched: Some(trace.matched),
            withheld: false,
            of_resource: false,
            by_name: None,
        }
    }

    fn of_condition(trace: &ConditionTrace, of_resource: bool) -> Self {
        Self {
            element: "Condition".to_owned(),
            condition: Some((trace.operator.to_owned(), cut(&trace.key))),
            wanted: few(&trace.wanted),
            got: trace.got.as_deref().map(|got| if of_resource { own(got) } else { few(got) }),
            matched: Some(trace.met),
            withheld: false,
            of_resource,
            by_name: None,
        }
    }

    fn name(&self) -> String {
        match &self.condition {
            None => self.element.clone(),
            Some((operator, key)) => format!("{} {operator} {key}", self.element),
        }
    }
}

impl fmt::Display for StatementTold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = self.title();
        write!(f, "{} statement {} of {}", self.effect.as_str(), self.index, title.name)?;
        if let Some(version) = title.version {
            write!(f, " {version}")?;
        }
        if let Some(sid) = &self.sid {
            write!(f, " ({sid})")?;
        }
        if let Some(group) = &self.group {
            write!(f, ", through group {group}")?;
        }
        f.write_str(match self.matched {
            Some(true) => ": matches",
            Some(false) => ": does not match",
            None => ": whether it matches hangs on what the resource carries",
        })
    }
}

impl fmt::Display for ElementTold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.matched {
            Some(true) => "✓",
            Some(false) => "✗",
            None => "?",
        };
        match &self.condition {
            None => write!(f, "{mark} {}: {}", self.element, ShownValues(&self.wanted))?,
            Some((operator, key)) => write!(f, "{mark} {operator} {key}: {}", ShownValues(&self.wanted))?,
        }
        match (&self.got, self.withheld) {
            (_, true) => f.write_str("; what the resource carries is not told"),
            (Some(_), _) if self.matched == Some(true) && self.condition.is_none() => Ok(()),
            (Some(got), _) => write!(f, "; the request has {}", ShownValues(got)),
            (None, _) => f.write_str("; the request does not carry it"),
        }
    }
}

fn few(values: &[String]) -> Vec<String> {
    let mut told: Vec<String> = values.iter().take(VALUES_MAX).map(|value| cut(value)).collect();
    if values.len() > VALUES_MAX {
        told.push(format!("{CUT}+{}", values.len() - VALUES_MAX));
    }
    told
}

/// What a resource carries for a key: one value, of which so much is told that the room for it can be kept.
fn own(values: &[String]) -> Vec<String> {
    values.first().map(|value| cut_at(value, OWN_VALUE_BYTES_MAX)).into_iter().collect()
}

fn cut(text: &str) -> String {
    cut_at(text, TEXT_BYTES_MAX)
}

fn cut_at(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let end = text.floor_char_boundary(most - CUT.len_utf8());
    let mut cut = text.get(..end).unwrap_or_default().to_owned();
    cut.push(CUT);
    cut
}

/// A statement in an operation's own types.
macro_rules! statement {
    ($message:ident::{$statement:ident, $element:ident}, $told:expr) => {{
        let told: &$crate::told::StatementTold = $told;
        let title = told.title();
        $message::$statement {
            policy_name: Some(title.name.to_owned()),
            policy_type: Some(told.policy_type().to_owned()),
            policy_version: title.version.map(|version| version.to_string()),
            group_name: told.group.clone(),
            statement_index: Some(told.index.into()),
            sid: told.sid.clone(),
            effect: Some(told.effect.as_str().to_owned()),
            matched: told.matched,
            failing_element: told.failing(),
            elements: told
                .elements
                .iter()
                .map(|element| $message::$element {
                    element: Some(element.element.clone()),
                    operator: element.condition.as_ref().map(|(operator, _)| operator.clone()),
                    key: element.condition.as_ref().map(|(_, key)| key.clone()),
                    wanted: element.wanted.clone(),
                    got: element.got.clone().unwrap_or_default(),
                    matched: element.matched,
                    withheld: element.withheld.then_some(true),
                })
                .collect(),
        }
    }};
}

pub(crate) use statement;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_pass_itself_off_as_several_or_as_words_of_ours() {
        let told = |values: &[&str]| {
            let texts: Vec<_> = values.iter().map(|text| (*text).to_owned()).collect();
            let element = ElementTold {
                element: "Condition".to_owned(),
                condition: Some(("StringEquals".to_owned(), "kms:tag/a".to_owned())),
                wanted: vec!["blue".to_owned()],
                got: Some(few(&texts)),
                matched: Some(false),
                withheld: false,
                of_resource: false,
                by_name: None,
            };
            element.to_string()
        };
        let many: Vec<_> = (0..VALUES_MAX + 3).map(|_| "v").collect();
        for (values, shown) in [
            (&["red", "green"][..], "red or green"),
            (&["red or green"], r#""red or green""#),
            (&[""], r#""""#),
            (&["red; it matches"], r#""red; it matches""#),
            (&many, &format!("{} or …+3", ["v"; VALUES_MAX].join(" or "))),
        ] {
            let text = format!("✗ StringEquals kms:tag/a: blue; the request has {shown}");
            assert_eq!(told(values), text);
        }
    }
}
