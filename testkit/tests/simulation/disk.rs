//! The audit trail's files in memory: each refuses, tears, fails to flush and loses power.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard},
};

use rampart_api::audit::{Disk, LogFile};
use rampart_store::backend::redb::platter::{Fault, Planned};

use crate::dice::Dice;

/// A clone is the same disk.
#[derive(Clone, Default)]
pub(crate) struct LogDisk(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    files: BTreeMap<PathBuf, Log>,
    planned: Planned,
    /// Calls after which the process dies.
    dies_after: Option<u32>,
    dead: bool,
    refuses_names: bool,
}

#[derive(Default)]
struct Log {
    now: Vec<u8>,
    /// What surely outlasts the power.
    lasting: Vec<u8>,
    /// What was done since the last flush, in order.
    since: Vec<Done>,
    /// Whether its name outlasts the power.
    named: bool,
}

enum Done {
    Wrote(usize, Vec<u8>),
    Length(usize),
}

impl LogDisk {
    pub(crate) fn fails(&self, fault: Fault, calls: u32) {
        self.state().planned = Planned::after(fault, calls);
    }

    /// From now on no file is made, and no name made to last.
    pub(crate) fn refuses_names(&self) {
        self.state().refuses_names = true;
    }

    pub(crate) fn dies_after(&self, calls: u32) {
        self.state().dies_after = Some(calls);
    }

    pub(crate) fn dies(&self) {
        self.state().dead = true;
    }

    pub(crate) fn is_dead(&self) -> bool {
        self.state().dead
    }

    pub(crate) fn heals(&self) {
        let mut state = self.state();
        (state.planned, state.dies_after, state.refuses_names) = (Planned::default(), None, false);
    }

    /// The power goes. Of what was not flushed a beginning is there, since a journalling file system writes a file that
    /// only grows before it tells of its length; of the last write any part, or zeros in its place.
    pub(crate) fn loses_power(&self, dice: &Dice) {
        let mut state = self.state();
        // Names are kept in the order in which they were made.
        let mut kept = true;
        state.files.retain(|_, log| {
            kept &= log.named || dice.happens(50);
            kept
        });
        state.files.values_mut().for_each(|log| log.lose_power(dice));
    }

    /// Another process has the disk, which is in order again.
    pub(crate) fn is_taken_over(&self) {
        self.heals();
        self.state().dead = false;
    }

    pub(crate) fn images(&self) -> Vec<Vec<u8>> {
        self.state().files.values().map(|log| log.now.clone()).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// The disk for a change.
    fn changing(&self) -> io::Result<MutexGuard<'_, State>> {
        let mut state = self.state();
        state.dead |= state.dies_after == Some(0);
        state.dies_after = state.dies_after.map(|calls| calls.saturating_sub(1));
        if state.dead { Err(refused()) } else { Ok(state) }
    }
}

fn refused() -> io::Error {
    io::Error::other("as planned")
}

impl State {
    fn log(&mut self, path: &Path) -> io::Result<&mut Log> {
        self.files.get_mut(path).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn names_work(&self) -> io::Result<()> {
        if self.refuses_names { Err(refused()) } else { Ok(()) }
    }
}

impl Log {
    fn carry_out(&mut self, done: Done) {
        apply(&mut self.now, &done);
        self.since.push(done);
    }

    fn lose_power(&mut self, dice: &Dice) {
        let since = std::mem::take(&mut self.since);
        let whole = dice.below(u32::try_from(since.len()).unwrap() + 1) as usize;
        since.iter().take(whole).for_each(|done| apply(&mut self.lasting, done));
        if let Some(Done::Wrote(offset, bytes)) = since.get(whole) {
            let part = dice.below(u32::try_from(bytes.len()).unwrap() + 1) as usize;
            apply(&mut self.lasting, &Done::Wrote(*offset, bytes[..part].to_vec()));
            if part == 0 && dice.happens(50) {
                apply(&mut self.lasting, &Done::Wrote(*offset, vec![0; bytes.len()]));
            }
        }
        self.now = self.lasting.clone();
    }
}

fn apply(to: &mut Vec<u8>, done: &Done) {
    match done {
        Done::Length(length) => to.resize(*length, 0),
        Done::Wrote(offset, bytes) => {
            let end = offset + bytes.len();
            if to.len() < end {
                to.resize(end, 0);
            }
            to[*offset..end].copy_from_slice(bytes);
        }
    }
}

struct Open {
    disk: LogDisk,
    path: PathBuf,
}

impl LogFile for Open {
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        let mut state = self.disk.changing()?;
        let (fails, tears) = (state.planned.meets(Fault::Write), state.planned.meets(Fault::Torn));
        let part = if fails {
            0
        } else if tears {
            bytes.len() / 2
        } else {
            bytes.len()
        };
        let offset = usize::try_from(offset).unwrap();
        state.log(&self.path)?.carry_out(Done::Wrote(offset, bytes[..part].to_vec()));
        if fails || tears { Err(refused()) } else { Ok(()) }
    }

    fn truncate(&self, length: u64) -> io::Result<()> {
        let mut state = self.disk.changing()?;
        if state.planned.meets(Fault::Length) {
            return Err(refused());
        }
        state.log(&self.path)?.carry_out(Done::Length(usize::try_from(length).unwrap()));
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        let mut state = self.disk.changing()?;
        let fails = state.planned.meets(Fault::Flush);
        let log = state.log(&self.path)?;
        let since = std::mem::take(&mut log.since);
        if fails {
            // What was to be flushed is gone, though it still reads as written.
            return Err(refused());
        }
        since.iter().for_each(|done| apply(&mut log.lasting, done));
        Ok(())
    }
}

impl Disk for LogDisk {
    fn create(&self, path: &Path) -> io::Result<Arc<dyn LogFile>> {
        let mut state = self.changing()?;
        state.names_work()?;
        if state.files.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        state.files.insert(path.to_owned(), Log::default());
        Ok(Arc::new(Open { disk: self.clone(), path: path.to_owned() }))
    }

    fn open(&self, path: &Path) -> io::Result<Arc<dyn LogFile>> {
        self.state().log(path)?;
        Ok(Arc::new(Open { disk: self.clone(), path: path.to_owned() }))
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = self.state().log(path)?.now.clone();
        bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(bytes)
    }

    fn remove(&self, path: &Path) -> io::Result<u64> {
        let log = self.changing()?.files.remove(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(log.now.len() as u64)
    }

    fn create_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let inside =
            |path: &PathBuf| Some(path.strip_prefix(folder).ok()?.iter().next()?.to_str()?.to_owned());
        let mut names: Vec<String> = self.state().files.keys().filter_map(inside).collect();
        names.dedup();
        Ok(names)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.changing()?;
        state.names_work()?;
        state
            .files
            .iter_mut()
            .filter(|(path, _)| path.starts_with(folder))
            .for_each(|(_, log)| log.named = true);
        Ok(())
    }

    fn free(&self, _: &Path) -> io::Result<u64> {
        Ok(u64::MAX)
    }

    fn flushes_at_once(&self) -> bool {
        true
    }
}
