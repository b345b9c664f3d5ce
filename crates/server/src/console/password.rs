//! The account's console password: made at the first start, told once in a file, kept as what argon2id makes of it.

use rampart_seal::{PassphraseParams, SecretArray, SecretString, SystemEntropy, derive_from_passphrase};
use rampart_store::{Path, Store, StoreFailed, Txn, Unknown, path, record};
use rampart_vocab::{AccountId, Entropy, chance};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize as _, Zeroizing};

use crate::{DataDir, FoundingFailed};

/// The file with the console's address and first password, in the data folder.
pub const CONSOLE_FILE: &str = "console-credentials.json";
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

record! {
    /// What the account's console password stands for (argon2id, RFC 9106): one row an account.
    pub(super) struct ConsolePassword (kind = 0x0504, version = 1) {
        /// Memory, in KiB.
        1 => pub memory_kib: u32,
        /// Passes over it.
        2 => pub passes: u32,
        /// Lanes.
        3 => pub lanes: u32,
        /// Chance, in the clear beside what it protects.
        4 => pub salt: SecretArray<16>,
        /// What the password comes to.
        5 => pub key: SecretArray<32>,
    }
}

/// Makes the password at the first start, and writes the console's address into its file at every later one. A file
/// that somebody has put away is not made again.
pub(crate) async fn found(
    store: &Store,
    data: &DataDir,
    account: AccountId,
    endpoint: &str,
) -> Result<(), FoundingFailed> {
    let url = format!("{endpoint}{}", rampart_console::HOME);
    let mut txn = store.begin();
    if txn.get::<ConsolePassword>(&row(account)).await?.is_some() {
        let path = data.path().join(CONSOLE_FILE);
        let text = std::fs::read(&path).map(Zeroizing::new).ok();
        if let Some(mut file) = text.and_then(|text| serde_json::from_slice::<ConsoleFile>(&text).ok()) {
            file.url = url;
            let text = serde_json::to_vec_pretty(&file).map(Zeroizing::new).unwrap_or_default();
            data.renew(CONSOLE_FILE, 0o600, &text)?;
        }
        return Ok(());
    }
    let password = fresh(&SystemEntropy);
    let file =
        ConsoleFile { account_id: account.to_string(), password: password.expose_secret().to_owned(), url };
    // The file before the row: whoever starts again after a crash between the two gets another password, told again.
    write(data, &file)?;
    let params = PassphraseParams::for_sign_in(&SystemEntropy);
    if let Some(key) = derived(&password, &params) {
        txn.put(&row(account), ConsolePassword::of(&params, key));
        txn.commit().await?;
    }
    Ok(())
}

/// The row to check a password against; the same work for an account that has none.
pub(super) async fn question(txn: &mut Txn, account: Option<AccountId>) -> Result<Question, StoreFailed> {
    let found = match account {
        Some(account) => txn.get::<ConsolePassword>(&row(account)).await?,
        None => None,
    };
    Ok(match found {
        Some(found) => Question { params: found.params(), expected: Some(found.key.clone()) },
        None => Question { params: PassphraseParams::for_sign_in(&SystemEntropy), expected: None },
    })
}

/// A password's check, to be made where it holds nobody up.
pub(super) struct Question {
    params: PassphraseParams,
    expected: Option<SecretArray<32>>,
}

impl Question {
    /// Whether the password holds; slow by design.
    pub(super) fn holds(&self, password: &SecretString) -> bool {
        let derived = derived(password, &self.params);
        match (&self.expected, derived) {
            (Some(expected), Some(derived)) => *expected == derived,
            _ => false,
        }
    }
}

impl ConsolePassword {
    fn of(params: &PassphraseParams, key: SecretArray<32>) -> Self {
        let PassphraseParams { memory_kib, passes, lanes, salt } = *params;
        Self { memory_kib, passes, lanes, salt: SecretArray::new(salt), key, unknown: Unknown::NONE }
    }

    fn params(&self) -> PassphraseParams {
        let Self { memory_kib, passes, lanes, .. } = *self;
        PassphraseParams { memory_kib, passes, lanes, salt: *self.salt.expose_secret() }
    }
}

fn derived(password: &SecretString, params: &PassphraseParams) -> Option<SecretArray<32>> {
    let derived = derive_from_passphrase(password, params);
    derived.inspect_err(|refused| tracing::error!(%refused, "a console password cannot be checked")).ok()
}

fn row(account: AccountId) -> Path {
    path!["console-password", account]
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

fn write(data: &DataDir, file: &ConsoleFile) -> Result<(), FoundingFailed> {
    let text = serde_json::to_vec_pretty(file).map(Zeroizing::new).unwrap_or_default();
    Ok(data.write(CONSOLE_FILE, 0o600, &text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> AccountId {
        "1234567890123456".parse().unwrap()
    }

    fn file(data: &DataDir) -> ConsoleFile {
        serde_json::from_slice(&std::fs::read(data.path().join(CONSOLE_FILE)).unwrap()).unwrap()
    }

    #[tokio::test]
    async fn the_password_is_told_once_and_holds_ever_after() {
        let (store, folder) = (Store::in_memory(1), tempfile::tempdir().unwrap());
        let data = DataDir::take(folder.path()).unwrap();
        found(&store, &data, account(), "http://127.0.0.1:8470").await.unwrap();
        let first = file(&data);
        assert_eq!(first.url, "http://127.0.0.1:8470/console/");
        assert_eq!((first.password.len(), first.password.matches('-').count()), (29, 4));

        found(&store, &data, account(), "http://127.0.0.1:9").await.unwrap();
        assert_eq!(file(&data).password, first.password);
        assert_eq!(file(&data).url, "http://127.0.0.1:9/console/");

        let question = question(&mut store.begin(), Some(account())).await.unwrap();
        assert!(question.holds(&first.password.as_str().into()));
        assert!(!question.holds(&"guessed".into()));

        std::fs::remove_file(data.path().join(CONSOLE_FILE)).unwrap();
        found(&store, &data, account(), "http://127.0.0.1:9").await.unwrap();
        assert!(!data.path().join(CONSOLE_FILE).exists());
    }

    #[tokio::test]
    async fn nobody_s_password_holds() {
        let store = Store::in_memory(1);
        for whose in [None, Some(account())] {
            let question = question(&mut store.begin(), whose).await.unwrap();
            assert!(!question.holds(&"".into()));
        }
    }
}
