//! The table of rooms in ARCHITECTURE.md, held against the manifests: a crate uses what its row names, no more.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends when the manifests cannot be read"
)]

use std::{collections::BTreeMap, path::Path, process::Command};

type Rooms = BTreeMap<String, Vec<String>>;

#[test]
fn every_crate_uses_only_the_rooms_that_its_row_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let written = table(&std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap());
    let built = manifests(root);

    let names = |rooms: &Rooms| rooms.keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        names(&written),
        names(&built),
        "each crate has a row in ARCHITECTURE.md, and each row a crate"
    );
    for (room, uses) in &built {
        for used in uses {
            assert!(
                written[room].contains(used),
                "`{room}` uses `{used}`, which its row in ARCHITECTURE.md does not name"
            );
        }
    }
}

#[test]
fn the_table_has_no_circle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut left = table(&std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap());
    while !left.is_empty() {
        let free: Vec<String> = left
            .iter()
            .filter(|(_, uses)| !uses.iter().any(|used| left.contains_key(used)))
            .map(|(room, _)| room.clone())
            .collect();
        assert!(!free.is_empty(), "these rooms use each other in a circle: {:?}", left.keys());
        for room in free {
            left.remove(&room);
        }
    }
}

/// The rows of the first table: "| `room` | … | vocab, seal |".
fn table(page: &str) -> Rooms {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, room, _, uses, _] = cells[..] else { return None };
        let room = room.strip_prefix('`')?.strip_suffix('`')?.to_owned();
        let uses = uses.split(',').map(str::trim).filter(|used| *used != "–").map(str::to_owned).collect();
        Some((room, uses))
    };
    page.lines().filter_map(row).collect()
}

/// What the manifests of `crates/*` say, for building alone: tests may reach further.
fn manifests(root: &Path) -> Rooms {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let room = |name: &str| name.strip_prefix("rampart-").map(str::to_owned);
    let crates = root.join("crates");
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages
        .filter(|package| Path::new(package["manifest_path"].as_str().unwrap()).starts_with(&crates))
        .map(|package| {
            let dependencies = package["dependencies"].as_array().unwrap().iter();
            let uses = dependencies
                .filter(|dependency| dependency["kind"].is_null())
                .filter_map(|dependency| room(dependency["name"].as_str().unwrap()))
                .collect();
            (room(package["name"].as_str().unwrap()).unwrap(), uses)
        })
        .collect()
}
