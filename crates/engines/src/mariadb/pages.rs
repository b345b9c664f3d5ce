//! Pages in the files of InnoDB as they lie on the disk: which of them whoever has the disk can read. Only this process sees more
//! of a page than its number; what is done about such pages is not here.
//!
//! A page says under which version of the keys it is, and version 0 stands for none: `FIL_PAGE_FCRC32_KEY_VERSION`, in files of the
//! older format, which compressed tables have, `FIL_PAGE_FILE_FLUSH_LSN_OR_KEY_VERSION` (MariaDB, `fil0fil.h`). Never encrypted
//! are a space's first page, and in the system's the page of transactions and the doublewrite buffer, whose place that one tells.

use std::{fs::File, io, ops::Range, os::unix::fs::FileExt as _};

use rustix::{
    fs::{SeekFrom, seek},
    io::Errno,
};

use crate::chores::Wanted;

/// The system's table space.
pub(super) const SYSTEM: u32 = 0;
/// What is read at once: whole pages of every size.
const CHUNK_BYTES: usize = 1 << 20;

/// Where in a page's header things stand.
const KIND: usize = 24;
const SPACE: usize = 34;
const FLAGS: usize = 54;
const FULL_CRC32_KEY_VERSION: usize = 0;
const OLDER_KEY_VERSION: usize = 26;
/// Pages that tell which others are in use, and nothing of any row.
const BOOKKEEPING: [u16; 2] = [8, 9];

/// It tells which keys the others are under.
const FIRST: Range<u64> = 0..1;
/// The page of transactions, and where in it, counted from its end, the doublewrite buffer is told of: `trx0sys.h`.
const TRANSACTIONS: u64 = 5;
const DOUBLEWRITE_FROM_END: usize = 200;
const DOUBLEWRITE_MAGIC: u32 = 536_853_855;

/// One file's table space.
pub(super) struct Space {
    pub(super) id: u32,
    page_bytes: usize,
    key_version: usize,
    /// Pages that are never encrypted.
    apart: Vec<Range<u64>>,
}

impl Space {
    /// As its first page tells of it; none where that is not written yet.
    pub(super) fn of(file: &File) -> io::Result<Option<Self>> {
        let mut first = [0; 64];
        if read_at(file, &mut first, 0)? < first.len() {
            return Ok(None);
        }
        let Some(mut space) = Self::told(&first) else { return Ok(None) };
        if space.id == SYSTEM {
            space.apart.push(TRANSACTIONS..TRANSACTIONS + 1);
            let mut page = vec![0; space.page_bytes];
            read_at(file, &mut page, TRANSACTIONS * space.page_bytes as u64)?;
            space.apart.extend(doublewrite(&page));
        }
        Ok(Some(space))
    }

    fn told(first: &[u8]) -> Option<Self> {
        let (id, flags) = (number(first, SPACE)?, number(first, FLAGS)?);
        let full_crc32 = flags & 0x10 != 0;
        let size = match flags {
            _ if full_crc32 => flags & 0xf,
            // Of a compressed page; else of every page, where 0 stands for 16 KiB.
            _ => match ((flags >> 1) & 0xf, (flags >> 6) & 0xf) {
                (0, 0) => 5,
                (0, size) | (size, _) => size,
            },
        };
        let known = first.iter().any(|byte| *byte != 0) && (1..=7).contains(&size);
        known.then(|| Self {
            id,
            page_bytes: 512 << size,
            key_version: if full_crc32 { FULL_CRC32_KEY_VERSION } else { OLDER_KEY_VERSION },
            apart: vec![FIRST],
        })
    }

    /// The pages of its file that can be read, as far as somebody still wants to know.
    pub(super) fn clear(&self, file: &File, wanted: &Wanted) -> io::Result<Vec<u64>> {
        let bytes = self.page_bytes as u64;
        let (mut found, mut chunk, mut at) = (Vec::new(), vec![0; CHUNK_BYTES], 0);
        while wanted.still()
            && let Some(data) = data_from(file, at)?
        {
            at = data - data % bytes;
            let read = read_at(file, &mut chunk, at)?;
            let pages = chunk.get(..read).unwrap_or_default().chunks_exact(self.page_bytes);
            let numbered = (at / bytes..).zip(pages);
            found.extend(
                numbered.filter(|(number, page)| self.is_clear(*number, page)).map(|(number, _)| number),
            );
            if read < CHUNK_BYTES {
                break;
            }
            at += CHUNK_BYTES as u64;
        }
        Ok(found)
    }

    /// Those of these pages that can be read.
    pub(super) fn still_clear(&self, file: &File, numbers: &[u64]) -> io::Result<Vec<u64>> {
        let mut page = vec![0; self.page_bytes];
        let mut still = Vec::new();
        for &number in numbers {
            if read_at(file, &mut page, number * self.page_bytes as u64)? == page.len()
                && self.is_clear(number, &page)
            {
                still.push(number);
            }
        }
        Ok(still)
    }

    fn is_clear(&self, place: u64, page: &[u8]) -> bool {
        let kind = page.get(KIND..KIND + 2).and_then(|kind| kind.try_into().ok()).map(u16::from_be_bytes);
        number(page, self.key_version) == Some(0)
            && !kind.is_some_and(|kind| BOOKKEEPING.contains(&kind))
            && !self.apart.iter().any(|pages| pages.contains(&place))
            && page.iter().any(|byte| *byte != 0)
    }
}

/// The two parts of the doublewrite buffer, a MiB each.
fn doublewrite(page: &[u8]) -> Vec<Range<u64>> {
    let Some(told) = page.len().checked_sub(DOUBLEWRITE_FROM_END) else { return Vec::new() };
    let pages = ((1 << 20) / page.len()) as u64;
    let part = |place: usize| number(page, told + place).map(u64::from).map(|first| first..first + pages);
    if number(page, told + 10) == Some(DOUBLEWRITE_MAGIC) {
        [14, 18].into_iter().filter_map(part).collect()
    } else {
        Vec::new()
    }
}

fn number(bytes: &[u8], place: usize) -> Option<u32> {
    bytes.get(place..place + 4)?.try_into().ok().map(u32::from_be_bytes)
}

/// Where at or behind a place the file holds something.
fn data_from(file: &File, at: u64) -> io::Result<Option<u64>> {
    match seek(file, SeekFrom::Data(at)) {
        Ok(data) => Ok(Some(data)),
        Err(Errno::NXIO) => Ok(None),
        // There are file systems that cannot tell.
        Err(Errno::INVAL | Errno::OPNOTSUPP) => Ok((at < file.metadata()?.len()).then_some(at)),
        Err(error) => Err(error.into()),
    }
}

/// Reads until the end of what is asked for, or of the file.
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<usize> {
    let mut read = 0;
    while let Some(rest) = bytes.get_mut(read..).filter(|rest| !rest.is_empty()) {
        match file.read_at(rest, at + read as u64)? {
            0 => break,
            more => read += more,
        }
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BYTES: usize = 16 << 10;

    fn first(space: u32, flags: u32) -> Vec<u8> {
        let mut page = vec![0; BYTES];
        page[SPACE..SPACE + 4].copy_from_slice(&space.to_be_bytes());
        page[FLAGS..FLAGS + 4].copy_from_slice(&flags.to_be_bytes());
        page[KIND + 1] = 8;
        page
    }

    fn page(key_version: u32, kind: u16) -> Vec<u8> {
        let mut page = vec![0; BYTES];
        page[FULL_CRC32_KEY_VERSION..4].copy_from_slice(&key_version.to_be_bytes());
        page[7] = 1;
        page[KIND..KIND + 2].copy_from_slice(&kind.to_be_bytes());
        page[BYTES - 1] = 7;
        page
    }

    #[test]
    fn a_page_under_no_key_that_holds_something_is_clear() {
        let space = Space::told(&first(9, 0x15)).unwrap();
        // (place, page, clear)
        let pages = [
            (3, page(0, 17_855), true),
            (3, page(0, 2), true),
            (3, page(1, 17_855), false),
            (3, vec![0; BYTES], false),
            (3, page(0, 9), false),
            (0, page(0, 17_855), false),
        ];
        for (place, page, clear) in pages {
            assert_eq!(space.is_clear(place, &page), clear, "page {place}, {:?}", &page[..32]);
        }
    }

    #[test]
    fn the_first_page_tells_how_long_pages_are_and_where_their_key_stands() {
        // (flags, bytes of a page, where its key's version stands)
        let spaces = [
            (0x15, Some((16 << 10, 0))),
            (0x13, Some((4 << 10, 0))),
            (0x17, Some((64 << 10, 0))),
            (0x00, Some((16 << 10, 26))),
            (0x29, Some((8 << 10, 26))),
            (0x27, Some((4 << 10, 26))),
            (0x1f, None),
        ];
        for (flags, expected) in spaces {
            let told = Space::told(&first(9, flags)).map(|space| (space.page_bytes, space.key_version));
            assert_eq!(told, expected, "{flags:#x}");
        }
        assert!(Space::told(&vec![0; BYTES]).is_none(), "it is not written yet");
    }

    #[test]
    fn the_system_keeps_its_transactions_and_the_doublewrite_buffer_apart() {
        let mut transactions = page(0, 7);
        let told = BYTES - DOUBLEWRITE_FROM_END;
        for (place, value) in [(10, DOUBLEWRITE_MAGIC), (14, 64), (18, 128)] {
            transactions[told + place..told + place + 4].copy_from_slice(&value.to_be_bytes());
        }
        assert_eq!(doublewrite(&transactions), [64..128, 128..192]);
        assert_eq!(doublewrite(&page(0, 7)), [], "there is none");
    }

    #[test]
    fn a_file_is_read_to_its_end_whatever_holes_it_has() {
        let file = tempfile::tempfile().unwrap();
        let put = |number: u64, page: &[u8]| file.write_all_at(page, number * BYTES as u64).unwrap();
        put(0, &first(9, 0x15));
        for (number, version) in [(1, 1), (2, 0), (63, 0), (64, 0), (65, 2), (1000, 0)] {
            put(number, &page(version, 17_855));
        }
        let space = Space::of(&file).unwrap().unwrap();
        let (chore, wanted) = Wanted::pair();
        assert_eq!(space.clear(&file, &wanted).unwrap(), [2, 63, 64, 1000]);
        put(63, &vec![0; BYTES]);
        assert_eq!(space.still_clear(&file, &[2, 63, 4000]).unwrap(), [2]);
        drop(chore);
        assert_eq!(space.clear(&file, &wanted).unwrap(), [0; 0], "nobody wants to know");
    }
}
