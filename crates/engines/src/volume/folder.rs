//! Without root there is no disk: a plain folder stands in for one, of no size of its own.

use std::time::Instant;

use rampart_rds::intent::{DiskKey, HandFailed, KeyStatus};

use super::{Seen, Volume, make_data};
use crate::{
    doing::Done,
    site::{DISK, Site},
};

pub(super) struct PlainFolder;

impl Volume for PlainFolder {
    fn prepare(&self, site: &Site<'_>, _size_mib: u64, _key: Option<&DiskKey>) -> Done {
        site.folder.make(DISK, 0o700, site.ground.own())?;
        make_data(site, |_| Ok(()))
    }

    fn open(&self, site: &Site<'_>, _key: Option<&DiskKey>) -> Done {
        if self.look(site)?.present { Ok(()) } else { Err(HandFailed::NoDisk) }
    }

    fn close(&self, _site: &Site<'_>, _deadline: Instant) -> Done {
        Ok(())
    }

    /// The blocks are the machine's: whoever reads its disk raw may find there what files held.
    fn wipe_freed(&self, _site: &Site<'_>) -> Done {
        Ok(())
    }

    fn erase(&self, _site: &Site<'_>) -> Done {
        Ok(())
    }

    fn look(&self, site: &Site<'_>) -> Done<Seen> {
        let present = site.folder.stat(DISK)?.is_some();
        Ok(Seen { present, attached: None, mounted: present })
    }

    fn key_status(&self, _site: &Site<'_>) -> Done<KeyStatus> {
        Ok(KeyStatus::Absent)
    }
}
