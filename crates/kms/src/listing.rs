//! The lists themselves: from the index when it is kept, else from the store, with one and the same answer.

use std::collections::BTreeSet;

use rampart_authz::Permitted;
use rampart_store::{Page, Path, Range, Record, Row, Store, StoreFailed, Txn};
use rampart_vocab::{AccountId, Arn, KeyId, RegionId, Tag};

use crate::{
    AliasCollection, AliasEntry, Key, KeyCollection, KeyRefused,
    actions::{ListAliases, ListAliasesByKeyId, ListKeys, ListTagResources},
    alias::{self, AliasName},
    index::{Account, Index},
    key, limits,
    list::{KeyDigest, KeyFilters, Listed, PageAsk},
    records::{AliasOfKeyRecord, AliasRecord, KeyRecord},
    rows,
    tag_list::{TagCursor, TagPage, TagsWanted},
};

/// What all calls share: the index that lists are answered from.
pub struct Kms {
    index: Index,
}

impl Kms {
    /// With an index that is not kept yet.
    pub fn new() -> Self {
        Self { index: Index::new() }
    }

    /// Keeps the index, for as long as the future lives; lists are right without it, but cost what the store holds.
    /// It ends only when the store fails: begin it again.
    pub async fn follow(&self, store: Store) -> StoreFailed {
        self.index.follow(&store).await
    }

    /// Whether lists are answered from the index right now.
    pub fn is_indexed(&self) -> bool {
        self.index.is_kept()
    }

    /// A page of the keys that `filters` mean, the oldest first.
    ///
    /// # Errors
    /// [`KeyRefused::Store`].
    pub async fn list_keys(
        &self,
        txn: &mut Txn,
        keys: &Permitted<ListKeys, KeyCollection>,
        filters: &KeyFilters,
        page: PageAsk,
    ) -> Result<Listed<(KeyId, Arn)>, KeyRefused> {
        let (region, account) = (keys.region(), keys.account_id());
        let aliased = match filters.aliases() {
            Some(names) => Some(keys_of(txn, region, account, &names).await?),
            None => None,
        };
        let listed = self
            .each_key(txn, account, |all| match (filters.is_empty(), all) {
                (true, Keys::Indexed(all)) => page.cut(all, |(id, _)| *id),
                (_, all) => {
                    let picker = filters.picker(account, aliased.as_ref());
                    let meant = |(id, digest): &(KeyId, KeyDigest)| picker.picks(*id, digest).then_some(*id);
                    page.of(all.as_slice().iter().filter_map(meant))
                }
            })
            .await?;
        let named = |id: KeyId| (id, key::arn(region, account, id));
        Ok(Listed { items: listed.items.into_iter().map(named).collect(), total: listed.total })
    }

    /// A page of an account's aliases, by name.
    ///
    /// # Errors
    /// [`KeyRefused::Store`].
    pub async fn list_aliases(
        &self,
        txn: &mut Txn,
        aliases: &Permitted<ListAliases, AliasCollection>,
        page: PageAsk,
    ) -> Result<Listed<AliasEntry>, KeyRefused> {
        let (region, account) = (aliases.region(), aliases.account_id());
        if let Some(accounts) = self.index.at(txn.revision()).await {
            let all = accounts.get(&account).map(|account| &account.aliases);
            let here = all.into_iter().flatten().filter(|((of, _), _)| of == region);
            return Ok(page
                .of(here)
                .map(|((_, name), key)| AliasEntry::new(region, account, name.clone(), *key)));
        }
        let rows = all::<AliasRecord>(txn, &rows::aliases(account, region)).await?;
        let entries = rows.into_iter().filter_map(|(path, row)| {
            Some(AliasEntry::new(region, account, AliasName::of_stem(&path.last_segment())?, row.key))
        });
        Ok(page.of(entries))
    }

    /// A page of one key's aliases, by name.
    ///
    /// # Errors
    /// [`KeyRefused::Store`].
    pub async fn list_aliases_of_key(
        &self,
        txn: &mut Txn,
        key: &Permitted<ListAliasesByKeyId, Key>,
        page: PageAsk,
    ) -> Result<Listed<AliasEntry>, KeyRefused> {
        let (region, account, id) = (key.region(), key.account_id(), key.id());
        let rows = all::<AliasOfKeyRecord>(txn, &rows::aliases_of_key_in(account, id, region)).await?;
        let entries = rows.into_iter().filter_map(|(path, _)| {
            Some(AliasEntry::new(region, account, AliasName::of_stem(&path.last_segment())?, id))
        });
        Ok(page.of(entries))
    }

    /// A page of the tags on all of an account's keys.
    ///
    /// # Errors
    /// [`KeyRefused::Store`].
    pub async fn list_tags(
        &self,
        txn: &mut Txn,
        keys: &Permitted<ListTagResources, KeyCollection>,
        wanted: &TagsWanted,
        after: Option<&TagCursor>,
    ) -> Result<TagPage, KeyRefused> {
        self.each_key(txn, keys.account_id(), |all| {
            let all = all.as_slice();
            let start = after.map_or(0, |cursor| all.partition_point(|(id, _)| *id < cursor.key));
            let rest = all.get(start..).unwrap_or_default();
            wanted.page(rest.iter().map(|(id, digest)| (*id, &*digest.tags)), after)
        })
        .await
    }

    /// Gives an account's keys to `look`, by the time they were made.
    async fn each_key<T>(
        &self,
        txn: &mut Txn,
        account: AccountId,
        look: impl FnOnce(Keys<'_>) -> T,
    ) -> Result<T, KeyRefused> {
        if let Some(accounts) = self.index.at(txn.revision()).await {
            let none = Account::default();
            return Ok(look(Keys::Indexed(&accounts.get(&account).unwrap_or(&none).keys)));
        }
        let rows = all::<KeyRecord>(txn, &rows::keys(account)).await?;
        let digest = |(path, row): (Path, Row<KeyRecord>)| {
            Some((path.last_segment().parse().ok()?, KeyDigest::of(&row)))
        };
        Ok(look(Keys::Scanned(rows.into_iter().filter_map(digest).collect())))
    }
}

impl Default for Kms {
    fn default() -> Self {
        Self::new()
    }
}

/// A page of the tags on the keys named; each of them was permitted on its own.
pub fn list_tags_of(
    keys: &[Permitted<ListTagResources, Key>],
    wanted: &TagsWanted,
    after: Option<&TagCursor>,
) -> TagPage {
    let mut sorted: Vec<(KeyId, &[Tag])> = keys.iter().map(|key| (key.id(), &*key.record().tags)).collect();
    sorted.sort_unstable_by_key(|(id, _)| *id);
    sorted.dedup_by_key(|(id, _)| *id);
    wanted.page(sorted.into_iter(), after)
}

enum Keys<'a> {
    Indexed(&'a [(KeyId, KeyDigest)]),
    Scanned(Vec<(KeyId, KeyDigest)>),
}

impl Keys<'_> {
    fn as_slice(&self) -> &[(KeyId, KeyDigest)] {
        match self {
            Self::Indexed(all) => all,
            Self::Scanned(all) => all,
        }
    }
}

/// The keys to which any of the aliases is bound.
async fn keys_of(
    txn: &mut Txn,
    region: &RegionId,
    account: AccountId,
    names: &[AliasName],
) -> Result<BTreeSet<KeyId>, StoreFailed> {
    let mut keys = BTreeSet::new();
    for name in names {
        keys.extend(alias::target(txn, region, account, name).await?);
    }
    Ok(keys)
}

/// Every row of a range, at the transaction's one revision. A list answers what was; nothing is compared later.
async fn all<R: Record>(txn: &mut Txn, range: &Range) -> Result<Vec<(Path, Row<R>)>, StoreFailed> {
    let mut found = Vec::new();
    loop {
        let mut page = Page::first(limits::SCAN_ROWS);
        if let Some((last, _)) = found.last() {
            page = page.after(Path::clone(last));
        }
        let rows = txn.peek_scan::<R>(range, page).await?;
        let whole = rows.len() < limits::SCAN_ROWS;
        found.extend(rows);
        if whole {
            return Ok(found);
        }
    }
}
