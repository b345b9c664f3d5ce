//! Accounts and databases.

use rampart_testkit::{done, refused};
use serde_json::{Value, json};

use super::Stage;

const PASSWORD: (&str, &str) = ("AccountPassword", "Passw0rd!");

fn account(stage: &Stage, id: &str) -> Vec<Value> {
    let answer = stage.on(id, "DescribeAccounts", &[], done());
    answer["Accounts"]["DBInstanceAccount"].as_array().unwrap().clone()
}

fn databases(stage: &Stage, id: &str) -> Vec<Value> {
    let answer = stage.on(id, "DescribeDatabases", &[], done());
    answer["Databases"]["Database"].as_array().unwrap().clone()
}

#[test]
fn an_account_is_made_changed_and_deleted() {
    let stage = Stage::new();
    let id = stage.create(&[]);
    let app = [("AccountName", "app"), PASSWORD];
    stage.on(&id, "CreateAccount", &app, refused(403, "OperationDenied.DBInstanceStatus"));
    stage.carry_out(&id);
    stage.on(&id, "CreateAccount", &[&app[..], &[("AccountDescription", "the app")]].concat(), done());
    stage.on(&id, "CreateAccount", &app, refused(400, "InvalidAccountName.Duplicate"));
    assert_eq!(account(&stage, &id)[0]["AccountStatus"], json!("Unavailable"));
    stage.carry_out(&id);
    let made = account(&stage, &id);
    for (field, value) in [
        ("AccountName", json!("app")),
        ("AccountStatus", json!("Available")),
        ("AccountType", json!("Normal")),
        ("AccountDescription", json!("the app")),
        ("DBInstanceId", json!(id)),
        ("DatabasePrivileges", json!({"DatabasePrivilege": []})),
    ] {
        assert_eq!(made[0][field], value, "{field}");
    }
    let before = stage.hand.with(&id.parse().unwrap(), |it| it.accounts.values().next().unwrap().1.clone());
    stage.on(
        &id,
        "ResetAccountPassword",
        &[("AccountName", "app"), ("AccountPassword", "An0ther!!")],
        done(),
    );
    stage.on(&id, "ModifyAccountDescription", &[("AccountName", "app"), ("AccountDescription", "x")], done());
    stage.carry_out(&id);
    let after = stage.hand.with(&id.parse().unwrap(), |it| it.accounts.values().next().unwrap().1.clone());
    assert_ne!(before, after);
    assert_eq!(account(&stage, &id)[0]["AccountDescription"], json!("x"));
    stage.on(&id, "DeleteAccount", &[("AccountName", "app")], done());
    stage.on(&id, "DeleteAccount", &[("AccountName", "app")], refused(400, "IncorrectAccountStatus"));
    stage.carry_out(&id);
    assert_eq!(account(&stage, &id).len(), 0);
}

#[test]
fn accounts_are_refused_for_what_they_cannot_be() {
    let stage = Stage::new();
    let id = stage.running();
    let name = |name: &'static str| [("AccountName", name), PASSWORD];
    stage.on(&id, "CreateAccount", &name("App"), refused(400, "InvalidAccountName.Format"));
    stage.on(&id, "CreateAccount", &name("postgres"), refused(400, "InvalidAccountName.Forbid"));
    for password in ["alllowercase", "Sh0rt!"] {
        let params = [("AccountName", "app"), ("AccountPassword", password)];
        stage.on(&id, "CreateAccount", &params, refused(400, "InvalidAccountPassword.Format"));
    }
    for (other, value, code) in [
        ("AccountType", "Sysadmin", "InvalidAccountType.Malformed"),
        ("CheckPolicy", "true", "UnsupportedParameter"),
    ] {
        let params = [("AccountName", "app"), PASSWORD, (other, value)];
        stage.on(&id, "CreateAccount", &params, refused(400, code));
    }
    let long = "x".repeat(257);
    let params = [("AccountName", "app"), PASSWORD, ("AccountDescription", long.as_str())];
    stage.on(&id, "CreateAccount", &params, refused(400, "InvalidAccountDescription.Format"));
    for operation in ["DeleteAccount", "ResetAccountPassword"] {
        stage.on(&id, operation, &name("nobody"), refused(404, "InvalidAccountName.NotFound"));
    }
}

#[test]
fn a_password_is_neither_answered_nor_recorded() {
    let stage = Stage::new();
    let id = stage.running();
    for (operation, password) in [
        ("CreateAccount", "Sesame-0pen"),
        ("CreateAccount", "sesameopen"),
        ("ResetAccountPassword", "Sesame-1pen"),
    ] {
        let params = [("DBInstanceId", id.as_str()), ("AccountName", "app"), ("AccountPassword", password)];
        let told = match stage.world.call(&stage.root, "rds", operation, &params) {
            Ok(answer) => answer.to_string(),
            Err(refused) => refused.body.to_string(),
        };
        assert!(!told.contains(password), "{told}");
    }
    let trail = Value::from(stage.world.audited()).to_string();
    assert!(trail.contains("ResetAccountPassword"));
    assert!(!trail.to_lowercase().contains("sesame"), "{trail}");
}

#[test]
fn a_database_is_made_changed_and_deleted() {
    let stage = Stage::new();
    let id = stage.running();
    let orders = [("DBName", "orders"), ("CharacterSetName", "utf8")];
    stage.on(&id, "CreateDatabase", &orders, refused(404, "InvalidAccountName.NotFound"));
    stage.on(&id, "CreateAccount", &[("AccountName", "app"), ("AccountType", "Super"), PASSWORD], done());
    stage.on(&id, "CreateDatabase", &[&orders[..], &[("DBDescription", "of the shop")]].concat(), done());
    stage.on(&id, "CreateDatabase", &orders, refused(400, "InvalidDBName.Duplicate"));
    assert_eq!(databases(&stage, &id)[0]["DBStatus"], json!("Creating"));
    stage.carry_out(&id);
    let made = databases(&stage, &id);
    for (field, value) in [
        ("DBName", json!("orders")),
        ("DBStatus", json!("Running")),
        ("DBDescription", json!("of the shop")),
        ("CharacterSetName", json!("UTF8")),
        ("DBInstanceId", json!(id)),
        ("Engine", json!("PostgreSQL")),
        ("TotalCount", json!(1)),
    ] {
        assert_eq!(made[0][field], value, "{field}");
    }
    assert_eq!(made[0]["Accounts"]["AccountPrivilegeInfo"][0]["Account"], json!("app"));
    stage.on(&id, "DeleteAccount", &[("AccountName", "app")], refused(400, "IncorrectAccountStatus"));
    stage.on(&id, "ModifyDBDescription", &[("DBName", "orders"), ("DBDescription", "x")], done());
    assert_eq!(databases(&stage, &id)[0]["DBDescription"], json!("x"));
    stage.on(&id, "DeleteDatabase", &[("DBName", "orders")], done());
    stage.on(&id, "DeleteDatabase", &[("DBName", "orders")], refused(403, "OperationDenied.DBStatus"));
    stage.carry_out(&id);
    assert_eq!(databases(&stage, &id).len(), 0);
    stage.on(&id, "DeleteDatabase", &[("DBName", "orders")], refused(404, "InvalidDBName.NotFound"));
}

#[test]
fn databases_are_refused_for_what_they_cannot_be() {
    let stage = Stage::new();
    let id = stage.running();
    stage.on(&id, "CreateAccount", &[("AccountName", "app"), PASSWORD], done());
    for (name, value, status, code) in [
        ("DBName", "Orders", 400, "InvalidDBName.Format"),
        ("DBName", "template1", 400, "InvalidDBName.Forbid"),
        ("CharacterSetName", "gbk", 400, "InvalidCharacterSetName.Format"),
        ("CharacterSetName", "UTF8,C,en_US.utf8", 400, "InvalidCharacterSetName.Format"),
        ("CollationName", "de_DE", 400, "UnsupportedParameter"),
        ("AccountPrivilege", "ReadOnly", 400, "UnsupportedParameter"),
        ("AccountName", "nobody", 404, "InvalidAccountName.NotFound"),
    ] {
        let mut params = vec![("DBName", "orders"), ("CharacterSetName", "UTF8")];
        params.retain(|(other, _)| *other != name);
        params.push((name, value));
        stage.on(&id, "CreateDatabase", &params, refused(status, code));
    }
    stage.on(
        &id,
        "ModifyDBDescription",
        &[("DBName", "no"), ("DBDescription", "x")],
        refused(404, "InvalidDBName.NotFound"),
    );
}
