//! What the operator ends and replaces: attacked with everything that was good before.

use rampart_identity::{
    Identity, NotAuthentic,
    operator::{self, EarlierTokens, Operator, OperatorRefused, TermBegun, Whose},
};
use rampart_vocab::AccessKeyId;

use crate::world::{TRUST_ACCOUNT, World, now, role_name, user_name};

const OPERATOR: Operator = Operator::with_the_store_open();

async fn end(world: &World, whose: &Whose) -> Result<(), OperatorRefused> {
    let at = now(&world.clock);
    world.change(async |txn| operator::end_sessions(txn, &OPERATOR, world.account, whose, at).await).await
}

#[tokio::test]
async fn a_rotated_root_key_opens_nothing_and_both_open_until_then() {
    let world = World::new().await;
    let first = world.root.access_key.clone().unwrap();
    let add = async || {
        world
            .change(async |txn| {
                operator::add_root_key(txn, &OPERATOR, world.account, &world.clock, &world.entropy).await
            })
            .await
            .unwrap()
            .access_key_id
    };
    // The first try breaks off before the old key is taken away.
    let second = add().await;
    for key in [&first, &second] {
        assert!(world.claim(key, None).await.is_ok());
    }
    let third = add().await;
    let deleted = world
        .change(async |txn| operator::delete_other_root_keys(txn, &OPERATOR, world.account).await)
        .await
        .unwrap();
    assert_eq!(deleted.len(), 2);
    for key in [&first, &second] {
        assert!(matches!(world.claim(key, None).await, Err(NotAuthentic::NotFound)));
    }
    assert!(world.claim(&third, None).await.is_ok());
}

#[tokio::test]
async fn a_disabled_root_is_refused_and_comes_back_by_a_new_key_alone() {
    let world = World::new().await;
    let key = world.root.access_key.clone().unwrap();
    let at = now(&world.clock);
    let disabled = world
        .change(async |txn| operator::disable_root(txn, &OPERATOR, world.account, at).await)
        .await
        .unwrap();
    assert_eq!(disabled, std::slice::from_ref(&key));
    assert!(matches!(world.claim(&key, None).await, Err(NotAuthentic::Inactive)));
    let back = world
        .change(async |txn| {
            operator::add_root_key(txn, &OPERATOR, world.account, &world.clock, &world.entropy).await
        })
        .await
        .unwrap();
    assert!(world.claim(&back.access_key_id, None).await.is_ok());
    assert!(matches!(world.claim(&key, None).await, Err(NotAuthentic::Inactive)));
}

#[tokio::test]
async fn one_session_ends_by_the_key_that_its_requests_show() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    world.let_assume("alice").await;
    let role = world.role("r", TRUST_ACCOUNT).await;
    let (one, other) =
        (world.assume(&alice, &role, None).await.unwrap(), world.assume(&alice, &role, None).await.unwrap());
    // Both are opened and found standing: what is cached must not outlive the end.
    world.claim_with(&one).await.unwrap();
    world.claim_with(&other).await.unwrap();
    end(&world, &Whose::Session(one.access_key_id.clone())).await.unwrap();
    assert!(matches!(world.claim_with(&one).await, Err(NotAuthentic::SessionEnded)));
    assert!(world.claim_with(&other).await.is_ok());
    // A server that starts anew knows it too.
    let again = Identity::open(&world.store, &world.clock, &world.entropy).await.unwrap();
    let (mut txn, token) = (world.store.begin(), Some(one.token.expose_secret()));
    let claimed = again.claimed(&mut txn, &one.access_key_id, token, now(&world.clock)).await;
    assert!(matches!(claimed, Err(NotAuthentic::SessionEnded)));
}

#[tokio::test]
async fn all_sessions_of_a_principal_end_and_new_ones_begin() {
    for whose in [Whose::Role(role_name("R")), Whose::User(user_name("Alice"))] {
        let world = World::new().await;
        let alice = world.caller("alice").await;
        world.let_assume("alice").await;
        let role = world.role("r", TRUST_ACCOUNT).await;
        let before = world.assume(&alice, &role, None).await.unwrap();
        world.claim_with(&before).await.unwrap();
        world.clock.advance_ms(1);
        end(&world, &whose).await.unwrap();
        assert!(matches!(world.claim_with(&before).await, Err(NotAuthentic::SessionEnded)), "{whose:?}");
        let after = world.assume(&alice, &role, None).await.unwrap();
        assert!(world.claim_with(&after).await.is_ok(), "{whose:?}");
    }
}

#[tokio::test]
async fn whose_sessions_end_must_be_there() {
    let world = World::new().await;
    let lasting: AccessKeyId = world.root.access_key.clone().unwrap();
    for (whose, told) in [
        (Whose::Role(role_name("none")), "no role `none`"),
        (Whose::User(user_name("none")), "no user `none`"),
        (Whose::Session(lasting), "UpdateAccessKey"),
    ] {
        let refused = end(&world, &whose).await.unwrap_err().to_string();
        assert!(refused.contains(told), "{refused}");
    }
    end(&world, &Whose::Account).await.unwrap();
}

#[tokio::test]
async fn token_terms_end_when_no_token_of_theirs_can_be_good_or_at_once() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    world.let_assume("alice").await;
    let role = world.role("r", TRUST_ACCOUNT).await;
    let begin = async |earlier| {
        world
            .change(async |txn| {
                operator::begin_token_term(txn, &OPERATOR, earlier, &world.clock, &world.entropy).await
            })
            .await
            .unwrap()
    };
    let begun = |term, ended: &[u32]| TermBegun { term, ended: ended.to_vec() };
    let restarted = async || Identity::open(&world.store, &world.clock, &world.entropy).await.unwrap();
    let claim = async |identity: &Identity, with: &rampart_identity::assume::Credentials| {
        let (mut txn, token) = (world.store.begin(), Some(with.token.expose_secret()));
        identity.claimed(&mut txn, &with.access_key_id, token, now(&world.clock)).await.map(drop)
    };
    let old = world.assume(&alice, &role, None).await.unwrap();
    assert_eq!(begin(EarlierTokens::GoOn).await, begun(2, &[]));
    assert!(claim(&restarted().await, &old).await.is_ok());
    // The longest session that term 1 can have sealed is over.
    world.clock.advance_ms(86_401_000);
    assert_eq!(begin(EarlierTokens::GoOn).await, begun(3, &[1]));
    let leaked = world.assume(&alice, &role, None).await.unwrap();
    assert_eq!(begin(EarlierTokens::End).await, begun(4, &[3, 2]));
    assert!(matches!(claim(&restarted().await, &leaked).await, Err(NotAuthentic::TokenMalformed)));
    assert_eq!(begin(EarlierTokens::GoOn).await, begun(5, &[]));
}
