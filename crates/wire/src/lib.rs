//! The RPC protocol both ways: parameters, signatures, messages and envelopes.
//!
//! Who a caller is, what he may do and which domain error becomes which code is not known here.

pub mod envelope;
#[rustfmt::skip]
#[expect(missing_docs, reason = "the fields bear the vendor's names, and the vendor describes them")]
mod generated;
pub mod limits;
pub mod message;
mod operation;
mod parameter;
mod params;
mod percent;
mod refused;
mod secret_text;
pub mod signature;

pub use envelope::{AccessDeniedDetail, ErrorReply, Format, Reply};
pub use generated::{Operation, Service, actiontrail, kms, ram, rds, sts};
pub use message::{FieldWriter, Message, Request, TagParameter};
pub use parameter::{Parameter, Shape};
pub use params::Params;
pub use refused::{Incomplete, ParameterRefused, RequestRefused};
pub use secret_text::SecretText;
pub use signature::{Claim, Presented, SignatureRefused, SigningKey, Verified};
