//! What goes on beside the requests: databases woken by changes, and the index of keys.

use std::{sync::Arc, time::Duration};

use rampart_kms::Kms;
use rampart_rds::keys::{Moved, Movements};
use rampart_store::{Change, Lagged, Store};

/// Tells databases when keys or rights may have changed: of a key by its rows, of rights by an account's authorisation
/// epoch, which moves with every one of them. It only wakes; what is true is asked for, and each asking costs a call.
pub(crate) async fn wake(store: Store, moves: Movements) {
    let mut follow = store.watch(store.revision());
    loop {
        match follow.next().await {
            Ok(change) => moved(&change).into_iter().for_each(|moved| moves.tell(moved)),
            // What was missed may have been anything.
            Err(Lagged) => moves.tell(Moved::Anything),
        }
    }
}

/// What a commit moved, each once.
fn moved(change: &Change) -> Vec<Moved> {
    let mut all = Vec::new();
    for moved in change.paths.iter().filter_map(|path| moved_by(path.as_str())) {
        if !all.contains(&moved) {
            all.push(moved);
        }
    }
    all
}

/// What a row moves. Ids stand in paths as they are.
fn moved_by(path: &str) -> Option<Moved> {
    if let Some(rest) = path.strip_prefix("key/") {
        let (account, key) = rest.split_once('/').unwrap_or((rest, ""));
        let key = key.split('/').next().unwrap_or_default();
        let named = account.parse().ok().zip(key.parse().ok());
        return Some(named.map_or(Moved::Anything, |(account, key)| Moved::Key(account, key)));
    }
    let account = path.strip_prefix("account/")?.strip_suffix("/epoch")?;
    Some(account.parse().map_or(Moved::Anything, Moved::Rights))
}

/// Keeps the index of keys, from which lists are answered.
pub(crate) async fn index(kms: Arc<Kms>, store: Store) {
    loop {
        let failed = kms.follow(store.clone()).await;
        tracing::warn!(%failed, "the index of keys begins again");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

#[cfg(test)]
mod tests {
    use rampart_identity::epoch_path;
    use rampart_store::path;
    use rampart_vocab::{AccountId, KeyId};

    use super::*;

    #[test]
    fn a_row_moves_what_it_is_a_row_of_and_what_cannot_be_read_anything() {
        let account: AccountId = "1234567890123456".parse().unwrap();
        let key: KeyId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let ours = Some(Moved::Key(account, key.to_string().parse().unwrap()));
        for (path, expected) in [
            (path!["key", account, key].as_str().to_owned(), ours.clone()),
            (format!("key/1234567890123456/{key}/tag/x"), ours),
            (format!("key/someone/{key}"), Some(Moved::Anything)),
            ("key/1234567890123456".to_owned(), Some(Moved::Anything)),
            ("key/1234567890123456/%2F".to_owned(), Some(Moved::Anything)),
            (epoch_path(account).as_str().to_owned(), Some(Moved::Rights(account))),
            ("account/someone/epoch".to_owned(), Some(Moved::Anything)),
            ("account/1234567890123456".to_owned(), None),
            (format!("key-version/1234567890123456/{key}/v"), None),
            ("instance/1234567890123456/pgm-a".to_owned(), None),
        ] {
            assert_eq!(moved_by(&path), expected, "{path}");
        }
    }
}
