//! From a folder and a provider to the key ring: at the first start, at every later one, and when keys change.
//!
//! The header is replaced whole: written beside, flushed, renamed, the folder flushed. A store that has lost its
//! header or its root key is never given a new one.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use rampart_vocab::Entropy;

use crate::{
    KeyRing, RingKey, Term,
    header::{HEADER_BYTES_MAX, Header, HeaderRefused},
    root::{Provider, RootRefused},
};

/// The header's name in a store's folder.
pub const HEADER_FILE: &str = "store.header";

/// Why a store stays sealed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealRefused {
    /// There are rows, but no header.
    #[error(
        "the store's header `{path}` is missing, restore it from a backup; no new one is made for existing data"
    )]
    HeaderMissing {
        /// Where it should be.
        path: Box<str>,
    },
    /// The header is not understood.
    #[error(transparent)]
    Header(#[from] HeaderRefused),
    /// The provider gave no key.
    #[error(transparent)]
    Root(#[from] RootRefused),
    /// The header has no slot for the provider.
    #[error("the store has no `{wanted}` slot but {found}, start with one of those")]
    NoSlot {
        /// The provider's kind.
        wanted: &'static str,
        /// The kinds that there are.
        found: Box<str>,
    },
    /// The slot opened, the ring did not.
    #[error("the key ring in the store's header was changed, restore the header from a backup")]
    RingChanged,
    /// The header cannot be read or written.
    #[error("the store's header `{path}` cannot be used: {why}")]
    Io {
        /// The file.
        path: Box<str>,
        /// What the system said.
        why: Box<str>,
    },
}

/// A store's header in its folder.
#[derive(Clone, Debug)]
pub struct Seal {
    path: PathBuf,
}

impl Seal {
    /// The header in this folder.
    pub fn in_folder(folder: impl AsRef<Path>) -> Self {
        Self { path: folder.as_ref().join(HEADER_FILE) }
    }

    /// The key ring, and at the very first start a new one. `has_rows` says whether there is data already.
    ///
    /// # Errors
    /// [`SealRefused`], each with its remedy.
    pub fn open_or_make(
        &self,
        has_rows: bool,
        provider: &dyn Provider,
        entropy: &dyn Entropy,
    ) -> Result<KeyRing, SealRefused> {
        match self.read()? {
            Some(header) => unlock(&header, provider).map(|(ring, _)| ring),
            None if has_rows => Err(SealRefused::HeaderMissing { path: self.shown() }),
            None => self.make(provider, entropy),
        }
    }

    /// Begins a new term and gives the ring that holds it; any one slot is enough.
    ///
    /// # Errors
    /// [`SealRefused`]; then the header is as it was.
    pub fn rotate(
        &self,
        provider: &dyn Provider,
        entropy: &dyn Entropy,
    ) -> Result<(KeyRing, Term), SealRefused> {
        let mut header = self.existing()?;
        let (mut ring, key) = unlock(&header, provider)?;
        let term = ring.rotate(entropy);
        header.put_ring(&ring, &key, entropy);
        self.replace(&header)?;
        Ok((ring, term))
    }

    /// Gives `added` a slot beside `provider`'s; a slot of the same kind is replaced: a new passphrase, a new file.
    ///
    /// # Errors
    /// As [`Seal::rotate`].
    pub fn put_slot(
        &self,
        provider: &dyn Provider,
        added: &dyn Provider,
        entropy: &dyn Entropy,
    ) -> Result<(), SealRefused> {
        let mut header = self.existing()?;
        let (_, key) = unlock(&header, provider)?;
        let slot = added.wrap(&header, &key, entropy)?;
        header.slots.retain(|old| old.kind != slot.kind);
        header.slots.push(slot);
        self.replace(&header)
    }

    /// The header as it stands, for showing; nothing when there is none.
    ///
    /// # Errors
    /// [`SealRefused::Header`], [`SealRefused::Io`].
    pub fn read(&self) -> Result<Option<Header>, SealRefused> {
        let file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.io(&error)),
        };
        let mut text = String::new();
        let most = u64::try_from(HEADER_BYTES_MAX).unwrap_or(u64::MAX);
        file.take(most).read_to_string(&mut text).map_err(|error| self.io(&error))?;
        Ok(Some(Header::parse(&text)?))
    }

    fn existing(&self) -> Result<Header, SealRefused> {
        self.read()?.ok_or_else(|| SealRefused::HeaderMissing { path: self.shown() })
    }

    fn make(&self, provider: &dyn Provider, entropy: &dyn Entropy) -> Result<KeyRing, SealRefused> {
        let (ring, key) = (KeyRing::generate(entropy), RingKey::random(entropy));
        let mut header = Header::new(&ring, &key, entropy);
        header.slots.push(provider.wrap(&header, &key, entropy)?);
        self.replace(&header)?;
        Ok(ring)
    }

    fn replace(&self, header: &Header) -> Result<(), SealRefused> {
        let beside = self.path.with_extension("header.new");
        let write = || -> io::Result<()> {
            let mut file =
                OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
            file.write_all(header.to_text().as_bytes())?;
            file.sync_all()?;
            fs::rename(&beside, &self.path)?;
            sync_folder_of(&self.path)
        };
        write().map_err(|error| self.io(&error))
    }

    fn shown(&self) -> Box<str> {
        self.path.to_string_lossy().into()
    }

    fn io(&self, error: &io::Error) -> SealRefused {
        SealRefused::Io { path: self.shown(), why: error.to_string().into() }
    }
}

fn unlock(header: &Header, provider: &dyn Provider) -> Result<(KeyRing, RingKey), SealRefused> {
    let Some(slot) = header.slots.iter().find(|slot| slot.kind == provider.kind()) else {
        let kinds: Vec<_> = header.slots.iter().map(|slot| format!("`{}`", slot.kind)).collect();
        return Err(SealRefused::NoSlot { wanted: provider.kind(), found: kinds.join(", ").into() });
    };
    let key = provider.unwrap(header, slot)?;
    let ring = header.ring(&key).map_err(|_| SealRefused::RingChanged)?;
    Ok((ring, key))
}

/// Flushes a file's name itself, not only its contents.
pub(crate) fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use rampart_vocab::SeededEntropy;

    use super::*;
    use crate::{
        header::Slot,
        root::{FileProvider, PassphraseProvider},
    };

    struct Place {
        folder: tempfile::TempDir,
        seal: Seal,
        file: FileProvider,
        entropy: SeededEntropy,
    }

    fn place() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let seal = Seal::in_folder(folder.path());
        let file = FileProvider::at(folder.path().join("root.key"));
        Place { folder, seal, file, entropy: SeededEntropy::new(5) }
    }

    fn passphrase(text: &str) -> PassphraseProvider {
        PassphraseProvider::new(text.into()).costing(64, 1)
    }

    impl Place {
        fn open(&self, has_rows: bool, provider: &dyn Provider) -> Result<KeyRing, SealRefused> {
            self.seal.open_or_make(has_rows, provider, &self.entropy)
        }
    }

    /// Whether two rings hold the same keys.
    fn same(one: &KeyRing, other: &KeyRing) -> bool {
        one.to_bytes() == other.to_bytes()
    }

    #[test]
    fn a_first_start_makes_key_and_header_and_later_ones_find_them() {
        let place = place();
        let made = place.open(false, &place.file).unwrap();
        assert!(same(&made, &place.open(true, &place.file).unwrap()));
        for name in ["root.key", HEADER_FILE] {
            let mode = fs::metadata(place.folder.path().join(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    }

    #[test]
    fn a_store_without_its_root_key_or_header_is_never_given_a_new_one() {
        let place = place();
        place.open(false, &place.file).unwrap();
        let (key, header) = (place.file.path(), place.folder.path().join(HEADER_FILE));
        let before = fs::read(&header).unwrap();

        let text = fs::read(key).unwrap();
        fs::remove_file(key).unwrap();
        for has_rows in [false, true] {
            let refused = place.open(has_rows, &place.file).unwrap_err();
            assert!(matches!(refused, SealRefused::Root(RootRefused::Missing { .. })), "{refused}");
        }
        assert!(!key.exists());
        assert_eq!(fs::read(&header).unwrap(), before);

        fs::write(key, text).unwrap();
        fs::remove_file(&header).unwrap();
        fs::set_permissions(key, fs::Permissions::from_mode(0o600)).unwrap();
        assert!(matches!(place.open(true, &place.file), Err(SealRefused::HeaderMissing { .. })));
        assert!(!header.exists());
    }

    #[test]
    fn a_key_file_is_refused_when_others_may_read_it_or_it_holds_something_else() {
        let place = place();
        place.open(false, &place.file).unwrap();
        let key = place.file.path();
        for (text, mode, wanted) in [
            ("0".repeat(64), 0o640, "may be read by others (mode 640)"),
            ("0".repeat(64), 0o604, "may be read by others (mode 604)"),
            ("0".repeat(64), 0o600, "does not open with this key file"),
            ("0".repeat(63), 0o600, "not 64 hexadecimal digits"),
            (String::new(), 0o600, "not 64 hexadecimal digits"),
            ("x".repeat(64), 0o600, "not 64 hexadecimal digits"),
        ] {
            fs::write(key, text).unwrap();
            fs::set_permissions(key, fs::Permissions::from_mode(mode)).unwrap();
            let refused = place.open(true, &place.file).unwrap_err().to_string();
            assert!(refused.contains(wanted), "{refused}");
        }
    }

    #[test]
    fn slots_open_the_same_ring_and_those_not_known_are_kept() {
        let place = place();
        let made = place.open(false, &place.file).unwrap();
        let mut header = place.seal.read().unwrap().unwrap();
        header.slots.push(Slot { kind: "abacus".into(), params: "-".into(), sealed: vec![1] });
        place.seal.replace(&header).unwrap();

        let refused = place.open(true, &passphrase("correct horse")).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "the store has no `passphrase` slot but `file`, `abacus`, start with one of those"
        );
        place.seal.put_slot(&place.file, &passphrase("correct horse"), &place.entropy).unwrap();
        assert!(same(&made, &place.open(true, &passphrase("correct horse")).unwrap()));
        assert!(place.open(true, &passphrase("correct horsE")).is_err());

        let (rotated, term) = place.seal.rotate(&passphrase("correct horse"), &place.entropy).unwrap();
        assert_eq!((term, rotated.terms().count()), (2, 2));
        assert!(same(&rotated, &place.open(true, &place.file).unwrap()));
        assert!(place.seal.read().unwrap().unwrap().slots.iter().any(|slot| slot.kind == "abacus"));
    }

    #[test]
    fn a_new_passphrase_replaces_the_old_one_and_a_short_one_is_refused() {
        let place = place();
        place.open(false, &passphrase("correct horse")).unwrap();
        let change =
            |new: &str| place.seal.put_slot(&passphrase("correct horse"), &passphrase(new), &place.entropy);
        assert_eq!(change("short"), Err(SealRefused::Root(RootRefused::TooShort { least: 12 })));
        change("battery staple").unwrap();
        assert!(place.open(true, &passphrase("correct horse")).is_err());
        assert!(place.open(true, &passphrase("battery staple")).is_ok());
    }

    #[test]
    fn a_slot_whose_parameters_were_changed_does_not_open() {
        let place = place();
        place.open(false, &passphrase("correct horse")).unwrap();
        let header = place.folder.path().join(HEADER_FILE);
        let text = fs::read_to_string(&header).unwrap();
        for (from, to) in [(":64:1:1:", ":64:2:1:"), (":64:1:1:", ":4294967295:1:1:"), ("argon2id", "md5")] {
            fs::write(&header, text.replace(from, to)).unwrap();
            assert!(place.open(true, &passphrase("correct horse")).is_err(), "{to}");
        }
    }
}
