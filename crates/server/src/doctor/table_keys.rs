//! Whether the endpoint from which engines get the keys of their tables answers as they would find it.

use std::{
    io::{self, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::Path,
    sync::Arc,
    time::Duration,
};

use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    pki_types::{CertificateDer, ServerName, pem::PemObject as _},
};

use super::{Area, Finding, Verdict};
use crate::{data_dir::Running, table_keys::from_here};

/// How long the endpoint may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of an answer that are looked at.
const ANSWER_BYTES_MAX: u64 = 4096;
/// A question of one who has no token, about a mount that is nobody's.
const QUESTION: &[u8] = b"GET /v1/sys/mounts/rampart-doctor/tune HTTP/1.1\r\nHost: rampart\r\n\r\n";

/// Asks each address of the endpoint what a stranger would: to be turned away is as it should be.
pub(super) fn look(data_dir: &Path, running: &Running) -> Vec<Finding> {
    let trusted = data_dir.join("tls/ca.pem");
    let each = running.table_keys.iter().map(|address| judge(*address, ask(from_here(*address), &trusted)));
    each.chain(running.table_keys_left.iter().map(|address| moved(*address))).collect()
}

/// The port was another's when the server started.
fn moved(address: SocketAddr) -> Finding {
    Finding::bad(
        Area::Server,
        "table keys",
        Verdict::Note,
        format!("the endpoint was at {address} before this start, and somebody else was there then"),
        "give each attached server that asks there what `rampart tde renew NAME --out DIR` writes, and restart it; \
         `rampart tde list` names them. A port of its own is given by --table-keys-listen",
    )
}

fn judge(address: SocketAddr, answer: Result<String, String>) -> Finding {
    let name = "table keys";
    let bad = |why: String| {
        let remedy =
            "look into the server's log; databases that run go on, encrypted tables open at no start";
        Finding::bad(Area::Server, name, Verdict::Missing, format!("{address}: {why}"), remedy)
    };
    match answer {
        Ok(answer) if answer.starts_with("HTTP/1.1 403 ") => {
            Finding::fine(Area::Server, name, format!("{address} answers, and turns strangers away"))
        }
        Ok(_) => bad("its answer makes no sense".to_owned()),
        Err(why) => bad(format!("it does not answer: {why}")),
    }
}

fn ask(address: SocketAddr, trusted: &Path) -> Result<String, String> {
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let pem = std::fs::read(trusted).map_err(|error| format!("`{}`: {error}", trusted.display()))?;
    let certificate = CertificateDer::from_pem_slice(&pem).map_err(|error| told(&error))?;
    let mut roots = RootCertStore::empty();
    roots.add(certificate).map_err(|error| told(&error))?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| told(&error))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::IpAddress(address.ip().into());
    let session = ClientConnection::new(Arc::new(config), name).map_err(|error| told(&error))?;
    converse(address, session).map_err(|error| told(&error))
}

fn converse(address: SocketAddr, session: ClientConnection) -> io::Result<String> {
    let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut stream = StreamOwned::new(session, stream);
    stream.write_all(QUESTION)?;
    let mut answer = Vec::new();
    stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_endpoint_that_turns_strangers_away_is_well() {
        let address = "127.0.0.1:9".parse().unwrap();
        for (answer, verdict) in [
            (Ok("HTTP/1.1 403 Forbidden\r\n\r\n"), Verdict::Fine),
            (Ok("HTTP/1.1 200 OK\r\n\r\n"), Verdict::Missing),
            (Ok(""), Verdict::Missing),
            (Err("connection refused"), Verdict::Missing),
        ] {
            let found = judge(address, answer.map(str::to_owned).map_err(str::to_owned));
            assert_eq!(found.verdict, verdict, "{answer:?}");
        }
    }

    #[test]
    fn an_endpoint_that_moved_is_told_with_what_attached_servers_need() {
        let running = Running {
            pid: 1,
            endpoints: vec![],
            table_keys: vec![],
            table_keys_left: vec!["127.0.0.1:20443".parse().unwrap()],
            database_uids: None,
        };
        let found = look(Path::new("/nowhere"), &running);
        assert_eq!(found.iter().map(|found| found.verdict).collect::<Vec<_>>(), [Verdict::Note]);
        assert!(found[0].seen.contains("127.0.0.1:20443"), "{found:?}");
        assert!(found[0].remedy.as_ref().unwrap().contains("rampart tde renew"), "{found:?}");
    }

    #[test]
    fn an_endpoint_that_another_authority_vouches_for_does_not_answer() {
        use crate::tls::{Authority, Names};
        let (folder, names) = (tempfile::tempdir().unwrap(), Names::with_loopback(&[], []));
        let now = rampart_vocab::Clock::now(&crate::SystemClock);
        let make = || Authority::make(&names, now, &rampart_seal::SystemEntropy).unwrap();
        let (ours, other) = (make(), make());
        let tls = ours.server_config(&names, now, &rampart_seal::SystemEntropy).unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let serving = std::thread::spawn(move || {
            for _ in 0..2 {
                let (stream, _) = listener.accept().unwrap();
                let session = rustls::ServerConnection::new(Arc::clone(&tls)).unwrap();
                let mut stream = StreamOwned::new(session, stream);
                let mut asked = vec![0; QUESTION.len()];
                if stream.read_exact(&mut asked).is_ok() {
                    stream.write_all(b"HTTP/1.1 403 Forbidden\r\n\r\n").unwrap();
                    stream.conn.send_close_notify();
                    stream.flush().unwrap();
                }
            }
        });
        let trusted = folder.path().join("ca.pem");
        for (authority, verdict) in [(&ours, Verdict::Fine), (&other, Verdict::Missing)] {
            std::fs::write(&trusted, &authority.certificate_pem).unwrap();
            assert_eq!(judge(address, ask(address, &trusted)).verdict, verdict);
        }
        serving.join().unwrap();
    }
}
