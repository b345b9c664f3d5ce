//! Whether a server runs on a data folder and is ready, and whether the clock can be right.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::Path,
    time::Duration,
};

use rampart_vocab::Timestamp;

use super::{Area, Finding, Verdict};
use crate::{
    data_dir::{RUNNING_FILE, Running},
    stop::is_ours,
};

/// How long a server may take to say that it is ready.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of an answer that are looked at.
const ANSWER_BYTES_MAX: u64 = 4096;
/// How far files may lie ahead of the clock.
const AHEAD_SECONDS_MAX: i64 = 60;
/// What a service that keeps the clock leaves while it runs: systemd-timesyncd, chrony, ntpd.
const TIME_SERVICES: &[&str] =
    &["/run/systemd/timesync/synchronized", "/run/chrony/chronyd.pid", "/run/chronyd.pid", "/run/ntpd.pid"];

/// The server that runs on a data folder, in its own words.
pub(super) fn announced(data_dir: &Path) -> Option<Running> {
    let text = std::fs::read(data_dir.join(RUNNING_FILE)).ok();
    let running = text.and_then(|text| serde_json::from_slice::<Running>(&text).ok());
    running.filter(|running| is_ours(running.pid))
}

/// Whether a server runs and is ready.
pub(super) fn server(running: Option<&Running>) -> Finding {
    let name = "server";
    let Some(running) = running else {
        let remedy = "start one by `rampart serve`; databases go on without, but nothing locks";
        return Finding::bad(Area::Server, name, Verdict::Note, "none runs on this data folder", remedy);
    };
    let endpoint = running.endpoints.first().cloned().unwrap_or_default();
    match ready(&endpoint) {
        Ok(()) => {
            let seen = format!("process {} serves {endpoint} and is ready", running.pid);
            Finding::fine(Area::Server, name, seen)
        }
        Err(why) => Finding::bad(
            Area::Server,
            name,
            Verdict::Missing,
            format!("process {} is not ready at {endpoint}: {why}", running.pid),
            "look into its log; if it stays so, `rampart stop` and start it again",
        ),
    }
}

/// Asks `/readyz` (RFC 9112, one request on a connection of its own).
fn ready(endpoint: &str) -> Result<(), String> {
    let address = endpoint.strip_prefix("http://").unwrap_or(endpoint);
    let socket: SocketAddr = address.parse().map_err(|_| "its address makes no sense".to_owned())?;
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect_timeout(&socket, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let asked = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(asked.as_bytes())?;
        let mut answer = Vec::new();
        stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    };
    let answer = ask().map_err(|error| error.to_string())?;
    match answer.split(' ').nth(1) {
        Some("200") => Ok(()),
        Some("503") => Err("it is starting".to_owned()),
        _ => Err("its answer makes no sense".to_owned()),
    }
}

/// Whether the clock can be right: signed calls are refused 15 minutes off, and the audit trail is ordered by it.
pub(super) fn clock(data_dir: &Path, now: Timestamp) -> Finding {
    let kept = TIME_SERVICES.iter().find(|path| Path::new(path).exists()).copied();
    judge(now, newest(&data_dir.join("audit")), kept)
}

fn judge(now: Timestamp, newest: Option<Timestamp>, kept: Option<&str>) -> Finding {
    let name = "clock";
    let ahead = newest.filter(|newest| newest.as_second() > now.as_second() + AHEAD_SECONDS_MAX);
    let seen = rampart_vocab::iso_seconds(now);
    let remedy = "run chrony or systemd-timesyncd: calls signed 15 minutes off are refused";
    match (ahead, kept) {
        (Some(ahead), _) => Finding::bad(
            Area::Machine,
            name,
            Verdict::Missing,
            format!("{seen}, yet the audit trail was written at {}", rampart_vocab::iso_seconds(ahead)),
            "set the clock before the server is started",
        ),
        (None, Some(_)) => Finding::fine(Area::Machine, name, format!("{seen}, kept by a time service")),
        (None, None) => {
            Finding::bad(Area::Machine, name, Verdict::Note, format!("{seen}, no time service seen"), remedy)
        }
    }
}

/// When anything in the audit trail was last written.
fn newest(audit: &Path) -> Option<Timestamp> {
    let chains = audit.read_dir().ok()?.flatten().map(|chain| chain.path());
    let files = chains.flat_map(|chain| chain.read_dir().into_iter().flatten().flatten());
    files.filter_map(|file| Timestamp::try_from(file.metadata().ok()?.modified().ok()?).ok()).max()
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn a_clock_behind_what_was_written_is_wrong() {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let at = |text: &str| Some(text.parse::<Timestamp>().unwrap());
        for (newest, kept, verdict) in [
            (None, Some("chrony"), Verdict::Fine),
            (None, None, Verdict::Note),
            (at("2025-12-31T23:59:59Z"), Some("chrony"), Verdict::Fine),
            (at("2026-01-01T00:01:00Z"), Some("chrony"), Verdict::Fine),
            (at("2026-01-01T00:01:01Z"), Some("chrony"), Verdict::Missing),
            (at("2027-01-01T00:00:00Z"), None, Verdict::Missing),
        ] {
            assert_eq!(judge(now, newest, kept).verdict, verdict, "{newest:?} {kept:?}");
        }
    }

    #[test]
    fn a_server_is_ready_when_it_says_so() {
        for (answer, said) in [
            ("HTTP/1.1 200 OK\r\n\r\nok", Ok(())),
            ("HTTP/1.1 503 Service Unavailable\r\n\r\nstarting", Err("it is starting")),
            ("SSH-2.0-OpenSSH_9.2\r\n", Err("its answer makes no sense")),
            ("", Err("its answer makes no sense")),
        ] {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            let endpoint = format!("http://{}", listener.local_addr().unwrap());
            let serving = std::thread::spawn(move || {
                let (mut stream, _) = listener.accept().unwrap();
                // To its end: what is left unread when the stream closes would reset it.
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    let mut byte = [0];
                    stream.read_exact(&mut byte).unwrap();
                    head.extend(byte);
                }
                stream.write_all(answer.as_bytes()).unwrap();
            });
            assert_eq!(ready(&endpoint), said.map_err(str::to_owned), "{answer}");
            serving.join().unwrap();
        }
        assert_eq!(ready("http://nowhere"), Err("its address makes no sense".to_owned()));
    }

    #[test]
    fn a_folder_without_a_server_says_so() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(announced(folder.path()), None);
        assert_eq!(server(None).verdict, Verdict::Note);
        // A process that is no server has the number now.
        let running = Running {
            pid: std::process::id(),
            endpoints: vec!["http://127.0.0.1:1".into()],
            table_keys: vec![],
            table_keys_left: vec![],
            database_uids: None,
        };
        std::fs::write(folder.path().join(RUNNING_FILE), serde_json::to_vec(&running).unwrap()).unwrap();
        assert_eq!(announced(folder.path()), None);
    }
}
