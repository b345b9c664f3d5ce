//! The tokens with which engines were last started: what the endpoint must know before it answers anybody.

use rampart_store::{Store, StoreFailed};
use rampart_vocab::{DbInstanceId, ServerId};

use super::TokenHash;
use crate::{
    records::Instance,
    rows::{self, edit::pointed_to},
};

/// Every instance of a host whose tables are encrypted, with the token of its last start.
///
/// # Errors
/// When the rows cannot be read.
pub async fn last_tokens(
    store: &Store,
    host: ServerId,
) -> Result<Vec<(DbInstanceId, TokenHash)>, StoreFailed> {
    let mut tokens = Vec::new();
    for (account, id) in pointed_to(store, &rows::of_host(host)).await? {
        let instance = store.begin().get::<Instance>(&rows::instance(account, &id)).await?;
        let token = instance.and_then(|instance| instance.tables.as_ref()?.token);
        tokens.extend(token.map(|token| (id, TokenHash(token))));
    }
    Ok(tokens)
}
