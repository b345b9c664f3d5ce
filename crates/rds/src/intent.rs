//! Orders to the hand and its reports: plain data that crosses a socket between two processes.
//!
//! What to order, and when, is decided elsewhere in this crate; how an order is carried out is `engines`' matter.
//! Every order may be given again: the hand looks at what is there and finishes it. Reading an order from bytes
//! checks every id, name, network and secret in it, so that what has been read needs no second look.

mod access;
mod failure;
mod grant;
mod names;
mod native;
mod report;
mod scram;
mod secret;
mod tables;
mod text;

use std::time::Duration;

use rampart_vocab::DbInstanceId;
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast;

pub use access::{Access, Cidr, CidrRefused, EngineTls};
pub use failure::{ForeignProcess, HandFailed};
pub use grant::{Grant, Privilege};
pub use names::{AccountName, DatabaseName, NameRefused};
pub use native::NativeVerifier;
pub use report::{
    AccountFacts, Capability, DatabaseFacts, DiskFacts, EngineFacts, EngineState, FoundEngine, HostFacts,
    InstanceFacts, KeyStatus, News, ProcessIdentity, Report,
};
pub use scram::{PasswordRefused, ScramVerifier};
pub use secret::{DiskKey, SecretText};
pub use tables::{TableFacts, TableKeySource};

/// Who carries orders out: the hand, or a pretended one in tests.
#[async_trait::async_trait]
pub trait Hand: Send + Sync {
    /// Carries out one order and says what it came to. Orders for one instance are carried out one at a time and
    /// in the order given; those for different instances run side by side.
    ///
    /// # Errors
    /// What was refused or failed, and what to do about it. After [`HandFailed::Gone`] and
    /// [`HandFailed::Unanswered`] nothing is known of the order.
    async fn carry_out(&self, order: Order) -> Result<Report, HandFailed>;

    /// What is told from here on without being asked. Whoever missed some of it looks at everything.
    fn news(&self) -> broadcast::Receiver<News>;
}

/// One order.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub enum Order {
    /// Look at every instance folder, change nothing. Answered by [`Report::Survey`].
    Survey,
    /// Try what this machine can do. Answered by [`Report::Host`].
    Probe,
    /// Do something to one instance.
    Instance {
        /// Whose folder, user, disk and processes it concerns.
        #[serde(with = "text")]
        id: DbInstanceId,
        /// What to do.
        intent: Intent,
    },
}

impl Order {
    /// An order for one instance.
    pub const fn instance(id: DbInstanceId, intent: Intent) -> Self {
        Self::Instance { id, intent }
    }
}

/// What to do to one instance. Each may be asked for again, also after a crash in its midst.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub enum Intent {
    /// Look at this instance alone. Answered by [`Report::Instance`].
    Look,

    /// Make folder, user and disk, and leave the disk open. Answered by [`Report::Instance`].
    PrepareDisk {
        /// The disk's size. The image is sparse: it takes room as it fills.
        size_mib: u64,
        /// Whether it is encrypted, and under which key.
        protection: Protection,
    },
    /// Attach, mount and unlock an existing disk. A key other than the disk's own is [`HandFailed::WrongKey`].
    /// Answered by [`Report::Instance`].
    OpenDisk {
        /// As when the disk was prepared: an encrypted disk is never opened as a plain one.
        protection: Protection,
    },
    /// Remove the key until the kernel says that it is absent, then unmount and detach. The engine must have stopped.
    /// A foreign process that holds a file beyond `patience` is [`HandFailed::DiskBusy`]; ask again when it is gone.
    /// Answered by [`Report::Instance`].
    CloseDisk {
        /// How long to wait for processes that still hold files.
        #[serde(with = "text::millis")]
        patience: Duration,
    },
    /// Stop what runs, close the disk, erase it and give back folder, user and port. Answered by [`Report::Done`].
    DestroyDisk,
    /// Ask the kernel for the state of the disk's key. Answered by [`Report::Key`].
    KeyStatus,

    /// Make the engine's data folder on the open disk. Answered by [`Report::Instance`].
    InitialiseEngine(EngineSetup),
    /// Write the engine's configuration, start it unless it runs, wait until it accepts connections.
    /// Answered by [`Report::Instance`].
    StartEngine(EngineSetup),
    /// Stop the engine: politely for the first third of `patience`, then by breaking connections, then by force.
    /// Answered by [`Report::Instance`] once no process of the instance is left.
    StopEngine {
        /// How long to wait in all.
        #[serde(with = "text::millis")]
        patience: Duration,
    },
    /// Put an allow list in force on the running engine; other listen addresses take a restart of it.
    /// Answered by [`Report::AccessApplied`].
    ApplyAccess(Access),
    /// Have the running engine encrypt its tables under at least this version of their keys, which it fetches where it
    /// does not know it yet, and everything that its background work leaves out. Answered by [`Report::Tables`]: how
    /// far it has come. Refused for an engine that was started without [`EngineSetup::tables`].
    EncryptTables {
        /// The version that every table space is to have.
        version: u32,
    },

    /// Make an account or give it this verifier, kind and grants. Answered by [`Report::Done`].
    PutAccount {
        /// Its name.
        name: AccountName,
        /// What the engine keeps to check its password.
        verifier: Verifier,
        /// What it may do.
        kind: AccountKind,
        /// What it may do in which database: exactly this and no more. Engines whose databases have owners take none.
        grants: Vec<Grant>,
    },
    /// Remove an account; one that owns objects is [`HandFailed::AccountInUse`]. Answered by [`Report::Done`].
    DropAccount {
        /// Its name.
        name: AccountName,
    },
    /// Answered by [`Report::Accounts`].
    ListAccounts,
    /// Make a database, or give it to another owner, where the engine has owners. Answered by [`Report::Done`].
    PutDatabase {
        /// Its name.
        name: DatabaseName,
        /// The account that owns it, which must exist; none where databases have no owners.
        owner: Option<AccountName>,
        /// Its character set. Cannot be changed later; another one is refused.
        encoding: Encoding,
    },
    /// Break its connections and remove a database. Answered by [`Report::Done`].
    DropDatabase {
        /// Its name.
        name: DatabaseName,
    },
    /// Answered by [`Report::Databases`].
    ListDatabases,
}

/// How a disk is protected.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub enum Protection {
    /// Encrypted under this master key (fscrypt v2: AES-256-XTS contents, AES-256-CTS names).
    Encrypted(DiskKey),
    /// Not encrypted.
    Plain,
}

/// What an engine is started with.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct EngineSetup {
    /// Which engine.
    pub kind: EngineKind,
    /// Its major version as the vendor writes it, such as `15`.
    pub version: String,
    /// The TCP port, the same for the instance's whole life.
    pub port: u16,
    /// Who may connect from where.
    pub access: Access,
    /// Most connections at once, those that the hand keeps for itself not counted.
    pub connections_max: u16,
    /// The memory that the instance's class promises; caches are sized from it.
    pub memory_mib: u32,
    /// Where the engine gets the keys of its tables; none leaves them unencrypted.
    pub tables: Option<Box<TableKeySource>>,
}

/// The engines that can be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EngineKind {
    /// PostgreSQL.
    PostgreSql,
    /// MariaDB.
    MariaDb,
}

/// What an account may do. Neither kind is the engine's superuser, makes accounts, or reaches files and programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AccountKind {
    /// Works in the databases it owns or is let into.
    Normal,
    /// Makes databases, watches the engine, and holds the rights of every normal account.
    Super,
}

/// What an engine keeps to check a password. The password itself never reaches engine or hand.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub enum Verifier {
    /// For PostgreSQL (RFC 5802, RFC 7677).
    ScramSha256(ScramVerifier),
    /// For MariaDB (`mysql_native_password`, which every client knows).
    NativePassword(NativeVerifier),
}

/// A database's character set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// ISO 8859-1.
    Latin1,
    /// Bytes, unchecked.
    SqlAscii,
    /// UTF-8 of up to four bytes a character, as MariaDB names it.
    Utf8Mb4,
    /// GBK.
    Gbk,
}
