//! `record!`, `part!` and `choice!`: what is stored, declared once.

/// A record: a struct with a kind, a version and numbered fields.
///
/// ```
/// use rampart_store::{Unknown, choice, part, record};
/// use rampart_vocab::{AccountId, KeyId, Tag, Timestamp};
///
/// choice! {
///     /// Where a key stands.
///     pub enum State {
///         /// In use.
///         1 => Enabled,
///         /// To be deleted at a time.
///         2 => PendingDeletion(Timestamp),
///     }
/// }
///
/// part! {
///     /// How a key rotates.
///     pub struct Rotation {
///         /// Days between.
///         1 => pub days: u32,
///     }
/// }
///
/// record! {
///     /// A key.
///     pub struct KeyRecord (kind = 0x7F01, version = 1) {
///         /// Its id.
///         1 => pub id: KeyId,
///         /// Where it stands.
///         2 => pub state: State,
///         /// Left out when empty, like every list and option.
///         3 => pub tags: Vec<Tag>,
///         /// Left out when it does not rotate.
///         4 => pub rotation: Option<Rotation>,
///         /// Came later: rows that lack it read as the value behind `=`.
///         5 => pub protected: bool = false,
///     }
/// }
///
/// let key = KeyRecord {
///     id: KeyId::from_bytes([7; 16]),
///     state: State::Enabled,
///     tags: vec![Tag::new("team", "db")],
///     rotation: Some(Rotation { days: 365, unknown: Unknown::NONE }),
///     protected: false,
///     unknown: Unknown::NONE,
/// };
/// let bytes = rampart_store::codec::encode(&key);
/// assert_eq!(rampart_store::codec::decode::<KeyRecord>(bytes.expose_secret()), Ok(key));
/// ```
///
/// `Clone`, `Debug` and `PartialEq` are derived; put further derives above the struct. The field `unknown` is added
/// ([`Unknown`](crate::Unknown)).
///
/// A number is never used again. A new field with a default, an option or a list needs no new version. What does
/// gets one, and keeps its past: `(kind = 0x7F01, version = 2, before = KeyRecordV1)` reads version 1 as
/// `KeyRecordV1`, itself a record of that kind, and converts it by `From`.
#[macro_export]
macro_rules! record {
    (
        $(#[$doc:meta])*
        $vis:vis struct $name:ident (kind = $kind:expr, version = $version:expr $(, before = $before:ty)?)
        { $($fields:tt)* }
    ) => {
        $crate::part! { $(#[$doc])* $vis struct $name { $($fields)* } }

        impl $crate::codec::Record for $name {
            const KIND: u16 = $kind;
            const VERSION: u16 = $version;

            fn take_other(
                version: u16,
                from: &mut $crate::codec::Reader<'_>,
            ) -> Result<Self, $crate::codec::Malformed> {
                $(
                    const { assert!(<$before as $crate::codec::Record>::KIND == $kind) };
                    const { assert!(<$before as $crate::codec::Record>::VERSION + 1 == $version) };
                    if version == <$before as $crate::codec::Record>::VERSION {
                        return <$before as $crate::codec::Field>::take(from).map(Into::into);
                    }
                )?
                let _ = from;
                Err($crate::codec::Malformed(if version > $version {
                    "a newer version of the record, upgrade this server"
                } else {
                    "too old a version of the record, upgrade step by step"
                }))
            }
        }
    };
}

/// A struct inside records, with numbered fields. See [`record!`](crate::record!).
#[macro_export]
macro_rules! part {
    (
        $(#[$doc:meta])*
        $vis:vis struct $name:ident {
            $($(#[$field_doc:meta])* $number:literal => $field_vis:vis $field:ident : $ty:ty $(= $default:expr)?),*
            $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $name {
            $($(#[$field_doc])* $field_vis $field: $ty,)*
            /// Fields of a newer version, kept as they stood.
            $vis unknown: $crate::Unknown,
        }

        impl $crate::codec::Field for $name {
            fn put(&self, to: &mut $crate::codec::Writer) {
                $(let $field = !$crate::part!(@left_out self.$field $(, $default)?);)*
                to.map(0 $(+ usize::from($field))* + self.unknown.len());
                $(if $field {
                    to.number($number);
                    $crate::codec::Field::put(&self.$field, to);
                })*
                self.unknown.put(to);
            }

            fn take(from: &mut $crate::codec::Reader<'_>) -> Result<Self, $crate::codec::Malformed> {
                $(let mut $field: Option<$ty> = None;)*
                let mut unknown = $crate::Unknown::NONE;
                from.fields(|number, from| match number {
                    $($number if $field.is_some() => {
                        Err($crate::codec::Malformed(concat!("field `", stringify!($field), "` stands twice")))
                    })*
                    $($number => {
                        $field = Some(<$ty as $crate::codec::Field>::take(from)?);
                        Ok(())
                    })*
                    other => unknown.keep(other, from),
                })?;
                Ok(Self {
                    $($field: match $field {
                        Some(value) => value,
                        None => $crate::part!(@missing $field, $ty $(, $default)?),
                    },)*
                    unknown,
                })
            }
        }
    };
    (@left_out $value:expr) => { $crate::codec::Field::is_absent(&$value) };
    (@left_out $value:expr, $default:expr) => { false };
    (@missing $field:ident, $ty:ty) => {
        <$ty as $crate::codec::Field>::absent()
            .ok_or($crate::codec::Malformed(concat!("field `", stringify!($field), "` is missing")))?
    };
    (@missing $field:ident, $ty:ty, $default:expr) => { $default };
}

/// An enum inside records: numbered variants, bare or with one value. See [`record!`](crate::record!).
///
/// A bare variant is its number, one with a value the list of number and value. A variant that is not known cannot
/// be kept: the record does not read, so a new variant is a new version.
#[macro_export]
macro_rules! choice {
    (
        $(#[$doc:meta])*
        $vis:vis enum $name:ident {
            $($(#[$variant_doc:meta])* $number:literal => $variant:ident $(($payload:ty))?),* $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        $vis enum $name {
            $($(#[$variant_doc])* $variant $(($payload))?,)*
        }

        impl $crate::codec::Field for $name {
            fn put(&self, to: &mut $crate::codec::Writer) {
                match self {
                    $($crate::choice!(@pattern $variant value $($payload)?) => {
                        $crate::choice!(@put to, $number, value $(, $payload)?);
                    })*
                }
            }

            fn take(from: &mut $crate::codec::Reader<'_>) -> Result<Self, $crate::codec::Malformed> {
                let bare = from.is_number();
                if !bare && from.array()? != 2 {
                    return Err($crate::codec::Malformed(concat!("not a ", stringify!($name))));
                }
                match (from.number()?, bare) {
                    $($crate::choice!(@key $number $($payload)?) => {
                        Ok($crate::choice!(@take from, $variant $($payload)?))
                    })*
                    _ => Err($crate::codec::Malformed(concat!("an unknown variant of ", stringify!($name)))),
                }
            }
        }
    };
    (@pattern $variant:ident $value:ident) => { Self::$variant };
    (@pattern $variant:ident $value:ident $payload:ty) => { Self::$variant($value) };
    (@put $to:ident, $number:literal, $value:ident) => { $to.number($number) };
    (@put $to:ident, $number:literal, $value:ident, $payload:ty) => {
        $to.array(2);
        $to.number($number);
        $crate::codec::Field::put($value, $to)
    };
    (@key $number:literal) => { ($number, true) };
    (@key $number:literal $payload:ty) => { ($number, false) };
    (@take $from:ident, $variant:ident) => { Self::$variant };
    (@take $from:ident, $variant:ident $payload:ty) => {
        Self::$variant(<$payload as $crate::codec::Field>::take($from)?)
    };
}
