use rampart_vocab::{RoleId, SeededEntropy, UserId};

use super::*;

fn now() -> Timestamp {
    "2026-01-01T10:00:00Z".parse().unwrap()
}

fn keys(seed: u8) -> TokenKeys {
    TokenKeys::new([(1, &SecretArray::new([seed; 32]))]).unwrap()
}

fn session(policy: Option<&str>) -> Session {
    let account = AccountId::new(1_234_567_890_123_456).unwrap();
    Session {
        key_id: "STS.abc".parse().unwrap(),
        id: SessionId::from_bytes([9; 16]),
        account,
        holder: Holder::Role(account, RoleId::from_number(300_000_000_000_000_001)),
        name: "nightly".into(),
        chain: vec![
            Holder::Account(account),
            Holder::User(account, UserId::from_number(200_000_000_000_000_001)),
            Holder::Role(account, RoleId::from_number(7)),
            Holder::Service("rds.aliyuncs.com".into()),
        ],
        issued: now(),
        expires: "2026-01-01T11:00:00.250Z".parse().unwrap(),
        mfa: true,
        policy: policy.map(Into::into),
    }
}

fn refused(keys: &TokenKeys, token: &str, key_id: &str, at: Timestamp) -> Option<TokenRefused> {
    keys.open(token, &key_id.parse().unwrap(), at).err()
}

#[test]
fn a_token_holds_its_whole_session() {
    let long = format!("{{{}}}", "策".repeat(2046));
    for policy in [None, Some(r#"{"Version":"1","Statement":[]}"#), Some(long.as_str())] {
        let session = session(policy);
        let issued = keys(1).issue(&session, &SeededEntropy::new(1));
        let (opened, secret) = keys(1).open(issued.token.expose_secret(), &session.key_id, now()).unwrap();
        assert_eq!(opened, session);
        assert!(secret == issued.secret);
        assert_eq!(secret.expose_secret().len(), 44);
    }
}

#[test]
fn a_changed_token_is_no_token() {
    let issued = keys(1).issue(&session(None), &SeededEntropy::new(1));
    let token = issued.token.expose_secret();
    let bytes = URL_SAFE_NO_PAD.decode(token).unwrap();
    for at in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[at / 8] ^= 1 << (at % 8);
        let text = URL_SAFE_NO_PAD.encode(flipped);
        assert_eq!(refused(&keys(1), &text, "STS.abc", now()), Some(TokenRefused::Malformed), "bit {at}");
    }
    for length in 0..token.len() {
        let cut = token.get(..length).unwrap();
        assert_eq!(refused(&keys(1), cut, "STS.abc", now()), Some(TokenRefused::Malformed));
    }
    for text in [format!("{token}="), format!("{token}A"), format!(" {token}"), "x".repeat(9000)] {
        assert_eq!(refused(&keys(1), &text, "STS.abc", now()), Some(TokenRefused::Malformed));
    }
}

#[test]
fn a_token_has_one_spelling() {
    let issued = keys(1).issue(&session(None), &SeededEntropy::new(1));
    let token = issued.token.expose_secret();
    let (head, last) = token.split_at(token.len() - 1);
    let others = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain("-_".chars());
    for other in others.filter(|letter| *letter != last.chars().next().unwrap()) {
        let text = format!("{head}{other}");
        assert_eq!(refused(&keys(1), &text, "STS.abc", now()), Some(TokenRefused::Malformed), "{other}");
    }
}

#[test]
fn another_servers_token_another_key_id_and_a_late_hour_are_refused() {
    let issued = keys(1).issue(&session(None), &SeededEntropy::new(1));
    let token = issued.token.expose_secret();
    let at = |text: &str| text.parse().unwrap();
    for (keys, key_id, at, wanted) in [
        (keys(1), "STS.abc", now(), None),
        (keys(2), "STS.abc", now(), Some(TokenRefused::Malformed)),
        (keys(1), "STS.abd", now(), Some(TokenRefused::Mismatch)),
        (keys(1), "LTAIabc", now(), Some(TokenRefused::Mismatch)),
        (keys(1), "STS.abc", at("2026-01-01T11:00:00.249Z"), None),
        (keys(1), "STS.abc", at("2026-01-01T11:00:00.250Z"), Some(TokenRefused::Expired)),
    ] {
        assert_eq!(refused(&keys, token, key_id, at), wanted, "{key_id} {at}");
    }
}

#[test]
fn an_old_terms_token_opens_after_a_new_term_begins() {
    let (old, new) = (SecretArray::new([1; 32]), SecretArray::new([2; 32]));
    let issued = keys(1).issue(&session(None), &SeededEntropy::new(1));
    let both = TokenKeys::new([(1, &old), (2, &new)]).unwrap();
    assert_eq!(refused(&both, issued.token.expose_secret(), "STS.abc", now()), None);
    let fresh = both.issue(&session(None), &SeededEntropy::new(1));
    assert_eq!(term_of(fresh.token.expose_secret()), Some(2));
    assert_eq!(
        refused(&keys(1), fresh.token.expose_secret(), "STS.abc", now()),
        Some(TokenRefused::Malformed)
    );
}

#[test]
fn no_two_sessions_share_a_secret() {
    let entropy = SeededEntropy::new(1);
    let (one, mut other) = (session(None), session(None));
    other.id = SessionId::from_bytes([8; 16]);
    assert!(keys(1).issue(&one, &entropy).secret != keys(1).issue(&other, &entropy).secret);
    assert!(keys(1).issue(&one, &entropy).secret != keys(2).issue(&one, &entropy).secret);
}
