//! Ciphertexts and data keys: what opens, and that nothing else does.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rampart_kms::{
    BlobRef, CiphertextBlob, EncryptionContext, KeyRefused, actions, cipher,
    cipher::Plaintext,
    data_key::{self, DataKeyLength},
    versions,
};
use rampart_seal::SecretBytes;
use rampart_vocab::KeyId;

use crate::world::{World, name_of};

async fn sealed(world: &World, key: KeyId, context: &EncryptionContext, secret: &[u8]) -> String {
    let mut txn = world.txn();
    let key = world.permit::<actions::Encrypt>(&mut txn, &key.to_string()).await;
    let plaintext = Plaintext::new(SecretBytes::copied_from(secret)).unwrap();
    cipher::encrypt(&mut txn, &key, &plaintext, context, &world.entropy).await.unwrap().to_base64()
}

/// As the operation does it: the ciphertext finds its key, the permit is for that one, then it is opened.
async fn opened(world: &World, blob: &str, context: &EncryptionContext) -> Result<SecretBytes, KeyRefused> {
    let blob = CiphertextBlob::parse(blob)?;
    let mut txn = world.txn();
    let key = BlobRef(&blob).find(&mut txn, &world.region, world.account).await?;
    let key = world.allow::<actions::Decrypt, _>(key.ok_or(rampart_kms::BlobRefused)?).unwrap();
    Ok(cipher::decrypt(&mut txn, &key, &blob, context).await?.plaintext)
}

async fn add_version(world: &World, key: KeyId) {
    let mut txn = world.txn();
    let key = world.permit(&mut txn, &key.to_string()).await;
    versions::create(&mut txn, &key, &world.clock, &world.entropy).await.unwrap();
    txn.commit().await.unwrap();
}

#[tokio::test]
async fn what_a_key_sealed_it_opens_with_the_same_context() {
    let world = World::new();
    let key = world.key().await;
    for (sealed_with, opened_with, opens) in [
        (&[][..], &[][..], true),
        (&[("a", "1")], &[("a", "1")], true),
        (&[("a", "1"), ("b", "2")], &[("b", "2"), ("a", "1")], true),
        (&[("a", "1")], &[], false),
        (&[], &[("a", "1")], false),
        (&[("a", "1")], &[("a", "2")], false),
        (&[("a", "1")], &[("b", "1")], false),
        (&[("a", "1")], &[("A", "1")], false),
        (&[("a", "1")], &[("a", "1"), ("b", "")], false),
        (&[("ab", "c")], &[("a", "bc")], false),
        (&[("a", ""), ("b", "")], &[("a", "b")], false),
        (&[("", "")], &[], false),
    ] {
        let blob = sealed(&world, key, &EncryptionContext::of(sealed_with.iter().copied()), b"s3cret").await;
        let answer = opened(&world, &blob, &EncryptionContext::of(opened_with.iter().copied())).await;
        match answer {
            Ok(secret) if opens => assert_eq!(secret.expose_secret(), b"s3cret"),
            answer => assert_eq!((name_of(answer).as_str(), opens), ("Ciphertext", false), "{opened_with:?}"),
        }
    }
}

#[tokio::test]
async fn every_length_that_is_taken_comes_back() {
    let world = World::new();
    let key = world.key().await;
    for length in [1, 16, 6143, 6144] {
        let secret = vec![0x5A; length];
        let blob = sealed(&world, key, &EncryptionContext::default(), &secret).await;
        let back = opened(&world, &blob, &EncryptionContext::default()).await.unwrap();
        assert_eq!(back.expose_secret(), secret);
    }
    for length in [0, 6145] {
        let refused = Plaintext::new(SecretBytes::from_vec(vec![0; length]));
        assert_eq!(name_of(refused), "PlaintextLength", "{length}");
    }
}

#[tokio::test]
async fn two_ciphertexts_of_one_secret_are_never_the_same() {
    let world = World::new();
    let key = world.key().await;
    let context = EncryptionContext::default();
    assert_ne!(sealed(&world, key, &context, b"x").await, sealed(&world, key, &context, b"x").await);
}

#[tokio::test]
async fn a_flipped_bit_anywhere_is_refused_with_one_and_the_same_answer() {
    let world = World::new();
    let key = world.key().await;
    let context = EncryptionContext::of([("a", "1")]);
    let blob = STANDARD.decode(sealed(&world, key, &context, b"s3cret").await).unwrap();
    for at in 0..blob.len() {
        for bit in 0..8 {
            let mut bent = blob.clone();
            bent[at] ^= 1 << bit;
            let answer = opened(&world, &STANDARD.encode(bent), &context).await;
            assert_eq!(name_of(answer), "Ciphertext", "byte {at} bit {bit}");
        }
    }
}

#[tokio::test]
async fn a_blob_cut_or_grown_anywhere_is_refused() {
    let world = World::new();
    let key = world.key().await;
    let context = EncryptionContext::default();
    let blob = STANDARD.decode(sealed(&world, key, &context, b"s3cret").await).unwrap();
    for end in 0..blob.len() {
        assert_eq!(name_of(opened(&world, &STANDARD.encode(&blob[..end]), &context).await), "Ciphertext");
    }
    let mut grown = blob.clone();
    grown.push(0);
    assert_eq!(name_of(opened(&world, &STANDARD.encode(grown), &context).await), "Ciphertext");
}

#[tokio::test]
async fn a_blob_whose_version_was_exchanged_is_refused() {
    let world = World::new();
    let (one, other) = (world.key().await, world.key().await);
    let context = EncryptionContext::default();
    let first = STANDARD.decode(sealed(&world, one, &context, b"s3cret").await).unwrap();
    add_version(&world, one).await;
    // Another version of the same key, and the version of another key.
    for donor in [sealed(&world, one, &context, b"x").await, sealed(&world, other, &context, b"x").await] {
        let donor = STANDARD.decode(donor).unwrap();
        let mut spliced = donor[..36].to_vec();
        spliced.extend_from_slice(&first[36..]);
        assert_eq!(name_of(opened(&world, &STANDARD.encode(spliced), &context).await), "Ciphertext");
    }
    assert!(opened(&world, &STANDARD.encode(&first), &context).await.is_ok());
}

#[tokio::test]
async fn a_key_permitted_does_not_open_what_another_sealed() {
    let world = World::new();
    let (one, other) = (world.key().await, world.key().await);
    let context = EncryptionContext::default();
    let blob = CiphertextBlob::parse(&sealed(&world, one, &context, b"x").await).unwrap();
    let mut txn = world.txn();
    let key = world.permit::<actions::Decrypt>(&mut txn, &other.to_string()).await;
    assert_eq!(name_of(cipher::decrypt(&mut txn, &key, &blob, &context).await), "Ciphertext");
}

#[tokio::test]
async fn another_accounts_blob_is_as_absent_as_one_that_never_was() {
    let world = World::new();
    let neighbour = world.neighbour();
    let key = world.key().await;
    neighbour.key().await;
    let context = EncryptionContext::default();
    let blob = sealed(&world, key, &context, b"x").await;
    assert!(opened(&world, &blob, &context).await.is_ok());
    assert_eq!(name_of(opened(&neighbour, &blob, &context).await), "Ciphertext");
}

#[tokio::test]
async fn a_data_key_comes_back_from_its_wrapping() {
    let world = World::new();
    let id = world.key().await;
    let context = EncryptionContext::of([("acs:rds:instance", "pgm-1")]);
    let mut txn = world.txn();
    let key = world.permit(&mut txn, &id.to_string()).await;
    let length = DataKeyLength::of(None, Some(64)).unwrap();
    let pair = data_key::generate(&mut txn, &key, length, &context, &world.entropy).await.unwrap();
    assert_eq!((pair.plaintext.len(), pair.wrapped.key), (64, id));
    let back = opened(&world, &pair.wrapped.blob.to_base64(), &context).await.unwrap();
    assert_eq!(back, pair.plaintext);
    assert!(!txn.has_writes(), "a data key is not kept");

    let key = world.permit(&mut txn, &id.to_string()).await;
    let alone = data_key::generate_without_plaintext(&mut txn, &key, length, &context, &world.entropy);
    let alone = alone.await.unwrap();
    assert_eq!(opened(&world, &alone.blob.to_base64(), &context).await.unwrap().len(), 64);
}

#[tokio::test]
async fn old_versions_open_and_the_newest_seals() {
    let world = World::new();
    let key = world.key().await;
    let context = EncryptionContext::default();
    let old = sealed(&world, key, &context, b"old").await;
    add_version(&world, key).await;
    let new = sealed(&world, key, &context, b"new").await;
    assert_ne!(STANDARD.decode(&old).unwrap()[..36], STANDARD.decode(&new).unwrap()[..36]);
    for (blob, secret) in [(old, b"old"), (new, b"new")] {
        assert_eq!(opened(&world, &blob, &context).await.unwrap().expose_secret(), secret);
    }
}

#[tokio::test]
async fn what_a_used_key_keeps_open_goes_with_its_row() {
    let world = World::new();
    let id = world.key().await;
    let context = EncryptionContext::default();
    let rows_read = async || {
        let mut txn = world.txn();
        let key = world.permit::<actions::Encrypt>(&mut txn, &id.to_string()).await;
        let plaintext = Plaintext::new(SecretBytes::copied_from(b"x")).unwrap();
        let blob = cipher::encrypt(&mut txn, &key, &plaintext, &context, &world.entropy).await.unwrap();
        (txn.reads(), blob.version())
    };
    let (first, old) = rows_read().await;
    assert_eq!(first, 3, "the key, its version and the account's wrapping key");
    assert_eq!(rows_read().await, (1, old), "the key alone");
    // Another row, though of the same version: nothing of the former's is used.
    world.mark(id, rampart_vocab::Tag::new("a", "b")).await.unwrap();
    assert_eq!(rows_read().await, (3, old));
    add_version(&world, id).await;
    let (again, new) = rows_read().await;
    assert_eq!(again, 3);
    assert_ne!(new, old, "the newest seals");
    world.disable(id).await;
    let mut txn = world.txn();
    let key = world.permit::<actions::Encrypt>(&mut txn, &id.to_string()).await;
    let plaintext = Plaintext::new(SecretBytes::copied_from(b"x")).unwrap();
    let refused = cipher::encrypt(&mut txn, &key, &plaintext, &context, &world.entropy).await;
    assert_eq!(name_of(refused), "Disabled");
}

#[tokio::test]
async fn a_key_disabled_between_look_and_answer_gives_nothing_out() {
    let world = World::new();
    let id = world.key().await;
    let context = EncryptionContext::default();
    let blob = CiphertextBlob::parse(&sealed(&world, id, &context, b"x").await).unwrap();
    // The permit was given and the key opened the ciphertext …
    let mut txn = world.txn();
    let key = world.permit::<actions::Decrypt>(&mut txn, &id.to_string()).await;
    cipher::decrypt(&mut txn, &key, &blob, &context).await.unwrap();
    // … but before the answer leaves somebody switches it off: the last look of the front sees it.
    world.disable(id).await;
    assert_eq!(txn.commit().await, Err(rampart_store::CommitFailed::Conflict));
    // And who begins afterwards is refused at once.
    assert_eq!(name_of(opened(&world, &blob.to_base64(), &context).await), "Disabled");
}

#[tokio::test]
async fn no_plaintext_and_no_material_stand_below_the_barrier() {
    let memory = rampart_store::Memory::new();
    let world = World { store: rampart_store::Store::on_memory(memory.clone(), 3), ..World::new() };
    world.key().await;
    // The seeded chance tells which 32 bytes the material is made of; none of the rows may hold its beginning.
    let chance = rampart_vocab::SeededEntropy::new(world.account.to_string().bytes().map(u64::from).sum());
    let stream: [u8; 512] = rampart_vocab::chance::array(&chance);
    let snapshot = rampart_store::Backend::snapshot(&memory).await.unwrap();
    let rows = snapshot.scan(&rampart_store::Range::all(), &rampart_store::Page::first(100)).await.unwrap();
    assert_eq!(rows.len(), 4);
    for (path, row) in rows {
        for window in stream.windows(16) {
            assert!(!row.value.windows(16).any(|bytes| bytes == window), "{path}");
        }
    }
}
