//! Servers that run elsewhere: each start opens keys under the role, the rest is answered from memory.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard},
    time::Duration,
};

use async_trait::async_trait;
use rampart_rds::{
    keys::{KeyLoss, KeyRefused},
    limits,
    table_keys::AttachmentDesk as _,
};
use tokio::sync::Semaphore;

use super::{super::question::Asked, *};

const TOKEN: &str = "a-lasting-token";
const MOUNT: &str = "att-one";
const TUNE: &str = "/v1/sys/mounts/att-one/tune";
const KEY: &str = "/v1/att-one/data/1";

/// Answers as it was told to, and counts.
pub(super) struct Servers {
    script: Mutex<Script>,
    /// One for each opening that may end.
    ends: Semaphore,
}

#[derive(Default)]
struct Script {
    /// The versions that each opening gives, or why not.
    answers: VecDeque<Result<Vec<u32>, KeyRefused>>,
    asked: u32,
}

impl Default for Servers {
    fn default() -> Self {
        Self { script: Mutex::default(), ends: Semaphore::new(Semaphore::MAX_PERMITS) }
    }
}

impl Servers {
    fn will(&self, answer: Result<&[u32], KeyRefused>) {
        self.script().answers.push_back(answer.map(<[u32]>::to_vec));
    }

    fn asked(&self) -> u32 {
        self.script().asked
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap()
    }
}

#[async_trait]
impl AttachedServers for Servers {
    async fn open(&self, _: &DbInstanceId, token: TokenHash) -> Result<Vec<OpenKey>, KeyRefused> {
        assert_eq!(token, TokenHash::of(TOKEN.as_bytes()));
        self.script().asked += 1;
        self.ends.acquire().await.unwrap().forget();
        let answer = self.script().answers.pop_front();
        answer.expect("an opening that nobody foresaw").map(|versions| keys(&versions))
    }
}

fn scene() -> (Scene, Arc<Servers>) {
    let servers = Arc::new(Servers::default());
    let scene = Scene::with(Vec::new(), Some(Arc::clone(&servers) as Arc<dyn AttachedServers>));
    scene.desk.admit(&id(MOUNT), TokenHash::of(TOKEN.as_bytes()));
    (scene, servers)
}

/// The desk alone, without sockets: time is the test's own.
fn desk() -> (Arc<TableKeys>, Arc<Servers>) {
    let servers = Arc::new(Servers::default());
    let opens = Some(Arc::clone(&servers) as Arc<dyn AttachedServers>);
    let desk = Arc::new(TableKeys::new(None, Vec::new(), opens, Box::new(SystemEntropy)));
    desk.admit(&id(MOUNT), TokenHash::of(TOKEN.as_bytes()));
    (desk, servers)
}

async fn ask(desk: &Arc<TableKeys>, path: &str) -> Answer {
    Answer::of(&desk.answer(&Asked::read(get(path, TOKEN).as_bytes(), 0)).await)
}

fn refused(reason: &KeyRefused) -> Answer {
    Answer::Status(403, serde_json::json!({ "errors": [reason.to_string()] }))
}

fn no_answer() -> KeyRefused {
    KeyRefused::Unreachable("a timeout".to_owned())
}

#[tokio::test]
async fn every_start_opens_keys_and_questions_after_it_do_not() {
    let (desk, servers) = desk();
    servers.will(Ok(&[1]));
    assert_eq!(ask(&desk, TUNE).await, Answer::tuned());
    assert_eq!(ask(&desk, KEY).await, Answer::key(TableKeyId::Data, 1));
    assert_eq!(ask(&desk, "/v1/att-one/data/3").await, Answer::no_such_key());
    assert_eq!(servers.asked(), 1);
    assert_eq!(ask(&desk, KEY).await, Answer::key(TableKeyId::Data, 1));
    servers.will(Ok(&[1, 3]));
    assert_eq!(ask(&desk, TUNE).await, Answer::tuned());
    assert_eq!(ask(&desk, KEY).await, Answer::key(TableKeyId::Data, 3));
    assert_eq!(servers.asked(), 2);
}

#[tokio::test]
async fn a_right_lost_between_two_starts_refuses_the_second() {
    let (desk, servers) = desk();
    servers.will(Ok(&[1]));
    servers.will(Err(KeyRefused::NotFound));
    assert_eq!(ask(&desk, TUNE).await, Answer::tuned());
    assert_eq!(ask(&desk, TUNE).await, refused(&KeyRefused::NotFound));
    assert_eq!(ask(&desk, KEY).await, Answer::Nothing);
}

#[tokio::test(start_paused = true)]
async fn keys_are_answered_for_a_short_while_after_they_were_opened() {
    let (desk, servers) = desk();
    servers.will(Ok(&[1]));
    assert_eq!(ask(&desk, TUNE).await, Answer::tuned());
    tokio::time::advance(limits::ATTACHED_KEYS_KEPT_FOR - Duration::from_secs(1)).await;
    assert_eq!(ask(&desk, KEY).await, Answer::key(TableKeyId::Data, 1));
    tokio::time::advance(Duration::from_secs(1)).await;
    // A plugin that was told not to ask `tune` starts like this.
    servers.will(Err(KeyRefused::Lost(KeyLoss::Disabled)));
    assert_eq!(ask(&desk, KEY).await, Answer::Nothing);
    assert_eq!(servers.asked(), 2);
}

#[tokio::test]
async fn keys_that_are_found_lost_are_answered_no_more() {
    let (desk, servers) = desk();
    servers.will(Ok(&[1]));
    assert_eq!(ask(&desk, TUNE).await, Answer::tuned());
    desk.forget_keys(&id(MOUNT));
    servers.will(Err(KeyRefused::Lost(KeyLoss::Disabled)));
    assert_eq!(ask(&desk, KEY).await, Answer::Nothing);
    assert_eq!(servers.asked(), 2);
}

#[tokio::test]
async fn keys_that_are_found_lost_while_they_are_opened_are_not_kept() {
    type Takes = fn(&TableKeys);
    let takes: [Takes; 2] = [
        |desk| desk.forget_keys(&id(MOUNT)),
        // Let in anew, by the same token.
        |desk| desk.admit(&id(MOUNT), TokenHash::of(TOKEN.as_bytes())),
    ];
    for (take, path) in takes.into_iter().flat_map(|take| [TUNE, KEY].map(|path| (take, path))) {
        let (desk, servers) = desk();
        servers.ends.forget_permits(Semaphore::MAX_PERMITS);
        servers.will(Ok(&[1]));
        let opening = tokio::spawn({
            let desk = Arc::clone(&desk);
            async move { ask(&desk, path).await }
        });
        while servers.asked() == 0 {
            tokio::task::yield_now().await;
        }
        take(&desk);
        servers.ends.add_permits(2);
        assert_eq!(opening.await.unwrap(), Answer::Nothing, "{path}");
        servers.will(Err(KeyRefused::Lost(KeyLoss::Disabled)));
        assert_eq!(ask(&desk, KEY).await, Answer::Nothing, "{path}");
        assert_eq!(servers.asked(), 2, "{path}: they were asked for anew");
    }
}

#[tokio::test]
async fn servers_keys_are_opened_by_one_question_at_a_time() {
    let (desk, servers) = desk();
    servers.ends.forget_permits(Semaphore::MAX_PERMITS);
    servers.will(Ok(&[1]));
    let crowd: Vec<_> = (0..50)
        .map(|_| {
            let desk = Arc::clone(&desk);
            tokio::spawn(async move { ask(&desk, KEY).await })
        })
        .collect();
    servers.ends.add_permits(50);
    for one in crowd {
        assert_eq!(one.await.unwrap(), Answer::key(TableKeyId::Data, 1));
    }
    assert_eq!(servers.asked(), 1);
}

#[tokio::test]
async fn a_start_that_is_refused_says_why_to_who_has_the_token() {
    for reason in [
        KeyRefused::NotPermitted("no statement allows it".to_owned()),
        KeyRefused::Lost(KeyLoss::Disabled),
        KeyRefused::NotFound,
        no_answer(),
    ] {
        let (scene, servers) = scene();
        servers.will(Err(reason.clone()));
        let stranger = scene.get(TUNE, "another").await;
        assert_eq!(stranger, Answer::forbidden());
        assert_eq!(servers.asked(), 0, "a stranger causes no call");
        assert_eq!(scene.get(TUNE, TOKEN).await, refused(&reason));
    }
}

#[tokio::test]
async fn after_a_restart_of_ours_a_question_opens_keys_or_gets_no_answer() {
    let (scene, servers) = scene();
    servers.will(Ok(&[1]));
    assert_eq!(scene.get(KEY, TOKEN).await, Answer::key(TableKeyId::Data, 1));
    scene.desk.admit(&id(MOUNT), TokenHash::of(TOKEN.as_bytes()));
    servers.will(Err(KeyRefused::NotFound));
    assert_eq!(scene.get(KEY, TOKEN).await, Answer::Nothing);
    assert_eq!(servers.asked(), 2);
}

#[tokio::test]
async fn a_refused_start_ends_the_session_and_an_unanswered_one_does_not() {
    let (desk, servers) = desk();
    servers.will(Ok(&[1]));
    assert_eq!(ask(&desk, TUNE).await, Answer::tuned());
    servers.will(Err(no_answer()));
    assert_eq!(ask(&desk, TUNE).await, refused(&no_answer()));
    assert_eq!(ask(&desk, KEY).await, Answer::key(TableKeyId::Data, 1));
    servers.will(Err(KeyRefused::NotFound));
    assert_eq!(ask(&desk, TUNE).await, refused(&KeyRefused::NotFound));
    assert_eq!(ask(&desk, KEY).await, Answer::Nothing);
}

#[tokio::test(start_paused = true)]
async fn keys_that_were_opened_are_kept_though_nobody_waited_for_them() {
    let (desk, servers) = desk();
    servers.ends.forget_permits(Semaphore::MAX_PERMITS);
    servers.will(Ok(&[1]));
    let left = tokio::time::timeout(limits::ATTACHED_ANSWER_WITHIN, ask(&desk, TUNE)).await;
    assert!(left.is_err(), "it had no answer yet");
    servers.ends.add_permits(1);
    assert_eq!(ask(&desk, KEY).await, Answer::key(TableKeyId::Data, 1));
    assert_eq!(servers.asked(), 1);
}

#[tokio::test]
async fn who_is_dismissed_is_a_stranger() {
    let (scene, servers) = scene();
    servers.will(Ok(&[1]));
    assert_eq!(scene.get(TUNE, TOKEN).await, Answer::tuned());
    scene.desk.dismiss(&id(MOUNT));
    assert_eq!(scene.get(TUNE, TOKEN).await, Answer::forbidden());
    assert_eq!(scene.get(KEY, TOKEN).await, Answer::forbidden());
    assert_eq!(servers.asked(), 1);
}
