//! Keys, versions, aliases, tags and data keys: the service, over the craft in `seal`.
//!
//! Parameter names, status codes and JSON answers are `api`'s. Who may do what is asked of `authz`: each function
//! here that reads out or changes a key demands the permit for its own action.

pub mod actions;
pub mod alias;
mod blob;
pub mod cipher;
mod collection;
mod context;
pub mod data_key;
pub mod destruction;
mod index;
mod key;
pub mod lifecycle;
pub mod limits;
pub mod list;
mod listing;
mod material;
mod records;
mod reference;
mod refused;
mod rows;
mod service_key;
mod spec;
mod state;
mod tag_list;
pub mod tags;
pub mod undocumented;
pub mod versions;

pub use alias::{AliasEntry, AliasName, AliasPlace, AliasRefused};
pub use blob::{BlobRefused, CiphertextBlob, Format};
pub use collection::{AliasCollection, KeyCollection};
pub use context::{ContextRefused, EncryptionContext};
pub use key::{Key, KeyFacts, describe, tags_of};
pub use listing::{Kms, list_tags_of};
pub use records::Creator;
pub use reference::{BlobRef, KeyNameRefused, KeyRef};
pub use refused::{Feature, KeyRefused};
pub use service_key::{ServiceKey, ServiceKeys};
pub use spec::{KeyOrigin, KeySpec, KeyUsage, ProtectionLevel};
pub use state::{Admitted, Deed, KeyAction, KeyState};
pub use tag_list::{CursorRefused, TagCursor, TagPage, TagsWanted};
pub use tags::TagsRefused;
