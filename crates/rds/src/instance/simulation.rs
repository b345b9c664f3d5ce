//! The machine against a model of the world: random wishes, keys, rights, failures and crashes.

use proptest::prelude::*;
use rampart_vocab::Timestamp;

use super::*;
use crate::{
    intent::TableFacts,
    keys::{
        KeyLoss, KeyRefused,
        KeyUsedBy::{self, DiskEncryption, Tde},
    },
};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// One thing that happens between or in passes.
#[derive(Clone, Copy, Debug)]
enum Act {
    Wish(Wish),
    Restart,
    Access,
    /// The allow list changes, and with it the addresses to listen on.
    Addresses,
    Key(KeyUsedBy, Option<KeyLoss>),
    Right(KeyUsedBy, bool),
    /// An engine takes long to accept connections, or no longer.
    Slow(bool),
    Encrypt,
    /// What fetches keys of tables is installed, or removed.
    Plugin(bool),
    Rotate,
    Silence(bool),
    HandFails(bool),
    EngineDies,
    Reboot,
    /// A pass that goes on to its end.
    Pass,
    /// A pass that dies before or after its n-th effect.
    Crash(u8),
}

#[derive(Debug)]
struct World {
    life: Life,
    wrapped: bool,
    key: Option<KeyLoss>,
    right: bool,
    tables: Tables,
    silent: bool,
    hand_fails: bool,
    disk: bool,
    open: bool,
    data: bool,
    up: bool,
    /// The allow list by which the engine that runs lets accounts in; none before its start has come to its end.
    admits: Option<u32>,
    /// Whether the engine that runs is to listen elsewhere than it does.
    moved: bool,
    slow: bool,
    forgotten: bool,
    fuse: Option<u8>,
    /// A key was permitted in this pass and not yet used for an opening.
    permit: bool,
    /// The disk was opened in this pass.
    opened_now: bool,
}

/// The keys of the tables, and who has them.
#[derive(Debug)]
struct Tables {
    wrapped: u32,
    key: Option<KeyLoss>,
    right: bool,
    /// The newest version that the desk answers.
    session: Option<u32>,
    /// The newest version that the engine that runs was given.
    engine: Option<u32>,
    /// Whether something on the disk is encrypted.
    on_disk: bool,
    /// Whether what fetches keys is installed.
    plugin: bool,
    /// Every version was opened in this pass.
    permit: bool,
    encrypted: u32,
}

/// The process died.
struct Died;

impl World {
    fn new(encrypted: bool) -> Self {
        Self {
            life: Life::new(encrypted),
            wrapped: false,
            key: None,
            right: true,
            tables: Tables {
                wrapped: 0,
                key: None,
                right: true,
                session: None,
                engine: None,
                on_disk: false,
                plugin: true,
                permit: false,
                encrypted: 0,
            },
            silent: false,
            hand_fails: false,
            disk: false,
            open: false,
            data: false,
            up: false,
            admits: None,
            moved: false,
            slow: false,
            forgotten: false,
            fuse: None,
            permit: false,
            opened_now: false,
        }
    }

    fn act(&mut self, act: Act) {
        let mut unknown = Seen::UNKNOWN;
        match act {
            Act::Wish(wish) => drop(apply(&mut self.life, &mut unknown, &Event::Wished(wish), NOW)),
            Act::Restart => drop(apply(&mut self.life, &mut unknown, &Event::RestartAsked, NOW)),
            Act::Access => drop(apply(&mut self.life, &mut unknown, &Event::AccessChanged, NOW)),
            Act::Addresses => {
                self.moved = true;
                drop(apply(&mut self.life, &mut unknown, &Event::AccessChanged, NOW));
            }
            Act::Key(DiskEncryption, loss) => self.key = loss,
            Act::Key(Tde, loss) => self.tables.key = loss,
            Act::Right(DiskEncryption, held) => self.right = held,
            Act::Right(Tde, held) => self.tables.right = held,
            Act::Encrypt => drop(apply(&mut self.life, &mut unknown, &Event::TdeAsked, NOW)),
            Act::Rotate if self.life.tables.as_ref().is_some_and(|tables| !tables.is_pending()) => {
                drop(apply(&mut self.life, &mut unknown, &Event::RotationAsked, NOW));
            }
            Act::Rotate => {}
            Act::Slow(slow) => self.slow = slow,
            Act::Plugin(there) => self.tables.plugin = there,
            Act::Silence(silent) => self.silent = silent,
            Act::HandFails(fails) => self.hand_fails = fails,
            Act::EngineDies => self.end_engine(),
            Act::Reboot => {
                self.end_engine();
                self.open = false;
            }
            Act::Pass => drop(self.pass(None)),
            Act::Crash(after) => {
                if self.pass(Some(after)).is_err() {
                    self.tables.session = None;
                }
            }
        }
    }

    fn end_engine(&mut self) {
        (self.up, self.admits, self.tables.engine) = (false, None, None);
    }

    /// Everything that a reconciler does for one instance, with a fuse that burns at each effect.
    fn pass(&mut self, fuse: Option<u8>) -> Result<(), Died> {
        if self.forgotten {
            return Ok(());
        }
        (self.fuse, self.permit, self.opened_now) = (fuse, false, false);
        self.tables.permit = false;
        let mut seen = Seen::UNKNOWN;
        let event = self.carry_out(Step::Look)?;
        self.commit(&mut seen, &event);
        for key in KeyUsedBy::ALL {
            if seen.known && self.life.watches(key) {
                let event = self.ask_key(key)?;
                self.commit(&mut seen, &event);
            }
        }
        for _ in 0..crate::limits::STEPS_PER_PASS {
            let Some(step) = next(&self.life, &seen, NOW) else {
                self.check_settled(&seen);
                return Ok(());
            };
            let event = self.carry_out(step)?;
            if self.forgotten {
                return Ok(());
            }
            self.commit(&mut seen, &event);
        }
        panic!("steps undo each other: {self:?} {seen:?}");
    }

    fn commit(&mut self, seen: &mut Seen, event: &Event) {
        self.wrapped |= *event == Event::KeyMade;
        if let Event::TableKeysMade { version } = event {
            assert!(*version > self.tables.wrapped, "made twice: {self:?}");
            self.tables.permit |= self.tables.wrapped == 0;
            self.tables.wrapped = *version;
            self.tables.session = self.tables.session.map(|_| *version);
        }
        apply(&mut self.life, seen, event, NOW);
        if seen.known && !seen.up {
            self.tables.session = None;
        }
        if seen.tables.session != Session::Keyless {
            let held = self.tables.session == Some(self.tables.wrapped);
            seen.tables.session = if held { Session::Held } else { Session::Lost };
        }
    }

    fn burn(&mut self) -> Result<(), Died> {
        match &mut self.fuse {
            Some(0) => Err(Died),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn refusal(&self, key: KeyUsedBy, decrypts: bool) -> Option<KeyRefused> {
        if self.silent {
            return Some(KeyRefused::Unreachable("timed out".into()));
        }
        // A role without the right to use a key may still describe it.
        let (key, right) = match key {
            DiskEncryption => (self.key, self.right),
            Tde => (self.tables.key, self.tables.right),
        };
        match key {
            _ if decrypts && !right => Some(KeyRefused::NotPermitted("no statement allows".into())),
            Some(KeyLoss::Deleted) => Some(KeyRefused::NotFound),
            Some(loss) => Some(KeyRefused::Lost(loss)),
            None => None,
        }
    }

    fn ask_key(&mut self, key: KeyUsedBy) -> Result<Event, Died> {
        self.burn()?;
        let wrapped = if key == Tde { self.tables.wrapped > 0 } else { self.wrapped };
        let answer = self.refusal(key, false).or_else(|| self.refusal(key, true).filter(|_| wrapped));
        self.burn()?;
        Ok(match answer {
            Some(refused) => Event::KeyRefused(key, refused),
            None if wrapped => Event::KeyOpened(key),
            None => Event::KeyFound(key),
        })
    }

    fn carry_out(&mut self, step: Step) -> Result<Event, Died> {
        self.burn()?;
        if step == Step::MakeKey || (step.opens() && self.life.encrypted && !self.permit) {
            if let Some(refused) = self.refusal(DiskEncryption, true) {
                return Ok(Event::KeyRefused(DiskEncryption, refused));
            }
            self.permit = true;
            self.burn()?;
            if step == Step::MakeKey {
                return Ok(Event::KeyMade);
            }
        }
        if let Step::MakeTableKeys { .. } | Step::OpenTableKeys = step {
            if let Some(refused) = self.refusal(Tde, true) {
                return Ok(Event::KeyRefused(Tde, refused));
            }
            self.burn()?;
            return Ok(self.table_keys(step));
        }
        if self.hand_fails && step != Step::EmptyBin {
            return Ok(Event::Failed { step, why: "no room".into(), lost_sight: false });
        }
        let event = self.effect(step)?;
        self.burn()?;
        Ok(event)
    }

    /// What the key service gave for the tables.
    fn table_keys(&mut self, step: Step) -> Event {
        if let Step::MakeTableKeys { version } = step {
            return Event::TableKeysMade { version };
        }
        assert!(self.tables.wrapped > 0, "opened what was never made");
        if self.up {
            self.tables.session = Some(self.tables.wrapped);
        } else {
            self.tables.permit = true;
        }
        Event::TableKeysOpened
    }

    fn look(&self) -> Seen {
        let disk = match (self.open, self.disk) {
            (true, _) => Disk::Held,
            (false, true) => Disk::Closed,
            (false, false) => Disk::Absent,
        };
        let accepting = self.up && !self.slow;
        let mut found = Seen { known: true, disk, up: self.up, accepting, ..Seen::UNKNOWN };
        found.tables.barred = !self.tables.plugin && self.data;
        if self.tables.engine.is_some() {
            found.tables.session = Session::Lost;
        }
        found
    }

    fn effect(&mut self, step: Step) -> Result<Event, Died> {
        match step {
            Step::Look => return Ok(Event::Looked(self.look())),
            Step::PrepareDisk | Step::OpenDisk => {
                assert!(self.permit || !self.life.encrypted, "opened without a permitted key: {self:?}");
                assert!(step == Step::OpenDisk || !self.data, "made a disk over data: {self:?}");
                assert!(self.life.lock.is_none(), "opened a locked disk");
                (self.disk, self.open, self.permit, self.opened_now) = (true, true, false, true);
            }
            Step::InitialiseEngine => {
                assert!(self.open && self.opened_now);
                self.data = true;
            }
            Step::StartEngine { access } => {
                assert!(
                    self.open && self.opened_now && self.data,
                    "started on what was not opened now: {self:?}"
                );
                if self.life.tables.is_some() && !self.tables.plugin {
                    return Ok(Event::Failed { step, why: "no plugin".into(), lost_sight: false });
                }
                self.up = true;
                let tables = &mut self.tables;
                assert!(tables.permit || self.life.tables.is_none(), "started without its keys: {tables:?}");
                assert!(tables.permit || !tables.on_disk, "started clear over what is encrypted: {tables:?}");
                if std::mem::take(&mut tables.permit) {
                    (tables.session, tables.engine) = (Some(tables.wrapped), Some(tables.wrapped));
                    (tables.on_disk, tables.encrypted) = (true, 0);
                }
                // Launched, it lets nobody in yet.
                self.burn()?;
                self.moved = false;
                if self.slow {
                    return Ok(Event::Looked(self.look()));
                }
                self.admits = Some(access);
            }
            Step::EncryptTables { version } => {
                assert!(self.up, "asked an engine that does not run");
                let tables = &mut self.tables;
                if tables.engine < Some(version) {
                    assert!(tables.session >= Some(version), "asked for what nobody answers: {tables:?}");
                    (tables.engine, tables.encrypted) = (Some(version), 0);
                }
                tables.encrypted = (tables.encrypted + 4).min(10);
                let facts = TableFacts { spaces: 10, encrypted: tables.encrypted };
                return Ok(Event::TablesTold { version, facts });
            }
            Step::ApplyAccess { access } => {
                assert!(self.up && (!self.slow || self.admits.is_some()), "told nobody: {self:?}");
                self.admits = Some(access);
                if self.moved {
                    return Ok(Event::RestartNeeded { access });
                }
            }
            Step::StopEngine => {
                let tables = self.life.tables.as_ref();
                let for_tables = tables.is_some_and(|it| it.lost.is_none())
                    && self.tables.engine.is_none()
                    && self.tables.plugin;
                let wished = self.life.wish != Wish::Running || self.life.restart == Restart::Asked;
                let refused = self.life.warnings().iter().any(|it| it.about().is_some());
                let wished = wished || (self.life.restart == Restart::Due && self.moved && !refused);
                let why = wished || self.life.lock.is_some() || for_tables;
                assert!(why, "stopped for nothing: {self:?}");
                self.end_engine();
            }
            Step::CloseDisk => {
                assert!(!self.up, "closed under a running engine");
                (self.open, self.opened_now) = (false, false);
            }
            Step::EmptyBin => return Ok(Event::BinOver),
            Step::DestroyDisk => {
                assert_eq!(self.life.wish, Wish::Destroyed, "destroyed without a wish");
                assert!(!self.up && !self.open);
                (self.disk, self.data) = (false, false);
            }
            Step::Forget => {
                assert_eq!(self.life.wish, Wish::Destroyed);
                assert!(!self.disk, "forgot a disk");
                self.forgotten = true;
            }
            _ => panic!("answered by the key service"),
        }
        Ok(Event::Done(step))
    }

    /// What holds after every pass that came to its end, whatever happened before.
    fn check_settled(&self, seen: &Seen) {
        if !self.hand_fails {
            let lost = self.life.encrypted && self.key.is_some() && !self.silent;
            assert!(
                !(lost && self.up && self.life.watches(DiskEncryption)),
                "serves with a lost key: {self:?}"
            );
            assert!(self.up || !self.open, "left open without an engine: {self:?} {seen:?}");
            assert_eq!(self.up, self.life.up);
        }
        assert!(self.life.status() != Status::Running || self.life.lock.is_none());
        let kept = self.data || !self.life.has_data() || self.life.wish == Wish::Destroyed;
        assert!(kept, "data is gone: {self:?}");
    }
}

fn whose() -> impl Strategy<Value = KeyUsedBy> {
    prop_oneof![Just(DiskEncryption), Just(Tde)]
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        2 => prop_oneof![Just(Wish::Running), Just(Wish::Stopped)].prop_map(Act::Wish),
        1 => prop_oneof![8 => Just(Wish::Deleted), 1 => Just(Wish::Destroyed)].prop_map(Act::Wish),
        1 => Just(Act::Restart),
        1 => Just(Act::Access),
        1 => Just(Act::Addresses),
        3 => (whose(), prop_oneof![
            3 => Just(None),
            1 => Just(Some(KeyLoss::Disabled)),
            1 => Just(Some(KeyLoss::DeletionScheduled)),
            1 => Just(Some(KeyLoss::Deleted)),
        ]).prop_map(|(key, loss)| Act::Key(key, loss)),
        3 => (whose(), any::<bool>()).prop_map(|(key, held)| Act::Right(key, held)),
        1 => Just(Act::Encrypt),
        1 => Just(Act::Rotate),
        1 => any::<bool>().prop_map(Act::Plugin),
        1 => any::<bool>().prop_map(Act::Slow),
        1 => any::<bool>().prop_map(Act::Silence),
        1 => any::<bool>().prop_map(Act::HandFails),
        1 => Just(Act::EngineDies),
        1 => Just(Act::Reboot),
        4 => Just(Act::Pass),
        6 => (0_u8..14).prop_map(Act::Crash),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(2_000), ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_wish_comes_true_and_the_rules_hold(
        encrypted in any::<bool>(),
        acts in prop::collection::vec(act(), 0..60),
        key_is_back in any::<(bool, bool)>(),
    ) {
        let mut world = World::new(encrypted);
        for act in acts {
            world.act(act);
        }
        // Then the world calms down.
        (world.silent, world.hand_fails, world.right) = (false, false, true);
        (world.tables.right, world.tables.plugin, world.slow) = (true, true, false);
        if key_is_back.0 {
            world.key = None;
        }
        if key_is_back.1 {
            world.tables.key = None;
        }
        for _ in 0..5 {
            world.act(Act::Pass);
        }
        let World { life, key, disk, open, data, up, forgotten, .. } = &world;
        let disk_usable = !encrypted || key.is_none();
        let tables_usable = life.tables.is_none() || world.tables.key.is_none();
        match life.wish {
            // Without the key of its tables what runs, runs on, and what does not is locked.
            Wish::Running if disk_usable && !tables_usable => {
                prop_assert!(*up || (!open && life.locked().is_some()), "{world:?}");
                prop_assert!(life.reason().is_some());
            }
            Wish::Running if disk_usable => {
                prop_assert!(*up && *open && *data, "{world:?}");
                prop_assert_eq!(life.status(), Status::Running);
                prop_assert!(life.warnings().is_empty() && life.restart == Restart::None, "{:?}", world);
                prop_assert!(!world.moved, "{:?}", world);
                prop_assert_eq!(world.admits, Some(life.access_wanted), "{:?}", world);
                if let Some(tables) = &life.tables {
                    prop_assert_eq!(tables.state(), TablesState::Encrypted, "{:?}", world);
                    prop_assert_eq!(world.tables.engine, Some(tables.wanted));
                }
            }
            Wish::Running => prop_assert!(!up && !open && life.lock.is_some(), "{world:?}"),
            Wish::Stopped => prop_assert!(!up && !open, "{world:?}"),
            Wish::Deleted => prop_assert!(!up && !open && *disk && *data, "{world:?}"),
            Wish::Destroyed => prop_assert!(!up && !disk && *forgotten, "{world:?}"),
        }
    }
}
