//! The tokens with which engines were last started: what the endpoint must know before it answers anybody.

use rampart_store::{Page, Store, StoreFailed};
use rampart_vocab::{DbInstanceId, ServerId};

use super::TokenHash;
use crate::{
    limits,
    records::{Instance, Pointer},
    rows,
};

/// Every instance of a host whose tables are encrypted, with the token of its last start.
///
/// # Errors
/// When the rows cannot be read.
pub async fn last_tokens(
    store: &Store,
    host: ServerId,
) -> Result<Vec<(DbInstanceId, TokenHash)>, StoreFailed> {
    let (mut tokens, mut page) = (Vec::new(), Page::first(limits::PAGE_MAX));
    loop {
        let mut txn = store.begin();
        let found = txn.scan::<Pointer>(&rows::of_host(host), page).await?;
        for (_, pointer) in &found {
            let row = rows::instance(pointer.account, &pointer.instance);
            let instance = txn.get::<Instance>(&row).await?;
            let token = instance.and_then(|instance| instance.tables.as_ref()?.token);
            tokens.extend(token.map(|token| (pointer.instance.clone(), TokenHash(token))));
        }
        let Some((last, _)) = found.last().filter(|_| found.len() == limits::PAGE_MAX) else {
            return Ok(tokens);
        };
        page = Page::first(limits::PAGE_MAX).after(last.clone());
    }
}
