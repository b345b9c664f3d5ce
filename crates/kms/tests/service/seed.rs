//! The sentence that the project exists for: a role that may list, describe and tag every key may encrypt, decrypt
//! and make data keys only with those that bear the mark.

use rampart_authz::Action;
use rampart_kms::actions::{
    Decrypt, DescribeKey, DisableKey, Encrypt, GenerateDataKey, GenerateDataKeyWithoutPlaintext, TagResource,
    TagResources,
};
use rampart_vocab::{KeyId, Tag};

use crate::world::World;

const POLICY: &str = r#"{"Version": "1", "Statement": [
    {"Effect": "Allow", "Resource": "acs:kms:*:*:*",
     "Action": ["kms:List*", "kms:DescribeKey", "kms:TagResource", "kms:UntagResource"]},
    {"Effect": "Allow", "Resource": "acs:kms:*:*:*",
     "Action": ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
     "Condition": {"StringEqualsIgnoreCase": {"kms:tag/acs:rds:instance-encryption": "true"}}}
]}"#;

async fn may<A: Action>(world: &World, id: KeyId) -> bool {
    world.try_permit::<A>(&mut world.txn(), &id.to_string()).await.is_ok()
}

#[tokio::test]
async fn only_a_marked_key_can_be_used_by_the_role() {
    let world = World::new();
    let role = world.with_policy(POLICY);
    let id = world.key().await;
    let uses = async |wanted: bool, when: &str| {
        assert_eq!(may::<Encrypt>(&role, id).await, wanted, "{when}");
        assert_eq!(may::<Decrypt>(&role, id).await, wanted, "{when}");
        assert_eq!(may::<GenerateDataKey>(&role, id).await, wanted, "{when}");
        assert!(may::<DescribeKey>(&role, id).await, "{when}");
        assert!(may::<TagResource>(&role, id).await, "{when}");
        assert!(!may::<TagResources>(&role, id).await, "{when}");
        assert!(!may::<GenerateDataKeyWithoutPlaintext>(&role, id).await, "{when}");
        assert!(!may::<DisableKey>(&role, id).await, "{when}");
    };
    uses(false, "without a mark").await;
    for (value, wanted) in [("false", false), ("", false), ("TRUE", true), ("true", true)] {
        role.mark(id, Tag::new(Tag::RDS_INSTANCE_ENCRYPTION, value)).await.unwrap();
        uses(wanted, value).await;
    }
}
