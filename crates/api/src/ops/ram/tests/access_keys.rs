use rampart_testkit::{Signer, World, done, refused};

use super::{check, names};

#[test]
fn an_access_key_serves_until_it_is_inactive_or_gone() {
    let world = World::new();
    let root = world.root();
    let alice = world.user("alice", Some(&super::ALLOW_KMS.replace("kms:*", "ram:GetUser")));
    let key = [("UserName", "alice"), ("UserAccessKeyId", alice.access_key_id.as_str())];
    let me = [("UserName", "alice")];
    let set = |status| {
        let params = [key[0], key[1], ("Status", status)];
        check(&world, &root, "UpdateAccessKey", &params, done());
    };
    check(&world, &alice, "GetUser", &me, done());
    set("Inactive");
    check(&world, &alice, "GetUser", &me, refused(400, "InvalidAccessKeyId.Inactive"));
    set("Active");
    check(&world, &alice, "GetUser", &me, done());
    let wrong = [key[0], key[1], ("Status", "Sleeping")];
    check(&world, &root, "UpdateAccessKey", &wrong, refused(400, "InvalidParameter.Status"));
    check(&world, &root, "DeleteAccessKey", &key, done());
    check(&world, &alice, "GetUser", &me, refused(404, "InvalidAccessKeyId.NotFound"));
    check(&world, &root, "DeleteAccessKey", &key, refused(404, "EntityNotExist.User.AccessKey"));
}

#[test]
fn a_user_has_two_and_shows_no_secret_again() {
    let world = World::new();
    let root = world.root();
    world.user("alice", None);
    let me = [("UserName", "alice")];
    let second = check(&world, &root, "CreateAccessKey", &me, done());
    assert_eq!(
        (&second["AccessKey"]["Status"], second["AccessKey"]["AccessKeySecret"].as_str().map(str::len)),
        (&"Active".into(), Some(30))
    );
    check(&world, &root, "CreateAccessKey", &me, refused(409, "LimitExceeded.User.AccessKey"));
    let listed = check(&world, &root, "ListAccessKeys", &me, done());
    assert_eq!(names(&listed["AccessKeys"]["AccessKey"], "AccessKeyId").len(), 2);
    assert!(!listed.to_string().contains("Secret"));
}

#[test]
fn without_a_name_the_callers_own_keys_are_meant() {
    let world = World::new();
    let root = world.root();
    let own = check(&world, &root, "ListAccessKeys", &[], done());
    assert_eq!(names(&own["AccessKeys"]["AccessKey"], "AccessKeyId"), [root.access_key_id.as_str()]);
    let alice = world.user("alice", Some(&super::ALLOW_KMS.replace("kms:*", "ram:*AccessKey*")));
    for params in [&[][..], &[("UserName", "")][..]] {
        let own = check(&world, &alice, "ListAccessKeys", params, done());
        assert_eq!(names(&own["AccessKeys"]["AccessKey"], "AccessKeyId"), [alice.access_key_id.as_str()]);
    }
    let second = Signer::of(&check(&world, &alice, "CreateAccessKey", &[], done())["AccessKey"]);
    check(&world, &second, "ListAccessKeys", &[], done());
}
