//! Whom a command calls, and as whom: flags first, then the environment, then the root file of a data folder.

use std::{path::PathBuf, sync::Arc};

use clap::Args;
use rampart_client::{Client, Credentials, Endpoint};
use rampart_server::{ROOT_FILE, RUNNING_FILE, RootFile, Running, SystemClock, SystemEntropy};
use zeroize::Zeroize as _;

/// Where the server is and who calls.
///
/// Without flags and environment, the server on this machine is called with the root key of its data folder.
#[derive(Args, Clone)]
#[command(next_help_heading = "Connection")]
pub(crate) struct Connection {
    /// The server, such as https://keys.example.org:8470 or 127.0.0.1:8470
    #[arg(long, env = "RAMPART_ENDPOINT", value_name = "URL", global = true)]
    endpoint: Option<String>,
    /// PEM file of the authority to trust for https [default: DIR/tls/ca.pem]
    #[arg(long, env = "RAMPART_CA_FILE", value_name = "FILE", global = true)]
    ca_file: Option<PathBuf>,
    /// The access key's id; its secret comes from ALIBABA_CLOUD_ACCESS_KEY_SECRET
    #[arg(long, env = "ALIBABA_CLOUD_ACCESS_KEY_ID", value_name = "ID", global = true)]
    access_key_id: Option<String>,
    /// The access key's secret: rather set the variable, since others see a command line
    #[arg(
        long,
        env = "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        value_name = "SECRET",
        hide_env_values = true,
        global = true
    )]
    access_key_secret: Option<String>,
    /// The token of a session's key
    #[arg(
        long,
        env = "ALIBABA_CLOUD_SECURITY_TOKEN",
        value_name = "TOKEN",
        hide_env_values = true,
        global = true
    )]
    security_token: Option<String>,
    /// The data folder whose root key and address are used [default: as for `rampart serve`]
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) data_dir: Option<PathBuf>,
}

impl Connection {
    /// Whether a server is named, or runs on the data folder.
    pub(crate) fn finds_server(&self) -> bool {
        let folder = || self.data_dir.clone().or_else(rampart_server::default_data_dir);
        self.endpoint.is_some()
            || folder().is_some_and(|folder| rampart_server::stop::running(&folder).is_some())
    }

    /// A client, or what is missing for one.
    pub(crate) fn client(&self) -> Result<Client, String> {
        let folder = self.data_dir.clone().or_else(rampart_server::default_data_dir);
        let root = folder.as_deref().and_then(|folder| read::<RootFile>(&folder.join(ROOT_FILE)));
        let endpoint = match (&self.endpoint, &folder) {
            (Some(endpoint), _) => endpoint.clone(),
            (None, Some(folder)) => {
                let running = read::<Running>(&folder.join(RUNNING_FILE));
                running.and_then(|running| running.endpoints.into_iter().next()).ok_or_else(|| {
                    format!(
                        "no server has run on `{}`: start one by `rampart serve`, or name one by --endpoint",
                        folder.display()
                    )
                })?
            }
            (None, None) => return Err("no server: name one by --endpoint".to_owned()),
        };
        let credentials = match (&self.access_key_id, &self.access_key_secret, root) {
            (Some(id), Some(secret), _) => {
                Credentials::new(id.clone(), secret.as_bytes(), self.security_token.clone().map(Into::into))
            }
            (Some(_), None, _) => {
                return Err(
                    "an access key id without its secret: set ALIBABA_CLOUD_ACCESS_KEY_SECRET".to_owned()
                );
            }
            (None, _, Some(mut root)) => {
                let credentials =
                    Credentials::new(root.access_key_id.clone(), root.access_key_secret.as_bytes(), None);
                root.zeroize();
                credentials
            }
            (None, _, None) => {
                return Err(
                    "no credentials: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, \
                            or run as the owner of the data folder"
                        .to_owned(),
                );
            }
        };
        let ca = self.ca_file.clone().or_else(|| folder.map(|folder| folder.join("tls/ca.pem")));
        let ca = ca.and_then(|path| std::fs::read(path).ok());
        let endpoint = Endpoint::parse(&endpoint, ca.as_deref()).map_err(|refused| refused.to_string())?;
        Ok(Client::new(endpoint, credentials, Arc::new(SystemClock), Arc::new(SystemEntropy)))
    }
}

fn read<T: serde::de::DeserializeOwned>(path: &std::path::Path) -> Option<T> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}
