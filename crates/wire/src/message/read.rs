//! Parameters read into fields: the one place that knows the encodings in which clients send a value.

use std::{borrow::Cow, collections::BTreeMap};

use serde_json::Value;

use crate::{ParameterRefused, Params, SecretText, limits};

use super::{Element, Row, row::Members};

/// Where a single value is found by its name.
pub(crate) trait Source {
    fn find(&self, name: &str) -> Option<&str>;
    /// The name as it is told in a refusal.
    fn full_name(&self, name: &'static str) -> Cow<'static, str>;
}

impl Source for Params {
    fn find(&self, name: &str) -> Option<&str> {
        self.get(name)
    }

    fn full_name(&self, name: &'static str) -> Cow<'static, str> {
        name.into()
    }
}

impl Source for Row<'_> {
    fn find(&self, name: &str) -> Option<&str> {
        let found = self.members.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_ref()).filter(|value| !value.is_empty())
    }

    fn full_name(&self, name: &'static str) -> Cow<'static, str> {
        format!("{}.{name}", self.of).into()
    }
}

pub(crate) fn text(from: &dyn Source, name: &'static str) -> Option<String> {
    from.find(name).map(str::to_owned)
}

pub(crate) fn secret(from: &dyn Source, name: &'static str) -> Option<SecretText> {
    from.find(name).map(SecretText::from)
}

pub(crate) fn integer(from: &dyn Source, name: &'static str) -> Result<Option<i64>, ParameterRefused> {
    let parse = |text: &str| if text.starts_with('+') { None } else { text.parse().ok() };
    let Some(text) = from.find(name) else { return Ok(None) };
    parse(text).map(Some).ok_or_else(|| ParameterRefused::NotAnInteger(from.full_name(name)))
}

/// `true` and `false` in any case of letters: the Python SDKs send `True`.
pub(crate) fn boolean(from: &dyn Source, name: &'static str) -> Result<Option<bool>, ParameterRefused> {
    match from.find(name) {
        None => Ok(None),
        Some(text) if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
        Some(text) if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
        Some(_) => Err(ParameterRefused::NotABoolean(from.full_name(name))),
    }
}

pub(crate) fn required_text(from: &dyn Source, name: &'static str) -> Result<String, ParameterRefused> {
    text(from, name).ok_or_else(|| missing(from, name))
}

pub(crate) fn required_secret(from: &dyn Source, name: &'static str) -> Result<SecretText, ParameterRefused> {
    secret(from, name).ok_or_else(|| missing(from, name))
}

pub(crate) fn required_integer(from: &dyn Source, name: &'static str) -> Result<i64, ParameterRefused> {
    integer(from, name)?.ok_or_else(|| missing(from, name))
}

pub(crate) fn required_boolean(from: &dyn Source, name: &'static str) -> Result<bool, ParameterRefused> {
    boolean(from, name)?.ok_or_else(|| missing(from, name))
}

fn missing(from: &dyn Source, name: &'static str) -> ParameterRefused {
    ParameterRefused::Missing(from.full_name(name))
}

/// A JSON object as text. `EncryptionContext.a=b`, as node's Kms SDK sends it, becomes `{"a":"b"}`.
pub(crate) fn json_map(params: &Params, name: &'static str) -> Result<Option<String>, ParameterRefused> {
    let whole = params.get(name);
    let mut pairs = serde_json::Map::new();
    for (key, value) in params.below(name) {
        if pairs.insert(key.to_owned(), value.into()).is_some() {
            return Err(ParameterRefused::TwoForms(name.into()));
        }
    }
    match (whole, pairs.is_empty()) {
        (Some(_), false) => Err(ParameterRefused::TwoForms(name.into())),
        (Some(text), true) => Ok(Some(text.to_owned())),
        (None, false) => Ok(Some(Value::Object(pairs).to_string())),
        (None, true) => Ok(None),
    }
}

/// A list of texts: `Name.1`, `Name.2` …, or one JSON array in `Name`, or both, as the Terraform provider does when it
/// removes tags. The name may be in the singular or the plural.
pub(crate) fn texts(params: &Params, name: &'static str) -> Result<Vec<String>, ParameterRefused> {
    let mut listed: BTreeMap<usize, String> = BTreeMap::new();
    let mut arrays = Vec::new();
    for spelling in spellings(name) {
        for (rest, value) in params.below(&spelling) {
            let at = index(rest).ok_or(ParameterRefused::NotAList(name.into()))?;
            if !value.is_empty() && listed.insert(at, value.to_owned()).is_some_and(|other| other != value) {
                return Err(ParameterRefused::TwoForms(name.into()));
            }
        }
        for item in params.get(&spelling).map(|text| json_array(name, text)).transpose()?.unwrap_or_default()
        {
            arrays.push(scalar(item).ok_or(ParameterRefused::NotAList(name.into()))?);
        }
    }
    let listed: Vec<String> = listed.into_values().collect();
    arrays.retain(|item| !listed.contains(item));
    within_limit(name, [listed, arrays].concat())
}

pub(crate) fn required_texts(params: &Params, name: &'static str) -> Result<Vec<String>, ParameterRefused> {
    Some(texts(params, name)?).filter(|items| !items.is_empty()).ok_or_else(|| missing(params, name))
}

/// A list of objects: `Tag.1.Key`, `Tag.1.Value`, `Tag.2.Key` …, or one JSON array in `Tag`.
pub(crate) fn elements<T: Element>(params: &Params, name: &'static str) -> Result<Vec<T>, ParameterRefused> {
    rows(params, name)?.iter().map(T::decode).collect()
}

pub(crate) fn required_elements<T: Element>(
    params: &Params,
    name: &'static str,
) -> Result<Vec<T>, ParameterRefused> {
    Some(elements(params, name)?).filter(|items| !items.is_empty()).ok_or_else(|| missing(params, name))
}

fn rows<'a>(params: &'a Params, name: &'static str) -> Result<Vec<Row<'a>>, ParameterRefused> {
    let refused = || ParameterRefused::NotAList(name.into());
    let mut listed: BTreeMap<usize, Members<'a>> = BTreeMap::new();
    for (rest, value) in params.below(name) {
        let (at, member) = rest.split_once('.').ok_or_else(refused)?;
        let members = listed.entry(index(at).ok_or_else(refused)?).or_default();
        if members.iter().any(|(known, _)| known.eq_ignore_ascii_case(member)) {
            return Err(ParameterRefused::TwoForms(name.into()));
        }
        members.push((member.into(), value.into()));
    }
    let mut rows: Vec<Row<'a>> =
        listed.into_iter().map(|(at, members)| Row { of: format!("{name}.{at}"), members }).collect();
    if let Some(text) = params.get(name) {
        if !rows.is_empty() {
            return Err(ParameterRefused::TwoForms(name.into()));
        }
        rows = json_rows(name, text)?;
    }
    within_limit(name, rows)
}

/// The elements of one JSON array of objects.
pub(super) fn json_rows(name: &'static str, text: &str) -> Result<Vec<Row<'static>>, ParameterRefused> {
    let refused = || ParameterRefused::NotAList(name.into());
    let mut rows = Vec::new();
    for (at, item) in (1..).zip(json_array(name, text)?) {
        let Value::Object(object) = item else { return Err(refused()) };
        let mut members = Vec::with_capacity(object.len());
        for (member, value) in object.into_iter().filter(|(_, value)| !value.is_null()) {
            members.push((member.into(), scalar(value).ok_or_else(refused)?.into()));
        }
        rows.push(Row { of: format!("{name}.{at}"), members });
    }
    within_limit(name, rows)
}

/// `TagKeys` and `TagKey` are one list; clients send either.
pub(crate) fn spellings(name: &str) -> [String; 2] {
    let other = match name.strip_suffix('s') {
        Some(singular) => singular.to_owned(),
        None => format!("{name}s"),
    };
    [name.to_owned(), other]
}

/// `1`, `2` …, in one spelling each.
pub(crate) fn index(text: &str) -> Option<usize> {
    let plain = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

fn json_array(name: &'static str, text: &str) -> Result<Vec<Value>, ParameterRefused> {
    serde_json::from_str(text).map_err(|_| ParameterRefused::NotAList(name.into()))
}

fn scalar(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn within_limit<T>(name: &'static str, items: Vec<T>) -> Result<Vec<T>, ParameterRefused> {
    if items.len() > limits::LIST_ITEMS_MAX { Err(ParameterRefused::TooMany(name.into())) } else { Ok(items) }
}

#[cfg(test)]
mod tests;
