//! How a record stands in bytes: kind and version first, then its fields by number (CBOR, RFC 8949).
//!
//! A reader takes its own version and the one before; fields it does not know are kept and written back. The types
//! that a field may have stand in `field`, the macros in `macros`.

mod field;
mod macros;

use std::convert::Infallible;

use minicbor::{Decoder, Encoder};
use rampart_seal::SecretBytes;

pub use field::Field;

/// Something that a row can hold. Made with [`record!`](crate::record!).
pub trait Record: Field + Send + Sync + 'static {
    /// Which record this is, among all of the project: `0x01..` identity, `0x02..` kms, `0x03..` rds, `0x04..` api
    /// and server, `0x7F..` tests.
    const KIND: u16;
    /// The version that is written.
    const VERSION: u16;

    /// Reads the fields of a version that is not [`Record::VERSION`], as far as this reader takes it.
    ///
    /// # Errors
    /// [`Malformed`] for a version not taken.
    fn take_other(version: u16, from: &mut Reader<'_>) -> Result<Self, Malformed>;
}

/// Bytes that are not what was to be read. The text says what was wrong, never what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Malformed(pub &'static str);

/// A record's plaintext.
pub fn encode<R: Record>(record: &R) -> SecretBytes {
    let mut to = Writer::new();
    to.array(3);
    to.number(R::KIND.into());
    to.number(R::VERSION.into());
    record.put(&mut to);
    to.into_bytes()
}

/// A record from its plaintext.
///
/// # Errors
/// [`Malformed`] for another kind, a version not taken, missing fields or trailing bytes.
pub fn decode<R: Record>(bytes: &[u8]) -> Result<R, Malformed> {
    let mut from = Reader::new(bytes);
    let record = read_head(&mut from, R::KIND).and_then(|version| {
        if version == R::VERSION { R::take(&mut from) } else { R::take_other(version, &mut from) }
    })?;
    if from.is_at_end() { Ok(record) } else { Err(Malformed("bytes follow the record")) }
}

fn read_head(from: &mut Reader<'_>, wanted: u16) -> Result<u16, Malformed> {
    if from.array()? != 3 {
        return Err(Malformed("not a record"));
    }
    if from.number()? != u64::from(wanted) {
        return Err(Malformed("a record of another kind"));
    }
    u16::try_from(from.number()?).map_err(|_| Malformed("a record's version is out of range"))
}

/// Writes fields. The bytes are wiped when dropped, also the places they grew out of.
pub struct Writer(Encoder<Sink>);

struct Sink(SecretBytes);

impl minicbor::encode::Write for Sink {
    type Error = Infallible;

    fn write_all(&mut self, bytes: &[u8]) -> Result<(), Infallible> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }
}

// Writing into memory cannot fail, so the encoder's results say nothing.
impl Writer {
    /// Nothing written yet.
    pub fn new() -> Self {
        Self(Encoder::new(Sink(SecretBytes::with_capacity(256))))
    }

    /// What was written.
    pub fn into_bytes(self) -> SecretBytes {
        self.0.into_writer().0
    }

    /// A number.
    pub fn number(&mut self, number: u64) {
        let _ = self.0.u64(number);
    }

    /// A number that may be negative.
    pub fn signed(&mut self, number: i64) {
        let _ = self.0.i64(number);
    }

    /// True or false.
    pub fn bool(&mut self, value: bool) {
        let _ = self.0.bool(value);
    }

    /// A byte string.
    pub fn bytes(&mut self, bytes: &[u8]) {
        let _ = self.0.bytes(bytes);
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        let _ = self.0.str(text);
    }

    /// Nothing.
    pub fn null(&mut self) {
        let _ = self.0.null();
    }

    /// The head of a list of `length` values.
    pub fn array(&mut self, length: usize) {
        let _ = self.0.array(length as u64);
    }

    /// The head of a map of `length` pairs.
    pub fn map(&mut self, length: usize) {
        let _ = self.0.map(length as u64);
    }

    fn raw(&mut self, value: &SecretBytes) {
        self.0.writer_mut().0.extend_from_slice(value.expose_secret());
    }
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

/// Reads fields. Lengths are checked against what is there before anything is made room for.
pub struct Reader<'b>(Decoder<'b>);

impl<'b> Reader<'b> {
    /// Reads from the first byte.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self(Decoder::new(bytes))
    }

    /// Whether everything was read.
    pub fn is_at_end(&self) -> bool {
        self.0.position() == self.0.input().len()
    }

    /// A number.
    ///
    /// # Errors
    /// [`Malformed`], as every reading here, when something else stands there.
    pub fn number(&mut self) -> Result<u64, Malformed> {
        self.0.u64().map_err(|_| Malformed("not a number"))
    }

    /// A number that may be negative.
    ///
    /// # Errors
    /// As [`Reader::number`].
    pub fn signed(&mut self) -> Result<i64, Malformed> {
        self.0.i64().map_err(|_| Malformed("not a signed number"))
    }

    /// True or false.
    ///
    /// # Errors
    /// As [`Reader::number`].
    pub fn bool(&mut self) -> Result<bool, Malformed> {
        self.0.bool().map_err(|_| Malformed("not true or false"))
    }

    /// A byte string.
    ///
    /// # Errors
    /// As [`Reader::number`].
    pub fn bytes(&mut self) -> Result<&'b [u8], Malformed> {
        self.0.bytes().map_err(|_| Malformed("not bytes"))
    }

    /// A text.
    ///
    /// # Errors
    /// As [`Reader::number`].
    pub fn text(&mut self) -> Result<&'b str, Malformed> {
        self.0.str().map_err(|_| Malformed("not a text"))
    }

    /// Takes a null, if one stands next.
    pub fn null(&mut self) -> bool {
        self.0.probe().null().is_ok() && self.0.null().is_ok()
    }

    /// Whether a number stands next.
    pub fn is_number(&mut self) -> bool {
        self.0.probe().u64().is_ok()
    }

    /// Whether a list stands next.
    pub fn is_array(&mut self) -> bool {
        self.0.probe().array().is_ok()
    }

    /// The head of a list: how many values follow.
    ///
    /// # Errors
    /// As [`Reader::number`].
    pub fn array(&mut self) -> Result<usize, Malformed> {
        let length = self.0.array().ok().flatten();
        self.bounded(length).ok_or(Malformed("not a list"))
    }

    /// The head of a map: how many pairs follow.
    ///
    /// # Errors
    /// As [`Reader::number`].
    pub fn map(&mut self) -> Result<usize, Malformed> {
        let length = self.0.map().ok().flatten();
        self.bounded(length).ok_or(Malformed("not a map"))
    }

    /// Fields by number, each given to `take`, which reads exactly one value.
    ///
    /// # Errors
    /// What `take` finds; [`Malformed`] when the numbers are no numbers.
    pub fn fields(
        &mut self,
        mut take: impl FnMut(u32, &mut Self) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        for _ in 0..self.map()? {
            let number =
                u32::try_from(self.number()?).map_err(|_| Malformed("a field's number is too large"))?;
            take(number, self)?;
        }
        Ok(())
    }

    fn raw(&mut self) -> Result<&'b [u8], Malformed> {
        let start = self.0.position();
        self.0.skip().map_err(|_| Malformed("not a value"))?;
        self.0.input().get(start..self.0.position()).ok_or(Malformed("not a value"))
    }

    /// A length, if as many values, of a byte each at least, can still follow.
    fn bounded(&self, length: Option<u64>) -> Option<usize> {
        let length = usize::try_from(length?).ok()?;
        (length <= self.0.input().len() - self.0.position()).then_some(length)
    }
}

/// Fields that this version does not know: kept as they stood, and written back.
///
/// Every [`record!`](crate::record!) and [`part!`](crate::part!) has a field `unknown`; new ones are made with
/// [`Unknown::NONE`], changed ones keep theirs.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Unknown(Vec<(u32, SecretBytes)>);

impl Unknown {
    /// No unknown fields.
    pub const NONE: Self = Self(Vec::new());

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[doc(hidden)]
    pub fn keep(&mut self, number: u32, from: &mut Reader<'_>) -> Result<(), Malformed> {
        if self.0.iter().any(|(known, _)| *known == number) {
            return Err(Malformed("a field stands twice"));
        }
        self.0.push((number, SecretBytes::copied_from(from.raw()?)));
        Ok(())
    }

    #[doc(hidden)]
    pub fn put(&self, to: &mut Writer) {
        for (number, value) in &self.0 {
            to.number((*number).into());
            to.raw(value);
        }
    }
}

impl std::fmt::Debug for Unknown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} unknown fields", self.0.len())
    }
}
