//! Every label that separates one use of a key from another, on one screen.
//!
//! A label begins each derivation (HKDF `info`) and each authenticated context. Labels are never reused, changed or
//! built at run time; a new use is a new line here.

/// What a derivation or a sealed value is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Label(&'static str);

impl Label {
    /// The label's bytes.
    pub const fn as_bytes(self) -> &'static [u8] {
        self.0.as_bytes()
    }
}

macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$doc])* pub const $name: Label = Label(concat!("rampart/", $text));)*

        #[cfg(test)]
        const ALL: &[&str] = &[$($text),*];
    };
}

labels! {
    /// A value of the store under the ring's term key: format, term, path.
    BARRIER_VALUE = "store/value/1";
    /// The ring key in a slot of the header, under a root key: store id, slot.
    HEADER_SLOT = "store/header/slot/1";
    /// The key ring in the header, under the ring key: store id.
    HEADER_RING = "store/header/ring/1";
    /// The root key that a recovery key stands for.
    RECOVERY_ROOT = "store/recovery/root/1";
    /// A recovery key's public name.
    RECOVERY_NAME = "store/recovery/name/1";

    /// A KMS wrapping key, kept in the store: account.
    KMS_WRAPPING_KEY = "kms/wrapping-key/1";
    /// A key version's material under the wrapping key: account, key, version.
    KMS_KEY_MATERIAL = "kms/key-material/1";
    /// A ciphertext blob under a key version: account, key, version, encryption context.
    KMS_CIPHERTEXT = "kms/ciphertext/1";
    /// A per-message key of a short or SM4 key version.
    KMS_MESSAGE_KEY = "kms/message-key/1";
    /// Import: the token that binds wrapped material to its public key.
    KMS_IMPORT_TOKEN = "kms/import-token/1";
    /// A secret's value: account, secret, version.
    KMS_SECRET_VALUE = "kms/secret-value/1";

    /// A security token: the sealed session itself.
    STS_TOKEN = "sts/token/1";
    /// A session's secret, derived from its token.
    STS_SESSION_SECRET = "sts/session-secret/1";
    /// The digest by which an opened session is cached.
    STS_TOKEN_DIGEST = "sts/token-digest/1";
    /// What a refusal tells whoever may read it: format, key term, account.
    RAM_DIAGNOSTIC = "ram/diagnostic/1";
    /// A console's sign-in cookie.
    CONSOLE_COOKIE = "console/cookie/1";

    /// The audit chain's first key, ratcheted forward per segment.
    AUDIT_CHAIN = "audit/chain/1";
    /// The ratchet from one audit segment's key to the next.
    AUDIT_RATCHET = "audit/ratchet/1";
    /// The replay guard's keyed hash of access key and nonce.
    REPLAY_MARK = "replay/mark/1";
    /// A page token of a listing, bound to its query.
    PAGE_TOKEN = "page-token/1";

    /// An engine's per-start token, stored as a hash.
    ENGINE_TOKEN = "rds/engine-token/1";
    /// A disk's master key, wrapped at rest.
    RDS_DISK_KEY = "rds/disk-key/1";
    /// The local certificate authority's private key.
    TLS_AUTHORITY = "tls/authority/1";
    /// A password's verifier.
    PASSWORD_VERIFIER = "password-verifier/1";
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_label_is_another_or_begins_another() {
        let unique: HashSet<_> = ALL.iter().collect();
        assert_eq!(unique.len(), ALL.len());
        for one in ALL {
            assert!(!ALL.iter().any(|other| other != one && other.starts_with(one)), "{one}");
        }
    }
}
