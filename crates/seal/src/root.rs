//! Root-key providers: what opens a slot of the store's header.
//!
//! A provider that hands out its root key seals here; one whose key never leaves it (a PKCS#11 token) implements
//! [`Provider`] itself.

mod file;
mod passphrase;
mod recovery;

use rampart_vocab::Entropy;

use crate::{
    NotOpened, RingKey, RootKey, SecretArray, XaesKey,
    header::{Header, Slot},
};

pub use file::FileProvider;
pub use passphrase::{PASSPHRASE_CHARS_MIN, PassphraseProvider};
pub use recovery::{RECOVERY_KIND, RecoveryKey, RecoveryKeyRefused, RecoveryProvider};

/// Something that can open a slot.
pub trait Provider {
    /// The word by which its slots are known.
    fn kind(&self) -> &'static str;

    /// A new slot holding the ring key.
    ///
    /// # Errors
    /// [`RootRefused`].
    fn wrap(&self, header: &Header, key: &RingKey, entropy: &dyn Entropy) -> Result<Slot, RootRefused>;

    /// The ring key out of a slot.
    ///
    /// # Errors
    /// [`RootRefused`].
    fn unwrap(&self, header: &Header, slot: &Slot) -> Result<RingKey, RootRefused>;
}

/// Why a provider gave no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RootRefused {
    /// The key file is not there.
    #[error(
        "the root key `{path}` is missing, put back the file that this store was made with, or make a new one by \
         `rampart seal recover` and the recovery key"
    )]
    Missing {
        /// The file.
        path: Box<str>,
    },
    /// Others may read the key file.
    #[error("the root key `{path}` may be read by others (mode {mode:o}), run `chmod 600` on it")]
    Exposed {
        /// The file.
        path: Box<str>,
        /// Its permissions.
        mode: u32,
    },
    /// The key file holds something else.
    #[error(
        "the root key `{path}` is not 64 hexadecimal digits, put back the file that this store was made with"
    )]
    NoKey {
        /// The file.
        path: Box<str>,
    },
    /// The key file is somebody else's.
    #[error(
        "the root key `{path}` belongs to user {owner} and user {reader} may not read it, run `chown {reader}` on it, \
         or start the server as root, which reads it before root is given up"
    )]
    Foreign {
        /// The file.
        path: Box<str>,
        /// Whose it is, by number.
        owner: u32,
        /// Who reads, by number.
        reader: u32,
    },
    /// Nobody lets us pass to the key file.
    #[error(
        "user {reader} cannot get to the root key `{path}`, run `chmod o+x` on the folders above it, or start the \
         server as root, which reads it before root is given up"
    )]
    OutOfReach {
        /// The file.
        path: Box<str>,
        /// Who reads, by number.
        reader: u32,
    },
    /// A new key is to be made where a file lies already.
    #[error("`{path}` is there already and may open another store, move it away or name another file")]
    Taken {
        /// The file.
        path: Box<str>,
    },
    /// A new key cannot be put there.
    #[error(
        "the root key `{path}` cannot be made ({why}), make its folder and let user {maker} write there, or name \
         another file"
    )]
    NotMade {
        /// The file.
        path: Box<str>,
        /// What the system said.
        why: Box<str>,
        /// Who makes it, by number.
        maker: u32,
    },
    /// The file cannot be read or written.
    #[error("the root key `{path}` cannot be used: {why}")]
    Io {
        /// The file.
        path: Box<str>,
        /// What the system said.
        why: Box<str>,
    },
    /// A passphrase too short to be one.
    #[error("the passphrase has fewer than {least} characters, choose a longer one")]
    TooShort {
        /// The least number taken.
        least: usize,
    },
    /// A recovery key, but not the one that the store has.
    #[error(
        "this is recovery key {given}, the store opens with recovery key {wanted}, look for the sheet with that number"
    )]
    OtherRecoveryKey {
        /// The name of the key given.
        given: Box<str>,
        /// The name in the slot.
        wanted: Box<str>,
    },
    /// The slot's parameters are not this provider's.
    #[error("the slot's parameters are not understood, restore the header from a backup")]
    Params,
    /// The key is another one.
    #[error("the store does not open with this {kind}, use the one that it was made with")]
    Wrong {
        /// Which provider.
        kind: &'static str,
    },
}

fn wrap_under(
    root: &RootKey,
    header: &Header,
    kind: &str,
    params: String,
    key: &RingKey,
    entropy: &dyn Entropy,
) -> Slot {
    let context = header.slot_context(kind, &params);
    let sealed = XaesKey::new(root.expose_secret()).seal(entropy, context.as_bytes(), key.expose_secret());
    Slot { kind: kind.to_owned(), params, sealed }
}

fn unwrap_under(root: &RootKey, header: &Header, slot: &Slot) -> Result<RingKey, NotOpened> {
    let context = header.slot_context(&slot.kind, &slot.params);
    let opened = XaesKey::new(root.expose_secret()).open(context.as_bytes(), &slot.sealed)?;
    SecretArray::from_slice(opened.expose_secret()).map(RingKey::new).ok_or(NotOpened)
}
