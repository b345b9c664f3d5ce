//! What a token holds, as CBOR (RFC 8949): one array of a fixed order. A change of it is a new token format.

use std::io::Read;

use flate2::{
    Compression,
    read::{DeflateDecoder, DeflateEncoder},
};
use minicbor::{Decoder, Encoder, data::Type};
use rampart_seal::SecretBytes;
use rampart_vocab::{
    AccountId, RoleId, SessionId, Timestamp, UserId,
    limits::{ASSUME_CHAIN_MAX, SESSION_POLICY_CHARS_MAX},
};

use super::Session;
use rampart_authz::Holder;

const FIELDS: u64 = 10;
/// A character takes at most four bytes.
const POLICY_BYTES_MAX: u64 = 4 * SESSION_POLICY_CHARS_MAX as u64;

pub(super) fn encode(session: &Session) -> SecretBytes {
    let mut bytes = Vec::with_capacity(512);
    // Writing into memory cannot fail; a half-written payload would not open and so begins no session.
    drop(write(session, &mut Encoder::new(&mut bytes)));
    SecretBytes::from_vec(bytes)
}

type Written<'a> = Result<(), minicbor::encode::Error<<&'a mut Vec<u8> as minicbor::encode::Write>::Error>>;

fn write<'a>(session: &Session, to: &mut Encoder<&'a mut Vec<u8>>) -> Written<'a> {
    to.array(FIELDS)?;
    to.str(session.key_id.as_str())?.u64(session.account.number())?;
    holder(&session.holder, to)?;
    to.bytes(session.id.as_bytes())?.str(&session.name)?;
    to.array(session.chain.len() as u64)?;
    for assumer in &session.chain {
        holder(assumer, to)?;
    }
    to.i64(session.issued.as_millisecond())?.i64(session.expires.as_millisecond())?.bool(session.mfa)?;
    match &session.policy {
        Some(policy) => to.bytes(&deflated(policy))?,
        None => to.null()?,
    };
    Ok(())
}

fn holder<'a>(holder: &Holder, to: &mut Encoder<&'a mut Vec<u8>>) -> Written<'a> {
    to.array(3)?;
    match holder {
        Holder::Account(account) => to.u8(1)?.u64(account.number())?.null()?,
        Holder::User(account, user) => to.u8(2)?.u64(account.number())?.u64(user.number())?,
        Holder::Role(account, role) => to.u8(3)?.u64(account.number())?.u64(role.number())?,
        Holder::Service(domain) => to.u8(4)?.u64(0)?.str(domain)?,
    };
    Ok(())
}

pub(super) fn decode(bytes: &[u8]) -> Option<Session> {
    let mut from = Decoder::new(bytes);
    if from.array().ok()? != Some(FIELDS) {
        return None;
    }
    let key_id = from.str().ok()?.parse().ok()?;
    let account = AccountId::new(from.u64().ok()?)?;
    let holder = read_holder(&mut from)?;
    let id = SessionId::from_bytes(from.bytes().ok()?.try_into().ok()?);
    let name = from.str().ok()?.into();
    let length = usize::try_from(from.array().ok()??).ok()?;
    if length > ASSUME_CHAIN_MAX {
        return None;
    }
    let chain = (0..length).map(|_| read_holder(&mut from)).collect::<Option<_>>()?;
    let issued = Timestamp::from_millisecond(from.i64().ok()?).ok()?;
    let expires = Timestamp::from_millisecond(from.i64().ok()?).ok()?;
    let mfa = from.bool().ok()?;
    let policy = match from.datatype().ok()? {
        Type::Null => from.null().ok().map(|()| None)?,
        _ => Some(inflated(from.bytes().ok()?)?),
    };
    let whole = from.position() == bytes.len();
    whole.then_some(Session { key_id, id, account, holder, name, chain, issued, expires, mfa, policy })
}

fn read_holder(from: &mut Decoder<'_>) -> Option<Holder> {
    if from.array().ok()? != Some(3) {
        return None;
    }
    let (kind, account) = (from.u8().ok()?, AccountId::new(from.u64().ok()?));
    match kind {
        1 => from.null().ok().and(account).map(Holder::Account),
        2 => Some(Holder::User(account?, UserId::from_number(from.u64().ok()?))),
        3 => Some(Holder::Role(account?, RoleId::from_number(from.u64().ok()?))),
        4 => Some(Holder::Service(from.str().ok()?.into())),
        _ => None,
    }
}

/// DEFLATE, RFC 1951.
fn deflated(policy: &str) -> Vec<u8> {
    let mut out = Vec::new();
    drop(DeflateEncoder::new(policy.as_bytes(), Compression::best()).read_to_end(&mut out));
    out
}

fn inflated(bytes: &[u8]) -> Option<Box<str>> {
    let mut out = String::new();
    DeflateDecoder::new(bytes).take(POLICY_BYTES_MAX + 1).read_to_string(&mut out).ok()?;
    (out.len() as u64 <= POLICY_BYTES_MAX).then(|| out.into())
}
