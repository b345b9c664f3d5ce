//! What every disk in an image file shares: a sparse file with an ext4 file system, attached to a loop device, mounted.

use std::{
    fs::{self, File, OpenOptions},
    os::{
        fd::AsFd as _,
        unix::fs::{MetadataExt as _, OpenOptionsExt as _},
    },
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use nix::mount::{MntFlags, MsFlags, mount, umount2};
use rampart_rds::intent::HandFailed;
use rustix::fs::OFlags;

use super::Seen;
use crate::{
    doing::{Doing, Done},
    folder::Folder,
    process,
    site::{DISK, IMAGE, Site},
    sys, tool,
};

/// What has ext4 offer encrypted folders.
pub(super) const CAN_ENCRYPT: &[&str] = &["-O", "encrypt"];
const NEW_IMAGE: &str = "image.making";
/// How long a device gets to detach that nothing of ours holds any more.
const DETACH_PATIENCE: Duration = Duration::from_secs(5);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// Makes the image unless it is there. It gets its name when it is complete.
pub(super) fn make(site: &Site<'_>, size_mib: u64, features: &[&str]) -> Done {
    if site.folder.stat(IMAGE)?.is_some() {
        return Ok(());
    }
    site.folder.remove(NEW_IMAGE)?;
    let file = site.folder.make_file(NEW_IMAGE)?;
    file.set_len(size_mib << 20).doing("size the image")?;
    site.step("image made");
    let mut mkfs = tool::command("mkfs.ext4", None);
    let journal = format!("size={}", (size_mib / 16).clamp(4, 128));
    // Small file systems would get 1 KiB blocks, and fscrypt is at its best with blocks of a page.
    mkfs.args(["-q", "-F", "-b", "4096", "-m", "0", "-J", &journal]);
    mkfs.args(["-E", "lazy_itable_init=1,lazy_journal_init=1,nodiscard"]).args(features);
    tool::run({
        mkfs.arg(site.near(NEW_IMAGE));
        mkfs
    })?;
    file.sync_all().doing("flush the image")?;
    site.step("file system made");
    site.folder.rename(NEW_IMAGE, IMAGE)?;
    site.step("image named");
    Ok(())
}

/// Attaches and mounts the image, unless that is so already.
pub(super) fn mount_image(site: &Site<'_>) -> Done {
    site.folder.make(DISK, 0o711, site.ground.own())?;
    let image = site.folder.file(IMAGE, OFlags::RDWR)?.ok_or(HandFailed::NoDisk)?;
    let (device, path) = match attached(site, &image)? {
        Some(found) => found,
        None => attach(&image)?,
    };
    site.step("attached");
    if is_mounted(site, Some(&path))? {
        return Ok(());
    }
    let flags = MsFlags::MS_NOSUID | MsFlags::MS_NODEV | MsFlags::MS_NOEXEC;
    mount(Some(&path), &site.near(DISK), Some("ext4"), flags, None::<&str>).doing("mount the disk")?;
    // Until it is mounted, the open device keeps it attached.
    drop(device);
    site.step("mounted");
    let root = Folder::open(&site.near(DISK)).doing("open the disk")?;
    rustix::fs::fchmod(&root, rustix::fs::Mode::from_raw_mode(0o711)).doing("open the way into the disk")
}

/// Unmounts and detaches the image.
pub(super) fn unmount_image(site: &Site<'_>, deadline: Instant) -> Done {
    let device = mounted_device(site)?;
    while is_mounted(site, None)? {
        match umount2(&site.near(DISK), MntFlags::UMOUNT_NOFOLLOW) {
            Ok(()) => {}
            Err(nix::errno::Errno::EBUSY) if Instant::now() < deadline => std::thread::sleep(BETWEEN_LOOKS),
            Err(nix::errno::Errno::EBUSY) => return Err(busy(device)),
            Err(error) => return Err(error).doing("unmount the disk"),
        }
    }
    site.step("unmounted");
    let Some(image) = site.folder.file(IMAGE, OFlags::RDONLY)? else { return Ok(()) };
    // It detaches by itself; one that was attached and never mounted is detached here.
    let deadline = Instant::now() + DETACH_PATIENCE;
    while let Some((device, path)) = attached(site, &image)? {
        if Instant::now() >= deadline {
            // Mounted again it is the same file system, and it detaches with the last of its mounts.
            tracing::warn!(
                id = %site.id,
                device = %path.display(),
                "the closed disk stays attached: another mount namespace holds a copy of its mount"
            );
            return Ok(());
        }
        match sys::loop_detach(&device) {
            Ok(()) => {}
            Err(error) if error.raw_os_error() == Some(libc::ENXIO) => {}
            Err(error) => return Err(error).doing("detach the disk"),
        }
        drop(device);
        std::thread::sleep(BETWEEN_LOOKS);
    }
    site.step("detached");
    Ok(())
}

/// Punches holes into the image where no file of the mounted disk lies, as far as its file system says so; whether holes can be
/// made.
pub(super) fn wipe_freed(site: &Site<'_>) -> Done<bool> {
    const DOING: &str = "wipe what the disk has freed";
    let disk = Folder::open(&site.near(DISK)).doing(DOING)?;
    // Blocks count as free once the journal says so.
    rustix::fs::syncfs(&disk).doing(DOING)?;
    match sys::trim(disk.as_fd()) {
        Ok(_) => Ok(true),
        Err(error) if error.raw_os_error() == Some(libc::EOPNOTSUPP) => {
            tracing::warn!(
                id = %site.id,
                "what the disk has freed cannot be wiped, for the file system of its image makes no holes in files"
            );
            Ok(false)
        }
        Err(error) => Err(error).doing(DOING),
    }
}

/// The image that is mounted on the disk's folder, and no other, with the device that shows it.
pub(super) fn mounted(site: &Site<'_>) -> Done<(File, PathBuf)> {
    let image = site.folder.file(IMAGE, OFlags::RDWR)?.ok_or(HandFailed::NoDisk)?;
    let (_, path) = attached(site, &image)?.ok_or(HandFailed::DiskClosed)?;
    if is_mounted(site, Some(&path))? { Ok((image, path)) } else { Err(HandFailed::DiskClosed) }
}

/// Whether the image is attached, by us or for a mount that another namespace holds.
pub(super) fn is_attached(site: &Site<'_>) -> Done<bool> {
    let Some(image) = site.folder.file(IMAGE, OFlags::RDONLY)? else { return Ok(false) };
    Ok(attached(site, &image)?.is_some())
}

/// Removes the image, unless its blocks would live on in a mount.
pub(super) fn erase(site: &Site<'_>) -> Done {
    if let Some(image) = site.folder.file(IMAGE, OFlags::RDONLY)?
        && let Some((_, path)) = attached(site, &image)?
    {
        return Err(HandFailed::System {
            doing: "erase the disk".to_owned(),
            error: format!("`{}` stays attached: another mount namespace holds it", path.display()),
        });
    }
    site.folder.remove(NEW_IMAGE)?;
    site.folder.remove(IMAGE)?;
    site.step("image removed");
    Ok(())
}

pub(super) fn look(site: &Site<'_>) -> Done<Seen> {
    let image = site.folder.file(IMAGE, OFlags::RDONLY)?;
    let attached = match &image {
        Some(image) => attached(site, image)?.map(|(_, path)| path.display().to_string()),
        None => None,
    };
    Ok(Seen { present: image.is_some(), attached, mounted: is_mounted(site, None)? })
}

/// The failure that names who keeps the mounted disk busy.
pub(super) fn busy(device: Option<u64>) -> HandFailed {
    let holders = device.map(process::holders).and_then(Result::ok).unwrap_or_default();
    HandFailed::DiskBusy { holders }
}

/// The device that is mounted on the disk's folder; none when none is.
pub(super) fn mounted_device(site: &Site<'_>) -> Done<Option<u64>> {
    let Some(disk) = site.folder.stat(DISK)? else { return Ok(None) };
    let around = site.folder.metadata().doing("look at an instance's folder")?.dev();
    Ok((disk.st_dev != around).then_some(disk.st_dev))
}

fn is_mounted(site: &Site<'_>, on: Option<&Path>) -> Done<bool> {
    let Some(device) = mounted_device(site)? else { return Ok(false) };
    let expected = match on {
        Some(path) => Some(fs::metadata(path).doing("look at the loop device")?.rdev()),
        None => None,
    };
    if expected.is_some_and(|expected| expected != device) {
        return Err(HandFailed::Tampered("something else is mounted where the disk belongs".to_owned()));
    }
    Ok(true)
}

fn attach(image: &File) -> Done<(File, PathBuf)> {
    const TRIES: u32 = 64;
    let control = File::open("/dev/loop-control").map_err(|error| no_loop(&error))?;
    for _ in 0..TRIES {
        let number = sys::loop_free(&control).map_err(|error| no_loop(&error))?;
        let (device, path) = open_loop(number).doing("open a loop device")?;
        match sys::loop_attach(&device, image) {
            Ok(()) => return Ok((device, path)),
            // Somebody else was given the same number and was faster.
            Err(error) if error.raw_os_error() == Some(libc::EBUSY) => {}
            Err(error) => return Err(error).doing("attach the image"),
        }
    }
    Err(HandFailed::NoRoom("no loop device is free".to_owned()))
}

/// The loop device that shows this very file. A second one for it would let two file systems write into one image, so one that
/// may show it and cannot be opened is a failure.
fn attached(site: &Site<'_>, image: &File) -> Done<Option<(File, PathBuf)>> {
    let metadata = image.metadata().doing("look at the image")?;
    let Ok(devices) = fs::read_dir("/sys/block") else { return Ok(None) };
    for entry in devices.flatten() {
        let number =
            entry.file_name().to_str().and_then(|name| name.strip_prefix("loop")?.parse::<i32>().ok());
        let backing = fs::read_to_string(entry.path().join("loop/backing_file"));
        let (Some(number), Ok(shown)) = (number, backing) else { continue };
        let (device, path) = match open_loop(number) {
            Ok(opened) => opened,
            Err(error) if Path::new(shown.trim_end()) == site.far(IMAGE) => {
                return Err(error).doing("open the disk's loop device");
            }
            Err(_) => continue,
        };
        if let Ok(Some(backing)) = sys::loop_backing(&device)
            && backing == (metadata.dev(), metadata.ino())
        {
            return Ok(Some((device, path)));
        }
    }
    Ok(None)
}

fn open_loop(number: i32) -> std::io::Result<(File, PathBuf)> {
    let path = PathBuf::from(format!("/dev/loop{number}"));
    let device = OpenOptions::new().read(true).write(true).custom_flags(libc::O_NOFOLLOW).open(&path)?;
    Ok((device, path))
}

fn no_loop(error: &std::io::Error) -> HandFailed {
    HandFailed::NotSupported {
        what: format!("it offers no loop devices ({error})"),
        remedy: "load the module `loop`, or give the container `/dev/loop-control`".to_owned(),
    }
}
