//! A request as it came: its parameters, the operation it names and the claim it bears.

use http::HeaderMap;

use crate::{Incomplete, Operation, Params, RequestRefused, limits, percent};

use super::{
    Algorithm, Claim, Headers,
    acs3::{self, Authorization, Canonical, Names},
    parse_timestamp, v1,
};

/// A request that is well formed. Whether its claim holds is not yet known.
pub struct Presented {
    params: Params,
    operation: Result<Operation, RequestRefused>,
    claim: Option<Claim>,
}

impl Presented {
    /// Reads a request as it came over the wire: `query` without its `?`, undecoded; every header; the whole body.
    ///
    /// Needs no secret and proves nothing. Checks everything that can be checked without one: form, limits, what a
    /// signature must cover, the hash of the body. Time and nonce are the caller's to check, see [`super::fresh`].
    pub fn from_request(
        method: &str,
        path: &str,
        query: &str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self, RequestRefused> {
        let query_max = match method {
            "GET" => limits::GET_QUERY_BYTES_MAX,
            "POST" => limits::POST_QUERY_BYTES_MAX,
            _ => return Err(RequestRefused::UnsupportedMethod),
        };
        if !matches!(path, "" | "/") {
            return Err(RequestRefused::UnknownPath);
        }
        if query.len() > query_max {
            return Err(RequestRefused::QueryTooLong);
        }
        if body.len() > limits::BODY_BYTES_MAX {
            return Err(RequestRefused::BodyTooLong);
        }
        let headers = Headers::of(headers);
        if !body.is_empty() && !is_form(&headers) {
            return Err(RequestRefused::NotAForm);
        }
        let params = Params::parse(query, body)?;
        if headers.all("x-acs-bearer-token").next().is_some() || params.get("BearerToken").is_some() {
            return Err(RequestRefused::UnsupportedSignatureMethod);
        }
        match headers.once("authorization")? {
            Some(authorization) => Self::by_acs3(method, authorization, &headers, body, params),
            None if is_signed(&params) => Self::by_v1(method, params),
            None => Self::unsigned(&headers, params),
        }
    }

    /// Its parameters, query and body merged.
    pub fn params(&self) -> &Params {
        &self.params
    }

    /// The operation that it names.
    pub fn operation(&self) -> Result<Operation, RequestRefused> {
        self.operation.clone()
    }

    /// The claim it bears; none when it is not signed at all, as those who assume a role by OIDC or SAML send it.
    pub fn claim(&self) -> Option<&Claim> {
        self.claim.as_ref()
    }

    /// The claim, for an operation that is not open to anyone.
    pub fn required_claim(&self) -> Result<&Claim, RequestRefused> {
        self.claim().ok_or(RequestRefused::Missing("AccessKeyId"))
    }

    /// Clients that sign nothing name the operation in either place.
    fn unsigned(headers: &Headers<'_>, params: Params) -> Result<Self, RequestRefused> {
        let named = |header, name: &'static str| {
            let value = params.get(name).map_or_else(|| headers.once(header), |value| Ok(Some(value)))?;
            value.ok_or(RequestRefused::Missing(name))
        };
        let (action, version) = (named("x-acs-action", "Action")?, named("x-acs-version", "Version")?);
        let operation = Operation::find(version, action);
        Ok(Self { params, operation, claim: None })
    }

    fn by_v1(method: &str, params: Params) -> Result<Self, RequestRefused> {
        let mandatory = |name: &'static str| params.get(name).ok_or(RequestRefused::Missing(name));
        let action = mandatory("Action")?;
        let operation = Operation::find(mandatory("Version")?, action);
        if params.get("SignatureType").is_some() {
            return Err(RequestRefused::UnsupportedSignatureMethod);
        }
        let access_key_id = mandatory("AccessKeyId")?;
        let signature = mandatory("Signature")?.to_owned();
        if mandatory("SignatureMethod")? != "HMAC-SHA1" {
            return Err(RequestRefused::UnsupportedSignatureMethod);
        }
        if mandatory("SignatureVersion")? != "1.0" {
            return Err(RequestRefused::Invalid("SignatureVersion"));
        }
        let claim = Claim {
            algorithm: Algorithm::HmacSha1,
            access_key_id: access_key_id.to_owned(),
            security_token: params.get("SecurityToken").map(Into::into),
            signed_at: parse_timestamp(mandatory("Timestamp")?)?,
            nonce: mandatory("SignatureNonce")?.to_owned(),
            signature,
            to_sign: v1::string_to_sign(
                method,
                params.merged().filter(|(name, _)| !name.eq_ignore_ascii_case("Signature")),
            ),
            to_sign_otherwise: None,
        };
        Ok(Self { claim: Some(within_limits(claim)?), params, operation })
    }

    fn by_acs3(
        method: &str,
        authorization: &str,
        headers: &Headers<'_>,
        body: &[u8],
        params: Params,
    ) -> Result<Self, RequestRefused> {
        let fields =
            authorization.strip_prefix(acs3::NAME).ok_or(RequestRefused::UnsupportedSignatureMethod)?;
        let fields = fields.strip_prefix(' ').ok_or(Incomplete::Authorization)?;
        let signed = Authorization::parse(fields)?;
        if params.get("Signature").is_some() {
            return Err(Incomplete::Twice.into());
        }
        if params.get("SignatureType").is_some() {
            return Err(RequestRefused::UnsupportedSignatureMethod);
        }
        let mut names = Vec::with_capacity(16);
        names.extend(acs3::parted(signed.signed_headers, b';'));
        covers_enough(&names, headers)?;
        let named = |header, name: &'static str| {
            let value = headers.once(header)?.or_else(|| params.get(name));
            value.ok_or(RequestRefused::Missing(name))
        };
        let (action, version) = (named("x-acs-action", "Action")?, named("x-acs-version", "Version")?);
        let operation = Operation::find(version, action);
        let body_hash = acs3::sha256_hex(body);
        if headers.mandatory("x-acs-content-sha256")? != body_hash {
            return Err(RequestRefused::BodyHashMismatch);
        }
        if headers.once("x-acs-accesskey-id")?.is_some_and(|id| id != signed.access_key_id) {
            return Err(Incomplete::OtherKey.into());
        }
        let canonical = Canonical {
            method,
            headers,
            signed_headers: signed.signed_headers,
            names: &names,
            body_hash: &body_hash,
        };
        let plain = params.query().all(|(name, _)| percent::is_plain(name));
        // A bare `&` in a name would let one parameter pass for two.
        let unmistakable = params.query().all(|(name, _)| !name.contains(['&', '=', '%', '\n']));
        let raw = match unmistakable && !plain {
            true => Some(canonical.string_to_sign(params.query(), Names::Raw)?),
            false => None,
        };
        let claim = Claim {
            algorithm: Algorithm::Acs3HmacSha256,
            access_key_id: signed.access_key_id.to_owned(),
            security_token: headers
                .once("x-acs-security-token")?
                .filter(|token| !token.is_empty())
                .map(Into::into),
            signed_at: parse_timestamp(headers.mandatory("x-acs-date")?)?,
            nonce: headers.mandatory("x-acs-signature-nonce")?.to_owned(),
            signature: signed.signature.to_owned(),
            to_sign: canonical.string_to_sign(params.query(), Names::Encoded)?.into(),
            to_sign_otherwise: raw.map(Into::into),
        };
        Ok(Self { claim: Some(within_limits(claim)?), params, operation })
    }
}

/// Whether any part of a version 1 signature is there: half a signature is refused, not taken for none.
fn is_signed(params: &Params) -> bool {
    ["AccessKeyId", "Signature", "SignatureType"].iter().any(|name| params.get(name).is_some())
}

/// Refuses a signature that leaves open what it must not: where the request goes, what it asks, when, and any other
/// `x-acs-` header that came.
fn covers_enough(names: &[&str], headers: &Headers<'_>) -> Result<(), RequestRefused> {
    let in_order = names.iter().zip(names.iter().skip(1)).all(|(name, next)| name < next);
    let well_formed = |name: &&str| !name.is_empty() && !name.bytes().any(|byte| byte.is_ascii_uppercase());
    if !in_order || names.len() > limits::SIGNED_HEADERS_MAX || !names.iter().all(well_formed) {
        return Err(Incomplete::SignedHeaders.into());
    }
    let mandatory = ["host", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce"];
    for name in mandatory.into_iter().chain(headers.of_the_gateway()) {
        if !names.contains(&name) {
            return Err(Incomplete::Unsigned(name.to_owned()).into());
        }
    }
    headers.mandatory("host")?;
    Ok(())
}

fn is_form(headers: &Headers<'_>) -> bool {
    let kind = headers.all("content-type").next().unwrap_or_default();
    let kind = kind.split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii();
    kind.eq_ignore_ascii_case(b"application/x-www-form-urlencoded")
}

fn within_limits(claim: Claim) -> Result<Claim, RequestRefused> {
    if claim.access_key_id.len() > limits::ACCESS_KEY_ID_BYTES_MAX {
        return Err(RequestRefused::Invalid("AccessKeyId"));
    }
    if claim.nonce.is_empty() {
        return Err(RequestRefused::Missing("SignatureNonce"));
    }
    if claim.nonce.len() > limits::NONCE_BYTES_MAX {
        return Err(RequestRefused::Invalid("SignatureNonce"));
    }
    match claim.security_token() {
        None if claim.access_key_id.starts_with("STS.") => Err(RequestRefused::Missing("SecurityToken")),
        Some(token) if token.len() > limits::SECURITY_TOKEN_BYTES_MAX => {
            Err(RequestRefused::Invalid("SecurityToken"))
        }
        _ => Ok(claim),
    }
}
