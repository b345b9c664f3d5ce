//! An answer read.

use serde_json::Value;

use crate::{CallFailed, Refusal};

/// The answer of a call that succeeded, or the refusal.
///
/// # Errors
/// [`CallFailed::Refused`], or [`CallFailed::NotTheApi`] where the body is no answer of the API.
pub fn read(status: u16, body: &[u8]) -> Result<Value, CallFailed> {
    let value: Value = serde_json::from_slice(body).unwrap_or_default();
    if !value.is_object() {
        return Err(CallFailed::NotTheApi { status });
    }
    if status == 200 {
        return Ok(value);
    }
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let code = text("Code").filter(|_| status >= 400).ok_or(CallFailed::NotTheApi { status })?;
    Err(CallFailed::Refused(Refusal {
        status,
        code,
        message: text("Message").unwrap_or_default(),
        request_id: text("RequestId").unwrap_or_default(),
        diagnostic: value
            .pointer("/AccessDeniedDetail/EncodedDiagnosticMessage")
            .and_then(Value::as_str)
            .map(str::to_owned),
    }))
}
