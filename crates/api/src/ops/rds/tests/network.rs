//! Where an instance is dialled, and by whom.

use rampart_testkit::{done, refused};
use serde_json::{Value, json};

use super::Stage;

fn lists(stage: &Stage, id: &str) -> Vec<(Value, Value)> {
    let answer = stage.on(id, "DescribeDBInstanceIPArrayList", &[], done());
    let items = answer["Items"]["DBInstanceIPArray"].as_array().unwrap().clone();
    items.iter().map(|item| (item["DBInstanceIPArrayName"].clone(), item["SecurityIPList"].clone())).collect()
}

#[test]
fn allow_lists_are_shown_as_they_were_written_and_applied() {
    let stage = Stage::new();
    let id = stage.running();
    for (params, after) in [
        (&[("SecurityIps", "127.0.0.1,10.0.0.0/8")][..], &[("default", "127.0.0.1,10.0.0.0/8")][..]),
        (&[("SecurityIps", "10.0.0.0/8"), ("ModifyMode", "Delete")], &[("default", "127.0.0.1")]),
        (
            &[("SecurityIps", "::1"), ("ModifyMode", "Append"), ("DBInstanceIPArrayName", "office")],
            &[("default", "127.0.0.1"), ("office", "::1")],
        ),
        (
            &[("SecurityIps", "::1"), ("ModifyMode", "Delete"), ("DBInstanceIPArrayName", "office")],
            &[("default", "127.0.0.1")],
        ),
    ] {
        stage.on(&id, "ModifySecurityIps", params, done());
        let expected: Vec<_> = after.iter().map(|(name, ips)| (json!(name), json!(ips))).collect();
        assert_eq!(lists(&stage, &id), expected, "{params:?}");
        stage.carry_out(&id);
    }
    let allowed = stage.hand.with(&id.parse().unwrap(), |it| it.allowed.clone());
    assert_eq!(allowed.iter().map(ToString::to_string).collect::<Vec<_>>(), ["127.0.0.1/32"]);
    for (name, value, code) in [
        ("SecurityIps", "office", "InvalidSecurityIPList.Format"),
        ("ModifyMode", "Replace", "InvalidModifyMode.Malformed"),
        ("DBInstanceIPArrayName", "Office", "InvalidDBInstanceIPArrayName.Malformed"),
        ("DBInstanceIPArrayAttribute", "hidden", "UnsupportedParameter"),
        ("FreshWhiteListReadins", "rr-1", "UnsupportedParameter"),
        ("WhitelistNetworkType", "none", "InvalidWhitelistNetworkType.Malformed"),
        ("SecurityIPType", "IPX", "InvalidSecurityIPType.Malformed"),
    ] {
        let mut params = vec![("SecurityIps", "127.0.0.1")];
        params.retain(|(other, _)| *other != name);
        params.push((name, value));
        stage.on(&id, "ModifySecurityIps", &params, refused(400, code));
    }
}

#[test]
fn the_address_told_can_be_dialled() {
    let stage = Stage::new();
    let id = stage.create(&[("Port", "15777")]);
    let answer = stage.on(&id, "DescribeDBInstanceNetInfo", &[], done());
    let net = &answer["DBInstanceNetInfos"]["DBInstanceNetInfo"][0];
    for (field, value) in [
        ("ConnectionString", json!("127.0.0.1")),
        ("IPAddress", json!("127.0.0.1")),
        ("Port", json!("15777")),
        ("IPType", json!("Private")),
    ] {
        assert_eq!(net[field], value, "{field}");
    }
    assert_eq!(
        net["SecurityIPGroups"]["securityIPGroup"],
        json!([{"SecurityIPGroupName": "default", "SecurityIPs": "127.0.0.1"}])
    );
}
