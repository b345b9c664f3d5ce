//! What `LookupEvents` is asked: a time, an order, attributes, and where the last page ended.

use minicbor::{Decoder, Encoder};
use rampart_vocab::Timestamp;
use rampart_wire::{Service, TagParameter, actiontrail::lookup_events::LookupEventsRequest};

use super::event;
use crate::{
    Answer, Refusal,
    audit::{AuditRecord, lookup::Place, read::Order},
};

/// Events of one page. Source: ActionTrail, LookupEvents.
const EVENTS_MAX: usize = 50;
const EVENTS_DEFAULT: usize = 20;
/// Where a question begins that does not say, before its end. Source: ActionTrail, LookupEvents.
const DAYS_DEFAULT: i64 = 7;
/// Attributes that one question may give. Source: ActionTrail, LookupAttribute.
const ATTRIBUTES_MAX: usize = 2;
/// Bytes of an attribute's value.
const VALUE_BYTES_MAX: usize = 1024;

/// One question.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Question {
    /// From this second on.
    pub(super) since: Timestamp,
    /// Up to and with this second.
    pub(super) end: Timestamp,
    pub(super) order: Order,
    pub(super) limit: usize,
    pub(super) attributes: Vec<Attribute>,
}

/// What events must be like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    key: Key,
    value: String,
}

/// What an attribute looks at. Source: ActionTrail, LookupAttribute; matched whole and by case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    ServiceName,
    EventName,
    User,
    EventId,
    ResourceName,
    ResourceType,
    EventRw,
    EventAccessKeyId,
    SourceIpAddress,
    EventType,
}

const KEYS: [(&str, Key); 10] = [
    ("ServiceName", Key::ServiceName),
    ("EventName", Key::EventName),
    ("User", Key::User),
    ("EventId", Key::EventId),
    ("ResourceName", Key::ResourceName),
    ("ResourceType", Key::ResourceType),
    ("EventRW", Key::EventRw),
    ("EventAccessKeyId", Key::EventAccessKeyId),
    ("SourceIpAddress", Key::SourceIpAddress),
    ("EventType", Key::EventType),
];

impl Question {
    /// Reads a question. One that goes on asks the same as the one before it: what it leaves out is taken from there.
    pub(super) fn read(
        ask: LookupEventsRequest,
        continued: Option<Opened>,
        now: Timestamp,
    ) -> Answer<(Self, Option<Place>)> {
        let limit = limit(ask.max_results.as_deref())?;
        let since = ask.start_time.as_deref().map(|text| time("StartTime", text)).transpose()?;
        let end = ask.end_time.as_deref().map(|text| time("EndTime", text)).transpose()?;
        let order = ask.direction.as_deref().map(order).transpose()?;
        let attributes = attributes(ask.lookup_attribute)?;
        if let Some(Opened { question, place }) = continued {
            let is_same = since.is_none_or(|since| since == question.since)
                && end.is_none_or(|end| end == question.end)
                && order.is_none_or(|order| order == question.order)
                && (attributes.is_empty() || attributes == question.attributes);
            return if is_same { Ok((Self { limit, ..question }, Some(place))) } else { Err(no_such_page()) };
        }
        let end = end.unwrap_or(now);
        let before = |end: Timestamp| {
            let seconds = end.as_second().saturating_sub(DAYS_DEFAULT * 86_400);
            Timestamp::from_second(seconds).unwrap_or(Timestamp::MIN)
        };
        let since = since.unwrap_or_else(|| before(end));
        if since > end {
            return Err(Refusal::new(
                400,
                "InvalidParameter.StartTime",
                "The specified parameter StartTime is not valid: it is later than EndTime.",
            ));
        }
        let order = order.unwrap_or(Order::NewestFirst);
        Ok((Self { since, end, order, limit, attributes }, None))
    }

    /// The first time that is not asked for any more: times are given in whole seconds, and the last is meant whole.
    pub(super) fn until(&self) -> Timestamp {
        let next = self.end.as_second().saturating_add(1);
        Timestamp::from_second(next).unwrap_or(Timestamp::MAX)
    }
}

impl Attribute {
    /// Whether a record is like that.
    pub(super) fn holds(&self, record: &AuditRecord<'_>) -> bool {
        let value = self.value.as_str();
        match self.key {
            Key::ServiceName => event::service_name(&record.service) == value,
            Key::EventName => record.operation == value,
            Key::User => event::user_name(record).as_deref() == Some(value),
            Key::EventId => record.request.to_string() == value,
            Key::ResourceName => event::resources(record).any(|it| it.name == value || it.arn == value),
            Key::ResourceType => event::resources(record).any(|it| it.kind == value),
            Key::EventRw => event::read_or_write(&record.operation) == value,
            Key::EventAccessKeyId => record.caller.access_key.as_deref() == Some(value),
            Key::SourceIpAddress => record.source_ip.is_some_and(|ip| ip.to_string() == value),
            Key::EventType => event::event_type(record) == value,
        }
    }
}

fn limit(text: Option<&str>) -> Answer<usize> {
    let Some(text) = text else { return Ok(EVENTS_DEFAULT) };
    let number = text.parse().ok().filter(|number| (1..=EVENTS_MAX).contains(number));
    number.ok_or_else(|| Refusal::invalid_parameter(Service::Actiontrail, "MaxResults"))
}

fn order(text: &str) -> Answer<Order> {
    match text {
        "FORWARD" => Ok(Order::OldestFirst),
        "BACKWARD" => Ok(Order::NewestFirst),
        _ => Err(Refusal::invalid_parameter(Service::Actiontrail, "Direction")),
    }
}

/// A time as the API writes it, in whole seconds of UTC.
fn time(parameter: &str, text: &str) -> Answer<Timestamp> {
    let is_shaped = text.len() == 20 && text.ends_with('Z');
    let time = text.parse::<Timestamp>().ok().filter(|_| is_shaped);
    time.ok_or_else(|| Refusal::invalid_parameter(Service::Actiontrail, parameter))
}

/// Of two attributes with one key the second holds, as the vendor has it.
fn attributes(given: Vec<TagParameter>) -> Answer<Vec<Attribute>> {
    let wrong = || Refusal::invalid_parameter(Service::Actiontrail, "LookupAttribute");
    let mut attributes: Vec<Attribute> = Vec::new();
    if given.len() > ATTRIBUTES_MAX {
        return Err(wrong());
    }
    for TagParameter { key, value } in given {
        let (Some(key), Some(value)) = (key, value) else { return Err(wrong()) };
        let key = KEYS.into_iter().find(|(name, _)| *name == key).map(|(_, key)| key).ok_or_else(wrong)?;
        if value.len() > VALUE_BYTES_MAX {
            return Err(wrong());
        }
        attributes.retain(|attribute| attribute.key != key);
        attributes.push(Attribute { key, value });
    }
    Ok(attributes)
}

/// A token that does not go on from a page of this question: made up, another account's or question's, or too old.
pub(super) fn no_such_page() -> Refusal {
    Refusal::new(
        400,
        "InvalidParameter.NextToken",
        "The specified parameter NextToken is not valid: take it from the last page of the same query, or begin anew.",
    )
}

/// What a token carries, to be sealed.
pub(super) struct Continued<'a> {
    pub(super) question: &'a Question,
    pub(super) place: Place,
}

/// What an opened token says.
pub(super) struct Opened {
    question: Question,
    place: Place,
}

const FIELDS: u64 = 5;

impl Continued<'_> {
    /// CBOR (RFC 8949).
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut to = Encoder::new(&mut bytes);
        let Question { since, end, order, attributes, .. } = self.question;
        let written = to.array(FIELDS).and_then(|to| {
            to.i64(since.as_microsecond())?.i64(end.as_microsecond())?;
            to.bool(*order == Order::OldestFirst)?.array(attributes.len() as u64)?;
            for Attribute { key, value } in attributes {
                let name = KEYS.iter().find(|(_, known)| known == key).map_or("", |(name, _)| name);
                to.array(2)?.str(name)?.str(value)?;
            }
            to.bytes(&self.place.to_bytes())
        });
        debug_assert!(written.is_ok(), "a vector takes every byte");
        bytes
    }
}

impl Opened {
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut from = Decoder::new(bytes);
        from.array().ok()?.filter(|length| *length == FIELDS)?;
        let time = |from: &mut Decoder<'_>| Timestamp::from_microsecond(from.i64().ok()?).ok();
        let (since, end) = (time(&mut from)?, time(&mut from)?);
        let order = if from.bool().ok()? { Order::OldestFirst } else { Order::NewestFirst };
        let mut attributes = Vec::new();
        for _ in 0..from.array().ok()?.filter(|length| *length <= ATTRIBUTES_MAX as u64)? {
            from.array().ok()?.filter(|length| *length == 2)?;
            let (name, value) = (from.str().ok()?, from.str().ok()?.to_owned());
            let (_, key) = KEYS.into_iter().find(|(known, _)| *known == name)?;
            attributes.push(Attribute { key, value });
        }
        let place = Place::from_bytes(from.bytes().ok()?)?;
        let limit = EVENTS_DEFAULT;
        Some(Self { question: Question { since, end, order, limit, attributes }, place })
    }
}
