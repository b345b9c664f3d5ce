//! A server that was taken over, or whoever can write beside the hand, gets nothing out of it.

use std::{
    fs::{self, File},
    io::{Read as _, Write as _},
    os::{
        fd::OwnedFd,
        unix::{fs::symlink, net::UnixStream, process::CommandExt as _},
    },
    path::Path,
    process::{Child, Command, Stdio},
};

use rampart_rds::intent::{HandFailed, Intent, KeyStatus, Order, Protection, Report};

use crate::hall::{
    Hall, PATIENCE, SIZE_MIB, ask, encrypted, free_port, instance, root_or_skip, running, setup,
};

/// A hand spoken to in raw bytes.
struct Raw {
    socket: UnixStream,
    child: Child,
}

impl Raw {
    fn start(hall: &Hall) -> Self {
        let (ours, theirs) = UnixStream::pair().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_rampart-hand"));
        let child =
            command.stdin(OwnedFd::from(theirs)).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut raw = Self { socket: ours, child };
        let config = serde_json::to_vec(&hall.config).unwrap();
        raw.send(&config);
        raw
    }

    fn send(&mut self, bytes: &[u8]) {
        self.socket.write_all(&u32::try_from(bytes.len()).unwrap().to_be_bytes()).unwrap();
        self.socket.write_all(bytes).unwrap();
    }

    fn receive(&mut self) -> String {
        let mut length = [0; 4];
        self.socket.read_exact(&mut length).unwrap();
        let mut bytes = vec![0; u32::from_be_bytes(length) as usize];
        self.socket.read_exact(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    fn is_alive(&mut self) -> bool {
        self.send(br#"{"number":9,"order":"Survey"}"#);
        self.receive().contains(r#""number":9,"outcome":{"Ok""#)
    }

    fn ends(mut self) {
        assert!(!self.child.wait().unwrap().success());
        // Closed, or reset because of what it left unread; no answer in any case.
        assert!(self.socket.read(&mut [0; 1]).map_or(true, |read| read == 0));
    }
}

#[test]
fn an_order_that_is_none_is_refused_and_the_hand_goes_on() {
    let hall = Hall::new();
    let mut raw = Raw::start(&hall);
    for order in [
        r#""Shell""#,
        r#"{"Instance":{"id":"../../etc","intent":"Look"}}"#,
        r#"{"Instance":{"id":"pgm-1/../x","intent":"DestroyDisk"}}"#,
        r#"{"Instance":{"id":"pgm-1","intent":{"Run":"id"}}}"#,
        r#"{"Instance":{"id":"pgm-1","intent":{"DropDatabase":{"name":"a\"b"}}}}"#,
        r#"{"Instance":{"id":"pgm-1","intent":{"PrepareDisk":{"size_mib":-1,"protection":"Plain"}}}}"#,
        r#"{"Instance":{"id":"pgm-1","intent":{"PrepareDisk":{"size_mib":256,"protection":{"Encrypted":"5a5a"}}}}}"#,
        "null",
        "[]",
    ] {
        raw.send(format!(r#"{{"number":3,"order":{order}}}"#).as_bytes());
        let answer = raw.receive();
        assert!(
            answer.starts_with(r#"{"Answer":{"number":3,"outcome":{"Err":{"Malformed""#),
            "{order}: {answer}"
        );
        assert!(!answer.contains("5a5a"), "{answer}");
        assert!(raw.is_alive(), "{order}");
    }
    raw.child.kill().unwrap();
    raw.child.wait().unwrap();
}

#[test]
fn bytes_that_are_no_frame_end_the_hand() {
    let hall = Hall::new();
    for bytes in [
        &b"\0\0\0\x04junk"[..],
        b"\0\0\0\x02{}",
        b"\0\0\0\0",
        b"\xff\xff\xff\xff",
        b"\0\x10\0\x01",
        b"GET / HTTP/1.1\r\n",
    ] {
        let mut raw = Raw::start(&hall);
        assert!(raw.is_alive());
        raw.socket.write_all(bytes).unwrap();
        raw.ends();
    }
}

#[tokio::test]
async fn planted_links_are_not_followed() {
    if !root_or_skip("planted links") {
        return;
    }
    let hall = Hall::new();
    let link = hall.hand();
    assert_eq!(link.carry_out(Order::Survey).await, Ok(Report::Survey(Vec::new())));
    let outside = tempfile::tempdir().unwrap();
    let victim = outside.path().join("victim");
    fs::write(&victim, "precious").unwrap();
    File::create(outside.path().join("disk.img")).unwrap().set_len(SIZE_MIB << 20).unwrap();
    let prepare = || Intent::PrepareDisk { size_mib: SIZE_MIB, protection: encrypted(1) };

    symlink(outside.path(), hall.instances().join("pgm-linked01")).unwrap();
    for intent in [prepare(), Intent::DestroyDisk, Intent::Look] {
        tampered(ask(&link, "pgm-linked01", intent).await);
    }
    // (what is planted in the instance's folder, where it leads)
    for (number, (name, target)) in
        [("hand.json", "victim"), ("image", "disk.img"), ("disk", "."), ("run", "."), ("conf", ".")]
            .into_iter()
            .enumerate()
    {
        let id = format!("pgm-plant{number:03}");
        fs::create_dir(hall.instances().join(&id)).unwrap();
        symlink(outside.path().join(target), hall.path(&id, name)).unwrap();
        tampered(ask(&link, &id, prepare()).await);
    }
    // A second name of a file elsewhere is not a file of ours either.
    let id = "pgm-plant900";
    fs::create_dir(hall.instances().join(id)).unwrap();
    let elsewhere = hall.config.data_dir.join("elsewhere.img");
    File::create(&elsewhere).unwrap().set_len(SIZE_MIB << 20).unwrap();
    fs::hard_link(&elsewhere, hall.path(id, "image")).unwrap();
    tampered(ask(&link, id, prepare()).await);
    // A folder that others can write to is not ours.
    let id = "pgm-plant901";
    fs::create_dir(hall.instances().join(id)).unwrap();
    std::os::unix::fs::chown(hall.instances().join(id), Some(65534), Some(65534)).unwrap();
    tampered(ask(&link, id, Intent::Look).await);

    let left: Vec<_> =
        fs::read_dir(outside.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
    assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
    let Ok(Report::Survey(all)) = link.carry_out(Order::Survey).await else { panic!() };
    assert!(all.iter().any(|facts| facts.trouble.is_some()), "{all:?}");
}

#[tokio::test]
async fn a_ground_that_is_not_the_hands_own_is_not_entered() {
    if !root_or_skip("a planted ground") {
        return;
    }
    let outside = tempfile::tempdir().unwrap();
    let plant = |how: fn(&Path, &Path)| {
        let hall = Hall::new();
        how(outside.path(), &hall.instances());
        hall
    };
    for hall in [
        plant(|outside, ground| symlink(outside, ground).unwrap()),
        plant(|_, ground| {
            fs::create_dir(ground).unwrap();
            std::os::unix::fs::chown(ground, Some(65534), Some(65534)).unwrap();
        }),
    ] {
        let link = hall.hand();
        let refused = link.carry_out(Order::Survey).await;
        assert!(matches!(refused, Err(HandFailed::Tampered(_) | HandFailed::System { .. })), "{refused:?}");
    }
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
}

/// Forks and ends, time and again, so that none of it is there for longer than a moment; it says so if nobody ends it for a
/// minute.
const FORKS: &str =
    "my $end = time + 60; while (time < $end) { my $child = fork; exit if $child; } print 'by itself';";

#[tokio::test]
async fn processes_that_keep_forking_keep_no_disk_from_being_locked() {
    if !root_or_skip("a forking loop") {
        return;
    }
    let hall = Hall::new();
    let (link, id) = (hall.hand(), "pgm-forks001");
    running(&link, id, encrypted(1)).await;
    let uid = hall.uid(id);
    let on_disk = hall.path(id, "disk/data/pgdata");
    let start = |words: [&str; 3]| {
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).uid(uid).gid(uid).current_dir(&on_disk);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
    };
    let mut chains = [start(["perl", "-e", FORKS]), start(["perl", "-e", FORKS])];
    // Another user's process is nobody's business.
    let mut bystander = Command::new("sleep").arg("600").uid(65534).gid(65534).spawn().unwrap();
    instance(&link, id, Intent::StopEngine { patience: PATIENCE }).await;
    let closed = instance(&link, id, Intent::CloseDisk { patience: PATIENCE }).await.disk.unwrap();
    assert!(closed.is_closed(), "{closed:?}");
    assert_eq!(ask(&link, id, Intent::KeyStatus).await, Ok(Report::Key(KeyStatus::Absent)));
    assert_eq!(bystander.try_wait().unwrap(), None);
    bystander.kill().unwrap();
    bystander.wait().unwrap();
    for chain in &mut chains {
        chain.wait().unwrap();
        let mut said = String::new();
        chain.stdout.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!(said, "", "it was waited for, not ended");
    }
}

#[tokio::test]
async fn a_failure_tells_nothing_that_an_engines_user_planted() {
    if !root_or_skip("a planted log") {
        return;
    }
    let hall = Hall::new();
    let (link, id) = (hall.hand(), "pgm-planted1");
    let port = free_port();
    instance(&link, id, Intent::PrepareDisk { size_mib: SIZE_MIB, protection: Protection::Plain }).await;
    instance(&link, id, Intent::InitialiseEngine(setup(port))).await;
    instance(&link, id, Intent::StartEngine(setup(port))).await;
    instance(&link, id, Intent::StopEngine { patience: PATIENCE }).await;
    let secret = hall.config.data_dir.join("secret");
    fs::write(&secret, "FATAL: the server's secret\n").unwrap();
    let uid = hall.uid(id);
    let log = hall.path(id, "disk/data/pgdata/log");
    let mut plant = Command::new("sh");
    plant.args([
        "-c",
        "cd \"$0\" && rm -f * && ln -s \"$1\" z.log && mkfifo a.log && touch -h -d '2199-01-01' z.log",
    ]);
    assert!(plant.arg(&log).arg(&secret).uid(uid).gid(uid).status().unwrap().success());
    fs::rename(hall.path(id, "disk/data/pgdata/global/pg_control"), hall.path(id, "disk/data/away")).unwrap();
    let failed = ask(&link, id, Intent::StartEngine(setup(port))).await;
    let Err(HandFailed::StartFailed(why)) = failed else { panic!("{failed:?}") };
    assert!(!why.contains("secret"), "{why}");
}

fn tampered(outcome: Result<Report, HandFailed>) {
    assert!(matches!(outcome, Err(HandFailed::Tampered(_))), "{outcome:?}");
}
