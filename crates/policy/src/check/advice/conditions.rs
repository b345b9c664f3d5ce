//! Conditions that let through, or hold back, requests that do not carry their key; and those that
//! contradict each other.

use crate::check::{Code, Finding};
use crate::condition::{Comparison, Decimal, Family, Operands, Operator, Test};
use crate::document::{Condition, Document, Effect, Statement};
use crate::vocabulary::documented_family;

/// Every request carries these.
const ALWAYS_CARRIED: [&str; 3] = ["acs:CurrentTime", "acs:SecureTransport", "acs:SourceIp"];

pub(super) fn look(document: &Document, findings: &mut Vec<Finding>) {
    for statement in &document.statements {
        for condition in &statement.conditions {
            findings.extend(absent_key(statement, condition));
            findings.extend(key_type(condition));
        }
        findings.extend(contradiction(statement));
    }
}

fn absent_key(statement: &Statement, condition: &Condition) -> Option<Finding> {
    let (operator, key) = (condition.test.operator(), condition.test.key().as_str());
    if ALWAYS_CARRIED.contains(&key) {
        return None;
    }
    match statement.effect.value {
        // Denying a value on purpose is common; denying "not true" is nearly always meant for absence too.
        Effect::Deny if *condition.test.operands() == Operands::Flag(false) => Some(
            Finding::new(
                Code::DenySparesAbsentKey,
                condition.key_span,
                format!(
                    "a request that does not carry `{key}`, such as one by access key, is not denied here"
                ),
            )
            .remedy(format!(
                "allow what is allowed only with Bool {key} \"true\", instead of denying \"false\""
            )),
        ),
        Effect::Allow if operator.is_negated() && !demands(statement, key) => Some(
            Finding::new(
                Code::AllowTakesAbsentKey,
                condition.key_span,
                format!(
                    "{operator} also holds when the request does not carry `{key}`, and then this allows"
                ),
            )
            .remedy(format!(
                "name the values that are allowed, or demand the key with StringLike {key} \"*\""
            )),
        ),
        _ => None,
    }
}

fn key_type(condition: &Condition) -> Option<Finding> {
    let (operator, key) = (condition.test.operator(), condition.test.key());
    let family = documented_family(key.name(), key.tag().is_some())?;
    // The value of a tag may well be a number.
    let number_in_tag = key.tag().is_some() && operator.family() == Family::Numeric;
    if family == operator.family() || number_in_tag {
        return None;
    }
    let (values, operators) = match family {
        Family::String => ("text", "a String… operator"),
        Family::Numeric => ("a number", "a Numeric… operator"),
        Family::Date => ("an instant", "a Date… operator"),
        Family::Bool => ("true or false", "Bool"),
        Family::IpAddress => ("an address", "IpAddress or NotIpAddress"),
    };
    let message = format!("`{}` holds {values}, which {operator} does not compare as such", key.as_str());
    Some(
        Finding::new(Code::ConditionKeyType, condition.operator_span, message)
            .remedy(format!("write {operators}"))
            .related(condition.key_span, format!("holds {values}")),
    )
}

/// Whether another condition of the statement fails when the key is absent.
fn demands(statement: &Statement, key: &str) -> bool {
    let tests = statement.conditions.iter().map(|condition| &condition.test);
    tests.into_iter().any(|test| test.key().as_str() == key && !test.operator().is_negated())
}

fn contradiction(statement: &Statement) -> Option<Finding> {
    let conditions = &statement.conditions;
    conditions.iter().enumerate().find_map(|(place, condition)| {
        let other = conditions.iter().take(place).find(|other| {
            other.test.key() == condition.test.key()
                && (exclude(&other.test, &condition.test) || exclude(&condition.test, &other.test))
        })?;
        let key = condition.test.key().as_str();
        let message = format!("this and another condition on `{key}` can never both hold");
        Some(
            Finding::new(Code::ConditionNeverHolds, condition.key_span, message)
                .remedy("conditions of one statement must all hold; write two statements to mean either")
                .related(other.key_span, "the other condition"),
        )
    })
}

/// Whether `second` refuses every value that `first` takes.
fn exclude(first: &Test, second: &Test) -> bool {
    use Operator::{
        DateEquals, DateNotEquals, NumericEquals, NumericNotEquals, StringEquals, StringNotEquals,
        StringNotLike,
    };
    match (first.operator(), second.operator()) {
        (StringEquals, StringNotEquals | StringNotLike | StringEquals)
        | (NumericEquals, NumericNotEquals)
        | (DateEquals, DateNotEquals) => texts(first).is_some_and(|texts| {
            texts.iter().all(|text| !second.is_met(&crate::condition::Values::text(Some(text))))
        }),
        _ => below(first).zip(above(second)).is_some_and(|(below, above)| apart(below, above)),
    }
}

fn texts(test: &Test) -> Option<Vec<String>> {
    match test.operands() {
        Operands::Texts(texts) | Operands::Numbers(texts) => {
            Some(texts.iter().map(|text| text.to_string()).collect())
        }
        Operands::Times(times) => Some(times.iter().map(ToString::to_string).collect()),
        _ => None,
    }
}

/// An end of a range: its value, and whether the value itself belongs to it.
type End<'t> = (&'t Operands, bool);

fn below(test: &Test) -> Option<End<'_>> {
    match test.operator().comparison() {
        Comparison::Less => Some((test.operands(), false)),
        Comparison::LessOrEqual => Some((test.operands(), true)),
        _ => None,
    }
}

fn above(test: &Test) -> Option<End<'_>> {
    match test.operator().comparison() {
        Comparison::Greater => Some((test.operands(), false)),
        Comparison::GreaterOrEqual => Some((test.operands(), true)),
        _ => None,
    }
}

/// Whether what lies below the one end and above the other is nothing.
fn apart((most, most_in): End<'_>, (least, least_in): End<'_>) -> bool {
    let order = match (most, least) {
        (Operands::Times(most), Operands::Times(least)) => {
            most.iter().max().zip(least.iter().min()).map(|(most, least)| least.cmp(most))
        }
        (Operands::Numbers(most), Operands::Numbers(least)) => {
            let most = most.iter().filter_map(|text| Decimal::parse(text)).max();
            let least = least.iter().filter_map(|text| Decimal::parse(text)).min();
            most.zip(least).map(|(most, least)| least.cmp(&most))
        }
        _ => None,
    };
    order.is_some_and(|order| order.is_gt() || (order.is_eq() && !(most_in && least_in)))
}
