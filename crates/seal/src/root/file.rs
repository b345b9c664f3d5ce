//! A root key in a file that only its owner may read: 64 hexadecimal digits.

use std::{
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Read, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use rampart_vocab::Entropy;
use zeroize::Zeroizing;

use super::{Provider, RootRefused, unwrap_under, wrap_under};
use crate::{RingKey, RootKey, SecretArray, header::Header, header::Slot, unseal::sync_folder_of};

/// A root key in a file. Made, with mode 0600, when a store is made and the file is not there.
#[derive(Clone, Debug)]
pub struct FileProvider {
    path: PathBuf,
    /// The key, when it was read or made before it is needed.
    held: Option<RootKey>,
}

impl FileProvider {
    /// The key in this file.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), held: None }
    }

    /// A new key in a new file.
    ///
    /// # Errors
    /// [`RootRefused::Taken`] when a file is there, and what the system refuses.
    pub fn create(path: impl Into<PathBuf>, entropy: &dyn Entropy) -> Result<Self, RootRefused> {
        let mut made = Self::at(path);
        made.held = Some(made.make(entropy)?);
        Ok(made)
    }

    /// Where the key is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the key now: for who may do so now and not when the store is opened. Whether it is there.
    ///
    /// # Errors
    /// [`RootRefused`], but for a file that is missing: what that means is for the opening to say.
    pub fn hold(&mut self) -> Result<bool, RootRefused> {
        match self.read() {
            Err(RootRefused::Missing { .. }) => Ok(false),
            read => {
                self.held = Some(read?);
                Ok(true)
            }
        }
    }

    /// The key that is to take this one's place, in a file beside it. What an earlier try left there goes.
    pub(crate) fn successor(&self, entropy: &dyn Entropy) -> Result<Self, RootRefused> {
        let mut name = self.path.clone().into_os_string();
        name.push(".next");
        let beside = PathBuf::from(name);
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Self::at(beside).io(&error)),
            _ => Self::create(beside, entropy),
        }
    }

    /// Moves this key's file to another's place.
    pub(crate) fn succeed(self, before: &Self) -> Result<Self, RootRefused> {
        fs::rename(&self.path, &before.path)
            .and_then(|()| sync_folder_of(&before.path))
            .map_err(|error| before.io(&error))?;
        Ok(Self { path: before.path.clone(), ..self })
    }

    fn key(&self) -> Result<RootKey, RootRefused> {
        self.held.clone().map_or_else(|| self.read(), Ok)
    }

    fn read(&self) -> Result<RootKey, RootRefused> {
        let mut file = File::open(&self.path).map_err(|error| self.io(&error))?;
        let mode = file.metadata().map_err(|error| self.io(&error))?.mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(RootRefused::Exposed { path: self.shown(), mode });
        }
        let mut text = Zeroizing::new(String::with_capacity(128));
        Read::by_ref(&mut file).take(128).read_to_string(&mut text).map_err(|error| self.io(&error))?;
        let mut key = SecretArray::zero();
        hex::decode_to_slice(text.trim_end(), key.expose_secret_mut())
            .map_err(|_| RootRefused::NoKey { path: self.shown() })?;
        Ok(RootKey::new(key))
    }

    fn make(&self, entropy: &dyn Entropy) -> Result<RootKey, RootRefused> {
        let key = RootKey::random(entropy);
        let text = Zeroizing::new(hex::encode(key.expose_secret()) + "\n");
        let write = || {
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&self.path)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            sync_folder_of(&self.path)
        };
        write().map_err(|error: std::io::Error| match error.kind() {
            ErrorKind::AlreadyExists => RootRefused::Taken { path: self.shown() },
            _ => RootRefused::NotMade {
                path: self.shown(),
                why: error.to_string().into(),
                maker: rustix::process::geteuid().as_raw(),
            },
        })?;
        Ok(key)
    }

    fn shown(&self) -> Box<str> {
        self.path.to_string_lossy().into()
    }

    fn io(&self, error: &std::io::Error) -> RootRefused {
        let (path, reader) = (self.shown(), rustix::process::geteuid().as_raw());
        match error.kind() {
            ErrorKind::NotFound => RootRefused::Missing { path },
            ErrorKind::PermissionDenied => match self.path.metadata() {
                Ok(file) if file.uid() != reader => RootRefused::Foreign { path, owner: file.uid(), reader },
                Ok(_) => RootRefused::Io { path, why: error.to_string().into() },
                Err(_) => RootRefused::OutOfReach { path, reader },
            },
            _ => RootRefused::Io { path, why: error.to_string().into() },
        }
    }
}

const KIND: &str = "file";

impl Provider for FileProvider {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn wrap(&self, header: &Header, key: &RingKey, entropy: &dyn Entropy) -> Result<Slot, RootRefused> {
        let root = match self.key() {
            Err(RootRefused::Missing { .. }) => self.make(entropy)?,
            read => read?,
        };
        Ok(wrap_under(&root, header, KIND, "-".to_owned(), key, entropy))
    }

    fn unwrap(&self, header: &Header, slot: &Slot) -> Result<RingKey, RootRefused> {
        unwrap_under(&self.key()?, header, slot).map_err(|_| RootRefused::Wrong { kind: "key file" })
    }
}
