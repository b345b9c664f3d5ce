//! A key that was handed out and whose session has ended is nowhere in the server's memory: not on its page, not in what
//! the answer passed through.
//!
//! The caller is another process, since ours would keep what it reads.

use std::{
    fs::File,
    io::Write as _,
    os::unix::fs::FileExt as _,
    process::{Command, Stdio},
};

use rampart_vocab::Entropy as _;
use zeroize::Zeroize as _;

use super::*;

/// The key is known here only by its complement, so that the search does not find itself.
struct Hidden([u8; 32]);

impl Hidden {
    /// How often the key stands in this process' memory, as bytes or as hexadecimal digits.
    fn found(&self) -> usize {
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
        let memory = File::open("/proc/self/mem").unwrap();
        let mut buffer = vec![0; 1 << 20];
        let mut found = 0;
        for line in maps.lines().filter(|line| line.contains(" rw")) {
            let (from, to) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
            let (mut from, to) =
                (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap());
            while from < to {
                // What the search itself has read must not be found in its own buffer.
                buffer.zeroize();
                buffer.resize(1 << 20, 0);
                let room = usize::try_from(to - from).unwrap().min(buffer.len());
                let read = memory.read_at(&mut buffer[..room], from).unwrap_or(0);
                found += buffer[..read].windows(64).filter(|window| self.is(window)).count();
                // Overlapping, for what lies across two pieces.
                from += if read == buffer.len() { (read - 63) as u64 } else { room as u64 };
            }
        }
        buffer.zeroize();
        found
    }

    fn is(&self, window: &[u8]) -> bool {
        let digit = |nibble: u8| if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 };
        let plain = || window.iter().zip(&self.0).all(|(byte, hidden)| *byte == !hidden);
        let digits = || {
            window.chunks(2).zip(&self.0).all(|(pair, hidden)| {
                let byte = !hidden;
                pair[0] == digit(byte >> 4) && pair[1] == digit(byte & 15)
            })
        };
        plain() || digits()
    }
}

/// A key by chance and its complement.
fn hidden_key() -> (OpenKey, Hidden) {
    // In one place: what is moved about on the stack leaves copies.
    let mut bytes = Box::new([0; 32]);
    SystemEntropy.fill(bytes.as_mut_slice());
    let mut hidden = Hidden([0; 32]);
    hidden.0.iter_mut().zip(bytes.iter()).for_each(|(hidden, byte)| *hidden = !byte);
    (OpenKey { id: TableKeyId::Data, version: 1, key: TableKey::take(&mut bytes) }, hidden)
}

#[tokio::test]
async fn a_key_is_nowhere_in_memory_once_its_session_is_closed() {
    let scene = Scene::new();
    let (key, hidden) = hidden_key();
    let opened = scene.desk.open(&id("rm-one"), vec![key]).unwrap();
    let asked = format!("{}\n{}\n{}", scene.address, opened.source.token.expose(), scene.ca_pem);
    let told = tokio::task::spawn_blocking(move || ask_from_another_process(&asked)).await.unwrap();
    assert!(told, "the other process has the key");
    assert!(hidden.found() > 0, "the search finds what is there");
    scene.desk.close(&id("rm-one"));
    // The visit may not have come to its end yet.
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    assert_eq!(hidden.found(), 0);
}

/// Runs `caller` below in a process of its own.
fn ask_from_another_process(asked: &str) -> bool {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "table_keys::tests::memory::caller", "--ignored"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(asked.as_bytes()).unwrap();
    child.wait().unwrap().success()
}

#[tokio::test]
#[ignore = "the other process of the test above"]
async fn caller() {
    let asked = std::io::read_to_string(std::io::stdin()).unwrap();
    let [address, token, ca_pem] = asked.splitn(3, '\n').collect::<Vec<_>>()[..] else { panic!("{asked}") };
    let mut stream = connect(address.parse().unwrap(), ca_pem).await;
    stream.write_all(get("/v1/rm-one/data/1", token).as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    assert!(matches!(Answer::read(&answer), Answer::Status(200, _)));
}
