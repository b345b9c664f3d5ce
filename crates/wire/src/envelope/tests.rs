//! Answers as they go over the wire.

use super::*;
use crate::{kms, ram, rds, sts};

const ID: &str = "0197B2C4-0000-7000-8000-0123456789AB";

fn text(reply: Reply) -> String {
    format!("{} {}\n{}", reply.status, reply.content_type, String::from_utf8(reply.body).unwrap())
}

fn both(operation: Operation, message: &dyn Message) -> String {
    [Format::Json, Format::Xml].map(|format| text(success(operation, format, &ID, message))).join("\n")
}

#[test]
fn a_list_of_objects_stands_below_its_two_names() {
    let key = |id: &str| kms::list_keys::Key { key_id: Some(id.into()), key_arn: None };
    let answer = kms::ListKeysResponse {
        keys: vec![key("a"), key("b")],
        page_number: Some(1),
        page_size: None,
        total_count: Some(2),
    };
    insta::assert_snapshot!(both(Operation::KmsListKeys, &answer));
}

#[test]
fn an_empty_list_is_written() {
    insta::assert_snapshot!(both(Operation::KmsListKeys, &kms::ListKeysResponse::default()));
}

#[test]
fn an_answer_without_fields_is_its_id() {
    insta::assert_snapshot!(both(Operation::RamDeleteUser, &ram::DeleteUserResponse {}));
}

#[test]
fn every_kind_of_text_is_escaped() {
    let nasty = "\"quoted\" \\ <a&b> 'c'\r\n\t\u{1}\u{7f}é\u{1f511}";
    let answer = ram::GetUserResponse {
        user: Some(ram::get_user::User { comments: Some(nasty.into()), ..Default::default() }),
    };
    insta::assert_snapshot!(both(Operation::RamGetUser, &answer));
    let json = success(Operation::RamGetUser, Format::Json, &ID, &answer);
    let read: serde_json::Value = serde_json::from_slice(&json.body).unwrap();
    assert_eq!(read["User"]["Comments"], nasty);
}

#[test]
fn secrets_reach_the_answer() {
    let answer = sts::AssumeRoleResponse {
        credentials: Some(sts::assume_role::Credentials {
            access_key_id: Some("STS.x".into()),
            access_key_secret: Some("s".into()),
            security_token: Some("t".into()),
            expiration: Some("2026-01-01T00:00:00Z".into()),
        }),
        ..Default::default()
    };
    insta::assert_snapshot!(both(Operation::StsAssumeRole, &answer));
}

#[test]
fn bare_lists_maps_and_numbers_have_their_form() {
    let answer = rds::DescribeDatabasesResponse {
        databases: vec![rds::describe_databases::Database {
            db_name: Some("d".into()),
            basic_info: vec![vec![("1st key".into(), "v".into())]],
            ..Default::default()
        }],
    };
    insta::assert_snapshot!(both(Operation::RdsDescribeDatabases, &answer));
    let answer = rds::DescribePriceResponse { trade_max_rcu_amount: Some(1.5), ..Default::default() };
    insta::assert_snapshot!(text(success(Operation::RdsDescribePrice, Format::Json, &ID, &answer)));
    let answer = rds::DescribePriceResponse { trade_max_rcu_amount: Some(f64::NAN), ..Default::default() };
    let json = success(Operation::RdsDescribePrice, Format::Json, &ID, &answer);
    assert!(serde_json::from_slice::<serde_json::Value>(&json.body).is_ok());
}

#[test]
fn an_error_has_every_field_that_any_client_reads() {
    let mut error = ErrorReply {
        status: 404,
        code: "Forbidden.KeyNotFound".into(),
        message: "The specified Key is not found.".into(),
        recommend: Some(recommend(Service::Kms, "Forbidden.KeyNotFound", &ID).into()),
        host: "127.0.0.1:8470",
        request_id: &ID,
        detail: None,
    };
    insta::assert_snapshot!([Format::Json, Format::Xml].map(|f| text(error.render(f))).join("\n"));
    error.status = 403;
    error.code = "NoPermission".into();
    error.recommend = None;
    error.detail = Some(AccessDeniedDetail {
        auth_action: Some("kms:Decrypt".into()),
        no_permission_type: Some("ImplicitDeny".into()),
        ..Default::default()
    });
    insta::assert_snapshot!([Format::Json, Format::Xml].map(|f| text(error.render(f))).join("\n"));
}

#[test]
fn the_format_is_asked_for_in_any_case() {
    for (query, format) in [
        ("", Ok(Format::Json)),
        ("Format=", Ok(Format::Json)),
        ("Format=json", Ok(Format::Json)),
        ("Format=XML", Ok(Format::Xml)),
        ("format=xml", Ok(Format::Xml)),
        ("Format=yaml", Err(RequestRefused::UnknownFormat)),
    ] {
        assert_eq!(Format::of(&Params::parse(query, b"").ok().unwrap()), format, "{query}");
        assert_eq!(Format::asked_in(&format!("A=%&{query}&B")), format.unwrap_or_default(), "{query}");
    }
}
