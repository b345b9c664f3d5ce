//! A root key on paper: made by chance, shown once, typed in on the day on which the root key is lost.
//!
//! Whoever holds it and the store's folder opens everything, so it is kept apart from both root key and backups.

use aws_lc_rs::digest;
use rampart_vocab::Entropy;

use super::{Provider, RootRefused, unwrap_under, wrap_under};
use crate::{
    Context, RingKey, RootKey, SecretArray, SecretString, derive, header::Header, header::Slot, labels,
};

/// The word by which a recovery key's slot is known.
pub const RECOVERY_KIND: &str = "recovery";

/// Bytes of chance in a recovery key: 160 bits, so no slow derivation is needed.
const KEY_BYTES: usize = 20;
/// Symbols of the key, five bits each, and of the check behind them.
const KEY_SYMBOLS: usize = KEY_BYTES * 8 / 5;
const CHECK_SYMBOLS: usize = 4;
/// Symbols between two hyphens.
const GROUP: usize = 4;
/// Base 32 without what is misread (Crockford's alphabet).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A recovery key.
pub struct RecoveryKey(SecretArray<KEY_BYTES>);

/// Text that is no recovery key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryKeyRefused {
    /// Too short, too long, or with other characters.
    #[error("a recovery key has {groups} groups of {GROUP} letters and digits, type it as it was shown",
        groups = (KEY_SYMBOLS + CHECK_SYMBOLS) / GROUP)]
    Form,
    /// The check at its end does not hold.
    #[error("the recovery key has a typing error, compare it with what was shown and type it again")]
    Mistyped,
}

impl RecoveryKey {
    /// A fresh one.
    pub fn random(entropy: &dyn Entropy) -> Self {
        Self(SecretArray::random(entropy))
    }

    /// Reads what a person typed: hyphens, blanks and case do not matter, nor `O` for `0`, `I` and `L` for `1`.
    ///
    /// # Errors
    /// [`RecoveryKeyRefused`].
    pub fn parse(text: &str) -> Result<Self, RecoveryKeyRefused> {
        let mut symbols = SecretArray::<{ KEY_SYMBOLS + CHECK_SYMBOLS }>::zero();
        let mut given =
            text.chars().filter(|character| *character != '-' && !character.is_whitespace()).map(value);
        for to in symbols.expose_secret_mut() {
            *to = given.next().flatten().ok_or(RecoveryKeyRefused::Form)?;
        }
        if given.next().is_some() {
            return Err(RecoveryKeyRefused::Form);
        }
        let mut key = SecretArray::<KEY_BYTES>::zero();
        let (of_key, of_check) = symbols.expose_secret().split_at(KEY_SYMBOLS);
        for (to, eight) in key.expose_secret_mut().as_chunks_mut::<5>().0.iter_mut().zip(of_key.chunks(8)) {
            let bits = eight.iter().fold(0_u64, |bits, symbol| bits << 5 | u64::from(*symbol));
            for (to, from) in to.iter_mut().zip(bits.to_be_bytes().into_iter().skip(3)) {
                *to = from;
            }
        }
        let key = Self(key);
        if key.check() == of_check { Ok(key) } else { Err(RecoveryKeyRefused::Mistyped) }
    }

    /// As it is shown: nine groups of four.
    pub fn to_text(&self) -> SecretString {
        let mut text = String::with_capacity((KEY_SYMBOLS + CHECK_SYMBOLS) / GROUP * (GROUP + 1));
        let of_key = self.0.expose_secret().as_chunks::<5>().0.iter().flat_map(|five| {
            let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            (0..8).rev().map(move |place| (bits >> (5 * place)) as u8 & 0x1F)
        });
        for (place, symbol) in of_key.chain(self.check()).enumerate() {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            text.extend(ALPHABET.get(usize::from(symbol)).map(|symbol| char::from(*symbol)));
        }
        SecretString::from_string(text)
    }

    /// A public name for the key, by which a sheet of paper is told from an older one (HKDF-SHA-256, RFC 5869).
    pub fn name(&self) -> String {
        let name: SecretArray<4> = derive(self.0.expose_secret(), &Context::new(labels::RECOVERY_NAME));
        hex::encode(name.expose_secret())
    }

    /// The root key that it stands for (HKDF-SHA-256, RFC 5869).
    fn root(&self) -> RootKey {
        RootKey::new(derive(self.0.expose_secret(), &Context::new(labels::RECOVERY_ROOT)))
    }

    /// Twenty bits of SHA-256 (FIPS 180-4): against typing errors, and no help to a guesser.
    fn check(&self) -> [u8; CHECK_SYMBOLS] {
        let digest = digest::digest(&digest::SHA256, self.0.expose_secret());
        let mut check = [0; CHECK_SYMBOLS];
        for (to, byte) in check.iter_mut().zip(digest.as_ref()) {
            *to = byte & 0x1F;
        }
        check
    }
}

fn value(symbol: char) -> Option<u8> {
    let symbol = match symbol.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|known| char::from(*known) == symbol)?.try_into().ok()
}

/// A root key from a recovery key.
pub struct RecoveryProvider(RecoveryKey);

impl RecoveryProvider {
    /// This key.
    pub const fn new(key: RecoveryKey) -> Self {
        Self(key)
    }
}

impl Provider for RecoveryProvider {
    fn kind(&self) -> &'static str {
        RECOVERY_KIND
    }

    fn wrap(&self, header: &Header, key: &RingKey, entropy: &dyn Entropy) -> Result<Slot, RootRefused> {
        Ok(wrap_under(&self.0.root(), header, RECOVERY_KIND, self.0.name(), key, entropy))
    }

    fn unwrap(&self, header: &Header, slot: &Slot) -> Result<RingKey, RootRefused> {
        let given = self.0.name();
        if slot.params != given {
            return Err(RootRefused::OtherRecoveryKey {
                given: given.into(),
                wanted: slot.params.as_str().into(),
            });
        }
        unwrap_under(&self.0.root(), header, slot).map_err(|_| RootRefused::Wrong { kind: "recovery key" })
    }
}

#[cfg(test)]
mod tests {
    use rampart_vocab::SeededEntropy;

    use super::*;

    fn text(seed: u64) -> String {
        RecoveryKey::random(&SeededEntropy::new(seed)).to_text().expose_secret().to_owned()
    }

    #[test]
    fn a_key_is_read_back_however_it_is_typed() {
        for seed in 0..50 {
            let shown = text(seed);
            assert_eq!(shown.split('-').map(str::len).collect::<Vec<_>>(), [4; 9], "{shown}");
            for typed in [
                shown.clone(),
                shown.to_lowercase(),
                shown.replace('-', ""),
                shown.replace('-', " ") + "\n",
                shown.replace('0', "O").replace('1', "l"),
            ] {
                let read = RecoveryKey::parse(&typed).unwrap();
                assert_eq!(read.to_text().expose_secret(), shown, "{typed}");
            }
        }
    }

    #[test]
    fn a_typing_error_is_told_from_another_stores_key() {
        let shown = text(1);
        let (first, rest) = shown.split_at(1);
        let other = if first == "7" { "8" } else { "7" };
        for (typed, refused) in [
            (String::new(), RecoveryKeyRefused::Form),
            (rest.to_owned(), RecoveryKeyRefused::Form),
            (format!("{shown}0"), RecoveryKeyRefused::Form),
            (format!("U{rest}"), RecoveryKeyRefused::Form),
            (format!("{other}{rest}"), RecoveryKeyRefused::Mistyped),
        ] {
            assert_eq!(RecoveryKey::parse(&typed).err(), Some(refused), "{typed}");
        }
    }

    #[test]
    fn keys_and_their_names_differ() {
        let [one, other] = [1, 2].map(|seed| RecoveryKey::random(&SeededEntropy::new(seed)));
        assert_ne!(one.name(), other.name());
        assert_ne!(one.root(), other.root());
        assert!(!one.to_text().expose_secret().to_lowercase().contains(&one.name()));
    }
}
