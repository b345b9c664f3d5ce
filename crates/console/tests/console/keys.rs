//! Keys: which are found and offered, how they are named, and what is said before one is taken away.

use serde_json::json;

use crate::{
    browser::{World, text},
    fake::Fake,
};

#[test]
fn what_a_deletion_does_is_told_by_what_the_key_is_for() {
    let (disks, tables) = ("Disks under it lock as soon as", "do not come back from their next restart");
    for (uses, told) in [
        (&["DiskEncryption"][..], [true, false]),
        (&["TDE"], [false, true]),
        (&["TDE", "DiskEncryption"], [true, true]),
        (&[], [false, false]),
    ] {
        let world = World::new(Fake::saying("one"));
        let mut browser = world.signed_in();
        let used = |by: &&str| json!({"DBInstanceName": "pgm-1", "KeyUsedBy": by});
        let rows: Vec<_> = uses.iter().map(used).collect();
        world.fake.answers("DescribeKmsAssociateResources", 200, json!({"AssociateDBInstances": rows}));
        let shown = text(&browser.get("/console/key/one"));
        assert_eq!([disks, tables].map(|words| shown.contains(words)), told, "{uses:?}");
    }
    let world = World::new(Fake::saying("one"));
    let shown = text(&world.signed_in().get("/console/key/one?told=cancelled"));
    assert!(shown.contains("The key is enabled, also if it was disabled before."), "{shown}");
}
