//! Room kept back on every disk in an image. An engine that ended because its disk was full is given it when the disk is opened
//! anew: it can start once more, and its owner can delete.

use rampart_rds::intent::HandFailed;
use rustix::fs::{FallocateFlags, fallocate, fstatvfs};

use crate::{
    doing::{Doing, Done},
    folder::Folder,
    site::{DISK, Site},
};

const NAME: &str = "reserve";
/// An engine needs room for some files of its log of changes; PostgreSQL's have 16 MiB.
const MIB: std::ops::RangeInclusive<u64> = 16..=256;
/// Which part of a disk is kept back.
const PART: u64 = 32;
/// It is taken again where so many times as much is free.
const PLENTY: u64 = 4;

/// Gives the room away on an open disk that has none left, or takes it again on one that has plenty.
pub(super) fn balance(site: &Site<'_>) -> Done {
    let Some(disk) = site.record.disk else { return Ok(()) };
    let bytes = (disk.size_mib / PART).clamp(*MIB.start(), *MIB.end()) << 20;
    let folder = Folder::open(&site.near(DISK)).doing("open the disk")?;
    let free = free(&folder)?;
    match folder.stat(NAME)? {
        Some(_) if free < bytes => {
            folder.remove(NAME)?;
            site.step("reserve given away");
            tracing::warn!(id = %site.id, "the disk is full: its engine is given the room that was kept back for this");
        }
        None if free >= bytes * PLENTY => {
            let file = folder.make_file(NAME)?;
            match fallocate(&file, FallocateFlags::empty(), 0, bytes) {
                Ok(()) => site.step("reserve taken"),
                // The machine's own disk may be full as well: nobody is kept from opening this one.
                Err(error) => {
                    tracing::warn!(id = %site.id, %error, "no room is kept back on the disk");
                    folder.remove(NAME)?;
                }
            }
        }
        _ => {}
    }
    Ok(())
}

/// Whether hardly anything more can be written, on the disk or on the one that its image lies on, and in which words that is
/// told.
pub(super) fn full(site: &Site<'_>) -> Option<String> {
    const LITTLE_MIB: u64 = 1;
    let disk = site.record.disk?;
    if free(&site.folder).ok()? >> 20 < LITTLE_MIB {
        return Some("the machine's disk is full on which the databases' disks lie".to_owned());
    }
    let folder = Folder::open(&site.near(DISK)).ok()?;
    let free_mib = free(&folder).ok()? >> 20;
    (free_mib < LITTLE_MIB).then(|| format!("its disk of {} MiB is full", disk.size_mib))
}

fn free(folder: &Folder) -> Result<u64, HandFailed> {
    let stat = fstatvfs(folder).doing("ask for the disk's free room")?;
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
}
