//! What `SimulatePolicy` is asked: an action on a resource, and the conditions that the request would carry.

use rampart_policy::{ConditionMap, Conditions as _};
use rampart_vocab::{AccountId, Arn, Timestamp};
use rampart_wire::ram::simulate_policy::SimulatePolicyRequest;
use serde_json::Value;

use crate::{Answer, Refusal};

/// Bytes of an action's name.
const ACTION_BYTES_MAX: usize = 128;
/// Condition keys that a question may bring.
const KEYS_MAX: usize = 64;
/// Values of one condition key.
const VALUES_MAX: usize = 32;
/// Bytes of a condition's key, and of one value.
const TEXT_BYTES_MAX: usize = 1024;

/// One question.
pub(super) struct Question {
    pub(super) action: String,
    pub(super) resource: String,
    pub(super) conditions: ConditionMap,
    /// Whether the resource's name is of an account that is not the principal's.
    pub(super) is_of_another_account: bool,
}

impl Question {
    /// Reads the question's parameters.
    pub(super) fn read(ask: &SimulatePolicyRequest, account: AccountId) -> Answer<Self> {
        let action = ask.principal_action.clone();
        if !is_action(&action) {
            return Err(Refusal::format("PrincipalAction"));
        }
        let resource = ask.resource.clone().unwrap_or_else(|| "*".to_owned());
        let is_of_another_account = match resource.as_str() {
            "*" => false,
            text => {
                let arn: Arn = text.parse().map_err(|_| Refusal::format("Resource"))?;
                arn.account().parse::<AccountId>().is_ok_and(|owner| owner != account)
            }
        };
        let conditions = read_conditions(ask.conditions.as_deref())?;
        Ok(Self { action, resource, conditions, is_of_another_account })
    }

    /// Adds what every request carries and the question left out: when it is, and who asks.
    pub(super) fn complete(&mut self, now: Timestamp, principal: &str) {
        for (key, value) in [("acs:CurrentTime", now.to_string()), ("acs:PrincipalARN", principal.to_owned())]
        {
            if self.conditions.value(key).is_absent() {
                self.conditions.add(key, &value);
            }
        }
    }
}

/// One action of one service: what a call would ask for holds no pattern.
fn is_action(text: &str) -> bool {
    let word = |word: &str, more: &[u8]| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || more.contains(&byte))
    };
    text.len() <= ACTION_BYTES_MAX
        && text.split_once(':').is_some_and(|(service, name)| word(service, b"-_") && word(name, b"_"))
}

fn read_conditions(text: Option<&str>) -> Answer<ConditionMap> {
    let mut conditions = ConditionMap::new();
    let Some(text) = text else { return Ok(conditions) };
    let wrong = || Refusal::format("Conditions");
    let Ok(Value::Object(members)) = serde_json::from_str(text) else { return Err(wrong()) };
    if members.len() > KEYS_MAX {
        return Err(Refusal::length("Conditions"));
    }
    for (key, values) in members {
        let values = match values {
            Value::Array(values) => values,
            one => vec![one],
        };
        let is_long = values.len() > VALUES_MAX || key.len() > TEXT_BYTES_MAX;
        if is_long {
            return Err(Refusal::length("Conditions"));
        }
        if key.is_empty() || values.is_empty() {
            return Err(wrong());
        }
        for value in values {
            let value = match value {
                Value::String(text) => text,
                Value::Bool(flag) => flag.to_string(),
                Value::Number(number) => number.to_string(),
                Value::Null | Value::Array(_) | Value::Object(_) => return Err(wrong()),
            };
            if value.len() > TEXT_BYTES_MAX {
                return Err(Refusal::length("Conditions"));
            }
            conditions.add(&key, &value);
        }
    }
    Ok(conditions)
}
