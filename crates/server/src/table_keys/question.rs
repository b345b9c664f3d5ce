//! What a caller asks, read from the head of its one request. Nothing is decided here.
//!
//! The grammar is exact: one spelling of each path, no escapes, no body. What does not fit names at most the mount.

use rampart_rds::{keys::TableKeyId, table_keys::TokenHash};
use rampart_vocab::DbInstanceId;

/// Bytes of a request head, the empty line included. The plugin's own take about 200.
pub(super) const HEAD_BYTES_MAX: usize = 8 << 10;
/// Header lines.
const HEADERS_MAX: usize = 32;
/// What ends a head (RFC 9112 §2.1).
pub(super) const HEAD_END: &[u8] = b"\r\n\r\n";
/// The header that bears the token.
const TOKEN: &str = "x-vault-token";

/// A request, as far as it can be understood.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Asked {
    /// The mount, where the path names one.
    pub(super) mount: Option<DbInstanceId>,
    /// SHA-256 of the token, or of nothing.
    pub(super) token: TokenHash,
    pub(super) question: Question,
}

/// What is asked of a mount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// How the mount is set up: what the plugin asks first.
    Tune,
    /// A key, in this version or its newest.
    Key(TableKeyId, Option<u32>),
    /// A key that no engine of ours has.
    UnknownKey,
    /// None of these.
    Unclear,
}

impl Asked {
    /// Reads a whole head. `rest` is how much came after it.
    pub(super) fn read(head: &[u8], rest: usize) -> Self {
        let mut headers = [httparse::EMPTY_HEADER; HEADERS_MAX];
        let mut request = httparse::Request::new(&mut headers);
        if !matches!(request.parse(head), Ok(httparse::Status::Complete(_))) {
            return Self::nothing();
        }
        let mut tokens = request.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(TOKEN));
        let token = match (tokens.next(), tokens.next()) {
            (Some(only), None) => only.value,
            _ => b"",
        };
        let (mount, mut question) = target(request.path.unwrap_or_default());
        let bare = rest == 0 && !request.headers.iter().any(has_body);
        if !bare || request.method != Some("GET") || request.version != Some(1) {
            question = Question::Unclear;
        }
        Self { mount, token: TokenHash::of(token), question }
    }

    /// A request that cannot be read.
    pub(super) fn nothing() -> Self {
        Self { mount: None, token: TokenHash::of(b""), question: Question::Unclear }
    }
}

fn has_body(header: &httparse::Header<'_>) -> bool {
    header.name.eq_ignore_ascii_case("transfer-encoding")
        || (header.name.eq_ignore_ascii_case("content-length") && header.value != b"0")
}

fn target(path: &str) -> (Option<DbInstanceId>, Question) {
    let Some(below) = path.strip_prefix("/v1/") else { return (None, Question::Unclear) };
    let (mount, rest) = match below.strip_prefix("sys/mounts/") {
        Some(below) => {
            below.split_once('/').map_or((below, None), |(mount, rest)| (mount, Some((true, rest))))
        }
        None => below.split_once('/').map_or((below, None), |(mount, rest)| (mount, Some((false, rest)))),
    };
    let question = match rest {
        Some((true, "tune")) => Question::Tune,
        Some((false, rest)) => rest.strip_prefix("data/").map_or(Question::Unclear, key),
        _ => Question::Unclear,
    };
    (mount.parse().ok(), question)
}

fn key(text: &str) -> Question {
    let (id, version) = match text.split_once('?') {
        None => (number(text), Some(None)),
        Some((id, query)) => {
            (number(id), query.strip_prefix("version=").and_then(number).filter(|n| *n > 0).map(Some))
        }
    };
    match (id, version) {
        (Some(id), Some(version)) => {
            TableKeyId::of_number(id).map_or(Question::UnknownKey, |known| Question::Key(known, version))
        }
        _ => Question::Unclear,
    }
}

/// A number in its one spelling.
fn number(text: &str) -> Option<u32> {
    let number: u32 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNT: &str = "rm-abc123";

    #[track_caller]
    fn check(request: &str, mount: Option<&str>, question: Question) {
        let asked = Asked::read(request.as_bytes(), 0);
        assert_eq!(asked.mount.as_ref().map(DbInstanceId::as_str), mount, "{request}");
        assert_eq!(asked.question, question, "{request}");
    }

    fn get(path: &str) -> String {
        format!("GET {path} HTTP/1.1\r\nHost: h\r\nX-Vault-Token: t\r\n\r\n")
    }

    #[test]
    fn paths_have_one_spelling() {
        use Question::{Key, Tune, Unclear, UnknownKey};
        use TableKeyId::{Data, Temporary};
        for (path, mount, question) in [
            ("/v1/sys/mounts/rm-abc123/tune", Some(MOUNT), Tune),
            ("/v1/rm-abc123/data/1", Some(MOUNT), Key(Data, None)),
            ("/v1/rm-abc123/data/2", Some(MOUNT), Key(Temporary, None)),
            ("/v1/rm-abc123/data/1?version=1", Some(MOUNT), Key(Data, Some(1))),
            ("/v1/rm-abc123/data/1?version=4294967295", Some(MOUNT), Key(Data, Some(u32::MAX))),
            ("/v1/rm-abc123/data/3", Some(MOUNT), UnknownKey),
            ("/v1/rm-abc123/data/0?version=7", Some(MOUNT), UnknownKey),
            ("/v1/rm-abc123/data/4294967295", Some(MOUNT), UnknownKey),
            ("/v1/rm-abc123/data/4294967296", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/data/01", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/data/+1", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/data/-1", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/data/1/", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/data/%31", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/data/", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/data//1", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/data/../data/1", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/data/1?version=0", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/data/1?version=01", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/data/1?version=4294967296", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/data/1?version=", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/data/1?", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/data/1?version=1&version=2", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/data/1?Version=1", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/data/1#x", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/tune", Some(MOUNT), Unclear),
            ("/v1/rm-abc123/metadata/1", Some(MOUNT), Unclear),
            ("/v1/rm-abc123", Some(MOUNT), Unclear),
            ("/v1/sys/mounts/rm-abc123", Some(MOUNT), Unclear),
            ("/v1/sys/mounts/rm-abc123/tune/", Some(MOUNT), Unclear),
            ("/v1/sys/mounts/rm-abc123/tune?x=1", Some(MOUNT), Unclear),
            ("/v1/sys/mounts/rm-abc123/data/1", Some(MOUNT), Unclear),
            ("/v1/sys/mounts//tune", None, Tune),
            ("/v1/sys/mounts/rm-abc123%2f/tune", None, Tune),
            ("/v1//rm-abc123/data/1", None, Unclear),
            ("/v1/RM-ABC123/data/1", None, Key(Data, None)),
            ("/v1/%72m-abc123/data/1", None, Key(Data, None)),
            ("/v1/%2e%2e/rm-abc123/data/1", None, Unclear),
            ("/v1/../v1/rm-abc123/data/1", None, Unclear),
            ("//v1/rm-abc123/data/1", None, Unclear),
            ("/V1/rm-abc123/data/1", None, Unclear),
            ("https://h/v1/rm-abc123/data/1", None, Unclear),
            ("/", None, Unclear),
            ("*", None, Unclear),
        ] {
            check(&get(path), mount, question);
        }
    }

    #[test]
    fn only_a_bare_get_is_a_question() {
        let path = "/v1/rm-abc123/data/1";
        for (request, understood) in [
            (format!("GET {path} HTTP/1.1\r\n\r\n"), true),
            (format!("GET {path} HTTP/1.1\r\nContent-Length: 0\r\n\r\n"), true),
            (format!("GET {path} HTTP/1.1\r\nContent-Length: 1\r\n\r\n"), false),
            (format!("GET {path} HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\n"), false),
            (format!("GET {path} HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"), false),
            (format!("GET {path} HTTP/1.0\r\n\r\n"), false),
            (format!("POST {path} HTTP/1.1\r\n\r\n"), false),
            (format!("HEAD {path} HTTP/1.1\r\n\r\n"), false),
            (format!("get {path} HTTP/1.1\r\n\r\n"), false),
        ] {
            let question = if understood { Question::Key(TableKeyId::Data, None) } else { Question::Unclear };
            check(&request, Some(MOUNT), question);
        }
        let followed = Asked::read(get(path).as_bytes(), 1);
        assert_eq!(followed.question, Question::Unclear);
        for request in [
            "GET\r\n\r\n".to_owned(),
            format!("GET {path} HTTP/2.0\r\n\r\n"),
            format!("GET {path} HTTP/1.1\r\nbad header\r\n\r\n"),
            format!("GET {path} HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(HEADERS_MAX + 1)),
            "\r\n\r\n".to_owned(),
        ] {
            assert_eq!(Asked::read(request.as_bytes(), 0), Asked::nothing(), "{request}");
        }
    }

    #[test]
    fn one_token_counts_and_two_are_none() {
        for (lines, token) in [
            ("X-Vault-Token: t\r\n", "t"),
            ("x-vault-token:t\r\n", "t"),
            ("X-VAULT-TOKEN:  t \r\n", "t"),
            ("", ""),
            ("X-Vault-Token: t\r\nX-Vault-Token: t\r\n", ""),
            ("X-Vault-Token : t\r\n", ""),
            ("Authorization: Bearer t\r\n", ""),
        ] {
            let asked = Asked::read(format!("GET / HTTP/1.1\r\n{lines}\r\n").as_bytes(), 0);
            assert_eq!(asked.token, TokenHash::of(token.as_bytes()), "{lines}");
        }
    }
}
