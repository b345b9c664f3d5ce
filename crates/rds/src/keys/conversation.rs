//! The conversation with the key service: always as the role that is named for this key, always by ordinary, audited
//! calls, and never waited for without end.
//!
//! What follows from an answer is for those who keep instances and attachments; what an answer means is told here.

use rampart_store::Unknown;
use rampart_vocab::{AccountId, Arn, DbInstanceId, RequestId};
use tokio::time::timeout;

use super::{
    DataKeyMade, EncryptionKeyId, KeyCall, KeyFacts, KeyPurpose, KeyRefused, KeyService, KeyState, PlainKey,
    TableKeyId, WrappedKey,
};
use crate::{intent::DiskKey, limits, records::WrappedTableKey, table_keys::OpenKey, undocumented};

/// Who uses a key: every call of one conversation is made in the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeyUser {
    /// The account that owns role and key.
    pub(crate) account: AccountId,
    /// The role to assume.
    pub(crate) role: Arn,
    /// The key to use.
    pub(crate) key: EncryptionKeyId,
    /// Whose data keys they are: an instance, or an attachment's mount.
    pub(crate) mount: DbInstanceId,
    /// The request whose wish this carries out.
    pub(crate) cause: RequestId,
}

/// A user's way to the key service.
#[derive(Clone, Copy)]
pub(crate) struct Conversation<'a> {
    service: &'a dyn KeyService,
    user: &'a KeyUser,
}

/// A version of every table key, as it is kept and as it is used.
pub(crate) type TableKeysMade = (Vec<WrappedTableKey>, Vec<OpenKey>);

impl KeyUser {
    /// A conversation in this name.
    pub(crate) fn with<'a>(&'a self, service: &'a dyn KeyService) -> Conversation<'a> {
        Conversation { service, user: self }
    }
}

impl Conversation<'_> {
    /// The key's state alone.
    pub(crate) async fn state(&self, purpose: KeyPurpose) -> Result<KeyState, KeyRefused> {
        answered(self.service.key_state(&self.call(purpose))).await
    }

    /// Takes the key into use: describes it, and marks it where the mark is missing.
    pub(crate) async fn take_into_use(&self, purpose: KeyPurpose) -> Result<(), KeyRefused> {
        let call = self.call(purpose);
        let KeyFacts { state, marked } = answered(self.service.describe_key(&call)).await?;
        if let KeyState::Lost(loss) = state {
            return Err(KeyRefused::Lost(loss));
        }
        if undocumented::is_marked_at_first_use(marked) {
            answered(self.service.tag_key(&call)).await?;
        }
        Ok(())
    }

    /// Has a disk's key made.
    pub(crate) async fn make_disk_key(&self) -> Result<(DiskKey, WrappedKey), KeyRefused> {
        let DataKeyMade { plaintext, wrapped } = self.make(KeyPurpose::Disk).await?;
        Ok((plaintext.into_disk_key()?, wrapped))
    }

    /// Opens a disk's key.
    pub(crate) async fn open_disk_key(&self, wrapped: &WrappedKey) -> Result<DiskKey, KeyRefused> {
        self.open(KeyPurpose::Disk, wrapped).await?.into_disk_key()
    }

    /// Has one version of every table key made.
    pub(crate) async fn make_table_keys(&self, version: u32) -> Result<TableKeysMade, KeyRefused> {
        let (mut kept, mut opened) = (Vec::new(), Vec::new());
        for id in TableKeyId::ALL {
            let DataKeyMade { plaintext, wrapped } = self.make(KeyPurpose::Table(id)).await?;
            opened.push(OpenKey { id, version, key: plaintext.into_table_key()? });
            kept.push(WrappedTableKey { id: id.number(), version, wrapped, unknown: Unknown::NONE });
        }
        Ok((kept, opened))
    }

    /// Opens every one of these: an engine that lacks one of its keys loses tables.
    pub(crate) async fn open_table_keys(&self, kept: &[WrappedTableKey]) -> Result<Vec<OpenKey>, KeyRefused> {
        let mut opened = Vec::with_capacity(kept.len());
        for key in kept {
            opened.push(self.open_table_key(key).await?);
        }
        Ok(opened)
    }

    /// Whether table keys would open now: shown by opening the newest; it is wiped at once.
    pub(crate) async fn try_table_keys(&self, kept: &[WrappedTableKey]) -> Result<(), KeyRefused> {
        let of_data = kept.iter().filter(|key| key.id == TableKeyId::Data.number());
        match of_data.max_by_key(|key| key.version) {
            Some(newest) => self.open_table_key(newest).await.map(drop),
            None => Ok(()),
        }
    }

    async fn open_table_key(&self, kept: &WrappedTableKey) -> Result<OpenKey, KeyRefused> {
        // The store says nothing that was not written here.
        let id = TableKeyId::of_number(kept.id);
        let id = id.ok_or_else(|| KeyRefused::Unreachable(format!("a key with the number {}", kept.id)))?;
        let key = self.open(KeyPurpose::Table(id), &kept.wrapped).await?.into_table_key()?;
        Ok(OpenKey { id, version: kept.version, key })
    }

    async fn make(&self, purpose: KeyPurpose) -> Result<DataKeyMade, KeyRefused> {
        answered(self.service.generate_data_key(&self.call(purpose))).await
    }

    async fn open(&self, purpose: KeyPurpose, wrapped: &WrappedKey) -> Result<PlainKey, KeyRefused> {
        answered(self.service.decrypt(&self.call(purpose), wrapped)).await
    }

    fn call(&self, purpose: KeyPurpose) -> KeyCall {
        let KeyUser { account, role, key, mount, cause } = self.user;
        KeyCall {
            account: *account,
            role: role.clone(),
            key: key.clone(),
            instance: mount.clone(),
            purpose,
            cause: *cause,
        }
    }
}

/// No answer in time is no answer, and so never a lost key.
async fn answered<T>(call: impl Future<Output = Result<T, KeyRefused>>) -> Result<T, KeyRefused> {
    within(limits::KEY_ANSWER_WITHIN, call).await
}

/// The same for several calls.
pub(crate) async fn within<T>(
    time: std::time::Duration,
    calls: impl Future<Output = Result<T, KeyRefused>>,
) -> Result<T, KeyRefused> {
    match timeout(time, calls).await {
        Ok(answer) => answer,
        Err(_) => Err(KeyRefused::Unreachable(format!("none within {} seconds", time.as_secs()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::World;

    #[tokio::test]
    async fn a_key_that_is_not_known_is_an_error_and_never_left_out() {
        let world = World::new(1);
        let user = KeyUser {
            account: world.account,
            role: world.role.clone(),
            key: world.key.clone(),
            mount: "rm-one".parse().unwrap(),
            cause: RequestId::from_bytes([1; 16]),
        };
        let conversation = user.with(&*world.keys);
        conversation.take_into_use(KeyPurpose::Table(TableKeyId::Data)).await.unwrap();
        let (mut kept, made) = conversation.make_table_keys(3).await.unwrap();
        let opened = conversation.open_table_keys(&kept).await.unwrap();
        let told = |keys: &[OpenKey]| -> Vec<_> {
            keys.iter().map(|key| (key.id, key.version, *key.key.expose())).collect()
        };
        assert_eq!(told(&opened), told(&made));
        kept.push(WrappedTableKey { id: 3, ..kept[0].clone() });
        let refused = conversation.open_table_keys(&kept).await.unwrap_err();
        assert_eq!(refused, KeyRefused::Unreachable("a key with the number 3".into()));
    }
}
