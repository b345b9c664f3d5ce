//! XML 1.0 written field by field; a list is its elements, one after the other.

use crate::FieldWriter;

/// A document in the making.
pub(super) struct XmlWriter(String);

impl XmlWriter {
    pub(super) fn new(root: &str) -> Self {
        let mut xml = Self(String::with_capacity(512));
        xml.0.push_str(r#"<?xml version="1.0" encoding="UTF-8"?>"#);
        xml.open(root);
        xml
    }

    pub(super) fn finish(mut self, root: &str) -> Vec<u8> {
        self.close(root);
        self.0.into_bytes()
    }

    fn open(&mut self, name: &str) {
        self.0.push('<');
        self.name(name);
        self.0.push('>');
    }

    fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.name(name);
        self.0.push('>');
    }

    /// The few names that are data may hold what no element's name may.
    fn name(&mut self, name: &str) {
        let begins = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
        if !begins {
            self.0.push('_');
        }
        let allowed = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.');
        self.0.extend(name.chars().map(|letter| if allowed(letter) { letter } else { '_' }));
    }

    fn element(&mut self, name: &str, value: &str) {
        self.open(name);
        for letter in value.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&apos;"),
                // A reader would make a line feed of it.
                '\r' => self.0.push_str("&#13;"),
                '\t' | '\n' => self.0.push(letter),
                // XML 1.0 has no way at all to write these.
                '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => self.0.push('\u{fffd}'),
                other => self.0.push(other),
            }
        }
        self.close(name);
    }
}

impl FieldWriter for XmlWriter {
    fn text(&mut self, name: &str, value: &str) {
        self.element(name, value);
    }

    fn integer(&mut self, name: &str, value: i64) {
        self.element(name, &value.to_string());
    }

    fn number(&mut self, name: &str, value: f64) {
        self.element(name, &value.to_string());
    }

    fn boolean(&mut self, name: &str, value: bool) {
        self.element(name, if value { "true" } else { "false" });
    }

    fn open_object(&mut self, name: &str) {
        self.open(name);
    }

    fn close_object(&mut self, name: &str) {
        self.close(name);
    }

    fn open_list(&mut self, _: &str) {}

    fn item_text(&mut self, name: &str, value: &str) {
        self.element(name, value);
    }

    fn open_item(&mut self, name: &str) {
        self.open(name);
    }

    fn close_item(&mut self, name: &str) {
        self.close(name);
    }

    fn close_list(&mut self, _: &str) {}
}
