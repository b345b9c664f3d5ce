//! Every target over its corpus, and over random changes of it: a short slice of what `cargo fuzz` does for hours.
//!
//! A failing seed is printed; `RAMPART_FUZZ_SEED` plays it again, `RAMPART_FUZZ_ROUNDS` takes another number of rounds.

use std::{fs, path::Path};

use rampart_fuzz::TARGETS;
use rampart_vocab::{Entropy, SeededEntropy};

/// Changes of each entry.
const ROUNDS: u64 = 500;

#[expect(clippy::disallowed_methods, reason = "a test that is played again is told so")]
fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn no_target_gives_way_under_its_corpus_or_changes_of_it() {
    let rounds = number("RAMPART_FUZZ_ROUNDS").unwrap_or(ROUNDS);
    let seed = number("RAMPART_FUZZ_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    for (name, target) in TARGETS {
        let entries = corpus(name);
        assert!(!entries.is_empty(), "`{name}` has no corpus");
        for entry in &entries {
            target(entry);
        }
        let chance = SeededEntropy::new(seed);
        for round in 0..rounds * u64::try_from(entries.len()).unwrap() {
            let changed = changed(&entries, &chance);
            let told = std::panic::catch_unwind(|| target(&changed));
            assert!(told.is_ok(), "`{name}`, seed {seed}, round {round}: {}", changed.escape_ascii());
        }
    }
}

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// An entry with some bytes taken out, others put in, and pieces of another entry between.
fn changed(entries: &[Vec<u8>], chance: &SeededEntropy) -> Vec<u8> {
    let below = |limit: usize| {
        let mut bytes = [0; 8];
        chance.fill(&mut bytes);
        usize::try_from(u64::from_le_bytes(bytes) % u64::try_from(limit.max(1)).unwrap()).unwrap()
    };
    let mut bytes = entries[below(entries.len())].clone();
    for _ in 0..=below(4) {
        let at = below(bytes.len() + 1);
        let end = (at + below(8)).min(bytes.len());
        let other = &entries[below(entries.len())];
        let from = below(other.len() + 1);
        let piece: Vec<u8> = match below(4) {
            0 => Vec::new(),
            1 => vec![u8::try_from(below(256)).unwrap(); below(4)],
            2 => other[from..(from + below(32)).min(other.len())].to_vec(),
            _ => b"\0\"{}[],:*&=%.-1"[below(15)..][..1].to_vec(),
        };
        bytes.splice(at..end, piece);
    }
    bytes
}
