//! ACS3-HMAC-SHA256: what is signed, and what must be. Source: OpenAPI, "Request syntax and signature method V3".

use super::Headers;
use crate::{Incomplete, percent};
use aws_lc_rs::digest;

/// The algorithm's name, which begins the `Authorization` header and the string to sign.
pub(super) const NAME: &str = "ACS3-HMAC-SHA256";

/// How parameter names are written into the canonical query. The documentation encodes them, several SDKs do not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    Encoded,
    Raw,
}

/// The parts of a request that are signed.
pub(super) struct Canonical<'a> {
    pub(super) method: &'a str,
    pub(super) headers: &'a Headers<'a>,
    /// Names in lower case, sorted, parted by `;`.
    pub(super) signed_headers: &'a str,
    /// The same, apart.
    pub(super) names: &'a [&'a str],
    /// Lower hexadecimal SHA-256 of the body.
    pub(super) body_hash: &'a str,
}

impl Canonical<'_> {
    /// The text that is signed. `query` is sorted by name. Refuses a header that is named and did not come.
    pub(super) fn string_to_sign<'a>(
        &self,
        query: impl Iterator<Item = (&'a str, &'a str)>,
        names: Names,
    ) -> Result<String, Incomplete> {
        let mut out = zeroize::Zeroizing::new(Vec::with_capacity(1024));
        out.extend_from_slice(self.method.as_bytes());
        out.extend_from_slice(b"\n/\n");
        for (at, (name, value)) in query.enumerate() {
            if at > 0 {
                out.push(b'&');
            }
            match names {
                Names::Encoded => percent::encode(&mut out, name.as_bytes()),
                Names::Raw => out.extend_from_slice(name.as_bytes()),
            }
            out.push(b'=');
            percent::encode(&mut out, value.as_bytes());
        }
        out.push(b'\n');
        for name in self.names {
            self.header(&mut out, name)?;
        }
        out.push(b'\n');
        out.extend_from_slice(self.signed_headers.as_bytes());
        out.push(b'\n');
        out.extend_from_slice(self.body_hash.as_bytes());
        let digest = sha256_hex(&out);
        let mut to_sign = String::with_capacity(NAME.len() + 1 + digest.len());
        to_sign.push_str(NAME);
        to_sign.push('\n');
        to_sign.push_str(&digest);
        Ok(to_sign)
    }

    /// `name:value` and a line feed; several values of one name are sorted and joined by `,`.
    fn header(&self, out: &mut Vec<u8>, name: &str) -> Result<(), Incomplete> {
        let mut values = self.headers.all(name);
        let first = values.next().ok_or_else(|| Incomplete::Absent(name.to_owned()))?;
        out.extend_from_slice(name.as_bytes());
        out.push(b':');
        match values.next() {
            None => out.extend_from_slice(first),
            Some(second) => {
                let mut sorted: Vec<_> = [first, second].into_iter().chain(values).collect();
                sorted.sort_unstable();
                out.extend_from_slice(&sorted.join(&b','));
            }
        }
        out.push(b'\n');
        Ok(())
    }
}

/// The three fields of an `Authorization` header.
pub(super) struct Authorization<'a> {
    pub(super) access_key_id: &'a str,
    pub(super) signed_headers: &'a str,
    pub(super) signature: &'a str,
}

impl<'a> Authorization<'a> {
    /// Reads what follows the algorithm's name: `Credential=…,SignedHeaders=…,Signature=…`.
    pub(super) fn parse(fields: &'a str) -> Result<Self, Incomplete> {
        let mut parts = parted(fields, b',').map(str::trim);
        let mut field = |prefix| parts.next().and_then(|part| part.strip_prefix(prefix));
        let read = (field("Credential="), field("SignedHeaders="), field("Signature="));
        let (Some(access_key_id), Some(signed_headers), Some(signature)) = read else {
            return Err(Incomplete::Authorization);
        };
        if parts.next().is_some() || access_key_id.is_empty() {
            return Err(Incomplete::Authorization);
        }
        Ok(Self { access_key_id, signed_headers, signature })
    }
}

/// What stands between one `by` and the next.
pub(super) fn parted(text: &str, by: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let whole = rest?;
        let end = memchr::memchr(by, whole.as_bytes());
        rest = end.and_then(|end| whole.get(end + 1..));
        whole.get(..end.unwrap_or(whole.len()))
    })
}

/// SHA-256 of nothing: most requests have their parameters in the query.
const NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

pub(super) fn sha256_hex(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return NOTHING.to_owned();
    }
    percent::hex(digest::digest(&digest::SHA256, bytes).as_ref())
}
