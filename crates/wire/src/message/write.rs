//! Fields written into an answer. An absent field is left out; a list is always written, since clients walk it.

use crate::SecretText;

use super::{FieldWriter, Message};

pub(crate) fn text(to: &mut dyn FieldWriter, name: &str, value: &Option<String>) {
    if let Some(value) = value {
        to.text(name, value);
    }
}

pub(crate) fn secret(to: &mut dyn FieldWriter, name: &str, value: &Option<SecretText>) {
    if let Some(value) = value {
        to.text(name, value.reveal());
    }
}

pub(crate) fn integer(to: &mut dyn FieldWriter, name: &str, value: &Option<i64>) {
    if let Some(value) = value {
        to.integer(name, *value);
    }
}

pub(crate) fn number(to: &mut dyn FieldWriter, name: &str, value: &Option<f64>) {
    if let Some(value) = value {
        to.number(name, *value);
    }
}

pub(crate) fn boolean(to: &mut dyn FieldWriter, name: &str, value: &Option<bool>) {
    if let Some(value) = value {
        to.boolean(name, *value);
    }
}

pub(crate) fn object<T: Message>(to: &mut dyn FieldWriter, name: &str, value: &Option<T>) {
    if let Some(value) = value {
        to.open_object(name);
        value.write(to);
        to.close_object(name);
    }
}

/// An object whose names are data.
pub(crate) fn map(to: &mut dyn FieldWriter, name: &str, pairs: &[(String, String)]) {
    to.open_object(name);
    members(to, pairs);
    to.close_object(name);
}

/// An object whose names are data, each with a list.
pub(crate) fn map_of_lists(to: &mut dyn FieldWriter, name: &str, lists: &[(String, Vec<String>)]) {
    to.open_object(name);
    for (name, items) in lists {
        texts(to, name, items);
    }
    to.close_object(name);
}

pub(crate) fn list<T: Message>(to: &mut dyn FieldWriter, name: &str, items: &[T]) {
    to.open_list(name);
    for item in items {
        to.open_item(name);
        item.write(to);
        to.close_item(name);
    }
    to.close_list(name);
}

pub(crate) fn texts(to: &mut dyn FieldWriter, name: &str, items: &[String]) {
    to.open_list(name);
    for item in items {
        to.item_text(name, item);
    }
    to.close_list(name);
}

pub(crate) fn maps(to: &mut dyn FieldWriter, name: &str, items: &[Vec<(String, String)>]) {
    to.open_list(name);
    for item in items {
        to.open_item(name);
        members(to, item);
        to.close_item(name);
    }
    to.close_list(name);
}

pub(crate) fn wrapped_list<T: Message>(to: &mut dyn FieldWriter, name: &str, inner: &str, items: &[T]) {
    to.open_object(name);
    list(to, inner, items);
    to.close_object(name);
}

pub(crate) fn wrapped_texts(to: &mut dyn FieldWriter, name: &str, inner: &str, items: &[String]) {
    to.open_object(name);
    texts(to, inner, items);
    to.close_object(name);
}

pub(crate) fn wrapped_maps(
    to: &mut dyn FieldWriter,
    name: &str,
    inner: &str,
    items: &[Vec<(String, String)>],
) {
    to.open_object(name);
    maps(to, inner, items);
    to.close_object(name);
}

fn members(to: &mut dyn FieldWriter, pairs: &[(String, String)]) {
    for (name, value) in pairs {
        to.text(name, value);
    }
}
