//! Frames on the socket between server and hand: four bytes of length, big-endian, then as many bytes of JSON.
//!
//! Frames may hold keys, so both ends wipe them.

use std::io::{self, Read, Write};

use rampart_rds::intent::{HandFailed, News, Order, Report};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

/// The longest frame, in bytes, its length left out.
pub(super) const BYTES_MAX: usize = 1 << 20;
/// Room that every ordinary frame fits into, so that writing one leaves no copy behind by growing.
const BYTES_USUAL: usize = 64 << 10;

/// An order and the number that its answer will bear.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) number: u64,
    pub(super) order: Order,
}

/// The number alone, for when the rest cannot be read.
#[derive(Debug, Deserialize)]
pub(super) struct Numbered {
    pub(super) number: u64,
}

/// What the hand says.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Said {
    /// To an order.
    Answer(Answer),
    /// Unasked.
    News(News),
}

/// What an order came to.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Answer {
    pub(super) number: u64,
    pub(super) outcome: Result<Report, HandFailed>,
}

/// Reads a frame's bytes; none when the other end closed between two frames.
pub(super) fn read(from: &mut impl Read) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    let mut length = [0; 4];
    match from.read(&mut length)? {
        0 => return Ok(None),
        begun => from.read_exact(length.get_mut(begun..).unwrap_or_default())?,
    }
    let length = u32::from_be_bytes(length) as usize;
    if length > BYTES_MAX {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("a frame of {length} bytes is too long"),
        ));
    }
    let mut bytes = Zeroizing::new(vec![0; length]);
    from.read_exact(&mut bytes)?;
    Ok(Some(bytes))
}

/// A value as a frame.
pub(super) fn encode(value: &impl Serialize) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(BYTES_USUAL));
    bytes.extend_from_slice(&[0; 4]);
    serde_json::to_writer(&mut *bytes, value)?;
    let length = bytes.len() - 4;
    if length > BYTES_MAX {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("a frame of {length} bytes is too long"),
        ));
    }
    if let (Some(head), Ok(length)) = (bytes.get_mut(..4), u32::try_from(length)) {
        head.copy_from_slice(&length.to_be_bytes());
    }
    Ok(bytes)
}

/// Writes a value as a frame.
pub(super) fn write(to: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    to.write_all(&encode(value)?)
}

/// Reads a value out of a frame's bytes.
pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, serde_json::Error> {
    serde_json::from_slice(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_reads_back_and_a_torn_or_oversized_one_does_not() {
        let order = Request { number: 7, order: Order::Survey };
        let bytes = encode(&order).unwrap();
        let read_back = read(&mut bytes.as_slice()).unwrap().unwrap();
        assert_eq!(decode::<Request>(&read_back).unwrap().number, 7);
        assert!(read(&mut [].as_slice()).unwrap().is_none());
        for torn in 1..bytes.len() {
            assert!(read(&mut &bytes[..torn]).is_err(), "{torn}");
        }
        let long = (BYTES_MAX as u32 + 1).to_be_bytes();
        assert_eq!(read(&mut long.as_slice()).unwrap_err().kind(), io::ErrorKind::InvalidData);
        assert!(encode(&"x".repeat(BYTES_MAX)).is_err());
    }

    #[test]
    fn orders_for_names_outside_the_alphabet_are_not_orders() {
        for id in ["../etc", "a/b", "/etc", "..", "PGM-1234", "pgm 1234", "pgm-\\u00001", ""] {
            let order = format!(r#"{{"number":1,"order":{{"Instance":{{"id":"{id}","intent":"Look"}}}}}}"#);
            assert!(decode::<Request>(order.as_bytes()).is_err(), "{id}");
        }
        for intent in [
            r#""Format""#,
            r#"{"DropAccount":{"name":"postgres"}}"#,
            r#"{"DropAccount":{"name":"a\"; DROP ROLE b"}}"#,
            r#"{"OpenDisk":{"protection":{"Encrypted":"00"}}}"#,
            r#"{"ApplyAccess":{"listen":["everywhere"],"allowed":[],"tls":null}}"#,
            r#"{"ApplyAccess":{"listen":[],"allowed":["0.0.0.0/0 trust"],"tls":null}}"#,
        ] {
            let order =
                format!(r#"{{"number":1,"order":{{"Instance":{{"id":"pgm-1","intent":{intent}}}}}}}"#);
            assert!(decode::<Request>(order.as_bytes()).is_err(), "{intent}");
        }
    }
}
