//! The account's console password: made at the first start, told once in a file. How it is kept is identity's.

use std::borrow::Cow;

use rampart_api::audit::{Act, AuditUnavailable, ChainId, Outcome, Purpose, SettleFailed};
use rampart_identity::{
    Identity,
    login::{self, LoginRefused},
    operator::{Operator, OperatorRefused},
};
use rampart_seal::{SecretString, SystemEntropy};
use rampart_store::{CommitFailed, Store, StoreFailed};
use rampart_vocab::{Clock as _, Entropy, chance};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize as _, Zeroizing};

use crate::{
    DataDir, DataDirRefused, SystemClock,
    founding::Installation,
    offline::{Offline, OfflineFailed, open_trail, record_of_operator},
    secret_file::read_secret,
};

/// The file with the console's address and first password, in the data folder.
pub const CONSOLE_FILE: &str = "console-credentials.json";
/// Says that the file was written once, so that a crash before that is told from a person who put it away.
const WRITTEN_FILE: &str = "console-credentials.written";
/// Letters and digits that nobody takes for one another.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Characters of the password: 125 bits.
const CHARACTERS: usize = 25;
/// Characters of a group, with a hyphen after each.
const GROUP: usize = 5;

/// What stands in [`CONSOLE_FILE`].
#[derive(Serialize, Deserialize, zeroize::Zeroize, zeroize::ZeroizeOnDrop)]
#[serde(rename_all = "PascalCase")]
pub struct ConsoleFile {
    /// What to sign in as.
    pub account_id: String,
    /// The first password.
    pub password: String,
    /// Where.
    pub url: String,
}

/// What its making is in the audit trail.
const SET: Act = Act {
    service: "rampart",
    operation: "SetConsolePassword",
    action: Cow::Borrowed("rampart:SetConsolePassword"),
    rule: "holds the root key",
};

/// Why the first start makes no console password.
#[derive(Debug, thiserror::Error)]
pub enum ConsoleUnfounded {
    /// It is not taken.
    #[error("the account's console password cannot be set: {0}")]
    Password(#[from] LoginRefused),
    /// Rows cannot be written.
    #[error(transparent)]
    Write(#[from] CommitFailed),
    /// Files cannot be written.
    #[error(transparent)]
    Files(#[from] DataDirRefused),
    /// The trail in which it is recorded does not open.
    #[error(transparent)]
    Trail(#[from] Box<OfflineFailed>),
    /// Nothing is done that is not recorded.
    #[error("the account's console password is not set, since that could not be recorded: {0}")]
    NotRecorded(#[from] AuditUnavailable),
    /// The record may not last.
    #[error(transparent)]
    Settle(#[from] SettleFailed),
}

/// Makes the password at the first start, and writes the console's address into its file at every later one. A file
/// that somebody has put away is not made again.
///
/// Before the cores are started: the record goes into the first one's chain.
pub(crate) async fn found(
    store: &Store,
    data: &DataDir,
    identity: &Identity,
    installed: &Installation,
    endpoint: &str,
) -> Result<(), ConsoleUnfounded> {
    let url = format!("{endpoint}{}", rampart_console::HOME);
    let text = read_secret(&data.path().join(CONSOLE_FILE)).ok();
    let mut file = match text.and_then(|text| serde_json::from_slice::<ConsoleFile>(&text).ok()) {
        Some(file) => file,
        None if data.path().join(WRITTEN_FILE).exists() => return Ok(()),
        None => {
            let password = fresh(&SystemEntropy);
            set(store, data, identity, installed, &password).await?;
            let password = password.expose_secret().to_owned();
            ConsoleFile { account_id: installed.account.to_string(), password, url: String::new() }
        }
    };
    file.url = url;
    Ok(write(data, &file)?)
}

/// Sets the password, together with its record.
async fn set(
    store: &Store,
    data: &DataDir,
    identity: &Identity,
    installed: &Installation,
    password: &SecretString,
) -> Result<(), ConsoleUnfounded> {
    let (account, chain) = (installed.account, ChainId { server: installed.server, core: 0 });
    let trail = open_trail(&data.private("audit")?, chain, store).await.map_err(Box::new)?;
    trail.admits(Purpose::Other)?;
    let (operator, passwords) = (Operator::with_the_store_open(), identity.passwords());
    let (mut txn, now, entropy) = (store.begin(), SystemClock.now(), &SystemEntropy);
    login::set_for_account(&mut txn, &operator, account, password, passwords, now, entropy).await?;
    let enlisted = trail.enlist(&mut txn, record_of_operator(&SET, account, "root", Outcome::Done));
    txn.commit().await?;
    trail.committed(enlisted).await;
    trail.settle().await?;
    Ok(())
}

/// Gives the account another console password, which its file tells. Its sessions end.
///
/// # Errors
/// [`OfflineFailed`].
pub(crate) async fn renew(offline: &Offline) -> Result<(), OfflineFailed> {
    let account = offline.account;
    let identity = Identity::open(&offline.store, &SystemClock, &SystemEntropy).await?;
    let password = fresh(&SystemEntropy);
    offline
        .change("RenewConsolePassword", "root", async |txn, operator| {
            let (passwords, now) = (identity.passwords(), SystemClock.now());
            login::set_for_account(txn, operator, account, &password, passwords, now, &SystemEntropy)
                .await
                .map_err(refused)
        })
        .await?;
    let text = read_secret(&offline.data().path().join(CONSOLE_FILE)).ok();
    let before = text.and_then(|text| serde_json::from_slice::<ConsoleFile>(&text).ok());
    let url = before.map(|before| before.url.clone()).unwrap_or_default();
    let password = password.expose_secret().to_owned();
    let file = ConsoleFile { account_id: account.to_string(), password, url };
    write(offline.data(), &file).map_err(OfflineFailed::DataDir)
}

/// Removes the file of a console password that is nobody's any more, so that no start makes another.
///
/// # Errors
/// [`OfflineFailed`].
pub(crate) fn put_away(offline: &Offline) -> Result<(), OfflineFailed> {
    offline.data().write(WRITTEN_FILE, 0o600, b"").map_err(OfflineFailed::DataDir)?;
    match std::fs::remove_file(offline.data().path().join(CONSOLE_FILE)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// What the operator is told: a password that we make ourselves is taken.
fn refused(refused: LoginRefused) -> OperatorRefused {
    match refused {
        LoginRefused::NoAccount => OperatorRefused::NoAccount,
        LoginRefused::Store(failed) => failed.into(),
        _ => StoreFailed::Moved.into(),
    }
}

fn write(data: &DataDir, file: &ConsoleFile) -> Result<(), DataDirRefused> {
    let text = serde_json::to_vec_pretty(file).map(Zeroizing::new).unwrap_or_default();
    data.renew(CONSOLE_FILE, 0o600, &text)?;
    data.renew(WRITTEN_FILE, 0o600, b"")
}

fn fresh(entropy: &dyn Entropy) -> SecretString {
    let mut bytes: [u8; CHARACTERS] = chance::array(entropy);
    let mut text = String::with_capacity(CHARACTERS + CHARACTERS / GROUP);
    for (place, byte) in bytes.iter().enumerate() {
        if place > 0 && place % GROUP == 0 {
            text.push('-');
        }
        // As many letters as there are values of five bits.
        let letter = ALPHABET.get(usize::from(*byte) % ALPHABET.len()).copied().unwrap_or_default();
        text.push(char::from(letter));
    }
    bytes.zeroize();
    SecretString::from_string(text)
}

#[cfg(test)]
mod tests {
    use rampart_api::audit::read::{Filter, Order, RECORDS_MAX, read};
    use rampart_identity::{
        account,
        login::{Attempt, Who},
    };
    use rampart_vocab::{AccountId, ServerId};

    use super::*;

    fn file(data: &DataDir) -> ConsoleFile {
        serde_json::from_slice(&std::fs::read(data.path().join(CONSOLE_FILE)).unwrap()).unwrap()
    }

    /// What the trail says, oldest first.
    fn recorded(data: &DataDir) -> Vec<String> {
        let found = read(&data.path().join("audit"), &Filter::default(), Order::OldestFirst, RECORDS_MAX);
        let told = |record: &rampart_api::audit::AuditRecord<'_>| {
            let of: Vec<_> = record.decisions.iter().map(|made| made.resource.clone().into_owned()).collect();
            format!("{} {} {}", record.caller.kind, record.operation, of.join(" "))
        };
        found.unwrap().records.iter().map(|placed| told(&placed.record)).collect()
    }

    #[tokio::test]
    async fn the_password_is_told_once_and_holds_ever_after() {
        let (store, folder) = (Store::in_memory(1), tempfile::tempdir().unwrap());
        let data = DataDir::take(folder.path()).unwrap();
        let account: AccountId = "1234567890123456".parse().unwrap();
        let (server, unknown) = (ServerId::from_bytes([1; 16]), Default::default());
        let installed = Installation { server, account, unknown };
        let mut txn = store.begin();
        account::found(&mut txn, account, &SystemClock, &SystemEntropy).await.unwrap();
        txn.commit().await.unwrap();
        let identity = Identity::open(&store, &SystemClock, &SystemEntropy).await.unwrap();

        found(&store, &data, &identity, &installed, "http://127.0.0.1:8470").await.unwrap();
        let first = file(&data);
        assert_eq!(first.url, "http://127.0.0.1:8470/console/");
        assert_eq!((first.password.len(), first.password.matches('-').count()), (29, 4));

        found(&store, &data, &identity, &installed, "http://127.0.0.1:9").await.unwrap();
        assert_eq!(file(&data).password, first.password);
        assert_eq!(file(&data).url, "http://127.0.0.1:9/console/");
        for (password, held) in [(first.password.as_str(), true), ("guessed", false)] {
            let password = password.into();
            let attempt = Attempt { account, who: &Who::Account, password: &password, source_ip: None };
            assert_eq!(identity.sign_in(&store, &attempt, &SystemClock).await.is_ok(), held);
        }

        std::fs::remove_file(data.path().join(CONSOLE_FILE)).unwrap();
        found(&store, &data, &identity, &installed, "http://127.0.0.1:9").await.unwrap();
        assert!(!data.path().join(CONSOLE_FILE).exists());
        // It was made once, and that is recorded.
        let made = format!("LocalOperator SetConsolePassword rampart:{account}:root");
        assert_eq!(recorded(&data), [made]);
    }

    #[tokio::test]
    async fn no_password_is_made_that_cannot_be_recorded() {
        let (store, folder) = (Store::in_memory(1), tempfile::tempdir().unwrap());
        let data = DataDir::take(folder.path()).unwrap();
        let account: AccountId = "1234567890123456".parse().unwrap();
        let mut txn = store.begin();
        account::found(&mut txn, account, &SystemClock, &SystemEntropy).await.unwrap();
        txn.commit().await.unwrap();
        let identity = Identity::open(&store, &SystemClock, &SystemEntropy).await.unwrap();
        let (server, unknown) = (ServerId::from_bytes([1; 16]), Default::default());
        std::fs::write(data.path().join("audit"), "no folder").unwrap();
        let before = store.revision();
        let installed = Installation { server, account, unknown };
        found(&store, &data, &identity, &installed, "http://127.0.0.1:9").await.unwrap_err();
        assert_eq!(store.revision(), before);
        assert!(!data.path().join(CONSOLE_FILE).exists());
    }
}
