//! Typed secrets and envelope cryptography: the craft under identities, keys and the store.
//!
//! Primitives come from aws-lc-rs and argon2; what stands here is their composition, each step naming its standard.
//! What is sealed, and for whom, is decided elsewhere.

pub mod context;
pub mod derive;
pub mod entropy;
pub mod header;
pub mod key;
pub mod labels;
pub mod passphrase;
pub mod ring;
pub mod root;
pub mod secret;
pub mod unseal;
pub mod xaes;

pub use context::Context;
pub use derive::{Mac, MacHash, MacKey, derive, derive_bytes};
pub use entropy::{PooledEntropy, SystemEntropy};
pub use key::{DataKey, RingKey, RootKey, SecretArray, TermKey, WrappingKey};
pub use passphrase::{ParamsRefused, PassphraseParams, derive_from_passphrase};
pub use ring::{KeyRing, Term};
pub use secret::{SecretBytes, SecretString, constant_time_eq};
pub use unseal::{Reason, Seal, SealRefused, Touched};
pub use xaes::{NotOpened, XaesKey};
