//! The lines of a request head as bytes, for what the HTTP parser forgives: a line that ends without CR, and a length
//! given in two ways. Whoever stands before us may read such a head otherwise, and see another request in it.
//!
//! Everything else about a head is the parser's business and `one_host`'s.

/// As much of a line as is looked at.
const BEGIN_BYTES: usize = 18;

/// What was odd.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Odd {
    /// A line ends by LF alone (RFC 9112 §2.2).
    BareLineFeed,
    /// Both `Content-Length` and `Transfer-Encoding`, or one of them twice (RFC 9112 §6.3).
    TwoLengths,
}

/// One head as far as it has come.
#[derive(Default)]
pub(super) struct HeadLines {
    /// How the line at hand begins.
    begin: [u8; BEGIN_BYTES],
    /// Its bytes so far.
    line: usize,
    last: u8,
    /// Bytes up to the end of the head.
    bytes: usize,
    lines: usize,
    lengths: usize,
    odd: Option<Odd>,
    over: bool,
}

impl HeadLines {
    /// Reads on. What comes after the head is not looked at.
    pub(super) fn read(&mut self, mut bytes: &[u8]) {
        while !self.over && !bytes.is_empty() {
            let end = memchr::memchr(b'\n', bytes);
            let (piece, rest) = bytes.split_at(end.unwrap_or(bytes.len()));
            self.keep(piece);
            let Some((_, rest)) = rest.split_first() else { return };
            self.bytes += 1;
            self.end_line();
            bytes = rest;
        }
    }

    /// Bytes of the head.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// What was odd about it.
    pub(super) fn odd(&self) -> Option<Odd> {
        self.odd
    }

    fn keep(&mut self, piece: &[u8]) {
        let free = self.begin.get_mut(self.line..).unwrap_or_default();
        let kept = free.len().min(piece.len());
        if let (Some(places), Some(bytes)) = (free.get_mut(..kept), piece.get(..kept)) {
            places.copy_from_slice(bytes);
        }
        self.line += piece.len();
        self.bytes += piece.len();
        if let Some(last) = piece.last() {
            self.last = *last;
        }
    }

    fn end_line(&mut self) {
        let length = std::mem::take(&mut self.line);
        let last = std::mem::take(&mut self.last);
        if last != b'\r' {
            self.odd = Some(Odd::BareLineFeed);
        }
        if length <= 1 {
            // Empty lines before a request are skipped (RFC 9112 §2.2).
            self.over = self.lines > 0;
            return;
        }
        self.lines += 1;
        let begin = self.begin.get(..length.min(BEGIN_BYTES)).unwrap_or_default();
        let names = |name: &str| {
            begin.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name.as_bytes()))
        };
        let may_be_one = matches!(begin.first(), Some(b'C' | b'c' | b'T' | b't'));
        let is_one = may_be_one && (names("content-length:") || names("transfer-encoding:"));
        self.lengths += usize::from(is_one);
        if self.lengths > 1 {
            self.odd = self.odd.or(Some(Odd::TwoLengths));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, odd: Option<Odd>) {
        // However it is cut.
        for piece in [head.len(), 1, 2, 7, 19] {
            let mut lines = HeadLines::default();
            for bytes in head.as_bytes().chunks(piece) {
                lines.read(bytes);
            }
            lines.read(b"\nContent-Length: 9\nContent-Length: 9\n");
            assert_eq!(lines.odd(), odd, "{head:?} by {piece}");
            assert_eq!(lines.bytes(), head.len(), "{head:?} by {piece}");
            assert!(lines.over);
        }
    }

    #[test]
    fn a_head_is_looked_at_to_its_end_and_no_further() {
        use Odd::{BareLineFeed, TwoLengths};
        for (head, odd) in [
            ("GET / HTTP/1.1\r\nHost: h\r\n\r\n", None),
            ("\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", None),
            ("GET / HTTP/1.1\r\nContent-Length: 3\r\n\r\n", None),
            ("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", None),
            ("GET / HTTP/1.1\r\nContent-Lengths: 3\r\nContent-Length: 3\r\n\r\n", None),
            ("GET / HTTP/1.1\nHost: h\r\n\r\n", Some(BareLineFeed)),
            ("GET / HTTP/1.1\r\nX: y\nHost: h\r\n\r\n", Some(BareLineFeed)),
            ("GET / HTTP/1.1\r\nHost: h\r\n\n", Some(BareLineFeed)),
            ("GET / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n", Some(TwoLengths)),
            ("GET / HTTP/1.1\r\ncontent-length: 3\r\nTRANSFER-ENCODING: chunked\r\n\r\n", Some(TwoLengths)),
            ("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length:3\r\n\r\n", Some(TwoLengths)),
            (
                "GET / HTTP/1.1\r\nTransfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n\r\n",
                Some(TwoLengths),
            ),
        ] {
            check(head, odd);
        }
    }
}
