//! A crowd at the door keeps no engine out.

use super::{super::door::CONNECTIONS_MAX, *};

#[tokio::test]
async fn connections_that_say_nothing_keep_no_engine_out() {
    let scene = Scene::new();
    let opened = scene.start("rm-one", &[1]);
    let mut silent = Vec::new();
    for _ in 0..CONNECTIONS_MAX + 20 {
        silent.push(TcpStream::connect(scene.address).await.unwrap());
    }
    let answer = scene.get("/v1/rm-one/data/1", opened.source.token.expose()).await;
    assert_eq!(answer, Answer::key(TableKeyId::Data, 1));
    // The first come was shown out for it.
    let mut byte = [0];
    let ended = silent[0].read(&mut byte).await;
    assert!(matches!(ended, Ok(0) | Err(_)), "{ended:?}");
}

#[tokio::test]
async fn callers_who_try_tokens_keep_no_engine_out() {
    let scene = Arc::new(Scene::new());
    let opened = scene.start("rm-one", &[1]);
    let mut trying = tokio::task::JoinSet::new();
    for number in 0..100 {
        let scene = Arc::clone(&scene);
        trying.spawn(async move { scene.get("/v1/rm-one/data/1", &format!("guess-{number}")).await });
    }
    let answer = scene.get("/v1/rm-one/data/1", opened.source.token.expose()).await;
    assert_eq!(answer, Answer::key(TableKeyId::Data, 1));
    while let Some(tried) = trying.join_next().await {
        assert_eq!(tried.unwrap(), Answer::forbidden());
    }
}

#[tokio::test]
async fn it_ends_when_it_is_told_to_and_its_keys_end_with_it_and_not_before() {
    let bound = super::super::address::listen("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = bound.address;
    let names = Names::with_loopback(&[], []);
    let now = rampart_vocab::Clock::now(&SystemClock);
    let authority = Arc::new(Authority::make(&names, now, &SystemEntropy).unwrap());
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    let certificates = Arc::new(Certificates { authority, public_hosts: Vec::new(), clock, entropy });
    let desk = Arc::new(TableKeys::new(None, Vec::new(), None, Box::new(SystemEntropy)));
    desk.resume(&id("rm-one"), TokenHash([1; 32]), keys(&[1]));
    let (stop, stopped) = watch::channel(false);
    let door =
        Door { desk: Arc::clone(&desk), bound: vec![bound], certificates, stop: stopped }.open().unwrap();
    let running = std::thread::spawn(move || door.run());
    let _silent = TcpStream::connect(address).await.unwrap();
    // As long as the door is open nobody is made a stranger.
    assert!(desk.holds(&id("rm-one"), 1));
    stop.send(true).unwrap();
    tokio::task::spawn_blocking(|| running.join()).await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
    assert!(!desk.holds(&id("rm-one"), 1));
}
