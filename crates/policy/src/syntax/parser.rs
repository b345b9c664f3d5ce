//! The reader: one pass, one depth limit, and an error at the first character that is wrong.

use super::{Member, Node, Shape, Span, SyntaxError, SyntaxProblem};

/// The longest text that is read, in bytes. Every document kind has a far smaller limit of its own; this
/// one bounds the work on a text that is still of no kind.
pub const MAX_BYTES: usize = 256 * 1024;

/// The deepest nesting that is read. A policy needs six.
pub const MAX_DEPTH: usize = 32;

/// Reads `text` as one JSON value (RFC 8259).
///
/// # Errors
/// The first problem met, with the characters at fault.
pub fn parse(text: &str) -> Result<Node, SyntaxError> {
    if text.len() > MAX_BYTES {
        let span = Span::new(text.floor_char_boundary(MAX_BYTES), text.len());
        return Err(SyntaxError { problem: SyntaxProblem::TooLong(text.len()), span });
    }
    let mut parser = Parser { text, at: 0, depth: 0 };
    if text.starts_with('\u{feff}') {
        return Err(parser.fail(SyntaxProblem::ByteOrderMark));
    }
    let node = parser.value("a JSON value")?;
    parser.blank();
    match parser.peek() {
        None => Ok(node),
        Some(b'/') => Err(parser.unexpected("the end of the text")),
        Some(_) => Err(SyntaxError {
            problem: SyntaxProblem::TrailingText,
            span: Span::new(parser.at, text.trim_end_matches(BLANK).len()),
        }),
    }
}

/// White space to JSON, which is less than to Unicode.
const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

type Parsed<T> = Result<T, SyntaxError>;

impl<'t> Parser<'t> {
    fn value(&mut self, wanted: &'static str) -> Parsed<Node> {
        self.blank();
        let start = self.at;
        let shape = match self.peek() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::array)?,
            Some(b'"') => Shape::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Shape::Number(self.number()?),
            Some(byte) if byte.is_ascii_alphabetic() => self.word()?,
            _ => return Err(self.unexpected(wanted)),
        };
        Ok(Node { shape, span: Span::new(start, self.at) })
    }

    fn nested(&mut self, read: fn(&mut Self) -> Parsed<Shape>) -> Parsed<Shape> {
        if self.depth == MAX_DEPTH {
            return Err(self.fail(SyntaxProblem::TooDeep));
        }
        self.depth += 1;
        let shape = read(self);
        self.depth -= 1;
        shape
    }

    fn object(&mut self) -> Parsed<Shape> {
        let mut members = Vec::new();
        self.at += 1;
        self.blank();
        if self.eat(b'}') {
            return Ok(Shape::Object(members));
        }
        loop {
            self.blank();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("a key in double quotes"));
            }
            let key = self.string()?;
            let key_span = Span::new(start, self.at);
            self.blank();
            if !self.eat(b':') {
                return Err(self.unexpected("`:` after the key"));
            }
            let value = self.value("a value for this key")?;
            members.push(Member { key, key_span, value });
            if !self.another(b'}', "`,` or `}`")? {
                return Ok(Shape::Object(members));
            }
        }
    }

    fn array(&mut self) -> Parsed<Shape> {
        let mut items = Vec::new();
        self.at += 1;
        self.blank();
        if self.eat(b']') {
            return Ok(Shape::Array(items));
        }
        loop {
            items.push(self.value("a value")?);
            if !self.another(b']', "`,` or `]`")? {
                return Ok(Shape::Array(items));
            }
        }
    }

    /// After an item: whether a comma promises another one.
    fn another(&mut self, close: u8, wanted: &'static str) -> Parsed<bool> {
        self.blank();
        let comma = self.at;
        if self.eat(close) {
            return Ok(false);
        }
        if !self.eat(b',') {
            return Err(self.unexpected(wanted));
        }
        self.blank();
        if self.peek() == Some(close) {
            let span = Span::new(comma, comma + 1);
            return Err(SyntaxError { problem: SyntaxProblem::TrailingComma, span });
        }
        Ok(true)
    }

    fn string(&mut self) -> Parsed<String> {
        let open = self.at;
        self.at += 1;
        let mut value = String::new();
        loop {
            let piece = self.at;
            while self.peek().is_some_and(|byte| byte != b'"' && byte != b'\\' && byte >= 0x20) {
                self.at += 1;
            }
            value.push_str(self.text.get(piece..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(value);
                }
                Some(b'\\') => value.push(self.escape()?),
                // A line break before the closing quote is far more often a forgotten quote than a
                // control character.
                Some(b'\n' | b'\r') | None => {
                    let span = Span::new(open, self.at);
                    return Err(SyntaxError { problem: SyntaxProblem::UnclosedString, span });
                }
                Some(byte) => return Err(self.fail(SyntaxProblem::ControlCharacter(byte.into()))),
            }
        }
    }

    fn escape(&mut self) -> Parsed<char> {
        let start = self.at;
        self.at += 1;
        let plain = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.code_point(start);
            }
            _ => {
                let end = self.at + self.character().map_or(0, char::len_utf8);
                return Err(SyntaxError { problem: SyntaxProblem::Escape, span: Span::new(start, end) });
            }
        };
        self.at += 1;
        Ok(plain)
    }

    fn code_point(&mut self, start: usize) -> Parsed<char> {
        let first = self.hex(start)?;
        let lone = |end| SyntaxError { problem: SyntaxProblem::LoneSurrogate, span: Span::new(start, end) };
        if let Some(character) = char::from_u32(first) {
            return Ok(character);
        }
        if first >= 0xdc00 || !self.text.get(self.at..).is_some_and(|rest| rest.starts_with("\\u")) {
            return Err(lone(self.at));
        }
        self.at += 2;
        let second = self.hex(start)?;
        if !(0xdc00..0xe000).contains(&second) {
            return Err(lone(self.at));
        }
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)).ok_or_else(|| lone(self.at))
    }

    fn hex(&mut self, start: usize) -> Parsed<u32> {
        let digits = self.text.get(self.at..self.at + 4).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
            Some(code) => {
                self.at += 4;
                Ok(code)
            }
            None => Err(SyntaxError { problem: SyntaxProblem::Escape, span: Span::new(start, self.at) }),
        }
    }

    fn number(&mut self) -> Parsed<String> {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|b| matches!(b, b'+' | b'-' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z'))
        {
            self.at += 1;
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        if is_number(text) {
            return Ok(text.to_owned());
        }
        Err(SyntaxError { problem: SyntaxProblem::Number, span: Span::new(start, self.at) })
    }

    fn word(&mut self) -> Parsed<Shape> {
        let start = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'*' | b'-'))
        {
            self.at += 1;
        }
        match self.text.get(start..self.at).unwrap_or_default() {
            "true" => Ok(Shape::Boolean(true)),
            "false" => Ok(Shape::Boolean(false)),
            "null" => Ok(Shape::Null),
            other => Err(SyntaxError {
                problem: SyntaxProblem::BareWord(other.to_owned()),
                span: Span::new(start, self.at),
            }),
        }
    }

    fn blank(&mut self) {
        while self.peek().is_some_and(|byte| BLANK.contains(&char::from(byte))) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn character(&self) -> Option<char> {
        self.text.get(self.at..).and_then(|rest| rest.chars().next())
    }

    fn unexpected(&self, wanted: &'static str) -> SyntaxError {
        let rest: &'t str = self.text.get(self.at..).unwrap_or_default();
        if rest.starts_with("//") || rest.starts_with("/*") {
            let line = rest.lines().next().unwrap_or_default().trim_end().len();
            let span = Span::new(self.at, self.at + line);
            return SyntaxError { problem: SyntaxProblem::Comment, span };
        }
        self.fail(match self.character() {
            None => SyntaxProblem::EndOfText(wanted),
            Some('\'') => SyntaxProblem::SingleQuote,
            Some(found) => SyntaxProblem::Unexpected { found, wanted },
        })
    }

    /// An error at the character that comes next.
    fn fail(&self, problem: SyntaxProblem) -> SyntaxError {
        let end = self.at + self.character().map_or(0, char::len_utf8);
        SyntaxError { problem, span: Span::new(self.at, end) }
    }
}

fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}

#[cfg(test)]
#[path = "parser_tests.rs"]
mod tests;
