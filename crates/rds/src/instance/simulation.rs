//! The machine against a model of the world: random wishes, keys, rights, failures and crashes.

use proptest::prelude::*;
use rampart_vocab::Timestamp;

use super::*;
use crate::keys::{KeyLoss, KeyRefused, KeyUsedBy::DiskEncryption};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// One thing that happens between or in passes.
#[derive(Clone, Copy, Debug)]
enum Act {
    Wish(Wish),
    Restart,
    Access,
    Key(Option<KeyLoss>),
    Right(bool),
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
    silent: bool,
    hand_fails: bool,
    disk: bool,
    open: bool,
    data: bool,
    up: bool,
    forgotten: bool,
    fuse: Option<u8>,
    /// A key was permitted in this pass and not yet used for an opening.
    permit: bool,
    /// The disk was opened in this pass.
    opened_now: bool,
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
            silent: false,
            hand_fails: false,
            disk: false,
            open: false,
            data: false,
            up: false,
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
            Act::Key(loss) => self.key = loss,
            Act::Right(held) => self.right = held,
            Act::Silence(silent) => self.silent = silent,
            Act::HandFails(fails) => self.hand_fails = fails,
            Act::EngineDies => self.up = false,
            Act::Reboot => (self.up, self.open) = (false, false),
            Act::Pass => drop(self.pass(None)),
            Act::Crash(after) => drop(self.pass(Some(after))),
        }
    }

    /// Everything that a reconciler does for one instance, with a fuse that burns at each effect.
    fn pass(&mut self, fuse: Option<u8>) -> Result<(), Died> {
        if self.forgotten {
            return Ok(());
        }
        (self.fuse, self.permit, self.opened_now) = (fuse, false, false);
        let mut seen = Seen::UNKNOWN;
        let event = self.carry_out(Step::Look)?;
        self.commit(&mut seen, &event);
        if seen.known && self.life.watches(DiskEncryption) {
            let event = self.ask_key()?;
            self.commit(&mut seen, &event);
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
        apply(&mut self.life, seen, event, NOW);
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

    fn refusal(&self, decrypts: bool) -> Option<KeyRefused> {
        if self.silent {
            return Some(KeyRefused::Unreachable("timed out".into()));
        }
        // A role without the right to use a key may still describe it.
        match self.key {
            _ if decrypts && !self.right => Some(KeyRefused::NotPermitted("no statement allows".into())),
            Some(KeyLoss::Deleted) => Some(KeyRefused::NotFound),
            Some(loss) => Some(KeyRefused::Lost(loss)),
            None => None,
        }
    }

    fn ask_key(&mut self) -> Result<Event, Died> {
        self.burn()?;
        let answer = self.refusal(false).or_else(|| if self.wrapped { self.refusal(true) } else { None });
        self.burn()?;
        Ok(match answer {
            Some(refused) => Event::KeyRefused(DiskEncryption, refused),
            None if self.wrapped => Event::KeyOpened(DiskEncryption),
            None => Event::KeyFound(DiskEncryption),
        })
    }

    fn carry_out(&mut self, step: Step) -> Result<Event, Died> {
        self.burn()?;
        if step == Step::MakeKey || (step.opens() && self.life.encrypted && !self.permit) {
            if let Some(refused) = self.refusal(true) {
                return Ok(Event::KeyRefused(DiskEncryption, refused));
            }
            self.permit = true;
            self.burn()?;
            if step == Step::MakeKey {
                return Ok(Event::KeyMade);
            }
        }
        if self.hand_fails && step != Step::EmptyBin {
            return Ok(Event::Failed { step, why: "no room".into(), lost_sight: false });
        }
        let event = self.effect(step);
        self.burn()?;
        Ok(event)
    }

    fn effect(&mut self, step: Step) -> Event {
        match step {
            Step::Look => {
                let disk = match (self.open, self.disk) {
                    (true, _) => Disk::Held,
                    (false, true) => Disk::Closed,
                    (false, false) => Disk::Absent,
                };
                return Event::Looked(Seen { known: true, disk, up: self.up, ..Seen::UNKNOWN });
            }
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
            Step::StartEngine { .. } => {
                assert!(
                    self.open && self.opened_now && self.data,
                    "started on what was not opened now: {self:?}"
                );
                self.up = true;
            }
            Step::ApplyAccess { .. } => assert!(self.up),
            Step::StopEngine => self.up = false,
            Step::CloseDisk => {
                assert!(!self.up, "closed under a running engine");
                (self.open, self.opened_now) = (false, false);
            }
            Step::EmptyBin => return Event::BinOver,
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
        Event::Done(step)
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

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        2 => prop_oneof![Just(Wish::Running), Just(Wish::Stopped)].prop_map(Act::Wish),
        1 => prop_oneof![8 => Just(Wish::Deleted), 1 => Just(Wish::Destroyed)].prop_map(Act::Wish),
        1 => Just(Act::Restart),
        1 => Just(Act::Access),
        2 => prop_oneof![
            3 => Just(None),
            1 => Just(Some(KeyLoss::Disabled)),
            1 => Just(Some(KeyLoss::DeletionScheduled)),
            1 => Just(Some(KeyLoss::Deleted)),
        ].prop_map(Act::Key),
        2 => any::<bool>().prop_map(Act::Right),
        1 => any::<bool>().prop_map(Act::Silence),
        1 => any::<bool>().prop_map(Act::HandFails),
        1 => Just(Act::EngineDies),
        1 => Just(Act::Reboot),
        4 => Just(Act::Pass),
        6 => (0_u8..14).prop_map(Act::Crash),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_wish_comes_true_and_the_rules_hold(
        encrypted in any::<bool>(),
        acts in prop::collection::vec(act(), 0..60),
        key_is_back in any::<bool>(),
    ) {
        let mut world = World::new(encrypted);
        for act in acts {
            world.act(act);
        }
        // Then the world calms down.
        (world.silent, world.hand_fails, world.right) = (false, false, true);
        if key_is_back {
            world.key = None;
        }
        for _ in 0..3 {
            world.act(Act::Pass);
        }
        let World { life, key, disk, open, data, up, forgotten, .. } = &world;
        let usable = !encrypted || key.is_none();
        match life.wish {
            Wish::Running if usable => {
                prop_assert!(*up && *open && *data, "{world:?}");
                prop_assert_eq!(life.status(), Status::Running);
                prop_assert!(life.warnings().is_empty() && life.restart == Restart::None, "{:?}", world);
                prop_assert_eq!(life.access_applied, life.access_wanted);
            }
            Wish::Running => prop_assert!(!up && !open && life.lock.is_some(), "{world:?}"),
            Wish::Stopped => prop_assert!(!up && !open, "{world:?}"),
            Wish::Deleted => prop_assert!(!up && !open && *disk && *data, "{world:?}"),
            Wish::Destroyed => prop_assert!(!up && !disk && *forgotten, "{world:?}"),
        }
    }
}
