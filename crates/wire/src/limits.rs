//! How much of a request is looked at, by name. Past any of these it is refused before its signature is computed.

/// Bytes of a query sent by GET. The vendor documents 4 KB; sealed session tokens need more, and old clients send
/// them by GET.
pub const GET_QUERY_BYTES_MAX: usize = 16 << 10;
/// Bytes of a query sent by POST. Several SDKs put every parameter there, a SAML assertion of 100 KB included.
pub const POST_QUERY_BYTES_MAX: usize = 256 << 10;
/// Bytes of a body. The vendor documents 10 MB; no operation served here takes a parameter above 128 KB, and what is
/// read before a signature holds is memory that a stranger can fill.
pub const BODY_BYTES_MAX: usize = 256 << 10;
/// Parameters of one request, query and body together.
pub const PARAMETERS_MAX: usize = 500;
/// Bytes of a parameter's name.
pub const NAME_BYTES_MAX: usize = 256;
/// Bytes of a parameter's value.
pub const VALUE_BYTES_MAX: usize = 128 << 10;
/// Elements of one list parameter.
pub const LIST_ITEMS_MAX: usize = 200;
/// Bytes of an access key id.
pub const ACCESS_KEY_ID_BYTES_MAX: usize = 128;
/// Bytes of a security token.
pub const SECURITY_TOKEN_BYTES_MAX: usize = 12 << 10;
/// Bytes of a nonce. Clients send an MD5 in hex or a UUID, some with a time before it.
pub const NONCE_BYTES_MAX: usize = 128;
/// Headers that one signature may name.
pub const SIGNED_HEADERS_MAX: usize = 64;
