//! `rampart tde renew`: a new token for an attached server.

use std::process::ExitCode;

use clap::Args;
use rampart_client::{Client, Service};

use super::{answer::PluginSetup, attach::Writing};
use crate::format::say;

/// Give an attached server a new token; the old one opens nothing any more.
///
/// A server that runs goes on with the keys it has. Put the new configuration in its place before it is started again.
/// Also what to run when the endpoint has a new address or the server a new authority: both are written anew.
/// Needs rds:RenewTdeAttachment.
#[derive(Args)]
pub(super) struct Renew {
    /// Which server
    name: String,
    #[command(flatten)]
    writing: Writing,
}

impl Renew {
    pub(super) fn run(self, client: &Client) -> Result<ExitCode, String> {
        let places = self.writing.prepare(&self.name, true)?;
        let made = client.call_blocking(Service::Rds, "RenewTdeAttachment", &[("Name", &self.name)]);
        let setup = PluginSetup::of(&made.map_err(|failed| failed.to_string())?)?;
        say(&format!("renewed   {}: the token before opens nothing any more\n", setup.name));
        self.writing.hand_over(&setup, places)?;
        Ok(ExitCode::SUCCESS)
    }
}
