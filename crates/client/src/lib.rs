//! Signs calls of the API and sends them; nothing more.
//!
//! It speaks to any server of the protocol, this one or the vendor's. It does not retry: whether a call may be made
//! twice is for its caller to know.

mod answer;
mod blocking;
mod connection;
mod endpoint;
mod failed;
pub mod limits;

use std::{fmt, sync::Arc, time::Duration};

use hyper::{Method, Request};
use rampart_vocab::{Clock, Entropy, chance};
use rampart_wire::{SigningKey, signature};
use serde_json::Value;

use connection::Connections;

pub use answer::read as read_answer;
pub use endpoint::{Endpoint, EndpointRefused};
pub use failed::{CallFailed, Refusal};
pub use rampart_wire::{Operation, Parameter, SecretText, Service, Shape, signature::SignedRequest};

/// What calls are signed with.
pub struct Credentials {
    access_key_id: String,
    key: SigningKey,
    security_token: Option<SecretText>,
}

impl Credentials {
    /// An access key, with its session token where it is a session's.
    pub fn new(access_key_id: impl Into<String>, secret: &[u8], security_token: Option<SecretText>) -> Self {
        Self { access_key_id: access_key_id.into(), key: SigningKey::new(secret), security_token }
    }

    /// The public half.
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// Signs a call for whoever carries it himself; [`read_answer`] reads what comes back.
    ///
    /// # Errors
    /// [`CallFailed::Unsignable`].
    pub fn sign(
        &self,
        host: &str,
        service: Service,
        operation: &str,
        params: &[(&str, &str)],
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> Result<SignedRequest, CallFailed> {
        let nonce: [u8; 16] = chance::array(entropy);
        signature::sign_acs3(
            &signature::Unsigned {
                host,
                version: service.version(),
                action: operation,
                params,
                at: clock.now(),
                nonce: &hex::encode(nonce),
            },
            &signature::Credentials {
                access_key_id: &self.access_key_id,
                key: &self.key,
                security_token: self.security_token.as_ref().map(SecretText::reveal),
            },
        )
        .ok_or(CallFailed::Unsignable)
    }
}

/// Calls one endpoint under one access key. It keeps a connection open between calls.
pub struct Client {
    endpoint: Endpoint,
    credentials: Credentials,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy + Send + Sync>,
    connections: Connections,
    patience: Duration,
}

impl Client {
    /// A client of `endpoint`. It opens no connection yet.
    pub fn new(
        endpoint: Endpoint,
        credentials: Credentials,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy + Send + Sync>,
    ) -> Self {
        let patience = limits::CALL_PATIENCE;
        Self { endpoint, credentials, clock, entropy, connections: Connections::default(), patience }
    }

    /// Gives a whole call no longer than this; [`limits::CALL_PATIENCE`] where nothing is said.
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Where it calls.
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Calls an operation, named as the vendor names it, and reads its answer.
    ///
    /// Lists and maps are given as the API takes them: `("Tag.1.Key", "env")`. Redirects are not followed, since a
    /// signature holds for one host only. On a time-out it is open whether the call was carried out.
    pub async fn call(
        &self,
        service: Service,
        operation: &str,
        params: &[(&str, &str)],
    ) -> Result<Value, CallFailed> {
        let (clock, entropy) = (self.clock.as_ref(), self.entropy.as_ref());
        let host = self.endpoint.host_header();
        let signed = self.credentials.sign(host, service, operation, params, clock, entropy)?;
        let mut request = Request::new(signed.body.into());
        *request.method_mut() = Method::POST;
        *request.headers_mut() = signed.headers;
        let sent = self.connections.send(&self.endpoint, request);
        let (status, body) = tokio::time::timeout(self.patience, sent)
            .await
            .map_err(|_| CallFailed::TimedOut(self.endpoint.to_string()))??;
        answer::read(status, &body)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("endpoint", &self.endpoint.to_string()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
