//! From a folder and a provider to the key ring: at the first start and at every later one.
//!
//! The header is replaced whole: written beside, flushed, renamed, the folder flushed. A store that has lost its
//! header or its root key is never given a new one. How keys change stands in `rotation`.

mod rotation;

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use rampart_vocab::Entropy;

use crate::{
    KeyRing, RingKey,
    header::{HEADER_BYTES_MAX, Header, HeaderRefused},
    root::{Provider, RootRefused},
};

pub use rotation::{Reason, Touched};

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
            // What a crash left goes, and a link that others may have put there leads nowhere: root writes here too.
            match fs::remove_file(&beside) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
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

/// A header opened. While a root key is being replaced two slots of one kind stand in it: the first that opens counts.
fn unlock(header: &Header, provider: &dyn Provider) -> Result<(KeyRing, RingKey), SealRefused> {
    let mut refused = None;
    for slot in header.slots.iter().filter(|slot| slot.kind == provider.kind()) {
        match provider.unwrap(header, slot) {
            Ok(key) => {
                let ring = header.ring(&key).map_err(|_| SealRefused::RingChanged)?;
                return Ok((ring, key));
            }
            Err(why) => {
                refused.get_or_insert(SealRefused::Root(why));
            }
        }
    }
    Err(refused.unwrap_or_else(|| {
        let kinds: Vec<_> = header.slots.iter().map(|slot| format!("`{}`", slot.kind)).collect();
        SealRefused::NoSlot { wanted: provider.kind(), found: kinds.join(", ").into() }
    }))
}

/// Flushes a file's name itself, not only its contents.
pub(crate) fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests;
