//! What becomes of an attachment: made, opened, refused, renewed, detached, recovered and forgotten.

use std::sync::{Arc, Mutex};

use rampart_seal::SecretString;
use rampart_store::{Record, codec};
use rampart_vocab::{RequestId, Timestamp};

use super::*;
use crate::{
    action,
    fake::Permission,
    instances,
    keys::{
        DataKeyMade, KeyCall, KeyFacts, KeyLoss, KeyPurpose, KeyRefused, KeyService, Moves, PlainKey,
        TableKeyId, WrappedKey,
    },
    limits::BIN_DAYS,
    records::WrappedTableKey,
    resource::DbInstances,
    table_keys::{AttachedServers, AttachmentDesk, OpenKey, TokenHash},
    world::World,
};

/// The endpoint's side, pretended: who is let in by what.
#[derive(Default)]
struct Desk {
    admitted: Mutex<std::collections::BTreeMap<DbInstanceId, TokenHash>>,
    forgotten: Mutex<u32>,
}

impl AttachmentDesk for Desk {
    fn admit(&self, server: &DbInstanceId, token: TokenHash) {
        self.admitted.lock().unwrap().insert(server.clone(), token);
    }

    fn forget_keys(&self, _: &DbInstanceId) {
        *self.forgotten.lock().unwrap() += 1;
    }

    fn dismiss(&self, server: &DbInstanceId) {
        self.admitted.lock().unwrap().remove(server);
    }
}

struct Stage {
    world: World,
    keeper: Keeper,
    desk: Desk,
}

macro_rules! on_one {
    ($stage:ident, $name:expr, $action:ident, |$txn:ident, $permit:ident| $run:expr) => {{
        let mut $txn = $stage.world.store.begin();
        let name = $name.parse().unwrap();
        let found = TdeAttachment::look_up(&mut $txn, &$stage.world.region, $stage.world.account, &name);
        let $permit = $stage.world.root::<action::$action, _>(found.await.unwrap());
        let answer = $run;
        if answer.is_ok() {
            $txn.commit().await.unwrap();
        }
        answer
    }};
}

impl Stage {
    fn new(seed: u64) -> Self {
        let world = World::new(seed);
        let (keys, clock) = (world.keys.clone(), world.clock.clone());
        let keeper = Keeper::new(world.store.clone(), keys, clock, world.site.host);
        Self { world, keeper, desk: Desk::default() }
    }

    fn ask(&self) -> NewAttachment {
        NewAttachment {
            key: self.world.key.clone(),
            role: self.world.role.clone(),
            service_key: false,
            host: self.world.site.host,
            told_at: vec!["https://127.0.0.1:20443".into()],
        }
    }

    async fn attach_as(&self, name: &str, ask: NewAttachment) -> Result<Admission, AttachmentRefused> {
        let made = (&*self.world.clock as &dyn Clock, &self.world.entropy as &dyn Entropy);
        on_one!(self, name, CreateTdeAttachment, |txn, permit| {
            attach(&mut txn, &permit, ask, &self.world.moment(), made).await
        })
    }

    async fn attach(&self, name: &str) -> Result<Admission, AttachmentRefused> {
        self.attach_as(name, self.ask()).await
    }

    async fn renew(&self, name: &str) -> Result<Admission, AttachmentRefused> {
        let moment = self.world.moment();
        on_one!(self, name, RenewTdeAttachment, |txn, permit| {
            renew(&mut txn, &permit, vec!["https://127.0.0.1:20444".into()], &moment, &self.world.entropy)
        })
    }

    async fn detach(&self, name: &str) -> Result<Attachment, AttachmentRefused> {
        let moment = self.world.moment();
        on_one!(self, name, DeleteTdeAttachment, |txn, permit| detach(&mut txn, &permit, &moment))
    }

    async fn recover(&self, name: &str) -> Result<Attachment, AttachmentRefused> {
        let moment = self.world.moment();
        on_one!(self, name, RecoverTdeAttachment, |txn, permit| recover(&mut txn, &permit, &moment))
    }

    async fn destroy(&self, name: &str) -> Result<(), AttachmentRefused> {
        on_one!(self, name, DestroyTdeAttachment, |txn, permit| destroy(&mut txn, &permit))
    }

    async fn list(&self) -> Vec<Attachment> {
        let permit = self.world.root(TdeAttachments::of(&self.world.region, self.world.account));
        list_attachments(&mut self.world.store.begin(), &permit).await.unwrap()
    }

    /// As it stands, the only one there is.
    async fn only(&self) -> Attachment {
        let [only] = <[_; 1]>::try_from(self.list().await).unwrap();
        only
    }

    async fn look(&self, why: Why) {
        for attachment in self.list().await {
            self.keeper.look(&self.desk, self.world.account, &attachment.id, why).await.unwrap();
        }
    }

    /// As the server that the desk lets in asks; one that was never let in, by a token of its own.
    async fn open(&self, id: &DbInstanceId) -> Result<Vec<OpenKey>, KeyRefused> {
        let row = self.list().await.into_iter().find(|it| it.id == *id);
        let token = self.admitted(id).or(row.map(|it| TokenHash(it.token)));
        self.keeper.open(id, token.unwrap()).await
    }

    fn admitted(&self, id: &DbInstanceId) -> Option<TokenHash> {
        self.desk.admitted.lock().unwrap().get(id).copied()
    }

    async fn is_key_needed(&self) -> bool {
        let mut txn = self.world.store.begin();
        instances::is_key_needed(&mut txn, self.world.account, &self.world.key).await.unwrap()
    }

    fn days_later(&self, days: i64) {
        self.world.clock.advance_ms(days * 86_400_000);
    }
}

fn hash(token: &SecretString) -> TokenHash {
    TokenHash::of(token.expose_secret().as_bytes())
}

#[tokio::test]
async fn a_server_that_is_attached_gets_the_same_two_keys_at_each_start() {
    let stage = Stage::new(1);
    let made = stage.attach("orders").await.unwrap();
    let id = made.attachment.id.clone();
    assert!(id.as_str().starts_with("tde-"), "{id}");
    assert_eq!(stage.only().await.next_start(), NextStart::Waits(None));

    stage.look(Why::Wish).await;
    assert_eq!(
        stage.world.keys.take_calls(),
        ["DescribeKey", "TagResource", "GenerateDataKey", "GenerateDataKey"]
    );
    assert_eq!(stage.admitted(&id), Some(hash(&made.token)));
    assert_eq!(stage.only().await.next_start(), NextStart::Succeeds);

    let first = stage.open(&id).await.unwrap();
    let again = stage.open(&id).await.unwrap();
    let told = |keys: &[OpenKey]| -> Vec<_> {
        keys.iter().map(|key| (key.id, key.version, *key.key.expose())).collect()
    };
    assert_eq!(told(&first), told(&again));
    let ids: Vec<_> = first.iter().map(|key| (key.id, key.version)).collect();
    assert_eq!(ids, [(TableKeyId::Data, 1), (TableKeyId::Temporary, 1)]);
    assert_eq!(stage.only().await.opened, Some(stage.world.clock.now()));
    // Nothing was tagged or made again.
    assert_eq!(stage.world.keys.take_calls(), ["Decrypt"; 4]);
}

#[tokio::test]
async fn a_start_that_comes_before_its_keys_has_them_made() {
    let stage = Stage::new(2);
    let id = stage.attach("orders").await.unwrap().attachment.id;
    assert_eq!(stage.open(&id).await.unwrap().len(), 2);
    assert_eq!(stage.only().await.keys.len(), 2);
}

#[tokio::test]
async fn what_takes_the_key_or_the_right_away_is_told_before_the_next_start_and_refuses_it() {
    type Take = fn(&World);
    type Case = (&'static str, Take, Take, fn(&NextStart<'_>) -> bool);
    let refused = |next: &NextStart<'_>| matches!(next, NextStart::Refused(_));
    let unknown = |next: &NextStart<'_>| matches!(next, NextStart::Unknown(_));
    let cases: [Case; 4] = [
        (
            "disabled",
            |world| world.keys.set_loss(&world.key, Some(KeyLoss::Disabled)),
            |world| world.keys.set_loss(&world.key, None),
            refused,
        ),
        (
            "unmarked",
            |world| world.keys.set_marked(&world.key, false),
            |world| world.keys.set_marked(&world.key, true),
            refused,
        ),
        (
            "no right",
            |world| world.keys.set_permission(Permission::Nothing),
            |world| world.keys.set_permission(Permission::Granted),
            refused,
        ),
        ("silent", |world| world.keys.set_silent(true), |world| world.keys.set_silent(false), unknown),
    ];
    for (case, take, give, expected) in cases {
        let stage = Stage::new(3);
        let id = stage.attach("orders").await.unwrap().attachment.id;
        stage.look(Why::Wish).await;
        take(&stage.world);
        stage.look(Why::Change).await;
        let told = stage.only().await;
        assert!(expected(&told.next_start()), "{case}: {:?}", told.next_start());
        assert_eq!(told.refusal, None, "{case}: nobody asked yet");
        let forgotten = *stage.desk.forgotten.lock().unwrap();
        assert_eq!(
            forgotten,
            u32::from(case != "silent"),
            "{case}: what is open is wiped unless nothing is known"
        );

        let refusal = stage.open(&id).await.unwrap_err().to_string();
        let kept = stage.only().await.refusal.unwrap();
        assert_eq!((kept.at, &*kept.reason), (stage.world.clock.now(), &*refusal), "{case}");

        give(&stage.world);
        // Nothing was tagged meanwhile: removing the mark means something.
        stage.look(Why::Timer).await;
        assert_eq!(stage.only().await.next_start(), NextStart::Succeeds, "{case}");
        stage.open(&id).await.unwrap();
    }
}

#[tokio::test]
async fn a_refusal_is_repeated_for_a_while_unless_the_right_is_seen_to_be_back() {
    let stage = Stage::new(15);
    let id = stage.attach("orders").await.unwrap().attachment.id;
    stage.look(Why::Wish).await;
    let refuse = async |stage: &Stage| {
        stage.world.keys.set_permission(Permission::Nothing);
        let refused = stage.open(&id).await.unwrap_err();
        stage.world.keys.take_calls();
        refused
    };
    let refused = refuse(&stage).await;
    for _ in 0..50 {
        assert_eq!(stage.open(&id).await.unwrap_err(), refused);
    }
    assert_eq!(stage.world.keys.take_calls(), [""; 0], "each call would be audited");

    stage.world.keys.set_permission(Permission::Granted);
    stage.look(Why::Change).await;
    stage.open(&id).await.unwrap();

    refuse(&stage).await;
    stage.world.keys.set_permission(Permission::Granted);
    stage.open(&id).await.unwrap_err();
    stage.world.clock.advance_ms(i64::try_from(limits::ATTACHED_REFUSED_FOR.as_millis()).unwrap());
    stage.open(&id).await.unwrap();
}

#[tokio::test]
async fn keys_that_cannot_be_made_are_made_when_they_can() {
    let stage = Stage::new(4);
    stage.world.keys.set_permission(Permission::Nothing);
    stage.attach("orders").await.unwrap();
    stage.look(Why::Wish).await;
    let told = stage.only().await;
    assert!(matches!(told.next_start(), NextStart::Waits(Some(_))), "{:?}", told.next_start());
    stage.world.keys.take_calls();
    // The change that is our own note wakes nobody.
    stage.look(Why::Wish).await;
    assert_eq!(stage.world.keys.take_calls(), [""; 0]);
    stage.world.keys.set_permission(Permission::Granted);
    stage.look(Why::Change).await;
    assert_eq!(stage.only().await.next_start(), NextStart::Succeeds);
}

#[tokio::test]
async fn a_renewed_token_ends_the_one_before() {
    let stage = Stage::new(5);
    let first = stage.attach("orders").await.unwrap();
    let id = first.attachment.id;
    stage.look(Why::Wish).await;
    let second = stage.renew("orders").await.unwrap();
    assert_ne!(first.token.expose_secret(), second.token.expose_secret());
    // The endpoint does not know yet, and gives nothing for the old one all the same.
    assert_eq!(stage.admitted(&id), Some(hash(&first.token)));
    stage.open(&id).await.unwrap_err();
    // Nor does a keeper that has let nobody in.
    let (keys, clock) = (stage.world.keys.clone(), stage.world.clock.clone());
    let other = Keeper::new(stage.world.store.clone(), keys, clock, stage.world.site.host);
    other.open(&id, hash(&first.token)).await.unwrap_err();
    other.open(&id, hash(&second.token)).await.unwrap();
    stage.look(Why::Wish).await;
    assert_eq!(stage.admitted(&id), Some(hash(&second.token)));
    stage.open(&id).await.unwrap();
}

#[tokio::test]
async fn what_is_detached_gets_nothing_and_comes_back_within_the_bins_days() {
    let stage = Stage::new(6);
    let made = stage.attach("orders").await.unwrap();
    let id = made.attachment.id;
    stage.look(Why::Wish).await;
    let keys = stage.only().await.keys;
    stage.detach("orders").await.unwrap();
    stage.open(&id).await.unwrap_err();
    stage.look(Why::Wish).await;
    assert_eq!(stage.admitted(&id), None);
    assert_eq!(stage.only().await.next_start(), NextStart::Refused("the server is detached"));
    assert!(stage.is_key_needed().await, "a mistake must be mendable");
    assert_eq!(stage.detach("orders").await, Err(AttachmentRefused::NotFound));
    stage.renew("orders").await.unwrap_err();

    stage.days_later(BIN_DAYS - 1);
    stage.look(Why::Timer).await;
    stage.recover("orders").await.unwrap();
    assert_eq!(stage.recover("orders").await, Err(AttachmentRefused::NotInBin));
    stage.look(Why::Wish).await;
    assert_eq!(stage.admitted(&id), Some(hash(&made.token)));
    assert_eq!(stage.only().await.keys, keys);
    stage.open(&id).await.unwrap();
}

#[tokio::test]
async fn the_bin_is_emptied_after_its_days_and_by_destroying() {
    let stage = Stage::new(7);
    for name in ["orders", "people"] {
        stage.attach(name).await.unwrap();
        stage.look(Why::Wish).await;
    }
    assert_eq!(stage.destroy("people").await, Err(AttachmentRefused::NotInBin));
    stage.detach("people").await.unwrap();
    stage.destroy("people").await.unwrap();
    assert_eq!(stage.destroy("people").await, Err(AttachmentRefused::NotFound));

    let until = stage.detach("orders").await.unwrap().kept_until.unwrap();
    assert_eq!(stage.attach("orders").await.unwrap_err(), AttachmentRefused::InBin(until));
    stage.days_later(BIN_DAYS);
    assert_eq!(stage.recover("orders").await, Err(AttachmentRefused::BinIsEmpty));
    stage.look(Why::Timer).await;
    assert_eq!(stage.list().await, []);
    assert!(!stage.is_key_needed().await);
    stage.attach("orders").await.unwrap();
}

#[tokio::test]
async fn an_attachment_is_refused_for_what_it_cannot_be() {
    let stage = Stage::new(8);
    stage.attach("orders").await.unwrap();
    assert_eq!(stage.attach("orders").await.unwrap_err(), AttachmentRefused::Exists);
    let foreign = "acs:ram::9999999999999999:role/r";
    let ask = NewAttachment { role: foreign.parse().unwrap(), ..stage.ask() };
    let refused = stage.attach_as("people", ask).await.unwrap_err();
    assert_eq!(refused, AttachmentRefused::ForeignRole(foreign.into()));
    for name in ["orders-2", "a", &"a".repeat(63)] {
        assert!(name.parse::<AttachmentName>().is_ok(), "{name}");
    }
    for name in ["", "2orders", "-a", "Orders", "or_ders", "or/ders", "ör", &"a".repeat(64)] {
        assert!(name.parse::<AttachmentName>().is_err(), "{name}");
    }
}

#[tokio::test]
async fn another_hosts_attachments_are_left_alone() {
    let stage = Stage::new(9);
    let host = ServerId::from_bytes([9; 16]);
    let id = stage.attach_as("orders", NewAttachment { host, ..stage.ask() }).await.unwrap().attachment.id;
    stage.look(Why::Change).await;
    assert_eq!(stage.admitted(&id), None);
    stage.open(&id).await.unwrap_err();
    assert_eq!(stage.only().await.keys, []);
}

#[tokio::test]
async fn a_key_is_told_to_be_needed_by_what_is_attached() {
    let stage = Stage::new(10);
    let id = stage.attach("orders").await.unwrap().attachment.id;
    assert!(stage.is_key_needed().await);
    let permit = stage.world.root(DbInstances::of(&stage.world.region, stage.world.account));
    let mut txn = stage.world.store.begin();
    let uses = instances::instances_using_key(&mut txn, &permit, &stage.world.key).await.unwrap();
    let uses: Vec<_> = uses.into_iter().map(|used| used.instance).collect();
    assert_eq!(uses, [id]);
}

/// Waits for what another task brings about. Time is the test's own: it goes on only when everything waits.
async fn until<T>(stage: &Stage, what: &str, told: impl Fn(&Attachment) -> Option<T>) -> T {
    for _ in 0..1000 {
        if let Some(found) = stage.list().await.first().and_then(&told) {
            return found;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("never: {what}");
}

#[tokio::test(start_paused = true)]
async fn a_keeper_that_runs_sees_to_wishes_keys_and_rights_by_itself() {
    let stage = Stage::new(11);
    let desk = Arc::new(Desk::default());
    let (keeper, at) = (stage.keeper.clone(), Arc::clone(&desk));
    let running = tokio::spawn(async move { keeper.run(at).await });
    let admitted = |id: &DbInstanceId| desk.admitted.lock().unwrap().get(id).copied();

    let first = stage.attach("orders").await.unwrap();
    let id = first.attachment.id;
    until(&stage, "keys", |it| (!it.keys.is_empty()).then_some(())).await;
    assert_eq!(admitted(&id), Some(hash(&first.token)));
    stage.world.keys.set_permission(Permission::Nothing);
    until(&stage, "a warning", |it| it.hindrance.clone()).await;
    stage.world.keys.set_permission(Permission::Granted);
    until(&stage, "no warning", |it| it.hindrance.is_none().then_some(())).await;

    let second = stage.renew("orders").await.unwrap();
    until(&stage, "the new token", |it| (admitted(&it.id)? == hash(&second.token)).then_some(())).await;
    stage.detach("orders").await.unwrap();
    until(&stage, "a dismissal", |it| admitted(&it.id).is_none().then_some(())).await;
    running.abort();
}

#[tokio::test(start_paused = true)]
async fn what_happens_to_other_keys_makes_no_call_for_an_attachment() {
    let stage = Stage::new(14);
    let desk = Arc::new(Desk::default());
    let (keeper, at) = (stage.keeper.clone(), Arc::clone(&desk));
    let running = tokio::spawn(async move { keeper.run(at).await });
    stage.attach("orders").await.unwrap();
    until(&stage, "keys", |it| (!it.keys.is_empty()).then_some(())).await;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    stage.world.keys.take_calls();
    for number in 0..10 {
        let another = format!("05754286-3ba2-4fa6-8d41-4323aca6e2{number:02}").parse().unwrap();
        stage.world.keys.create(&another);
        tokio::time::sleep(limits::ROUNDS_SPACING).await;
    }
    assert_eq!(stage.world.keys.take_calls(), [""; 0]);
    stage.world.keys.set_loss(&stage.world.key, Some(KeyLoss::Disabled));
    until(&stage, "a warning", |it| it.hindrance.clone()).await;
    assert_eq!(*desk.forgotten.lock().unwrap(), 1);
    running.abort();
}

#[tokio::test(start_paused = true)]
async fn who_is_let_in_follows_the_rows_while_the_key_service_keeps_everybody_waiting() {
    let stage = Stage::new(13);
    let desk = Arc::new(Desk::default());
    let (keeper, at) = (stage.keeper.clone(), Arc::clone(&desk));
    let running = tokio::spawn(async move { keeper.run(at).await });
    let admitted = |id: &DbInstanceId| desk.admitted.lock().unwrap().get(id).copied();
    let first = stage.attach("orders").await.unwrap();
    let id = first.attachment.id;
    until(&stage, "keys", |it| (!it.keys.is_empty()).then_some(())).await;

    stage.world.keys.set_hung(true);
    // Every look waits for the key service from now on.
    stage.world.keys.set_permission(Permission::Granted);
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let before = tokio::time::Instant::now();
    let second = stage.renew("orders").await.unwrap();
    until(&stage, "the new token", |it| (admitted(&it.id)? == hash(&second.token)).then_some(())).await;
    let third = stage.attach("people").await.unwrap();
    until(&stage, "another", |_| (admitted(&third.attachment.id)? == hash(&third.token)).then_some(())).await;
    stage.detach("orders").await.unwrap();
    until(&stage, "a dismissal", |_| admitted(&id).is_none().then_some(())).await;
    assert!(before.elapsed() < std::time::Duration::from_secs(2), "{:?}", before.elapsed());
    running.abort();
}

#[tokio::test(start_paused = true)]
async fn an_opening_that_hangs_is_told_and_written_down_before_its_server_gives_up() {
    let stage = Stage::new(14);
    let id = stage.attach("orders").await.unwrap().attachment.id;
    stage.look(Why::Wish).await;
    stage.world.keys.set_hung(true);
    let before = tokio::time::Instant::now();
    let refused = stage.open(&id).await.unwrap_err();
    assert!(matches!(refused, KeyRefused::Unreachable(_)), "{refused}");
    assert!(before.elapsed() < limits::ATTACHED_ANSWER_WITHIN, "{:?}", before.elapsed());
    assert_eq!(&*stage.only().await.refusal.unwrap().reason, &*refused.to_string());
}

#[tokio::test]
async fn who_may_ask_is_known_before_anything_is_looked_at() {
    let stage = Stage::new(12);
    let first = stage.attach("orders").await.unwrap();
    let second = stage.attach("people").await.unwrap();
    stage.detach("people").await.unwrap();
    stage.keeper.admit_all(&stage.desk).await.unwrap();
    assert_eq!(stage.admitted(&first.attachment.id), Some(hash(&first.token)));
    assert_eq!(stage.admitted(&second.attachment.id), None);
    assert_eq!(stage.world.keys.take_calls(), [""; 0]);
}

#[test]
fn an_attachment_keeps_its_bytes() {
    let at = |second| Timestamp::from_second(second).unwrap();
    let sample = Attachment {
        id: "tde-0mf3k2l9zq1a2b3c4".parse().unwrap(),
        name: "orders".parse().unwrap(),
        account: "1234567890123456".parse().unwrap(),
        region: "cn-hangzhou".parse().unwrap(),
        host: ServerId::from_bytes([1; 16]),
        key: "05754286-3ba2-4fa6-8d41-4323aca6e2c3".parse().unwrap(),
        role: "acs:ram::1234567890123456:role/aliyunrdsinstanceencryptiondefaultrole".parse().unwrap(),
        keys: vec![WrappedTableKey {
            id: 1,
            version: 1,
            wrapped: crate::keys::WrappedKey::new([0xA5; 4]),
            unknown: Unknown::NONE,
        }],
        token: [0x5A; 32],
        created: at(1_767_225_600),
        renewed: at(1_767_225_601),
        opened: Some(at(1_767_225_602)),
        refusal: Some(Refusal { at: at(1_767_225_603), reason: "no".into(), unknown: Unknown::NONE }),
        hindrance: Some(Hindrance {
            reason: "no".into(),
            definite: true,
            since: at(1_767_225_604),
            unknown: Unknown::NONE,
        }),
        kept_until: Some(at(1_767_830_400)),
        cause: RequestId::from_bytes([2; 16]),
        service_key: true,
        // What was not noted takes no byte.
        told_at: Vec::new(),
        unknown: Unknown::NONE,
    };
    let golden: String = include_str!("golden/attachment-v1.hex").split_whitespace().collect();
    assert_eq!(hex::encode(codec::encode(&sample).expose_secret()), golden);
    assert_eq!(codec::decode::<Attachment>(&hex::decode(golden).unwrap()).as_ref(), Ok(&sample));
    assert_eq!(Attachment::KIND, 0x0305);
    let told = Attachment { told_at: vec!["https://keys:1".into(), "https://127.0.0.1:1".into()], ..sample };
    assert_eq!(codec::decode::<Attachment>(codec::encode(&told).expose_secret()).as_ref(), Ok(&told));
}

#[tokio::test]
async fn where_a_server_was_told_to_ask_is_known_when_the_endpoint_has_moved() {
    let stage = Stage::new(30);
    let told = stage.attach("orders").await.unwrap().attachment;
    let now = |text: &[&str]| text.iter().map(ToString::to_string).collect::<Vec<_>>();
    for (moved_to, left) in [
        (&["https://127.0.0.1:20443"][..], &[][..]),
        (&["https://keys:20443", "https://127.0.0.1:20443"], &[]),
        (&["https://127.0.0.1:20444"], &["https://127.0.0.1:20443"]),
        (&[], &["https://127.0.0.1:20443"]),
    ] {
        assert_eq!(told.left(&now(moved_to)).collect::<Vec<_>>(), left, "{moved_to:?}");
    }
    let renewed = stage.renew("orders").await.unwrap().attachment;
    assert_eq!(renewed.left(&now(&["https://127.0.0.1:20444"])).next(), None);
    // One that was attached before that was noted is said nothing of.
    let unknown = Attachment { told_at: Vec::new(), ..renewed };
    assert_eq!(unknown.left(&[]).next(), None);
}

#[tokio::test]
async fn attachments_at_once_do_not_pass_the_quota() {
    let stage = Stage::new(15);
    for number in 1..limits::ATTACHMENTS_PER_ACCOUNT_MAX {
        stage.attach(&format!("server-{number}")).await.unwrap();
    }
    let made = (&*stage.world.clock as &dyn Clock, &stage.world.entropy as &dyn Entropy);
    let mut wishes = Vec::new();
    for name in ["one", "another"] {
        let mut txn = stage.world.store.begin();
        let name = name.parse().unwrap();
        let (region, account) = (&stage.world.region, stage.world.account);
        let found = TdeAttachment::look_up(&mut txn, region, account, &name).await.unwrap();
        let permit = stage.world.root::<action::CreateTdeAttachment, _>(found);
        attach(&mut txn, &permit, stage.ask(), &stage.world.moment(), made).await.unwrap();
        wishes.push(txn);
    }
    let mut ends = Vec::new();
    for txn in wishes {
        ends.push(txn.commit().await.is_ok());
    }
    assert_eq!(ends, [true, false]);
    assert_eq!(stage.attach("another").await.unwrap_err(), AttachmentRefused::TooMany);
}

/// Keys of which one opens, and then something happens before that is answered.
struct Meanwhile {
    keys: Arc<crate::fake::FakeKeys>,
    happens: Mutex<Option<std::pin::Pin<Box<dyn Future<Output = ()> + Send>>>>,
}

#[async_trait::async_trait]
impl KeyService for Meanwhile {
    async fn describe_key(&self, call: &KeyCall) -> Result<KeyFacts, KeyRefused> {
        self.keys.describe_key(call).await
    }

    async fn tag_key(&self, call: &KeyCall) -> Result<(), KeyRefused> {
        self.keys.tag_key(call).await
    }

    async fn generate_data_key(&self, call: &KeyCall) -> Result<DataKeyMade, KeyRefused> {
        self.keys.generate_data_key(call).await
    }

    async fn decrypt(&self, call: &KeyCall, wrapped: &WrappedKey) -> Result<PlainKey, KeyRefused> {
        let opened = self.keys.decrypt(call, wrapped).await;
        // The last of what one opening asks for.
        let is_last = call.purpose == KeyPurpose::Table(TableKeyId::Temporary);
        let happens = is_last.then(|| self.happens.lock().unwrap().take()).flatten();
        if let Some(happens) = happens {
            happens.await;
        }
        opened
    }

    fn changes(&self) -> Moves {
        self.keys.changes()
    }
}

#[tokio::test]
async fn keys_that_are_found_lost_while_they_are_opened_are_refused_and_stay_told_as_lost() {
    let mut stage = Stage::new(16);
    let keys = Arc::new(Meanwhile { keys: stage.world.keys.clone(), happens: Mutex::default() });
    let (store, clock) = (stage.world.store.clone(), stage.world.clock.clone());
    stage.keeper = Keeper::new(store, keys.clone(), clock, stage.world.site.host);
    let id = stage.attach("orders").await.unwrap().attachment.id;
    stage.look(Why::Wish).await;

    let desk = Arc::new(Desk::default());
    let happens = {
        let (keeper, service, account) =
            (stage.keeper.clone(), stage.world.keys.clone(), stage.world.account);
        let (desk, id) = (Arc::clone(&desk), id.clone());
        async move {
            service.set_permission(Permission::Nothing);
            keeper.look(&*desk, account, &id, Why::Change).await.unwrap();
        }
    };
    *keys.happens.lock().unwrap() = Some(Box::pin(happens));
    let refused = stage.open(&id).await.unwrap_err();
    assert!(matches!(refused, KeyRefused::Unreachable(_)), "{refused}");
    assert_eq!(*desk.forgotten.lock().unwrap(), 1);
    let told = stage.only().await;
    assert!(told.hindrance.clone().is_some_and(|hindrance| hindrance.definite), "{told:?}");
    assert_eq!(told.opened, None);
    // Whoever asks again is told why.
    assert!(matches!(stage.open(&id).await, Err(KeyRefused::NotPermitted(_))));
}
