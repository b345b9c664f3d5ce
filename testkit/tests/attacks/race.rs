//! A right taken away while calls are under way that rest on it.

use std::{cell::Cell, rc::Rc};

use rampart_testkit::World;
use rampart_vocab::SeededEntropy;

const MAY: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow",
    "Action":["kms:GenerateDataKey","kms:UpdateKeyDescription"],"Resource":"*"}]}"#;
const CALLS: usize = 96;

/// Once a detachment, or the switching off of an access key or a key, is answered, no secret leaves any more and nothing
/// is changed by whoever was let in before.
#[test]
fn what_rests_on_a_right_ends_with_the_answer_that_takes_it_away() {
    for taking in ["DetachPolicyFromUser", "UpdateAccessKey", "DisableKey"] {
        let (mut before, mut refused) = (0, 0);
        for seed in 0..24 {
            let (late, early) = race(seed, taking);
            assert_eq!(late, 0, "seed {seed}, {taking}");
            before += early;
            refused += CALLS / 2 - early.min(CALLS / 2);
        }
        assert!(before > 0 && refused > 0, "{taking} is raced from both sides: {before} and {refused}");
    }
}

/// Secrets that left after the answer, and calls that were done before it.
fn race(seed: u64, taking: &'static str) -> (usize, usize) {
    let world = Rc::new(World::seeded(seed));
    let (root, key) = (world.root(), world.key());
    let user = world.user("racer", None);
    let policy = [("PolicyName", "may"), ("PolicyDocument", MAY)];
    world.call(&root, "ram", "CreatePolicy", &policy).unwrap();
    let grant = [("PolicyType", "Custom"), ("PolicyName", "may"), ("UserName", "racer")];
    world.call(&root, "ram", "AttachPolicyToUser", &grant).unwrap();

    let (taken, late, early) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    let turn = usize::from(rampart_vocab::chance::array::<1>(&SeededEntropy::new(seed))[0]) % CALLS;
    world.run(async {
        let mut calls = Vec::new();
        for number in 0..CALLS {
            let (world, user, root, key) = (Rc::clone(&world), user.clone(), root.clone(), key.clone());
            let (taken, late, early) = (Rc::clone(&taken), Rc::clone(&late), Rc::clone(&early));
            calls.push(tokio::task::spawn_local(async move {
                for _ in 0..number % 5 {
                    tokio::task::yield_now().await;
                }
                if number == turn {
                    let key = [("KeyId", key.as_str())];
                    let off = [
                        ("UserName", "racer"),
                        ("UserAccessKeyId", user.access_key_id.as_str()),
                        ("Status", "Inactive"),
                    ];
                    let done = match taking {
                        "DisableKey" => world.call_async(&root, "kms", taking, &key).await,
                        "UpdateAccessKey" => world.call_async(&root, "ram", taking, &off).await,
                        _ => world.call_async(&root, "ram", taking, &grant).await,
                    };
                    done.unwrap();
                    taken.set(true);
                } else if number % 2 == 0 {
                    let answer =
                        world.call_async(&user, "kms", "GenerateDataKey", &[("KeyId", &key)]).await.is_ok();
                    late.set(late.get() + usize::from(answer && taken.get()));
                    early.set(early.get() + usize::from(answer && !taken.get()));
                } else {
                    let words = format!("by {number}");
                    let params = [("KeyId", key.as_str()), ("Description", words.as_str())];
                    // Whether it was done before the answer is seen in what stands.
                    drop(world.call_async(&user, "kms", "UpdateKeyDescription", &params).await);
                }
            }));
        }
        let stands = async || {
            let told = world.call_async(&root, "kms", "DescribeKey", &[("KeyId", &key)]).await.unwrap();
            told["KeyMetadata"]["Description"].to_string()
        };
        while !taken.get() {
            tokio::task::yield_now().await;
        }
        let then = stands().await;
        for call in calls {
            call.await.unwrap();
        }
        // A key that is switched off may still be described anew by who may; a user without rights does nothing.
        if taking != "DisableKey" {
            assert_eq!(stands().await, then, "seed {seed}");
        }
    });
    (late.get(), early.get())
}
