//! The types that a record's field may have.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rampart_seal::{SecretArray, SecretBytes, SecretString};
use rampart_vocab::{
    AccessKeyId, AccountId, Arn, DbInstanceId, GroupId, KeyId, KeyVersionId, PolicyId, RegionId, RequestId,
    Revision, RoleId, ServerId, SessionId, Tag, Timestamp, UserId,
};

use super::{Malformed, Reader, Writer};

/// A type that a record's field may have. Own types get it from [`part!`](crate::part!),
/// [`choice!`](crate::choice!) or [`field_by_text!`](crate::field_by_text!).
pub trait Field: Sized {
    /// Writes exactly one value.
    fn put(&self, to: &mut Writer);

    /// Reads exactly one value.
    ///
    /// # Errors
    /// [`Malformed`] when something else stands there.
    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed>;

    /// Whether the field is left out when it holds this value.
    fn is_absent(&self) -> bool {
        false
    }

    /// The value of a field that was left out; nothing when it must not be.
    fn absent() -> Option<Self> {
        None
    }

    #[doc(hidden)]
    fn put_all(items: &[Self], to: &mut Writer) {
        to.array(items.len());
        items.iter().for_each(|item| item.put(to));
    }

    #[doc(hidden)]
    fn take_all(from: &mut Reader<'_>) -> Result<Vec<Self>, Malformed> {
        (0..from.array()?).map(|_| Self::take(from)).collect()
    }
}

macro_rules! numbers {
    ($write:ident, $read:ident: $($number:ty),*) => {$(
        impl Field for $number {
            fn put(&self, to: &mut Writer) {
                to.$write((*self).into());
            }

            fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
                from.$read()?.try_into().map_err(|_| Malformed("a number is out of range"))
            }
        }
    )*};
}

numbers!(number, number: u16, u32, u64);
numbers!(signed, signed: i8, i16, i32, i64);

impl Field for u8 {
    fn put(&self, to: &mut Writer) {
        to.number((*self).into());
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.number()?.try_into().map_err(|_| Malformed("a number is out of range"))
    }

    /// Many bytes are a byte string.
    fn put_all(items: &[Self], to: &mut Writer) {
        to.bytes(items);
    }

    fn take_all(from: &mut Reader<'_>) -> Result<Vec<Self>, Malformed> {
        from.bytes().map(<[u8]>::to_vec)
    }
}

impl Field for bool {
    fn put(&self, to: &mut Writer) {
        to.bool(*self);
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.bool()
    }
}

/// For rows whose being there is all they say.
impl Field for () {
    fn put(&self, to: &mut Writer) {
        to.null();
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        if from.null() { Ok(()) } else { Err(Malformed("not nothing")) }
    }
}

macro_rules! texts {
    ($($text:ty),*) => {$(
        impl Field for $text {
            fn put(&self, to: &mut Writer) {
                to.text(self);
            }

            fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
                from.text().map(Into::into)
            }
        }
    )*};
}

texts!(String, Box<str>, Arc<str>);

impl Field for SecretString {
    fn put(&self, to: &mut Writer) {
        to.text(self.expose_secret());
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.text().map(Into::into)
    }
}

impl Field for SecretBytes {
    fn put(&self, to: &mut Writer) {
        to.bytes(self.expose_secret());
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.bytes().map(Self::copied_from)
    }
}

impl<const N: usize> Field for SecretArray<N> {
    fn put(&self, to: &mut Writer) {
        to.bytes(self.expose_secret());
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Self::from_slice(from.bytes()?).ok_or(Malformed("bytes of another length"))
    }
}

impl<const N: usize> Field for [u8; N] {
    fn put(&self, to: &mut Writer) {
        to.bytes(self);
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.bytes()?.try_into().map_err(|_| Malformed("bytes of another length"))
    }
}

impl<T: Field> Field for Option<T> {
    fn put(&self, to: &mut Writer) {
        match self {
            Some(value) => value.put(to),
            None => to.null(),
        }
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        if from.null() { Ok(None) } else { T::take(from).map(Some) }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Field> Field for Vec<T> {
    fn put(&self, to: &mut Writer) {
        T::put_all(self, to);
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        T::take_all(from)
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: Field> Field for Box<[T]> {
    fn put(&self, to: &mut Writer) {
        T::put_all(self, to);
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        T::take_all(from).map(Vec::into_boxed_slice)
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

impl<T: Field> Field for Box<T> {
    fn put(&self, to: &mut Writer) {
        (**self).put(to);
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        T::take(from).map(Self::new)
    }
}

impl<K: Field + Ord, V: Field> Field for BTreeMap<K, V> {
    fn put(&self, to: &mut Writer) {
        to.map(self.len());
        for (key, value) in self {
            key.put(to);
            value.put(to);
        }
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let length = from.map()?;
        let pairs: Self =
            (0..length).map(|_| Ok((K::take(from)?, V::take(from)?))).collect::<Result<_, Malformed>>()?;
        if pairs.len() == length { Ok(pairs) } else { Err(Malformed("a key stands twice")) }
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: Field + Ord> Field for BTreeSet<T> {
    fn put(&self, to: &mut Writer) {
        to.array(self.len());
        self.iter().for_each(|item| item.put(to));
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        T::take_all(from).map(|items| items.into_iter().collect())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl<A: Field, B: Field> Field for (A, B) {
    fn put(&self, to: &mut Writer) {
        to.array(2);
        self.0.put(to);
        self.1.put(to);
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        if from.array()? != 2 {
            return Err(Malformed("not a pair"));
        }
        Ok((A::take(from)?, B::take(from)?))
    }
}

impl Field for Tag {
    fn put(&self, to: &mut Writer) {
        to.array(2);
        to.text(&self.key);
        to.text(&self.value);
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        <(Box<str>, Box<str>)>::take(from).map(|(key, value)| Self { key, value })
    }
}

/// Whole seconds are one number, others a pair of seconds and nanoseconds.
impl Field for Timestamp {
    fn put(&self, to: &mut Writer) {
        match self.subsec_nanosecond() {
            0 => to.signed(self.as_second()),
            nanoseconds => {
                to.array(2);
                to.signed(self.as_second());
                to.signed(nanoseconds.into());
            }
        }
    }

    fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let (seconds, nanoseconds) =
            if from.is_array() { <(i64, i32)>::take(from)? } else { (from.signed()?, 0) };
        Self::new(seconds, nanoseconds).map_err(|_| Malformed("a time is out of range"))
    }
}

macro_rules! sixteen_bytes {
    ($($id:ty),*) => {$(
        impl Field for $id {
            fn put(&self, to: &mut Writer) {
                to.bytes(self.as_bytes());
            }

            fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
                <[u8; 16]>::take(from).map(Self::from_bytes)
            }
        }
    )*};
}

sixteen_bytes!(KeyId, KeyVersionId, PolicyId, ServerId, SessionId, RequestId);

macro_rules! numbered {
    ($($id:ty: $read:expr, $write:expr;)*) => {$(
        impl Field for $id {
            fn put(&self, to: &mut Writer) {
                to.number($write(*self));
            }

            fn take(from: &mut Reader<'_>) -> Result<Self, Malformed> {
                $read(from.number()?).ok_or(Malformed("no such number"))
            }
        }
    )*};
}

numbered! {
    AccountId: AccountId::new, AccountId::number;
    UserId: |number| Some(UserId::from_number(number)), UserId::number;
    GroupId: |number| Some(GroupId::from_number(number)), GroupId::number;
    RoleId: |number| Some(RoleId::from_number(number)), RoleId::number;
    Revision: |number| Some(Revision(number)), |revision: Revision| revision.0;
}

/// Implements [`Field`] for types with `Display` and `FromStr`: they are stored as text.
#[macro_export]
macro_rules! field_by_text {
    ($($id:ty),* $(,)?) => {$(
        impl $crate::codec::Field for $id {
            fn put(&self, to: &mut $crate::codec::Writer) {
                to.text(&self.to_string());
            }

            fn take(from: &mut $crate::codec::Reader<'_>) -> Result<Self, $crate::codec::Malformed> {
                from.text()?.parse().map_err(|_| $crate::codec::Malformed(concat!("not a ", stringify!($id))))
            }
        }
    )*};
}

field_by_text!(AccessKeyId, DbInstanceId, RegionId, Arn);
