//! The store's plain header: its format, its slots and its sealed key ring, as lines of text.
//!
//! ```text
//! rampart-store 1
//! store 5b1e…            the store's own id, sixteen bytes
//! slot file - 09af…      kind, parameters, the ring key sealed under that kind's root key
//! slot passphrase argon2id:65536:3:1:77c0… 4d21…
//! ring 8c3b…             the key ring sealed under the ring key
//! ```
//!
//! Every slot holds the same ring key, so a new term needs one slot only, and the others, also of kinds that this
//! version does not know, stay as they are. Where the file lies and how it is opened stand in `unseal`.

use std::fmt::Write;

use rampart_vocab::{Entropy, chance};

use crate::{Context, KeyRing, NotOpened, RingKey, XaesKey, labels};

/// The format that is written, and the newest that is read.
pub const FORMAT: u32 = 1;
/// Bytes of the longest header read.
pub const HEADER_BYTES_MAX: usize = 64 << 10;

/// A header's text taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The store's own id; everything sealed in the header is bound to it.
    pub store: [u8; 16],
    /// The slots, at least one.
    pub slots: Vec<Slot>,
    ring: Vec<u8>,
}

/// One way to the ring key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Which kind of provider opens it.
    pub kind: String,
    /// What the provider needs to know and may be read by all; no blanks.
    pub params: String,
    /// The ring key, sealed by the provider.
    pub sealed: Vec<u8>,
}

/// A text that is no header, or not one for this version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderRefused {
    /// Written by a newer version.
    #[error(
        "the store has format {found}, this version reads up to {FORMAT}, start the version that wrote it"
    )]
    Newer {
        /// The format found.
        found: u32,
    },
    /// Not a header.
    #[error("line {line} of the store's header is not understood, restore the header from a backup")]
    Malformed {
        /// Which line, from 1.
        line: usize,
    },
}

impl Header {
    /// A header without slots yet, for a ring.
    pub fn new(ring: &KeyRing, key: &RingKey, entropy: &dyn Entropy) -> Self {
        let mut header = Self { store: chance::array(entropy), slots: Vec::new(), ring: Vec::new() };
        header.put_ring(ring, key, entropy);
        header
    }

    /// Seals a ring into the header in place of the one before.
    pub fn put_ring(&mut self, ring: &KeyRing, key: &RingKey, entropy: &dyn Entropy) {
        let plaintext = ring.to_bytes();
        self.ring = XaesKey::new(key.expose_secret()).seal(
            entropy,
            self.ring_context().as_bytes(),
            plaintext.expose_secret(),
        );
    }

    /// Opens the ring.
    ///
    /// # Errors
    /// [`NotOpened`] when the ring or the store's id was changed, or the key is another store's.
    pub fn ring(&self, key: &RingKey) -> Result<KeyRing, NotOpened> {
        let plaintext = XaesKey::new(key.expose_secret()).open(self.ring_context().as_bytes(), &self.ring)?;
        KeyRing::from_bytes(&plaintext).ok_or(NotOpened)
    }

    /// What a slot's sealed ring key is bound to.
    pub fn slot_context(&self, kind: &str, params: &str) -> Context {
        Context::new(labels::HEADER_SLOT).field(self.store).field(kind).field(params)
    }

    fn ring_context(&self) -> Context {
        Context::new(labels::HEADER_RING).number(FORMAT.into()).field(self.store)
    }

    /// The header as text.
    pub fn to_text(&self) -> String {
        let mut text = format!("rampart-store {FORMAT}\nstore {}\n", hex::encode(self.store));
        for Slot { kind, params, sealed } in &self.slots {
            // Writing into a string cannot fail.
            let _ = writeln!(text, "slot {kind} {params} {}", hex::encode(sealed));
        }
        let _ = writeln!(text, "ring {}", hex::encode(&self.ring));
        text
    }

    /// A header from its text.
    ///
    /// # Errors
    /// [`HeaderRefused`].
    pub fn parse(text: &str) -> Result<Self, HeaderRefused> {
        let (mut store, mut slots, mut ring) = (None, Vec::new(), None);
        let mut lines = text.lines().zip(1..);
        let format = lines
            .next()
            .and_then(|(first, _)| first.strip_prefix("rampart-store ")?.parse().ok())
            .ok_or(HeaderRefused::Malformed { line: 1 })?;
        if format > FORMAT {
            return Err(HeaderRefused::Newer { found: format });
        }
        for (text, line) in lines {
            let malformed = HeaderRefused::Malformed { line };
            let mut words = text.split(' ');
            let mut word = || words.next().filter(|word| !word.is_empty()).ok_or(malformed.clone());
            let bytes = |word: &str| hex::decode(word).map_err(|_| malformed.clone());
            match word()? {
                "store" if store.is_none() => {
                    store = Some(bytes(word()?)?.try_into().map_err(|_| malformed.clone())?);
                }
                "slot" => slots.push(Slot {
                    kind: word()?.to_owned(),
                    params: word()?.to_owned(),
                    sealed: bytes(word()?)?,
                }),
                "ring" if ring.is_none() => ring = Some(bytes(word()?)?),
                _ => return Err(malformed),
            }
            if words.next().is_some() {
                return Err(malformed);
            }
        }
        match (format, store, ring) {
            (FORMAT, Some(store), Some(ring)) => Ok(Self { store, slots, ring }),
            _ => Err(HeaderRefused::Malformed { line: text.lines().count() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use rampart_vocab::SeededEntropy;

    use super::*;

    fn sample() -> (Header, RingKey) {
        let entropy = SeededEntropy::new(11);
        let key = RingKey::random(&entropy);
        let mut header = Header::new(&KeyRing::generate(&entropy), &key, &entropy);
        header.slots.push(Slot { kind: "abacus".into(), params: "beads=10".into(), sealed: vec![1, 2] });
        (header, key)
    }

    #[test]
    fn a_header_reads_back_with_slots_of_kinds_not_known() {
        let (header, _) = sample();
        assert_eq!(Header::parse(&header.to_text()), Ok(header));
    }

    #[test]
    fn what_is_no_header_is_refused_by_line() {
        let (header, _) = sample();
        let good = header.to_text();
        for (text, refused) in [
            (String::new(), HeaderRefused::Malformed { line: 1 }),
            (good.replace("rampart-store 1", "rampart-store 2"), HeaderRefused::Newer { found: 2 }),
            (good.replace("rampart-store 1", "rampart-store 0"), HeaderRefused::Malformed { line: 4 }),
            (good.replace("rampart-store 1", "another file"), HeaderRefused::Malformed { line: 1 }),
            (good.replace("store ", "stare "), HeaderRefused::Malformed { line: 1 }),
            (good.replace("slot ", "slit "), HeaderRefused::Malformed { line: 3 }),
            (good.replace("beads=10 ", ""), HeaderRefused::Malformed { line: 3 }),
            (good.replace("ring ", "ring x"), HeaderRefused::Malformed { line: 4 }),
            (format!("{good}{good}"), HeaderRefused::Malformed { line: 5 }),
        ] {
            assert_eq!(Header::parse(&text), Err(refused), "{text}");
        }
    }

    #[test]
    fn a_ring_opens_in_its_own_store_only() {
        let (header, key) = sample();
        assert_eq!(header.ring(&key).unwrap().current_term(), 1);
        let moved = Header { store: [0; 16], ..header.clone() };
        assert!(moved.ring(&key).is_err());
        assert!(header.ring(&RingKey::random(&SeededEntropy::new(1))).is_err());
    }
}
