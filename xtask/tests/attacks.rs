//! The table of attacks in `docs/attacks.md`, held against the tests: each that it names is there, and each row names one.

#![expect(clippy::unwrap_used, reason = "a test ends when the sources cannot be read")]

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

#[test]
fn every_attack_is_played_by_tests_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let tests = tests(root);
    let page = std::fs::read_to_string(root.join("docs/attacks.md")).unwrap();
    let rows: Vec<Vec<&str>> = page.lines().filter(|line| line.starts_with('|')).map(cells).collect();
    let rows: Vec<_> = rows.iter().filter(|row| !is_head(row)).collect();
    assert!(rows.len() > 30, "the table is read: {}", rows.len());
    for row in rows {
        let [attack, outcome, played] = row[..] else { panic!("not three cells: {row:?}") };
        assert!(!attack.is_empty() && !outcome.is_empty(), "{row:?}");
        let named: Vec<&str> = played.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "no test plays `{attack}`");
        for name in named {
            let there = if name.contains('/') { root.join(name).exists() } else { tests.contains(name) };
            assert!(there, "`{attack}` names the test `{name}`, which is not there");
        }
    }
}

fn cells(line: &str) -> Vec<&str> {
    line.trim_matches('|').split('|').map(str::trim).collect()
}

fn is_head(row: &[&str]) -> bool {
    row.first().is_some_and(|first| *first == "attack" || first.starts_with("---"))
}

/// The name of every test in the sources.
fn tests(root: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for room in ["crates", "testkit", "xtask"] {
        sources(&root.join(room), &mut |text| {
            let mut is_test = false;
            for line in text.lines().map(str::trim) {
                if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
                    is_test = true;
                } else if let Some(name) = function(line) {
                    if is_test {
                        found.insert(name.to_owned());
                    }
                    is_test = false;
                }
            }
        });
    }
    found
}

fn function(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("fn ").or_else(|| line.strip_prefix("async fn "))?;
    rest.split('(').next()
}

fn sources(folder: &Path, see: &mut impl FnMut(&str)) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, see);
        } else if path.extension().is_some_and(|end| end == "rs") {
            see(&std::fs::read_to_string(&path).unwrap());
        }
    }
}
