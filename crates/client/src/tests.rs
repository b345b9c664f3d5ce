//! Calls against a small server that checks what it is sent.

use std::{
    convert::Infallible,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use rampart_vocab::{ManualClock, SeededEntropy};
use rampart_wire::{Operation, Presented};
use rustls::pki_types::PrivateKeyDer;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::*;

const SECRET: &[u8] = b"secret";

/// What the server answers to everything, and what it has seen.
struct Script {
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
    /// Closes the connection after each answer.
    closing: bool,
    connections: AtomicUsize,
    seen: Mutex<Vec<Presented>>,
}

impl Script {
    fn answering(status: u16, body: &'static str) -> Self {
        let (connections, seen) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        Self { status, headers: &[], body, closing: false, connections, seen }
    }

    async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let query = parts.uri.query().unwrap_or_default();
        let presented =
            Presented::from_request(parts.method.as_str(), parts.uri.path(), query, &parts.headers, &body);
        self.seen.lock().unwrap().push(presented.unwrap_or_else(|refused| panic!("{refused}")));
        let mut answer = Response::builder().status(self.status);
        for (name, value) in self.headers {
            answer = answer.header(*name, *value);
        }
        if self.closing {
            answer = answer.header("connection", "close");
        }
        answer.body(Full::from(self.body)).unwrap()
    }
}

/// Serves until the test's runtime ends; answers its port.
async fn serve(script: Arc<Script>, tls: Option<TlsAcceptor>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            script.connections.fetch_add(1, Ordering::SeqCst);
            let (script, tls) = (script.clone(), tls.clone());
            tokio::spawn(async move {
                let answer = service_fn(move |request| {
                    let script = script.clone();
                    async move { Ok::<_, Infallible>(script.answer(request).await) }
                });
                match tls {
                    None => drop(http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await),
                    Some(tls) => {
                        let Ok(stream) = tls.accept(stream).await else { return };
                        drop(http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await);
                    }
                }
            });
        }
    });
    port
}

fn client(endpoint: &str, ca: Option<&[u8]>, token: Option<&str>) -> Client {
    Client::new(
        Endpoint::parse(endpoint, ca).unwrap(),
        Credentials::new(if token.is_some() { "STS.id" } else { "id" }, SECRET, token.map(SecretText::from)),
        Arc::new(ManualClock::at("2026-01-01T00:00:00Z".parse().unwrap())),
        Arc::new(SeededEntropy::new(7)),
    )
}

async fn against(script: Script) -> (Arc<Script>, Client) {
    let script = Arc::new(script);
    let port = serve(script.clone(), None).await;
    (script, client(&format!("http://127.0.0.1:{port}"), None, None))
}

#[tokio::test]
async fn a_call_is_signed_and_its_answer_read() {
    let (script, client) = against(Script::answering(200, r#"{"RequestId":"R","KeyId":"k"}"#)).await;
    for _ in 0..2 {
        let answer = client.call(Service::Kms, "DescribeKey", &[("KeyId", "alias/é &=+")]).await.unwrap();
        assert_eq!(answer["KeyId"], "k");
    }
    let seen = script.seen.lock().unwrap();
    let claims: Vec<_> = seen.iter().map(|presented| presented.claim().unwrap()).collect();
    for (presented, claim) in seen.iter().zip(&claims) {
        assert!(claim.verify(SECRET).is_ok());
        assert_eq!(presented.operation(), Ok(Operation::KmsDescribeKey));
        assert_eq!(presented.params().get("KeyId"), Some("alias/é &=+"));
        assert_eq!(claim.signed_at().to_string(), "2026-01-01T00:00:00Z");
    }
    assert_ne!(claims[0].nonce(), claims[1].nonce());
    assert_eq!(script.connections.load(Ordering::SeqCst), 1, "the connection is kept");
}

#[tokio::test]
async fn a_session_sends_its_token() {
    let script = Arc::new(Script::answering(200, "{}"));
    let port = serve(script.clone(), None).await;
    let client = client(&format!("127.0.0.1:{port}"), None, Some("token"));
    client.call(Service::Sts, "GetCallerIdentity", &[]).await.unwrap();
    let seen = script.seen.lock().unwrap();
    let claim = seen[0].claim().unwrap();
    assert_eq!((claim.access_key_id(), claim.security_token()), ("STS.id", Some("token")));
    assert!(claim.verify(SECRET).is_ok());
}

#[tokio::test]
async fn a_refusal_is_told_as_it_came() {
    let body = r#"{"RequestId":"R","HostId":"h","Code":"Forbidden.KeyNotFound","Message":"no such key"}"#;
    let (_, client) = against(Script::answering(404, body)).await;
    let failed = client.call(Service::Kms, "DescribeKey", &[("KeyId", "k")]).await.unwrap_err();
    assert_eq!(failed.to_string(), "Forbidden.KeyNotFound (404): no such key [R]");
    assert!(failed.is_definite());
}

#[tokio::test]
async fn only_a_decision_of_the_server_is_definite() {
    for (status, body, definite) in [
        (403, r#"{"Code":"NoPermission"}"#, true),
        (400, r#"{"Code":"Throttling.User"}"#, false),
        (503, r#"{"Code":"ServiceUnavailable"}"#, false),
        (404, "<html>not found</html>", false),
        (404, r#"{"error":"not found"}"#, false),
        (200, "", false),
        (200, "[]", false),
        (302, r#"{"Code":"Moved"}"#, false),
    ] {
        let (_, client) = against(Script::answering(status, body)).await;
        let failed = client.call(Service::Kms, "ListKeys", &[]).await.unwrap_err();
        assert_eq!(failed.is_definite(), definite, "{status} {body}");
        assert_eq!(failed.refusal().is_none(), matches!(failed, CallFailed::NotTheApi { .. }), "{failed}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Script { headers: &[("location", "/elsewhere")], ..Script::answering(307, "") };
    let (script, client) = against(elsewhere).await;
    let failed = client.call(Service::Kms, "ListKeys", &[]).await.unwrap_err();
    assert!(matches!(failed, CallFailed::NotTheApi { status: 307 }), "{failed}");
    assert_eq!(script.seen.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_closed_connection_is_opened_again() {
    let (script, client) = against(Script { closing: true, ..Script::answering(200, "{}") }).await;
    for _ in 0..3 {
        client.call(Service::Kms, "ListKeys", &[]).await.unwrap();
    }
    assert_eq!(script.connections.load(Ordering::SeqCst), 3);
    assert_eq!(script.seen.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn silence_ends_in_time() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let client = client(&endpoint, None, None).with_patience(Duration::from_millis(20));
    let failed = client.call(Service::Kms, "ListKeys", &[]).await.unwrap_err();
    assert!(matches!(failed, CallFailed::TimedOut(at) if at == endpoint));
}

#[tokio::test]
async fn nobody_there_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let failed = client(&endpoint, None, None).call(Service::Kms, "ListKeys", &[]).await.unwrap_err();
    assert!(matches!(failed, CallFailed::Unreachable { .. }));
    assert!(!failed.is_definite());
}

#[tokio::test]
async fn a_name_that_cannot_be_sent_is_refused_here() {
    let (script, client) = against(Script::answering(200, "{}")).await;
    let failed = client.call(Service::Kms, "List\nKeys", &[]).await.unwrap_err();
    assert!(matches!(failed, CallFailed::Unsignable));
    assert!(script.seen.lock().unwrap().is_empty());
}

/// A CA's PEM, and a server with a certificate of it for 127.0.0.1.
fn certified() -> (Vec<u8>, TlsAcceptor) {
    let ca_key = rcgen::KeyPair::generate().unwrap();
    let mut ca = rcgen::CertificateParams::new(Vec::new()).unwrap();
    ca.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let pem = ca.self_signed(&ca_key).unwrap().pem().into_bytes();
    let issuer = rcgen::Issuer::new(ca, ca_key);
    let key = rcgen::KeyPair::generate().unwrap();
    let server = rcgen::CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let certificate = server.signed_by(&key, &issuer).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    (pem, TlsAcceptor::from(Arc::new(config)))
}

#[tokio::test]
async fn https_needs_the_server_s_own_ca() {
    let (ca, acceptor) = certified();
    let (other_ca, _) = certified();
    let script = Arc::new(Script::answering(200, "{}"));
    let endpoint = format!("https://127.0.0.1:{}", serve(script.clone(), Some(acceptor)).await);
    client(&endpoint, Some(&ca), None).call(Service::Kms, "ListKeys", &[]).await.unwrap();
    let both = [other_ca.clone(), ca].concat();
    client(&endpoint, Some(&both), None).call(Service::Kms, "ListKeys", &[]).await.unwrap();
    let failed =
        client(&endpoint, Some(&other_ca), None).call(Service::Kms, "ListKeys", &[]).await.unwrap_err();
    assert!(matches!(failed, CallFailed::Unreachable { .. }), "{failed}");
    assert_eq!(script.seen.lock().unwrap().len(), 2);
}

#[test]
fn the_command_line_needs_no_runtime() {
    let script = Arc::new(Script::answering(200, r#"{"A":1}"#));
    let (port_is, port) = std::sync::mpsc::channel();
    let (done, until_done) = tokio::sync::oneshot::channel::<()>();
    let served = script.clone();
    let server = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            port_is.send(serve(served, None).await).unwrap();
            drop(until_done.await);
        });
    });
    let client = client(&format!("http://127.0.0.1:{}", port.recv().unwrap()), None, None);
    for _ in 0..2 {
        assert_eq!(client.call_blocking(Service::Ram, "ListUsers", &[]).unwrap()["A"], 1);
    }
    drop(done);
    server.join().unwrap();
    assert_eq!(script.seen.lock().unwrap().len(), 2);
}

#[test]
fn endpoints_are_read_strictly() {
    let (ca, _) = certified();
    let read = |text: &str, ca| Endpoint::parse(text, ca).map(|endpoint| endpoint.to_string());
    for (text, with_ca, wanted) in [
        ("http://127.0.0.1:8470", false, Ok("http://127.0.0.1:8470")),
        ("127.0.0.1:8470", false, Ok("http://127.0.0.1:8470")),
        ("http://[::1]:8470/", false, Ok("http://[::1]:8470")),
        ("http://localhost", false, Ok("http://localhost")),
        ("https://kms.example.org", true, Ok("https://kms.example.org")),
        ("kms.example.org:8470", true, Ok("https://kms.example.org:8470")),
        ("https://127.0.0.1:443", true, Ok("https://127.0.0.1")),
        ("https://127.0.0.1", false, Err("needs the CA")),
        ("http://kms.example.org", true, Err("plain http")),
        ("ftp://127.0.0.1", true, Err("is not an endpoint")),
        ("http://user@127.0.0.1", false, Err("is not an endpoint")),
        ("http://127.0.0.1:port", false, Err("is not an endpoint")),
        ("http://127.0.0.1:99999", false, Err("is not an endpoint")),
        ("http://127.0.0.1:8470/path", false, Err("is not an endpoint")),
        ("", false, Err("is not an endpoint")),
    ] {
        match (read(text, with_ca.then_some(ca.as_slice())), wanted) {
            (Ok(endpoint), Ok(wanted)) => assert_eq!(endpoint, wanted, "{text}"),
            (Err(refused), Err(wanted)) => assert!(refused.to_string().contains(wanted), "{text}: {refused}"),
            (read, wanted) => panic!("{text}: {read:?}, wanted {wanted:?}"),
        }
    }
    assert_eq!(read("https://a", Some(b"no pem")), Err(EndpointRefused::MalformedCa));
}

#[test]
fn a_call_may_be_made_from_any_task() {
    fn moved<T: Send + Sync>(thing: T) -> T {
        thing
    }
    fn sent<T: Send>(_: T) {}
    let client = moved(client("127.0.0.1:1", None, None));
    sent(client.call(Service::Kms, "ListKeys", &[]));
}
