use std::path::Path;

use rampart_api::audit::{
    ChainId, Sizes, SystemDisk,
    read::{Filter, Order, RECORDS_MAX, read},
};
use rampart_client::Service;
use rampart_identity::{
    account,
    operator::Operator,
    replay::{Guard, MarkKey},
};
use rampart_seal::{KeyRing, SystemEntropy};
use rampart_store::{
    StoreOptions,
    backend::{
        faulty::{Faults, Faulty},
        memory::Memory,
    },
};
use tokio::task::LocalSet;

use super::*;

const ACCOUNT: &str = "1234567890123456";
const PASSWORD: &str = "correct horse";
const HOST: &str = "rampart.test";
/// What a session ends by.
const SIGN_OUT: &str = "ConsoleSignout";

fn visitor() -> Visitor {
    Visitor { source_ip: Some("192.0.2.1".parse().unwrap()), secure: true, plain_http_taken: false }
}

async fn founded() -> Store {
    founded_on(Store::in_memory(1)).await
}

async fn founded_on(store: Store) -> Store {
    let account = ACCOUNT.parse::<AccountId>().unwrap();
    let mut txn = store.begin();
    account::found(&mut txn, account, &SystemClock, &SystemEntropy).await.unwrap();
    txn.commit().await.unwrap();
    let identity = Identity::open(&store, &SystemClock, &SystemEntropy).await.unwrap();
    let (operator, passwords) = (Operator::with_the_store_open(), identity.passwords());
    let (mut txn, now) = (store.begin(), SystemClock.now());
    let password = PASSWORD.into();
    login::set_for_account(&mut txn, &operator, account, &password, passwords, now, &SystemEntropy)
        .await
        .unwrap();
    txn.commit().await.unwrap();
    store
}

/// What one start of a server opens on what is in the store.
async fn started(store: &Store, folder: &Path, core: u16) -> Window {
    let account = ACCOUNT.parse().unwrap();
    let services =
        rampart_testkit::services(store, Identity::open(store, &SystemClock, &SystemEntropy).await.unwrap());
    let id = ChainId { server: services.server, core };
    let sizes = Sizes { reserve_bytes: 0, ..Sizes::default() };
    let (audit, disk, now) = (folder.join("audit"), Arc::new(SystemDisk), SystemClock.now());
    let opened = Trail::open(&audit, id, store.clone(), disk, sizes, &SystemEntropy, now);
    let trail = Rc::new(opened.await.unwrap().trail);
    let replay = folder.join(format!("replay-{core}"));
    let floor = "2025-01-01T00:00:00Z".parse().unwrap();
    let guard = Arc::new(Guard::open(&replay, "boot", MarkKey::new([3; 16]), floor).unwrap());
    let identity = Arc::clone(&services.identity);
    let (clock, entropy) = (Arc::new(SystemClock), Rc::new(SystemEntropy));
    let front = Front::new(services, clock, Rc::clone(&entropy) as _, Rc::clone(&trail), guard);
    let reception = Reception::new(account, &"cn-hangzhou".parse().unwrap(), &identity.console_marks_key());
    Window { reception, front: Rc::new(front), trail, store: store.clone(), identity, entropy }
}

async fn signed_in(window: &Window) -> SignedIn {
    let who = Who::Account(ACCOUNT.to_owned());
    let signed_in = window.sign_in(&who, &PASSWORD.into(), &visitor()).await;
    signed_in.unwrap_or_else(|refused| panic!("{refused}"))
}

fn call(credentials: &Credentials, operation: &str) -> SignedRequest {
    credentials.sign(HOST, Service::Sts, operation, &[], &SystemClock, &SystemEntropy).unwrap()
}

async fn ram(window: &Window, credentials: &Credentials, operation: &str, params: &[(&str, &str)]) {
    let call = credentials.sign(HOST, Service::Ram, operation, params, &SystemClock, &SystemEntropy).unwrap();
    let (status, body) = window.send(&call, &visitor()).await;
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
}

/// The status and code of a call that everybody may make.
async fn asked(window: &Window, credentials: &Credentials) -> (u16, String) {
    let (status, body) = window.send(&call(credentials, "GetCallerIdentity"), &visitor()).await;
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
    (status, body["Code"].as_str().unwrap_or_default().to_owned())
}

/// Who signed out, by the trail.
fn sign_outs(folder: &Path) -> Vec<String> {
    let found = read(&folder.join("audit"), &Filter::default(), Order::NewestFirst, RECORDS_MAX).unwrap();
    let of = found.records.iter().filter(|placed| placed.record.operation == SIGN_OUT);
    of.map(|placed| placed.record.caller.arn.clone().into_owned()).collect()
}

#[tokio::test]
async fn credentials_are_dead_once_somebody_signed_out_and_stay_dead_after_a_restart() {
    LocalSet::new().run_until(dead_for_good()).await;
}

async fn dead_for_good() {
    let (store, folder) = (founded().await, tempfile::tempdir().unwrap());
    let window = started(&store, folder.path(), 0).await;
    let (left, stayed) = (signed_in(&window).await.credentials, signed_in(&window).await.credentials);
    assert_eq!(asked(&window, &left).await, (200, String::new()));
    window.sign_out(&call(&left, SIGN_OUT), &visitor()).await.unwrap();
    let over = asked(&window, &left).await;
    assert!(over.0 >= 400 && over.1.starts_with("InvalidSecurityToken"), "{over:?}");
    // Once more is nothing more, and nobody else is signed out.
    window.sign_out(&call(&left, SIGN_OUT), &visitor()).await.unwrap();
    assert_eq!(asked(&window, &stayed).await, (200, String::new()));
    assert_eq!(sign_outs(folder.path()), [format!("acs:ram::{ACCOUNT}:root")]);

    let again = started(&store, folder.path(), 1).await;
    assert_eq!(asked(&again, &left).await, over);
    assert_eq!(asked(&again, &stayed).await, (200, String::new()));
}

#[tokio::test(start_paused = true)]
async fn a_sign_out_comes_through_whatever_else_moves_rights_or_says_that_it_did_not() {
    LocalSet::new().run_until(comes_through_or_says_so()).await;
}

async fn comes_through_or_says_so() {
    let rows = Faulty::new(Memory::new(), 5);
    let (ring, entropy) = (KeyRing::generate(&SystemEntropy), Arc::new(SystemEntropy));
    let store = Store::open(rows.clone(), ring, entropy, StoreOptions::default()).await.unwrap();
    let (store, folder) = (founded_on(store).await, tempfile::tempdir().unwrap());
    let window = started(&store, folder.path(), 0).await;
    let quiet = Faults::default();
    let mut ended = 0;
    for (faults, times, comes_through) in [
        (Faults { conflict: 900, ..quiet }, 10, true),
        (Faults { unknown: 500, ..quiet }, 10, true),
        (Faults { conflict: 500, unknown: 400, ..quiet }, 10, true),
        (Faults { unavailable: 1000, ..quiet }, 1, false),
        (Faults { conflict: 1000, ..quiet }, 1, false),
    ] {
        for _ in 0..times {
            let credentials = signed_in(&window).await.credentials;
            rows.set(faults);
            let left = window.sign_out(&call(&credentials, SIGN_OUT), &visitor()).await;
            rows.set(quiet);
            assert_eq!(left.is_ok(), comes_through, "{faults:?}");
            let (status, code) = asked(&window, &credentials).await;
            assert_eq!(status != 200, comes_through, "{faults:?} {code}");
            ended += usize::from(comes_through);
            // Each has its one record, and what failed has none.
            assert_eq!(sign_outs(folder.path()).len(), ended, "{faults:?}");
        }
    }
}

#[tokio::test]
async fn nobody_is_signed_out_by_who_has_not_the_secret_of_his_session() {
    LocalSet::new().run_until(not_by_others()).await;
}

async fn not_by_others() {
    let (store, folder) = (founded().await, tempfile::tempdir().unwrap());
    let window = started(&store, folder.path(), 0).await;
    let alice = signed_in(&window).await.credentials;
    let seen = call(&alice, SIGN_OUT).headers;
    let header = |name: &str| seen[name].to_str().unwrap().to_owned();
    let (id, token) = (header("x-acs-accesskey-id"), header("x-acs-security-token"));
    let guessed = Credentials::new(id.clone(), b"guessed", Some(token.as_str().into()));
    let bare = Credentials::new(id, b"guessed", None);
    for forged in [guessed, bare, Credentials::new("LTAI5tnobody", b"guessed", None)] {
        assert_eq!(window.sign_out(&call(&forged, SIGN_OUT), &visitor()).await, Err(CredentialsLive));
    }
    assert_eq!(asked(&window, &alice).await, (200, String::new()));
    assert_eq!(sign_outs(folder.path()), [""; 0]);
}

#[tokio::test]
async fn a_try_costs_one_computation_and_is_told_the_same_whoever_is_named() {
    LocalSet::new().run_until(told_the_same()).await;
}

async fn told_the_same() {
    let (store, folder) = (founded().await, tempfile::tempdir().unwrap());
    let window = started(&store, folder.path(), 0).await;
    let root = signed_in(&window).await.credentials;
    for user in ["alice", "bare"] {
        ram(&window, &root, "CreateUser", &[("UserName", user)]).await;
    }
    let profile = [("UserName", "alice"), ("Password", "hers-Passw0rd")];
    ram(&window, &root, "CreateLoginProfile", &profile).await;
    let long = "a".repeat(10_000);
    for name in [
        "alice",
        "alice@1234567890123456",
        // Without console access, not there, nobody's.
        "bare",
        "nobody",
        "alice@9876543210987654",
        "not a name!",
        "",
        "@",
        &long,
        ACCOUNT,
        "9876543210987654",
        "0000000000000000",
    ] {
        let before = window.identity.passwords().computed();
        let refused = window.sign_in(&Who::read(name), &"guessed".into(), &visitor()).await;
        assert!(matches!(refused, Err(SignInRefused::NotRight)), "{name}");
        assert_eq!(window.identity.passwords().computed() - before, 1, "{name}");
    }
}
