//! A diagnosis' bytes: one CBOR array (RFC 8949) of a fixed order, and zeroes behind it. Another order is another first
//! number.
//!
//! Every diagnosis is as long as any other, and what it carries does not hang on what the resource is: its length is seen
//! by those who may not read it, and must not tell them what is there.

use std::convert::Infallible;

use minicbor::{Decoder, Encoder, data::Type, decode::Error as Misread, encode::Error as Miswritten};
use rampart_policy::Effect;

use super::{
    ElementTold, OWN_VALUE_BYTES_MAX, StatementTold, TEXT_BYTES_MAX,
    diagnosis::{Diagnosis, denies},
};

const FORMAT: u8 = 1;
/// Bytes of every diagnosis. Statements that find no room in them are counted, not carried.
const BYTES: usize = 3 << 10;
/// Room kept for what may or may not have been found behind a name, and for the numbers around the statements.
const FOUND_BYTES: usize = TEXT_BYTES_MAX + 16;
/// Room kept for each value that the resource may or may not carry.
const OWN_VALUE_BYTES: usize = OWN_VALUE_BYTES_MAX + 4;
const FIELDS: u64 = 12;
const STATEMENT_FIELDS: u64 = 8;
const ELEMENT_FIELDS: u64 = 7;

type To<'v> = Encoder<&'v mut Vec<u8>>;
type Written = Result<(), Miswritten<Infallible>>;

impl Diagnosis {
    /// The bytes to be sealed.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(BYTES);
        let written = self.write(&mut Encoder::new(&mut bytes));
        debug_assert!(
            written.is_ok() && bytes.len() <= BYTES,
            "a vector takes every byte, and there is room"
        );
        bytes.resize(BYTES, 0);
        bytes
    }

    fn write(&self, to: &mut To<'_>) -> Written {
        to.array(FIELDS)?.u8(FORMAT)?.str(&self.action)?.str(&self.named)?;
        for text in [&self.principal, &self.kind, &self.display_name, &self.policy_type] {
            to.str(text)?;
        }
        to.bool(self.explicit)?.str(&self.sentence)?;
        let room = BYTES.saturating_sub(to.writer().len() + FOUND_BYTES);
        optional(to, self.found.as_deref())?;
        let carried = self.carried(room)?;
        let cut = u32::try_from(self.statements.len() - carried.len()).unwrap_or(u32::MAX);
        to.array(carried.len() as u64)?;
        for statement in carried {
            write_statement(statement, to)?;
        }
        to.u32(self.left_out.saturating_add(cut))?;
        Ok(())
    }

    /// The statements that find room, in their order: what decided, then the others.
    fn carried(&self, mut room: usize) -> Result<Vec<&StatementTold>, Miswritten<Infallible>> {
        let mut carried = vec![false; self.statements.len()];
        for is_turn_of_decisive in [true, false] {
            for (statement, carried) in self.statements.iter().zip(&mut carried) {
                if statement.decisive == is_turn_of_decisive
                    && let Some(left) = room.checked_sub(room_of(statement)?)
                {
                    (room, *carried) = (left, true);
                }
            }
        }
        Ok(self
            .statements
            .iter()
            .zip(carried)
            .filter_map(|(statement, it)| it.then_some(statement))
            .collect())
    }

    /// Reads what [`Diagnosis::to_bytes`] wrote.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut from = Decoder::new(bytes);
        let read = Self::read(&mut from).ok()?;
        bytes.get(from.position()..)?.iter().all(|byte| *byte == 0).then_some(read)
    }

    fn read(from: &mut Decoder<'_>) -> Result<Self, Misread> {
        let refused = || Misread::message("not a diagnosis");
        if from.array()? != Some(FIELDS) || from.u8()? != FORMAT {
            return Err(refused());
        }
        Ok(Self {
            action: owned(from)?,
            named: owned(from)?,
            principal: owned(from)?,
            kind: owned(from)?,
            display_name: owned(from)?,
            policy_type: owned(from)?,
            explicit: from.bool()?,
            sentence: owned(from)?,
            found: optional_read(from)?,
            statements: list(from, read_statement)?,
            left_out: from.u32()?,
        })
    }
}

/// The room that a statement takes, the same whatever the resource carries.
fn room_of(statement: &StatementTold) -> Result<usize, Miswritten<Infallible>> {
    let mut bare = statement.clone();
    let mut kept = 0;
    for element in bare.elements.iter_mut().filter(|element| element.of_resource) {
        element.got = None;
        kept += OWN_VALUE_BYTES;
    }
    let mut bytes = Vec::new();
    write_statement(&bare, &mut Encoder::new(&mut bytes))?;
    Ok(bytes.len() + kept)
}

fn write_statement(statement: &StatementTold, to: &mut To<'_>) -> Written {
    to.array(STATEMENT_FIELDS)?.str(&statement.policy)?;
    optional(to, statement.group.as_deref())?;
    to.u32(statement.index)?;
    optional(to, statement.sid.as_deref())?;
    to.bool(denies(statement.effect))?.bool(statement.matched == Some(true))?.bool(statement.decisive)?;
    to.array(statement.elements.len() as u64)?;
    for element in &statement.elements {
        write_element(element, to)?;
    }
    Ok(())
}

fn write_element(element: &ElementTold, to: &mut To<'_>) -> Written {
    to.array(ELEMENT_FIELDS)?.str(&element.element)?;
    match &element.condition {
        Some((operator, key)) => to.array(2)?.str(operator)?.str(key)?,
        None => to.null()?,
    };
    texts(to, &element.wanted)?;
    match &element.got {
        Some(got) => texts(to, got)?,
        None => {
            to.null()?;
        }
    }
    to.bool(element.matched == Some(true))?.bool(element.of_resource)?;
    match element.by_name {
        Some(by_name) => to.bool(by_name)?,
        None => to.null()?,
    };
    Ok(())
}

fn read_statement(from: &mut Decoder<'_>) -> Result<StatementTold, Misread> {
    if from.array()? != Some(STATEMENT_FIELDS) {
        return Err(Misread::message("not a statement"));
    }
    Ok(StatementTold {
        policy: owned(from)?,
        group: optional_read(from)?,
        index: from.u32()?,
        sid: optional_read(from)?,
        effect: if from.bool()? { Effect::Deny } else { Effect::Allow },
        matched: Some(from.bool()?),
        decisive: from.bool()?,
        elements: list(from, read_element)?,
    })
}

fn read_element(from: &mut Decoder<'_>) -> Result<ElementTold, Misread> {
    if from.array()? != Some(ELEMENT_FIELDS) {
        return Err(Misread::message("not an element"));
    }
    let element = owned(from)?;
    let condition = match from.datatype()? {
        Type::Null => from.null().map(|()| None)?,
        _ => {
            if from.array()? != Some(2) {
                return Err(Misread::message("not a condition"));
            }
            Some((owned(from)?, owned(from)?))
        }
    };
    let wanted = list(from, owned)?;
    let got = match from.datatype()? {
        Type::Null => from.null().map(|()| None)?,
        _ => Some(list(from, owned)?),
    };
    let (matched, of_resource) = (Some(from.bool()?), from.bool()?);
    let by_name = match from.datatype()? {
        Type::Null => from.null().map(|()| None)?,
        _ => Some(from.bool()?),
    };
    Ok(ElementTold { element, condition, wanted, got, matched, withheld: false, of_resource, by_name })
}

fn optional(to: &mut To<'_>, text: Option<&str>) -> Written {
    match text {
        Some(text) => to.str(text)?,
        None => to.null()?,
    };
    Ok(())
}

fn optional_read(from: &mut Decoder<'_>) -> Result<Option<String>, Misread> {
    match from.datatype()? {
        Type::Null => from.null().map(|()| None),
        _ => owned(from).map(Some),
    }
}

fn texts(to: &mut To<'_>, texts: &[String]) -> Written {
    to.array(texts.len() as u64)?;
    for text in texts {
        to.str(text)?;
    }
    Ok(())
}

fn list<T>(
    from: &mut Decoder<'_>,
    read: impl Fn(&mut Decoder<'_>) -> Result<T, Misread>,
) -> Result<Vec<T>, Misread> {
    let length = from.array()?.ok_or_else(|| Misread::message("a list without its length"))?;
    (0..length).map(|_| read(from)).collect()
}

fn owned(from: &mut Decoder<'_>) -> Result<String, Misread> {
    from.str().map(str::to_owned)
}
