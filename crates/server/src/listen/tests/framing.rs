//! Requests that can be read in two ways, and what comes after a request.

use super::*;

/// What is said; the status with which it is answered, none where there is none, and the connection has ended.
#[track_caller]
fn check(says: &str, answer: Option<(u16, &str)>) {
    run(async {
        let scene = Scene::new(no_limits()).await;
        let mut caller = scene.connect().await;
        caller.say(says).await;
        let all = caller.hear_all().await;
        let answers = all.matches("HTTP/1.").count();
        match answer {
            Some((status, ends)) => {
                assert!(all.get(9..12) == Some(&status.to_string()), "{says:?}: {all}");
                assert!(all.ends_with(ends) && answers == 1, "{says:?}: {all}");
            }
            None => assert_eq!(all, "", "{says:?}"),
        }
    });
}

#[test]
fn whatever_names_two_hosts_is_refused() {
    let invalid = Some((400, "InvalidHost"));
    for (says, answer) in [
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", invalid),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", invalid),
        ("GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", invalid),
        ("GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", invalid),
        ("GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n", invalid),
        ("GET http://a/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", Some((200, "0 bytes"))),
        ("GET / HTTP/1.1\r\nHost:\r\n\r\n", invalid),
        ("GET / HTTP/1.1\r\n\r\n", Some((400, "MissingHost"))),
        ("CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", Some((400, "InvalidTarget"))),
    ] {
        check(says, answer);
    }
}

#[test]
fn heads_that_others_may_read_otherwise_are_refused() {
    let head = |lines: &str| format!("POST / HTTP/1.1\r\nHost: h\r\n{lines}\r\n");
    let (header, length) = (Some((400, "InvalidHeader")), Some((400, "InvalidContentLength")));
    // The parser's own refusal has no words.
    let bad = Some((400, ""));
    for (says, answer) in [
        ("GET / HTTP/1.1\nHost: h\n\n".to_owned(), header),
        (head("X: y\nX-Acs-Action: z\r\n"), header),
        (head("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", length),
        (head("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n") + "0\r\n\r\n", length),
        (head("Content-Length: 3\r\nContent-Length: 3\r\n") + "abc", length),
        (head("Content-Length: 3\r\nContent-Length: 4\r\n") + "abc", bad),
        (head("Content-Length: 3, 3\r\n") + "abc", bad),
        (head("Content-Length: +3\r\n") + "abc", bad),
        (head("Content-Length: 0x3\r\n") + "abc", bad),
        (head("Content-Length : 3\r\n") + "abc", bad),
        (head("Content-Length: -1\r\n"), bad),
        (head("Transfer-Encoding: identity\r\n"), bad),
        (head("Transfer-Encoding: chunked, identity\r\n") + "0\r\n\r\n", bad),
        (head("Transfer-Encoding: xchunked\r\n") + "0\r\n\r\n", bad),
        (head("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", length),
        (head("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n") + "0\r\n\r\n", bad),
        (head(" Transfer-Encoding: chunked\r\n") + "0\r\n\r\n", bad),
        (head("X: y\r\n z\r\n"), bad),
        (head("X\0: y\r\n"), bad),
        (head("X: y\rZ: z\r\n"), bad),
        ("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".to_owned(), bad),
        ("GET / HTTP/2.0\r\nHost: h\r\n\r\n".to_owned(), bad),
        ("GET /\r\n\r\n".to_owned(), bad),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), None),
        (head(&format!("X: {}\r\n", "x".repeat(64 << 10))), Some((431, ""))),
        (head(&"X: y\r\n".repeat(200)), Some((431, ""))),
        (format!("GET /{} HTTP/1.1\r\nHost: h\r\n\r\n", "x".repeat(70 << 10)), Some((431, ""))),
    ] {
        check(&says, answer);
    }
}

#[test]
fn chunks_have_one_form() {
    let head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    let three = Some((200, "3 bytes"));
    for (chunks, answer) in [
        ("3\r\nabc\r\n0\r\n\r\n", three),
        ("1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", three),
        ("3;x=y\r\nabc\r\n0\r\n\r\n", three),
        ("3\r\nabc\r\n0\r\nX: y\r\n\r\n", three),
        // Whatever comes after is not a request.
        ("3\r\nabc\r\n0\r\n\r\nGET /known HTTP/1.1\r\nHost: h\r\n\r\n", three),
        ("3\nabc\r\n0\r\n\r\n", None),
        ("3\r\nabc0\r\n\r\n", None),
        ("3\r\nabcd\r\n0\r\n\r\n", None),
        ("+3\r\nabc\r\n0\r\n\r\n", None),
        ("-3\r\nabc\r\n0\r\n\r\n", None),
        ("0x3\r\nabc\r\n0\r\n\r\n", None),
        ("\r\nabc\r\n0\r\n\r\n", None),
        ("ffffffffffffffffff\r\nabc\r\n0\r\n\r\n", None),
        ("3;x=y\nabc\r\n0\r\n\r\n", None),
        ("z\r\nabc\r\n0\r\n\r\n", None),
    ] {
        check(&format!("{head}{chunks}"), answer);
    }
}

#[test]
fn what_follows_a_request_before_its_answer_is_no_request() {
    let ok = Some((200, "0 bytes"));
    let next = get("/known");
    for (says, answer) in [
        (format!("{}{next}", get("/")), ok),
        (format!("{}{next}", post(3, 3)), Some((200, "3 bytes"))),
        (post(3, 4), Some((200, "3 bytes"))),
        ("GET / HTTP/1.0\r\n\r\n".to_owned(), ok),
        ("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n".to_owned(), ok),
    ] {
        check(&says, answer);
    }
}

#[test]
fn a_connection_takes_one_request_after_the_other() {
    run(async {
        let scene = Scene::new(no_limits()).await;
        let mut caller = scene.connect().await;
        for _ in 0..3 {
            caller.is_served().await;
            assert_eq!(caller.ask(&post(3, 3)).await, (200, "3 bytes".to_owned()));
            // In pieces.
            caller.say("POST / HTTP/1.1\r\nHo").await;
            until(|| scene.house.phases() == [Phase::Head]).await;
            caller.say("st: h\r\nContent-Length: 4\r\n\r\na").await;
            until(|| scene.house.phases() == [Phase::Body]).await;
            assert_eq!(caller.ask("bcd").await, (200, "4 bytes".to_owned()));
        }
        assert_eq!(scene.house.guests(), 1);
    });
}
