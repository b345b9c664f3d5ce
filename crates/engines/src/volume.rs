//! Disks: where an instance's files lie, and how they are put out of reach.

mod folder;
mod frozen;
mod fscrypt;
mod groups;
mod image;
mod plain;
mod reserve;
mod scratch;
mod vacant;

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use rampart_rds::intent::{DiskFacts, DiskKey, HandFailed, KeyStatus, Protection};

use crate::{
    doing::{Doing, Done},
    record::{DiskRecord, VolumeKind},
    site::{CONF, DATA, DISK, RUN, SCRATCH, Site},
    users,
};

pub(crate) use self::{
    frozen::{Freezing, thaw_all},
    fscrypt::try_on_this_machine,
};

/// One kind of disk. Each verb finishes what an earlier, broken-off attempt began.
pub(crate) trait Volume {
    /// Makes the disk if it is not there, opens it, and makes the instance's own folder `data` on it.
    fn prepare(&self, site: &Site<'_>, size_mib: u64, key: Option<&DiskKey>) -> Done;
    /// Makes the files on an existing disk readable.
    fn open(&self, site: &Site<'_>, key: Option<&DiskKey>) -> Done;
    /// Puts the files out of reach.
    fn close(&self, site: &Site<'_>, deadline: Instant) -> Done;
    /// Has nobody read what lay in blocks that no file holds any more.
    fn wipe_freed(&self, site: &Site<'_>) -> Done;
    /// Removes a closed disk.
    fn erase(&self, site: &Site<'_>) -> Done;
    /// What there is now.
    fn look(&self, site: &Site<'_>) -> Done<Seen>;
    /// The state of the disk's key.
    fn key_status(&self, site: &Site<'_>) -> Done<KeyStatus>;
}

/// What there is of a disk.
pub(crate) struct Seen {
    pub(crate) present: bool,
    pub(crate) attached: Option<String>,
    pub(crate) mounted: bool,
}

impl VolumeKind {
    pub(crate) fn volume(self) -> &'static dyn Volume {
        match self {
            Self::Fscrypt => &fscrypt::Fscrypt,
            Self::PlainImage => &plain::PlainImage,
            Self::Folder => &folder::PlainFolder,
        }
    }

    const fn encrypted(self) -> bool {
        matches!(self, Self::Fscrypt)
    }
}

/// The smallest disk that an engine can be initialised on.
const SIZE_MIB_MIN: u64 = 128;
/// The largest that the vendor sells, 64 TiB.
const SIZE_MIB_MAX: u64 = 64 << 20;

/// Makes disk and user, and leaves the disk open.
pub(crate) fn prepare(site: &mut Site<'_>, size_mib: u64, protection: &Protection) -> Done {
    let kind = match protection {
        Protection::Encrypted(_) if !site.ground.root => {
            return Err(HandFailed::NeedsRoot { what: "an encrypted disk".to_owned() });
        }
        Protection::Encrypted(_) => VolumeKind::Fscrypt,
        Protection::Plain if site.ground.root => VolumeKind::PlainImage,
        Protection::Plain => VolumeKind::Folder,
    };
    if !(SIZE_MIB_MIN..=SIZE_MIB_MAX).contains(&size_mib) {
        return Err(HandFailed::SettingRefused(format!(
            "a disk has {SIZE_MIB_MIN} to {SIZE_MIB_MAX} MiB, not {size_mib}"
        )));
    }
    let wanted = DiskRecord { kind, size_mib };
    match site.record.disk {
        None => {
            site.record.disk = Some(wanted);
            site.save()?;
            site.step("disk recorded");
        }
        Some(found) if found == wanted => {}
        Some(found) => {
            return Err(HandFailed::DiskMismatch(format!(
                "found one of {} MiB, {}encrypted",
                found.size_mib,
                if found.kind.encrypted() { "" } else { "not " }
            )));
        }
    }
    users::ensure(site)?;
    folders(site)?;
    kind.volume().prepare(site, size_mib, key_of(protection))?;
    balance(site, kind)
}

/// Opens the disk that was prepared.
pub(crate) fn open(site: &mut Site<'_>, protection: &Protection) -> Done {
    let kind = kind(site)?;
    if kind.encrypted() != matches!(protection, Protection::Encrypted(_)) {
        let (is, asked) = if kind.encrypted() { ("encrypted", "plain") } else { ("plain", "encrypted") };
        return Err(HandFailed::DiskMismatch(format!("it is {is} and was asked for as {asked}")));
    }
    users::ensure(site)?;
    folders(site)?;
    kind.volume().open(site, key_of(protection)).map_err(|failed| match (failed, full(site)) {
        (HandFailed::System { doing, error }, Some(full)) => {
            HandFailed::NoRoom(format!("{full}; it could not {doing}: {error}"))
        }
        (failed, _) => failed,
    })?;
    balance(site, kind)
}

/// Closes the disk.
pub(crate) fn close(site: &Site<'_>, patience: Duration) -> Done {
    kind(site)?.volume().close(site, Instant::now() + patience)
}

/// Wipes the blocks of an open disk that no file holds any more, or that one was given and never wrote.
pub(crate) fn wipe_freed(site: &Site<'_>) -> Done {
    kind(site)?.volume().wipe_freed(site)
}

/// A folder of the instance for what its engine needs while a statement lasts, made anew for this start and unreadable after it;
/// none where the engine's own serves as well, or as badly.
pub(crate) fn renew_scratch(site: &Site<'_>) -> Done<Option<PathBuf>> {
    const LACKS: &str = "what the engine needs while a statement lasts may lie on the disk in the clear";
    match kind(site)? {
        VolumeKind::Fscrypt => Ok(None),
        VolumeKind::Folder => {
            tracing::warn!(id = %site.id, "{LACKS}: start the server as root");
            Ok(None)
        }
        VolumeKind::PlainImage => match scratch::renew(site) {
            Ok(()) => Ok(Some(site.far(DISK).join(SCRATCH))),
            Err(HandFailed::NotSupported { what, remedy }) => {
                tracing::warn!(id = %site.id, "{LACKS}, for {what}: {remedy}");
                scratch::forget(site)?;
                Ok(None)
            }
            Err(other) => Err(other),
        },
    }
}

/// Says that the disk is full, where it is.
pub(crate) fn full(site: &Site<'_>) -> Option<String> {
    match kind(site).ok()? {
        // What is full there is the machine.
        VolumeKind::Folder => None,
        VolumeKind::Fscrypt | VolumeKind::PlainImage => reserve::full(site),
    }
}

fn balance(site: &Site<'_>, kind: VolumeKind) -> Done {
    match kind {
        VolumeKind::Folder => Ok(()),
        VolumeKind::Fscrypt | VolumeKind::PlainImage => reserve::balance(site),
    }
}

/// Has nobody read what the engine needed while statements lasted.
pub(crate) fn forget_scratch(site: &Site<'_>) {
    if let Ok(VolumeKind::PlainImage) = kind(site) {
        scratch::forget_or_leave(site);
    }
}

/// What there is of the instance's disk; none before it was prepared.
pub(crate) fn look(site: &Site<'_>) -> Done<Option<DiskFacts>> {
    let Some(DiskRecord { kind, size_mib }) = site.record.disk else { return Ok(None) };
    let Seen { present, attached, mounted } = kind.volume().look(site)?;
    let key = kind.volume().key_status(site)?;
    Ok(Some(DiskFacts { encrypted: kind.encrypted(), size_mib, present, attached, mounted, key }))
}

/// The state of the disk's key.
pub(crate) fn key_status(site: &Site<'_>) -> Done<KeyStatus> {
    kind(site)?.volume().key_status(site)
}

/// Refuses unless files on the disk can be used now.
pub(crate) fn demand_open(site: &Site<'_>) -> Done {
    let facts = look(site)?.ok_or(HandFailed::NoDisk)?;
    if facts.is_open() { Ok(()) } else { Err(HandFailed::DiskClosed) }
}

/// Removes a closed disk and the folders around it.
pub(crate) fn erase(site: &Site<'_>) -> Done {
    if let Some(DiskRecord { kind, .. }) = site.record.disk {
        kind.volume().erase(site)?;
    }
    for name in [RUN, CONF, DISK] {
        if site.folder.stat(name)?.is_some() {
            // Does not follow links, also not ones put in its way while it walks.
            std::fs::remove_dir_all(site.near(name)).doing(&format!("remove the folder `{name}`"))?;
        }
    }
    Ok(())
}

/// Removes what a trial left, also one that was cut off.
pub(crate) fn erase_trial(site: &Site<'_>) -> Done {
    image::unmount_image(site, Instant::now())?;
    image::erase(site)?;
    site.folder.remove_folder(DISK)
}

fn folders(site: &Site<'_>) -> Done {
    let (owner, ours) = (site.owner()?, site.ground.own());
    site.folder.make(RUN, 0o700, owner)?;
    site.folder.make(CONF, 0o750, (ours.0, owner.1))?;
    site.step("folders made");
    Ok(())
}

/// Makes the folder on the disk that belongs to the instance's user, empty if it is new.
fn make_data(site: &Site<'_>, before_use: impl FnOnce(&crate::folder::Folder) -> Done) -> Done {
    let disk = site.folder.folder(DISK).doing("open the disk")?;
    let ours = site.ground.own();
    // Ours until it is wholly ready.
    let data = disk.stat(DATA)?.is_none();
    let folder =
        if data { disk.make(DATA, 0o700, ours)? } else { disk.folder(DATA).doing("open the disk's data")? };
    site.step("data folder made");
    before_use(&folder)?;
    disk.make(DATA, 0o700, site.owner()?)?;
    site.step("data folder given away");
    Ok(())
}

fn kind(site: &Site<'_>) -> Done<VolumeKind> {
    site.record.disk.map(|disk| disk.kind).ok_or(HandFailed::NoDisk)
}

const fn key_of(protection: &Protection) -> Option<&DiskKey> {
    match protection {
        Protection::Encrypted(key) => Some(key),
        Protection::Plain => None,
    }
}
