//! What an owner can do with instances: one function an operation, each inside its caller's transaction and behind its
//! own permit.
//!
//! Nothing here starts or stops anything: a wish is recorded, the reconciler carries it out.

mod across;
mod create;
mod delete;
mod describe;
mod encryption;
mod network;
mod power;
mod settings;
mod tde;
#[cfg(test)]
mod tests;

use rampart_store::{StoreFailed, Txn};
use rampart_vocab::{RequestId, Timestamp};

pub use across::{describe_tags, list_events, list_tags};
pub use create::{MARIADB_VERSION, NewInstance, Site, create_instance};
pub use delete::{delete_instance, destroy_instance, recover_instance, set_deletion_protection};
pub use describe::{InstancePage, describe_events, describe_instance, list_instances};
pub use encryption::{
    EncryptionView, KeyUse, encryption_key, encryption_keys, instances_using_key, is_key_needed,
};
pub use network::{AllowListChange, NetInfo, allow_lists, modify_allow_list, net_info, parse_networks};
pub use power::{restart_instance, start_instance, stop_instance};
pub use settings::{set_description, tag_instance, tags_of, untag_instance};
pub use tde::{TablesView, TdeAsked, TdeView, disable_tde, enable_tde, must_have_tde, rotate_tde, tde};

use crate::{
    instance::{Event, Seen, Status, apply},
    intent::{CidrRefused, TableKeySource},
    limits,
    records::Instance,
    rows,
};

/// When something was asked, and by which request.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// When.
    pub now: Timestamp,
    /// By which request: what the reconciler does for it names it in the audit trail.
    pub cause: RequestId,
}

/// Why something about an instance was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum InstanceRefused {
    /// No such instance, or it is in the bin.
    #[error("there is no such instance")]
    NotFound,
    /// It is not in a state for it.
    #[error("the instance is {}: wait until it is in a state for this", crate::undocumented::status_word(*.0))]
    Status(Status),
    /// It serves, and would not come back from a restart.
    #[error(
        "the database would not come back from a restart, since {0}: mend that first, or take it down by \
         StopDBInstance"
    )]
    NoWayBack(String),
    /// Its key is lost.
    #[error("the instance is locked because {0}: give the key back first")]
    Locked(String),
    /// It is protected from deletion.
    #[error("the instance is protected from deletion: switch the protection off first")]
    Protected,
    /// It is not in the bin, and only what is there is destroyed or recovered.
    #[error("the instance is not deleted: delete it first")]
    NotInBin,
    /// Its time in the bin is over.
    #[error("the instance was deleted too long ago to be recovered")]
    BinIsEmpty,
    /// The account has as many as it may have.
    #[error("the account has {} instances: delete one first", limits::INSTANCES_PER_ACCOUNT_MAX)]
    TooMany,
    /// Another instance has the port.
    #[error("port {0} belongs to another instance: choose another, or none")]
    PortTaken(u16),
    /// The port is not one that may be given out.
    #[error("port {0} is outside of the range that this server gives out")]
    PortOutOfRange(u16),
    /// Every port tried belongs to an instance.
    #[error("no port is free: widen the server's range of ports")]
    NoPort,
    /// The disk would be too small or too large.
    #[error("a disk of {0} GB: choose between {least} and {most}", least = limits::STORAGE_GB.start(), most = limits::STORAGE_GB.end())]
    StorageSize(u32),
    /// The permit was given for another kind of disk than the one asked for.
    #[error("the instance was permitted with another encryption than it is asked for")]
    EncryptionMismatch,
    /// The server makes no encrypted disks.
    #[error(
        "an encrypted disk needs root: start the server as root, it gives root up except for mounts and users; or \
         leave the key out and have MariaDB encrypt its tables by ModifyDBInstanceTDE, which needs no root"
    )]
    DisksUnencrypted,
    /// A role without a key, or a key of another account.
    #[error("the role `{0}` belongs to another account: choose a role of this account")]
    ForeignRole(String),
    /// The token created another instance.
    #[error("the client token was used for an instance that differs: use a new token")]
    TokenReused,
    /// The token is too long.
    #[error("a client token has up to {} printable characters", limits::CLIENT_TOKEN_BYTES_MAX)]
    TokenForm,
    /// The description is too long.
    #[error("a description has up to {} characters", limits::DESCRIPTION_CHARS_MAX)]
    Description,
    /// The class has characters that no class has.
    #[error("`{0}` is no class: letters, digits, dots, hyphens and underscores, up to 64")]
    Class(String),
    /// An engine or version that cannot be made.
    #[error("`{0}` is not a version that is offered")]
    EngineVersion(String),
    /// Too many tags, or one out of form.
    #[error(
        "an instance has up to {} tags, keys of up to 64 and values of up to 128 characters, no key twice and none beginning with `acs:` or `aliyun`",
        limits::TAGS_MAX
    )]
    Tags,
    /// An entry of an allow list that is no network.
    #[error("`{entry}` in the allow list: {why}")]
    Network {
        /// The entry.
        entry: String,
        /// What is wrong with it.
        why: CidrRefused,
    },
    /// Too many entries or lists.
    #[error(
        "an instance has up to {} allow lists with {} entries in all",
        limits::ALLOW_LISTS_MAX,
        limits::ALLOW_ENTRIES_MAX
    )]
    AllowListSize,
    /// A name that no allow list can have.
    #[error(
        "`{0}` is no name for an allow list: a lower-case letter, then up to 31 lower-case letters, digits and underscores"
    )]
    AllowListName(String),
    /// Its engine has no TDE.
    #[error(
        "this engine does not encrypt tables by itself: have the instance's disk encrypted when it is created"
    )]
    TdeEngine,
    /// What its engine needs to be given keys is not installed.
    #[error(
        "the instance's tables cannot be encrypted: {}; {}, and ask again",
        TableKeySource::LACKING,
        TableKeySource::REMEDY
    )]
    TdeBarred,
    /// TDE is on, under the key asked for.
    #[error("the instance's tables are encrypted already: that needs no asking twice")]
    TdeOn,
    /// TDE is on, under another key.
    #[error(
        "the instance's tables are encrypted under another key, which cannot be exchanged: its versions can be rotated"
    )]
    TdeKeyFixed,
    /// TDE is on, under another role.
    #[error("the tables' key is used under another role, which cannot be exchanged: leave RoleArn out")]
    TdeRoleFixed,
    /// The tables' key has as many versions as are kept.
    #[error(
        "the tables' key has {} versions, the most that are kept: copy what it encrypts into a new instance",
        limits::TABLE_KEY_VERSIONS_MAX
    )]
    TdeVersions,
    /// TDE is not on.
    #[error("the instance's tables are not encrypted: switch TDE on first")]
    TdeOff,
    /// TDE cannot be switched off.
    #[error("the instance's tables stay encrypted: copy what must be clear into another instance")]
    TdeStaysOn,
    /// The engine has not yet taken what was asked before.
    #[error("the engine has not taken the tables' key yet that was asked for before: wait until it has")]
    TdeUnderway,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// Takes a wish in.
fn wish(txn: &mut Txn, instance: &Instance, event: &Event, moment: &Moment) {
    edit(txn, instance, |record| take_in(record, event, moment));
}

fn take_in(record: &mut Instance, event: &Event, moment: &Moment) {
    let told = apply(&mut record.life, &mut { Seen::UNKNOWN }, event, moment.now);
    record.remember(told);
    record.cause = moment.cause;
}

/// Writes the record back with a change.
fn edit(txn: &mut Txn, instance: &Instance, change: impl FnOnce(&mut Instance)) {
    let mut record = instance.clone();
    change(&mut record);
    txn.put(&rows::instance(record.account, &record.id), record);
}

fn checked_description(text: &str) -> Result<&str, InstanceRefused> {
    if limits::is_description(text) { Ok(text) } else { Err(InstanceRefused::Description) }
}
