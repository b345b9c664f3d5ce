//! The clock moved either way: nothing is taken twice, nothing that was over comes back.

use rampart_api::Asked;
use rampart_testkit::{Refused, Signer, World};
use rampart_vocab::{Clock as _, Timestamp};
use rampart_wire::{Service, SigningKey, signature};

const HOUR: i64 = 3_600;
const TRUST: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
    "Principal":{"RAM":"acs:ram::1234567890123456:root"}}]}"#;
const ANY: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;

/// A request that was signed once and is kept.
struct Kept(signature::SignedRequest);

impl Kept {
    fn stamped(who: &Signer, at: Timestamp, nonce: &str) -> Self {
        let call = signature::Unsigned {
            host: "rampart.test",
            version: Service::Kms.version(),
            action: "CreateKey",
            params: &[],
            at,
            nonce,
        };
        let key = SigningKey::new(who.secret.as_bytes());
        let credentials = signature::Credentials {
            access_key_id: &who.access_key_id,
            key: &key,
            security_token: who.token.as_deref(),
        };
        Self(signature::sign_acs3(&call, &credentials).unwrap())
    }

    /// The code of its refusal, or nothing.
    fn send(&self, world: &World) -> String {
        let asked = Asked {
            method: "POST",
            path: "/",
            query: "",
            headers: &self.0.headers,
            body: Some(&self.0.body),
            source_ip: Some([127, 0, 0, 1].into()),
            secure_transport: true,
            plain_http_taken: true,
        };
        world.run(world.send(&asked)).err().map(|refused: Refused| refused.code).unwrap_or_default()
    }
}

fn keys(world: &World) -> u64 {
    world.call(&world.root(), "kms", "ListKeys", &[]).unwrap()["TotalCount"].as_u64().unwrap()
}

#[test]
fn a_request_stamped_ahead_is_not_taken_again_twenty_minutes_later() {
    let world = World::new();
    let ahead = world.clock().now() + std::time::Duration::from_mins(14);
    let request = Kept::stamped(&world.root(), ahead, "ahead");
    assert_eq!(request.send(&world), "");
    for minutes in [0, 20, 8] {
        world.advance_seconds(minutes * 60);
        assert_eq!(request.send(&world), "SignatureNonceUsed", "{minutes} minutes on");
    }
    world.advance_seconds(2 * 60);
    assert_eq!(request.send(&world), "InvalidTimeStamp.Expired");
    assert_eq!(keys(&world), 1);
    let beyond = world.clock().now() + std::time::Duration::from_mins(16);
    assert_eq!(Kept::stamped(&world.root(), beyond, "beyond").send(&world), "InvalidTimeStamp.Expired");
}

#[test]
fn a_clock_set_back_takes_no_request_twice() {
    let world = World::new();
    let root = world.root();
    let request = Kept::stamped(&root, world.clock().now(), "once");
    assert_eq!(request.send(&world), "");
    world.advance_seconds(HOUR);
    assert_eq!(request.send(&world), "InvalidTimeStamp.Expired");
    let later = Kept::stamped(&root, world.clock().now(), "later");
    assert_eq!(later.send(&world), "");
    // A little back: what was taken is known.
    world.advance_seconds(-5 * 60);
    assert_eq!(later.send(&world), "SignatureNonceUsed");
    assert_eq!(Kept::stamped(&root, world.clock().now(), "new").send(&world), "");
    // An hour back: of the minute in which something was taken nobody can tell any more what. Nothing of it is.
    world.advance_seconds(-55 * 60);
    assert_eq!(request.send(&world), "InvalidTimeStamp.Expired");
    let other = Kept::stamped(&root, world.clock().now(), "other");
    assert_eq!(other.send(&world), "InvalidTimeStamp.Expired");
    // A minute on everybody is let in again, and still nothing a second time.
    world.advance_seconds(60);
    assert_eq!(other.send(&world), "InvalidTimeStamp.Expired");
    let after = Kept::stamped(&root, world.clock().now(), "after");
    assert_eq!(after.send(&world), "");
    assert_eq!(after.send(&world), "SignatureNonceUsed");
    world.advance_seconds(HOUR - 60);
    assert_eq!(later.send(&world), "SignatureNonceUsed");
    assert_eq!(after.send(&world), "InvalidTimeStamp.Expired");
    assert_eq!(keys(&world), 4);
}

/// Years ahead for an hour, in which nobody whose own clock is right is let in: then it goes on where it was.
#[test]
fn a_clock_that_stood_years_ahead_locks_nobody_out_once_it_is_right() {
    const YEARS: i64 = 3 * 365 * 24 * HOUR;
    let world = World::new();
    let root = world.root();
    let request = Kept::stamped(&root, world.clock().now(), "once");
    let held_back = Kept::stamped(&root, world.clock().now(), "ahead of time");
    assert_eq!(request.send(&world), "");
    world.advance_seconds(YEARS);
    assert_eq!(held_back.send(&world), "InvalidTimeStamp.Expired");
    let by_the_wrong_clock = Kept::stamped(&root, world.clock().now(), "wrong");
    assert_eq!(by_the_wrong_clock.send(&world), "");
    world.advance_seconds(HOUR - YEARS);
    assert_eq!(request.send(&world), "InvalidTimeStamp.Expired");
    assert_eq!(Kept::stamped(&root, world.clock().now(), "now").send(&world), "");
    world.advance_seconds(YEARS - HOUR);
    assert_eq!(by_the_wrong_clock.send(&world), "SignatureNonceUsed");
}

/// Who ends all sessions of a role means those too that began before the clock was set back.
#[test]
fn sessions_end_together_though_the_clock_was_set_back() {
    for whose in [("RoleName", "ops"), ("UserName", "alice")] {
        let world = World::new();
        let (root, alice) = (world.root(), world.user("alice", Some(ANY)));
        let role = [("RoleName", "ops"), ("AssumeRolePolicyDocument", TRUST)];
        world.call(&root, "ram", "CreateRole", &role).unwrap();
        let wear = || {
            let params = [("RoleArn", "acs:ram::1234567890123456:role/ops"), ("RoleSessionName", "night")];
            let worn = world.call(&alice, "sts", "AssumeRole", &params).unwrap();
            Signer::of(&worn["Credentials"])
        };
        let serves = |who: &Signer| world.call(who, "sts", "GetCallerIdentity", &[]).is_ok();
        let worn = wear();
        world.advance_seconds(-10 * 60);
        assert!(serves(&worn));
        world.call(&root, "ram", "EndSessions", &[whose]).unwrap();
        for step in [0, 5 * 60, 5 * 60, 20 * 60] {
            world.advance_seconds(step);
            assert!(!serves(&worn), "{whose:?}, after {step} s");
        }
        assert!(serves(&wear()), "{whose:?}: new ones begin once the clock has caught up");
    }
}

#[test]
fn a_session_that_is_over_or_ended_stays_so_whatever_the_clock_does() {
    let world = World::new();
    let (root, alice) = (world.root(), world.user("alice", Some(ANY)));
    world
        .call(&root, "ram", "CreateRole", &[("RoleName", "ops"), ("AssumeRolePolicyDocument", TRUST)])
        .unwrap();
    let wear = || {
        let params = [("RoleArn", "acs:ram::1234567890123456:role/ops"), ("RoleSessionName", "night")];
        let worn = world.call(&alice, "sts", "AssumeRole", &params).unwrap();
        Signer::of(&worn["Credentials"])
    };
    let code = |who: &Signer| {
        world.call(who, "sts", "GetCallerIdentity", &[]).err().map(|refused| refused.code).unwrap_or_default()
    };
    let (over, ended) = (wear(), wear());
    assert_eq!((code(&over), code(&ended)), (String::new(), String::new()));
    world.call(&root, "ram", "EndSessions", &[("SessionAccessKeyId", &ended.access_key_id)]).unwrap();
    let refused = code(&ended);
    assert_ne!(refused, "");
    for step in [-10 * 60, 10 * 60, 30 * 60, -10 * 60] {
        world.advance_seconds(step);
        assert_eq!(code(&ended), refused, "after {step} s");
        assert_eq!(code(&over), "", "after {step} s");
    }
    world.advance_seconds(HOUR);
    assert_eq!(code(&over), "InvalidSecurityToken.Expired");
    world.advance_seconds(-10 * 60);
    assert_eq!(code(&over), "InvalidSecurityToken.Expired", "ten minutes back it is over all the same");
    assert_eq!(code(&ended), refused);
}
