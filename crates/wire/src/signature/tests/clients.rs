//! Requests in the shape of each client that is in use, signed by an independent implementation of the rules.

use super::*;
use crate::{Operation, Request as _, kms, ram, rds, sts};

const AKID: &str = "testAKID";

fn check(
    client: &str,
    presented: Result<Presented, RequestRefused>,
    access_key_id: &str,
    operation: Operation,
) -> Presented {
    let presented = presented.unwrap_or_else(|refused| panic!("{client}: {refused}"));
    assert!(holds(&presented, SECRET), "{client}: the signature does not hold");
    assert!(!holds(&presented, b"testSecreT"), "{client}: any secret holds");
    assert_eq!(presented.claim().unwrap().access_key_id(), access_key_id, "{client}");
    assert_eq!(presented.operation(), Ok(operation), "{client}");
    presented
}

fn acs3(credential: &str, signed: &str, signature: &str) -> String {
    format!("ACS3-HMAC-SHA256 Credential={credential},SignedHeaders={signed},Signature={signature}")
}

#[test]
fn the_old_python_sdk_puts_all_into_the_query_and_an_empty_signature_type() {
    let query = "KeyId=alias%2Fa&Plaintext=SGVsbG8%2B%2Fw%3D%3D&EncryptionContext=%7B%22a%22%3A%22b%20c%22%7D\
        &Version=2016-01-20&Action=Encrypt&Format=JSON&RegionId=cn-hangzhou&Timestamp=2026-11-23T18%3A33%3A09Z\
        &SignatureMethod=HMAC-SHA1&SignatureType=&SignatureVersion=1.0&SignatureNonce=n-core\
        &AccessKeyId=testAKID&Signature=bbnR5qPrLeJnJCiq8oc7uzAOnKU%3D";
    let headers =
        [("x-acs-action", "Encrypt"), ("x-acs-version", "2016-01-20"), ("x-sdk-invoke-type", "normal")];
    let presented = check("CORE", present("POST", query, &headers, ""), AKID, Operation::KmsEncrypt);
    let ask = kms::EncryptRequest::decode(presented.params()).ok().unwrap();
    assert_eq!(ask.key_id, "alias/a");
    assert_eq!(ask.plaintext.reveal(), "SGVsbG8+/w==");
    assert_eq!(ask.encryption_context.as_deref(), Some(r#"{"a":"b c"}"#));
}

#[test]
fn the_command_line_sends_a_form_without_a_body() {
    let query = "AccessKeyId=testAKID&Action=CreateKey&Description=hello+world+%2B%2F%3D~%2A%C3%A9&Format=JSON\
        &RegionId=cn-hangzhou&Signature=L985S0f86ILzrZpqjwhjJlRarL8%3D&SignatureMethod=HMAC-SHA1\
        &SignatureNonce=n-cli&SignatureType=&SignatureVersion=1.0\
        &Tags=%5B%7B%22TagKey%22%3A%22env%22%2C%22TagValue%22%3A%22dev+1%22%7D%5D\
        &Timestamp=2026-11-23T18%3A33%3A09Z&Version=2016-01-20";
    let headers = [FORM, ("x-acs-credentials-provider", "static_ak")];
    let presented = check("CLI", present("POST", query, &headers, ""), AKID, Operation::KmsCreateKey);
    let ask = kms::CreateKeyRequest::decode(presented.params()).ok().unwrap();
    assert_eq!(ask.description.as_deref(), Some("hello world +/=~*é"));
    let tags = crate::TagParameter::from_json("Tags", &ask.tags.unwrap()).unwrap();
    assert_eq!(tags[0].key.as_deref(), Some("env"));
    assert_eq!(tags[0].value.as_deref(), Some("dev 1"));
}

#[test]
fn terraform_splits_the_parameters_between_query_and_form() {
    let query = "AccessKeyId=testAKID&Action=CreateRole&Format=json&SignatureMethod=HMAC-SHA1&SignatureNonce=n-tf\
        &SignatureVersion=1.0&Timestamp=2026-11-23T18%3A33%3A09Z&Version=2015-05-01\
        &Signature=WCjYa%2Fp%2Fw5L%2Ftt2cveXnzGwXhCA%3D";
    let body = "AssumeRolePolicyDocument=%7B%22Version%22%3A%221%22%7D&Description=hello+world+%2B%2F%3D~%2A%C3%A9\
        &MaxSessionDuration=3600&RoleName=r1\
        &Tag=%5B%7B%22Key%22%3A%22env%22%2C%22Value%22%3A%22dev+1%22%7D%5D&SourceIp=";
    let headers = [FORM, ("x-acs-action", "CreateRole"), ("x-acs-version", "2015-05-01")];
    let presented =
        check("Terraform", present("POST", query, &headers, body), AKID, Operation::RamCreateRole);
    let ask = ram::CreateRoleRequest::decode(presented.params()).ok().unwrap();
    assert_eq!(ask.max_session_duration, Some(3600));
    assert_eq!(ask.tag[0].value.as_deref(), Some("dev 1"));
}

#[test]
fn pop_core_puts_all_into_the_form_and_flattens_lists() {
    let body = "Action=TagResources&Version=2014-08-15&Format=JSON&AccessKeyId=testAKID&SignatureMethod=HMAC-SHA1\
        &SignatureNonce=n-pop&SignatureVersion=1.0&Timestamp=2026-11-23T18%3A33%3A09Z&RegionId=cn-hangzhou\
        &ResourceType=INSTANCE&ResourceId.1=rm-1&Tag.1.Key=o%27%28k%29%21&Tag.1.Value=v&Tag.2.Key=b\
        &Signature=P%2BJ1waK4ghdfdSjsH6ph8u79WZ0%3D";
    let presented = check("pop-core", present("POST", "", &[FORM], body), AKID, Operation::RdsTagResources);
    let ask = rds::TagResourcesRequest::decode(presented.params()).ok().unwrap();
    assert_eq!(ask.resource_id, ["rm-1"]);
    assert_eq!(ask.tag[0].key.as_deref(), Some("o'(k)!"));
    assert_eq!((ask.tag[1].key.as_deref(), ask.tag[1].value.as_deref()), (Some("b"), None));
}

#[test]
fn the_credentials_library_assumes_a_role_by_get() {
    let query = "Action=AssumeRole&Format=JSON&Version=2015-04-01&AccessKeyId=STS.testAKID\
        &SecurityToken=tok%2B%2F%3D&SignatureMethod=HMAC-SHA1&SignatureNonce=n-cred&SignatureVersion=1.0\
        &Timestamp=2026-11-23T18%3A33%3A09Z&RoleArn=acs%3Aram%3A%3A1234567890123456%3Arole%2Fapp\
        &RoleSessionName=s1&DurationSeconds=3600&Signature=8r5h8jMTtTuGDDo0BaAfzSD8k2Y%3D";
    let presented = check("CRED", present("GET", query, &[], ""), "STS.testAKID", Operation::StsAssumeRole);
    assert_eq!(presented.claim().unwrap().security_token(), Some("tok+/="));
    let ask = sts::AssumeRoleRequest::decode(presented.params()).ok().unwrap();
    assert_eq!(ask.role_arn, "acs:ram::1234567890123456:role/app");
    assert_eq!(ask.duration_seconds, Some(3600));
}

#[test]
fn the_node_kms_sdk_spreads_the_encryption_context() {
    let query = "Action=Encrypt&Version=2016-01-20&Format=json&AccessKeyId=testAKID&SignatureMethod=HMAC-SHA1\
        &SignatureNonce=n-node&SignatureVersion=1.0&Timestamp=2026-11-23T18%3A33%3A09Z&KeyId=k&Plaintext=eA%3D%3D\
        &EncryptionContext.a=b&EncryptionContext.c%20d=e&Signature=6c%2F3a0MuM32o3X2AqOyzbmfDq2o%3D";
    let presented = check("node kms", present("POST", query, &[], ""), AKID, Operation::KmsEncrypt);
    let ask = kms::EncryptRequest::decode(presented.params()).ok().unwrap();
    assert_eq!(ask.encryption_context.as_deref(), Some(r#"{"a":"b","c d":"e"}"#));
}

#[test]
fn the_python_sdk_signs_every_header_it_sends() {
    let query = "EncryptionContext=%7B%22a%22%3A%22b%22%2C%22c%22%3A%22d+e%22%7D&KeyId=alias%2Fa\
        &Plaintext=SGVsbG8%2B%2Fw%3D%3D";
    let authorization = acs3(
        AKID,
        "accept;host;user-agent;x-acs-action;x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;\
         x-acs-signature-nonce;x-acs-version",
        "5c2716a877415a7db92cf81aa204dce8306c35f26da01778e86a319ab9a11f1c",
    );
    let headers = [
        ("host", "127.0.0.1:18080"),
        ("x-acs-version", "2016-01-20"),
        ("x-acs-action", "Encrypt"),
        ("x-acs-date", "2026-11-23T18:31:46Z"),
        ("user-agent", "AlibabaCloud (Linux; x86_64) Python/3.11 Core/0.4.6"),
        ("x-acs-signature-nonce", "89965fb1"),
        ("accept", "application/json"),
        ("x-acs-content-sha256", EMPTY_HASH),
        ("x-acs-credentials-provider", "static_ak"),
        ("authorization", &authorization),
    ];
    check("TEA", present("POST", query, &headers, ""), AKID, Operation::KmsEncrypt);
}

#[test]
fn the_python_sdk_puts_secret_data_into_the_form() {
    let authorization = acs3(
        AKID,
        "accept;content-type;host;user-agent;x-acs-action;x-acs-content-sha256;x-acs-date;\
         x-acs-signature-nonce;x-acs-version",
        "ba3af1de03db8ecc5219186406fe698b6f6e911700dd73afb15763b8afe2507d",
    );
    let headers = [
        ("host", "127.0.0.1:18080"),
        ("x-acs-version", "2016-01-20"),
        ("x-acs-action", "CreateSecret"),
        ("x-acs-date", "2026-11-23T18:31:46Z"),
        ("x-acs-signature-nonce", "n3"),
        ("accept", "application/json"),
        ("user-agent", "ua"),
        ("x-acs-content-sha256", "f9002b262ded16a021b7da0c6cfe125148fe9516ee9232710ce5a1639288731d"),
        FORM,
        ("authorization", &authorization),
    ];
    let presented = present("POST", "SecretName=x+%C3%A9&VersionId=v1", &headers, "SecretData=s3cret+%2B");
    let presented = check("TEA, body", presented, AKID, Operation::KmsCreateSecret);
    let ask = kms::CreateSecretRequest::decode(presented.params()).ok().unwrap();
    assert_eq!(ask.secret_name, "x é");
    assert_eq!(ask.secret_data.reveal(), "s3cret +");
}

#[test]
fn the_node_sdk_leaves_a_star_as_it_is_and_signs_a_session() {
    let query = "Description=hello%20world*~&RoleName=r1\
        &Tag=%5B%7B%22Key%22%3A%22env%22%2C%22Value%22%3A%22dev%201%22%7D%5D";
    let authorization = acs3(
        "STS.testAKID",
        "content-type;host;x-acs-accesskey-id;x-acs-action;x-acs-content-sha256;x-acs-date;\
         x-acs-security-token;x-acs-signature-nonce;x-acs-version",
        "01b5675a9019337c797fdb464fe9accd70043f44e2421579a09370b7c089e3bc",
    );
    let headers = [
        ("host", "127.0.0.1:18080"),
        ("x-acs-version", "2015-05-01"),
        ("x-acs-action", "CreateRole"),
        ("x-acs-date", "2026-11-23T18:31:46Z"),
        ("x-acs-signature-nonce", "n2"),
        ("x-acs-content-sha256", EMPTY_HASH),
        ("x-acs-accesskey-id", "STS.testAKID"),
        ("x-acs-security-token", "tok"),
        ("content-type", "application/json; charset=utf-8"),
        ("accept", "application/json"),
        ("user-agent", "not signed"),
        ("authorization", &authorization),
    ];
    let presented =
        check("node", present("POST", query, &headers, ""), "STS.testAKID", Operation::RamCreateRole);
    assert_eq!(presented.claim().unwrap().security_token(), Some("tok"));
}

#[test]
fn names_that_need_encoding_may_be_signed_either_way() {
    let signed = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";
    let query = "EncryptionContext.c+d=e&KeyId=k&Plaintext=eA%3D%3D";
    for (how, signature) in [
        ("encoded", "c5990c43509ef4155276ec17429cb9de40e1193ccc8d44aeb07e957a5534726e"),
        ("raw", "8e491d7a17074066c4f439dd321241d697c78f84ecba21a3a72df17e4195c5f2"),
    ] {
        let authorization = acs3(AKID, signed, signature);
        let headers = [
            ("host", "127.0.0.1:18080"),
            ("x-acs-version", "2016-01-20"),
            ("x-acs-action", "Encrypt"),
            ("x-acs-date", "2026-11-23T18:31:46Z"),
            ("x-acs-signature-nonce", "n4"),
            ("x-acs-content-sha256", EMPTY_HASH),
            ("authorization", &authorization),
        ];
        check(how, present("POST", query, &headers, ""), AKID, Operation::KmsEncrypt);
    }
}

#[test]
fn who_assumes_a_role_by_oidc_signs_nothing() {
    let query = "Action=AssumeRoleWithOIDC&Format=json&Version=2015-04-01&Timestamp=2026-11-23T18%3A33%3A09Z\
        &SignatureNonce=n&OIDCToken=e.y.J&RoleSessionName=s1";
    let presented = present("POST", query, &[], "").ok().unwrap();
    assert!(presented.claim().is_none());
    assert!(presented.operation().unwrap().is_anonymous());
    assert_eq!(presented.required_claim().err(), Some(RequestRefused::Missing("AccessKeyId")));
    let ask = sts::AssumeRoleWithOIDCRequest::decode(presented.params()).ok().unwrap();
    assert_eq!(ask.oidc_token.unwrap().reveal(), "e.y.J");

    // The newer layout names the operation in headers.
    let named = [("x-acs-action", "AssumeRoleWithSAML"), ("x-acs-version", "2015-04-01")];
    let presented = present("POST", "Format=json", &named, "").ok().unwrap();
    assert_eq!(presented.operation(), Ok(Operation::StsAssumeRoleWithSAML));
    assert!(presented.claim().is_none());
    assert_eq!(present("POST", "Format=json", &[], "").err(), Some(RequestRefused::Missing("Action")));
}
