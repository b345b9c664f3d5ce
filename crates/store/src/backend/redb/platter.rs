//! A disk in memory that fails, tears, fills up, stalls and loses power as it is told, for the store's own histories and
//! for simulations elsewhere. Behind the feature `fake`; never part of a server.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a pretended disk ends the test that misuses it"
)]

use std::{
    collections::BTreeSet,
    fmt, io,
    sync::{Arc, Condvar, Mutex, MutexGuard},
    time::Duration,
};

use ::redb::StorageBackend;
use rampart_vocab::{SeededEntropy, chance};

use super::disk::{Disk, Held};

const BLOCK: usize = 4096;
const SECTOR: usize = 512;

/// What happens to a call, counted from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A write fails, and nothing of it is written.
    Write,
    /// A write fails, and a part of it is written.
    Torn,
    /// A flush fails, and what was to be flushed is gone, though it still reads as written.
    Flush,
    /// A change of the length fails.
    Length,
}

/// The call that is to fail, if any: the one of its kind after so many.
#[derive(Clone, Copy, Debug, Default)]
pub struct Planned(Option<(Fault, u32)>);

impl Planned {
    /// The call after `calls` further ones of its kind fails.
    pub const fn after(fault: Fault, calls: u32) -> Self {
        Self(Some((fault, calls)))
    }

    /// Counts a call of this kind; whether it is the one, which it is once.
    pub fn meets(&mut self, kind: Fault) -> bool {
        match &mut self.0 {
            Some((fault, 0)) if *fault == kind => {
                self.0 = None;
                true
            }
            Some((fault, calls)) if *fault == kind => {
                *calls -= 1;
                false
            }
            _ => false,
        }
    }
}

/// A disk of one file. A clone is the same disk.
#[derive(Clone)]
pub struct Platter(Arc<Inner>);

struct Inner {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    /// What a read finds.
    now: Vec<u8>,
    /// What surely outlasts the power.
    lasting: Vec<u8>,
    /// What was done since the last flush, in order.
    since: Vec<Done>,
    /// Blocks that the rows take up.
    taken: BTreeSet<usize>,
    /// Blocks that there are.
    room: usize,
    kept_back: usize,
    wanted: usize,
    planned: Planned,
    dice: SeededEntropy,
    /// Calls after which the process dies.
    dies_after: Option<u32>,
    /// What comes from a dead process changes nothing.
    dead: bool,
    /// Which process has the disk open.
    life: u32,
    stalls: bool,
    at_gate: bool,
    calls: u64,
}

/// What a process has open.
struct Opening {
    platter: Platter,
    life: u32,
}

enum Done {
    Wrote(usize, Vec<u8>),
    Length(usize),
}

impl Platter {
    /// A disk of so many blocks of 4 KiB, of which `reserve` are to be kept back.
    pub fn new(room: usize, reserve: usize, seed: u64) -> Self {
        let state = State {
            now: Vec::new(),
            lasting: Vec::new(),
            since: Vec::new(),
            taken: BTreeSet::new(),
            room,
            kept_back: 0,
            wanted: reserve,
            planned: Planned::default(),
            dice: SeededEntropy::new(seed),
            dies_after: None,
            dead: false,
            life: 0,
            stalls: false,
            at_gate: false,
            calls: 0,
        };
        Self(Arc::new(Inner { state: Mutex::new(state), changed: Condvar::new() }))
    }

    /// The call after `calls` further ones of its kind fails.
    pub fn fails(&self, fault: Fault, calls: u32) {
        self.state().planned = Planned::after(fault, calls);
    }

    /// No fault comes any more.
    pub fn heals(&self) {
        self.state().planned = Planned::default();
    }

    /// Others take or free space: so many blocks are left beside what the rows and the reserve take up.
    pub fn leaves(&self, blocks: usize) {
        let mut state = self.state();
        state.room = state.taken.len() + state.kept_back + blocks;
    }

    /// From now on every call that changes something waits, until it is no longer so.
    pub fn stalls(&self, stalls: bool) {
        self.state().stalls = stalls;
        self.0.changed.notify_all();
    }

    /// Waits until a call waits.
    pub fn is_reached(&self) {
        let state = self.state();
        drop(self.0.changed.wait_while(state, |state| !state.at_gate).unwrap());
    }

    /// The power goes: of what was not flushed any part is there, and any sector of it.
    pub fn loses_power(&self) {
        let mut state = self.state();
        let since = std::mem::take(&mut state.since);
        for done in since {
            match done {
                Done::Length(length) => {
                    if state.throws(2) {
                        state.lasting.resize(length, 0);
                    }
                }
                Done::Wrote(offset, bytes) => {
                    let (all, none) = (state.throws(3), state.throws(3));
                    for (at, sector) in bytes.chunks(SECTOR).enumerate() {
                        if all || (!none && state.throws(2)) {
                            let (from, to) = (offset + at * SECTOR, offset + at * SECTOR + sector.len());
                            if state.lasting.len() < to {
                                state.lasting.resize(to, 0);
                            }
                            state.lasting[from..to].copy_from_slice(sector);
                        }
                    }
                }
            }
        }
        state.now = state.lasting.clone();
        state.planned = Planned::default();
    }

    /// The process that has the disk open dies before the call after `calls` further ones that change something.
    pub fn dies_after(&self, calls: u32) {
        self.state().dies_after = Some(calls);
    }

    /// The process that has the disk open is dead: nothing that its remains still do reaches the disk.
    pub fn dies(&self) {
        self.state().dead = true;
    }

    /// Whether the process that has the disk open is dead.
    pub fn is_dead(&self) -> bool {
        self.state().dead
    }

    /// Another process may open the disk, which is in order again.
    pub fn is_taken_over(&self) {
        let mut state = self.state();
        state.life += 1;
        (state.dead, state.dies_after, state.planned) = (false, None, Planned::default());
    }

    /// What a read finds of the whole disk.
    pub fn image(&self) -> Vec<u8> {
        self.state().now.clone()
    }

    /// Writes at any place, the end or beyond it included.
    ///
    /// # Errors
    /// As planned.
    pub fn write_at(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let opening = self.opening();
        let end = offset + data.len() as u64;
        if opening.len()? < end {
            opening.set_len(end)?;
        }
        opening.write(offset, data)
    }

    /// Changes the length.
    ///
    /// # Errors
    /// As planned.
    pub fn resize(&self, length: u64) -> io::Result<()> {
        self.opening().set_len(length)
    }

    /// Makes last what was written.
    ///
    /// # Errors
    /// As planned.
    pub fn flush(&self) -> io::Result<()> {
        self.opening().sync_data()
    }

    fn opening(&self) -> Opening {
        Opening { platter: self.clone(), life: self.state().life }
    }

    /// How many calls there were.
    pub fn calls(&self) -> u64 {
        self.state().calls
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap()
    }

    /// The disk for a change, once it answers.
    fn answering(&self, life: u32) -> io::Result<MutexGuard<'_, State>> {
        let mut state = self.alive(life)?;
        state.at_gate = state.stalls;
        self.0.changed.notify_all();
        let mut state = self.0.changed.wait_while(state, |state| state.stalls).unwrap();
        state.at_gate = false;
        state.calls += 1;
        match &mut state.dies_after {
            Some(0) => {
                state.dead = true;
                return Err(gone());
            }
            Some(calls) => *calls -= 1,
            None => {}
        }
        Ok(state)
    }

    fn alive(&self, life: u32) -> io::Result<MutexGuard<'_, State>> {
        let state = self.state();
        if state.dead || state.life != life { Err(gone()) } else { Ok(state) }
    }
}

impl State {
    /// One in so many times.
    fn throws(&self, sides: u8) -> bool {
        let [thrown] = chance::array(&self.dice);
        thrown % sides == 0
    }

    fn make_last(&mut self) {
        for done in std::mem::take(&mut self.since) {
            match done {
                Done::Length(length) => self.lasting.resize(length, 0),
                Done::Wrote(offset, bytes) => {
                    self.lasting[offset..offset + bytes.len()].copy_from_slice(&bytes)
                }
            }
        }
    }

    fn write(&mut self, offset: usize, bytes: &[u8]) {
        self.now[offset..offset + bytes.len()].copy_from_slice(bytes);
        self.since.push(Done::Wrote(offset, bytes.to_vec()));
    }
}

fn gone() -> io::Error {
    io::Error::other("the process is dead")
}

impl Disk for Platter {
    fn open(&self) -> io::Result<Box<dyn StorageBackend>> {
        Ok(Box::new(self.opening()))
    }

    fn sync(&self) -> io::Result<()> {
        self.flush()
    }

    fn hold(&self, margin: u64) -> Held {
        let mut state = self.state();
        let wanted = state.wanted;
        if wanted == 0 {
            return Held::Never;
        }
        let margin = usize::try_from(margin).unwrap() / BLOCK;
        if state.taken.len() + wanted + margin > state.room {
            return Held::Short;
        }
        state.kept_back = wanted;
        Held::Wholly
    }

    fn give(&self) -> bool {
        let mut state = self.state();
        let gives = state.kept_back > 0;
        state.kept_back = state.kept_back.saturating_sub(4);
        gives
    }

    fn forget(&self) {
        let mut state = self.state();
        // What waits for a flush is written sooner or later; what a flush lost is not.
        let mut read = state.lasting.clone();
        for done in &state.since {
            match done {
                Done::Length(length) => read.resize(*length, 0),
                Done::Wrote(offset, bytes) => {
                    if read.len() < offset + bytes.len() {
                        read.resize(offset + bytes.len(), 0);
                    }
                    read[*offset..offset + bytes.len()].copy_from_slice(bytes);
                }
            }
        }
        state.now = read;
    }

    fn look_every(&self) -> Duration {
        Duration::ZERO
    }
}

impl StorageBackend for Opening {
    fn len(&self) -> io::Result<u64> {
        Ok(self.platter.alive(self.life)?.now.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let offset = usize::try_from(offset).unwrap();
        let state = self.platter.alive(self.life)?;
        let found = state.now.get(offset..offset + out.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        out.copy_from_slice(found);
        Ok(())
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let mut state = self.platter.answering(self.life)?;
        if state.planned.meets(Fault::Length) {
            return Err(io::Error::other("the length is refused"));
        }
        let length = usize::try_from(length).unwrap();
        state.now.resize(length, 0);
        state.taken.retain(|block| block * BLOCK < length);
        state.since.push(Done::Length(length));
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut state = self.platter.answering(self.life)?;
        if state.planned.meets(Fault::Flush) {
            state.since.clear();
            return Err(io::Error::other("the flush is refused"));
        }
        state.make_last();
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut state = self.platter.answering(self.life)?;
        let offset = usize::try_from(offset).unwrap();
        if state.planned.meets(Fault::Write) {
            return Err(io::Error::other("the write is refused"));
        }
        if state.planned.meets(Fault::Torn) {
            let part = data.len() / 2 / SECTOR * SECTOR;
            state.write(offset, &data[..part]);
            return Err(io::Error::other("the write is torn"));
        }
        let blocks = offset / BLOCK..(offset + data.len()).div_ceil(BLOCK);
        for (done, block) in blocks.enumerate() {
            if !state.taken.contains(&block) && state.taken.len() + state.kept_back >= state.room {
                // What went before has been written, as by the system's own call.
                let part = (done * BLOCK).min(data.len());
                state.write(offset, &data[..part]);
                return Err(io::ErrorKind::StorageFull.into());
            }
            state.taken.insert(block);
        }
        state.write(offset, data);
        Ok(())
    }
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opening")
    }
}
