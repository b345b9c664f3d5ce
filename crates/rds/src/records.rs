//! What stands in the store of databases: instances, their accounts, their databases, and the rows that find them.
//!
//! Paths are in `rows`; which bytes a record becomes is under golden files.

#[cfg(test)]
mod golden;

use rampart_seal::SecretString;
use rampart_store::{
    Unknown, choice,
    codec::{Field, Malformed, Reader, Writer},
    field_by_text, part, record,
};
use rampart_vocab::{AccountId, Arn, DbInstanceId, RegionId, RequestId, ServerId, Tag, Timestamp};

use crate::{
    instance::{Happening, Life, Status, Wish},
    intent::{AccountKind, AccountName, Cidr, DatabaseName, Encoding, EngineKind, Grant, Privilege},
    keys::{EncryptionKeyId, WrappedKey},
    limits,
};

record! {
    /// A database instance.
    pub struct Instance (kind = 0x0301, version = 1) {
        /// Its id.
        1 => pub id: DbInstanceId,
        /// Whose it is.
        2 => pub account: AccountId,
        /// Where it is to the API.
        3 => pub region: RegionId,
        /// The server on whose machine it lives.
        4 => pub host: ServerId,
        /// What its owner calls it; may be empty.
        5 => pub description: Box<str>,
        /// Its engine.
        6 => pub engine: EngineKind,
        /// The engine's major version, such as `15`.
        7 => pub engine_version: Box<str>,
        /// Its class, as asked for.
        8 => pub class: Box<str>,
        /// Its disk's size in GB.
        9 => pub storage_gb: u32,
        /// The host name or address that reaches it. Never changes.
        10 => pub connection: Box<str>,
        /// Its TCP port. Never changes.
        11 => pub port: u16,
        /// When it was asked for.
        12 => pub created: Timestamp,
        /// What is wished for it and how far it has come.
        13 => pub life: Life,
        /// How its disk is encrypted; a plain disk has none.
        14 => pub encryption: Option<Encryption>,
        /// Who may connect from where.
        15 => pub allow_lists: Vec<AllowList>,
        /// Whether deleting it is refused.
        16 => pub deletion_protection: bool,
        /// Its tags.
        17 => pub tags: Vec<Tag>,
        /// The token of the request that created it.
        18 => pub client_token: Option<Box<str>>,
        /// The request whose wish is being carried out.
        19 => pub cause: RequestId,
        /// What happened last, the latest at the end.
        20 => pub happenings: Vec<Happening>,
        /// What its creator said about things that do not exist here, such as zones and payment: shown, never used.
        21 => pub as_asked: Vec<(Box<str>, Box<str>)>,
        /// How its tables are encrypted by the engine itself; none where they are not.
        22 => pub tables: Option<TableEncryption>,
        /// What the API calls its engine where it does not go by its own name.
        23 => pub presented: Option<Presented>,
    }
}

part! {
    /// How the engine encrypts tables (TDE).
    pub struct TableEncryption {
        /// The key under which the tables' keys are wrapped.
        1 => pub key: EncryptionKeyId,
        /// The role under which the key is used.
        2 => pub role: Arn,
        /// Whether it is RDS' own key, which the account did not name.
        3 => pub service_key: bool,
        /// Every version of the tables' keys, wrapped, in the order of their making.
        4 => pub keys: Vec<WrappedTableKey>,
        /// SHA-256 of the token with which the engine was last started.
        5 => pub token: Option<[u8; 32]>,
    }
}

part! {
    /// One version of one key of tables.
    pub struct WrappedTableKey {
        /// Which key, by the number that the engine asks for.
        1 => pub id: u32,
        /// Which version, from 1.
        2 => pub version: u32,
        /// The key, wrapped.
        3 => pub wrapped: WrappedKey,
    }
}

choice! {
    /// An engine's name at the API that is not its own.
    #[derive(Copy, Eq, Hash)]
    pub enum Presented {
        /// MariaDB in MySQL's place, where the server was started so.
        1 => MySql,
    }
}

part! {
    /// How a disk is encrypted.
    pub struct Encryption {
        /// The key under which the disk's key is wrapped.
        1 => pub key: EncryptionKeyId,
        /// The role under which the key is used.
        2 => pub role: Arn,
        /// The disk's key, wrapped; none until it was made.
        3 => pub wrapped: Option<WrappedKey>,
    }
}

part! {
    /// A named list of networks that may connect.
    #[derive(Eq)]
    pub struct AllowList {
        /// Its name; the first one is `default`.
        1 => pub name: Box<str>,
        /// Its networks; none lets nobody in.
        2 => pub networks: Vec<Cidr>,
    }
}

record! {
    /// An account of an instance.
    pub struct DbAccount (kind = 0x0302, version = 1) {
        /// Its name, which cannot change.
        1 => pub name: AccountName,
        /// What it may do.
        2 => pub kind: AccountKind,
        /// What the engine keeps to check its password: SCRAM-SHA-256 (RFC 7677) or `mysql_native_password`.
        3 => pub verifier: SecretString,
        /// What its maker says of it; may be empty.
        4 => pub description: Box<str>,
        /// When it was asked for.
        5 => pub created: Timestamp,
        /// Where it stands.
        6 => pub state: ContentState,
        /// Why the engine did not take it yet.
        7 => pub failure: Option<Box<str>>,
        /// What it may do in which database, by name; none where databases have owners.
        8 => pub grants: Vec<Grant>,
    }
}

record! {
    /// A database of an instance.
    pub struct Database (kind = 0x0303, version = 1) {
        /// Its name, which cannot change.
        1 => pub name: DatabaseName,
        /// The account that owns it; none where the engine's databases have no owners.
        2 => pub owner: Option<AccountName>,
        /// Its character set, which cannot change.
        3 => pub encoding: Encoding,
        /// What its maker says of it; may be empty.
        4 => pub description: Box<str>,
        /// When it was asked for.
        5 => pub created: Timestamp,
        /// Where it stands.
        6 => pub state: ContentState,
        /// Why the engine did not take it yet.
        7 => pub failure: Option<Box<str>>,
    }
}

choice! {
    /// Where an account or a database stands.
    #[derive(Copy, Eq, Hash)]
    pub enum ContentState {
        /// The engine does not have it yet, or not in this form.
        1 => Wanted,
        /// The engine has it.
        2 => Available,
        /// The engine is to lose it.
        3 => Leaving,
    }
}

record! {
    /// Points from a host, a port, a client token or a key to an instance.
    pub struct Pointer (kind = 0x0304, version = 1) {
        /// Whose instance.
        1 => pub account: AccountId,
        /// Which instance.
        2 => pub instance: DbInstanceId,
    }
}

impl Instance {
    /// The keys that it uses, in its account.
    pub fn keys(&self) -> impl Iterator<Item = &EncryptionKeyId> {
        let disk = self.encryption.as_ref().map(|disk| &disk.key);
        disk.into_iter().chain(self.tables.as_ref().map(|tables| &tables.key))
    }

    /// What the instance shows of itself.
    pub fn status(&self) -> Status {
        self.life.status()
    }

    /// Whether it is in the bin, where only destroying and recovering find it.
    pub fn is_in_bin(&self) -> bool {
        self.life.wish == Wish::Deleted
    }

    /// Every network that may connect, once each.
    pub fn allowed(&self) -> Vec<Cidr> {
        let mut all: Vec<Cidr> =
            self.allow_lists.iter().flat_map(|list| list.networks.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Remembers what happened, and no more than the latest [`limits::HAPPENINGS_MAX`].
    pub(crate) fn remember(&mut self, told: Vec<Happening>) {
        self.happenings.extend(told);
        let surplus = self.happenings.len().saturating_sub(limits::HAPPENINGS_MAX);
        self.happenings.drain(..surplus);
    }
}

impl Pointer {
    /// To this instance.
    pub const fn new(account: AccountId, instance: DbInstanceId) -> Self {
        Self { account, instance, unknown: Unknown::NONE }
    }
}

field_by_text!(AccountName, Cidr, DatabaseName, EncryptionKeyId);

impl Field for WrappedKey {
    fn put(&self, to: &mut Writer) {
        to.bytes(self.as_bytes());
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.bytes().map(Self::new)
    }
}

impl Field for Grant {
    fn put(&self, to: &mut Writer) {
        to.array(2);
        self.database.put(to);
        self.privilege.put(to);
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        <(DatabaseName, Privilege)>::take(from).map(|(database, privilege)| Self { database, privilege })
    }
}

macro_rules! stored_as_number {
    ($($name:ident { $($number:literal => $variant:ident),* $(,)? })*) => {$(
        impl Field for $name {
            fn put(&self, to: &mut Writer) {
                to.number(match self { $(Self::$variant => $number,)* });
            }

            fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
                match from.number()? {
                    $($number => Ok(Self::$variant),)*
                    _ => Err(Malformed(concat!("an unknown ", stringify!($name)))),
                }
            }
        }
    )*};
}

stored_as_number! {
    EngineKind { 1 => PostgreSql, 2 => MariaDb }
    AccountKind { 1 => Normal, 2 => Super }
    Encoding { 1 => Utf8, 2 => Latin1, 3 => SqlAscii, 4 => Utf8Mb4, 5 => Gbk }
    Privilege { 1 => ReadWrite, 2 => ReadOnly, 3 => DdlOnly, 4 => DmlOnly }
}
