//! A root key in a file that only its owner may read: 64 hexadecimal digits.

use std::{
    fs::{File, OpenOptions},
    io::{ErrorKind, Read, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use rampart_vocab::Entropy;
use zeroize::Zeroizing;

use super::{Provider, RootRefused, unwrap_under, wrap_under};
use crate::{RingKey, RootKey, SecretArray, header::Header, header::Slot};

/// A root key in a file. Made, with mode 0600, when a store is made and the file is not there.
#[derive(Clone, Debug)]
pub struct FileProvider {
    path: PathBuf,
}

impl FileProvider {
    /// The key in this file.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Where the key is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn read(&self) -> Result<RootKey, RootRefused> {
        let mut file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(RootRefused::Missing { path: self.shown() });
            }
            Err(error) => return Err(self.io(&error)),
        };
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
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&self.path)
            .map_err(|error| self.io(&error))?;
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
            .and_then(|()| crate::unseal::sync_folder_of(&self.path))
            .map_err(|error| self.io(&error))?;
        Ok(key)
    }

    fn shown(&self) -> Box<str> {
        self.path.to_string_lossy().into()
    }

    fn io(&self, error: &std::io::Error) -> RootRefused {
        RootRefused::Io { path: self.shown(), why: error.to_string().into() }
    }
}

const KIND: &str = "file";

impl Provider for FileProvider {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn wrap(&self, header: &Header, key: &RingKey, entropy: &dyn Entropy) -> Result<Slot, RootRefused> {
        let root = match self.read() {
            Err(RootRefused::Missing { .. }) => self.make(entropy)?,
            read => read?,
        };
        Ok(wrap_under(&root, header, KIND, "-".to_owned(), key, entropy))
    }

    fn unwrap(&self, header: &Header, slot: &Slot) -> Result<RingKey, RootRefused> {
        unwrap_under(&self.read()?, header, slot).map_err(|_| RootRefused::Wrong { kind: "key file" })
    }
}
