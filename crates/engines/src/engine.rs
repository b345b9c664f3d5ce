//! What every database engine is asked for. One folder per engine; what they share stands in `life`.

use rampart_rds::intent::{
    Access, AccountFacts, AccountKind, AccountName, Capability, DatabaseFacts, DatabaseName, Encoding,
    EngineKind, EngineSetup, FoundEngine, Grant, HandFailed, TableFacts, Verifier,
};
use rustix::process::Signal;
use zeroize::Zeroizing;

use crate::{doing::Done, hand::HandConfig, mariadb::MariaDb, postgres::Postgres, site::Site};

/// Every engine there is.
pub(crate) const ALL: &[&dyn Engine] = &[&Postgres, &MariaDb];

/// One kind of engine. Nothing here starts, stops or looks for processes.
pub(crate) trait Engine: Accounts + Databases + Sync {
    /// The installed ones.
    fn installed(&self, config: &HandConfig) -> Vec<FoundEngine>;
    /// What this machine offers of it and what it lacks.
    fn capabilities(&self, config: &HandConfig) -> Vec<Capability>;
    /// Makes the data folder anew: what an attempt that was broken off left is removed.
    fn initialise(&self, site: &Site<'_>, setup: &EngineSetup) -> Done;
    /// Writes the whole configuration.
    fn configure(&self, site: &Site<'_>, setup: &EngineSetup) -> Done;
    /// The command that is the engine's main process. Its exact words tell it from the engine's other processes.
    fn server(&self, site: &Site<'_>, version: &str) -> Done<Vec<String>>;
    /// What the main process reads from its standard input, once: secrets that stand in no file and on no command line.
    fn whispered(&self, _setup: &EngineSetup) -> Option<Zeroizing<String>> {
        None
    }
    /// Whether it accepts connections on its control socket.
    fn accepts(&self, site: &Site<'_>) -> bool;
    /// Lets accounts in once it accepts connections, where its configuration does not do so already.
    fn admit(&self, _site: &Site<'_>, _setup: &EngineSetup) -> Done {
        Ok(())
    }
    /// Signals that end it: politely, by breaking connections, without delay.
    fn endings(&self) -> [Signal; 3];
    /// Words of its own that say why it ended, of those it said before its log was open.
    fn last_words(&self, site: &Site<'_>, said: &str) -> String;
    /// How long its log is, in bytes; none where nobody needs to know how it ends.
    fn log_length(&self, _site: &Site<'_>) -> Option<u64> {
        None
    }
    /// Whether it said itself, behind that length of its log, that it ended in order. Nobody's child leaves no exit status: one
    /// that is killed just when it is told to end is gone in time as well.
    fn ended_in_order(&self, _site: &Site<'_>, _since: u64) -> bool {
        false
    }

    /// Whether it could not be given keys for its tables, for want of something that can be installed.
    fn bars_tables(&self, _config: &HandConfig) -> bool {
        false
    }
    /// Has the tables encrypted under at least this version of their keys; says how far that has come.
    fn encrypt_tables(&self, _site: &mut Site<'_>, _version: u32) -> Done<TableFacts> {
        Err(HandFailed::NotSupported {
            what: "this engine does not encrypt tables".to_owned(),
            remedy: "encrypt its disk instead".to_owned(),
        })
    }
    /// Puts an allow list in force; answers whether a restart is needed for the rest.
    fn apply_access(&self, site: &Site<'_>, access: &Access) -> Done<bool>;
}

/// Its accounts.
pub(crate) trait Accounts {
    /// Makes or changes an account.
    fn put_account(
        &self,
        site: &Site<'_>,
        name: &AccountName,
        verifier: &Verifier,
        kind: AccountKind,
        grants: &[Grant],
    ) -> Done;
    /// Removes an account.
    fn drop_account(&self, site: &Site<'_>, name: &AccountName) -> Done;
    /// Lists the accounts.
    fn accounts(&self, site: &Site<'_>) -> Done<Vec<AccountFacts>>;
}

/// Its databases.
pub(crate) trait Databases {
    /// Makes or changes a database.
    fn put_database(
        &self,
        site: &Site<'_>,
        name: &DatabaseName,
        owner: Option<&AccountName>,
        encoding: Encoding,
    ) -> Done;
    /// Removes a database.
    fn drop_database(&self, site: &Site<'_>, name: &DatabaseName) -> Done;
    /// Lists the databases.
    fn databases(&self, site: &Site<'_>) -> Done<Vec<DatabaseFacts>>;
}

/// The engine of a kind.
pub(crate) fn engine(kind: EngineKind) -> &'static dyn Engine {
    match kind {
        EngineKind::PostgreSql => &Postgres,
        EngineKind::MariaDb => &MariaDb,
    }
}
