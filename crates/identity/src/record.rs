//! What stands in identity's rows. Kinds 0x0101 to 0x01FF; a golden file of each is a test.
//!
//! What may be done with them stands with each noun.

use rampart_seal::{SecretArray, SecretString};
use rampart_store::{field_by_text, part, record};
use rampart_vocab::{AccessKeyId, AccountId, GroupId, PolicyId, RoleId, Tag, Timestamp, UserId};

use crate::{
    login::LoginNetworks,
    name::{
        Comments, Description, DisplayName, Email, GroupName, MobilePhone, PolicyName, RoleName, UserName,
    },
};

record! {
    /// An account.
    pub struct AccountRecord (kind = 0x0101, version = 1) {
        /// Its number.
        1 => pub id: AccountId,
        /// The key made at its founding.
        2 => pub root_key: AccessKeyId,
        /// When it was founded.
        3 => pub created: Timestamp,
        /// The account's own sessions that began before this are over.
        4 => pub sessions_not_before: Option<Timestamp>,
    }
}

record! {
    /// Says nothing: the row's version is the epoch.
    pub struct EpochRecord (kind = 0x0102, version = 1) {}
}

record! {
    /// A user.
    pub struct UserRecord (kind = 0x0103, version = 1) {
        /// Whose.
        1 => pub account: AccountId,
        /// The immutable id.
        2 => pub id: UserId,
        /// The name, as it was given.
        3 => pub name: UserName,
        /// A name for people.
        4 => pub display_name: Option<DisplayName>,
        /// A telephone number.
        5 => pub mobile_phone: Option<MobilePhone>,
        /// An address for mail.
        6 => pub email: Option<Email>,
        /// A remark.
        7 => pub comments: Option<Comments>,
        /// When it was made.
        8 => pub created: Timestamp,
        /// When it last changed.
        9 => pub updated: Timestamp,
        /// Labels, by key.
        10 => pub tags: Vec<Tag>,
        /// The user's sessions that began before this are over.
        11 => pub sessions_not_before: Option<Timestamp>,
    }
}

record! {
    /// From a user's name to its id.
    pub struct UserNameRecord (kind = 0x0104, version = 1) {
        /// The user.
        1 => pub id: UserId,
    }
}

record! {
    /// An access key.
    pub struct AccessKeyRecord (kind = 0x0105, version = 1) {
        /// Whose.
        1 => pub account: AccountId,
        /// The user; none for the account itself.
        2 => pub owner: Option<UserId>,
        /// The public half.
        3 => pub id: AccessKeyId,
        /// What requests are signed with: recoverable, since a signature is checked with it.
        4 => pub secret: SecretString,
        /// Whether it may be used.
        5 => pub active: bool,
        /// When it was made.
        6 => pub created: Timestamp,
    }
}

record! {
    /// A place in an index: being there is all it says.
    pub struct MarkRecord (kind = 0x0106, version = 1) {}
}

record! {
    /// A custom policy.
    pub struct PolicyRecord (kind = 0x0107, version = 1) {
        /// Whose.
        1 => pub account: AccountId,
        /// The immutable id.
        2 => pub id: PolicyId,
        /// The name.
        3 => pub name: PolicyName,
        /// What it is for.
        4 => pub description: Option<Description>,
        /// The number of the version in force.
        5 => pub default_version: u32,
        /// The number of the version made last; none is used again.
        6 => pub last_version: u32,
        /// When it was made.
        7 => pub created: Timestamp,
        /// When it last changed.
        8 => pub updated: Timestamp,
        /// Labels, by key.
        9 => pub tags: Vec<Tag>,
    }
}

record! {
    /// From a policy's name to its id.
    pub struct PolicyNameRecord (kind = 0x0108, version = 1) {
        /// The policy.
        1 => pub id: PolicyId,
    }
}

record! {
    /// One version of a custom policy; never changed.
    pub struct PolicyVersionRecord (kind = 0x0109, version = 1) {
        /// Its number, from 1.
        1 => pub number: u32,
        /// The policy's name, by which a decision names it.
        2 => pub policy: PolicyName,
        /// The document as it was given.
        3 => pub document: Box<str>,
        /// When it was made.
        4 => pub created: Timestamp,
    }
}

record! {
    /// A role.
    pub struct RoleRecord (kind = 0x010A, version = 1) {
        /// Whose.
        1 => pub account: AccountId,
        /// The immutable id.
        2 => pub id: RoleId,
        /// The name, as it was given.
        3 => pub name: RoleName,
        /// What it is for.
        4 => pub description: Option<Description>,
        /// Who may wear it: the document as it was given.
        5 => pub trust: Box<str>,
        /// The longest session, in seconds.
        6 => pub max_session_seconds: u32,
        /// When it was made.
        7 => pub created: Timestamp,
        /// When it last changed.
        8 => pub updated: Timestamp,
        /// Labels, by key.
        9 => pub tags: Vec<Tag>,
        /// The role's sessions that began before this are over.
        10 => pub sessions_not_before: Option<Timestamp>,
    }
}

record! {
    /// From a role's name to its id.
    pub struct RoleNameRecord (kind = 0x010B, version = 1) {
        /// The role.
        1 => pub id: RoleId,
    }
}

record! {
    /// A policy at a user, a group or a role; the same in both directions.
    pub struct AttachmentRecord (kind = 0x010C, version = 1) {
        /// Since when.
        1 => pub attached: Timestamp,
    }
}

record! {
    /// A session that was ended before its time.
    pub struct EndedSessionRecord (kind = 0x010D, version = 1) {
        /// When it would have ended by itself, and this row may go.
        1 => pub expires: Timestamp,
    }
}

record! {
    /// The root of one term's token keys.
    pub struct TokenKeyRecord (kind = 0x010E, version = 1) {
        /// The term.
        1 => pub term: u32,
        /// What sealing key and session secrets are derived from.
        2 => pub root: SecretArray<32>,
        /// When the term began.
        3 => pub created: Timestamp,
    }
}

record! {
    /// The replay guard's secret.
    pub struct ReplayKeyRecord (kind = 0x010F, version = 1) {
        /// SipHash's key.
        1 => pub key: SecretArray<16>,
    }
}

record! {
    /// A group of users.
    pub struct GroupRecord (kind = 0x0110, version = 1) {
        /// Whose.
        1 => pub account: AccountId,
        /// The immutable id.
        2 => pub id: GroupId,
        /// The name, as it was given.
        3 => pub name: GroupName,
        /// A remark.
        4 => pub comments: Option<Comments>,
        /// When it was made.
        5 => pub created: Timestamp,
        /// When it last changed.
        6 => pub updated: Timestamp,
    }
}

record! {
    /// From a group's name to its id.
    pub struct GroupNameRecord (kind = 0x0111, version = 1) {
        /// The group.
        1 => pub id: GroupId,
    }
}

record! {
    /// A user in a group; the same in both directions.
    pub struct MembershipRecord (kind = 0x0112, version = 1) {
        /// Since when.
        1 => pub joined: Timestamp,
    }
}

part! {
    /// A password, hashed (argon2id, RFC 9106).
    pub struct PasswordHash {
        /// Memory, in KiB.
        1 => pub memory_kib: u32,
        /// Passes over it.
        2 => pub passes: u32,
        /// Lanes.
        3 => pub lanes: u32,
        /// The salt, one for all passwords of one login profile.
        4 => pub salt: [u8; 16],
        /// What the password comes to.
        5 => pub digest: SecretArray<32>,
    }
}

record! {
    /// By which password a user, or the account itself, signs in.
    pub struct LoginProfileRecord (kind = 0x0113, version = 1) {
        /// Whose.
        1 => pub account: AccountId,
        /// The user; none for the account itself.
        2 => pub user: Option<UserId>,
        /// The present password.
        3 => pub password: PasswordHash,
        /// Those before, the last first.
        4 => pub earlier: Vec<PasswordHash>,
        /// Since when the present one holds.
        5 => pub password_set: Timestamp,
        /// Whether it must be changed at the next signing in.
        6 => pub reset_required: bool,
        /// Whether a second factor must be bound at the next signing in.
        7 => pub mfa_bind_required: bool,
        /// When it was made.
        8 => pub created: Timestamp,
        /// When somebody last signed in by it.
        9 => pub last_sign_in: Option<Timestamp>,
    }
}

record! {
    /// What an account asks of its users' passwords.
    pub struct PasswordPolicyRecord (kind = 0x0114, version = 1) {
        /// The fewest characters.
        1 => pub minimum_length: u32,
        /// Whether a lower-case letter must be there.
        2 => pub require_lowercase: bool,
        /// Whether an upper-case letter must be there.
        3 => pub require_uppercase: bool,
        /// Whether a digit must be there.
        4 => pub require_numbers: bool,
        /// Whether something else must be there.
        5 => pub require_symbols: bool,
        /// Whether a password that is too old lets nobody in.
        6 => pub hard_expiry: bool,
        /// How old a password may be, in days; any age when 0.
        7 => pub max_age_days: u32,
        /// How many of the last passwords a new one must differ from.
        8 => pub reuse_prevention: u32,
        /// Wrong passwords within an hour that lock a user for an hour; none does when 0.
        9 => pub max_login_attempts: u32,
    }
}

record! {
    /// What an account lets its users do for themselves.
    pub struct SecurityPreferenceRecord (kind = 0x0115, version = 1) {
        /// Whether they may change their own password.
        1 => pub change_password: bool,
        /// Whether they may manage their own access keys.
        2 => pub manage_access_keys: bool,
        /// Whether they may manage their own MFA device.
        3 => pub manage_mfa_devices: bool,
        /// Whether they may manage their own public keys.
        4 => pub manage_public_keys: bool,
        /// Whether a browser may be remembered after a second factor.
        5 => pub save_mfa_ticket: bool,
        /// How long they stay signed in, in hours.
        6 => pub session_hours: u32,
        /// From where they may sign in.
        7 => pub networks: LoginNetworks,
    }
}

record! {
    /// When an access key was last used, as of its last writing down.
    pub struct AccessKeyUsedRecord (kind = 0x0116, version = 1) {
        /// When.
        1 => pub at: Timestamp,
    }
}

field_by_text!(
    LoginNetworks,
    UserName,
    GroupName,
    RoleName,
    PolicyName,
    DisplayName,
    MobilePhone,
    Email,
    Comments,
    Description
);
