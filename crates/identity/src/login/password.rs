//! Passwords as they are stored and checked: argon2id (RFC 9106), a few at a time.
//!
//! Which passwords an account takes is `policy`'s; where the work is done stands here, since each takes memory.

use std::sync::{
    Arc,
    atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed},
};

use rampart_seal::{PassphraseParams, SecretArray, SecretString, derive_from_passphrase};
use rampart_store::Unknown;
use rampart_vocab::Entropy;
use tokio::sync::Semaphore;

use super::PasswordPolicy;
use crate::record::PasswordHash;

/// Characters of a password at most: none is computed on without end.
pub const PASSWORD_CHARS_MAX: usize = 128;
/// Passwords computed on at once; each takes 19 MiB and a core for some ten milliseconds.
const AT_ONCE: usize = 2;
/// Who waits for a seat at most; whoever comes then is turned away.
const WAITING_MAX: usize = 64;

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// Shorter than the policy asks for, or longer than anything is taken.
    #[error("the password must have {least} to {PASSWORD_CHARS_MAX} characters")]
    Length {
        /// The fewest characters.
        least: usize,
    },
    /// A character that cannot be typed.
    #[error("the password holds a control character")]
    Control,
    /// A kind of characters is missing.
    #[error("the password holds no {0}")]
    Lacks(&'static str),
}

/// Too many passwords are being computed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords are being checked, try again later")]
pub(crate) struct Crowded;

/// Where passwords are computed on.
pub struct Passwords {
    seats: Arc<Semaphore>,
    waiting: AtomicUsize,
    computed: AtomicU64,
    /// What is compared with where nobody is, so that it takes as long.
    nobody: PasswordHash,
}

impl Passwords {
    pub(crate) fn new(entropy: &dyn Entropy) -> Self {
        let params = PassphraseParams::for_sign_in(entropy);
        Self {
            seats: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: AtomicUsize::new(0),
            computed: AtomicU64::new(0),
            nobody: hash_of(&params, SecretArray::random(entropy)),
        }
    }

    /// How many passwords have been computed on: the whole of what a try costs, whoever is named in it.
    pub fn computed(&self) -> u64 {
        self.computed.load(Relaxed)
    }

    /// Hashes a new password. It takes the salt of `like`, the owner's last one: so that his earlier passwords are
    /// recognised with one computation, and nobody else's. Costs that have risen since call for a fresh salt.
    pub(crate) async fn hash(
        &self,
        password: &SecretString,
        like: Option<&PasswordHash>,
        entropy: &dyn Entropy,
    ) -> Result<PasswordHash, Crowded> {
        let fresh = PassphraseParams::for_sign_in(entropy);
        let params = match like.map(params_of) {
            Some(earlier) if (PassphraseParams { salt: fresh.salt, ..earlier }) == fresh => earlier,
            _ => fresh,
        };
        Ok(hash_of(&params, self.digest(password, params).await?))
    }

    /// Whether it is the password that was hashed; the same work when there is no hash.
    pub(crate) async fn is(
        &self,
        password: &SecretString,
        hash: Option<&PasswordHash>,
    ) -> Result<bool, Crowded> {
        let compared = hash.unwrap_or(&self.nobody);
        let digest = self.digest(password, params_of(compared)).await?;
        // In constant time; what is random stands for nobody's password.
        Ok(digest == compared.digest && hash.is_some())
    }

    /// Whether it is one of these passwords. Those hashed alike take one computation.
    pub(crate) async fn is_among<'a>(
        &self,
        password: &SecretString,
        hashes: impl Iterator<Item = &'a PasswordHash>,
    ) -> Result<bool, Crowded> {
        let mut last: Option<(PassphraseParams, SecretArray<32>)> = None;
        for hash in hashes {
            let params = params_of(hash);
            let digest = match last.take() {
                Some((same, digest)) if same == params => digest,
                _ => self.digest(password, params).await?,
            };
            if digest == hash.digest {
                return Ok(true);
            }
            last = Some((params, digest));
        }
        Ok(false)
    }

    async fn digest(
        &self,
        password: &SecretString,
        params: PassphraseParams,
    ) -> Result<SecretArray<32>, Crowded> {
        let seat = match Arc::clone(&self.seats).try_acquire_owned() {
            Ok(seat) => seat,
            Err(_) => {
                let _waiting = Waiting::enter(&self.waiting)?;
                Arc::clone(&self.seats).acquire_owned().await.map_err(|_| Crowded)?
            }
        };
        self.computed.fetch_add(1, Relaxed);
        let password = password.clone();
        let work = tokio::task::spawn_blocking(move || {
            let digest = derive_from_passphrase(&password, &params);
            // Held until the work is done, also when nobody waits for it any more.
            drop(seat);
            digest
        });
        work.await.map_err(|_| Crowded)?.map_err(|_| Crowded)
    }
}

/// Somebody who waits for a seat, counted as long as he does.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn enter(waiting: &'a AtomicUsize) -> Result<Self, Crowded> {
        if waiting.fetch_add(1, Relaxed) >= WAITING_MAX {
            waiting.fetch_sub(1, Relaxed);
            return Err(Crowded);
        }
        Ok(Self(waiting))
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

/// Whether a policy takes the password. What is neither letter nor digit is a symbol.
pub(super) fn check_strength(password: &SecretString, policy: &PasswordPolicy) -> Result<(), Weakness> {
    let text = password.expose_secret();
    let least = usize::try_from(policy.minimum_length).unwrap_or(PASSWORD_CHARS_MAX);
    if !(least..=PASSWORD_CHARS_MAX).contains(&text.chars().count()) {
        return Err(Weakness::Length { least });
    }
    if text.chars().any(char::is_control) {
        return Err(Weakness::Control);
    }
    let lacks = |required: bool, fits: fn(char) -> bool| required && !text.chars().any(fits);
    if lacks(policy.require_lowercase, |c| c.is_ascii_lowercase()) {
        return Err(Weakness::Lacks("lower-case letter"));
    }
    if lacks(policy.require_uppercase, |c| c.is_ascii_uppercase()) {
        return Err(Weakness::Lacks("upper-case letter"));
    }
    if lacks(policy.require_numbers, |c| c.is_ascii_digit()) {
        return Err(Weakness::Lacks("digit"));
    }
    if lacks(policy.require_symbols, |c| !c.is_alphanumeric()) {
        return Err(Weakness::Lacks("symbol"));
    }
    Ok(())
}

fn params_of(hash: &PasswordHash) -> PassphraseParams {
    PassphraseParams { memory_kib: hash.memory_kib, passes: hash.passes, lanes: hash.lanes, salt: hash.salt }
}

fn hash_of(params: &PassphraseParams, digest: SecretArray<32>) -> PasswordHash {
    PasswordHash {
        memory_kib: params.memory_kib,
        passes: params.passes,
        lanes: params.lanes,
        salt: params.salt,
        digest,
        unknown: Unknown::NONE,
    }
}

#[cfg(test)]
mod tests {
    use rampart_vocab::SeededEntropy;

    use super::*;

    #[test]
    fn a_policy_asks_for_length_and_kinds() {
        let lax = PasswordPolicy::default();
        let strict = PasswordPolicy {
            minimum_length: 10,
            require_lowercase: true,
            require_uppercase: true,
            require_numbers: true,
            require_symbols: true,
            ..PasswordPolicy::default()
        };
        #[track_caller]
        fn check(policy: &PasswordPolicy, password: &str, wanted: Result<(), Weakness>) {
            assert_eq!(check_strength(&password.into(), policy), wanted, "{password}");
        }
        check(&lax, "abcdefg", Err(Weakness::Length { least: 8 }));
        check(&lax, "abcdefgh", Ok(()));
        check(&lax, "数据库数据库数据", Ok(()));
        check(&lax, &"a".repeat(128), Ok(()));
        check(&lax, &"a".repeat(129), Err(Weakness::Length { least: 8 }));
        check(&lax, "abcdefg\n", Err(Weakness::Control));
        check(&strict, "aB3$aB3$a", Err(Weakness::Length { least: 10 }));
        check(&strict, "aB3$aB3$aB", Ok(()));
        check(&strict, "AB3$AB3$AB", Err(Weakness::Lacks("lower-case letter")));
        check(&strict, "ab3$ab3$ab", Err(Weakness::Lacks("upper-case letter")));
        check(&strict, "aBc$aBc$aB", Err(Weakness::Lacks("digit")));
        check(&strict, "aB3daB3daB", Err(Weakness::Lacks("symbol")));
        check(&strict, "aB3 aB3 aB", Ok(()));
    }

    #[tokio::test]
    async fn a_password_is_known_again_and_no_other() {
        let entropy = SeededEntropy::new(1);
        let passwords = Passwords::new(&entropy);
        let first = passwords.hash(&"first one".into(), None, &entropy).await.unwrap();
        assert!(passwords.is(&"first one".into(), Some(&first)).await.unwrap());
        assert!(!passwords.is(&"first two".into(), Some(&first)).await.unwrap());
        assert!(!passwords.is(&"first one".into(), None).await.unwrap());
        let second = passwords.hash(&"second one".into(), Some(&first), &entropy).await.unwrap();
        let other = passwords.hash(&"first one".into(), None, &entropy).await.unwrap();
        assert_eq!(first.salt, second.salt);
        assert_ne!((&first.salt, &first.digest), (&other.salt, &other.digest));
        let all = [second, first];
        assert!(passwords.is_among(&"first one".into(), all.iter()).await.unwrap());
        assert!(!passwords.is_among(&"third one".into(), all.iter()).await.unwrap());
    }

    #[tokio::test]
    async fn whoever_comes_when_too_many_wait_is_turned_away() {
        let entropy = SeededEntropy::new(1);
        let passwords = Passwords::new(&entropy);
        passwords.waiting.store(WAITING_MAX, Relaxed);
        let taken = Arc::clone(&passwords.seats).acquire_many_owned(AT_ONCE as u32).await.unwrap();
        assert_eq!(passwords.is(&"password".into(), None).await, Err(Crowded));
        assert_eq!(passwords.waiting.load(Relaxed), WAITING_MAX);
        drop(taken);
        assert_eq!(passwords.is(&"password".into(), None).await, Ok(false));
    }
}
