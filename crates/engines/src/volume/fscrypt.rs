//! An encrypted disk: an ext4 image whose folder `data` carries an fscrypt v2 policy.
//!
//! The kernel names a master key by what it derives from it, so a wrong key is told from the right one before anything
//! is read.

use std::{
    io,
    os::fd::AsFd as _,
    time::{Duration, Instant},
};

use rampart_rds::intent::{DiskKey, HandFailed, KeyStatus};

use super::{Seen, Volume, image, make_data};
use crate::{
    doing::{Doing, Done},
    folder::Folder,
    site::{DATA, DISK, Site},
    sys::{self, KeyIdentifier},
};

const BETWEEN_REMOVALS: Duration = Duration::from_millis(20);

pub(super) struct Fscrypt;

impl Volume for Fscrypt {
    fn prepare(&self, site: &Site<'_>, size_mib: u64, key: Option<&DiskKey>) -> Done {
        let key = key.ok_or(HandFailed::WrongKey)?;
        image::make(site, size_mib, image::CAN_ENCRYPT)?;
        image::mount_image(site)?;
        let added = unlock(site, key)?;
        make_data(site, |data| {
            match sys::policy_key(data.as_fd()).doing("read the disk's policy")? {
                Some(found) if found == added => {}
                Some(_) => return Err(HandFailed::WrongKey),
                None => sys::set_policy(data.as_fd(), added).map_err(|error| unsupported(&error))?,
            }
            site.step("policy set");
            Ok(())
        })
    }

    fn open(&self, site: &Site<'_>, key: Option<&DiskKey>) -> Done {
        let key = key.ok_or(HandFailed::WrongKey)?;
        image::mount_image(site)?;
        unlock(site, key).map(drop)
    }

    fn close(&self, site: &Site<'_>, deadline: Instant) -> Done {
        // Without our mount, one of another namespace may still have the key: it is reached by mounting.
        if image::mounted_device(site)?.is_none() && image::is_attached(site)? {
            image::mount_image(site)?;
        }
        if let Some(device) = image::mounted_device(site)? {
            // Before unmounting: a copy of the mount in another namespace would keep the key.
            let disk = site.folder.folder(DISK).doing("open the disk")?;
            if let Some(key) = disk_key(&disk)? {
                loop {
                    match lock(&disk, key) {
                        Ok(KeyStatus::Absent) => break,
                        Ok(_) if Instant::now() >= deadline => {
                            drop(disk);
                            return Err(image::busy(Some(device)));
                        }
                        Ok(_) => std::thread::sleep(BETWEEN_REMOVALS),
                        Err(error) => {
                            drop(disk);
                            return close_broken(site, deadline, &error);
                        }
                    }
                }
                site.step("key removed");
            }
        }
        image::unmount_image(site, deadline)
    }

    /// What is not wiped of it is encrypted.
    fn wipe_freed(&self, site: &Site<'_>) -> Done {
        image::wipe_freed(site).map(drop)
    }

    fn erase(&self, site: &Site<'_>) -> Done {
        image::erase(site)
    }

    fn look(&self, site: &Site<'_>) -> Done<Seen> {
        image::look(site)
    }

    fn key_status(&self, site: &Site<'_>) -> Done<KeyStatus> {
        // Keys live as long as the mounted file system: without one there is none.
        if image::mounted_device(site)?.is_none() {
            return Ok(KeyStatus::Absent);
        }
        let disk = site.folder.folder(DISK).doing("open the disk")?;
        match disk_key(&disk)? {
            Some(key) => sys::key_status(disk.as_fd(), key).doing("ask for the state of the disk's key"),
            None => Ok(KeyStatus::Absent),
        }
    }
}

/// Gives the kernel the key, unless it is another than the disk's.
fn unlock(site: &Site<'_>, key: &DiskKey) -> Done<KeyIdentifier> {
    let disk = site.folder.folder(DISK).doing("open the disk")?;
    let added = sys::add_key(disk.as_fd(), key).map_err(|error| unsupported(&error))?;
    if let Some(own) = disk_key(&disk)?
        && own != added
    {
        sys::remove_key(disk.as_fd(), added).doing("take the wrong key back")?;
        return Err(HandFailed::WrongKey);
    }
    site.step("key added");
    Ok(added)
}

/// One attempt to remove the key, and what the kernel says then: removal succeeds with files still open.
fn lock(disk: &Folder, key: KeyIdentifier) -> io::Result<KeyStatus> {
    sys::remove_key(disk.as_fd(), key)?;
    sys::key_status(disk.as_fd(), key)
}

/// A file system that found its device full or broken is not written any more, and so the kernel, which has wiped the key by
/// then, cannot put away files whose pages are dirty (FS_IOC_REMOVE_ENCRYPTION_KEY syncs first). Unmounting forgets them with
/// the file system, unless another namespace holds that.
fn close_broken(site: &Site<'_>, deadline: Instant, error: &io::Error) -> Done {
    image::unmount_image(site, deadline)?;
    if image::is_attached(site)? {
        let doing = "remove the disk's key".to_owned();
        return Err(HandFailed::System { doing, error: error.to_string() });
    }
    tracing::warn!(id = %site.id, %error, "the disk was closed by force: its file system could not be written");
    Ok(())
}

/// The key that the disk was made with; none before its policy was set.
fn disk_key(disk: &Folder) -> Done<Option<KeyIdentifier>> {
    if disk.stat(DATA)?.is_none() {
        return Ok(None);
    }
    let data = disk.folder(DATA).doing("open the disk's data")?;
    sys::policy_key(data.as_fd()).doing("read the disk's policy")
}

pub(super) fn unsupported(error: &std::io::Error) -> HandFailed {
    match error.raw_os_error() {
        Some(libc::ENOTTY | libc::EOPNOTSUPP) => HandFailed::NotSupported {
            what: "its kernel has no fscrypt for ext4".to_owned(),
            remedy: "use a kernel built with CONFIG_FS_ENCRYPTION".to_owned(),
        },
        _ => HandFailed::System { doing: "unlock the disk".to_owned(), error: error.to_string() },
    }
}

/// Makes, locks and removes a tiny encrypted disk: the only answer worth giving to whether this machine can.
pub(crate) fn try_on_this_machine(site: &Site<'_>) -> Done {
    const SIZE_MIB: u64 = 16;
    let key = DiskKey::take(&mut [0x5A; DiskKey::BYTES]);
    let tried = Fscrypt.prepare(site, SIZE_MIB, Some(&key));
    let closed = Fscrypt.close(site, Instant::now() + Duration::from_secs(5));
    tried.and(closed)
}
