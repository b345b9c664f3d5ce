//! JSON (RFC 8259) written field by field.

use std::io::Write as _;

use crate::FieldWriter;

/// An object in the making.
pub(super) struct JsonWriter(Vec<u8>);

impl JsonWriter {
    pub(super) fn new() -> Self {
        let mut out = Vec::with_capacity(512);
        out.push(b'{');
        Self(out)
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.0.push(b'}');
        self.0
    }

    fn name(&mut self, name: &str) {
        self.comma();
        self.string(name);
        self.0.push(b':');
    }

    /// Every value ends in something else than these two, so the last byte tells whether it is the first member.
    fn comma(&mut self) {
        if !matches!(self.0.last(), Some(b'{' | b'[')) {
            self.0.push(b',');
        }
    }

    fn string(&mut self, text: &str) {
        // Most texts are plain: looking at all bytes, without a branch at each, is the fastest way to know.
        let is_plain = !text.bytes().fold(false, |found, byte| found | is_special(byte));
        self.0.push(b'"');
        let mut rest = text.as_bytes();
        while !is_plain && let Some(at) = rest.iter().position(|&byte| is_special(byte)) {
            let (plain, special) = rest.split_at(at);
            self.0.extend_from_slice(plain);
            let Some((&byte, after)) = special.split_first() else { break };
            match byte {
                b'"' | b'\\' => self.0.extend_from_slice(&[b'\\', byte]),
                b'\n' => self.0.extend_from_slice(b"\\n"),
                b'\r' => self.0.extend_from_slice(b"\\r"),
                b'\t' => self.0.extend_from_slice(b"\\t"),
                other => self.print(format_args!("\\u{other:04x}")),
            }
            rest = after;
        }
        self.0.extend_from_slice(rest);
        self.0.push(b'"');
    }

    fn print(&mut self, what: std::fmt::Arguments<'_>) {
        // Writing into memory does not fail.
        let _ = self.0.write_fmt(what);
    }
}

const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

impl FieldWriter for JsonWriter {
    fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        self.string(value);
    }

    fn integer(&mut self, name: &str, value: i64) {
        self.name(name);
        self.print(format_args!("{value}"));
    }

    /// JSON has no number for what is not finite.
    fn number(&mut self, name: &str, value: f64) {
        self.name(name);
        if value.is_finite() { self.print(format_args!("{value}")) } else { self.print(format_args!("null")) }
    }

    fn boolean(&mut self, name: &str, value: bool) {
        self.name(name);
        self.print(format_args!("{value}"));
    }

    fn open_object(&mut self, name: &str) {
        self.name(name);
        self.0.push(b'{');
    }

    fn close_object(&mut self, _: &str) {
        self.0.push(b'}');
    }

    fn open_list(&mut self, name: &str) {
        self.name(name);
        self.0.push(b'[');
    }

    fn item_text(&mut self, _: &str, value: &str) {
        self.comma();
        self.string(value);
    }

    fn open_item(&mut self, _: &str) {
        self.comma();
        self.0.push(b'{');
    }

    fn close_item(&mut self, _: &str) {
        self.0.push(b'}');
    }

    fn close_list(&mut self, _: &str) {
        self.0.push(b']');
    }
}
