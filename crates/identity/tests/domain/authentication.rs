use rampart_identity::{
    NotAuthentic,
    access_key::{self, KeyOwner},
    account,
    actions::ram,
    caller_identity,
};

use crate::world::{TRUST_ACCOUNT, World};

#[tokio::test]
async fn founding_twice_gives_the_same_credentials() {
    let world = World::new().await;
    let mut txn = world.store.begin();
    let again = account::found(&mut txn, world.account, &world.clock, &world.entropy).await.unwrap().unwrap();
    assert!(!txn.has_writes());
    assert_eq!(Some(&again.access_key_id), world.root.access_key.as_ref());
}

#[tokio::test]
async fn an_access_key_is_known_active_and_without_a_token() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let key = world.key_of(&alice).await;
    let claim = async |id: &str, token| match world.claim(&id.parse().unwrap(), token).await {
        Ok(_) => "taken".to_owned(),
        Err(refused) => format!("{refused:?}"),
    };
    let id = key.id.as_str();
    assert_eq!(claim(id, None).await, "taken");
    assert_eq!(claim("LTAI5tNobodysKey00000000", None).await, "NotFound");
    assert_eq!(claim(&id.to_lowercase(), None).await, "NotFound");
    assert_eq!(claim(id, Some("token")).await, "TokenMismatch");
    assert_eq!(claim("STS.abc", None).await, "TokenMissing");
    assert_eq!(claim("STS.abc", Some("token")).await, "TokenMalformed");
    assert_eq!(claim("STS.abc", Some("")).await, "TokenMalformed");
    let owner = world.may(ram::UpdateAccessKey, KeyOwner::User(alice.clone())).await;
    world.change(async |txn| access_key::set_active(txn, &owner, &key.id, false).await).await.unwrap();
    assert_eq!(claim(id, None).await, "Inactive");
    world.change(async |txn| access_key::set_active(txn, &owner, &key.id, true).await).await.unwrap();
    assert_eq!(claim(id, None).await, "taken");
    let owner = world.may(ram::DeleteAccessKey, KeyOwner::User(alice)).await;
    world.change(async |txn| access_key::delete(txn, &owner, &key.id).await).await.unwrap();
    assert_eq!(claim(id, None).await, "NotFound");
}

#[tokio::test]
async fn a_caller_comes_out_only_when_the_signature_holds() {
    let world = World::new().await;
    let key = world.key_of(&world.user("alice").await).await;
    let claimed = async || {
        let now = crate::world::now(&world.clock);
        world.identity.claimed(&mut world.store.begin(), &key.id, None, now).await.unwrap()
    };
    let secret = |secret: &rampart_seal::SecretString| secret.expose_secret().to_owned();
    let checked = claimed().await.verified(secret, |secret: &String| {
        assert_eq!(*secret, key.secret.expose_secret());
        Ok::<_, NotAuthentic>(())
    });
    assert!(checked.is_ok());
    assert!(claimed().await.verified(secret, |_| Err("does not match")).is_err());
}

#[tokio::test]
async fn callers_are_told_who_they_are() {
    let world = World::new().await;
    let alice = world.caller("alice").await;
    world.let_assume("alice").await;
    let role = world.role("Ops", TRUST_ACCOUNT).await;
    let worn = world.worn(&alice, &role, None).await;
    let shown = |caller| {
        let told = caller_identity(caller).unwrap();
        let (user, role) = (told.user.is_some(), told.role.is_some());
        (told.kind, told.principal, user, role, told.arn.to_string())
    };
    let account = "acs:ram::1234567890123456";
    let number = "1234567890123456".to_owned();
    assert_eq!(shown(&world.root), ("Account", number, true, false, format!("{account}:root")));
    let id = alice.display_name();
    assert_eq!(shown(&alice), ("RAMUser", id, true, false, format!("{account}:user/alice")));
    let session = format!("{}:nightly", role.id);
    let arn = format!("{account}:assumed-role/Ops/nightly");
    assert_eq!(shown(&worn), ("AssumedRoleUser", session, false, true, arn));
}
