//! The same call for who has no runtime: the command line.

use rampart_wire::Service;
use serde_json::Value;

use crate::{CallFailed, Client};

impl Client {
    /// As [`Client::call`], on a runtime of its own that lives as long as the call. Not for use within a runtime.
    pub fn call_blocking(
        &self,
        service: Service,
        operation: &str,
        params: &[(&str, &str)],
    ) -> Result<Value, CallFailed> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build();
        let runtime = runtime.map_err(|error| CallFailed::Unreachable {
            endpoint: self.endpoint().to_string(),
            reason: format!("no runtime: {error}"),
        })?;
        runtime.block_on(self.call(service, operation, params))
    }
}
