use std::cell::RefCell;

use rampart_client::Service;
use rampart_client::{CallFailed, Refusal};
use rampart_vocab::Timestamp;
use serde_json::{Value, json};

use super::{gather::Api, *};

const KEY: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
const ROLE: &str = "acs:ram::1234567890123456:role/aliyunrdsinstanceencryptiondefaultrole";
const POLICY: &str = rampart_vocab::authorize_rds::DOCUMENT;
const TRUST: &str = rampart_vocab::authorize_rds::TRUST;
const MARK: &str = "acs:rds:instance-encryption";

/// An answer, or the status and code of a refusal.
type Answer = Result<Value, (u16, &'static str)>;

/// A server with one database, as it answers.
struct World {
    answers: Vec<(&'static str, Answer)>,
    asked: RefCell<Vec<String>>,
}

impl Api for World {
    fn call(&self, _: Service, operation: &str, params: &[(&str, &str)]) -> Result<Value, CallFailed> {
        self.asked.borrow_mut().push(operation.to_owned());
        let param = |name| params.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        let mut name = operation.to_owned();
        if param("DBInstanceStatus").is_some() {
            name.push_str("/bin");
        }
        if let Some(token) = param("NextToken") {
            name.push_str(&format!("/{token}"));
        }
        match self.answers.iter().rev().find(|(known, _)| *known == name) {
            Some((_, Ok(answer))) => Ok(answer.clone()),
            Some((_, Err((status, code)))) => Err(refused(*status, code)),
            None if name.ends_with("/bin") => Ok(json!({"Items": {"DBInstance": []}})),
            None => Err(refused(400, "UnsupportedOperation")),
        }
    }
}

fn refused(status: u16, code: &str) -> CallFailed {
    CallFailed::Refused(Refusal {
        status,
        code: code.to_owned(),
        message: "no".to_owned(),
        request_id: "R".to_owned(),
        diagnostic: None,
    })
}

impl World {
    fn new() -> Self {
        let list =
            json!({"Items": {"DBInstance": [{"DBInstanceId": "pgm-1", "DBInstanceStatus": "Running"}]}});
        let answers = vec![
            ("DescribeRegions", Ok(json!({"Regions": {"Region": [{"RegionId": "cn-hangzhou"}]}}))),
            ("DescribeDBInstances", Ok(list)),
            ("DescribeDBInstanceAttribute", Ok(attribute("Running", "", ""))),
            ("DescribeDBInstanceEncryptionKey", Ok(json!({"EncryptionKey": KEY}))),
            ("CheckCloudResourceAuthorized", Ok(json!({"AuthorizationState": 1, "RoleArn": ROLE}))),
            ("DescribeKey", Ok(key("Enabled"))),
            ("ListAliasesByKeyId", Ok(json!({"Aliases": {"Alias": [{"AliasName": "alias/orders"}]}}))),
            ("ListResourceTags", Ok(tags(&[(MARK, "true")]))),
            ("GetRole", Ok(json!({"Role": {"AssumeRolePolicyDocument": TRUST}}))),
            (
                "ListPoliciesForRole",
                Ok(json!({"Policies": {"Policy": [{"PolicyName": "Seed", "PolicyType": "Custom"}]}})),
            ),
            ("GetPolicy", Ok(policy(POLICY))),
            ("DescribeTdeAttachments", Ok(attached(&[]))),
        ];
        Self { answers, asked: RefCell::default() }
    }

    fn with(mut self, operation: &'static str, answer: Answer) -> Self {
        self.answers.push((operation, answer));
        self
    }

    fn screen(&self) -> Screen {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let (instances, attachments) = gather::everything(self, None, None, now).unwrap();
        Screen::of("http://127.0.0.1:8470".to_owned(), instances, attachments)
    }
}

/// Attached servers by name, what their next start comes to, and why.
fn attached(all: &[(&str, &str, &str)]) -> Value {
    let one = |(name, next_start, reason): &(&str, &str, &str)| {
        json!({
            "Name": name, "MountPath": "tde-0mf3k2l9zq1a2b3c4", "Status": "Attached", "NextStart": next_start,
            "Reason": reason, "EncryptionKey": KEY, "RoleArn": ROLE, "TokenTime": "2026-01-01T00:00:00Z",
            "LastOpenedTime": "2026-01-02T00:00:00Z",
        })
    };
    json!({"Items": {"TdeAttachment": all.iter().map(one).collect::<Vec<_>>()}})
}

#[test]
fn attached_servers_are_shown_and_looked_after_like_databases() {
    let well = ("orders", "Succeeds", "");
    let refused = ("stock", "Refused", "the encryption key is disabled");
    let world = |all: &[_]| World::new().with("DescribeTdeAttachments", Ok(attached(all)));
    assert_eq!(world(&[well]).screen().exit(), 0);
    let screen = world(&[well, refused]).screen();
    assert_eq!(screen.exit(), 1);
    insta::assert_snapshot!("status-attached", human::shown(&screen));
    // What mends it is told as for a database.
    let mended = |world: World| {
        let screen = world.with("DescribeTdeAttachments", Ok(attached(&[refused]))).screen();
        let shown = human::shown(&screen);
        shown.lines().last().and_then(|line| line.split_once("→ ")).map(|(_, remedy)| remedy.to_owned())
    };
    assert_eq!(mended(World::new()), None);
    assert_eq!(
        mended(World::new().with("DescribeKey", Ok(key("Disabled")))),
        Some(format!("rampart call kms EnableKey --KeyId {KEY}"))
    );
    assert_eq!(
        mended(World::new().with("GetRole", Err((404, "EntityNotExist.Role")))),
        Some("make it again: rampart authorize rds".to_owned())
    );
    let unread = World::new().with("DescribeTdeAttachments", Err((403, "NoPermission"))).screen();
    assert_eq!(unread.exit(), 1);
    insta::assert_snapshot!("status-attached-unread", human::shown(&unread));
}

fn attribute(state: &str, lock: &str, tips: &str) -> Value {
    json!({"Items": {"DBInstanceAttribute": [{
        "DBInstanceId": "pgm-1", "DBInstanceDescription": "orders", "DBInstanceStatus": state,
        "Engine": "PostgreSQL", "EngineVersion": "15.0", "ConnectionString": "127.0.0.1", "Port": "15432",
        "LockMode": if lock.is_empty() { "Unlock" } else { "ManualLock" }, "LockReason": lock, "Tips": tips,
    }]}})
}

#[test]
fn what_really_runs_is_told_beside_the_engine_and_never_in_a_warning() {
    for (tips, level, warning) in
        [("served by MariaDB 10.11", 0, None), ("", 0, None), ("soon", 1, Some("soon"))]
    {
        let mut told = attribute("Running", "", tips);
        let shown = &mut told["Items"]["DBInstanceAttribute"][0];
        shown["Engine"] = json!("MySQL");
        shown["EngineVersion"] = json!("8.0");
        shown["CurrentKernelVersion"] = json!("MariaDB 10.11");
        shown["TipsLevel"] = json!(level);
        let off = Ok(json!({"EncryptionKey": ""}));
        let world =
            World::new().with("DescribeDBInstanceAttribute", Ok(told)).with("DescribeDBInstanceTDE", off);
        let screen = world.screen();
        let shown = &screen.instances[0];
        let told = (shown.engine.as_str(), shown.warning.as_deref());
        assert_eq!(told, ("MySQL 8.0, served by MariaDB 10.11", warning));
    }
}

fn tables(key: &str, state: &str, tips: Option<&str>) -> Value {
    json!({
        "TDEStatus": "Enabled", "EncryptionKey": key, "RoleArn": ROLE, "State": state, "Progress": 40, "Tips": tips,
    })
}

/// One of MariaDB, on a plain disk.
fn mariadb(world: World) -> World {
    let mut told = attribute("Running", "", "");
    told["Items"]["DBInstanceAttribute"][0]["Engine"] = json!("MariaDB");
    told["Items"]["DBInstanceAttribute"][0]["EngineVersion"] = json!("10.11");
    let plain = Ok(json!({"EncryptionKey": ""}));
    world.with("DescribeDBInstanceAttribute", Ok(told)).with("DescribeDBInstanceEncryptionKey", plain)
}

#[test]
fn the_next_start_needs_the_tables_key_as_well() {
    let on = || mariadb(World::new()).with("DescribeDBInstanceTDE", Ok(tables(KEY, "Encrypting", None)));
    insta::assert_snapshot!("status-tables", human::shown(&on().screen()));
    assert_eq!(on().screen().exit(), 0);
    for (world, exit) in [
        (mariadb(World::new()).with("DescribeDBInstanceTDE", Ok(json!({"EncryptionKey": ""}))), 0),
        (on().with("DescribeKey", Ok(key("Disabled"))), 1),
        (on().with("ListResourceTags", Ok(tags(&[]))), 1),
        (on().with("DescribeDBInstanceTDE", Ok(tables(KEY, "Encrypted", Some("its next start: no")))), 1),
        (mariadb(World::new()).with("DescribeDBInstanceTDE", Err((403, "NoPermission"))), 1),
    ] {
        let screen = world.screen();
        assert_eq!(screen.exit(), exit, "{screen:?}");
    }
}

#[test]
fn what_is_true_of_disk_and_tables_is_said_once() {
    let mut told = attribute("Running", "", "");
    told["Items"]["DBInstanceAttribute"][0]["Engine"] = json!("MariaDB");
    let world = World::new()
        .with("DescribeDBInstanceAttribute", Ok(told))
        .with("DescribeDBInstanceTDE", Ok(tables(KEY, "Encrypted", None)))
        .with("DescribeKey", Ok(key("Disabled")));
    let screen = world.screen();
    let Some(NextStart::Fails(hindrances)) = &screen.instances[0].next_start else { panic!("{screen:?}") };
    assert_eq!(hindrances.len(), 1, "{hindrances:?}");
}

fn key(state: &str) -> Value {
    let arn = format!("acs:kms:cn-hangzhou:1234567890123456:key/{KEY}");
    json!({"KeyMetadata": {"KeyId": KEY, "Arn": arn, "KeyState": state}})
}

fn tags(tags: &[(&str, &str)]) -> Value {
    let tags: Vec<_> = tags.iter().map(|(key, value)| json!({"TagKey": key, "TagValue": value})).collect();
    json!({"Tags": {"Tag": tags}})
}

fn policy(document: &str) -> Value {
    json!({"DefaultPolicyVersion": {"PolicyDocument": document}})
}

fn statement(effect: &str, resource: &str) -> Value {
    let statement = json!({"Effect": effect, "Action": "kms:*", "Resource": resource});
    policy(&json!({"Version": "1", "Statement": [statement]}).to_string())
}

/// What the next start of the one database is said to come to: `yes`, `no: …` or `unknown: …`.
#[track_caller]
fn check(world: World, expected: &str) {
    let screen = world.screen();
    let said = match &screen.instances[0].next_start {
        None => "nothing".to_owned(),
        Some(NextStart::Succeeds) => "yes".to_owned(),
        Some(NextStart::Fails(why)) => {
            let why: Vec<_> = why.iter().map(|hindrance| hindrance.reason.as_str()).collect();
            format!("no: {}", why.join("; "))
        }
        Some(NextStart::Unknown(what)) => format!("unknown: {}", what.join("; ")),
    };
    assert_eq!(said, expected);
}

#[test]
fn the_next_start_is_told_by_key_mark_trust_and_policies() {
    let world = World::new;
    check(world(), "yes");
    check(world().with("DescribeDBInstanceEncryptionKey", Ok(json!({"EncryptionKey": ""}))), "yes");
    for (state, told) in [
        ("Disabled", "is disabled"),
        ("PendingDeletion", "is scheduled for deletion"),
        ("PendingImport", "has no key material"),
    ] {
        check(world().with("DescribeKey", Ok(key(state))), &format!("no: the encryption key {KEY} {told}"));
    }
    let gone = world().with("DescribeKey", Err((404, "Forbidden.KeyNotFound")));
    check(gone, &format!("no: the encryption key {KEY} does not exist"));

    let only = "no: statement 2 of policy Seed allows kms:Decrypt only where kms:tag/acs:rds:instance-encryption \
                StringEqualsIgnoreCase true; it is";
    check(world().with("ListResourceTags", Ok(tags(&[]))), &format!("{only} not set"));
    check(world().with("ListResourceTags", Ok(tags(&[(MARK, "no")]))), &format!("{only} no"));
    check(world().with("ListResourceTags", Ok(tags(&[(MARK, "TRUE")]))), "yes");

    check(
        world().with("ListPoliciesForRole", Ok(json!({"Policies": {"Policy": []}}))),
        &format!("no: no policy of the role {ROLE} allows kms:Decrypt"),
    );
    check(
        world().with("GetPolicy", Ok(statement("Allow", "acs:kms:*:*:key/other"))),
        &format!(
            "no: statement 1 of policy Seed allows kms:Decrypt for Resource acs:kms:*:*:key/other only, not \
             acs:kms:cn-hangzhou:1234567890123456:key/{KEY}"
        ),
    );
    check(
        world().with("GetPolicy", Ok(statement("Deny", "*"))),
        "no: statement 1 of policy Seed denies kms:Decrypt",
    );
    check(
        world().with("GetRole", Err((404, "EntityNotExist.Role"))),
        &format!("no: the role {ROLE} does not exist"),
    );
    let other = TRUST.replace("rds.aliyuncs.com", "ecs.aliyuncs.com");
    check(
        world().with("GetRole", Ok(json!({"Role": {"AssumeRolePolicyDocument": other}}))),
        &format!("no: the role {ROLE} does not trust rds.aliyuncs.com"),
    );
}

#[test]
fn authorize_is_advised_only_where_it_mends_something() {
    let other = ROLE.replace("aliyunrdsinstanceencryptiondefaultrole", "mine");
    let worn = |role: &str| Ok(json!({"AuthorizationState": 1, "RoleArn": role}));
    let gone = || Err((404, "EntityNotExist.Role"));
    let held = |names: &[&str]| {
        let all: Vec<_> =
            names.iter().map(|name| json!({"PolicyName": name, "PolicyType": "Custom"})).collect();
        Ok(json!({"Policies": {"Policy": all}}))
    };
    let elsewhere =
        || Ok(policy(r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:*","Resource":"*"}]}"#));
    let named = "AliyunRDSInstanceEncryptionRolePolicy";
    for (world, remedy) in [
        (World::new().with("GetRole", gone()), "make it again: rampart authorize rds"),
        (
            World::new().with("CheckCloudResourceAuthorized", worn(&other)).with("GetRole", gone()),
            "make it again, and attach a policy to it: rampart call ram CreateRole --RoleName mine \
             --AssumeRolePolicyDocument '{\"Statement\":",
        ),
        (
            World::new().with("ListPoliciesForRole", held(&[])),
            "attach AliyunRDSInstanceEncryptionRolePolicy to it: rampart authorize rds",
        ),
        (
            World::new().with("ListPoliciesForRole", held(&[named])).with("GetPolicy", elsewhere()),
            "AliyunRDSInstanceEncryptionRolePolicy is not as on the vendor's page: `rampart authorize rds` says",
        ),
        (
            World::new()
                .with("CheckCloudResourceAuthorized", worn(&other))
                .with("ListPoliciesForRole", held(&[])),
            "attach the system policy to it: rampart call ram AttachPolicyToRole --PolicyType System --PolicyName \
             AliyunRDSInstanceEncryptionRolePolicy --RoleName mine",
        ),
    ] {
        let screen = world.screen();
        let Some(NextStart::Fails(hindrances)) = &screen.instances[0].next_start else {
            panic!("{screen:?}")
        };
        let told = hindrances[0].remedy.as_deref().unwrap();
        assert!(told.starts_with(remedy), "{told}");
    }
}

#[test]
fn the_servers_own_word_counts_where_nothing_else_is_seen() {
    let told =
        |lock, tips| World::new().with("DescribeDBInstanceAttribute", Ok(attribute("Stopped", lock, tips)));
    check(told("", "the disk is busy"), "no: the disk is busy");
    check(told("the encryption key is disabled", "x"), "no: the encryption key is disabled");
    check(
        told("the encryption key is disabled", "").with("DescribeKey", Ok(key("Disabled"))),
        &format!("no: the encryption key {KEY} is disabled"),
    );
}

#[test]
fn of_one_that_is_being_made_only_the_servers_word_is_told() {
    let made = |tips| {
        World::new()
            .with("ListResourceTags", Ok(tags(&[])))
            .with("DescribeDBInstanceAttribute", Ok(attribute("Creating", "", tips)))
    };
    check(made(""), "nothing");
    check(made("the role may not use the key"), "no: the role may not use the key");
}

#[test]
fn what_may_not_be_read_is_unknown_never_well() {
    let forbidden = || Err((403, "NoPermission"));
    let told = "NoPermission (403): no [R]";
    for (operation, what) in [
        ("DescribeDBInstanceEncryptionKey", "the disk's key"),
        ("CheckCloudResourceAuthorized", "the role"),
        ("DescribeKey", "the key's state"),
        ("ListResourceTags", "the key's tags"),
        ("GetRole", "the role"),
        ("ListPoliciesForRole", "the role's policies"),
        ("GetPolicy", "the role's policies"),
    ] {
        check(World::new().with(operation, forbidden()), &format!("unknown: {what}: {told}"));
    }
    check(
        World::new().with("GetPolicy", Ok(policy("{"))),
        "unknown: the policy Seed: it cannot be understood",
    );
    // What is known to fail fails, whatever else may not be read.
    let both = World::new().with("GetRole", forbidden()).with("DescribeKey", Ok(key("Disabled")));
    check(both, &format!("no: the encryption key {KEY} is disabled"));
}

fn crowd() -> World {
    let listed = |id: &str, state: &str| json!({"DBInstanceId": id, "DBInstanceStatus": state, "DBInstanceDescription": "old \u{1b}[2J", "DestroyTime": "2026-01-08T00:00:00Z"});
    World::new()
        .with(
            "DescribeDBInstances",
            Ok(json!({"NextToken": "pgm-1", "Items": {"DBInstance": [listed("pgm-1", "Running")]}})),
        )
        .with("DescribeDBInstances/pgm-1", Ok(json!({"Items": {"DBInstance": [listed("pgm-2", "Running")]}})))
        .with("DescribeDBInstances/bin", Ok(json!({"Items": {"DBInstance": [listed("pgm-3", "Deleted")]}})))
}

#[test]
fn the_screen_shows_every_database() {
    let shown = |world: World| human::shown(&world.screen());
    insta::assert_snapshot!("status-well", shown(World::new()));
    insta::assert_snapshot!("status-json", json(&World::new().screen()));
    insta::assert_snapshot!(
        "status-locked",
        shown(
            World::new()
                .with("DescribeKey", Ok(key("Disabled")))
                .with("ListResourceTags", Ok(tags(&[])))
                .with(
                    "DescribeDBInstanceAttribute",
                    Ok(attribute("Stopped", "the encryption key is disabled", "wait"))
                )
        )
    );
    let gone = || crowd().with("DescribeDBInstanceAttribute", Err((404, "InvalidDBInstanceId.NotFound")));
    insta::assert_snapshot!("status-crowd", shown(gone()));
    insta::assert_snapshot!(
        "status-unknown",
        shown(World::new().with("GetRole", Err((403, "NoPermission"))))
    );
    let dark = Screen::dark(Some("http://127.0.0.1:8470".to_owned()), "connection refused".to_owned());
    insta::assert_snapshot!("status-dark", human::shown(&dark));
}

#[test]
fn keys_and_roles_are_read_once() {
    let world = crowd();
    world.screen();
    for operation in ["DescribeKey", "GetRole", "CheckCloudResourceAuthorized", "DescribeRegions"] {
        assert_eq!(world.asked.borrow().iter().filter(|asked| *asked == operation).count(), 1, "{operation}");
    }
}

#[test]
fn the_exit_code_tells_whether_to_look() {
    assert_eq!(World::new().screen().exit(), 0);
    assert_eq!(World::new().with("DescribeKey", Ok(key("Disabled"))).screen().exit(), 1);
    let warned = World::new().with("DescribeDBInstanceAttribute", Ok(attribute("Running", "", "soon")));
    assert_eq!(warned.screen().exit(), 1);
    assert_eq!(Screen::dark(None, "no".to_owned()).exit(), 2);
    let unread = World::new().with("GetRole", Err((403, "NoPermission")));
    assert_eq!(unread.screen().exit(), 1);
    let empty = World::new().with("DescribeDBInstances", Ok(json!({"Items": {"DBInstance": []}})));
    assert_eq!(empty.screen().exit(), 0);
}
