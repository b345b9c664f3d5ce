//! Wipes what of a disk's image is no file's content: free blocks, and blocks that a file was given and never wrote. What was written
//! in the clear and is gone lies there. What files have written is not touched.
//!
//! To have the file system discard what is free (FITRIM) does most of it and not all. It counts as taken what it keeps ready, in
//! its memory, behind the end of a file that grows (the blocks are free on the disk), passes over groups that it trimmed before
//! though it gave such blocks back since, and never looks at blocks that were given and not written. So the rest is read from the
//! disk itself, while nobody writes.

use std::{
    fs::File,
    ops::Range,
    os::unix::fs::{MetadataExt as _, OpenOptionsExt as _},
};

use rampart_rds::intent::HandFailed;
use rustix::fs::{FallocateFlags, FileType, SeekFrom, fallocate, seek};

use super::{frozen::Frozen, groups, image};
use crate::{
    doing::{Doing, Done},
    folder::Folder,
    process,
    site::{DISK, Site},
    sys::extents,
};

const DOING: &str = "wipe what the disk has freed";
/// Folders within folders: engines make three.
const DEPTH_MAX: usize = 12;

/// Has every block of the image read as zeros that is neither the file system's own nor written content of a file.
pub(super) fn wipe(site: &Site<'_>) -> Done {
    if !image::wipe_freed(site)? {
        return Ok(());
    }
    let (image, device) = image::mounted(site)?;
    let disk = Folder::open(&site.near(DISK)).doing(DOING)?;
    let frozen = Frozen::freeze(site.ground, &disk).doing(DOING)?;
    site.step("disk frozen");
    let mut vacant = groups::free(&device, &disk)?;
    for_each_file(site, &disk, &mut |file| {
        vacant.extend(extents::unwritten(file).doing(DOING)?);
        Ok(())
    })?;
    for bytes in vacant {
        frozen.demand().doing(DOING)?;
        punch(&image, bytes).doing(DOING)?;
    }
    drop(frozen);
    site.step("disk thawed");
    image.sync_all().doing(DOING)
}

/// Leaves alone what is a hole already.
fn punch(image: &File, bytes: Range<u64>) -> std::io::Result<()> {
    match seek(image, SeekFrom::Data(bytes.start)) {
        Ok(data) if data < bytes.end => {}
        Ok(_) | Err(rustix::io::Errno::NXIO) => return Ok(()),
        Err(error) => return Err(error.into()),
    }
    let flags = FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE;
    Ok(fallocate(image, flags, bytes.start, bytes.end - bytes.start)?)
}

/// Shows every file of the disk, also those that have no name any more and that the instance's processes hold.
fn for_each_file(site: &Site<'_>, disk: &Folder, see: &mut dyn FnMut(&File) -> Done) -> Done {
    let device = disk.metadata().doing(DOING)?.dev();
    let see = &mut |file: &File| {
        let metadata = file.metadata().doing(DOING)?;
        // Places on another device mean nothing here.
        if metadata.dev() == device && metadata.is_file() { see(file) } else { Ok(()) }
    };
    named(disk, 0, see)?;
    held(site, device, see)
}

fn named(folder: &Folder, depth: usize, see: &mut dyn FnMut(&File) -> Done) -> Done {
    if depth > DEPTH_MAX {
        return Err(HandFailed::System {
            doing: DOING.to_owned(),
            error: format!("folders lie deeper in one another than {DEPTH_MAX}"),
        });
    }
    for name in folder.names().doing(DOING)? {
        let stat = folder.stat(&name)?.ok_or_else(|| HandFailed::System {
            doing: DOING.to_owned(),
            error: "a file's name is no text".to_owned(),
        })?;
        match FileType::from_raw_mode(stat.st_mode) {
            FileType::Directory => named(&folder.folder(&name).doing(DOING)?, depth + 1, see)?,
            FileType::RegularFile => see(&folder.foreign(&name).doing(DOING)?)?,
            _ => {}
        }
    }
    Ok(())
}

fn held(site: &Site<'_>, device: u64, see: &mut dyn FnMut(&File) -> Done) -> Done {
    let (uid, _) = site.owner()?;
    for process in process::of_user(uid).doing(DOING)? {
        for kind in ["fd", "map_files"] {
            // What has ended meanwhile holds nothing any more.
            let Ok(links) = std::fs::read_dir(format!("/proc/{}/{kind}", process.pid)) else { continue };
            for link in links.flatten() {
                let ours = |metadata: std::fs::Metadata| metadata.is_file() && metadata.dev() == device;
                if !std::fs::metadata(link.path()).is_ok_and(ours) {
                    continue;
                }
                let mut open = std::fs::OpenOptions::new();
                if let Ok(file) = open.read(true).custom_flags(libc::O_NONBLOCK).open(link.path()) {
                    see(&file)?;
                }
            }
        }
    }
    Ok(())
}
