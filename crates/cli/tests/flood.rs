//! Thousands of callers who send half of what they announce: the server keeps its memory and answers others.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Callers who do not end.
const CALLERS: usize = 2000;
/// Bytes that each announces, the most that is taken.
const ANNOUNCED_BYTES: usize = 256 << 10;
/// How much larger the server may become by all of them: the budget of unanswered bytes (32 MiB), and 48 KiB a
/// connection for its free part, its buffers and its task.
const GROWTH_BYTES_MAX: usize = (32 << 20) + CALLERS * (48 << 10);

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Server {
    fn resident_bytes(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() << 10
    }
}

#[test]
fn half_sent_bodies_fill_no_memory_and_keep_nobody_out() {
    let most = getrlimit(Resource::Nofile).maximum;
    setrlimit(Resource::Nofile, Rlimit { current: most, maximum: most }).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let program = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rampart"));
        for name in ["ALIBABA_CLOUD_ACCESS_KEY_ID", "RAMPART_ENDPOINT", "RAMPART_CA_FILE", "RAMPART_LOG"] {
            command.env_remove(name);
        }
        command.env("RAMPART_DATA_DIR", &data).stdin(Stdio::null());
        command
    };
    let mut serve = program();
    serve.args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut server = Server(serve.spawn().unwrap());
    let mut lines = BufReader::new(server.0.stderr.take().unwrap()).lines().map_while(Result::ok);
    let told = lines.find(|line| line.starts_with("rampart serves ")).expect("a server that serves");
    std::thread::spawn(move || lines.for_each(drop));
    let address = told.split_once("http://").unwrap().1.split([' ', ',']).next().unwrap().to_owned();
    let is_served = || {
        let called = program().args(["call", "sts", "GetCallerIdentity"]).output().unwrap();
        assert!(called.status.success(), "{}", String::from_utf8_lossy(&called.stderr));
    };
    is_served();

    let before = server.resident_bytes();
    let head = format!("POST / HTTP/1.1\r\nHost: {address}\r\nContent-Length: {ANNOUNCED_BYTES}\r\n\r\n");
    let nearly_all = vec![b'b'; ANNOUNCED_BYTES - 1];
    let mut callers = Vec::new();
    let mut peak = before;
    for number in 0..CALLERS {
        let mut caller = TcpStream::connect(&address).unwrap();
        // Whoever gave way for others is told so by a broken connection.
        let _ = caller.write_all(head.as_bytes()).and_then(|()| caller.write_all(&nearly_all));
        callers.push(caller);
        if number % 100 == 0 {
            peak = peak.max(server.resident_bytes());
        }
    }
    is_served();
    peak = peak.max(server.resident_bytes());
    let grown = peak - before;
    assert!(grown <= GROWTH_BYTES_MAX, "{} MiB", grown >> 20);

    // The budget was spent: some gave way, or were told that there is too much.
    let mut ended = 0;
    for caller in &mut callers {
        caller.set_nonblocking(true).unwrap();
        let mut answer = [0; 12];
        match caller.read(&mut answer) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => continue,
            Ok(0) | Err(_) => {}
            Ok(_) => assert_eq!(&answer, b"HTTP/1.1 503", "half a request is not answered"),
        }
        ended += 1;
    }
    assert!(ended > 0);
    is_served();
}
