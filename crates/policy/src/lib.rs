//! The policy language of RAM: parsed with spans, checked, compiled, decided and explained. Pure: no I/O, no clock.
//!
//! Who the caller is, which policies he holds and what a key's tags are is not known here; callers bring
//! them as a [`PolicySet`] and a [`Request`].
//!
//! ```
//! use rampart_policy::{ConditionMap, Decision, DocumentKind, Policy, PolicySet, Request, decide};
//! use std::sync::Arc;
//!
//! let text = r#"{"Version": "1", "Statement": {
//!     "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "acs:kms:*:*:*",
//!     "Condition": {"StringEqualsIgnoreCase": {"kms:tag/acs:rds:instance-encryption": "true"}}
//! }}"#;
//! let policy = Policy::parse("OnlyMarkedKeys", text, DocumentKind::Identity)?;
//! let set: PolicySet = [Arc::new(policy)].into_iter().collect();
//!
//! let marked = ConditionMap::new().with("kms:tag/acs:rds:instance-encryption", "true");
//! let request = Request {
//!     action: "kms:Decrypt",
//!     resource: "acs:kms:cn-hangzhou:1234567890123456:key/0a1b",
//!     conditions: &marked,
//! };
//! assert!(decide(&set, &request).is_allow());
//! # Ok::<(), rampart_policy::Refused>(())
//! ```

pub mod check;
mod compile;
pub mod condition;
mod decide;
pub mod document;
mod explain;
pub mod pattern;
mod principal;
pub mod syntax;
mod trust;
pub mod undocumented;
pub mod vocabulary;

pub use check::{Code, Finding, Level, Report, check, check_with};
pub use compile::{Policy, PolicySet};
pub use condition::{ConditionMap, Conditions, NoConditions, Value, Values};
pub use decide::{Decision, Request, Source, decide};
pub use document::{Document, DocumentKind, Effect, Refused, Rules};
pub use explain::{
    ConditionTrace, ElementTrace, Explanation, ShownValues, StatementTrace, explain, explain_shortly,
};
pub use principal::Principal;
pub use trust::TrustPolicy;
