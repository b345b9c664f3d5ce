//! What a sealed value is bound to: the authenticated data, in one canonical form.
//!
//! Label, then every field with its length before it, so that no two lists of fields give the same bytes.

use crate::labels::Label;

/// Additional authenticated data under construction: `Context::new(label).field(account).number(version)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context(Vec<u8>);

impl Context {
    /// A context for one use.
    pub fn new(label: Label) -> Self {
        let mut bytes = Vec::with_capacity(128);
        append(&mut bytes, label.as_bytes());
        Self(bytes)
    }

    /// With one more field, its length (64 bits, big-endian) before it.
    #[must_use]
    pub fn field(mut self, field: impl AsRef<[u8]>) -> Self {
        append(&mut self.0, field.as_ref());
        self
    }

    /// With a number as a field of eight bytes, big-endian.
    #[must_use]
    pub fn number(self, number: u64) -> Self {
        self.field(number.to_be_bytes())
    }

    /// With pairs as they stand: their number, then each key and value as a field. The caller has sorted them.
    #[must_use]
    pub fn pairs<'a>(self, pairs: impl ExactSizeIterator<Item = (&'a str, &'a str)>) -> Self {
        let counted = self.number(u64::try_from(pairs.len()).unwrap_or(u64::MAX));
        pairs.fold(counted, |context, (key, value)| context.field(key).field(value))
    }

    /// The canonical bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

fn append(to: &mut Vec<u8>, field: &[u8]) {
    to.extend_from_slice(&u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
    to.extend_from_slice(field);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels;

    #[test]
    fn two_lists_of_fields_never_give_the_same_bytes() {
        let with = |fields: &[&str]| {
            fields.iter().fold(Context::new(labels::BARRIER_VALUE), |context, field| context.field(field))
        };
        let lists: [&[&str]; 6] = [&[], &[""], &["", ""], &["ab"], &["a", "b"], &["", "ab"]];
        for (at, one) in lists.iter().enumerate() {
            for other in lists.iter().skip(at + 1) {
                assert_ne!(with(one), with(other), "{one:?} {other:?}");
            }
        }
        assert_ne!(with(&[]), Context::new(labels::HEADER_RING));
    }

    #[test]
    fn pairs_are_counted() {
        let with = |pairs: &[(&str, &str)]| {
            Context::new(labels::KMS_CIPHERTEXT).pairs(pairs.iter().copied()).field("end")
        };
        assert_ne!(with(&[]), with(&[("end", "")]));
        assert_ne!(with(&[("a", "b")]), with(&[("b", "a")]));
    }
}
