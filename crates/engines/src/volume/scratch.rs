//! Where an engine puts what it needs while a statement lasts: a folder of an unencrypted disk under a key of its own, made at
//! each start of the engine and known to the kernel alone.
//!
//! When the engine has ended the key is gone, and with it whatever the folder's blocks still hold.

use std::os::fd::AsFd as _;

use rampart_rds::intent::DiskKey;

use super::{fscrypt::unsupported, image};
use crate::{
    doing::{Doing, Done},
    site::{DISK, SCRATCH, Site},
    sys,
};

/// Makes it anew, empty.
pub(super) fn renew(site: &Site<'_>) -> Done {
    forget(site)?;
    let disk = site.folder.folder(DISK).doing("open the disk")?;
    // Ours until it is wholly ready.
    let folder = disk.make(SCRATCH, 0o700, site.ground.own())?;
    let key = DiskKey::take(&mut sys::random().doing("make a key for what is temporary")?);
    let added = sys::add_key(disk.as_fd(), &key).map_err(|error| unsupported(&error))?;
    sys::set_policy(folder.as_fd(), added).map_err(|error| unsupported(&error))?;
    disk.make(SCRATCH, 0o700, site.owner()?)?;
    site.step("scratch made");
    Ok(())
}

/// Throws the key away, then what it encrypted.
pub(super) fn forget(site: &Site<'_>) -> Done {
    if image::mounted_device(site)?.is_none() {
        return Ok(());
    }
    let disk = site.folder.folder(DISK).doing("open the disk")?;
    if disk.stat(SCRATCH)?.is_none() {
        return Ok(());
    }
    let folder = disk.folder(SCRATCH).doing("open the folder of what is temporary")?;
    if let Some(key) = sys::policy_key(folder.as_fd()).doing("read the policy of what is temporary")? {
        sys::remove_key(disk.as_fd(), key).doing("throw the key of what is temporary away")?;
        site.step("scratch key removed");
    }
    drop(folder);
    // Its names can be removed without its key. Links are not followed.
    std::fs::remove_dir_all(site.near(DISK).join(SCRATCH)).doing("remove what is temporary")?;
    site.step("scratch removed");
    Ok(())
}

/// The same at the end of an engine or a disk. What cannot be removed, for the file system is broken, is unmounted next, which
/// forgets the key, and is removed at the next start.
pub(super) fn forget_or_leave(site: &Site<'_>) {
    if let Err(failed) = forget(site) {
        tracing::warn!(id = %site.id, %failed, "what was temporary is not removed yet");
    }
}
