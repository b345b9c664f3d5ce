//! Where a page ended, chain by chain: what its token carries, sealed. CBOR (RFC 8949).

use minicbor::{Decoder, Encoder};
use rampart_vocab::ServerId;

use crate::audit::frame::ChainId;

/// Where the next page begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place(Vec<(ChainId, Spot)>);

/// Where one chain is to be looked at next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// At this record, or the nearest behind it in the order of the page.
    At { segment: u64, sequence: u64 },
    /// Nowhere: all of it was looked at.
    Done,
}

const FIELDS: u64 = 4;
/// Chains of one place; no server has had as many cores.
const CHAINS_MAX: u64 = 1_000;

impl Place {
    /// Where a chain goes on; none of one that was not there.
    pub(super) fn of(&self, chain: ChainId) -> Option<Spot> {
        self.0.iter().find(|(of, _)| *of == chain).map(|(_, spot)| *spot)
    }

    /// The place in bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut to = Encoder::new(&mut bytes);
        let written = to.array(self.0.len() as u64).and_then(|to| {
            for (chain, spot) in &self.0 {
                let (segment, sequence) = match spot {
                    Spot::At { segment, sequence } => (Some(segment), *sequence),
                    Spot::Done => (None, 0),
                };
                to.array(FIELDS)?.bytes(chain.server.as_bytes())?.u16(chain.core)?;
                match segment {
                    Some(segment) => to.u64(*segment)?,
                    None => to.null()?,
                };
                to.u64(sequence)?;
            }
            Ok(to)
        });
        debug_assert!(written.is_ok(), "a vector takes every byte");
        bytes
    }

    /// Reads what [`Place::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut from = Decoder::new(bytes);
        let length = from.array().ok()?.filter(|length| *length <= CHAINS_MAX)?;
        let read = |from: &mut Decoder<'_>| {
            from.array().ok()?.filter(|length| *length == FIELDS)?;
            let server = ServerId::from_bytes(from.bytes().ok()?.try_into().ok()?);
            let chain = ChainId { server, core: from.u16().ok()? };
            let segment = match from.datatype().ok()? {
                minicbor::data::Type::Null => from.null().map(|()| None).ok()?,
                _ => Some(from.u64().ok()?),
            };
            let sequence = from.u64().ok()?;
            Some((chain, segment.map_or(Spot::Done, |segment| Spot::At { segment, sequence })))
        };
        let spots = (0..length).map(|_| read(&mut from)).collect::<Option<_>>()?;
        (from.position() == bytes.len()).then_some(Self(spots))
    }
}

impl FromIterator<(ChainId, Spot)> for Place {
    fn from_iter<I: IntoIterator<Item = (ChainId, Spot)>>(spots: I) -> Self {
        Self(spots.into_iter().collect())
    }
}
