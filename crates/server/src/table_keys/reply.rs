//! What a caller is answered, in the bytes of Vault's KV version 2 (HTTP API, `/sys/mounts/:path/tune` and
//! `/:mount/data/:path`).

use zeroize::Zeroizing;

use super::{keys::Given, page::KEY_BYTES};

/// The longest text of a refusal that is told, in bytes.
const REASON_BYTES_MAX: usize = 1024;
/// Room for the longest answer with a key: no reallocation leaves a copy behind.
const KEY_ANSWER_BYTES_MAX: usize = 512;

/// An answer.
#[derive(PartialEq)]
pub(super) enum Reply {
    /// The mount is a key-value store of version 2.
    Tuned,
    /// A key.
    Key(Given),
    /// There is no such key, to one who may know.
    NoSuchKey,
    /// A stranger's answer, the same for all and everything.
    Forbidden,
    /// The reason why an attached server gets no keys; to itself alone.
    Refused(String),
    /// No answer at all. A status would crash an engine; a broken connection makes it use the keys that it has.
    HangUp,
}

impl Reply {
    /// The whole answer; the connection is to be closed after it. `None` where nothing is to be said.
    pub(super) fn bytes(&self) -> Option<Zeroizing<Vec<u8>>> {
        Some(match self {
            Self::Tuned => answer("200 OK", br#"{"options":{"version":"2"}}"#),
            Self::Key(given) => key(given),
            Self::NoSuchKey => answer("404 Not Found", br#"{"errors":[]}"#),
            Self::Forbidden => answer("403 Forbidden", br#"{"errors":["permission denied"]}"#),
            Self::Refused(reason) => {
                let reason = reason.get(..reason.floor_char_boundary(REASON_BYTES_MAX)).unwrap_or_default();
                let told = serde_json::json!({ "errors": [reason] });
                answer("403 Forbidden", told.to_string().as_bytes())
            }
            Self::HangUp => return None,
        })
    }
}

fn key(given: &Given) -> Zeroizing<Vec<u8>> {
    let mut digits = Zeroizing::new([0_u8; KEY_BYTES * 2]);
    // Twice as many digits as bytes: it cannot fail.
    let _ = hex::encode_to_slice(given.key.as_slice(), digits.as_mut_slice());
    let after = format!(r#""}},"metadata":{{"version":{}}}}}}}"#, given.version);
    let parts: [&[u8]; 3] = [br#"{"data":{"data":{"data":""#, digits.as_slice(), after.as_bytes()];
    let mut whole = head("200 OK", parts.iter().map(|part| part.len()).sum());
    parts.iter().for_each(|part| whole.extend_from_slice(part));
    whole
}

fn answer(status: &str, body: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut whole = head(status, body.len());
    whole.extend_from_slice(body);
    whole
}

fn head(status: &str, body_bytes: usize) -> Zeroizing<Vec<u8>> {
    let mut whole = Zeroizing::new(Vec::with_capacity(KEY_ANSWER_BYTES_MAX));
    whole.extend_from_slice(
        format!(
            "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nCache-Control: no-store\r\n\
             Content-Length: {body_bytes}\r\nConnection: close\r\n\r\n"
        )
        .as_bytes(),
    );
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(reply: &Reply) -> String {
        String::from_utf8(reply.bytes().unwrap().to_vec()).unwrap()
    }

    fn body(reply: &Reply) -> serde_json::Value {
        let text = text(reply);
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("Content-Length: {}\r\n", body.len())), "{head}");
        serde_json::from_str(body).unwrap()
    }

    #[test]
    fn a_key_is_answered_as_the_plugin_reads_it() {
        let reply = Reply::Key(Given { version: u32::MAX, key: Zeroizing::new(vec![0xA5; KEY_BYTES]) });
        assert_eq!(
            body(&reply),
            serde_json::json!({
                "data": { "data": { "data": "a5".repeat(32) }, "metadata": { "version": u32::MAX } }
            })
        );
        let bytes = reply.bytes().unwrap();
        assert_eq!(bytes.capacity(), KEY_ANSWER_BYTES_MAX, "nothing was copied on the way");
    }

    #[test]
    fn everything_else_is_said_briefly_or_not_at_all() {
        assert_eq!(body(&Reply::Tuned), serde_json::json!({ "options": { "version": "2" } }));
        assert!(text(&Reply::NoSuchKey).starts_with("HTTP/1.1 404 "));
        assert_eq!(body(&Reply::Forbidden), serde_json::json!({ "errors": ["permission denied"] }));
        let reason = "the \"role\"\r\nmay not".to_owned();
        assert_eq!(body(&Reply::Refused(reason.clone())), serde_json::json!({ "errors": [reason] }));
        assert!(text(&Reply::Refused("ä".repeat(4000))).len() < 2048);
        assert!(Reply::HangUp.bytes().is_none());
    }
}
