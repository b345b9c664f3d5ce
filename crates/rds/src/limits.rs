//! Every limit that databases keep, by name.

use std::time::Duration;

use rampart_vocab::Timestamp;

/// Days for which a deleted instance's disk and wrapped key are kept. Our own choice.
pub const BIN_DAYS: i64 = 7;
/// Happenings that an instance remembers; the oldest goes first.
pub const HAPPENINGS_MAX: usize = 50;
/// Bytes of a reason that is kept.
pub const REASON_BYTES_MAX: usize = 1024;
/// Entries of one allow list. Source: RDS, ModifySecurityIps.
pub const ALLOW_ENTRIES_MAX: usize = 1000;
/// Allow lists of one instance. Source: RDS, ModifySecurityIps.
pub const ALLOW_LISTS_MAX: usize = 50;
/// Instances of one account.
pub const INSTANCES_PER_ACCOUNT_MAX: usize = 100;
/// Attached servers of one account, detached ones that are kept included.
pub const ATTACHMENTS_PER_ACCOUNT_MAX: usize = 100;
/// Versions of one instance's table keys: none may go, since no engine tells that it has no page under it any more, and
/// each start opens them all.
pub const TABLE_KEY_VERSIONS_MAX: usize = 100;
/// Accounts of one instance.
pub const ACCOUNTS_PER_INSTANCE_MAX: usize = 200;
/// Databases of one instance.
pub const DATABASES_PER_INSTANCE_MAX: usize = 200;
/// Bytes of a name that is repeated in a refusal: the longest name is shown whole.
pub const NAME_SHOWN_BYTES: usize = 64;
/// Tags of one instance. Source: RDS, TagResources.
pub const TAGS_MAX: usize = 20;
/// Characters of a description. Source: RDS, ModifyDBInstanceDescription.
pub const DESCRIPTION_CHARS_MAX: usize = 256;
/// Bytes of a client token. Source: RDS, CreateDBInstance.
pub const CLIENT_TOKEN_BYTES_MAX: usize = 64;
/// Storage of one instance in GB. Source: RDS, CreateDBInstance (cloud disks of PostgreSQL begin at 20; ours may be
/// smaller because images are sparse files on a person's own machine).
pub const STORAGE_GB: std::ops::RangeInclusive<u32> = 1..=64_000;
/// Ports that may be given out or asked for.
pub const PORTS: std::ops::RangeInclusive<u16> = 1024..=65_535;
/// Bytes of a password. Source: RDS, CreateAccount.
pub const PASSWORD_BYTES: std::ops::RangeInclusive<usize> = 8..=32;
/// Rows that one page answers at most. Source: RDS, PageSize.
pub const PAGE_MAX: usize = 100;

/// How often everything is looked at although nothing woke it.
pub const LOOK_EVERY: Duration = Duration::from_secs(30);
/// How often the right to a running instance's key is tried although nothing changed, since a remote key service
/// tells of no change.
pub const RIGHT_TRIED_EVERY: Duration = Duration::from_secs(600);
/// How often an engine that encrypts its tables is asked how far it is.
pub const TABLES_TOLD_EVERY: Duration = Duration::from_secs(5);
/// The least time between two rounds that changes of keys and rights caused.
pub const ROUNDS_SPACING: Duration = Duration::from_millis(200);
/// Changes of keys and rights that a follower may be behind before it takes them for anything.
pub const KEY_MOVES_BEHIND_MAX: usize = 4096;
/// The first wait after a failed pass; each further one waits twice as long.
pub const RETRY_FIRST: Duration = Duration::from_secs(1);
/// The longest wait after a failed pass.
pub const RETRY_LONGEST: Duration = Duration::from_secs(300);
/// An engine that ends by itself is started again at once, one that does so again within so long a little later each
/// time.
pub const CALM_AFTER: Duration = Duration::from_secs(120);
/// How long the key service may take to answer one call.
pub const KEY_ANSWER_WITHIN: Duration = Duration::from_secs(15);
/// How long an attached server waits for an answer of the endpoint, connection and all. Source: MariaDB,
/// `hashicorp_key_management_timeout`.
pub const ATTACHED_WAITS: Duration = Duration::from_secs(15);
/// How long finding that answer may take: it is to be sent before the server gives up.
pub const ATTACHED_ANSWER_WITHIN: Duration = ATTACHED_WAITS.saturating_sub(Duration::from_secs(3));
/// How long opening all of an attached server's keys may take: what came of it is to be written down, and told.
pub const ATTACHED_OPENED_WITHIN: Duration = ATTACHED_ANSWER_WITHIN.saturating_sub(Duration::from_secs(2));
/// How long an attached server's keys stay open for it after they were opened; it asks for all of them as it starts.
/// Who asks later has them opened anew, under the role: a start, whatever the plugin asks first.
pub const ATTACHED_KEYS_KEPT_FOR: Duration = Duration::from_secs(60);
/// How long a refusal of an attached server's keys is repeated before they are tried again, unless the right is found
/// to be given back meanwhile.
pub const ATTACHED_REFUSED_FOR: Duration = Duration::from_secs(5);
/// Instances looked at, asked for and closed at once. Such work mostly waits, and a lost key waits for it.
pub const LOOKING_AT_ONCE: usize = 16;
/// Instances made, opened and erased at once, beside those that are looked at.
pub const OPENING_AT_ONCE: usize = 8;
/// Instances whose accounts and databases are seen to at once, beside the others.
pub const FILLING_AT_ONCE: usize = 8;
/// Steps of one pass: more would mean that two steps undo each other.
pub const STEPS_PER_PASS: usize = 32;
/// Times that one commit is tried again on a conflict.
pub const COMMIT_TRIES: usize = 16;
/// How long an engine that starts is waited for: longer than one takes to say why it cannot, a key that nobody gives
/// among it. One that takes longer still, to recover from a crash, is looked at again.
pub const START_PATIENCE: Duration = Duration::from_secs(30);
/// How long making, opening or erasing a disk may take, and making an engine's data folder.
pub const DISK_PATIENCE: Duration = Duration::from_secs(600);
/// How long everything else may take that the hand is asked for; it also comes on top of what an order itself allows.
pub const HAND_ANSWERS_WITHIN: Duration = Duration::from_secs(90);
/// How long an engine may take to stop before it is made to.
pub const STOP_PATIENCE: Duration = Duration::from_secs(30);
/// The same where its key is lost: a third of it politely, a third by breaking connections, then by force.
pub const LOCK_PATIENCE: Duration = Duration::from_secs(3);
/// How long a foreign process may hold a disk's files.
pub const CLOSE_PATIENCE: Duration = Duration::from_secs(10);

/// Until when a disk is kept that is deleted now.
pub fn kept_until(now: Timestamp) -> Timestamp {
    let days = Duration::from_secs(BIN_DAYS.unsigned_abs() * 86_400);
    now.checked_add(days).unwrap_or(Timestamp::MAX)
}

/// The text's beginning, at most so many bytes, whole characters.
pub fn cut(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

/// Whether a text can describe something.
pub fn is_description(text: &str) -> bool {
    text.chars().count() <= DESCRIPTION_CHARS_MAX && !text.contains(char::is_control)
}
