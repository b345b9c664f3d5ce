//! The nouns that every room shares: names of resources, typed ids, time, chance and limits.
//!
//! No I/O and no secrets live here; a secret has its own type in `seal`.

mod account;
mod arn;
pub mod authorize_rds;
pub mod chance;
mod digits;
pub mod ids;
pub mod limits;
mod request_id;
mod revision;
mod tag;
mod time;

pub use account::{AccountId, RegionId};
pub use arn::{Arn, ArnRefused};
pub use chance::{Entropy, SeededEntropy};
pub use ids::{
    AccessKeyId, DbInstanceId, GroupId, IdRefused, KeyId, KeyVersionId, PolicyId, RoleId, ServerId,
    SessionId, UserId,
};
pub use request_id::RequestId;
pub use revision::Revision;
pub use tag::Tag;
pub use time::{Clock, ManualClock, Timestamp, iso_seconds};
