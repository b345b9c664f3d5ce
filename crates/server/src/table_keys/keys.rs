//! The keys of one engine process, as they are asked for: by number and version.

use rampart_rds::{keys::TableKeyId, table_keys::OpenKey};
use zeroize::Zeroizing;

use super::page::{KEYS_PER_PAGE, Page};

/// Opened keys; wiped when dropped.
#[derive(Default)]
pub(super) struct Keys {
    /// Whose bytes stand in which place: the first in the first place of the first page.
    places: Vec<(TableKeyId, u32)>,
    pages: Vec<Page>,
}

/// A key on its way out.
#[derive(PartialEq)]
pub(super) struct Given {
    pub(super) version: u32,
    /// On the heap: what is moved about on the stack leaves copies.
    pub(super) key: Zeroizing<Vec<u8>>,
}

impl Keys {
    pub(super) fn new(keys: Vec<OpenKey>) -> Self {
        let mut all = Self::default();
        all.add(keys);
        all
    }

    /// Adds versions; one that is there already is replaced.
    pub(super) fn add(&mut self, keys: Vec<OpenKey>) {
        for OpenKey { id, version, key } in keys {
            let place = self.place(id, version).unwrap_or_else(|| {
                self.places.push((id, version));
                self.places.len() - 1
            });
            if place / KEYS_PER_PAGE >= self.pages.len() {
                self.pages.push(Page::new());
            }
            if let Some(page) = self.pages.get_mut(place / KEYS_PER_PAGE) {
                page.put(place % KEYS_PER_PAGE, key.expose());
            }
        }
    }

    /// One version of a key, or without a version the newest.
    pub(super) fn give(&self, id: TableKeyId, version: Option<u32>) -> Option<Given> {
        let version = version.or_else(|| self.newest(id))?;
        let place = self.place(id, version)?;
        let key = self.pages.get(place / KEYS_PER_PAGE)?.get(place % KEYS_PER_PAGE)?;
        Some(Given { version, key: Zeroizing::new(key.to_vec()) })
    }

    /// Whether this version of every key that an engine asks for is there.
    pub(super) fn holds(&self, version: u32) -> bool {
        TableKeyId::ALL.into_iter().all(|id| self.place(id, version).is_some())
    }

    fn newest(&self, id: TableKeyId) -> Option<u32> {
        self.places.iter().filter(|place| place.0 == id).map(|place| place.1).max()
    }

    fn place(&self, id: TableKeyId, version: u32) -> Option<usize> {
        self.places.iter().position(|place| *place == (id, version))
    }
}

#[cfg(test)]
mod tests {
    use rampart_rds::keys::TableKey;

    use super::{super::page::KEY_BYTES, *};

    fn key(id: TableKeyId, version: u32, byte: u8) -> OpenKey {
        OpenKey { id, version, key: TableKey::take(&mut [byte; KEY_BYTES]) }
    }

    #[test]
    fn a_key_is_found_by_number_and_version_and_without_one_the_newest() {
        use TableKeyId::{Data, Temporary};
        let mut keys = Keys::new(vec![key(Data, 3, 13), key(Data, 1, 11), key(Temporary, 1, 21)]);
        for (id, version, expected) in [
            (Data, None, Some((3, 13))),
            (Data, Some(1), Some((1, 11))),
            (Data, Some(3), Some((3, 13))),
            (Data, Some(2), None),
            (Temporary, None, Some((1, 21))),
            (Temporary, Some(3), None),
        ] {
            let given = keys.give(id, version).map(|given| (given.version, given.key.to_vec()));
            assert_eq!(
                given,
                expected.map(|(version, byte)| (version, vec![byte; KEY_BYTES])),
                "{id} {version:?}"
            );
        }
        assert!(keys.holds(1) && !keys.holds(3) && !keys.holds(2));
        keys.add(vec![key(Temporary, 3, 23), key(Data, 1, 99)]);
        assert!(keys.holds(3));
        assert_eq!(keys.give(Data, Some(1)).map(|given| given.key.to_vec()), Some(vec![99; KEY_BYTES]));
    }

    #[test]
    fn there_is_room_for_more_versions_than_a_page_holds() {
        let versions = 1..=KEYS_PER_PAGE as u32 + 3;
        let keys = Keys::new(versions.clone().map(|n| key(TableKeyId::Data, n, n as u8)).collect());
        for n in versions {
            let given = keys.give(TableKeyId::Data, Some(n)).map(|given| given.key.to_vec());
            assert_eq!(given, Some(vec![n as u8; KEY_BYTES]));
        }
        assert_eq!(keys.pages.len(), 2);
    }
}
