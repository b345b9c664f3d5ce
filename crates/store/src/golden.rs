//! Golden files: what records look like in bytes, kept in the tree, so that no version forgets another's rows.
//!
//! For tests. A file holds a line a sample: its name and its encoding in hexadecimal.

use std::{fmt::Write, fs, path::Path};

use crate::{Record, codec};

/// Checks that the samples are written exactly as the file says, and read back equal.
///
/// `file` is relative to the package's folder. A missing file is written as `<file>.new` and the check fails: look at
/// it, rename it and commit it. A line for a sample never changes; a new version gets a file of its own, and the old
/// one is checked by [`check_reads`].
///
/// # Panics
/// When anything differs.
pub fn check<R: Record + PartialEq + std::fmt::Debug>(file: impl AsRef<Path>, samples: &[(&str, R)]) {
    let file = file.as_ref();
    let written = samples.iter().fold(String::new(), |mut lines, (name, record)| {
        // Writing into a string cannot fail.
        let _ = writeln!(lines, "{name} {}", shown(codec::encode(record).expose_secret()));
        lines
    });
    let golden = fs::read_to_string(file).unwrap_or_default();
    if golden != written {
        let mut beside = file.as_os_str().to_owned();
        beside.push(".new");
        let _ = fs::write(&beside, &written);
    }
    assert!(
        golden == written,
        "`{}` is not what is written now, which stands in `….new` beside it\n{golden}\n{written}",
        file.display()
    );
    check_reads(file, samples);
}

/// Checks that every line of the file, of this version or the one before, reads as its sample.
///
/// # Panics
/// When anything differs.
pub fn check_reads<R: Record + PartialEq + std::fmt::Debug>(file: impl AsRef<Path>, samples: &[(&str, R)]) {
    let golden = fs::read_to_string(file.as_ref()).unwrap_or_default();
    assert!(golden.lines().count() == samples.len(), "`{}` has other samples", file.as_ref().display());
    for (line, (name, record)) in golden.lines().zip(samples) {
        let stored = line.strip_prefix(name).and_then(|rest| bytes(rest.trim_start()));
        let read = stored.as_deref().map(codec::decode::<R>);
        assert!(read.as_ref().is_some_and(|read| read.as_ref() == Ok(record)), "`{name}` reads as {read:?}");
    }
}

fn shown(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    let read = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    rest.is_empty().then(|| pairs.iter().map(read).collect()).flatten()
}
