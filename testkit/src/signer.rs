//! Whoever signs.

use serde_json::Value;

/// An access key, or a session's credentials.
#[derive(Clone)]
pub struct Signer {
    /// The public half.
    pub access_key_id: String,
    /// The secret half.
    pub secret: String,
    /// A session's token.
    pub token: Option<String>,
}

impl Signer {
    /// From `AccessKey` of CreateAccessKey or `Credentials` of AssumeRole.
    pub fn of(answer: &Value) -> Self {
        let text = |name: &str| answer[name].as_str().map(str::to_owned);
        Self {
            access_key_id: text("AccessKeyId").expect("an access key id"),
            secret: text("AccessKeySecret").expect("a secret"),
            token: text("SecurityToken"),
        }
    }
}
