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

/// Dials as this user.
async fn dial_as(user: u8, address: SocketAddr) -> TcpStream {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from(([127, 0, 0, user], 0))).unwrap();
    socket.connect(address).await.unwrap()
}

/// Waits until the door has ended it.
async fn ended(mut connection: TcpStream) {
    let _ = connection.read(&mut [0]).await;
}

#[tokio::test]
async fn a_crowd_that_keeps_coming_ends_its_own_visits_and_no_engines() {
    let scene = Scene::new();
    let opened = scene.start("rm-one", &[1]);
    // An engine in the middle of its question, and one in the middle of its handshake.
    let question = get("/v1/rm-one/data/1", opened.source.token.expose());
    let (begun, rest) = question.as_bytes().split_at(20);
    let mut asks = scene.connect().await;
    asks.write_all(begun).await.unwrap();
    let shakes = dial_as(9, scene.address).await;
    for _ in 0..2 {
        let mut crowd = std::collections::VecDeque::new();
        for _ in 0..CONNECTIONS_MAX + 20 {
            crowd.push_back(dial_as(2, scene.address).await);
        }
        // The house was full, and the first of the crowd went for its last.
        ended(crowd.pop_front().unwrap()).await;
    }
    asks.write_all(rest).await.unwrap();
    let mut answer = Vec::new();
    asks.read_to_end(&mut answer).await.unwrap();
    assert_eq!(Answer::read(&answer), Answer::key(TableKeyId::Data, 1));
    let mut shakes = encrypt(shakes, &scene.ca_pem).await.unwrap();
    shakes.write_all(question.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    shakes.read_to_end(&mut answer).await.unwrap();
    assert_eq!(Answer::read(&answer), Answer::key(TableKeyId::Data, 1));
}

#[tokio::test]
async fn callers_who_try_tokens_keep_no_engine_out() {
    let scene = Arc::new(Scene::new());
    let opened = scene.start("rm-one", &[1]);
    // More than there is room for, all there before the first of them says a word.
    let mut crowd = Vec::new();
    for _ in 0..CONNECTIONS_MAX + 100 {
        crowd.push(dial_as(2, scene.address).await);
    }
    ended(crowd.remove(0)).await;
    let mut trying = tokio::task::JoinSet::new();
    for (number, stream) in crowd.into_iter().enumerate() {
        let scene = Arc::clone(&scene);
        trying.spawn(async move {
            let question = get("/v1/rm-one/data/1", &format!("guess-{number}"));
            let Ok(mut stream) = encrypt(stream, &scene.ca_pem).await else { return Answer::Nothing };
            let _ = stream.write_all(question.as_bytes()).await;
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer).await;
            Answer::read(&answer)
        });
    }
    let answer = scene.get("/v1/rm-one/data/1", opened.source.token.expose()).await;
    assert_eq!(answer, Answer::key(TableKeyId::Data, 1));
    let mut shown_out = 0;
    while let Some(tried) = trying.join_next().await {
        match tried.unwrap() {
            Answer::Nothing => shown_out += 1,
            tried => assert_eq!(tried, Answer::forbidden()),
        }
    }
    assert!(shown_out >= 99, "{shown_out}: nobody was shown out for anybody");
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
    let users = super::super::peer::ask_kernel;
    let door = Door { desk: Arc::clone(&desk), bound: vec![bound], certificates, users, stop: stopped }
        .open()
        .unwrap();
    let running = std::thread::spawn(move || door.run());
    let _silent = TcpStream::connect(address).await.unwrap();
    // As long as the door is open nobody is made a stranger.
    assert!(desk.holds(&id("rm-one"), 1));
    stop.send(true).unwrap();
    tokio::task::spawn_blocking(|| running.join()).await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
    assert!(!desk.holds(&id("rm-one"), 1));
}
