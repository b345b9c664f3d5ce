//! A thousand random histories, each from one seed, with the process dying between any two effects.

use std::collections::BTreeMap;

use rampart_vocab::{DbInstanceId, Entropy, SeededEntropy};

use crate::{
    fake::Permission,
    instance::{Progress, Status, Wish},
    intent::HandFailed,
    keys::{EncryptionKeyId, KeyLoss, KeyPurpose, TableKeyId},
    reconciler::{Outcome, Reconciler, Track, Why},
    records::ContentState,
    table_keys::TokenHash,
    world::World,
};

const HISTORIES: u64 = 1_000;
const ACTS: u32 = 100;

/// What a history knows of an instance whose tables may be encrypted.
struct Tables {
    key: EncryptionKeyId,
    lost: bool,
    /// How often the engine had been started without keys when they were wished for.
    clear_starts: Option<u64>,
}

struct History {
    world: World,
    id: DbInstanceId,
    encrypted: bool,
    tables: Tables,
    chance: SeededEntropy,
    track: Track,
    reconciler: Reconciler,
    hand_fails: bool,
    silent: bool,
    described: bool,
    lost: bool,
    data_seen: bool,
    told: Vec<String>,
    deaths: u32,
}

#[tokio::test(start_paused = true)]
async fn a_thousand_histories_keep_every_rule_and_come_to_what_was_wished() {
    let mut ends = BTreeMap::<&str, u32>::new();
    for seed in 0..HISTORIES {
        let mut history = History::new(seed).await;
        for _ in 0..ACTS {
            history.act().await;
            history.check_always(seed).await;
        }
        history.calm().await;
        *ends.entry(history.check_end(seed).await).or_default() += 1;
        *ends.entry("deaths").or_default() += history.deaths;
    }
    // Histories that all ended alike would show little.
    for (end, at_least) in [
        ("running", 100),
        ("encrypted", 50),
        ("rotated", 20),
        ("warned", 10),
        ("locked", 30),
        ("stopped", 50),
        ("in the bin", 50),
        ("gone", 50),
        ("deaths", 3_000),
    ] {
        assert!(ends.get(end).is_some_and(|count| *count >= at_least), "{end}: {ends:?}");
    }
}

impl History {
    async fn new(seed: u64) -> Self {
        let world = World::new(seed);
        let chance = SeededEntropy::new(seed ^ 0x5EED);
        let encrypted = !seed.is_multiple_of(5);
        // Of the rest each has both keys, or one.
        let ask = if seed.is_multiple_of(3) { world.ask(encrypted) } else { world.ask_tables(encrypted) };
        let id = world.try_create(ask).await.unwrap().id;
        let key: EncryptionKeyId = "key-hzz630494463ejqjx0001".parse().unwrap();
        world.keys.create(&key);
        let tables = Tables { key, lost: false, clear_starts: None };
        let reconciler = world.reconciler();
        Self {
            world,
            id,
            encrypted,
            tables,
            chance,
            track: Track::default(),
            reconciler,
            hand_fails: false,
            silent: false,
            described: true,
            lost: false,
            data_seen: false,
            told: Vec::new(),
            deaths: 0,
        }
    }

    fn below(&self, bound: u8) -> u8 {
        let mut byte = [0];
        self.chance.fill(&mut byte);
        byte[0] % bound
    }

    async fn act(&mut self) {
        let act = self.below(48);
        self.told.push(format!("act {act}"));
        let rarely = self.below(4) == 0;
        let Self { world, id, .. } = self;
        // A wish that is refused in this state is no wish.
        match act {
            0 => drop(world.stop(id).await),
            1 | 2 => drop(world.start(id).await),
            3 => drop(world.restart(id).await),
            4 if rarely => drop(world.delete(id).await),
            5 => drop(world.recover(id).await),
            6 if rarely => drop(world.destroy(id).await),
            7 => drop(world.create_account(id, "app").await),
            8 => drop(world.create_database(id, "orders").await),
            9 => drop(world.delete_database(id, "orders").await),
            10 => drop(world.delete_account(id, "app").await),
            11 => self.lose(
                [KeyLoss::Disabled, KeyLoss::DeletionScheduled, KeyLoss::MaterialGone]
                    [usize::from(self.below(3))],
            ),
            12 | 13 => self.give_back(),
            14 => {
                let marked = self.below(2) == 0;
                self.world.keys.set_marked(&self.world.key, marked);
            }
            15 => {
                let permission = [Permission::Granted, Permission::NoCryptography, Permission::Nothing];
                let permission = permission[usize::from(self.below(3))];
                self.described = permission != Permission::Nothing;
                self.world.keys.set_permission(permission);
            }
            16 => self.silence(true),
            17 => self.silence(false),
            18 => self.fail_hand(true),
            19 => self.fail_hand(false),
            20 => self.world.hand.kill_engine(&self.id),
            21 => self.world.hand.reboot(),
            22 => self.world.clock.advance_ms(i64::from(self.below(9)) * 86_400_000),
            23 | 24 => {
                if world.enable_tde(id, &self.tables.key).await.is_ok() {
                    self.tables.clear_starts = Some(world.hand.with(id, |it| it.tables.clear_starts));
                }
            }
            25..=28 => drop(world.rotate_tde(id).await),
            29 => self.lose_tables([KeyLoss::Disabled, KeyLoss::MaterialGone][usize::from(self.below(2))]),
            30 | 31 => self.find_tables(),
            32 => {
                let marked = self.below(2) == 0;
                self.world.keys.set_marked(&self.tables.key, marked);
            }
            33 => self.world.desk.shut(self.below(2) == 0),
            34..=39 => self.pass(None).await,
            _ => {
                let effects = u32::from(self.below(20));
                self.pass(Some(effects)).await;
            }
        }
    }

    fn lose(&mut self, loss: KeyLoss) {
        self.lost = true;
        self.world.keys.set_loss(&self.world.key, Some(loss));
    }

    fn give_back(&mut self) {
        self.lost = false;
        self.world.keys.set_loss(&self.world.key, None);
    }

    fn lose_tables(&mut self, loss: KeyLoss) {
        self.tables.lost = true;
        self.world.keys.set_loss(&self.tables.key, Some(loss));
    }

    fn find_tables(&mut self) {
        self.tables.lost = false;
        self.world.keys.set_loss(&self.tables.key, None);
    }

    fn silence(&mut self, silent: bool) {
        self.silent = silent;
        self.world.keys.set_silent(silent);
    }

    fn fail_hand(&mut self, fails: bool) {
        self.hand_fails = fails;
        self.world.hand.fail_with(fails.then(|| HandFailed::NoRoom("the disk is full".into())));
    }

    /// A pass that comes to its end, or dies after so many effects.
    async fn pass(&mut self, effects: Option<u32>) {
        let why = [Why::Timer, Why::Wish, Why::Change, Why::Start][usize::from(self.below(4))];
        self.world.fuse.set(effects);
        let dies = {
            let pass = self.reconciler.pass(self.world.account, &self.id, why, &mut self.track);
            tokio::select! {
                biased;
                passed = pass => { assert_eq!(passed.unwrap().failed, None); false }
                () = self.world.fuse.blown() => true,
            }
        };
        self.world.fuse.set(None);
        if dies {
            self.deaths += 1;
            self.track = Track::default();
            self.world.desk.forget();
        } else if why != Why::Wish {
            self.check_settled().await;
        }
    }

    /// What holds at every moment.
    async fn check_always(&mut self, seed: u64) {
        let told = &self.told;
        let (openings, has_data) = self.world.hand.with(&self.id, |it| (it.openings, it.has_data()));
        if self.encrypted {
            let permits = self.world.keys.permits(&self.id, KeyPurpose::Disk);
            assert!(openings <= permits, "seed {seed}: opened without a permit: {told:?}");
        }
        self.check_tables(seed).await;
        self.data_seen |= has_data;
        let Some(instance) = self.world.instance(&self.id).await else { return };
        let may_go = instance.life.wish == Wish::Destroyed;
        assert!(has_data || !self.data_seen || may_go, "seed {seed}: data is gone: {told:?} {instance:?}");
        let locked = instance.life.lock.is_some();
        assert!(!(locked && instance.status() == Status::Running), "seed {seed}: {told:?}");
    }

    /// What holds at every moment of an engine whose tables are to be encrypted.
    async fn check_tables(&self, seed: u64) {
        let (told, id) = (&self.told, &self.id);
        let (up, token, keyed, clear) = self
            .world
            .hand
            .with(id, |it| (it.is_up(), it.tables.token(), it.tables.keyed_starts, it.tables.clear_starts));
        if let Some(before) = self.tables.clear_starts {
            assert!(clear <= before, "seed {seed}: started without keys: {told:?}");
        }
        let [permits, made] = [
            TableKeyId::ALL.map(|key| self.world.keys.permits(id, KeyPurpose::Table(key))),
            TableKeyId::ALL.map(|key| self.world.keys.made(id, KeyPurpose::Table(key)) as u64),
        ];
        assert!(permits.iter().all(|permits| keyed <= *permits), "seed {seed}: no permit: {told:?}");
        let Some(instance) = self.world.instance(id).await else { return };
        let known = instance.tables.as_ref().and_then(|tables| tables.token).map(TokenHash);
        assert!(!up || token.is_none() || token == known, "seed {seed}: an unknown token: {told:?}");
        // A version is made once, and again only by who does not live to write it down, or is refused the second key.
        let versions = instance.life.tables.as_ref().map_or(0, |tables| u64::from(tables.made.div_ceil(2)));
        let excess = made.map(|made| made - versions.min(made));
        assert!(made.iter().all(|made| versions <= *made), "seed {seed}: {told:?}");
        assert!(
            excess.iter().all(|excess| *excess <= u64::from(self.deaths)),
            "seed {seed}: made {made:?} for {versions} versions: {told:?}"
        );
    }

    /// What holds after a pass that asked for the key and came to its end.
    async fn check_settled(&self) {
        if self.hand_fails {
            return;
        }
        let (up, open) = self.world.hand.with(&self.id, |it| (it.is_up(), it.is_open()));
        let definitely_lost = self.encrypted && self.lost && !self.silent && self.described;
        assert!(!(up && definitely_lost), "serves with a lost key: {:?}", self.told);
        assert!(up || !open, "open without an engine: {:?}", self.told);
    }

    async fn calm(&mut self) {
        self.silence(false);
        self.fail_hand(false);
        self.world.keys.set_permission(Permission::Granted);
        self.world.desk.shut(false);
        if self.below(2) > 0 {
            self.give_back();
        }
        if self.below(2) > 0 {
            self.find_tables();
        }
        let marked = self.world.instance(&self.id).await.is_some_and(|it| it.life.progress > Progress::Asked);
        if marked {
            self.world.keys.set_marked(&self.world.key, true);
        }
        self.world.keys.set_marked(&self.tables.key, true);
        for _ in 0..6 {
            if self.pass_calmly().await == Outcome::Gone {
                return;
            }
        }
        // At last, what serves loses the key of its tables, which is no reason to stop.
        if self.below(4) == 0 {
            self.lose_tables(KeyLoss::Disabled);
            self.pass_calmly().await;
        }
    }

    async fn pass_calmly(&mut self) -> Outcome {
        let pass = self.reconciler.pass(self.world.account, &self.id, Why::Change, &mut self.track);
        let passed = pass.await.unwrap();
        assert_eq!(passed.failed, None);
        passed.outcome
    }

    async fn check_end(&self, seed: u64) -> &'static str {
        let told = &self.told;
        let Some(instance) = self.world.instance(&self.id).await else {
            let left = self.world.hand.with(&self.id, |it| it.has_disk());
            assert!(!left, "seed {seed}: forgotten, but its disk is left: {told:?}");
            assert!(
                self.world.accounts(&self.id).await.is_empty()
                    && self.world.databases(&self.id).await.is_empty()
            );
            return "gone";
        };
        let (up, open, data) = self.world.hand.with(&self.id, |it| (it.is_up(), it.is_open(), it.has_data()));
        let tables_lost = instance.tables.is_some() && self.tables.lost;
        let disk_lost = self.encrypted && self.lost;
        // Without the key of its tables it is not started, but what runs, runs on.
        let usable = !disk_lost && (up || !tables_lost);
        let state = (instance.life.wish, instance.status(), up, open, data);
        let (end, expected) = match instance.life.wish {
            Wish::Running if usable && tables_lost => {
                ("warned", (Wish::Running, instance.status(), true, true, true))
            }
            Wish::Running if usable => ("running", (Wish::Running, Status::Running, true, true, true)),
            Wish::Running => ("locked", (Wish::Running, instance.status(), false, false, data)),
            Wish::Stopped => ("stopped", (Wish::Stopped, Status::Stopped, false, false, true)),
            Wish::Deleted => ("in the bin", (Wish::Deleted, Status::Deleted, false, false, true)),
            Wish::Destroyed => panic!("seed {seed}: destroyed but not gone: {told:?}"),
        };
        assert_eq!(state, expected, "seed {seed}: {told:?} {instance:?}");
        let content_waits =
            self.world.accounts(&self.id).await.iter().any(|it| it.state != ContentState::Available)
                || self.world.databases(&self.id).await.iter().any(|it| it.state != ContentState::Available);
        assert!(!up || !content_waits, "seed {seed}: {told:?}");
        if instance.life.wish == Wish::Running && !usable {
            assert!(instance.life.locked().is_some(), "seed {seed}: {told:?} {instance:?}");
        }
        if let Some(tables) = instance.life.tables.as_ref().filter(|_| end == "running") {
            let all = self.world.hand.with(&self.id, |it| it.tables.all_encrypted());
            let versions = (tables.wanted, tables.wanted, tables.wanted);
            assert!(all, "seed {seed}: {told:?} {instance:?}");
            assert_eq!((tables.made, tables.taken, tables.done), versions, "seed {seed}: {told:?}");
            return if tables.wanted > 1 { "rotated" } else { "encrypted" };
        }
        assert!(up || !self.world.desk.is_open(&self.id), "seed {seed}: keys outlive their engine: {told:?}");
        end
    }
}
