//! What every database engine is asked for. One folder per engine; what they share stands in `life`.

use rampart_rds::intent::{
    Access, AccountFacts, AccountKind, AccountName, DatabaseFacts, DatabaseName, Encoding, EngineKind,
    EngineSetup, FoundEngine, Grant, HandFailed, Verifier,
};
use rustix::process::Signal;

use crate::{doing::Done, hand::HandConfig, postgres::Postgres, site::Site};

/// One kind of engine. Nothing here starts, stops or looks for processes.
pub(crate) trait Engine {
    /// The installed ones.
    fn installed(&self, config: &HandConfig) -> Vec<FoundEngine>;
    /// Makes the data folder anew: what an attempt that was broken off left is removed.
    fn initialise(&self, site: &Site<'_>, setup: &EngineSetup) -> Done;
    /// Writes the whole configuration.
    fn configure(&self, site: &Site<'_>, setup: &EngineSetup) -> Done;
    /// The command that is the engine's main process. Its exact words tell it from the engine's other processes.
    fn server(&self, site: &Site<'_>, version: &str) -> Done<Vec<String>>;
    /// Whether it accepts connections on its control socket.
    fn accepts(&self, site: &Site<'_>) -> bool;
    /// Signals that end it: politely, by breaking connections, without delay.
    fn endings(&self) -> [Signal; 3];
    /// Words of its own that say why it ended, of those it said before its log was open.
    fn last_words(&self, site: &Site<'_>, said: &str) -> String;

    /// Puts an allow list in force; answers whether a restart is needed for the rest.
    fn apply_access(&self, site: &Site<'_>, access: &Access) -> Done<bool>;
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
pub(crate) fn engine(kind: EngineKind) -> Done<&'static dyn Engine> {
    match kind {
        EngineKind::PostgreSql => Ok(&Postgres),
        EngineKind::MariaDb => Err(HandFailed::NotSupported {
            what: "the hand does not run MariaDB yet".to_owned(),
            remedy: "choose PostgreSQL".to_owned(),
        }),
    }
}
