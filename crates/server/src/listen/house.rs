//! Who is connected to one core, what each holds, and who gives way when there is too little for all.
//!
//! A core's loop alone touches it, so nothing is locked. Deadlines are not timers: every phase is stamped, and a sweep
//! some times a second ends whoever is past the end of his.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, HashMap},
    net::IpAddr,
    rc::Rc,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{task::AbortHandle, time::Instant};

use crate::limits::{Limits, REQUEST_BYTES_FREE};

/// How often somebody looks who is past his time.
pub(super) const SWEEP_EVERY: Duration = Duration::from_millis(250);
/// How long a connection stays that is over on our side.
const LINGER_WITHIN: Duration = Duration::from_secs(2);
/// The least time between two lines in the log about callers that got nothing.
const TOLD_SPACING: Duration = Duration::from_secs(60);

/// One core's connections.
pub(crate) struct House {
    limits: Limits,
    peers: Arc<Peers>,
    guests: RefCell<BTreeMap<u64, Rc<Guest>>>,
    /// Counts every change of a phase, so that the longest in one is known.
    turns: Cell<u64>,
    answering: Cell<usize>,
    held: Cell<usize>,
    now: Cell<Instant>,
    tally: Cell<Tally>,
    told: Cell<Option<Instant>>,
}

/// What became of callers that got nothing, since it was last told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Idle connections ended for others.
    pub(super) gave_way: u64,
    /// Connections not taken.
    pub(super) crowded: u64,
    /// Connections past a deadline.
    pub(super) slow: u64,
    /// Requests refused since there were too many, or too many bytes of them.
    pub(super) refused: u64,
    /// Connections that the system had no descriptor for.
    pub(super) unaccepted: u64,
}

/// What a connection is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Nothing has come yet.
    First,
    /// A TLS handshake.
    Handshake,
    /// A request head.
    Head,
    /// A request body.
    Body,
    /// We are at work.
    Answering,
    /// The answer is on its way.
    Leaving,
    /// Between two requests.
    Idle,
    /// We have said our last, and the other side has not.
    Lingering,
}

/// One connection.
pub(super) struct Guest {
    peer: IpAddr,
    phase: Cell<Phase>,
    since: Cell<Instant>,
    turn: Cell<u64>,
    /// Whether a request of his was signed by a key that we know.
    known: Cell<bool>,
    /// Bytes of the request at hand.
    taken: Cell<usize>,
    /// Those that count.
    held: Cell<usize>,
    gone: Cell<bool>,
    task: RefCell<Option<AbortHandle>>,
}

/// A guest's place; whoever drops it leaves.
pub(super) struct Seat {
    house: Rc<House>,
    guest: Rc<Guest>,
    number: u64,
}

/// One request being answered.
pub(super) struct Answering(Rc<House>);

impl House {
    /// An empty house. `limits` are this core's part; `peers` is one for all cores.
    pub(crate) fn new(limits: Limits, peers: Arc<Peers>) -> Rc<Self> {
        Rc::new(Self {
            limits,
            peers,
            guests: RefCell::default(),
            turns: Cell::new(0),
            answering: Cell::new(0),
            held: Cell::new(0),
            now: Cell::new(Instant::now()),
            tally: Cell::default(),
            told: Cell::new(None),
        })
    }

    /// Looks again and again who is past his time.
    pub(crate) async fn keep(self: Rc<Self>) {
        loop {
            tokio::time::sleep(SWEEP_EVERY).await;
            self.sweep(Instant::now());
            self.tell();
        }
    }

    /// Ends whoever is past the end of his phase.
    pub(super) fn sweep(&self, now: Instant) {
        self.now.set(now);
        let late: Vec<_> = self.guests.borrow().iter().filter_map(|one| self.late(one, now)).collect();
        for number in late {
            self.count(|tally| tally.slow += 1);
            self.end(number);
        }
    }

    fn late(&self, (number, guest): (&u64, &Rc<Guest>), now: Instant) -> Option<u64> {
        let patience = match guest.phase.get() {
            Phase::First => self.limits.first_byte,
            Phase::Handshake => self.limits.handshake,
            Phase::Head => self.limits.head,
            Phase::Body => self.limits.body,
            Phase::Leaving => self.limits.answer,
            Phase::Idle => self.limits.idle,
            Phase::Lingering => LINGER_WITHIN,
            Phase::Answering => return None,
        };
        (now.saturating_duration_since(guest.since.get()) >= patience).then_some(*number)
    }

    /// A place for one more, for which another may have to give way; none where nobody can.
    pub(super) fn enter(self: &Rc<Self>, peer: IpAddr) -> Option<Seat> {
        let peer = network(peer);
        let full = self.guests.borrow().len() >= self.limits.connections;
        if full && !self.give_way(|_| true) {
            self.count(|tally| tally.crowded += 1);
            return None;
        }
        let most = self.limits.connections_per_peer;
        // His own oldest goes for it, where this core has one.
        let enters = || self.peers.enter(peer, most);
        let entered = enters() || (self.give_way(|guest| guest.peer == peer) && enters());
        if !entered {
            self.count(|tally| tally.crowded += 1);
            return None;
        }
        let number = self.next_turn();
        let guest = Rc::new(Guest {
            peer,
            phase: Cell::new(Phase::First),
            since: Cell::new(self.now.get()),
            turn: Cell::new(number),
            known: Cell::new(false),
            taken: Cell::new(0),
            held: Cell::new(0),
            gone: Cell::new(false),
            task: RefCell::default(),
        });
        self.guests.borrow_mut().insert(number, Rc::clone(&guest));
        Some(Seat { house: Rc::clone(self), guest, number })
    }

    /// Ends the connection that can best be spared, whoever has been idle longest: strangers before those whose
    /// signature held, and nobody whose request is being answered.
    pub(super) fn give_way(&self, which: impl Fn(&Guest) -> bool) -> bool {
        let spared = {
            let guests = self.guests.borrow();
            let may = guests.iter().filter(|(_, guest)| which(guest));
            let ranked = may.filter_map(|(number, guest)| Some((guest.rank()?, guest.turn.get(), *number)));
            ranked.min().map(|(.., number)| number)
        };
        let Some(number) = spared else { return false };
        self.count(|tally| tally.gave_way += 1);
        self.end(number);
        true
    }

    /// Lets a request be answered, unless too many are.
    pub(super) fn begin(self: &Rc<Self>) -> Option<Answering> {
        if self.answering.get() >= self.limits.requests {
            return None;
        }
        self.answering.set(self.answering.get() + 1);
        Some(Answering(Rc::clone(self)))
    }

    /// Counts something.
    pub(super) fn count(&self, add: impl FnOnce(&mut Tally)) {
        let mut tally = self.tally.get();
        add(&mut tally);
        self.tally.set(tally);
    }

    /// A caller is never logged one by one: who floods us must not fill the log.
    fn tell(&self) {
        let now = self.now.get();
        let due = self.told.get().is_none_or(|told| now.saturating_duration_since(told) >= TOLD_SPACING);
        let Tally { gave_way, crowded, slow, refused, unaccepted } = self.tally.get();
        // An idle connection that is ended by its time is everyday.
        if !due || gave_way + crowded + refused + unaccepted == 0 {
            return;
        }
        self.told.set(Some(now));
        self.tally.set(Tally::default());
        tracing::warn!(gave_way, crowded, slow, refused, unaccepted, "more callers than there is room for");
    }

    fn end(&self, number: u64) {
        let Some(guest) = self.guests.borrow_mut().remove(&number) else { return };
        self.forget(&guest);
        if let Some(task) = guest.task.borrow().as_ref() {
            task.abort();
        }
    }

    /// Gives back what a guest held; once.
    fn forget(&self, guest: &Guest) {
        if guest.gone.replace(true) {
            return;
        }
        self.held.set(self.held.get().saturating_sub(guest.held.replace(0)));
        self.peers.leave(guest.peer);
    }

    fn next_turn(&self) -> u64 {
        let turn = self.turns.get() + 1;
        self.turns.set(turn);
        turn
    }

    /// Makes room for bytes: whoever has been longest at sending what counts gives way.
    fn room_for(&self, bytes: usize, guest: &Guest) -> bool {
        let most = self.limits.unanswered_bytes;
        while self.held.get() + bytes > most {
            let older = |other: &Guest| {
                other.held.get() > 0
                    && matches!(other.phase.get(), Phase::Head | Phase::Body)
                    && other.turn.get() < guest.turn.get()
            };
            if bytes > most || !self.give_way(older) {
                return false;
            }
        }
        true
    }

    #[cfg(test)]
    pub(super) fn guests(&self) -> usize {
        self.guests.borrow().len()
    }

    #[cfg(test)]
    pub(super) fn held(&self) -> usize {
        self.held.get()
    }

    #[cfg(test)]
    pub(super) fn answering(&self) -> usize {
        self.answering.get()
    }

    #[cfg(test)]
    pub(super) fn tally(&self) -> Tally {
        self.tally.get()
    }

    /// What everybody is at, in the order of their coming.
    #[cfg(test)]
    pub(super) fn phases(&self) -> Vec<Phase> {
        self.guests.borrow().values().map(|guest| guest.phase.get()).collect()
    }
}

impl Guest {
    /// How well he can be spared, the lowest best.
    fn rank(&self) -> Option<u8> {
        match (self.phase.get(), self.known.get()) {
            (Phase::Answering, _) => None,
            (Phase::Lingering, _) | (_, false) => Some(0),
            (Phase::Idle, true) => Some(1),
            (Phase::First | Phase::Handshake | Phase::Head | Phase::Body, true) => Some(2),
            (Phase::Leaving, true) => Some(3),
        }
    }
}

impl Seat {
    pub(super) fn house(&self) -> &Rc<House> {
        &self.house
    }

    /// Tells what the connection's task is, so that it can be ended.
    pub(super) fn task(&self) -> impl FnOnce(AbortHandle) + use<> {
        let guest = Rc::clone(&self.guest);
        move |task| *guest.task.borrow_mut() = Some(task)
    }

    pub(super) fn phase(&self) -> Phase {
        self.guest.phase.get()
    }

    /// The connection comes to something else.
    pub(super) fn turn_to(&self, phase: Phase) {
        self.guest.phase.set(phase);
        self.guest.since.set(self.house.now.get());
        self.guest.turn.set(self.house.next_turn());
    }

    /// Bytes of the request at hand have come. False where there is no room for them.
    pub(super) fn take(&self, bytes: usize) -> bool {
        let guest = &self.guest;
        guest.taken.set(guest.taken.get() + bytes);
        let more = guest.taken.get().saturating_sub(REQUEST_BYTES_FREE).saturating_sub(guest.held.get());
        if more == 0 {
            return true;
        }
        if guest.gone.get() || !self.house.room_for(more, guest) {
            return false;
        }
        guest.held.set(guest.held.get() + more);
        self.house.held.set(self.house.held.get() + more);
        true
    }

    /// Bytes of the request at hand.
    pub(super) fn taken(&self) -> usize {
        self.guest.taken.get()
    }

    /// Whether the request at hand is larger than what counts for nothing.
    pub(super) fn is_large(&self) -> bool {
        self.taken() > REQUEST_BYTES_FREE
    }

    /// His signature held.
    pub(super) fn is_known(&self) {
        self.guest.known.set(true);
    }

    /// The request at hand is answered: what it held is free.
    pub(super) fn done(&self) {
        self.guest.taken.set(0);
        let held = self.guest.held.replace(0);
        self.house.held.set(self.house.held.get().saturating_sub(held));
        self.turn_to(Phase::Leaving);
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.house.guests.borrow_mut().remove(&self.number);
        self.house.forget(&self.guest);
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.answering.set(self.0.answering.get().saturating_sub(1));
    }
}

/// How many connections each address has, over all cores.
pub(crate) struct Peers {
    counts: Mutex<HashMap<IpAddr, usize>>,
    /// Proxies speak for many.
    proxies: Vec<IpAddr>,
}

impl Peers {
    /// Nobody yet. The loopback and `proxies` are not counted.
    pub(crate) fn new(proxies: Vec<IpAddr>) -> Arc<Self> {
        Arc::new(Self { counts: Mutex::default(), proxies: proxies.into_iter().map(network).collect() })
    }

    fn enter(&self, peer: IpAddr, most: usize) -> bool {
        if self.uncounted(peer) {
            return true;
        }
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(peer).or_default();
        let room = *count < most;
        *count += usize::from(room);
        room
    }

    fn leave(&self, peer: IpAddr) {
        if self.uncounted(peer) {
            return;
        }
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(count) = counts.get_mut(&peer) else { return };
        *count = count.saturating_sub(1);
        if *count == 0 {
            counts.remove(&peer);
        }
    }

    fn uncounted(&self, peer: IpAddr) -> bool {
        peer.is_loopback() || self.proxies.contains(&peer)
    }
}

/// What one subscriber has: an address of IPv4, the /64 of one of IPv6 (RFC 6177).
fn network(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(ip) if !ip.is_loopback() => {
            let [a, b, c, d, ..] = ip.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        other => other,
    }
}
