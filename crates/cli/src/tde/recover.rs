//! `rampart tde recover`: takes a detached server back.

use std::process::ExitCode;

use clap::Args;
use rampart_client::{Client, Service};

use crate::format::say;

/// Take a detached server back, with the keys and the token that it had.
///
/// Possible for a week after it was detached. Needs rds:RecoverTdeAttachment.
#[derive(Args)]
pub(super) struct Recover {
    /// Which server
    name: String,
}

impl Recover {
    pub(super) fn run(self, client: &Client) -> Result<ExitCode, String> {
        let done = client.call_blocking(Service::Rds, "RecoverTdeAttachment", &[("Name", &self.name)]);
        done.map_err(|failed| failed.to_string())?;
        say(&format!("attached  {} again, as it was\n", self.name));
        Ok(ExitCode::SUCCESS)
    }
}
