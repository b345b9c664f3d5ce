//! How a request names a key, before anybody knows whether it is there.

use rampart_authz::Collection;
use rampart_store::{StoreFailed, Txn};
use rampart_vocab::{AccountId, Arn, KeyId, RegionId};

use crate::{
    Key,
    alias::{self, AliasName},
    blob::CiphertextBlob,
    limits, rows, undocumented,
};

/// A key's name in a request: its id, an alias, or the ARN of either.
///
/// Source: KMS, DescribeKey (`KeyId`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRef {
    /// Region and account, when the name is an ARN.
    place: Option<(RegionId, AccountId)>,
    name: Name,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Name {
    /// An id; one that is not ours in form names a key that is not there.
    Id(Box<str>),
    Alias(AliasName),
}

/// Why a text names no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyNameRefused {
    /// Not a key's name.
    #[error("not a key's name: give an id, `alias/…` or `acs:kms:<region>:<account>:key/<id>`")]
    Malformed,
    /// An alias where only an id is taken.
    #[error("an alias is not taken here, give the key's id")]
    Alias,
}

impl KeyRef {
    /// The key of this id, alias or ARN.
    ///
    /// # Errors
    /// [`KeyNameRefused::Malformed`].
    pub fn parse(text: &str) -> Result<Self, KeyNameRefused> {
        if text.len() > limits::KEY_NAME_BYTES_MAX {
            return Err(KeyNameRefused::Malformed);
        }
        if !text.starts_with("acs:") {
            let name = Name::parse(text).ok_or(KeyNameRefused::Malformed)?;
            return Ok(Self { place: None, name });
        }
        let arn: Arn = text.parse().map_err(|_| KeyNameRefused::Malformed)?;
        let region = arn.region().parse().map_err(|_| KeyNameRefused::Malformed)?;
        let account = arn.account().parse().map_err(|_| KeyNameRefused::Malformed)?;
        let name = match arn.resource().strip_prefix("key/") {
            Some(id) => Name::id(id),
            None => AliasName::parse_any(arn.resource()).map(Name::Alias),
        };
        match (arn.service(), name) {
            ("kms", Some(name)) => Ok(Self { place: Some((region, account)), name }),
            _ => Err(KeyNameRefused::Malformed),
        }
    }

    /// The key of this id or ARN, for operations that manage a key and so take no alias.
    ///
    /// # Errors
    /// [`KeyNameRefused`].
    pub fn parse_id(text: &str) -> Result<Self, KeyNameRefused> {
        let parsed = Self::parse(text)?;
        if parsed.is_alias() { Err(KeyNameRefused::Alias) } else { Ok(parsed) }
    }

    /// The key of this id.
    pub fn id(id: KeyId) -> Self {
        Self { place: None, name: Name::Id(id.to_string().into()) }
    }

    /// Whether the name is an alias, so that what is missing is the alias.
    pub const fn is_alias(&self) -> bool {
        matches!(self.name, Name::Alias(_))
    }

    /// The key, if there is one. An alias resolves to its key; rights are asked for on that.
    ///
    /// # Errors
    /// [`StoreFailed`].
    pub async fn find(
        &self,
        txn: &mut Txn,
        region: &RegionId,
        account: AccountId,
    ) -> Result<Option<Key>, StoreFailed> {
        if self.place.as_ref().is_some_and(|(named, owner)| (named, *owner) != (region, account)) {
            return Ok(None);
        }
        let id = match &self.name {
            Name::Id(id) => id.parse().ok(),
            Name::Alias(name) => alias::target(txn, region, account, name).await?,
        };
        match id {
            Some(id) => Key::find(txn, region, account, id).await,
            None => Ok(None),
        }
    }

    /// What to decide on when there is none: the name as it was given, without tags.
    pub fn unfound(&self, region: &RegionId, account: AccountId) -> Collection {
        let (region, account) = match &self.place {
            Some((named, owner)) => (named, *owner),
            None => (region, account),
        };
        let resource = match &self.name {
            Name::Id(id) => format!("key/{id}"),
            Name::Alias(name) => name.as_str().to_owned(),
        };
        Collection::regional("kms", region, account, &resource)
    }
}

impl Name {
    fn parse(text: &str) -> Option<Self> {
        if text.starts_with(AliasName::PREFIX) {
            AliasName::parse_any(text).map(Self::Alias)
        } else {
            Self::id(text)
        }
    }

    /// Ids of the vendor's (`key-hzz…`) are well formed, and absent.
    fn id(text: &str) -> Option<Self> {
        let fits = (1..=64).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        fits.then(|| Self::Id(text.into()))
    }
}

/// The key that made a ciphertext.
#[derive(Clone, Debug)]
pub struct BlobRef<'a>(pub &'a CiphertextBlob);

impl BlobRef<'_> {
    /// The key, if the ciphertext names a version of one in this account. A version of another account's key is
    /// as absent as one that never was.
    ///
    /// # Errors
    /// [`StoreFailed`].
    pub async fn find(
        &self,
        txn: &mut Txn,
        region: &RegionId,
        account: AccountId,
    ) -> Result<Option<Key>, StoreFailed> {
        match rows::key_of_version(txn, self.0.version()).await? {
            Some((owner, id)) if owner == account => Key::find(txn, region, account, id).await,
            _ => Ok(None),
        }
    }

    /// What to decide on when there is none.
    pub fn unfound(&self, region: &RegionId, account: AccountId) -> Collection {
        Collection::regional("kms", region, account, undocumented::unfound_ciphertext_resource())
    }
}

#[cfg(test)]
mod tests {
    use rampart_authz::Resource as _;

    use super::*;

    const ID: &str = "0198f000-0000-7000-8000-000000000001";

    #[track_caller]
    fn check(text: &str, expected: Result<&str, KeyNameRefused>) {
        let region = "cn-hangzhou".parse().unwrap();
        let account = "1234567890123456".parse().unwrap();
        let arn = KeyRef::parse(text).map(|named| named.unfound(&region, account).arn().to_string());
        assert_eq!(arn, expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn a_key_is_named_by_id_alias_or_arn() {
        use KeyNameRefused::Malformed;
        check(ID, Ok("acs:kms:cn-hangzhou:1234567890123456:key/0198f000-0000-7000-8000-000000000001"));
        check("key-hzz630494463ejqjx", Ok("acs:kms:cn-hangzhou:1234567890123456:key/key-hzz630494463ejqjx"));
        check("alias/db/main", Ok("acs:kms:cn-hangzhou:1234567890123456:alias/db/main"));
        check("alias/acs/rds", Ok("acs:kms:cn-hangzhou:1234567890123456:alias/acs/rds"));
        check("acs:kms:cn-beijing:9:key/x", Ok("acs:kms:cn-beijing:0000000000000009:key/x"));
        check("acs:kms:cn-beijing:9:alias/x", Ok("acs:kms:cn-beijing:0000000000000009:alias/x"));
        for text in [
            "",
            "key/x",
            "*",
            "a b",
            "x\n",
            "alias/",
            "alias/*",
            "acs:ram:r:1:key/x",
            "acs:kms::1:key/x",
            "acs:kms:cn-x:*:key/x",
            "acs:kms:cn-x:1:key/*",
            "acs:kms:cn-x:1:key/",
            "acs:kms:cn-x:1:secret/x",
            "acs:kms:cn-x:0:key/x",
        ] {
            check(text, Err(Malformed));
        }
        check(&"k".repeat(65), Err(Malformed));
        check(&"k".repeat(2000), Err(Malformed));
    }

    #[test]
    fn who_manages_a_key_names_no_alias() {
        assert_eq!(KeyRef::parse_id("alias/x"), Err(KeyNameRefused::Alias));
        assert_eq!(KeyRef::parse_id("acs:kms:cn-x:1:alias/x"), Err(KeyNameRefused::Alias));
        assert!(KeyRef::parse_id(ID).is_ok());
        assert!(KeyRef::parse_id(&format!("acs:kms:cn-x:1:key/{ID}")).is_ok());
    }
}
