//! Rights taken from RDS, one after the other: what it is refused names what is lacking.

use serde_json::Value;

use crate::{
    place::{Credentials, Place},
    until,
};

const ROLE: &str = "AliyunRDSInstanceEncryptionDefaultRole";
const POLICY: &str = "AliyunRDSInstanceEncryptionRolePolicy";
const MARK: &str = "acs:rds:instance-encryption";

/// What is taken, what is told, what gives it back: nothing stands for `rampart authorize rds`.
type Row<'a> = (&'a [&'a [&'a str]], &'a [&'a str], &'a [&'a str]);

fn next_start(place: &Place, root: &Credentials) -> (String, String) {
    let told = place.call_as(root, &["rds", "DescribeTdeAttachments"]).expect(0).json();
    let one: &Value = &told["Items"]["TdeAttachment"][0];
    let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
    (text("NextStart"), text("Reason"))
}

fn trust(service: &str) -> String {
    format!(
        r#"{{"Version":"1","Statement":[{{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{{"Service":["{service}"]}}}}]}}"#
    )
}

#[test]
fn a_right_that_is_gone_is_named() {
    let place = Place::new();
    let server = place.serve(&[]);
    let root = place.root();
    place.run(&["authorize", "rds"]).expect(0);
    let made = place.call_as(&root, &["kms", "CreateKey"]).expect(0).json();
    let key = made["KeyMetadata"]["KeyId"].as_str().unwrap();
    place
        .call_as(&root, &["rds", "CreateTdeAttachment", "--Name", "orders", "--EncryptionKey", key])
        .expect(0);
    let opens = || {
        until("the next start would succeed", || match next_start(&place, &root) {
            (next, _) if next == "Succeeds" => Ok(()),
            other => Err(format!("{other:?}")),
        });
    };
    let done = |words: &[&str]| {
        place.call_as(&root, words).expect(0);
    };
    opens();

    let tagged = |value: &str| format!(r#"[{{"TagKey":"{MARK}","TagValue":"{value}"}}]"#);
    let (marked, other, untagged) = (tagged("true"), tagged("false"), format!(r#"["{MARK}"]"#));
    let (theirs, ours) = (trust("ecs.aliyuncs.com"), trust("rds.aliyuncs.com"));
    let mark = ["kms", "TagResource", "--KeyId", key, "--Tags", &marked];
    let grant = ["--PolicyType", "Custom", "--PolicyName", POLICY, "--RoleName", ROLE];
    let detach = [&["ram", "DetachPolicyFromRole"][..], &grant].concat();
    let update = ["ram", "UpdateRole", "--RoleName", ROLE, "--NewAssumeRolePolicyDocument"];
    let table: [Row<'_>; 5] = [
        (
            &[&["kms", "UntagResource", "--KeyId", key, "--TagKeys", &untagged]],
            &["kms:Decrypt", "does not bear the tag `acs:rds:instance-encryption`"],
            &mark,
        ),
        (
            &[&["kms", "TagResource", "--KeyId", key, "--Tags", &other]],
            &["kms:Decrypt", "tag `acs:rds:instance-encryption` has another value than `true`"],
            &mark,
        ),
        (
            &[&[&update[..], &[theirs.as_str()]].concat()],
            &["sts:AssumeRole", "the role's trust policy does not trust rds.aliyuncs.com"],
            &[&update[..], &[ours.as_str()]].concat(),
        ),
        (&[&detach], &["kms:Decrypt", "no policy of the caller allows it"], &[]),
        (
            &[&detach, &["ram", "DeleteRole", "--RoleName", ROLE]],
            &["sts:AssumeRole", "the role does not exist"],
            &[],
        ),
    ];
    for (take, told, back) in table {
        take.iter().for_each(|words| done(words));
        until(&format!("{told:?}"), || match next_start(&place, &root) {
            (_, reason) if told.iter().all(|word| reason.contains(word)) => Ok(()),
            other => Err(format!("{other:?}")),
        });
        if back.is_empty() {
            place.run(&["authorize", "rds"]).expect(0);
        } else {
            done(back);
        }
        opens();
    }
    server.stop();
    place.is_whole(&[]);
}
