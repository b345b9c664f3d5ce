//! What messages are: how a request is read from parameters and an answer written field by field.
//!
//! The messages themselves are generated from the API facts, one file per operation.

use crate::{Operation, Parameter, ParameterRefused, Params};

#[cfg(test)]
pub(crate) mod each;
pub(crate) mod read;
mod row;
pub(crate) mod write;

pub use row::{Element, Row, TagParameter};

/// What an operation asks.
pub trait Request: Sized {
    /// What it answers.
    type Response: Message;
    /// The operation.
    const OPERATION: Operation;
    /// What it may be given; more is passed over.
    const PARAMETERS: &'static [Parameter];

    /// Reads it from parameters. Names match in any case of letters, an empty value counts as absent, and parameters
    /// that the operation does not know are passed over, as the vendor does.
    fn decode(params: &Params) -> Result<Self, ParameterRefused>;
}

/// What an operation answers, or a part of it.
pub trait Message {
    /// Writes the fields in their order; absent ones are left out, lists are always written.
    fn write(&self, to: &mut dyn FieldWriter);
}

/// Takes the fields of an answer; one per format.
///
/// Names are given again on closing, since XML repeats them.
pub trait FieldWriter {
    /// A field of text.
    fn text(&mut self, name: &str, value: &str);
    /// A field that is a whole number.
    fn integer(&mut self, name: &str, value: i64);
    /// A field that is a number.
    fn number(&mut self, name: &str, value: f64);
    /// A field that is true or false.
    fn boolean(&mut self, name: &str, value: bool);
    /// Begins an object.
    fn open_object(&mut self, name: &str);
    /// Ends an object.
    fn close_object(&mut self, name: &str);
    /// Begins a list.
    fn open_list(&mut self, name: &str);
    /// An element of text.
    fn item_text(&mut self, name: &str, value: &str);
    /// Begins an element that is an object.
    fn open_item(&mut self, name: &str);
    /// Ends an element that is an object.
    fn close_item(&mut self, name: &str);
    /// Ends a list.
    fn close_list(&mut self, name: &str);
}

/// What every generated file uses.
pub(crate) mod prelude {
    pub(crate) use super::{Element, FieldWriter, Message, Request, Row, TagParameter, read, write};
    pub(crate) use crate::{Operation, Parameter, ParameterRefused, Params, SecretText, Shape};
}
