//! A disk that is not encrypted: the same image without a policy.

use std::time::Instant;

use rampart_rds::intent::{DiskKey, KeyStatus};

use super::{Seen, Volume, image, make_data, scratch, vacant};
use crate::{doing::Done, site::Site};

pub(super) struct PlainImage;

impl Volume for PlainImage {
    fn prepare(&self, site: &Site<'_>, size_mib: u64, _key: Option<&DiskKey>) -> Done {
        // Not for its data: see `scratch`.
        image::make(site, size_mib, image::CAN_ENCRYPT)?;
        image::mount_image(site)?;
        make_data(site, |_| Ok(()))
    }

    fn open(&self, site: &Site<'_>, _key: Option<&DiskKey>) -> Done {
        image::mount_image(site)
    }

    fn close(&self, site: &Site<'_>, deadline: Instant) -> Done {
        scratch::forget_or_leave(site);
        image::unmount_image(site, deadline)
    }

    fn wipe_freed(&self, site: &Site<'_>) -> Done {
        vacant::wipe(site)
    }

    fn erase(&self, site: &Site<'_>) -> Done {
        image::erase(site)
    }

    fn look(&self, site: &Site<'_>) -> Done<Seen> {
        image::look(site)
    }

    fn key_status(&self, _site: &Site<'_>) -> Done<KeyStatus> {
        Ok(KeyStatus::Absent)
    }
}
