//! An operation's answer read within the process: its fields by dotted name, wiped when dropped.

use rampart_wire::{FieldWriter, Message};
use zeroize::Zeroizing;

/// The fields of an answer. Values may be secrets: there is no `Debug`.
#[derive(Default)]
pub(crate) struct Gathered {
    path: Vec<String>,
    fields: Vec<(String, Zeroizing<String>)>,
}

impl Gathered {
    /// Reads an answer.
    pub(crate) fn from_message(message: &dyn Message) -> Self {
        let mut gathered = Self::default();
        message.write(&mut gathered);
        gathered
    }

    /// The first field of this name, such as `KeyMetadata.KeyState`.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Every value of this name in order, as lists have several.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn keep(&mut self, name: &str, value: String) {
        let mut whole = self.path.join(".");
        if !whole.is_empty() {
            whole.push('.');
        }
        whole.push_str(name);
        self.fields.push((whole, Zeroizing::new(value)));
    }
}

impl FieldWriter for Gathered {
    fn text(&mut self, name: &str, value: &str) {
        self.keep(name, value.to_owned());
    }

    fn integer(&mut self, name: &str, value: i64) {
        self.keep(name, value.to_string());
    }

    fn number(&mut self, name: &str, value: f64) {
        self.keep(name, value.to_string());
    }

    fn boolean(&mut self, name: &str, value: bool) {
        self.keep(name, value.to_string());
    }

    fn open_object(&mut self, name: &str) {
        self.path.push(name.to_owned());
    }

    fn close_object(&mut self, _: &str) {
        self.path.pop();
    }

    fn open_list(&mut self, _: &str) {}

    fn item_text(&mut self, name: &str, value: &str) {
        self.keep(name, value.to_owned());
    }

    fn open_item(&mut self, name: &str) {
        self.path.push(name.to_owned());
    }

    fn close_item(&mut self, _: &str) {
        self.path.pop();
    }

    fn close_list(&mut self, _: &str) {}
}
