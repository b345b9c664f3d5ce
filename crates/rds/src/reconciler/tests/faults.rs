//! Each key of an instance with both encryptions, taken away in each way, while it runs and over a restart.

use super::{
    lives::{Server, is, until},
    tables::{encrypted, settled, table_key},
};
use crate::{
    fake::Permission,
    instance::{Status, WarningKind},
    keys::{EncryptionKeyId, KeyLoss, KeyUsedBy},
    records::Instance,
    undocumented,
    world::World,
};

/// What befalls a key, and how it is undone.
struct Fault {
    name: &'static str,
    take: fn(&World, &EncryptionKeyId),
    give_back: fn(&World, &EncryptionKeyId),
    /// A key that is lost for certain; else only the right to it, or a word about it.
    loss: Option<KeyLoss>,
}

pub(super) fn lose(world: &World, key: &EncryptionKeyId, loss: KeyLoss) {
    world.keys.set_loss(key, Some(loss));
}

pub(super) fn find(world: &World, key: &EncryptionKeyId) {
    world.keys.set_loss(key, None);
}

const FAULTS: [Fault; 8] = [
    Fault {
        name: "disabled",
        take: |world, key| lose(world, key, KeyLoss::Disabled),
        give_back: find,
        loss: Some(KeyLoss::Disabled),
    },
    Fault {
        name: "deletion scheduled",
        take: |world, key| lose(world, key, KeyLoss::DeletionScheduled),
        give_back: find,
        loss: Some(KeyLoss::DeletionScheduled),
    },
    Fault {
        name: "material gone",
        take: |world, key| lose(world, key, KeyLoss::MaterialGone),
        give_back: find,
        loss: Some(KeyLoss::MaterialGone),
    },
    Fault {
        name: "deleted",
        take: |world, key| world.keys.remove(key),
        give_back: |world, key| {
            world.keys.create(key);
            world.keys.set_marked(key, true);
        },
        loss: Some(KeyLoss::Deleted),
    },
    Fault {
        name: "tag removed",
        take: |world, key| world.keys.set_marked(key, false),
        give_back: |world, key| world.keys.set_marked(key, true),
        loss: None,
    },
    Fault {
        name: "no right to use it",
        take: |world, key| world.keys.set_permission_for(key, Permission::NoCryptography),
        give_back: |world, key| world.keys.set_permission_for(key, Permission::Granted),
        loss: None,
    },
    Fault {
        name: "no right at all",
        take: |world, key| world.keys.set_permission_for(key, Permission::Nothing),
        give_back: |world, key| world.keys.set_permission_for(key, Permission::Granted),
        loss: None,
    },
    Fault {
        name: "silent",
        take: |world, key| world.keys.set_silent_for(key, true),
        give_back: |world, key| world.keys.set_silent_for(key, false),
        loss: None,
    },
];

/// Who is locked, and which keys are warned about.
pub(super) fn standing(it: &Instance) -> (Status, Option<KeyUsedBy>, Vec<KeyUsedBy>) {
    let locked = it.life.locked().map(|(used_by, _)| used_by);
    let warned = it.life.warnings().iter().filter_map(|warning| warning.about()).collect();
    assert_eq!(undocumented::lock_mode(&it.life) == "ManualLock", locked.is_some());
    (it.status(), locked, warned)
}

#[tokio::test(start_paused = true)]
async fn each_key_lost_in_each_way_does_what_it_must_and_leaves_the_other_alone() {
    use KeyUsedBy::{DiskEncryption, Tde};
    for used_by in KeyUsedBy::ALL {
        for fault in &FAULTS {
            let case = format!("{used_by}: {}", fault.name);
            let world = World::new(2);
            let tables = table_key(&world);
            let _server = Server::start(&world);
            let id = encrypted(&world, &tables).await;
            let key = if used_by == DiskEncryption { &world.key } else { &tables };
            let now = async || standing(&world.instance(&id).await.unwrap());

            // While it runs: only a disk's lost key stops it.
            (fault.take)(&world, key);
            settled().await;
            let locks = used_by == DiskEncryption && fault.loss.is_some();
            let expected = if locks {
                (Status::Stopped, Some(DiskEncryption), vec![])
            } else {
                (Status::Running, None, vec![used_by])
            };
            assert_eq!(now().await, expected, "{case}");
            let stop: &[&str] = &["StopEngine", "CloseDisk"];
            assert_eq!(world.hand.take_orders(), if locks { stop } else { &[] }, "{case}");
            let reason = world.instance(&id).await.unwrap().life.reason().unwrap();
            if used_by == Tde {
                assert!(reason.starts_with("its next start will be refused: "), "{case}: {reason}");
                let kind = world.instance(&id).await.unwrap().life.warnings()[0].kind;
                assert_eq!(kind == WarningKind::KeyLost, fault.loss.is_some(), "{case}");
            }

            // No restart is granted that would take it down. An engine that dies is refused what it needs, and nothing opens.
            assert!(world.restart(&id).await.is_err(), "{case}");
            settled().await;
            assert_eq!(now().await, expected, "{case}");
            if !locks {
                world.hand.kill_engine(&id);
            }
            settled().await;
            let locked = fault.loss.map(|_| used_by);
            let warned = if locked.is_some() { vec![] } else { vec![used_by] };
            assert_eq!(now().await, (Status::Stopped, locked, warned), "{case}");
            assert_eq!(world.hand.take_orders(), if locks { &[][..] } else { &["CloseDisk"] }, "{case}");
            assert!(!world.hand.with(&id, |it| it.is_open()), "{case}");
            assert!(!world.desk.is_open(&id), "{case}: keys outlive their engine");
            if let Some(loss) = fault.loss {
                let reason = world.instance(&id).await.unwrap().life.lock_reason().unwrap();
                assert!(reason.ends_with(&loss.to_string()), "{case}: {reason}");
            }
            world.keys.take_calls();

            // Given back, it opens by itself and without loss.
            (fault.give_back)(&world, key);
            until(&world, &id, is(Status::Running)).await;
            settled().await;
            assert_eq!(now().await, (Status::Running, None, vec![]), "{case}");
            assert_eq!(world.hand.take_orders(), ["OpenDisk", "StartEngine"], "{case}");
            let calls = world.keys.take_calls();
            let never = ["TagResource", "GenerateDataKey"];
            assert!(!calls.iter().any(|call| never.contains(call)), "{case}: {calls:?}");
            assert!(world.hand.with(&id, |it| it.tables.all_encrypted()), "{case}");

            // Taken and given back while it runs, it only warns.
            if !locks {
                (fault.take)(&world, key);
                settled().await;
                (fault.give_back)(&world, key);
                settled().await;
                assert_eq!(now().await, (Status::Running, None, vec![]), "{case}");
                assert!(world.hand.take_orders().is_empty(), "{case}");
            }
        }
    }
}
