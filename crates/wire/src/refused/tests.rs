//! Codes, statuses and texts are those that the gateway is known for.

use std::collections::BTreeMap;

use super::*;

/// Every refusal that has a documented code of its own.
fn documented() -> Vec<RequestRefused> {
    use RequestRefused as R;
    vec![
        R::UnsupportedMethod,
        R::UnknownPath,
        R::UnknownVersion,
        R::UnknownAction,
        R::UnsupportedSignatureMethod,
        R::MalformedTimestamp,
        R::ExpiredTimestamp,
        R::UnknownFormat,
        R::Missing("SecurityToken"),
    ]
}

#[test]
fn documented_codes_bear_the_gateway_s_status_and_text() {
    let facts: serde_json::Value = serde_json::from_str(include_str!("../../facts/gateway.json")).unwrap();
    let table: BTreeMap<&str, (u64, &str)> = facts["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| {
            (e["code"].as_str().unwrap(), (e["status"].as_u64().unwrap(), e["message"].as_str().unwrap()))
        })
        .collect();
    for refused in documented() {
        let (status, message) = table[refused.code().as_ref()];
        assert_eq!(
            (u64::from(refused.status()), refused.message().as_ref()),
            (status, message),
            "{refused:?}"
        );
    }
    let (status, text) = table["IncompleteSignature"];
    let refused = RequestRefused::from(Incomplete::Twice);
    assert_eq!(u64::from(refused.status()), status);
    assert!(refused.message().starts_with(text));
    let (status, text) = table["Missing{ParameterName}"];
    let refused = ParameterRefused::Missing("RoleArn".into());
    assert_eq!(u64::from(refused.status()), status);
    assert_eq!(refused.message(), text.replace("{ParameterName}", "RoleArn"));
    let (_, text) = table["Invalid{ParameterName}"];
    let refused = ParameterRefused::NotABoolean("All".into());
    assert_eq!(refused.message(), text.replace("{ParameterName}", "All"));
}

#[test]
fn no_refusal_is_answered_with_a_server_error() {
    for refused in documented() {
        assert!((400..500).contains(&refused.status()), "{refused:?}");
    }
}
