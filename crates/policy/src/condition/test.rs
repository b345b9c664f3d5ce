//! One condition ready to be asked: an operator, a key, and operands in the operator's own type.

use super::{
    Comparison, ConditionKey, Conditions, Decimal, Family, Network, NetworkRefused, Operator, Value, Values,
};
use crate::pattern::{Case, Glob};
use crate::undocumented;
use jiff::Timestamp;
use std::net::IpAddr;

/// A condition: operator, key and operands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Test {
    operator: Operator,
    key: ConditionKey,
    operands: Operands,
}

/// The values that a policy compares with, in the type that the operator compares.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Operands {
    /// For StringEquals and its relatives.
    Texts(Box<[Box<str>]>),
    /// For StringLike and StringNotLike.
    Patterns(Box<[Glob]>),
    /// Decimal numbers, as written.
    Numbers(Box<[Box<str>]>),
    /// Instants.
    Times(Box<[Timestamp]>),
    /// The one value of Bool.
    Flag(bool),
    /// Addresses and networks.
    Networks(Box<[Network]>),
}

/// Why a value cannot stand with its operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OperandRefused {
    /// No decimal number.
    #[error("`{0}` is no decimal number")]
    Number(String),
    /// No instant.
    #[error("`{0}` is no instant in ISO 8601")]
    Time(String),
    /// Neither `true` nor `false`.
    #[error("`{0}` is neither `true` nor `false`")]
    Flag(String),
    /// No address and no network.
    #[error("`{0}`: {1}")]
    Network(String, NetworkRefused),
    /// Bool with other than one value.
    #[error("Bool takes exactly one value, not {0}")]
    Flags(usize),
}

impl Operands {
    /// Reads `values` as `operator` needs them.
    ///
    /// # Errors
    /// [`OperandRefused`] for the first value that is of another type.
    pub fn parse(operator: Operator, values: &[&str]) -> Result<Self, OperandRefused> {
        let texts = || values.iter().map(|text| Box::from(*text)).collect();
        Ok(match (operator.family(), operator.comparison()) {
            (Family::String, Comparison::Like) => {
                Self::Patterns(values.iter().map(|text| Glob::new(text)).collect())
            }
            (Family::String, _) => Self::Texts(texts()),
            (Family::Numeric, _) => {
                if let Some(wrong) = values.iter().find(|text| Decimal::parse(text).is_none()) {
                    return Err(OperandRefused::Number((*wrong).to_owned()));
                }
                Self::Numbers(texts())
            }
            (Family::Date, _) => {
                let time = |text: &&str| {
                    undocumented::instant(text).ok_or_else(|| OperandRefused::Time((*text).to_owned()))
                };
                Self::Times(values.iter().map(time).collect::<Result<_, _>>()?)
            }
            (Family::Bool, _) => match values {
                [one] => Self::Flag(
                    undocumented::boolean(one).ok_or_else(|| OperandRefused::Flag((*one).to_owned()))?,
                ),
                _ => return Err(OperandRefused::Flags(values.len())),
            },
            (Family::IpAddress, _) => {
                let network = |text: &&str| match Network::parse(text) {
                    Ok((network, _)) => Ok(network),
                    Err(why) => Err(OperandRefused::Network((*text).to_owned(), why)),
                };
                Self::Networks(values.iter().map(network).collect::<Result<_, _>>()?)
            }
        })
    }
}

impl Test {
    /// Joins operator, key and operands; the operands were parsed for this operator.
    #[must_use]
    pub(crate) const fn new(operator: Operator, key: ConditionKey, operands: Operands) -> Self {
        Self { operator, key, operands }
    }

    /// The operator.
    #[must_use]
    pub const fn operator(&self) -> Operator {
        self.operator
    }

    /// The condition key.
    #[must_use]
    pub const fn key(&self) -> &ConditionKey {
        &self.key
    }

    /// The operands.
    #[must_use]
    pub const fn operands(&self) -> &Operands {
        &self.operands
    }

    /// Whether the request meets the condition.
    #[must_use]
    pub fn is_met_by(&self, conditions: &dyn Conditions) -> bool {
        self.is_met(&conditions.value(self.key.as_str()))
    }

    /// Whether `values` meet the condition.
    #[must_use]
    pub fn is_met(&self, values: &Values<'_>) -> bool {
        if values.is_absent() {
            return undocumented::absent_key_meets(self.operator.is_negated());
        }
        let any = values.any(|value| self.equals(value));
        undocumented::negated_values(any, self.operator.is_negated())
    }

    /// Whether one value of the request equals any operand, by the operator's positive form.
    fn equals(&self, value: Value<'_>) -> bool {
        let comparison = self.operator.comparison();
        match &self.operands {
            Operands::Texts(texts) => value.with_text(|value| match comparison {
                Comparison::EqualIgnoringCase => {
                    texts.iter().any(|text| undocumented::equal_ignoring_case(text, value))
                }
                _ => texts.iter().any(|text| **text == *value),
            }),
            Operands::Patterns(patterns) => value
                .with_text(|value| patterns.iter().any(|pattern| pattern.matches(value, Case::Sensitive))),
            Operands::Numbers(numbers) => value.with_text(|value| {
                let value = Decimal::parse(value);
                let order = |number: &str| Some(value?.cmp(&Decimal::parse(number)?));
                numbers.iter().any(|number| order(number).is_some_and(|order| comparison.takes(order)))
            }),
            Operands::Times(times) => {
                let value = match value {
                    Value::Time(time) => Some(time),
                    Value::Text(text) => undocumented::instant(text),
                    Value::Flag(_) | Value::Address(_) => None,
                };
                value.is_some_and(|value| times.iter().any(|time| comparison.takes(value.cmp(time))))
            }
            Operands::Flag(flag) => match value {
                Value::Flag(value) => value == *flag,
                Value::Text(text) => undocumented::boolean(text) == Some(*flag),
                Value::Time(_) | Value::Address(_) => false,
            },
            Operands::Networks(networks) => {
                let value: Option<IpAddr> = match value {
                    Value::Address(address) => Some(address),
                    Value::Text(text) => text.parse().ok(),
                    Value::Flag(_) | Value::Time(_) => None,
                };
                value.is_some_and(|value| networks.iter().any(|network| network.contains(value)))
            }
        }
    }
}

#[cfg(test)]
#[path = "test_tests.rs"]
mod tests;
