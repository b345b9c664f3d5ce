//! One who calls: a client with a connection kept open between calls.
//!
//! What is called, and what an answer means, is the others' knowledge.

use std::sync::Arc;

use rampart_client::{CallFailed, Client, Credentials, Endpoint, Service};
use rampart_server::{SystemClock, SystemEntropy};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

/// An access key.
#[derive(Clone)]
pub(crate) struct Access {
    pub(crate) id: String,
    pub(crate) secret: String,
}

pub(crate) struct Caller {
    client: Client,
    runtime: Runtime,
}

impl Caller {
    pub(crate) fn new(endpoint: &str, access: &Access) -> Self {
        let endpoint = Endpoint::parse(endpoint, None).unwrap();
        let credentials = Credentials::new(&*access.id, access.secret.as_bytes(), None);
        Self {
            client: Client::new(endpoint, credentials, Arc::new(SystemClock), Arc::new(SystemEntropy)),
            runtime: Builder::new_current_thread().enable_all().build().unwrap(),
        }
    }

    pub(crate) fn call(
        &self,
        service: Service,
        operation: &str,
        params: &[(&str, &str)],
    ) -> Result<Value, CallFailed> {
        self.runtime.block_on(self.client.call(service, operation, params))
    }

    /// A call that must succeed.
    #[track_caller]
    pub(crate) fn done(&self, service: Service, operation: &str, params: &[(&str, &str)]) -> Value {
        match self.call(service, operation, params) {
            Ok(answer) => answer,
            Err(failed) => panic!("{operation} {params:?}: {failed}"),
        }
    }
}

/// A field that must be a text.
#[track_caller]
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("`{value}` is no text"))
}

/// A field that must be a list.
#[track_caller]
pub(crate) fn rows(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("`{value}` is no list"))
}
