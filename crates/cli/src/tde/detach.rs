//! `rampart tde detach`: only when nothing there needs the keys any more.

use std::process::ExitCode;

use clap::Args;
use rampart_client::{Client, Service};
use rampart_vocab::Timestamp;

use super::{
    answer::{self, Attachment, text},
    look::Way,
    still_encrypted::{DECRYPTING, needs},
};
use crate::{
    format::{plain, say},
    serve::complain,
};

/// Things that are named one by one.
const NAMED_MAX: usize = 20;

/// Detach a server, once nothing on it is encrypted any more.
///
/// Looks at the server through the client `mariadb` and refuses as long as anything there needs
/// its keys: table spaces of InnoDB, Aria tables, the redo log, binary and relay logs, temporary
/// files. What it cannot be sure of counts as encrypted. The wrapped keys are kept for a week, in
/// which `rampart tde recover` takes the server back. Needs rds:DeleteTdeAttachment and
/// rds:DescribeTdeAttachments.
///
///   rampart tde detach orders --socket /run/mysqld/mysqld.sock
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Detach {
    /// Which server
    name: String,
    #[command(flatten)]
    way: Way,
    /// Detach without a look, because that server is gone with its data: its name again
    #[arg(long, value_name = "NAME", conflicts_with_all = ["defaults_file", "socket"])]
    without_looking: Option<String>,
}

impl Detach {
    pub(super) fn run(self, client: &Client) -> Result<ExitCode, String> {
        let attachment = answer::attachment(client, &self.name)?;
        match &self.without_looking {
            Some(again) if *again == self.name => {}
            Some(again) => return Err(format!("`{again}` is not `{}`: nothing was detached", self.name)),
            None => {
                if let Some(refused) = self.refusal(&attachment)? {
                    complain(&refused);
                    return Ok(ExitCode::FAILURE);
                }
            }
        }
        let done = client.call_blocking(Service::Rds, "DeleteTdeAttachment", &[("Name", &self.name)]);
        let done = done.map_err(|failed| failed.to_string())?;
        let until = text(&done, "KeptUntil").unwrap_or_else(|| "then".to_owned());
        say(&format!(
            "detached  {}: its keys are given out no more, and kept until {until}\n\
             Until then `rampart tde recover {}` takes it back. Now remove the hashicorp_key_management lines from that\n\
             server's configuration, and its token file.\n",
            self.name, self.name
        ));
        Ok(ExitCode::SUCCESS)
    }

    /// Why it stays attached, as far as that server itself is concerned.
    fn refusal(&self, attachment: &Attachment) -> Result<Option<String>, String> {
        if !self.way.is_given() {
            return Err(format!(
                "whoever detaches a server whose tables are encrypted loses them, so it is looked at first: say how by \
                 --socket FILE or --defaults-file FILE. If it is gone with its data: --without-looking {}",
                self.name
            ));
        }
        let attached: Timestamp = attachment
            .attached
            .parse()
            .map_err(|_| format!("`{}` is no time: when was the server attached?", attachment.attached))?;
        let needs = needs(&self.way.look()?, &attachment.mount, attached.as_second());
        if needs.is_empty() {
            return Ok(None);
        }
        let mut told = format!("`{}` still needs its keys:\n", self.name);
        for one in needs.iter().take(NAMED_MAX) {
            told.push_str(&format!("  {}\n", plain(&one.to_string())));
        }
        if let Some(more) = needs.len().checked_sub(NAMED_MAX).filter(|more| *more > 0) {
            told.push_str(&format!("  and {more} more\n"));
        }
        told.push_str(DECRYPTING);
        Ok(Some(told.trim_end().to_owned()))
    }
}
