//! JSON by RFC 8259 in which every value and every key knows where it stands in the text.
//!
//! What a policy may contain is not known here. Members of an object stay in order and a key that
//! stands twice stays twice, so that the checker can point at both.

mod error;
mod node;
mod parser;
mod span;

pub use error::{SyntaxError, SyntaxProblem};
pub use node::{Member, Node, Shape};
pub use parser::{MAX_BYTES, MAX_DEPTH, parse};
pub use span::{Position, Span, Spanned};
