//! When a request was signed, and whether that is near enough.

use jiff::civil::DateTime;
use rampart_vocab::{Timestamp, limits::TIMESTAMP_SKEW_MINUTES};

use crate::RequestRefused;

/// Reads `YYYY-MM-DDThh:mm:ssZ`, and no other form.
pub fn parse_timestamp(text: &str) -> Result<Timestamp, RequestRefused> {
    read(text.as_bytes()).ok_or(RequestRefused::MalformedTimestamp)
}

/// Writes `YYYY-MM-DDThh:mm:ssZ`.
pub fn write_timestamp(at: Timestamp) -> String {
    rampart_vocab::iso_seconds(at)
}

/// Refuses what was signed more than 15 minutes before or after `now`.
pub fn fresh(signed_at: Timestamp, now: Timestamp) -> Result<(), RequestRefused> {
    let apart = signed_at.as_millisecond().abs_diff(now.as_millisecond());
    if apart > TIMESTAMP_SKEW_MINUTES.unsigned_abs() * 60_000 {
        return Err(RequestRefused::ExpiredTimestamp);
    }
    Ok(())
}

fn read(text: &[u8]) -> Option<Timestamp> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', i1, i2, b':', s1, s2, b'Z'] = *text
    else {
        return None;
    };
    let digit = |byte: u8| if byte.is_ascii_digit() { i8::try_from(byte - b'0').ok() } else { None };
    let two = |tens: u8, ones: u8| Some(digit(tens)? * 10 + digit(ones)?);
    let year = i16::from(two(y1, y2)?) * 100 + i16::from(two(y3, y4)?);
    let civil = DateTime::new(year, two(m1, m2)?, two(d1, d2)?, two(h1, h2)?, two(i1, i2)?, two(s1, s2)?, 0);
    jiff::tz::Offset::UTC.to_timestamp(civil.ok()?).ok()
}
