//! A root key that a person remembers: argon2id over a passphrase, parameters and salt in the slot.

use rampart_vocab::Entropy;

use super::{Provider, RootRefused, unwrap_under, wrap_under};
use crate::{
    PassphraseParams, RingKey, RootKey, SecretString, derive_from_passphrase, header::Header, header::Slot,
};

/// Characters that a new passphrase has at least.
pub const PASSPHRASE_CHARS_MIN: usize = 12;

/// A root key from a passphrase.
pub struct PassphraseProvider {
    passphrase: SecretString,
    cost: Option<(u32, u32)>,
}

impl PassphraseProvider {
    /// This passphrase; new slots cost what [`PassphraseParams::for_root`] says.
    pub const fn new(passphrase: SecretString) -> Self {
        Self { passphrase, cost: None }
    }

    /// New slots cost this much memory, in KiB, and as many passes.
    #[must_use]
    pub fn costing(self, memory_kib: u32, passes: u32) -> Self {
        Self { cost: Some((memory_kib, passes)), ..self }
    }

    fn root(&self, params: &PassphraseParams) -> Result<RootKey, RootRefused> {
        derive_from_passphrase(&self.passphrase, params).map(RootKey::new).map_err(|_| RootRefused::Params)
    }
}

const KIND: &str = "passphrase";

impl Provider for PassphraseProvider {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn wrap(&self, header: &Header, key: &RingKey, entropy: &dyn Entropy) -> Result<Slot, RootRefused> {
        if self.passphrase.expose_secret().chars().count() < PASSPHRASE_CHARS_MIN {
            return Err(RootRefused::TooShort { least: PASSPHRASE_CHARS_MIN });
        }
        let mut params = PassphraseParams::for_root(entropy);
        if let Some((memory_kib, passes)) = self.cost {
            params = PassphraseParams { memory_kib, passes, ..params };
        }
        Ok(wrap_under(&self.root(&params)?, header, KIND, to_text(&params), key, entropy))
    }

    fn unwrap(&self, header: &Header, slot: &Slot) -> Result<RingKey, RootRefused> {
        let params = from_text(&slot.params).ok_or(RootRefused::Params)?;
        unwrap_under(&self.root(&params)?, header, slot).map_err(|_| RootRefused::Wrong { kind: KIND })
    }
}

fn to_text(params: &PassphraseParams) -> String {
    let PassphraseParams { memory_kib, passes, lanes, salt } = params;
    format!("argon2id:{memory_kib}:{passes}:{lanes}:{}", hex::encode(salt))
}

fn from_text(text: &str) -> Option<PassphraseParams> {
    let mut parts = text.strip_prefix("argon2id:")?.split(':');
    let (memory_kib, passes, lanes, salt) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let params = PassphraseParams {
        memory_kib: memory_kib.parse().ok()?,
        passes: passes.parse().ok()?,
        lanes: lanes.parse().ok()?,
        salt: hex::decode(salt).ok()?.try_into().ok()?,
    };
    parts.next().is_none().then_some(params)
}
