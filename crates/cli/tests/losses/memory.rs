//! The memory of other processes, read as root.

use std::{fs::File, os::unix::fs::FileExt as _};

/// A range of a process' memory.
pub(crate) struct Range {
    from: u64,
    to: u64,
    /// Whether it is kept out of swap (`lo` in `VmFlags`).
    pub(crate) locked: bool,
    /// What the kernel calls it.
    pub(crate) name: String,
}

/// What a process may write to: everything that it can have put anything into.
pub(crate) fn ranges(pid: u32) -> Vec<Range> {
    let told = std::fs::read_to_string(format!("/proc/{pid}/smaps")).unwrap();
    let mut ranges: Vec<Range> = Vec::new();
    let mut writable = false;
    for line in told.lines() {
        let mut words = line.split_whitespace();
        let first = words.next().unwrap_or_default();
        if let Some((from, to)) = first.split_once('-') {
            let number = |digits| u64::from_str_radix(digits, 16).unwrap();
            writable = words.next().is_some_and(|rights| rights.starts_with("rw"));
            let name = words.skip(3).collect::<Vec<_>>().join(" ");
            ranges.extend(writable.then(|| Range {
                from: number(from),
                to: number(to),
                locked: false,
                name,
            }));
        } else if let Some(range) = ranges.last_mut().filter(|_| writable && first == "VmFlags:") {
            range.locked = words.any(|flag| flag == "lo");
        }
    }
    ranges
}

/// Where the needle stands in a range, with the bytes that follow it.
pub(crate) fn find(pid: u32, range: &Range, needle: &[u8], following: usize) -> Vec<Vec<u8>> {
    const AT_ONCE: u64 = 4 << 20;
    let memory = File::open(format!("/proc/{pid}/mem")).unwrap();
    let mut found = Vec::new();
    let mut at = range.from;
    while at < range.to {
        // What crosses the end of a block is found in the one that begins there, or by what overlaps.
        let overlap = (needle.len() - 1 + following) as u64;
        let length = (range.to - at).min(AT_ONCE + overlap);
        let mut block = vec![0; usize::try_from(length).unwrap()];
        // A range may be gone, or have no page behind it.
        if memory.read_exact_at(&mut block, at).is_ok() {
            let begins = block.len().min(usize::try_from(AT_ONCE).unwrap());
            let mut from = 0;
            while let Some(next) = block[from..begins].iter().position(|byte| *byte == needle[0]) {
                let here = from + next;
                if block[here..].starts_with(needle) {
                    let after = here + needle.len();
                    found.push(block[after..(after + following).min(block.len())].to_vec());
                }
                from = here + 1;
            }
        }
        at += AT_ONCE;
    }
    found
}

/// The processes that a process started and that live.
pub(crate) fn children(pid: u32) -> Vec<u32> {
    let told = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap();
    told.split_whitespace().map(|child| child.parse().unwrap()).collect()
}
