//! RAM through the front, signed as clients sign: a case a line.

mod access_keys;
mod attachments;
mod diagnoses;
mod doors;
mod groups;
mod logins;
mod policies;
mod roles;
mod sessions;
mod simulations;
mod tags;
mod users;

use rampart_testkit::{Expected, Signer, World};
use serde_json::Value;

const ALLOW_KMS: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}"#;
const TRUST_RDS: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
    "Principal":{"Service":"rds.aliyuncs.com"}}]}"#;

/// One case; the answer of a call that was done comes back, else nothing.
#[track_caller]
fn check(world: &World, who: &Signer, operation: &str, params: &[(&str, &str)], expected: Expected) -> Value {
    let case = format!("{operation} {params:?}");
    expected.holds(&case, world.call(who, "ram", operation, params)).unwrap_or_default()
}

/// The names that stand in a list of an answer.
fn names(list: &Value, field: &str) -> Vec<String> {
    let items = list.as_array().cloned().unwrap_or_default();
    items.iter().filter_map(|item| item[field].as_str().map(str::to_owned)).collect()
}
