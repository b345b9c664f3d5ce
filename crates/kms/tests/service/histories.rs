//! Random histories against a model: a ciphertext opens when its key is enabled and not destroyed, and never else;
//! and the index never says anything but what the store says.

use std::{collections::BTreeMap, sync::Arc};

use rampart_kms::{
    BlobRef, BlobRefused, CiphertextBlob, EncryptionContext, KeyRefused, KeyState, Kms, actions, cipher,
    cipher::Plaintext,
    destruction::{self, Destroyed},
    lifecycle::{self, DeletionWindow},
    list::{FilterKey, KeyFilters, PageAsk},
    versions,
};
use rampart_seal::SecretBytes;
use rampart_vocab::{Clock as _, KeyId, SeededEntropy, chance};

use crate::world::{World, name_of};

const DAY_MS: i64 = 86_400_000;
const HISTORIES: u64 = 40;
const STEPS: usize = 60;

/// What a key should be.
struct Model {
    id: KeyId,
    state: Option<KeyState>,
    due_ms: i64,
    blobs: Vec<CiphertextBlob>,
}

struct Dice(SeededEntropy);

impl Dice {
    fn up_to(&self, sides: usize) -> usize {
        usize::from(u16::from_le_bytes(chance::array(&self.0))) % sides
    }
}

async fn act(world: &World, model: &mut Model, deed: usize) {
    let Some(state) = model.state else { return };
    let mut txn = world.txn();
    let name = model.id.to_string();
    let now_ms = world.clock.now().as_millisecond();
    let (answer, wanted) = match deed {
        0 => {
            let key = world.permit(&mut txn, &name).await;
            (lifecycle::disable(&mut txn, &key), switch(model, state, KeyState::Disabled))
        }
        1 => {
            let key = world.permit(&mut txn, &name).await;
            (lifecycle::enable(&mut txn, &key), switch(model, state, KeyState::Enabled))
        }
        2 => {
            let key = world.permit(&mut txn, &name).await;
            let window = DeletionWindow::days(7).unwrap();
            let answer = lifecycle::schedule_deletion(&mut txn, &key, window, world.clock.now());
            let wanted = switch(model, state, KeyState::PendingDeletion);
            if wanted == "ok" {
                model.due_ms = (now_ms / 1000) * 1000 + 7 * DAY_MS;
            }
            (answer, wanted)
        }
        3 => {
            let key = world.permit(&mut txn, &name).await;
            let answer = lifecycle::cancel_deletion(&mut txn, &key);
            let is_pending = state == KeyState::PendingDeletion;
            if is_pending {
                model.state = Some(KeyState::Enabled);
            }
            (answer, if is_pending { "ok" } else { "StateFixed" })
        }
        4 => {
            let key = world.permit(&mut txn, &name).await;
            let made = versions::create(&mut txn, &key, &world.clock, &world.entropy).await;
            (made.map(drop), used(state))
        }
        _ => {
            let key = world.permit::<actions::Encrypt>(&mut txn, &name).await;
            let plaintext = Plaintext::new(SecretBytes::copied_from(name.as_bytes())).unwrap();
            let context = EncryptionContext::of([("n", name.as_str())]);
            let sealed = cipher::encrypt(&mut txn, &key, &plaintext, &context, &world.entropy).await;
            let answer = sealed.map(|blob| model.blobs.push(blob));
            (answer, used(state))
        }
    };
    assert_eq!(name_of(answer), wanted, "deed {deed} in {state:?}");
    txn.commit().await.unwrap();
}

fn switch(model: &mut Model, state: KeyState, to: KeyState) -> &'static str {
    if state == KeyState::PendingDeletion {
        return "StateFixed";
    }
    model.state = Some(to);
    "ok"
}

fn used(state: KeyState) -> &'static str {
    match state {
        KeyState::Enabled => "ok",
        KeyState::Disabled => "Disabled",
        KeyState::PendingDeletion => "PendingDeletion",
        KeyState::PendingImport => "PendingImport",
    }
}

async fn destroy(world: &World, models: &mut [Model]) {
    let now = world.clock.now();
    while let Some(due) = destruction::due(&mut world.txn(), now, None, 1).await.unwrap().pop() {
        let mut txn = world.txn();
        let done = destruction::destroy(&mut txn, &due, now).await.unwrap();
        txn.commit().await.unwrap();
        if done == Destroyed::Key {
            let model = models.iter_mut().find(|model| model.id == due.key).unwrap();
            assert_eq!(model.state, Some(KeyState::PendingDeletion));
            assert!(now.as_millisecond() >= model.due_ms);
            model.state = None;
        }
    }
    let now_ms = world.clock.now().as_millisecond();
    let overdue = |model: &Model| model.state == Some(KeyState::PendingDeletion) && now_ms >= model.due_ms;
    assert!(!models.iter().any(overdue), "what is due is destroyed");
}

async fn check_blobs(world: &World, model: &Model) {
    let name = model.id.to_string();
    let context = EncryptionContext::of([("n", name.as_str())]);
    for blob in &model.blobs {
        let mut txn = world.txn();
        let found = BlobRef(blob).find(&mut txn, &world.region, world.account).await.unwrap();
        let opened = match found {
            None => Err(KeyRefused::from(BlobRefused)),
            Some(key) => {
                let key = world.allow::<actions::Decrypt, _>(key).unwrap();
                cipher::decrypt(&mut txn, &key, blob, &context).await
            }
        };
        if let Ok(opened) = &opened {
            assert_eq!(opened.plaintext.expose_secret(), name.as_bytes());
        }
        assert_eq!(name_of(opened), model.state.map_or("Ciphertext", used));
    }
}

async fn check_lists(world: &World, index: &Kms, models: &[Model]) {
    for state in KeyState::ALL {
        let mut filters = KeyFilters::default();
        filters.add(FilterKey::State, vec![state.name().into()]).unwrap();
        let page = PageAsk::check(None, Some(100), 1..=100).unwrap();
        let permitted = world.collection::<actions::ListKeys>();
        let scanned = world.kms.list_keys(&mut world.txn(), &permitted, &filters, page).await.unwrap();
        let indexed = index.list_keys(&mut world.txn(), &permitted, &filters, page).await.unwrap();
        assert_eq!(scanned, indexed);
        let wanted: Vec<_> =
            models.iter().filter(|model| model.state == Some(state)).map(|model| model.id).collect();
        assert_eq!(indexed.items.into_iter().map(|(id, _)| id).collect::<Vec<_>>(), wanted);
    }
}

#[tokio::test]
async fn every_history_ends_as_the_model_says() {
    let mut ends: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for seed in 0..HISTORIES {
        let world = World::new();
        let dice = Dice(SeededEntropy::new(seed));
        let index = Arc::new(Kms::new());
        let follower = tokio::spawn({
            let (index, store) = (Arc::clone(&index), world.store.clone());
            async move { index.follow(store).await }
        });
        let mut models: Vec<Model> = Vec::new();
        for _ in 0..STEPS {
            match dice.up_to(12) {
                0 => {
                    let (id, state) = (world.key().await, Some(KeyState::Enabled));
                    models.push(Model { id, state, due_ms: 0, blobs: Vec::new() });
                }
                1 => world.clock.advance_ms(DAY_MS * i64::try_from(dice.up_to(8)).unwrap() + 137),
                2 | 3 => destroy(&world, &mut models).await,
                _ if models.is_empty() => {}
                _ => {
                    let at = dice.up_to(models.len());
                    act(&world, &mut models[at], dice.up_to(8)).await;
                }
            }
            tokio::task::yield_now().await;
        }
        for model in &models {
            check_blobs(&world, model).await;
            *ends.entry(model.state.map(KeyState::name)).or_default() += model.blobs.len();
        }
        check_lists(&world, &index, &models).await;
        follower.abort();
    } // Blobs of keys in every end that a history can come to were tried.
    for end in [Some("Enabled"), Some("Disabled"), Some("PendingDeletion"), None] {
        assert!(ends.get(&end).is_some_and(|blobs| *blobs > 20), "{ends:?}");
    }
}
