//! Each limit, and that whoever comes to it costs others nothing.

use std::{cell::Cell, io, net::IpAddr};

use tokio::time::Instant;

use super::*;
use crate::{limits::REQUEST_BYTES_FREE, listen::house::Tally};

#[test]
fn whoever_is_too_slow_at_anything_is_shown_out() {
    run(async {
        let limits = no_limits();
        let head = get("/");
        for (says, phase, patience) in [
            ("", Phase::First, limits.first_byte),
            ("\u{16}\u{3}", Phase::Handshake, limits.handshake),
            ("GET / HTTP/1.1\r\nHost", Phase::Head, limits.head),
            (post(9, 3).as_str(), Phase::Body, limits.body),
            (&get("/large"), Phase::Leaving, limits.answer),
            (&head, Phase::Idle, limits.idle),
        ] {
            let scene = Scene::new(limits.clone()).await;
            let came = Instant::now();
            scene.house.sweep(came);
            let mut caller = scene.caller(says, phase).await;
            let nearly = patience.saturating_sub(Duration::from_millis(1));
            scene.house.sweep(came + nearly);
            assert_eq!(scene.house.phases(), [phase], "in time");
            scene.idle_caller("/").await;
            until(|| scene.house.guests() == 1).await;
            scene.house.sweep(came + patience);
            assert_eq!(scene.house.guests(), 0, "{phase:?}");
            caller.hear_all().await;
            assert_eq!(scene.house.tally(), Tally { slow: 1, ..Tally::default() });
        }
    });
}

#[test]
fn work_that_takes_long_is_not_the_callers_fault() {
    run(async {
        let scene = Scene::new(no_limits()).await;
        let mut caller = scene.caller(&get("/wait"), Phase::Answering).await;
        scene.house.sweep(Instant::now() + Duration::from_secs(3600));
        scene.world.let_go.notify_one();
        assert_eq!(caller.ask("").await, (200, "0 bytes".to_owned()));
    });
}

#[test]
fn the_oldest_idle_connection_gives_way_and_strangers_first() {
    run(async {
        let scene = Scene::new(Limits { connections: 4, ..no_limits() }).await;
        let mut known = scene.idle_caller("/known").await;
        let mut half = scene.caller("GET / HT", Phase::Head).await;
        let mut silent = scene.caller("", Phase::First).await;
        let mut busy = scene.caller(&get("/wait"), Phase::Answering).await;
        let mut first = scene.idle_caller("/known").await;
        half.is_shown_out().await;
        let mut second = scene.idle_caller("/known").await;
        silent.is_shown_out().await;
        let mut third = scene.idle_caller("/known").await;
        known.is_shown_out().await;
        // Whoever spoke last is no longer the oldest.
        first.is_served().await;
        let mut fourth = scene.idle_caller("/known").await;
        second.is_shown_out().await;
        scene.world.let_go.notify_one();
        assert_eq!(busy.ask("").await, (200, "0 bytes".to_owned()));
        for caller in [&mut first, &mut third, &mut fourth] {
            caller.is_served().await;
        }
        assert_eq!(scene.house.tally(), Tally { gave_way: 4, ..Tally::default() });
    });
}

#[test]
fn where_everybody_is_being_answered_nobody_is_taken() {
    run(async {
        let scene = Scene::new(Limits { connections: 1, ..no_limits() }).await;
        let mut busy = scene.caller(&get("/wait"), Phase::Answering).await;
        scene.connect().await.is_shown_out().await;
        assert_eq!(scene.house.tally(), Tally { crowded: 1, ..Tally::default() });
        scene.world.let_go.notify_one();
        assert_eq!(busy.ask("").await, (200, "0 bytes".to_owned()));
        scene.idle_caller("/").await;
    });
}

#[test]
fn thousands_who_say_nothing_keep_nobody_out() {
    run(async {
        let scene = Scene::new(Limits { connections: 50, ..no_limits() }).await;
        let mut friend = scene.idle_caller("/known").await;
        let mut silent = Vec::new();
        for _ in 0..400 {
            silent.push(scene.connect().await);
            assert!(scene.house.guests() <= 50);
        }
        scene.idle_caller("/").await;
        friend.is_served().await;
    });
}

#[test]
fn an_address_has_its_part_and_no_more() {
    run(async {
        for (peer, other, counted) in [
            ("192.0.2.1", "192.0.2.2", true),
            ("::ffff:192.0.2.1", "192.0.2.2", true),
            ("2001:db8::1", "2001:db8:0:1::1", true),
            ("127.0.0.1", "192.0.2.2", false),
            ("::1", "192.0.2.2", false),
            ("198.51.100.7", "192.0.2.2", false),
        ] {
            let address = |text: &str| text.parse::<IpAddr>().unwrap();
            let house = House::new(
                Limits { connections_per_peer: 2, ..no_limits() },
                Peers::new(vec![address("198.51.100.7")]),
            );
            let seats: Vec<_> = (0..2).map(|_| house.enter(address(peer)).unwrap()).collect();
            seats.iter().for_each(|seat| seat.turn_to(Phase::Answering));
            assert_eq!(house.enter(address(peer)).is_none(), counted, "{peer}");
            assert!(house.enter(address(other)).is_some(), "{peer}");
            seats[0].turn_to(Phase::Idle);
            assert!(house.enter(address(peer)).is_some(), "his own idle one gives way, {peer}");
            drop(seats);
            assert!(house.enter(address(peer)).is_some(), "{peer}");
        }
        let peers = Peers::new(Vec::new());
        let limits = Limits { connections_per_peer: 1, ..no_limits() };
        let (one, two) = (House::new(limits.clone(), Arc::clone(&peers)), House::new(limits, peers));
        let _here = one.enter([2001, 0xdb8, 0, 0, 0, 0, 0, 1].into()).unwrap();
        assert!(two.enter([2001, 0xdb8, 0, 0, 9, 9, 9, 9].into()).is_none(), "one network, on all cores");
    });
}

#[test]
fn only_so_many_requests_are_answered_at_a_time() {
    run(async {
        let scene = Scene::new(Limits { requests: 1, ..no_limits() }).await;
        let mut busy = scene.caller(&get("/wait"), Phase::Answering).await;
        let mut other = scene.connect().await;
        assert_eq!(other.ask(&get("/")).await, (503, "busy".to_owned()));
        other.is_shown_out().await;
        scene.world.let_go.notify_one();
        assert_eq!(busy.ask("").await, (200, "0 bytes".to_owned()));
        scene.idle_caller("/").await;
        assert_eq!(scene.house.answering(), 0);
        assert_eq!(scene.house.tally(), Tally { refused: 1, ..Tally::default() });
    });
}

#[test]
fn large_requests_share_what_there_is_and_small_ones_need_none() {
    run(async {
        let scene = Scene::new(Limits { unanswered_bytes: 20 << 10, ..no_limits() }).await;
        let mut oldest = scene.connect().await;
        oldest.say(&post(24 << 10, 20 << 10)).await;
        until(|| scene.house.held() >= 12 << 10).await;
        let mut small = scene.connect().await;
        assert_eq!(small.ask(&post(7000, 7000)).await, (200, "7000 bytes".to_owned()));
        // The next that needs as much has it from whoever has been at it longest.
        let mut next = scene.connect().await;
        assert_eq!(next.ask(&post(24 << 10, 24 << 10)).await, (200, format!("{} bytes", 24 << 10)));
        oldest.is_shown_out().await;
        until(|| scene.house.held() == 0).await;
        // More than there is for all.
        let mut greedy = scene.connect().await;
        assert_eq!(greedy.ask(&post(40 << 10, 40 << 10)).await, (503, "busy".to_owned()));
        assert_eq!(scene.house.held(), 0);
        // A head counts too, and has no answer.
        let mut talkative = scene.connect().await;
        talkative.say(&format!("GET / HTTP/1.1\r\nHost: h\r\nX: {}", "x".repeat(40 << 10))).await;
        talkative.hear_all().await;
        until(|| scene.house.held() == 0).await;
    });
}

#[test]
fn a_body_that_is_too_long_is_refused_before_it_comes() {
    run(async {
        let scene = Scene::new(no_limits()).await;
        let mut caller = scene.connect().await;
        let answer = caller.ask(&post(BODY_BYTES_MAX + 1, 0)).await;
        assert_eq!(answer, (200, "too long".to_owned()), "as the world answers it");
        // What he sends all the same is dropped, so that he has his answer.
        let mut stubborn = scene.connect().await;
        stubborn.say(&post(BODY_BYTES_MAX + 1, BODY_BYTES_MAX + 1)).await;
        assert!(stubborn.0.shutdown().await.is_ok());
        assert!(stubborn.hear_all().await.ends_with("too long"));
    });
}

#[test]
fn a_stranger_with_a_large_request_leaves_and_keeps_no_buffer() {
    run(async {
        let scene = Scene::new(no_limits()).await;
        let large = |path: &str| {
            let x = "x".repeat(REQUEST_BYTES_FREE);
            format!("GET {path} HTTP/1.1\r\nHost: h\r\nX: {x}\r\n\r\n")
        };
        let mut stranger = scene.connect().await;
        assert_eq!(stranger.ask(&large("/")).await.0, 200);
        stranger.is_shown_out().await;
        let mut known = scene.connect().await;
        assert_eq!(known.ask(&large("/known")).await.0, 200);
        known.is_served().await;
    });
}

/// A listener for which there are no descriptors for a while.
struct Short {
    listener: TcpListener,
    failures: Cell<u32>,
    error: fn() -> io::Error,
}

impl Accept for Short {
    async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        let accepted = self.listener.accept().await?;
        // One goes in, then there are none.
        match self.failures.get() {
            0 => Ok(accepted),
            left => {
                self.failures.set(left - 1);
                if left % 4 == 0 { Ok(accepted) } else { Err((self.error)()) }
            }
        }
    }
}

#[test]
fn without_descriptors_the_idle_give_way_and_the_listener_goes_on() {
    run(async {
        for (error, gave_way, unaccepted) in [
            ((|| io::Error::from_raw_os_error(24)) as fn() -> io::Error, 1, 3),
            (|| io::Error::from_raw_os_error(23), 1, 3),
            (|| io::ErrorKind::ConnectionAborted.into(), 0, 0),
        ] {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let short = Short { listener, failures: Cell::new(4), error };
            let scene = Scene::at(short, address, no_limits());
            let mut idle = scene.caller("", Phase::First).await;
            for _ in 0..3 {
                scene.connect().await.hear_all().await;
            }
            if gave_way > 0 {
                idle.is_shown_out().await;
            }
            scene.idle_caller("/").await;
            assert_eq!(scene.house.tally(), Tally { gave_way, unaccepted, ..Tally::default() });
        }
    });
}
