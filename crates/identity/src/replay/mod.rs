//! The replay guard: a signed request is taken once.
//!
//! It remembers marks, keyed hashes of access key and nonce, by the minute of the request's own time stamp, and
//! never a nonce itself. Whether the time stamp is near enough to now is `wire`'s question.

mod folder;
mod journal;
mod minutes;
mod sip;
mod spare;

use std::{
    hash::{BuildHasherDefault, Hasher},
    io,
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use rampart_vocab::{AccessKeyId, Timestamp};

use self::{journal::Journal, minutes::Minutes};

pub use self::folder::{Appends, Folder, SystemFolder};

/// Marks remembered at most, over all minutes.
pub const MARKS_MAX: usize = 16 << 20;
/// Independently locked parts; a mark's low bits choose its part.
const PARTS: usize = 16;

/// Why a request whose signature holds is refused all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplayRefused {
    /// This access key has used the nonce before.
    #[error("the nonce was used before, sign the request again with a fresh one")]
    Used,
    /// Stamped in a time of which the marks are gone, so that nobody can tell.
    #[error("the time stamp is older than this server remembers, sign the request again")]
    BeforeFloor,
}

/// What stands for one request: a keyed hash, and the minute of its time stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    minute: i64,
    value: u64,
}

/// The secret under which marks are made (SipHash-2-4), so that nobody can choose colliding nonces.
pub struct MarkKey(sip::Key);

impl MarkKey {
    /// From sixteen secret bytes, the same over restarts.
    pub fn new(bytes: [u8; 16]) -> Self {
        Self(sip::Key::new(bytes))
    }

    fn mark(&self, access_key: &AccessKeyId, nonce: &str) -> u64 {
        // The zero byte stands in no access key id, so no two pairs run together.
        self.0.hash(&[access_key.as_str().as_bytes(), &[0], nonce.as_bytes()])
    }
}

/// What was signed already.
pub struct Guard {
    key: MarkKey,
    parts: Vec<Mutex<Minutes>>,
    /// The first second from which the marks are complete.
    floor: AtomicI64,
    /// The oldest minute that was kept when this was last looked at.
    kept_from: AtomicI64,
    journal: Mutex<Journal>,
}

impl Guard {
    /// Opens the guard whose marks lie in `folder`, which is made when absent.
    ///
    /// After a process' end the marks are read back. When `boot_id` differs from the last one, the machine has
    /// restarted and unwritten marks may be lost: requests stamped before `now` are then refused.
    ///
    /// # Errors
    /// The folder cannot be made, read or written.
    pub fn open(folder: &Path, boot_id: &str, key: MarkKey, now: Timestamp) -> io::Result<Self> {
        Self::with_capacity(folder, boot_id, key, now, MARKS_MAX)
    }

    /// As [`Guard::open`], by another way to the folder's files: a test's, in which they fail.
    ///
    /// # Errors
    /// As [`Guard::open`].
    pub fn open_in(folder: Box<dyn Folder>, boot_id: &str, key: MarkKey, now: Timestamp) -> io::Result<Self> {
        Self::in_folder(folder, boot_id, key, now, MARKS_MAX)
    }

    fn with_capacity(
        folder: &Path,
        boot_id: &str,
        key: MarkKey,
        now: Timestamp,
        marks_max: usize,
    ) -> io::Result<Self> {
        Self::in_folder(Box::new(SystemFolder::new(folder)), boot_id, key, now, marks_max)
    }

    fn in_folder(
        folder: Box<dyn Folder>,
        boot_id: &str,
        key: MarkKey,
        now: Timestamp,
        marks_max: usize,
    ) -> io::Result<Self> {
        let (journal, found) = Journal::open(folder, boot_id, now)?;
        let parts = (0..PARTS).map(|_| Mutex::new(Minutes::new(marks_max.div_ceil(PARTS)))).collect();
        let guard = Self {
            key,
            parts,
            floor: AtomicI64::new(found.floor),
            kept_from: AtomicI64::new(i64::MIN),
            journal: Mutex::new(journal),
        };
        for (minute, marks) in found.minutes {
            for mark in marks {
                guard.remember(minute, mark);
            }
        }
        Ok(guard)
    }

    /// Enters a request whose signature held and gives its mark. `stamped` is its own time stamp.
    ///
    /// # Errors
    /// [`ReplayRefused`]; the request must not be carried out.
    pub fn enter(
        &self,
        access_key: &AccessKeyId,
        nonce: &str,
        stamped: Timestamp,
        now: Timestamp,
    ) -> Result<Mark, ReplayRefused> {
        self.forget_before(minutes::oldest_kept(now));
        if stamped.as_second() < self.floor() {
            return Err(ReplayRefused::BeforeFloor);
        }
        let mark = Mark { minute: minutes::minute_of(stamped), value: self.key.mark(access_key, nonce) };
        if !self.remember(mark.minute, mark.value) {
            return Err(ReplayRefused::Used);
        }
        // This very minute may just have been forgotten: by the part to stay within its bounds, or as over.
        if stamped.as_second() < self.floor() {
            return Err(ReplayRefused::BeforeFloor);
        }
        self.journal().note(mark);
        Ok(mark)
    }

    /// Writes the marks entered since the last call. Called before a change commits and before the answers of a turn
    /// leave; not flushed to the disk, since a machine's crash raises the floor instead.
    ///
    /// # Errors
    /// The files cannot be written: the change must not be made, the answers must not leave.
    pub fn write(&self) -> io::Result<()> {
        let mut journal = self.journal();
        // Read under the lock: a mark that was noted and is below it by now is the floor's to refuse.
        journal.write(self.floor())
    }

    /// Writes one mark into room that was kept for the day on which the disk is full: for what takes a right away, when
    /// [`Guard::write`] has failed.
    ///
    /// # Errors
    /// That room is taken as well, or cannot be written: the change must not be made.
    pub fn write_spare(&self, mark: Mark) -> io::Result<()> {
        self.journal().write_spare(mark, self.floor())
    }

    /// The time before which every request is refused, in seconds since 1970: marks of that time were lost, or forgotten
    /// for want of room or as over. It never sinks; where nothing was taken it need not rise, so that a clock that stood
    /// ahead for a while leaves nobody outside.
    pub fn floor(&self) -> i64 {
        self.floor.load(Ordering::Acquire)
    }

    fn remember(&self, minute: i64, mark: u64) -> bool {
        let Some(part) = self.parts.get(mark as usize % PARTS) else { return false };
        let mut part = part.lock().unwrap_or_else(PoisonError::into_inner);
        let entered = part.enter(minute, mark);
        self.rise_over(entered.dropped);
        entered.fresh
    }

    /// Forgets what is over, once a minute, whichever way the clock went.
    fn forget_before(&self, minute: i64) {
        let is_known = self.kept_from.load(Ordering::Relaxed) == minute;
        if !is_known && self.kept_from.swap(minute, Ordering::AcqRel) != minute {
            for part in &self.parts {
                let mut part = part.lock().unwrap_or_else(PoisonError::into_inner);
                self.rise_over(part.forget_before(minute));
            }
        }
    }

    /// Refuses from now on what is stamped in a minute whose marks are forgotten, or earlier. Called while their part is
    /// locked: whoever finds that minute empty finds the floor above it.
    fn rise_over(&self, forgotten: Option<i64>) {
        if let Some(minute) = forgotten {
            self.floor.fetch_max(minutes::start_of(minute + 1), Ordering::AcqRel);
        }
    }

    fn journal(&self) -> std::sync::MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Marks are uniform already; hashing them again would only cost time.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }

    fn write_u64(&mut self, mark: u64) {
        self.0 = mark;
    }
}

type Marks = std::collections::HashSet<u64, BuildHasherDefault<AsIs>>;

#[cfg(test)]
mod tests;
