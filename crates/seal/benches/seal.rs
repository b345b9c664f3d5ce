//! What sealing costs, piece by piece.

#![expect(clippy::unwrap_used, reason = "a benchmark")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use rampart_seal::{
    Context, MacHash, MacKey, PooledEntropy, SecretArray, SystemEntropy, XaesKey, derive, labels,
};
use rampart_vocab::{Entropy, chance};

fn sealing(c: &mut Criterion) {
    let key = XaesKey::new(&[7; 32]);
    let entropy = PooledEntropy::new();
    let aad = Context::new(labels::BARRIER_VALUE).field("key/1/2");
    let plaintext = [7; 256];
    let sealed = key.seal(&entropy, aad.as_bytes(), &plaintext);
    let mut group = c.benchmark_group("seal");
    group.bench_function("seal 256 bytes", |b| {
        b.iter(|| black_box(key.seal(&entropy, aad.as_bytes(), &plaintext)));
    });
    group.bench_function("open 256 bytes", |b| {
        b.iter(|| black_box(key.open(aad.as_bytes(), &sealed).unwrap()));
    });
    group.bench_function("expand a key", |b| b.iter(|| black_box(XaesKey::new(&[7; 32]))));
    group.bench_function("context", |b| {
        b.iter(|| black_box(Context::new(labels::BARRIER_VALUE).field("key/1/2").number(7)));
    });
    group.bench_function("derive 32 bytes", |b| {
        b.iter(|| {
            let derived: SecretArray<32> = derive(b"secret", &aad);
            black_box(derived)
        });
    });
    let mac = MacKey::new(MacHash::Sha256, b"key");
    group.bench_function("hmac 256 bytes", |b| b.iter(|| black_box(mac.sign(&plaintext))));
    group.finish();
}

fn entropy(c: &mut Criterion) {
    let mut group = c.benchmark_group("entropy, 24 bytes");
    let pooled = PooledEntropy::new();
    let sources: [(&str, &dyn Entropy); 2] = [("system", &SystemEntropy), ("pooled", &pooled)];
    for (name, source) in sources {
        group.bench_function(name, |b| b.iter(|| black_box(chance::array::<24>(source))));
    }
    group.finish();
}

criterion_group!(benches, sealing, entropy);
criterion_main!(benches);
