//! Who has no token learns nothing; who has one is never given a status that would crash an engine.

use super::*;

/// Requests of every kind, well-formed and not, about a mount.
fn requests(mount: &str, token: &str) -> Vec<String> {
    let paths = [
        format!("/v1/sys/mounts/{mount}/tune"),
        format!("/v1/{mount}/data/1"),
        format!("/v1/{mount}/data/1?version=1"),
        format!("/v1/{mount}/data/1?version=7"),
        format!("/v1/{mount}/data/3"),
        format!("/v1/{mount}/data/1?version=0"),
        format!("/v1/{mount}/data/1?version=1&version=2"),
        format!("/v1/{mount}/data/1?version=99999999999999999999"),
        format!("/v1/{mount}/data/99999999999999999999"),
        format!("/v1/{mount}/data/1/"),
        format!("/v1/{mount}/data//1"),
        format!("/v1/{mount}/data/%31"),
        format!("/v1/{mount}/data/../data/1"),
        format!("/v1/{mount}/metadata/1"),
        format!("/v1/{mount}"),
    ];
    let mut all: Vec<String> = paths.iter().map(|path| get(path, token)).collect();
    let path = format!("/v1/{mount}/data/1");
    for method in ["POST", "PUT", "DELETE", "LIST", "HEAD", "OPTIONS"] {
        all.push(get(&path, token).replacen("GET", method, 1));
    }
    all.push(get(&path, token).replacen("HTTP/1.1", "HTTP/1.0", 1));
    all.push(format!("{}{{}}", get(&path, token).replacen("Accept: */*", "Content-Length: 2", 1)));
    all.push(get(&path, token).replacen("Accept: */*", "Transfer-Encoding: chunked", 1));
    all.push(format!("{0}{0}", get(&path, token)));
    all
}

/// Requests in which no mount can be read.
fn nameless(token: &str) -> Vec<String> {
    let paths = [
        "/",
        "/v1/",
        "/v1//rm-one/data/1",
        "//v1/rm-one/data/1",
        "/v1/%2e%2e/rm-one/data/1",
        "/v1/../v1/rm-one/data/1",
        "/v1/RM-ONE/data/1",
        "/v1/rm-one%2fdata%2f1",
        "/v1/sys/mounts//tune",
        "/v1/sys/mounts",
        "/v1/sys/health",
        "https://127.0.0.1/v1/rm-one/data/1",
    ];
    let mut all: Vec<String> = paths.iter().map(|path| get(path, token)).collect();
    let path = "/v1/rm-one/data/1";
    all.push(get(path, token).replacen("Accept: */*", &format!("Accept: {}", "x".repeat(9000)), 1));
    all.push(get(path, token).replacen("Accept: */*", &"A: b\r\n".repeat(40), 1));
    all.push(get(path, token).replacen("Accept: */*", "no header at all", 1));
    all.push("\r\n\r\n".to_owned());
    all.push("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned());
    all
}

#[tokio::test]
async fn a_caller_without_the_token_of_the_mount_gets_one_answer_whatever_he_asks() {
    let before = id("rm-old");
    let scene = Scene::with(vec![(before.clone(), TokenHash([9; 32]))], None);
    let first = scene.start("rm-one", &[1]);
    let other = scene.start("rm-two", &[1]);
    let last = scene.start("rm-gone", &[1]);
    scene.desk.close(&id("rm-gone"));
    let now = scene.start("rm-one", &[1]);
    let none = "a".repeat(43);
    let tokens = [
        ("the last start's", first.source.token.expose()),
        ("another instance's", other.source.token.expose()),
        ("a closed session's", last.source.token.expose()),
        ("nobody's", none.as_str()),
        ("no", ""),
    ];
    for mount in ["rm-one", "rm-gone", "rm-never", "rm-old"] {
        for (whose, token) in tokens {
            for request in requests(mount, token) {
                assert_eq!(scene.say(request.as_bytes()).await, Answer::forbidden(), "{whose} {request}");
            }
        }
    }
    // The right token of a mount is a stranger's elsewhere, and twice is not once.
    let right = now.source.token.expose();
    assert_eq!(scene.get("/v1/rm-two/data/1", right).await, Answer::forbidden());
    let twice = get("/v1/rm-one/data/1", &format!("{right}\r\nX-Vault-Token:{right}"));
    assert_eq!(scene.say(twice.as_bytes()).await, Answer::forbidden());
    let shorter = right.strip_prefix(|_: char| true).unwrap();
    for wrong in [shorter.to_owned(), right.to_lowercase(), format!("{right}a"), format!("a{right}")] {
        assert_eq!(scene.get("/v1/rm-one/data/1", &wrong).await, Answer::forbidden(), "{wrong}");
    }
    assert_eq!(scene.get("/v1/rm-one/data/1", right).await, Answer::key(TableKeyId::Data, 1));
}

#[tokio::test]
async fn what_names_no_mount_is_a_strangers_whatever_token_it_bears() {
    let scene = Scene::new();
    let opened = scene.start("rm-one", &[1]);
    for request in nameless(opened.source.token.expose()) {
        assert_eq!(scene.say(request.as_bytes()).await, Answer::forbidden(), "{request}");
    }
}

#[tokio::test]
async fn who_has_the_token_gets_a_key_or_its_absence_or_nothing() {
    let scene = Scene::new();
    let opened = scene.start("rm-one", &[1]);
    let mut answers: Vec<(String, Answer)> = Vec::new();
    for request in requests("rm-one", opened.source.token.expose()) {
        let answer = scene.say(request.as_bytes()).await;
        answers.push((request, answer));
    }
    let (understood, rest) = answers.split_at(5);
    let expected = [
        Answer::tuned(),
        Answer::key(TableKeyId::Data, 1),
        Answer::key(TableKeyId::Data, 1),
        Answer::Nothing,
        Answer::no_such_key(),
    ];
    for ((request, answer), expected) in understood.iter().zip(expected) {
        assert_eq!(*answer, expected, "{request}");
    }
    for (request, answer) in rest {
        assert_eq!(*answer, Answer::Nothing, "{request}");
    }
}

#[tokio::test]
async fn an_engine_that_outlived_its_server_hears_nothing_until_its_keys_are_back() {
    let token = "the-token-of-before";
    let known = TokenHash::of(token.as_bytes());
    let scene = Scene::with(vec![(id("rm-one"), known)], None);
    for request in requests("rm-one", token) {
        assert_eq!(scene.say(request.as_bytes()).await, Answer::Nothing, "{request}");
    }
    scene.desk.resume(&id("rm-one"), known, keys(&[1]));
    assert_eq!(scene.get("/v1/rm-one/data/1", token).await, Answer::key(TableKeyId::Data, 1));
    scene.desk.close(&id("rm-one"));
    assert_eq!(scene.get("/v1/rm-one/data/1", token).await, Answer::forbidden());
}

#[tokio::test]
async fn only_tls_is_spoken() {
    let scene = Scene::new();
    let opened = scene.start("rm-one", &[1]);
    let mut stream = TcpStream::connect(scene.address).await.unwrap();
    let request = get("/v1/rm-one/data/1", opened.source.token.expose());
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // At most a TLS alert, which is no text of ours.
    let _ = stream.read_to_end(&mut answer).await;
    assert!(answer.len() <= 7 && !answer.starts_with(b"HTTP"), "{answer:?}");
}

#[tokio::test]
async fn a_head_that_never_ends_is_no_question() {
    let scene = Scene::new();
    let opened = scene.start("rm-one", &[1]);
    let request = get("/v1/rm-one/data/1", opened.source.token.expose());
    let mut stream = scene.connect().await;
    stream.write_all(&request.as_bytes()[..request.len() - 2]).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    assert_eq!(Answer::read(&answer), Answer::Nothing);
}

#[tokio::test]
async fn a_head_may_come_in_pieces() {
    let scene = Scene::new();
    let opened = scene.start("rm-one", &[1]);
    let request = get("/v1/rm-one/data/1", opened.source.token.expose());
    let mut stream = scene.connect().await;
    for byte in request.as_bytes() {
        stream.write_all(&[*byte]).await.unwrap();
        stream.flush().await.unwrap();
    }
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    assert_eq!(Answer::read(&answer), Answer::key(TableKeyId::Data, 1));
}
