//! Conditions: operators, keys, operands parsed once, and the values that a request brings.
//!
//! Where in a document a condition stands is not known here, nor where a request's values come from.

mod decimal;
mod key;
mod network;
mod operator;
mod test;
mod value;

pub use decimal::Decimal;
pub use key::ConditionKey;
pub use network::{Network, NetworkNote, NetworkRefused};
pub use operator::{Comparison, Family, Operator};
pub use test::{OperandRefused, Operands, Test};
pub use value::{ConditionMap, Conditions, NoConditions, Value, Values};
