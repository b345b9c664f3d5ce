//! What every record looks like in bytes: a change here is a change of what stands in people's stores.

use rampart_identity::{
    login::SecurityPreference,
    name::{Comments, Description, DisplayName, Email, GroupName, MobilePhone},
    record::{
        AccessKeyRecord, AccessKeyUsedRecord, AccountRecord, AttachmentRecord, EndedSessionRecord,
        EpochRecord, GroupNameRecord, GroupRecord, LoginProfileRecord, MarkRecord, MembershipRecord,
        PasswordHash, PasswordPolicyRecord, PolicyNameRecord, PolicyRecord, PolicyVersionRecord,
        ReplayKeyRecord, RoleNameRecord, RoleRecord, TokenKeyRecord, UserNameRecord, UserRecord,
    },
};
use rampart_seal::SecretArray;
use rampart_store::{Unknown, golden};
use rampart_vocab::{AccountId, GroupId, PolicyId, RoleId, Tag, Timestamp, UserId};

use crate::world::{ACCOUNT, TRUST_RDS, policy_name, role_name, user_name};

const UNKNOWN: Unknown = Unknown::NONE;

fn account() -> AccountId {
    AccountId::new(ACCOUNT).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn file(name: &str) -> String {
    format!("tests/golden/{name}-v1.txt")
}

#[test]
fn accounts_are_stored_so() {
    let record = AccountRecord {
        id: account(),
        root_key: "LTAI5tabcdefghijklmnopqr".parse().unwrap(),
        created: at("2026-01-01T00:00:00Z"),
        sessions_not_before: None,
        unknown: UNKNOWN,
    };
    let signed_out =
        AccountRecord { sessions_not_before: Some(at("2026-01-02T00:00:00.250Z")), ..record.clone() };
    golden::check(file("account"), &[("fresh", record), ("signed-out", signed_out)]);
    golden::check(file("epoch"), &[("any", EpochRecord { unknown: UNKNOWN })]);
    golden::check(file("mark"), &[("any", MarkRecord { unknown: UNKNOWN })]);
}

#[test]
fn users_are_stored_so() {
    let bare = UserRecord {
        account: account(),
        id: UserId::from_number(200_000_000_000_000_001),
        name: user_name("Alice"),
        display_name: None,
        mobile_phone: None,
        email: None,
        comments: None,
        created: at("2026-01-01T00:00:00Z"),
        updated: at("2026-01-01T00:00:00Z"),
        tags: Vec::new(),
        sessions_not_before: None,
        unknown: UNKNOWN,
    };
    let full = UserRecord {
        display_name: DisplayName::parse("爱丽丝").ok(),
        mobile_phone: MobilePhone::parse("86-18600008888").ok(),
        email: Email::parse("alice@example.com").ok(),
        comments: Comments::parse("nightly").ok(),
        tags: vec![Tag::new("team", "db")],
        sessions_not_before: Some(at("2026-01-02T00:00:00Z")),
        ..bare.clone()
    };
    golden::check(file("user"), &[("bare", bare), ("full", full)]);
    let name = UserNameRecord { id: UserId::from_number(200_000_000_000_000_001), unknown: UNKNOWN };
    golden::check(file("user-name"), &[("any", name)]);
}

#[test]
fn groups_are_stored_so() {
    let id = GroupId::from_number(400_000_000_000_000_001);
    let bare = GroupRecord {
        account: account(),
        id,
        name: GroupName::parse("Dev.Team_1").unwrap(),
        comments: None,
        created: at("2026-01-01T00:00:00Z"),
        updated: at("2026-01-02T00:00:00Z"),
        unknown: UNKNOWN,
    };
    let full = GroupRecord { comments: Comments::parse("开发团队").ok(), ..bare.clone() };
    golden::check(file("group"), &[("bare", bare), ("full", full)]);
    golden::check(file("group-name"), &[("any", GroupNameRecord { id, unknown: UNKNOWN })]);
    let membership = MembershipRecord { joined: at("2026-01-02T00:00:00Z"), unknown: UNKNOWN };
    golden::check(file("membership"), &[("any", membership)]);
}

#[test]
fn access_keys_are_stored_so() {
    let of_user = AccessKeyRecord {
        account: account(),
        owner: Some(UserId::from_number(200_000_000_000_000_001)),
        id: "LTAI5tabcdefghijklmnopqr".parse().unwrap(),
        secret: "abcdefghijklmnopqrstuvwxyz0123".into(),
        active: true,
        created: at("2026-01-01T00:00:00Z"),
        unknown: UNKNOWN,
    };
    let of_root = AccessKeyRecord { owner: None, active: false, ..of_user.clone() };
    golden::check(file("access-key"), &[("of-user", of_user), ("of-root", of_root)]);
}

#[test]
fn logins_are_stored_so() {
    let hash = |byte: u8| PasswordHash {
        memory_kib: 19 << 10,
        passes: 2,
        lanes: 1,
        salt: [7; 16],
        digest: SecretArray::new([byte; 32]),
        unknown: UNKNOWN,
    };
    let of_user = LoginProfileRecord {
        account: account(),
        user: Some(UserId::from_number(200_000_000_000_000_001)),
        password: hash(1),
        earlier: vec![hash(2), hash(3)],
        password_set: at("2026-01-03T00:00:00Z"),
        reset_required: true,
        mfa_bind_required: false,
        created: at("2026-01-01T00:00:00Z"),
        last_sign_in: Some(at("2026-01-04T00:00:00Z")),
        unknown: UNKNOWN,
    };
    let of_root =
        LoginProfileRecord { user: None, earlier: Vec::new(), last_sign_in: None, ..of_user.clone() };
    golden::check(file("login-profile"), &[("of-user", of_user), ("of-root", of_root)]);
    let policy = PasswordPolicyRecord {
        minimum_length: 12,
        require_lowercase: true,
        require_uppercase: false,
        require_numbers: true,
        require_symbols: false,
        hard_expiry: true,
        max_age_days: 90,
        reuse_prevention: 5,
        max_login_attempts: 3,
        unknown: UNKNOWN,
    };
    golden::check(file("password-policy"), &[("any", policy)]);
    let set = SecurityPreference {
        change_password: false,
        networks: "10.0.0.0/8;192.168.0.0/16".parse().unwrap(),
        ..SecurityPreference::default()
    };
    golden::check(file("security-preference"), &[("default", SecurityPreference::default()), ("set", set)]);
    let used = AccessKeyUsedRecord { at: at("2026-01-04T00:00:00Z"), unknown: UNKNOWN };
    golden::check(file("access-key-used"), &[("any", used)]);
}

#[test]
fn policies_are_stored_so() {
    let id = PolicyId::from_bytes([7; 16]);
    let policy = PolicyRecord {
        account: account(),
        id,
        name: policy_name("AliyunRDSInstanceEncryptionRolePolicy"),
        description: Description::parse("for RDS").ok(),
        default_version: 2,
        last_version: 3,
        created: at("2026-01-01T00:00:00Z"),
        updated: at("2026-01-02T00:00:00Z"),
        tags: vec![Tag::new("team", "")],
        unknown: UNKNOWN,
    };
    golden::check(file("policy"), &[("full", policy)]);
    golden::check(file("policy-name"), &[("any", PolicyNameRecord { id, unknown: UNKNOWN })]);
    let version = PolicyVersionRecord {
        number: 2,
        policy: policy_name("p"),
        document: crate::world::document("Allow", "kms:*", "*"),
        created: at("2026-01-02T00:00:00Z"),
        unknown: UNKNOWN,
    };
    golden::check(file("policy-version"), &[("any", version)]);
    let attachment = AttachmentRecord { attached: at("2026-01-02T00:00:00Z"), unknown: UNKNOWN };
    golden::check(file("attachment"), &[("any", attachment)]);
}

#[test]
fn roles_are_stored_so() {
    let id = RoleId::from_number(300_000_000_000_000_001);
    let role = RoleRecord {
        account: account(),
        id,
        name: role_name("AliyunRDSInstanceEncryptionDefaultRole"),
        description: Description::parse("for RDS").ok(),
        trust: TRUST_RDS.into(),
        max_session_seconds: 3_600,
        created: at("2026-01-01T00:00:00Z"),
        updated: at("2026-01-02T00:00:00Z"),
        tags: Vec::new(),
        sessions_not_before: Some(at("2026-01-03T00:00:00.001Z")),
        unknown: UNKNOWN,
    };
    golden::check(file("role"), &[("full", role)]);
    golden::check(file("role-name"), &[("any", RoleNameRecord { id, unknown: UNKNOWN })]);
    let ended = EndedSessionRecord { expires: at("2026-01-03T00:00:00Z"), unknown: UNKNOWN };
    golden::check(file("ended-session"), &[("any", ended)]);
}

#[test]
fn secrets_are_stored_so() {
    let token_key = TokenKeyRecord {
        term: 1,
        root: SecretArray::new([9; 32]),
        created: at("2026-01-01T00:00:00Z"),
        unknown: UNKNOWN,
    };
    golden::check(file("token-key"), &[("any", token_key)]);
    let replay_key = ReplayKeyRecord { key: SecretArray::new([9; 16]), unknown: UNKNOWN };
    golden::check(file("replay-key"), &[("any", replay_key)]);
}
