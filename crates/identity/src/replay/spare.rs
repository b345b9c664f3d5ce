//! Room for some marks that is there before the disk is full: a file of fixed size, written in its place.
//!
//! Only what takes a right away is written here, and only while a minute's own file takes nothing. Each place stands for
//! itself, so what is torn or old does no harm.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::{FileExt as _, OpenOptionsExt as _},
    path::Path,
};

use super::{Mark, minutes::minute_at};

/// Marks that it holds. As many changes in some sixteen minutes, more than the audit trail lets wait meanwhile.
const PLACES: u64 = 16_384;
/// Minute and mark.
const PLACE_BYTES: u64 = 16;

pub(super) struct Spare {
    file: File,
    /// How many there are; fewer than wanted when the disk was full already.
    places: u64,
    next: u64,
    /// The newest minute that any place holds.
    newest: i64,
}

impl Spare {
    /// Opens the file, makes it as large as it can be, and gives the marks that `floor` does not refuse.
    pub(super) fn open(folder: &Path, floor: i64) -> io::Result<(Self, Vec<Mark>)> {
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(folder.join("spare"))?;
        fill(&file);
        let places = (file.metadata()?.len() / PLACE_BYTES).min(PLACES);
        let mut bytes = vec![[0; PLACE_BYTES as usize]; places as usize];
        file.read_exact_at(bytes.as_flattened_mut(), 0)?;
        let mut spare = Self { file, places, next: 0, newest: i64::MIN };
        let mut marks = Vec::new();
        for (place, bytes) in (0..).zip(&bytes) {
            if let Some(mark) = mark_in(bytes).filter(|mark| mark.minute >= minute_at(floor)) {
                spare.next = place + 1;
                spare.newest = spare.newest.max(mark.minute);
                marks.push(mark);
            }
        }
        Ok((spare, marks))
    }

    /// Puts one mark where there is room. Once all it holds lies below `floor` it begins again.
    pub(super) fn write(&mut self, mark: Mark, floor: i64) -> io::Result<()> {
        if self.newest < minute_at(floor) {
            self.next = 0;
        }
        if self.next >= self.places {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let mut bytes = [0; PLACE_BYTES as usize];
        let (minute, value) = bytes.split_at_mut(8);
        minute.copy_from_slice(&mark.minute.to_le_bytes());
        value.copy_from_slice(&mark.value.to_le_bytes());
        self.file.write_all_at(&bytes, self.next * PLACE_BYTES)?;
        self.next += 1;
        self.newest = self.newest.max(mark.minute);
        Ok(())
    }
}

/// A place that was never written holds none.
fn mark_in(bytes: &[u8; PLACE_BYTES as usize]) -> Option<Mark> {
    let both = u128::from_le_bytes(*bytes);
    (both != 0).then(|| Mark { minute: (both as u64).cast_signed(), value: (both >> 64) as u64 })
}

/// Zeroes, really written: what is only set aside may still need a block on the day.
fn fill(file: &File) {
    const ZEROES: [u8; 4096] = [0; 4096];
    let Ok(mut length) = file.metadata().map(|found| found.len()) else { return };
    while length < PLACES * PLACE_BYTES {
        let part = ZEROES.get(..((PLACES * PLACE_BYTES - length).min(4096)) as usize).unwrap_or(&ZEROES);
        // A server with less starts too.
        if file.write_all_at(part, length).is_err() {
            return;
        }
        length += part.len() as u64;
    }
}
