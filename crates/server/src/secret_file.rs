//! Secrets read from files and typed at terminals: into memory that is wiped, and past every reader's own buffer.
//!
//! What they mean is for whoever reads them to say. Files are written by `data_dir`.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use rampart_seal::SecretString;
use zeroize::Zeroizing;

/// Bytes of a file of credentials at most.
const FILE_BYTES_MAX: usize = 16 << 10;
/// Bytes of a line at most: what a terminal takes.
const LINE_BYTES_MAX: usize = 4_096;

/// A whole file of credentials.
///
/// # Errors
/// The file's, or that it is longer than any of ours.
pub(crate) fn read_secret(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    let bytes = read_up_to(&mut File::open(path)?, FILE_BYTES_MAX + 1)?;
    if bytes.len() > FILE_BYTES_MAX {
        return Err(too_long(FILE_BYTES_MAX));
    }
    Ok(bytes)
}

/// What a file begins with, so many bytes at most. A buffer that grew would leave behind what it held before.
pub(crate) fn read_up_to(file: &mut File, most: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(vec![0; most]);
    let mut read = 0;
    while let Some(room) = bytes.get_mut(read..).filter(|room| !room.is_empty()) {
        match some(file, room)? {
            0 => break,
            more => read += more,
        }
    }
    bytes.truncate(read);
    Ok(bytes)
}

/// One line, without its end. Of what comes behind it on a terminal nothing is read.
///
/// # Errors
/// The file's, or that the line is too long or no text.
pub(crate) fn read_line(file: &mut File) -> io::Result<SecretString> {
    let mut bytes = Zeroizing::new([0; LINE_BYTES_MAX]);
    let mut read = 0;
    let ends_at = loop {
        let room = bytes.get_mut(read..).filter(|room| !room.is_empty());
        let more = some(file, room.ok_or_else(|| too_long(LINE_BYTES_MAX))?)?;
        let end = bytes.iter().take(read + more).position(|byte| *byte == b'\n');
        read += more;
        match end {
            Some(end) => break end,
            None if more == 0 => break read,
            None => {}
        }
    };
    let line = bytes.get(..ends_at).unwrap_or_default();
    let line =
        std::str::from_utf8(line).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is no text"))?;
    Ok(SecretString::from(line.trim_end_matches('\r')))
}

fn some(file: &mut File, room: &mut [u8]) -> io::Result<usize> {
    loop {
        match file.read(room) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

fn too_long(most: usize) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, format!("it is longer than {most} bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        std::fs::write(&path, bytes).unwrap();
        (folder, path)
    }

    #[test]
    fn a_line_ends_where_it_ends() {
        let longest = "a".repeat(LINE_BYTES_MAX - 1);
        for (text, line) in [
            ("correct horse\n", Some("correct horse")),
            ("correct horse\r\nand more\n", Some("correct horse")),
            ("correct horse", Some("correct horse")),
            (" spaces stay \n", Some(" spaces stay ")),
            ("\n", Some("")),
            ("", Some("")),
            (&format!("{longest}\n"), Some(longest.as_str())),
            (&format!("{longest}a\n"), None),
        ] {
            let (_folder, path) = file(text.as_bytes());
            let read = read_line(&mut File::open(path).unwrap()).ok();
            assert_eq!(read.as_ref().map(SecretString::expose_secret), line, "{text:?}");
        }
        let (_folder, path) = file(b"\xff\n");
        assert!(read_line(&mut File::open(path).unwrap()).is_err());
    }

    #[test]
    fn a_file_is_read_whole_or_not_at_all() {
        for (bytes, whole) in [(0, true), (1, true), (FILE_BYTES_MAX, true), (FILE_BYTES_MAX + 1, false)] {
            let (_folder, path) = file(&vec![7; bytes]);
            let read = read_secret(&path);
            assert_eq!(read.ok().map(|read| read.len()), whole.then_some(bytes), "{bytes}");
            assert_eq!(read_up_to(&mut File::open(path).unwrap(), 1).unwrap().len(), bytes.min(1));
        }
    }

    /// What stands behind a line in a pipe is still there: nothing was read ahead into a buffer that nobody wipes.
    #[test]
    fn nothing_is_read_ahead_of_a_line_that_is_typed() {
        use std::io::Write as _;
        let (reading, mut writing) = io::pipe().unwrap();
        let mut reading = File::from(std::os::fd::OwnedFd::from(reading));
        for line in ["first", "second"] {
            // A terminal gives one line at a time.
            writing.write_all(format!("{line}\n").as_bytes()).unwrap();
            assert_eq!(read_line(&mut reading).unwrap().expose_secret(), line);
        }
    }
}
