//! The marks' files: one a minute, eight bytes a mark, and `state` with the boot id and the floor. What a full disk
//! takes is `spare`'s.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    io,
};

use rampart_store::is_full;
use rampart_vocab::Timestamp;

use super::{
    Mark,
    folder::{Appends, Folder},
    minutes::minute_at,
    spare::Spare,
};

/// What an earlier process left.
pub(super) struct Found {
    /// Seconds since 1970 below which nothing is known.
    pub(super) floor: i64,
    pub(super) minutes: Vec<(i64, Vec<u64>)>,
}

pub(super) struct Journal {
    folder: Box<dyn Folder>,
    boot_id: String,
    pending: BTreeMap<i64, Vec<u8>>,
    files: BTreeMap<i64, Box<dyn Appends>>,
    floor_written: i64,
    spare: Spare,
}

const STATE: &str = "state";
const MARK_BYTES: u64 = 8;

impl Journal {
    pub(super) fn open(folder: Box<dyn Folder>, boot_id: &str, now: Timestamp) -> io::Result<(Self, Found)> {
        folder.make()?;
        let left = State::read(&*folder)?;
        let files = minute_files(&*folder)?;
        let is_first = left.is_none() && files.is_empty();
        let floor = match left {
            // What is over by now is forgotten like any other, by the first request.
            Some(state) if state.boot_id == boot_id => state.floor,
            // No key was ever given out before it, wherever its clock stands.
            None if is_first => i64::MIN,
            // What the last boot did not write is unknown up to now, wherever its clock stood.
            _ => now.as_second(),
        };
        // To the disk, this once: a folder without it would count as a first start.
        let floor_written = match (State { boot_id: boot_id.to_owned(), floor }).write(&*folder, true) {
            Ok(()) => floor,
            // A full disk keeps no server from starting: somebody may have to disable a key. Another start in this boot
            // finds as high a floor, or takes this boot for a new one and remembers less.
            Err(failed) if is_full(&failed) && !is_first => i64::MIN,
            Err(failed) => return Err(failed),
        };
        let (spare, spared) = Spare::open(folder.path(), floor)?;
        let mut found = Found { floor, minutes: Vec::new() };
        found.minutes.extend(spared.into_iter().map(|mark| (mark.minute, vec![mark.value])));
        for (minute, name) in files {
            if minute < minute_at(floor) {
                folder.remove(&name)?;
            } else {
                found.minutes.push((minute, marks_in(&folder.read(&name)?)));
            }
        }
        let journal = Self {
            folder,
            boot_id: boot_id.to_owned(),
            pending: BTreeMap::new(),
            files: BTreeMap::new(),
            floor_written,
            spare,
        };
        Ok((journal, found))
    }

    pub(super) fn note(&mut self, mark: Mark) {
        self.pending.entry(mark.minute).or_default().extend(mark.value.to_le_bytes());
    }

    /// Writes one mark where there is room though the disk is full.
    pub(super) fn write_spare(&mut self, mark: Mark, floor: i64) -> io::Result<()> {
        self.spare.write(mark, floor)
    }

    /// Writes the floor and the marks noted, in this order.
    pub(super) fn write(&mut self, floor: i64) -> io::Result<()> {
        // What is below it is the floor's to refuse, and must not gather for as long as a disk is full.
        let kept_from = minute_at(floor);
        while self.pending.first_key_value().is_some_and(|(minute, _)| *minute < kept_from) {
            self.pending.pop_first();
        }
        if floor > self.floor_written {
            State { boot_id: self.boot_id.clone(), floor }.write(&*self.folder, false)?;
            self.floor_written = floor;
            self.forget_before(minute_at(floor));
        }
        while let Some((minute, bytes)) = self.pending.pop_first() {
            if let Err(failed) = self.file(minute).and_then(|file| file.append(&bytes)) {
                // They are still owed, and opening the file anew cuts what is torn; a repeated mark does no harm.
                self.files.remove(&minute);
                self.pending.insert(minute, bytes);
                return Err(failed);
            }
        }
        Ok(())
    }

    /// Lets go what lies below the floor, which is written first: an end in between loses none of it.
    fn forget_before(&mut self, minute: i64) {
        self.files = self.files.split_off(&minute);
        for (old, name) in minute_files(&*self.folder).unwrap_or_default() {
            if old < minute {
                // A file that stays costs room, not safety: the next start removes it.
                drop(self.folder.remove(&name));
            }
        }
    }

    fn file(&mut self, minute: i64) -> io::Result<&mut Box<dyn Appends>> {
        match self.files.entry(minute) {
            Entry::Occupied(open) => Ok(open.into_mut()),
            Entry::Vacant(place) => {
                Ok(place.insert(self.folder.open(&format!("{minute}.marks"), MARK_BYTES)?))
            }
        }
    }
}

struct State {
    boot_id: String,
    floor: i64,
}

impl State {
    fn read(folder: &dyn Folder) -> io::Result<Option<Self>> {
        let bytes = match folder.read(STATE) {
            Ok(bytes) => bytes,
            Err(failed) if failed.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(failed) => return Err(failed),
        };
        let text = String::from_utf8_lossy(&bytes);
        let mut lines = text.lines();
        let boot_id = lines.next().unwrap_or_default().to_owned();
        // An unreadable floor counts as another boot: the careful reading.
        let floor = lines.next().and_then(|line| line.parse().ok());
        Ok(Some(match floor {
            Some(floor) => Self { boot_id, floor },
            None => Self { boot_id: String::new(), floor: i64::MIN },
        }))
    }

    /// Not flushed while it runs: what a machine's crash tears or takes back belongs to another boot.
    fn write(&self, folder: &dyn Folder, lasting: bool) -> io::Result<()> {
        folder.replace(STATE, format!("{}\n{}\n", self.boot_id, self.floor).as_bytes(), lasting)
    }
}

fn minute_files(folder: &dyn Folder) -> io::Result<Vec<(i64, String)>> {
    let minute = |name: &str| name.strip_suffix(".marks")?.parse().ok();
    let names = folder.names()?.into_iter();
    let mut files: Vec<_> = names.filter_map(|name| Some((minute(&name)?, name))).collect();
    files.sort();
    Ok(files)
}

fn marks_in(bytes: &[u8]) -> Vec<u64> {
    // A torn last mark belongs to a request that was never answered.
    bytes.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect()
}
