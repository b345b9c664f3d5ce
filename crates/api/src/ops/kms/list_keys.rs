//! `ListKeys`: a page of the account's keys, the oldest first.

use rampart_kms::{
    KeyCollection, actions,
    list::{FilterKey, KeyFilters, PageAsk},
};
use rampart_wire::kms::list_keys::{Key, ListKeysRequest, ListKeysResponse};
use serde_json::Value;

use crate::{Answer, Call, Refusal, errors};

pub(crate) async fn list_keys(call: &mut Call<'_>, ask: ListKeysRequest) -> Answer<ListKeysResponse> {
    let page = PageAsk::check(ask.page_number, ask.page_size, 1..=100)?;
    let filters = filters(ask.filters.as_deref())?;
    let keys = KeyCollection::new(call.region().clone(), call.account());
    let keys = call.permit_on(actions::ListKeys, keys)?;

    let kms = call.services().kms.clone();
    let listed = kms.list_keys(call.txn(), &keys, &filters, page).await?;

    Ok(ListKeysResponse {
        keys: listed
            .items
            .into_iter()
            .map(|(id, arn)| Key { key_arn: Some(arn.to_string()), key_id: Some(id.to_string()) })
            .collect(),
        page_number: count(page.number()),
        page_size: count(page.size()),
        total_count: count(listed.total),
    })
}

/// A count as answers bear it.
pub(super) fn count(number: usize) -> Option<i64> {
    i64::try_from(number).ok()
}

/// `[{"Key":"KeyState","Values":["Enabled","Disabled"]}, …]`.
fn filters(json: Option<&str>) -> Result<KeyFilters, Refusal> {
    let mut filters = KeyFilters::default();
    let Some(json) = json else { return Ok(filters) };
    let refused = || errors::kms::invalid("Filters");
    let rows: Vec<Value> = serde_json::from_str(json).map_err(|_| refused())?;
    for row in rows {
        let key =
            row.get("Key").and_then(Value::as_str).and_then(FilterKey::from_name).ok_or_else(refused)?;
        let values = row.get("Values").and_then(Value::as_array).ok_or_else(refused)?;
        let values: Option<Vec<Box<str>>> =
            values.iter().map(|value| value.as_str().map(Into::into)).collect();
        filters.add(key, values.ok_or_else(refused)?)?;
    }
    Ok(filters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::kms::desk::{DENIED, Desk, done, refused};

    #[test]
    fn filters_are_rows_of_a_known_key_and_texts() {
        for (json, taken) in [
            (r#"[]"#, true),
            (r#"[{"Key":"KeyState","Values":["Enabled","Disabled"]},{"Key":"keyId","Values":[]}]"#, true),
            (r#"[{"Key":"KeyState","Values":["Asleep"]}]"#, false),
            (r#"[{"Key":"Colour","Values":["red"]}]"#, false),
            (r#"[{"Key":"TagKey","Values":[1]}]"#, false),
            (r#"[{"Key":"TagKey"}]"#, false),
            (r#"[{"Values":["x"]}]"#, false),
            (r#"{"Key":"TagKey","Values":["x"]}"#, false),
            (r#"["TagKey"]"#, false),
            ("", false),
        ] {
            assert_eq!(filters(Some(json)).is_ok(), taken, "{json}");
        }
        let one = r#"{"Key":"TagKey","Values":["x"]}"#;
        assert!(filters(Some(&format!("[{}]", [one; 10].join(",")))).is_ok());
        assert!(filters(Some(&format!("[{}]", [one; 11].join(",")))).is_err());
    }

    #[test]
    fn list_keys() {
        let desk = Desk::new();
        let (one, other) = (desk.key(), desk.disabled_key());
        let listed = desk.ask("ListKeys", &[]);
        let ids: Vec<_> = listed["Keys"]["Key"].as_array().unwrap().iter().map(|key| &key["KeyId"]).collect();
        assert_eq!(ids, [one.as_str(), &other]);
        assert_eq!(
            (&listed["TotalCount"], &listed["PageNumber"], &listed["PageSize"]),
            (&2.into(), &1.into(), &10.into())
        );
        let off = ("Filters", r#"[{"Key":"KeyState","Values":["Disabled"]}]"#);
        let listed = desk.ask("ListKeys", &[off]);
        assert_eq!(
            (&listed["TotalCount"], &listed["Keys"]["Key"][0]["KeyId"]),
            (&1.into(), &other.as_str().into())
        );
        let listed = desk.ask("ListKeys", &[("PageNumber", "9")]);
        assert_eq!(listed["Keys"]["Key"], serde_json::json!([]));
        for (case, params, expected) in [
            ("the largest page", ("PageSize", "100"), done()),
            ("too large", ("PageSize", "101"), refused(400, "InvalidParameter")),
            ("no page", ("PageNumber", "0"), refused(400, "InvalidParameter")),
            ("filters that are none", ("Filters", "{}"), refused(400, "InvalidParameter")),
        ] {
            desk.check(case, "ListKeys", &[params], expected);
        }
        desk.nobody().check("denied", "ListKeys", &[], DENIED);
    }
}
