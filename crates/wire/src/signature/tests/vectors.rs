//! The examples of the vendor's own documentation.

use super::*;

#[test]
fn the_documented_example_of_version_1_holds() {
    let query = "Action=CreateUser&UserName=test&Version=2015-05-01&Format=JSON&SignatureMethod=HMAC-SHA1\
        &SignatureVersion=1.0&SignatureNonce=6a6e0ca6-4557-11e5-86a2-b8e8563dc8d2\
        &Timestamp=2015-08-18T03%3A15%3A45Z&AccessKeyId=testid&Signature=kRA2cnpJVacIhDMzXnoNZG9tDCI%3D";
    let presented = present("GET", query, &[], "").ok().unwrap();
    assert!(holds(&presented, b"testsecret"));
    let claim = presented.claim().unwrap();
    assert_eq!(claim.access_key_id(), "testid");
    assert_eq!(claim.nonce(), "6a6e0ca6-4557-11e5-86a2-b8e8563dc8d2");
    assert_eq!(claim.signed_at().to_string(), "2015-08-18T03:15:45Z");

    // The text that clients compare, to the letter.
    let refused = claim.verify(b"another").err().unwrap();
    assert_eq!((refused.status(), refused.code()), (400, "SignatureDoesNotMatch"));
    assert_eq!(
        refused.message(),
        "Specified signature is not matched with our calculation. server string to sign is:\
         GET&%2F&AccessKeyId%3Dtestid%26Action%3DCreateUser%26Format%3DJSON%26SignatureMethod%3DHMAC-SHA1\
         %26SignatureNonce%3D6a6e0ca6-4557-11e5-86a2-b8e8563dc8d2%26SignatureVersion%3D1.0\
         %26Timestamp%3D2015-08-18T03%253A15%253A45Z%26UserName%3Dtest%26Version%3D2015-05-01"
    );
}

#[test]
fn the_documented_example_of_acs3_holds() {
    let query = "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai";
    let pairs = [
        ("host", "ecs.cn-shanghai.aliyuncs.com"),
        ("x-acs-action", "RunInstances"),
        ("x-acs-version", "2014-05-26"),
        ("x-acs-date", "2023-10-26T10:22:32Z"),
        ("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"),
        ("x-acs-content-sha256", EMPTY_HASH),
        (
            "authorization",
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;\
             x-acs-date;x-acs-signature-nonce;x-acs-version,\
             Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
        ),
    ];
    let presented = present("POST", query, &pairs, "").ok().unwrap();
    assert!(holds(&presented, b"YourAccessKeySecret"));
    assert_eq!(presented.operation(), Err(RequestRefused::UnknownVersion));
    let refused = presented.claim().unwrap().verify(b"another").err().unwrap();
    assert!(
        refused.message().ends_with(
            "is:ACS3-HMAC-SHA256\n7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259"
        )
    );
}

#[test]
fn values_of_one_header_are_signed_in_their_own_order() {
    let to_sign = |values: &[&str]| {
        let mut pairs = vec![
            ("host", "h"),
            ("x-acs-action", "GetUser"),
            ("x-acs-version", "2015-05-01"),
            ("x-acs-date", "2023-10-26T10:22:32Z"),
            ("x-acs-signature-nonce", "n"),
            ("x-acs-content-sha256", EMPTY_HASH),
            (
                "authorization",
                "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=accept;host;x-acs-action;x-acs-content-sha256;\
                 x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=0",
            ),
        ];
        pairs.extend(values.iter().map(|value| ("accept", *value)));
        let presented = present("POST", "", &pairs, "").ok().unwrap();
        presented.claim().unwrap().verify(b"secret").err().unwrap().message()
    };
    assert_eq!(to_sign(&["a", "b", "c"]), to_sign(&["c", "a", "b"]));
    assert_eq!(to_sign(&["a", "b"]), to_sign(&["a,b"]), "joined by a comma");
    assert_ne!(to_sign(&["a", "b"]), to_sign(&["b,a"]));
}
