//! What clients read on every refresh, in the shapes that they read without looking.

use rampart_testkit::{done, refused};
use serde_json::{Value, json};

use super::{MYSQL, Stage};

#[test]
fn what_a_refresh_reads_has_its_shape() {
    let stage = Stage::with_mysql();
    let (postgres, mysql) = (stage.running(), stage.create_of(MYSQL, &[("ZoneId", "cn-hangzhou-h")]));
    stage.carry_out(&mysql);
    for (operation, pointer, expected) in [
        ("DescribeDBInstanceMonitor", "/Period", json!("300")),
        ("DescribeSQLCollectorPolicy", "/SQLCollectorStatus", json!("Disabled")),
        ("DescribeSQLCollectorRetention", "/ConfigValue", json!("30")),
        ("DescribeDBInstanceHAConfig", "/HostInstanceInfos/NodeInfo/0/NodeType", json!("Master")),
        ("DescribeDBInstanceHAConfig", "/HostInstanceInfos/NodeInfo/0/NodeId", json!(mysql)),
        ("DescribeDBInstanceHAConfig", "/HostInstanceInfos/NodeInfo/0/ZoneId", json!("cn-hangzhou-h")),
        (
            "DescribeParameters",
            "/RunningParameters/DBInstanceParameter/0/ParameterName",
            json!("max_connections"),
        ),
        ("DescribeParameters", "/ConfigParameters/DBInstanceParameter/0/ParameterValue", json!("400")),
        ("DescribeSecurityGroupConfiguration", "/Items", json!({"EcsSecurityGroupRelation": []})),
        ("DescribeDBInstanceSSL", "/ConnectionString", json!("127.0.0.1")),
        ("DescribeDBInstanceSSL", "/SSLEnabled", json!("No")),
        ("DescribeDBInstanceSSL", "/RequireUpdate", json!("No")),
        ("DescribeDBInstanceTDE", "/TDEStatus", json!("Disabled")),
        ("DescribeDBInstanceTDE", "/Databases/Database", json!([])),
        ("DescribeHASwitchConfig", "/HAConfig", json!("Auto")),
        ("DescribeHADiagnoseConfig", "/TcpConnectionType", json!("SHORT")),
        ("DescribeInstanceAutoRenewalAttribute", "/Items/Item/0/AutoRenew", json!("False")),
        ("DescribeTasks", "/Items/TaskProgressInfo", json!([])),
    ] {
        let told = stage.on(&mysql, operation, &[], done());
        assert_eq!(told.pointer(pointer), Some(&expected), "{operation} {pointer}: {told}");
    }
    let templates = stage.done("DescribeInstanceLinkedWhitelistTemplate", &[("InsName", &postgres)]);
    assert_eq!(templates["Data"]["Templates"], json!([]));
    assert!(templates.get("Code").is_none() && templates.get("Success").is_none(), "{templates}");
    stage.on(&mysql, "DescribePGHbaConfig", &[], refused(400, "InstanceEngineType.NotSupport"));
}

#[test]
fn a_certificate_is_shown_as_soon_as_others_than_this_machine_are_let_in() {
    let stage = Stage::new();
    let id = stage.running();
    let ssl = || {
        let told = stage.on(&id, "DescribeDBInstanceSSL", &[], done());
        [&told["SSLEnabled"], &told["ForceEncryption"]].map(Value::clone)
    };
    let hba = || {
        let told = stage.on(&id, "DescribePGHbaConfig", &[], done());
        let items = told["RunningHbaItems"]["HbaItem"].as_array().unwrap().clone();
        items.iter().map(|it| (it["Type"].clone(), it["Address"].clone())).collect::<Vec<_>>()
    };
    assert_eq!((ssl(), hba()), ([json!("off"), json!("0")], vec![(json!("host"), json!("127.0.0.1/32"))]));
    stage.on(&id, "ModifySecurityIps", &[("SecurityIps", "10.0.0.0/8")], done());
    assert_eq!((ssl(), hba()), ([json!("on"), json!("1")], vec![(json!("hostssl"), json!("10.0.0.0/8"))]));
}

#[test]
fn tasks_are_told_while_the_instance_is_on_its_way() {
    let stage = Stage::new();
    let id = stage.create(&[]);
    let told = |params: &[(&str, &str)]| {
        let told = stage.on(&id, "DescribeTasks", params, done());
        let items = told["Items"]["TaskProgressInfo"].as_array().unwrap().clone();
        items.iter().map(|it| (it["TaskAction"].clone(), it["Status"].clone())).collect::<Vec<_>>()
    };
    let running = |action: &str| vec![(json!(action), json!("Running"))];
    assert_eq!(told(&[]), running("CreateDBInstance"));
    assert_eq!(told(&[("TaskAction", "DeleteDBInstance")]), []);
    assert_eq!(told(&[("StartTime", "2027-01-01T00:00Z")]), []);
    stage.carry_out(&id);
    assert_eq!(told(&[]), []);
    for (operation, action) in
        [("RestartDBInstance", "RestartDBInstance"), ("StopDBInstance", "StopDBInstance")]
    {
        stage.on(&id, operation, &[], done());
        assert_eq!(told(&[]), running(action));
        stage.carry_out(&id);
        assert_eq!(told(&[]), [], "{operation}");
    }
    stage.on(&id, "DescribeTasks", &[("StartTime", "today")], refused(400, "InvalidStartTime.Malformed"));
    stage.on(&id, "DeleteDBInstance", &[], done());
    stage.on(&id, "DescribeTasks", &[], super::NOT_FOUND);
}
