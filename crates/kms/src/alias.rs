//! Aliases: second names of keys, unique within an account and a region.

use rampart_authz::{Permitted, Resource};
use rampart_store::{StoreFailed, Txn};
use rampart_vocab::{AccountId, Arn, KeyId, RegionId, Timestamp};

use crate::{
    Key, KeyRefused,
    actions::{CreateAlias, DeleteAlias, UpdateAlias},
    limits,
    records::AliasRecord,
    rows,
    state::Admitted,
};

/// A well-formed alias with its prefix: `alias/db/main`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AliasName(Box<str>);

/// Why an alias is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AliasRefused {
    /// Not the form of an alias.
    #[error("an alias is `alias/` and letters, digits and `_-/`, 255 characters at most")]
    Malformed,
    /// A name that is kept for the services' own keys.
    #[error("aliases that begin with `alias/acs` are reserved for services")]
    Reserved,
    /// The name is taken.
    #[error("the alias is there already, update it to bind it to another key")]
    Exists,
    /// There is no such alias.
    #[error("there is no such alias")]
    NotFound,
}

impl AliasName {
    /// What every alias begins with.
    pub const PREFIX: &'static str = "alias/";
    /// What the aliases of services' own keys begin with. Source: KMS, aliases.
    const RESERVED: &'static str = "alias/acs";

    /// An alias that a user may give, move or take away.
    ///
    /// # Errors
    /// [`AliasRefused::Malformed`] and [`AliasRefused::Reserved`].
    pub fn parse(text: &str) -> Result<Self, AliasRefused> {
        let name = Self::parse_any(text).ok_or(AliasRefused::Malformed)?;
        if name.is_reserved() { Err(AliasRefused::Reserved) } else { Ok(name) }
    }

    /// Any well-formed alias, the services' own included.
    pub fn parse_any(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(Self::PREFIX)?;
        let fits = !rest.is_empty()
            && text.len() <= limits::ALIAS_CHARS_MAX
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'/'));
        fits.then(|| Self(text.into()))
    }

    /// `alias/acs/<product>`, the alias of the service's own key.
    pub(crate) fn of_service(product: &str) -> Option<Self> {
        Self::parse_any(&format!("{}/{product}", Self::RESERVED))
    }

    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What follows the prefix: how rows are named.
    pub(crate) fn stem(&self) -> &str {
        self.0.strip_prefix(Self::PREFIX).unwrap_or(&self.0)
    }

    /// The alias of this stem, as a row is named.
    pub(crate) fn of_stem(stem: &str) -> Option<Self> {
        Self::parse_any(&format!("{}{stem}", Self::PREFIX))
    }

    /// Whether it is kept for the services' own keys.
    pub fn is_reserved(&self) -> bool {
        self.0.starts_with(Self::RESERVED)
    }
}

/// An alias' place in an account, taken or free: what giving, moving and removing it is authorised on.
#[derive(Clone, Debug)]
pub struct AliasPlace {
    region: RegionId,
    account: AccountId,
    name: AliasName,
    arn: Arn,
}

impl AliasPlace {
    /// The place of `name`.
    pub fn new(region: RegionId, account: AccountId, name: AliasName) -> Self {
        let arn = arn(&region, account, &name);
        Self { region, account, name, arn }
    }
}

impl Resource for AliasPlace {
    fn arn(&self) -> &Arn {
        &self.arn
    }

    fn account(&self) -> AccountId {
        self.account
    }
}

fn arn(region: &RegionId, account: AccountId, name: &AliasName) -> Arn {
    Arn::from_parts("kms", region.as_str(), &account.to_string(), name.as_str())
}

/// An alias as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliasEntry {
    /// The name.
    pub name: AliasName,
    /// Its ARN.
    pub arn: Arn,
    /// The key that it stands for.
    pub key: KeyId,
}

impl AliasEntry {
    pub(crate) fn new(region: &RegionId, account: AccountId, name: AliasName, key: KeyId) -> Self {
        Self { arn: arn(region, account, &name), name, key }
    }
}

/// The key that an alias stands for.
pub(crate) async fn target(
    txn: &mut Txn,
    region: &RegionId,
    account: AccountId,
    name: &AliasName,
) -> Result<Option<KeyId>, StoreFailed> {
    let row = txn.get::<AliasRecord>(&rows::alias(account, region, name)).await?;
    Ok(row.map(|row| row.record.key))
}

/// Gives a key a free alias.
///
/// # Errors
/// [`AliasRefused::Exists`], or the state's refusal.
pub async fn create(
    txn: &mut Txn,
    place: &Permitted<CreateAlias, AliasPlace>,
    key: &Permitted<CreateAlias, Key>,
    now: Timestamp,
) -> Result<(), KeyRefused> {
    let key = Admitted::look(key)?;
    if target(txn, &place.region, place.account, &place.name).await?.is_some() {
        return Err(AliasRefused::Exists.into());
    }
    bind(txn, place, &key, now);
    Ok(())
}

/// Binds an alias to another key; the state of the key that it leaves does not matter.
///
/// # Errors
/// [`AliasRefused::NotFound`], or the state's refusal.
pub async fn update(
    txn: &mut Txn,
    place: &Permitted<UpdateAlias, AliasPlace>,
    key: &Permitted<UpdateAlias, Key>,
    now: Timestamp,
) -> Result<(), KeyRefused> {
    let old = target(txn, &place.region, place.account, &place.name).await?.ok_or(AliasRefused::NotFound)?;
    let key = Admitted::look(key)?;
    if old != key.id() {
        txn.delete(&rows::alias_of_key(place.account, old, &place.region, &place.name));
        bind(txn, place, &key, now);
    }
    Ok(())
}

/// The key whose alias is to be removed: the second resource on which removing it is authorised.
///
/// # Errors
/// [`AliasRefused::NotFound`].
pub async fn bound_key(txn: &mut Txn, place: &Permitted<DeleteAlias, AliasPlace>) -> Result<Key, KeyRefused> {
    let id = target(txn, &place.region, place.account, &place.name).await?.ok_or(AliasRefused::NotFound)?;
    Key::find(txn, &place.region, place.account, id).await?.ok_or(AliasRefused::NotFound.into())
}

/// Removes an alias from the key to which it is bound.
///
/// # Errors
/// [`AliasRefused::NotFound`] when it is bound to another key.
pub async fn delete(
    txn: &mut Txn,
    place: &Permitted<DeleteAlias, AliasPlace>,
    key: &Permitted<DeleteAlias, Key>,
) -> Result<(), KeyRefused> {
    let key = Admitted::look(key)?;
    if target(txn, &place.region, place.account, &place.name).await? != Some(key.id()) {
        return Err(AliasRefused::NotFound.into());
    }
    txn.delete(&rows::alias(place.account, &place.region, &place.name));
    txn.delete(&rows::alias_of_key(place.account, key.id(), &place.region, &place.name));
    Ok(())
}

fn bind(txn: &mut Txn, place: &AliasPlace, key: &Key, now: Timestamp) {
    rows::put_alias(txn, place.account, &place.region, &place.name, key.id(), now);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_has_its_form_and_its_reserved_names() {
        use AliasRefused::{Malformed, Reserved};
        for (text, expected) in [
            ("alias/a", Ok(())),
            ("alias/A_b-9/c", Ok(())),
            ("alias/account", Ok(())),
            ("alias/acs/rds", Err(Reserved)),
            ("alias/acs", Err(Reserved)),
            ("alias/acsx", Err(Reserved)),
            ("alias/", Err(Malformed)),
            ("alias", Err(Malformed)),
            ("a", Err(Malformed)),
            ("Alias/a", Err(Malformed)),
            ("alias/a b", Err(Malformed)),
            ("alias/a*", Err(Malformed)),
            ("alias/ä", Err(Malformed)),
            ("", Err(Malformed)),
        ] {
            assert_eq!(AliasName::parse(text).map(|_| ()), expected, "{text}");
        }
        assert!(AliasName::parse(&format!("alias/{}", "a".repeat(249))).is_ok());
        assert!(AliasName::parse(&format!("alias/{}", "a".repeat(250))).is_err());
    }
}
