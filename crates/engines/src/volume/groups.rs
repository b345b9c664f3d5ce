//! Which blocks of a disk are free, read from its device by `dumpe2fs` (e2fsprogs). A block that is taken for free is overwritten, so
//! whatever is not told as expected is refused, and numbers that are told twice must agree.

use std::{ops::Range, os::fd::AsFd, path::Path};

use rampart_rds::intent::HandFailed;

use crate::{
    doing::{Doing, Done},
    tool,
};

/// As [`super::image::make`] has it made.
const BLOCK_BYTES: u64 = 4096;

/// The free blocks of a device, as bytes of it, whose file system is mounted and not written meanwhile: as many as that counts itself.
pub(super) fn free(device: &Path, mounted: impl AsFd) -> Done<Vec<Range<u64>>> {
    let mut dumpe2fs = tool::command("dumpe2fs", None);
    dumpe2fs.arg(device);
    let told = tool::run(dumpe2fs)?;
    let told = std::str::from_utf8(&told).map_err(|_| unknown("no text"))?;
    let blocks = free_blocks(told).map_err(|what| unknown(&what))?;
    let total: u64 = blocks.iter().map(|blocks| blocks.end - blocks.start).sum();
    let counted = rustix::fs::fstatvfs(mounted).doing("count the disk's free blocks")?;
    if (total, BLOCK_BYTES) != (counted.f_bfree, counted.f_frsize) {
        return Err(unknown(&format!("{total} free blocks, of which the disk counts {}", counted.f_bfree)));
    }
    Ok(blocks.into_iter().map(|blocks| blocks.start * BLOCK_BYTES..blocks.end * BLOCK_BYTES).collect())
}

fn unknown(what: &str) -> HandFailed {
    HandFailed::System {
        doing: "read which blocks of the disk are free".to_owned(),
        error: format!("`dumpe2fs` told what is not known: {what}"),
    }
}

fn free_blocks(told: &str) -> Result<Vec<Range<u64>>, String> {
    let mut lines = told.lines().peekable();
    let mut head = Vec::new();
    while let Some(line) = lines.next_if(|line| !begins_group(line)) {
        head.push(line);
    }
    let count = block_count(&head)?;
    let (mut free, mut number, mut first) = (Vec::new(), 0, 0);
    while let Some(title) = lines.next() {
        let mut body = Vec::new();
        while let Some(line) = lines.next_if(|line| !begins_group(line)) {
            body.push(line);
        }
        let blocks =
            group_blocks(title, number).filter(|blocks| blocks.start == first && blocks.end <= count);
        let blocks = blocks.ok_or_else(|| title.to_owned())?;
        free.extend(group_free(&body, &blocks).ok_or_else(|| format!("free blocks of {title}"))?);
        (number, first) = (number + 1, blocks.end);
    }
    if first == count { Ok(free) } else { Err(format!("groups up to block {first} of {count}")) }
}

const GROUP: &str = "Group ";

fn begins_group(line: &str) -> bool {
    // The head has a line `Group descriptor size:`.
    line.strip_prefix(GROUP).is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
}

/// How many blocks there are, of a file system whose journal holds nothing that is not in its place.
fn block_count(head: &[&str]) -> Result<u64, String> {
    let told = |name: &str| {
        let value = head.iter().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        only(value).map(str::trim).ok_or_else(|| format!("no one `{name}`"))
    };
    let features = told("Filesystem features")?;
    if features.split(' ').any(|feature| matches!(feature, "needs_recovery" | "bigalloc")) {
        return Err(format!("features {features}"));
    }
    if told("Block size")? != BLOCK_BYTES.to_string() || told("First block")? != "0" {
        return Err("other blocks than were made".to_owned());
    }
    let count = told("Block count")?;
    count.parse().map_err(|_| format!("{count} blocks"))
}

/// `Group 3: (Blocks 98304-131071) csum 0x57a0 [ITABLE_ZEROED]`.
fn group_blocks(title: &str, number: u64) -> Option<Range<u64>> {
    let (told, rest) = title.strip_prefix(GROUP)?.split_once(": (Blocks ")?;
    (told == number.to_string()).then_some(())?;
    range(rest.split_once(')')?.0)
}

/// The free blocks of a group, in order, as many as it says.
fn group_free(body: &[&str], group: &Range<u64>) -> Option<Vec<Range<u64>>> {
    let listed = only(body.iter().filter_map(|line| line.strip_prefix("  Free blocks: ")))?;
    let count = only(body.iter().filter_map(|line| line.split_once(" free blocks, ")))?.0.trim();
    let (mut free, mut total, mut behind) = (Vec::new(), 0, group.start);
    for part in listed.split(", ").filter(|_| !listed.is_empty()) {
        let blocks = range(part).filter(|blocks| blocks.start >= behind && blocks.end <= group.end)?;
        (total, behind) = (total + (blocks.end - blocks.start), blocks.end);
        free.push(blocks);
    }
    (count.parse() == Ok(total)).then_some(free)
}

/// `7-9`, or `7` alone.
fn range(text: &str) -> Option<Range<u64>> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let number =
        |text: &str| text.bytes().all(|digit| digit.is_ascii_digit()).then(|| text.parse::<u64>().ok())?;
    let (first, end) = (number(first)?, number(last)?.checked_add(1)?);
    (first < end && end <= u64::MAX / BLOCK_BYTES).then_some(first..end)
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next();
    if all.next().is_none() { first } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As dumpe2fs 1.47 tells it of a disk of 256 MiB, but for lines that do not matter.
    const TOLD: &str = "\
Last mounted on:          /data/instances/rm-1/disk
Filesystem features:      has_journal extent 64bit flex_bg encrypt metadata_csum
Block count:              65536
Free blocks:              55948
First block:              0
Block size:               4096
Group descriptor size:    64


Group 0: (Blocks 0-32767) csum 0xe6d1 [ITABLE_ZEROED]
  Primary superblock at 0, Group descriptors at 1-1
  Block bitmap at 33 (+33), csum 0x6f2d0aa1
  3 free blocks, 32754 free inodes, 2 directories, 32754 unused inodes
  Free blocks: 4139, 32766-32767
  Free inodes: 15-32768
Group 1: (Blocks 32768-65535) csum 0x57a0 [INODE_UNINIT, ITABLE_ZEROED]
  Backup superblock at 32768, Group descriptors at 32769-32769
  0 free blocks, 32768 free inodes, 0 directories, 32768 unused inodes
  Free blocks: 
  Free inodes: 32769-65536
";

    #[test]
    fn what_is_told_as_expected_is_believed() {
        assert_eq!(free_blocks(TOLD).unwrap(), [4139..4140, 32766..32768]);
    }

    #[test]
    fn whatever_else_is_told_frees_nothing() {
        // (what is told, what in its place)
        let changes = [
            ("has_journal", "has_journal needs_recovery"),
            ("extent", "bigalloc"),
            ("Filesystem features:", "Features:"),
            ("Block size:               4096", "Block size:               1024"),
            ("First block:              0", "First block:              1"),
            ("Block count:              65536", "Block count:              65537"),
            ("Block count:              65536", "Block count:              65535"),
            ("Block count:              65536", "Block count:"),
            ("rm-1/disk", "rm-1/disk\nBlock count: 65536"),
            ("Group 1:", "Group 2:"),
            ("Group 1: (Blocks 32768-65535)", "Group 1: (Blocks 32769-65535)"),
            ("Group 1: (Blocks 32768-65535)", "Group 1: (Blocks 32768-32768)"),
            ("Group 1: (Blocks 32768-65535)", "Group 1: [32768-65535]"),
            ("  3 free blocks", "  2 free blocks"),
            ("  3 free blocks", "  many free blocks"),
            ("  3 free blocks, ", "  "),
            ("4139, 32766-32767", "4139, 32766-32768"),
            ("4139, 32766-32767", "32765, 32765-32766"),
            ("4139, 32766-32767", "32766-32767, 4139"),
            ("4139, 32766-32767", "4139, 32767-32766, 2"),
            ("4139, 32766-32767", "4139, 32766-32767, "),
            ("4139, 32766-32767", "+4139, 32766-32767"),
            ("4139, 32766-32767", "4139 32766-32767"),
            ("  Free blocks: 4139, 32766-32767\n", ""),
            ("  Free blocks: \n", "  Free blocks: \n  Free blocks: \n"),
            ("Group 1: (Blocks 32768-65535) csum 0x57a0 [INODE_UNINIT, ITABLE_ZEROED]\n", ""),
        ];
        for (told, instead) in changes {
            let changed = TOLD.replacen(told, instead, 1);
            assert_ne!(changed, TOLD, "{told}");
            assert!(free_blocks(&changed).is_err(), "{told} -> {instead}: {:?}", free_blocks(&changed));
        }
        assert!(free_blocks("").is_err());
        let cut = TOLD.split_inclusive('\n').scan(String::new(), |all, line| {
            all.push_str(line);
            Some(all.clone())
        });
        // All but the last lines, which tell of inodes alone.
        let lines = TOLD.lines().count();
        for cut in cut.take(lines - 2) {
            assert!(free_blocks(&cut).is_err(), "{cut}");
        }
    }
}
