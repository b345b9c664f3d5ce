//! Data keys in the clear: wiped when dropped, never shown.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop};

use super::KeyRefused;
use crate::intent::DiskKey;

/// A data key as the key service gave it, before it is taken for its purpose.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct PlainKey(Box<[u8]>);

/// The 32-byte key of an engine's tables (AES-256).
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct TableKey(Box<[u8; TableKey::BYTES]>);

impl PlainKey {
    /// Takes a copy; the caller wipes what it has.
    pub fn copy(from: &[u8]) -> Self {
        Self(from.into())
    }

    /// As a disk's master key.
    ///
    /// # Errors
    /// An answer of another length makes no sense, and proves nothing about the key.
    pub fn into_disk_key(self) -> Result<DiskKey, KeyRefused> {
        let mut bytes = self.exact()?;
        Ok(DiskKey::take(&mut bytes))
    }

    /// As a key of tables.
    ///
    /// # Errors
    /// As [`PlainKey::into_disk_key`].
    pub fn into_table_key(self) -> Result<TableKey, KeyRefused> {
        let mut bytes = self.exact()?;
        Ok(TableKey::take(&mut bytes))
    }

    fn exact<const N: usize>(&self) -> Result<[u8; N], KeyRefused> {
        self.0.as_ref().try_into().map_err(|_| {
            KeyRefused::Unreachable(format!("a data key of {} bytes instead of {N}", self.0.len()))
        })
    }
}

impl TableKey {
    /// Its length.
    pub const BYTES: usize = 32;

    /// Takes the bytes over and wipes where they came from.
    pub fn take(from: &mut [u8; Self::BYTES]) -> Self {
        let mut key = Self(Box::new([0; Self::BYTES]));
        key.0.copy_from_slice(from);
        from.zeroize();
        key
    }

    /// The bytes themselves: for the engine that they are for, alone.
    pub fn expose(&self) -> &[u8; Self::BYTES] {
        &self.0
    }
}

impl fmt::Debug for PlainKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PlainKey({} bytes)", self.0.len())
    }
}

impl fmt::Debug for TableKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TableKey(..)")
    }
}
