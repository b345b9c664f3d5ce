//! What makes a text no JSON, and where.

use super::Span;

/// A text that is not JSON, with the characters at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct SyntaxError {
    /// What is wrong.
    pub problem: SyntaxProblem,
    /// The characters at fault; at the end of the text it is empty.
    pub span: Span,
}

/// What is wrong with a text that is not JSON.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxProblem {
    /// The text is longer than [`super::MAX_BYTES`].
    #[error("the text has {0} bytes; at most {max} are read", max = super::MAX_BYTES)]
    TooLong(usize),
    /// Nesting is deeper than [`super::MAX_DEPTH`].
    #[error("arrays and objects are nested more than {max} deep", max = super::MAX_DEPTH)]
    TooDeep,
    /// The text ends where something is still missing.
    #[error("the text ends here, but {0} is missing")]
    EndOfText(&'static str),
    /// Something else stands where `wanted` belongs.
    #[error("found `{found}` where {wanted} belongs")]
    Unexpected {
        /// The character found.
        found: char,
        /// What belongs there.
        wanted: &'static str,
    },
    /// A comma before a closing bracket.
    #[error("a comma must be followed by another item; remove this one")]
    TrailingComma,
    /// A string in single quotes.
    #[error("strings stand in double quotes, not single ones")]
    SingleQuote,
    /// A comment.
    #[error("JSON has no comments; remove this one")]
    Comment,
    /// A byte order mark before the text.
    #[error("the text begins with a byte order mark; save it as UTF-8 without one")]
    ByteOrderMark,
    /// A bare word that is not `true`, `false` or `null`.
    #[error("`{0}` is no JSON value; put it in double quotes")]
    BareWord(String),
    /// A string without its closing quote.
    #[error("this string has no closing quote")]
    UnclosedString,
    /// A control character inside a string.
    #[error("a string may not hold the control character U+{0:04X}; write it as an escape")]
    ControlCharacter(u32),
    /// A backslash followed by something that is no escape.
    #[error("this is no escape; JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX")]
    Escape,
    /// Half of a surrogate pair.
    #[error("this escape is half of a surrogate pair; write both halves or the character itself")]
    LoneSurrogate,
    /// A number that JSON does not know, such as `01` or `1.`.
    #[error("this is no JSON number")]
    Number,
    /// More text after the value.
    #[error("the document ended before this; remove what follows")]
    TrailingText,
}
