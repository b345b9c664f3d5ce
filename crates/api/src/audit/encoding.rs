//! A record's bytes: one CBOR map (RFC 8949), fields by number, unknown ones passed over.
//!
//! Numbers are never used again. What makes a record long is cut here, and the record says so.

use std::{borrow::Cow, convert::Infallible, net::IpAddr};

use minicbor::{Decoder, Encoder, data::Type, decode::Error as Misread, encode::Error as Miswritten};
use rampart_vocab::{AccountId, RequestId, Timestamp};

use super::record::{AuditCaller, AuditRecord, Deciding, DecisionMade, Outcome, Ruling};

/// Bytes of one text in a record at most; a longer one is cut and ends in `…`.
pub(super) const TEXT_BYTES_MAX: usize = 512;
/// Bytes that decisions may fill; those beyond are counted, not kept.
pub(super) const DECISIONS_BYTES_MAX: usize = 4 << 10;
/// Bytes of one record at most: the decisions and nine texts, with room for the rest.
pub(super) const RECORD_BYTES_MAX: usize = DECISIONS_BYTES_MAX + 10 * TEXT_BYTES_MAX;

/// Bytes that are not a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an audit record, or one of a newer format")]
pub struct RecordRefused;

mod field {
    pub(super) const AT: u8 = 1;
    pub(super) const REQUEST: u8 = 2;
    pub(super) const CAUSE: u8 = 3;
    pub(super) const ACCOUNT: u8 = 4;
    pub(super) const CALLER: u8 = 5;
    pub(super) const KIND: u8 = 6;
    pub(super) const ACCESS_KEY: u8 = 7;
    pub(super) const SESSION: u8 = 8;
    pub(super) const SOURCE_IP: u8 = 9;
    pub(super) const SECURE: u8 = 10;
    pub(super) const SERVICE: u8 = 11;
    pub(super) const OPERATION: u8 = 12;
    pub(super) const DECISIONS: u8 = 13;
    pub(super) const DECISIONS_CUT: u8 = 14;
    pub(super) const CODE: u8 = 15;
    pub(super) const STATUS: u8 = 16;
    pub(super) const OUTBOX: u8 = 17;
}

mod by {
    pub(super) const ROOT: u8 = 0;
    pub(super) const IMPLICIT_DENY: u8 = 1;
    pub(super) const STATEMENT: u8 = 2;
    pub(super) const GATE: u8 = 3;
}

/// Appends a record's bytes to `out`; `outbox` is its number there when it records a change.
pub(super) fn encode(record: &AuditRecord<'_>, outbox: Option<u64>, out: &mut Vec<u8>) {
    let written = write(record, outbox, &mut Encoder::new(out));
    debug_assert!(written.is_ok(), "a vector takes every byte");
}

type To<'v> = Encoder<&'v mut Vec<u8>>;
type Written = Result<(), Miswritten<Infallible>>;

fn write(record: &AuditRecord<'_>, outbox: Option<u64>, to: &mut To<'_>) -> Written {
    to.begin_map()?;
    to.u8(field::AT)?.i64(record.at.as_microsecond())?;
    to.u8(field::REQUEST)?.bytes(record.request.as_bytes())?;
    if let Some(cause) = &record.cause {
        to.u8(field::CAUSE)?.bytes(cause.as_bytes())?;
    }
    to.u8(field::ACCOUNT)?.u64(record.account.number())?;
    text(to.u8(field::CALLER)?, &record.caller.arn)?;
    text(to.u8(field::KIND)?, &record.caller.kind)?;
    if let Some(key) = &record.caller.access_key {
        text(to.u8(field::ACCESS_KEY)?, key)?;
    }
    if let Some(session) = &record.caller.session {
        text(to.u8(field::SESSION)?, session)?;
    }
    match record.source_ip {
        Some(IpAddr::V4(ip)) => to.u8(field::SOURCE_IP)?.bytes(&ip.octets())?,
        Some(IpAddr::V6(ip)) => to.u8(field::SOURCE_IP)?.bytes(&ip.octets())?,
        None => &mut *to,
    };
    to.u8(field::SECURE)?.bool(record.secure_transport)?;
    text(to.u8(field::SERVICE)?, &record.service)?;
    text(to.u8(field::OPERATION)?, &record.operation)?;
    decisions(record, to)?;
    if let Outcome::Refused { code, status } = &record.outcome {
        text(to.u8(field::CODE)?, code)?;
        to.u8(field::STATUS)?.u16(*status)?;
    }
    if let Some(number) = outbox {
        to.u8(field::OUTBOX)?.u64(number)?;
    }
    to.end()?;
    Ok(())
}

fn decisions(record: &AuditRecord<'_>, to: &mut To<'_>) -> Written {
    if record.decisions.is_empty() && record.decisions_cut == 0 {
        return Ok(());
    }
    to.u8(field::DECISIONS)?.begin_array()?;
    let bound = to.writer().len() + DECISIONS_BYTES_MAX;
    let mut kept = 0;
    for made in &record.decisions {
        let before = to.writer().len();
        decision(made, to)?;
        if to.writer().len() > bound {
            to.writer_mut().truncate(before);
            break;
        }
        kept += 1;
    }
    to.end()?;
    let left_out = u32::try_from(record.decisions.len().saturating_sub(kept)).unwrap_or(u32::MAX);
    let cut = record.decisions_cut.saturating_add(left_out);
    if cut > 0 {
        to.u8(field::DECISIONS_CUT)?.u32(cut)?;
    }
    Ok(())
}

fn decision(made: &DecisionMade<'_>, to: &mut To<'_>) -> Written {
    to.array(4)?;
    text(to, &made.action)?;
    text(to, &made.resource)?;
    to.bool(made.ruling == Ruling::Allowed)?;
    match &made.by {
        Deciding::Root => to.array(1)?.u8(by::ROOT)?,
        Deciding::ImplicitDeny => to.array(1)?.u8(by::IMPLICIT_DENY)?,
        Deciding::Statement { kind, policy, version, statement } => {
            to.array(5)?.u8(by::STATEMENT)?;
            text(to, kind)?;
            text(to, policy)?;
            text(to, version)?;
            to.u32(*statement)?
        }
        Deciding::Gate(name) => {
            to.array(2)?.u8(by::GATE)?;
            text(to, name)?;
            to
        }
    };
    Ok(())
}

fn text(to: &mut To<'_>, text: &str) -> Written {
    if text.len() <= TEXT_BYTES_MAX {
        to.str(text)?;
        return Ok(());
    }
    let mark = '…';
    let end = text.floor_char_boundary(TEXT_BYTES_MAX - mark.len_utf8());
    let mut cut = text.get(..end).unwrap_or_default().to_owned();
    cut.push(mark);
    to.str(&cut)?;
    Ok(())
}

/// Reads a record, and its number in the outbox.
///
/// # Errors
/// [`RecordRefused`] for anything else, trailing bytes included.
pub(super) fn decode(bytes: &[u8]) -> Result<(AuditRecord<'static>, Option<u64>), RecordRefused> {
    let mut from = Decoder::new(bytes);
    let fields = Fields::read(&mut from).map_err(|_| RecordRefused)?;
    if from.position() != bytes.len() {
        return Err(RecordRefused);
    }
    fields.into_record().ok_or(RecordRefused)
}

type Text = Option<Cow<'static, str>>;

#[derive(Default)]
struct Fields {
    at: Option<Timestamp>,
    request: Option<RequestId>,
    cause: Option<RequestId>,
    account: Option<AccountId>,
    arn: Text,
    kind: Text,
    access_key: Text,
    session: Text,
    source_ip: Option<IpAddr>,
    secure_transport: bool,
    service: Text,
    operation: Text,
    decisions: Vec<DecisionMade<'static>>,
    decisions_cut: u32,
    code: Text,
    status: Option<u16>,
    outbox: Option<u64>,
}

impl Fields {
    fn read(from: &mut Decoder<'_>) -> Result<Self, Misread> {
        let mut fields = Self::default();
        let refused = || Misread::message("not this field's value");
        if from.map()?.is_some() {
            return Err(refused());
        }
        while from.datatype()? != Type::Break {
            match from.u64().map(u8::try_from)? {
                Ok(field::AT) => {
                    fields.at = Some(Timestamp::from_microsecond(from.i64()?).map_err(|_| refused())?);
                }
                Ok(field::REQUEST) => fields.request = Some(request(from)?),
                Ok(field::CAUSE) => fields.cause = Some(request(from)?),
                Ok(field::ACCOUNT) => fields.account = AccountId::new(from.u64()?),
                Ok(field::CALLER) => fields.arn = Some(owned(from)?),
                Ok(field::KIND) => fields.kind = Some(owned(from)?),
                Ok(field::ACCESS_KEY) => fields.access_key = Some(owned(from)?),
                Ok(field::SESSION) => fields.session = Some(owned(from)?),
                Ok(field::SOURCE_IP) => {
                    let bytes = from.bytes()?;
                    let four = <[u8; 4]>::try_from(bytes).map(IpAddr::from);
                    let sixteen = <[u8; 16]>::try_from(bytes).map(IpAddr::from);
                    fields.source_ip = Some(four.or(sixteen).map_err(|_| refused())?);
                }
                Ok(field::SECURE) => fields.secure_transport = from.bool()?,
                Ok(field::SERVICE) => fields.service = Some(owned(from)?),
                Ok(field::OPERATION) => fields.operation = Some(owned(from)?),
                Ok(field::DECISIONS) => {
                    if from.array()?.is_some() {
                        return Err(refused());
                    }
                    while from.datatype()? != Type::Break {
                        fields.decisions.push(decision_read(from)?);
                    }
                    from.skip()?;
                }
                Ok(field::DECISIONS_CUT) => fields.decisions_cut = from.u32()?,
                Ok(field::CODE) => fields.code = Some(owned(from)?),
                Ok(field::STATUS) => fields.status = Some(from.u16()?),
                Ok(field::OUTBOX) => fields.outbox = Some(from.u64()?),
                Ok(_) | Err(_) => from.skip()?,
            }
        }
        from.skip()?;
        Ok(fields)
    }

    fn into_record(self) -> Option<(AuditRecord<'static>, Option<u64>)> {
        let outcome = match (self.code, self.status) {
            (None, None) => Outcome::Done,
            (Some(code), Some(status)) => Outcome::Refused { code, status },
            (None, Some(_)) | (Some(_), None) => return None,
        };
        let record = AuditRecord {
            at: self.at?,
            request: self.request?,
            cause: self.cause,
            account: self.account?,
            caller: AuditCaller {
                arn: self.arn?,
                kind: self.kind?,
                access_key: self.access_key,
                session: self.session,
            },
            source_ip: self.source_ip,
            secure_transport: self.secure_transport,
            service: self.service?,
            operation: self.operation?,
            decisions: self.decisions,
            decisions_cut: self.decisions_cut,
            outcome,
        };
        Some((record, self.outbox))
    }
}

fn decision_read(from: &mut Decoder<'_>) -> Result<DecisionMade<'static>, Misread> {
    let length = length(from, 4)?;
    let (action, resource) = (owned(from)?, owned(from)?);
    let ruling = if from.bool()? { Ruling::Allowed } else { Ruling::Denied };
    let by = deciding_read(from)?;
    (4..length).try_for_each(|_| from.skip())?;
    Ok(DecisionMade { action, resource, ruling, by })
}

fn deciding_read(from: &mut Decoder<'_>) -> Result<Deciding<'static>, Misread> {
    let length = length(from, 1)?;
    let (known, by) = match from.u8()? {
        by::ROOT => (1, Deciding::Root),
        by::IMPLICIT_DENY => (1, Deciding::ImplicitDeny),
        by::STATEMENT => {
            let (kind, policy, version) = (owned(from)?, owned(from)?, owned(from)?);
            (5, Deciding::Statement { kind, policy, version, statement: from.u32()? })
        }
        by::GATE => (2, Deciding::Gate(owned(from)?)),
        _ => return Err(Misread::message("what decided is of a newer format")),
    };
    if length < known {
        return Err(Misread::message("too short a list"));
    }
    (known..length).try_for_each(|_| from.skip())?;
    Ok(by)
}

/// The length of a list that has at least so many values; a newer version may have added some.
fn length(from: &mut Decoder<'_>, least: u64) -> Result<u64, Misread> {
    from.array()?.filter(|length| *length >= least).ok_or_else(|| Misread::message("too short a list"))
}

fn owned(from: &mut Decoder<'_>) -> Result<Cow<'static, str>, Misread> {
    from.str().map(|text| Cow::Owned(text.to_owned()))
}

fn request(from: &mut Decoder<'_>) -> Result<RequestId, Misread> {
    let bytes = from.bytes()?.try_into().map_err(|_| Misread::message("not sixteen bytes"))?;
    Ok(RequestId::from_bytes(bytes))
}
