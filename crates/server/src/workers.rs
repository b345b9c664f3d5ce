//! What goes on beside the requests: databases woken by changes, and the index of keys.

use std::{sync::Arc, time::Duration};

use rampart_kms::Kms;
use rampart_store::{Lagged, Store};
use tokio::sync::watch;

/// Wakes databases when keys or rights may have changed: a key's rows, or an account's authorisation epoch, which moves
/// with every right. It only wakes; what is true is asked for, and each asking costs a call.
pub(crate) async fn wake(store: Store, changes: watch::Sender<u64>) {
    let mut follow = store.watch(store.revision());
    loop {
        let concerns = match follow.next().await {
            Ok(change) => change.paths.iter().any(|path| concerns_keys(path.as_str())),
            // What was missed may have been anything.
            Err(Lagged) => true,
        };
        if concerns {
            changes.send_modify(|number| *number = number.wrapping_add(1));
        }
    }
}

fn concerns_keys(path: &str) -> bool {
    path.starts_with("key/") || (path.starts_with("account/") && path.ends_with("/epoch"))
}

/// Keeps the index of keys, from which lists are answered.
pub(crate) async fn index(kms: Arc<Kms>, store: Store) {
    loop {
        let failed = kms.follow(store.clone()).await;
        tracing::warn!(%failed, "the index of keys begins again");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}
