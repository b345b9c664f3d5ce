//! Servers that run elsewhere: each start opens keys under the role, the rest is answered from memory.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard},
};

use async_trait::async_trait;
use rampart_rds::{
    keys::{KeyLoss, KeyRefused},
    table_keys::AttachmentDesk as _,
};

use super::{super::question::hash, *};

const TOKEN: &str = "a-lasting-token";
const MOUNT: &str = "att-one";

/// Answers as it was told to, and counts.
#[derive(Default)]
pub(super) struct Servers(Mutex<Script>);

#[derive(Default)]
struct Script {
    /// The versions that each opening gives, or why not.
    answers: VecDeque<Result<Vec<u32>, KeyRefused>>,
    asked: u32,
}

impl Servers {
    fn will(&self, answer: Result<&[u32], KeyRefused>) {
        self.inner().answers.push_back(answer.map(<[u32]>::to_vec));
    }

    fn asked(&self) -> u32 {
        self.inner().asked
    }

    fn inner(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap()
    }
}

#[async_trait]
impl AttachedServers for Servers {
    async fn open(&self, _: &DbInstanceId) -> Result<Vec<OpenKey>, KeyRefused> {
        let mut inner = self.inner();
        inner.asked += 1;
        inner.answers.pop_front().expect("an opening that nobody foresaw").map(|versions| keys(&versions))
    }
}

fn scene() -> (Scene, Arc<Servers>) {
    let servers = Arc::new(Servers::default());
    let scene = Scene::with(Vec::new(), Some(Arc::clone(&servers) as Arc<dyn AttachedServers>));
    scene.desk.admit(&id(MOUNT), hash(TOKEN.as_bytes()));
    (scene, servers)
}

async fn tune(scene: &Scene) -> Answer {
    scene.get("/v1/sys/mounts/att-one/tune", TOKEN).await
}

async fn key(scene: &Scene) -> Answer {
    scene.get("/v1/att-one/data/1", TOKEN).await
}

fn refused(reason: &KeyRefused) -> Answer {
    Answer::Status(403, serde_json::json!({ "errors": [reason.to_string()] }))
}

#[tokio::test]
async fn every_start_opens_keys_and_questions_after_it_do_not() {
    let (scene, servers) = scene();
    servers.will(Ok(&[1]));
    assert_eq!(tune(&scene).await, Answer::tuned());
    assert_eq!(key(&scene).await, Answer::key(TableKeyId::Data, 1));
    assert_eq!(scene.get("/v1/att-one/data/3", TOKEN).await, Answer::no_such_key());
    assert_eq!(servers.asked(), 1);
    servers.will(Ok(&[1, 3]));
    assert_eq!(tune(&scene).await, Answer::tuned());
    assert_eq!(key(&scene).await, Answer::key(TableKeyId::Data, 3));
    assert_eq!(servers.asked(), 2);
}

#[tokio::test]
async fn a_start_that_is_refused_says_why_to_who_has_the_token() {
    let (scene, servers) = scene();
    for reason in [
        KeyRefused::NotPermitted("no statement allows it".to_owned()),
        KeyRefused::Lost(KeyLoss::Disabled),
        KeyRefused::NotFound,
        KeyRefused::Unreachable("a timeout".to_owned()),
    ] {
        servers.will(Err(reason.clone()));
        assert_eq!(tune(&scene).await, refused(&reason));
    }
    let asked = servers.asked();
    let stranger = scene.get("/v1/sys/mounts/att-one/tune", "another").await;
    assert_eq!(stranger, Answer::forbidden());
    assert_eq!(servers.asked(), asked, "a stranger causes no call");
}

#[tokio::test]
async fn after_a_restart_of_ours_a_question_opens_keys_or_gets_no_answer() {
    let (scene, servers) = scene();
    servers.will(Ok(&[1]));
    assert_eq!(key(&scene).await, Answer::key(TableKeyId::Data, 1));
    scene.desk.admit(&id(MOUNT), hash(TOKEN.as_bytes()));
    servers.will(Err(KeyRefused::NotFound));
    assert_eq!(key(&scene).await, Answer::Nothing);
    // And does not ask again at once.
    assert_eq!(key(&scene).await, Answer::Nothing);
    assert_eq!(servers.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn keys_that_could_not_be_opened_are_tried_again_in_a_while() {
    let servers = Arc::new(Servers::default());
    let desk = TableKeys::new(
        None,
        Vec::new(),
        Some(Arc::clone(&servers) as Arc<dyn AttachedServers>),
        Box::new(SystemEntropy),
    );
    desk.admit(&id(MOUNT), hash(TOKEN.as_bytes()));
    let asked = super::super::question::Asked::read(get("/v1/att-one/data/1", TOKEN).as_bytes(), 0);
    let answer = async || Answer::of(&desk.answer(&asked).await);
    servers.will(Err(KeyRefused::Unreachable("a timeout".to_owned())));
    assert_eq!(answer().await, Answer::Nothing);
    tokio::time::advance(std::time::Duration::from_secs(4)).await;
    assert_eq!(answer().await, Answer::Nothing);
    tokio::time::advance(std::time::Duration::from_secs(1)).await;
    servers.will(Ok(&[1]));
    assert_eq!(answer().await, Answer::key(TableKeyId::Data, 1));
    assert_eq!(servers.asked(), 2);
}

#[tokio::test]
async fn a_refused_start_ends_the_session_and_an_unanswered_one_does_not() {
    let (scene, servers) = scene();
    servers.will(Ok(&[1]));
    assert_eq!(tune(&scene).await, Answer::tuned());
    let unknown = KeyRefused::Unreachable("a timeout".to_owned());
    servers.will(Err(unknown.clone()));
    assert_eq!(tune(&scene).await, refused(&unknown));
    assert_eq!(key(&scene).await, Answer::key(TableKeyId::Data, 1));
    servers.will(Err(KeyRefused::NotFound));
    assert_eq!(tune(&scene).await, refused(&KeyRefused::NotFound));
    assert_eq!(key(&scene).await, Answer::Nothing);
}

#[tokio::test]
async fn who_is_dismissed_is_a_stranger() {
    let (scene, servers) = scene();
    servers.will(Ok(&[1]));
    assert_eq!(tune(&scene).await, Answer::tuned());
    scene.desk.dismiss(&id(MOUNT));
    assert_eq!(tune(&scene).await, Answer::forbidden());
    assert_eq!(key(&scene).await, Answer::forbidden());
    assert_eq!(servers.asked(), 1);
}
