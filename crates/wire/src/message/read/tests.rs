//! The encodings in which clients send one and the same value.

use super::*;
use crate::{Request, TagParameter, kms, ram, rds};

fn decode<R: Request>(query: &str) -> Result<R, ParameterRefused> {
    R::decode(&Params::parse(query, b"").unwrap_or_else(|refused| panic!("{query}: {refused}")))
}

fn refused<R: Request>(query: &str) -> Option<(String, String)> {
    decode::<R>(query).err().map(|refused| (refused.code(), refused.message()))
}

#[test]
fn an_empty_value_is_absent() {
    let ask =
        decode::<kms::CreateKeyRequest>("Description=&EnableAutomaticRotation=&Tags=").unwrap_or_default();
    assert_eq!((ask.description, ask.enable_automatic_rotation, ask.tags), (None, None, None));
    let code = refused::<kms::DescribeKeyRequest>("KeyId=").map(|(code, _)| code);
    assert_eq!(code.as_deref(), Some("MissingKeyId"));
}

#[test]
fn names_match_in_any_case_of_letters() {
    for query in ["RoleARN=r&DBInstanceId=i", "RoleArn=r&dbinstanceid=i", "rolearn=r&DBINSTANCEID=i"] {
        let ask = decode::<rds::ModifyDBInstanceTDERequest>(&format!("{query}&TDEStatus=Enabled"));
        assert_eq!(ask.ok().and_then(|ask| ask.role_arn).as_deref(), Some("r"), "{query}");
    }
}

#[test]
fn the_form_wins_over_the_query() {
    let params = Params::parse("KeyId=a&B=1", b"KeyId=b").ok().unwrap();
    assert_eq!(params.get("KeyId"), Some("b"));
    assert_eq!(params.merged().collect::<Vec<_>>(), [("B", "1"), ("KeyId", "b")]);
    assert_eq!(params.query().collect::<Vec<_>>(), [("B", "1"), ("KeyId", "a")]);
}

#[test]
fn truth_and_numbers_are_read_strictly() {
    let truth = |text: &str| {
        decode::<kms::CreateKeyRequest>(&format!("EnableAutomaticRotation={text}"))
            .map(|ask| ask.enable_automatic_rotation)
            .ok()
    };
    for (text, read) in [
        ("True", Some(Some(true))),
        ("true", Some(Some(true))),
        ("FALSE", Some(Some(false))),
        ("1", None),
        ("yes", None),
    ] {
        assert_eq!(truth(text), read, "{text}");
    }
    let number = |text: &str| {
        decode::<kms::ListKeysRequest>(&format!("PageSize={text}")).map(|ask| ask.page_size).ok()
    };
    for (text, read) in [
        ("20", Some(Some(20))),
        ("-1", Some(Some(-1))),
        ("%2B1", None),
        ("1.0", None),
        ("9223372036854775808", None),
        ("x", None),
    ] {
        assert_eq!(number(text), read, "{text}");
    }
    assert_eq!(
        refused::<kms::ListKeysRequest>("PageSize=x"),
        Some(("InvalidPageSize".into(), "Specified parameter PageSize is not valid.".into()))
    );
}

#[test]
fn a_list_of_texts_comes_in_several_forms() {
    for query in [
        "TagKeys=[%22a%22,%22b%22]",
        "TagKey.1=a&TagKey.2=b",
        "TagKeys.1=a&TagKeys.2=b",
        "TagKey.2=b&TagKey.1=a&TagKeys=[%22a%22,%22b%22]",
        "TagKey.10=b&TagKey.9=a",
        "TagKey=[%22a%22,%22b%22]",
    ] {
        let query = format!("{query}&ResourceType=role&ResourceNames=[%22r%22]");
        let ask = decode::<ram::UntagResourcesRequest>(&query).unwrap_or_default();
        assert_eq!(ask.tag_keys, ["a", "b"], "{query}");
    }
    for (query, code) in [
        ("TagKeys=a", "InvalidTagKeys"),
        ("TagKeys=[[1]]", "InvalidTagKeys"),
        ("TagKeys={}", "InvalidTagKeys"),
        ("TagKey.0=a", "InvalidTagKeys"),
        ("TagKey.01=a", "InvalidTagKeys"),
        ("TagKey.x=a", "InvalidTagKeys"),
        ("TagKey.1=a&TagKeys.1=b", "InvalidTagKeys"),
        ("TagKey.1=a", "MissingResourceNames"),
    ] {
        let names = if code.starts_with("Missing") { "" } else { "&ResourceNames=[%22r%22]" };
        let refused = refused::<ram::UntagResourcesRequest>(&format!("{query}&ResourceType=role{names}"));
        assert_eq!(refused.map(|(code, _)| code).as_deref(), Some(code), "{query}");
    }
}

#[test]
fn tags_come_in_several_forms() {
    let tag = |key: &str, value: &str| TagParameter { key: Some(key.into()), value: Some(value.into()) };
    for query in [
        "Tag.1.Key=a&Tag.1.Value=1&Tag.2.Key=b&Tag.2.Value=2",
        "Tag.1.key=a&Tag.1.value=1&Tag.2.key=b&Tag.2.value=2",
        "Tag=[{%22Key%22:%22a%22,%22Value%22:%221%22},{%22Key%22:%22b%22,%22Value%22:2}]",
    ] {
        let ask = decode::<rds::AddTagsToResourceRequest>(&format!("DBInstanceId=i&RegionId=r&{query}"));
        assert_eq!(ask.unwrap_or_default().tag, [tag("a", "1"), tag("b", "2")], "{query}");
    }
    for query in [
        "Tag=[1]",
        "Tag=a",
        "Tag=[{%22Key%22:{}}]",
        "Tag.1=a",
        "Tag.0.Key=a",
        "Tag.Key=a",
        "Tag.1.Key=a&Tag.1.key=b",
        "Tag.1.Key=a&Tag=[]",
    ] {
        let refused = refused::<rds::AddTagsToResourceRequest>(&format!("DBInstanceId=i&RegionId=r&{query}"));
        assert_eq!(refused.map(|(code, _)| code).as_deref(), Some("InvalidTag"), "{query}");
    }
}

#[test]
fn lists_are_bounded() {
    let query = |count: usize| {
        let tags: Vec<String> = (1..=count).map(|at| format!("Tag.{at}.Key=k")).collect();
        format!("DBInstanceId=i&{}", tags.join("&"))
    };
    assert!(decode::<rds::AddTagsToResourceRequest>(&query(limits::LIST_ITEMS_MAX)).is_ok());
    let refused = decode::<rds::AddTagsToResourceRequest>(&query(limits::LIST_ITEMS_MAX + 1)).err();
    assert_eq!(refused, Some(ParameterRefused::TooMany("Tag".into())));
}

#[test]
fn an_encryption_context_is_one_json_text() {
    let read = |query: &str| {
        decode::<kms::DecryptRequest>(&format!("CiphertextBlob=c&{query}")).map(|ask| ask.encryption_context)
    };
    for (query, text) in [
        ("", None),
        ("EncryptionContext=", None),
        ("EncryptionContext={%22a%22:%22b%22}", Some(r#"{"a":"b"}"#)),
        ("EncryptionContext.b=2&EncryptionContext.a=1", Some(r#"{"a":"1","b":"2"}"#)),
        ("EncryptionContext.a.b=%22&EncryptionContext.A.b=", Some(r#"{"A.b":"","a.b":"\""}"#)),
    ] {
        assert_eq!(read(query).ok().flatten().as_deref(), text, "{query}");
    }
    for query in ["EncryptionContext={}&EncryptionContext.a=1", "EncryptionContext.a=1&encryptioncontext.a=2"]
    {
        let refused = read(query).err();
        assert_eq!(refused, Some(ParameterRefused::TwoForms("EncryptionContext".into())), "{query}");
    }
}

#[test]
fn a_refusal_names_the_element() {
    let query =
        "DBInstanceId=i&AdvancedDataPolicies.1.RetentionValue=7&AdvancedDataPolicies.2.RetentionValue=x";
    let refused = decode::<rds::ModifyBackupPolicyRequest>(query).err();
    assert_eq!(refused, Some(ParameterRefused::NotAnInteger("AdvancedDataPolicies.2.RetentionValue".into())));
}
