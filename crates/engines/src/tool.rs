//! Programs that the hand runs and waits for: without our environment, and never outliving us.

use std::{
    ffi::OsStr,
    io::Write as _,
    os::unix::process::CommandExt as _,
    process::{Command, Output, Stdio},
};

use rampart_rds::intent::HandFailed;

use crate::{
    doing::{Doing, Done},
    folder::Owner,
    sys,
};

/// Where programs are looked for.
pub(crate) const PATH: &str = "/usr/sbin:/usr/bin:/sbin:/bin";

/// A command with a clean environment, run as `owner` if that is not who we are.
pub(crate) fn command(program: impl AsRef<OsStr>, owner: Option<Owner>) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("PATH", PATH).env("LANG", "C.UTF-8").env("LC_ALL", "C.UTF-8");
    if let Some((uid, gid)) = owner
        && uid != rustix::process::geteuid().as_raw()
    {
        // The standard library drops all supplementary groups when it changes the user as root.
        command.uid(uid).gid(gid);
    }
    command
}

/// Runs a command with this input to its end.
pub(crate) fn output(mut command: Command, input: &[u8]) -> Done<Output> {
    let name = command.get_program().to_string_lossy().into_owned();
    let doing = format!("run `{name}`");
    sys::bound_to_us(&mut command);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().doing(&doing)?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that ends before it has read everything says why on its own.
        let _ = stdin.write_all(input);
    }
    child.wait_with_output().doing(&doing)
}

/// Runs a command that must succeed; its last words are the failure.
pub(crate) fn run(command: Command) -> Done<Vec<u8>> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = output(command, b"")?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let words = String::from_utf8_lossy(&output.stderr);
    let last = words.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("no word of why").trim();
    Err(HandFailed::System { doing: format!("run `{name}`"), error: format!("{last} ({})", output.status) })
}
