//! Slips: what is handed out sealed and brought back, so that nothing of it need be kept.
//!
//! A slip is one account's, for one use, and lasts for a time; what it holds is its maker's. Without the installation's
//! token keys nobody reads one or makes one up.

use rampart_seal::{Context, XaesKey, labels};
use rampart_store::{Store, StoreFailed};
use rampart_vocab::{AccountId, Entropy, Timestamp};

use crate::{Identity, envelope::Envelope, token::TermKeys};

/// The longest slip that is looked at, in characters: far more than any that is made.
pub const SLIP_CHARS_MAX: usize = 16 << 10;
/// The layout of the sealed bytes.
const FORMAT: u8 = 1;
/// The time that leads what is sealed.
const TIME_BYTES: usize = 8;

/// What a slip is for: one for one use is none for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipUse {
    /// What a refusal tells whoever may read it.
    Diagnostic,
    /// Where a listing goes on.
    Page,
}

impl SlipUse {
    /// How long a slip lasts. The vendor gives no number for diagnostics; a page is asked for by a program that waits.
    pub const fn hours(self) -> i64 {
        24
    }

    const fn key(self, keys: &TermKeys) -> &XaesKey {
        match self {
            Self::Diagnostic => &keys.diagnostics,
            Self::Page => &keys.pages,
        }
    }

    fn bound_to(self, term: u32, account: AccountId) -> Context {
        let label = match self {
            Self::Diagnostic => labels::RAM_DIAGNOSTIC,
            Self::Page => labels::PAGE_TOKEN,
        };
        Context::new(label).field([FORMAT]).number(u64::from(term)).number(account.number())
    }
}

/// Why a slip does not open. Which of these it was is nobody's to know.
#[derive(Debug, thiserror::Error)]
pub enum SlipRefused {
    /// Made up, changed, another account's, for another use, or over.
    #[error("it was not made here for this account, or its time is over; have it made anew")]
    NotOurs,
    /// The keys cannot be read.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

impl Identity {
    /// Seals `content` for an account (XAES-256-GCM, C2SP).
    pub fn seal_slip(
        &self,
        purpose: SlipUse,
        account: AccountId,
        content: &[u8],
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> String {
        let tokens = self.token_keys();
        let (term, keys) = tokens.newest();
        let mut plain = Vec::with_capacity(TIME_BYTES + content.len());
        plain.extend(now.as_millisecond().to_be_bytes());
        plain.extend_from_slice(content);
        let sealed = purpose.key(keys).seal(entropy, purpose.bound_to(term, account).as_bytes(), &plain);
        Envelope::written(FORMAT, term, &sealed)
    }

    /// Opens what [`Identity::seal_slip`] made for this account and use.
    ///
    /// # Errors
    /// [`SlipRefused`].
    pub async fn open_slip(
        &self,
        purpose: SlipUse,
        account: AccountId,
        slip: &str,
        now: Timestamp,
        store: &Store,
    ) -> Result<Vec<u8>, SlipRefused> {
        let slip = Envelope::read(FORMAT, slip, SLIP_CHARS_MAX).ok_or(SlipRefused::NotOurs)?;
        let tokens = self.token_keys_for(slip.term, store).await?;
        let keys = tokens.of_term(slip.term).ok_or(SlipRefused::NotOurs)?;
        let context = purpose.bound_to(slip.term, account);
        let opened = purpose.key(keys).open(context.as_bytes(), slip.sealed());
        let plain = opened.map_err(|_| SlipRefused::NotOurs)?;
        let (made, content) =
            plain.expose_secret().split_first_chunk::<TIME_BYTES>().ok_or(SlipRefused::NotOurs)?;
        let age = now.as_millisecond().saturating_sub(i64::from_be_bytes(*made));
        if age >= purpose.hours() * 3_600_000 {
            return Err(SlipRefused::NotOurs);
        }
        Ok(content.to_vec())
    }
}
