//! An engine's configuration: files of ours outside its data folder, read by its user and written by nobody but us.

use rampart_rds::intent::HandFailed;

use crate::{
    doing::{Doing, Done},
    site::{CONF, RUN, Site},
};

/// Said at the head of each file.
pub(crate) const HEAD: &str = "# Written by Rampart at every start and change; edits are lost.\n";

const BYTES_MAX: u64 = 256 << 10;
/// `sun_path` in bytes, its final zero left out.
const SOCKET_PATH_BYTES_MAX: usize = 107;

/// Puts a file in place of what was there.
pub(crate) fn put(site: &Site<'_>, name: &str, text: &str) -> Done {
    let conf = site.folder.folder(CONF).doing("open the folder of the configuration")?;
    let mode = if site.ground.root { 0o640 } else { 0o600 };
    conf.write(name, text.as_bytes(), mode, (site.ground.own().0, site.owner()?.1))
}

/// A file that was put there.
pub(crate) fn get(site: &Site<'_>, name: &str) -> Done<String> {
    let conf = site.folder.folder(CONF).doing("open the folder of the configuration")?;
    let bytes = conf.read(name, BYTES_MAX)?.ok_or(HandFailed::NotInitialised)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A file's whole path, for the engine.
pub(crate) fn path(site: &Site<'_>, name: &str) -> String {
    site.far(CONF).join(name).display().to_string()
}

/// Refuses a control socket whose path the system would cut.
pub(crate) fn demand_short_socket(site: &Site<'_>, name: &str) -> Done {
    let socket = site.far(RUN).join(name);
    if socket.as_os_str().len() <= SOCKET_PATH_BYTES_MAX {
        return Ok(());
    }
    Err(HandFailed::SettingRefused(format!(
        "the control socket's path `{}` is longer than {SOCKET_PATH_BYTES_MAX} bytes: choose a shorter data folder",
        socket.display()
    )))
}
