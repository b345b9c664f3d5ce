//! The two files of an attached server: its configuration with the token, and the authority to trust.

use std::{
    fs::{self, File, OpenOptions, Permissions},
    io::{self, Write as _},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

/// The modes in which they lie.
const CONFIGURATION_MODE: u32 = 0o400;
const CA_MODE: u32 = 0o444;

/// Places for both, open and empty, so that a token is not made that cannot be kept. Dropped unfilled they leave
/// nothing, nor a folder that was made for them.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) configuration: PathBuf,
    pub(super) ca: PathBuf,
    folder: PathBuf,
    /// Folders that were made for them, the innermost first.
    made: Vec<PathBuf>,
}

impl Places {
    /// Makes the folder where it is missing. Files that are there already are kept for `replace` alone.
    pub(super) fn prepare(folder: &Path, name: &str, replace: bool) -> Result<Self, String> {
        let failed = |error: io::Error| format!("`{}`: {error}", folder.display());
        let missing =
            folder.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let made = missing.map(Path::to_owned).collect();
        fs::create_dir_all(folder).map_err(failed)?;
        let folder = folder.canonicalize().map_err(failed)?;
        let places = Self {
            configuration: folder.join(format!("{name}.cnf")),
            ca: folder.join(format!("{name}-ca.pem")),
            folder,
            made,
        };
        for file in [&places.configuration, &places.ca] {
            if !replace && file.exists() {
                return Err(format!(
                    "`{}` is there already: move it away, or name another folder",
                    file.display()
                ));
            }
            // Somebody's try that broke off.
            let _ = fs::remove_file(beside(file));
        }
        for (file, mode) in places.files() {
            create(&beside(file), mode).map_err(|error| format!("`{}`: {error}", file.display()))?;
        }
        Ok(places)
    }

    /// The folder, whole.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Fills both, each whole or not at all.
    pub(super) fn fill(&self, configuration: &str, ca_pem: &str) -> Result<(), String> {
        for ((file, mode), text) in self.files().into_iter().zip([configuration, ca_pem]) {
            fill(file, mode, text).map_err(|error| format!("`{}`: {error}", file.display()))?;
        }
        Ok(())
    }

    fn files(&self) -> [(&PathBuf, u32); 2] {
        [(&self.configuration, CONFIGURATION_MODE), (&self.ca, CA_MODE)]
    }
}

impl Drop for Places {
    fn drop(&mut self) {
        for (file, _) in self.files() {
            // Filled, it has moved to its place.
            let _ = fs::remove_file(beside(file));
        }
        for folder in &self.made {
            // One that holds anything stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

fn create(path: &Path, mode: u32) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(mode).open(path)
}

fn fill(file: &Path, mode: u32, text: &str) -> io::Result<()> {
    let beside = beside(file);
    let _ = fs::remove_file(&beside);
    let mut made = create(&beside, mode)?;
    // Whatever the process' mask says.
    made.set_permissions(Permissions::from_mode(mode))?;
    made.write_all(text.as_bytes())?;
    made.sync_all()?;
    fs::rename(&beside, file)
}

fn beside(file: &Path) -> PathBuf {
    file.with_extension("rampart-new")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_token_is_its_owners_alone_and_the_authority_everybodys() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("new");
        let places = Places::prepare(&below, "orders", false).unwrap();
        places.fill("token", "PEM").unwrap();
        assert_eq!(fs::read_to_string(&places.configuration).unwrap(), "token");
        assert_eq!(fs::read_to_string(&places.ca).unwrap(), "PEM");
        assert_eq!((mode(&places.configuration), mode(&places.ca)), (0o400, 0o444));
        drop(places);
        assert_eq!(names(&below), ["orders-ca.pem", "orders.cnf"]);
    }

    #[test]
    fn a_try_that_breaks_off_leaves_no_folder_that_it_made_and_every_other() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("a/b");
        drop(Places::prepare(&below, "orders", false).unwrap());
        assert!(names(folder.path()).is_empty());
        let places = Places::prepare(&below, "orders", false).unwrap();
        fs::write(folder.path().join("a/other"), "somebody's").unwrap();
        drop(places);
        assert_eq!(names(&folder.path().join("a")), ["other"]);
        let places = Places::prepare(&below, "orders", false).unwrap();
        places.fill("token", "PEM").unwrap();
        drop(places);
        assert_eq!(names(&below), ["orders-ca.pem", "orders.cnf"]);
        drop(Places::prepare(&below, "people", false).unwrap());
        assert_eq!(names(&below), ["orders-ca.pem", "orders.cnf"]);
    }

    #[test]
    fn what_is_there_is_replaced_only_when_asked_and_a_try_that_breaks_off_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("orders.cnf"), "kept").unwrap();
        let refused = Places::prepare(folder.path(), "orders", false).unwrap_err();
        assert!(refused.contains("is there already"), "{refused}");
        drop(Places::prepare(folder.path(), "people", false).unwrap());
        assert_eq!(names(folder.path()), ["orders.cnf"]);
        let places = Places::prepare(folder.path(), "orders", true).unwrap();
        assert_eq!(fs::read_to_string(&places.configuration).unwrap(), "kept");
        places.fill("new", "PEM").unwrap();
        assert_eq!(fs::read_to_string(&places.configuration).unwrap(), "new");
    }
}
