//! Privileges in databases that belong to no account.

use rampart_testkit::{Expected, done, refused};
use serde_json::{Value, json};

use super::{MYSQL, Stage};

const PASSWORD: (&str, &str) = ("AccountPassword", "Passw0rd!");

fn stage() -> (Stage, String) {
    let stage = Stage::with_mysql();
    let id = stage.create_of(MYSQL, &[]);
    stage.carry_out(&id);
    stage.on(&id, "CreateAccount", &[("AccountName", "app"), PASSWORD], done());
    stage.on(&id, "CreateAccount", &[("AccountName", "chief"), ("AccountType", "Super"), PASSWORD], done());
    for name in ["orders", "stock"] {
        stage.on(&id, "CreateDatabase", &[("DBName", name), ("CharacterSetName", "utf8mb4")], done());
    }
    stage.carry_out(&id);
    (stage, id)
}

/// What an account may do, as its own list and the databases' say it.
fn told(stage: &Stage, id: &str) -> (Vec<(Value, Value)>, Vec<Value>) {
    let accounts = stage.on(id, "DescribeAccounts", &[("AccountName", "app")], done());
    let account = &accounts["Accounts"]["DBInstanceAccount"][0];
    let own = account["DatabasePrivileges"]["DatabasePrivilege"].as_array().unwrap();
    let own = own.iter().map(|it| (it["DBName"].clone(), it["AccountPrivilege"].clone())).collect();
    let databases = stage.on(id, "DescribeDatabases", &[], done());
    let databases = databases["Databases"]["Database"].as_array().unwrap();
    (own, databases.iter().map(|it| it["Accounts"]["AccountPrivilegeInfo"].clone()).collect())
}

#[test]
fn a_privilege_is_granted_changed_and_revoked() {
    let (stage, id) = stage();
    let both =
        [("AccountName", "app"), ("DBName", "orders,stock"), ("AccountPrivilege", "ReadWrite,ReadOnly")];
    stage.on(&id, "GrantAccountPrivilege", &both, done());
    stage.carry_out(&id);
    let (own, by_database) = told(&stage, &id);
    assert_eq!(own, [(json!("orders"), json!("ReadWrite")), (json!("stock"), json!("ReadOnly"))]);
    assert_eq!(by_database[0], json!([{"Account": "app", "AccountPrivilege": "ReadWrite"}]));

    for word in ["DDLOnly", "DMLOnly", "DMLOnly"] {
        let one = [("AccountName", "app"), ("DBName", "orders"), ("AccountPrivilege", word)];
        stage.on(&id, "GrantAccountPrivilege", &one, done());
    }
    stage.on(&id, "RevokeAccountPrivilege", &[("AccountName", "app"), ("DBName", "stock")], done());
    stage.on(&id, "RevokeAccountPrivilege", &[("AccountName", "app"), ("DBName", "stock")], done());
    stage.carry_out(&id);
    assert_eq!(told(&stage, &id).0, [(json!("orders"), json!("DMLOnly"))]);
}

#[test]
fn privileges_are_refused_that_cannot_be() {
    let (stage, id) = stage();
    let word = refused(400, "InvalidAccountPrivilege.Malformed");
    let cases: &[(&str, &str, &str, Expected)] = &[
        ("app", "orders", "Everything", word),
        ("app", "orders", "DBOwner", word),
        ("app", "orders,stock", "ReadWrite", word),
        ("app", "orders", "ReadWrite,ReadOnly", word),
        ("nobody", "orders", "ReadOnly", refused(404, "InvalidAccountName.NotFound")),
        ("app", "absent", "ReadOnly", refused(404, "InvalidDBName.NotFound")),
        ("chief", "orders", "ReadOnly", refused(400, "IncorrectAccountStatus")),
    ];
    for (account, database, privilege, expected) in cases {
        let params = [("AccountName", *account), ("DBName", *database), ("AccountPrivilege", *privilege)];
        stage.on(&id, "GrantAccountPrivilege", &params, *expected);
    }
    assert_eq!(told(&stage, &id).0, []);
    let postgres = stage.running();
    let engine = refused(400, "InvalidDBInstanceEngineType.Format");
    let params = [("AccountName", "app"), ("DBName", "orders"), ("AccountPrivilege", "DBOwner")];
    stage.on(&postgres, "GrantAccountPrivilege", &params, engine);
    stage.on(&postgres, "RevokeAccountPrivilege", &params, engine);
}
