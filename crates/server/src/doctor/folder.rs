//! What lies in a data folder, and who gets at it.

use std::{os::unix::fs::PermissionsExt as _, path::Path};

use rampart_seal::{Seal, root::RECOVERY_KIND};

use super::{Area, Finding, Verdict};
use crate::{console::CONSOLE_FILE, founding::ROOT_FILE};

/// Below this the audit trail, and with it the server, soon stands still.
const FREE_MIB_MIN: u64 = 1024;
/// Sub-folders that nobody but the server reads.
const PRIVATE: &[&str] = &["store", "audit", "replay"];

/// Looks at a data folder.
pub(super) fn look(path: &Path) -> Vec<Finding> {
    let Some(mode) = mode(path) else {
        return vec![Finding {
            area: Area::Folder,
            name: "data folder".to_owned(),
            verdict: Verdict::Note,
            seen: format!("`{}` is not there", path.display()),
            remedy: Some("the first `rampart serve` makes it; name another by --data-dir".to_owned()),
        }];
    };
    let mut findings = vec![itself(path, mode), way(path), room(path)];
    findings.extend(PRIVATE.iter().filter_map(|name| private(path, name)));
    findings.push(root_key(path));
    findings.extend(recovery_key(path));
    findings.push(root_credentials(path));
    findings.push(console_credentials(path));
    findings
}

fn mode(path: &Path) -> Option<u32> {
    Some(path.metadata().ok()?.permissions().mode() & 0o7777)
}

fn itself(path: &Path, mode: u32) -> Finding {
    let (name, shown) = ("data folder", path.display());
    let seen = format!("`{shown}`, mode {mode:04o}");
    match mode {
        _ if mode & 0o022 != 0 => {
            let remedy =
                format!("chmod 711 `{shown}`: others can put files of their own in place of the server's");
            Finding::bad(Area::Folder, name, Verdict::Danger, seen, remedy)
        }
        _ if mode & 0o055 != 0o011 => {
            let remedy =
                format!("chmod 711 `{shown}`: databases run as other users and pass through, nobody lists");
            Finding::bad(Area::Folder, name, Verdict::Note, seen, remedy)
        }
        _ => Finding::fine(Area::Folder, name, seen),
    }
}

/// Databases run as users of their own and must get to their folders.
fn way(path: &Path) -> Finding {
    let name = "way to the data folder";
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let shut = whole.ancestors().skip(1).find(|above| mode(above).is_some_and(|mode| mode & 0o001 == 0));
    match shut {
        None => Finding::fine(Area::Folder, name, "every folder above lets others pass"),
        Some(shut) => Finding::bad(
            Area::Folder,
            name,
            Verdict::Missing,
            format!("`{}` lets no other user pass, and each database is one", shut.display()),
            format!("chmod o+x `{}`, or name another data folder", shut.display()),
        ),
    }
}

fn room(path: &Path) -> Finding {
    let name = "room";
    match rustix::fs::statvfs(path) {
        Err(error) => Finding::bad(
            Area::Folder,
            name,
            Verdict::Note,
            format!("the file system does not say: {error}"),
            "look at it by `df`",
        ),
        Ok(facts) => {
            let mib = facts.f_bavail.saturating_mul(facts.f_frsize) >> 20;
            let seen = format!("{mib} MiB free");
            match mib {
                FREE_MIB_MIN.. => Finding::fine(Area::Folder, name, seen),
                _ => Finding::bad(
                    Area::Folder,
                    name,
                    Verdict::Missing,
                    seen,
                    "make room: without any, calls are refused that cannot be recorded",
                ),
            }
        }
    }
}

fn private(path: &Path, name: &str) -> Option<Finding> {
    let mode = mode(&path.join(name))?;
    (mode & 0o077 != 0).then(|| {
        Finding::bad(
            Area::Folder,
            name,
            Verdict::Danger,
            format!("others get into `{name}`, mode {mode:04o}"),
            format!("chmod 700 `{}`", path.join(name).display()),
        )
    })
}

fn root_key(path: &Path) -> Finding {
    let name = "root key";
    let file = path.join("root.key");
    match mode(&file) {
        None => Finding::fine(Area::Folder, name, "does not lie in the data folder as `root.key`"),
        Some(mode) if mode & 0o077 != 0 => Finding::bad(
            Area::Folder,
            name,
            Verdict::Danger,
            format!("others may read `{}`, mode {mode:04o}", file.display()),
            format!(
                "chmod 600 `{}`, stop the server and make a new one by `rampart seal rotate --leaked`",
                file.display()
            ),
        ),
        Some(_) => Finding::bad(
            Area::Folder,
            name,
            Verdict::Danger,
            "lies in the data folder: a copy of the folder then opens everything",
            "move `root.key` to another disk and start with --seal file:PATH, or stop the server and change to a \
             passphrase by `rampart seal rotate --to passphrase`",
        ),
    }
}

/// Nothing where there is no store, or none that we may look into.
fn recovery_key(path: &Path) -> Option<Finding> {
    let header = Seal::in_folder(path.join("store")).read().ok()??;
    let name = "recovery key";
    Some(match header.slots.iter().find(|slot| slot.kind == RECOVERY_KIND) {
        Some(slot) => {
            Finding::fine(Area::Folder, name, format!("recovery key {} opens the store", slot.params))
        }
        None => Finding::bad(
            Area::Folder,
            name,
            Verdict::Note,
            "there is none: with the root key everything would be lost",
            "stop the server and make one by `rampart recovery-kit`; keep it apart from the server",
        ),
    })
}

fn root_credentials(path: &Path) -> Finding {
    let name = "root access key";
    let file = path.join(ROOT_FILE);
    match mode(&file) {
        None => Finding::fine(Area::Folder, name, format!("`{ROOT_FILE}` has been put away")),
        Some(mode) if mode & 0o077 != 0 => Finding::bad(
            Area::Folder,
            name,
            Verdict::Danger,
            format!("others may read `{ROOT_FILE}`, mode {mode:04o}"),
            "chmod 600 it, stop the server and make a new key by `rampart root rotate`",
        ),
        Some(_) => Finding::bad(
            Area::Folder,
            name,
            Verdict::Danger,
            format!("`{ROOT_FILE}` still lies there: whoever reads it may do everything"),
            "make users with keys of their own, then move the file to a safe place, or end the key by `rampart root disable`",
        ),
    }
}

fn console_credentials(path: &Path) -> Finding {
    let name = "console password";
    match mode(&path.join(CONSOLE_FILE)) {
        None => Finding::fine(Area::Folder, name, format!("`{CONSOLE_FILE}` has been put away")),
        Some(mode) if mode & 0o077 != 0 => Finding::bad(
            Area::Folder,
            name,
            Verdict::Danger,
            format!("others may read `{CONSOLE_FILE}`, mode {mode:04o}"),
            "chmod 600 it, stop the server and make another password by `rampart root rotate`",
        ),
        Some(_) => Finding::bad(
            Area::Folder,
            name,
            Verdict::Danger,
            format!("`{CONSOLE_FILE}` still lies there: whoever reads it signs in as the account"),
            "move the file to a safe place, or end the password by `rampart root disable`",
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};

    use super::*;

    /// Gives a fresh folder these entries, folders with a slash at their end, and says what is found of them.
    #[track_caller]
    fn check(own_mode: u32, entries: &[(&str, u32)], name: &str, verdict: Option<Verdict>) {
        let parent = tempfile::tempdir().unwrap();
        fs::set_permissions(parent.path(), Permissions::from_mode(0o711)).unwrap();
        let folder = parent.path().join("data");
        fs::create_dir(&folder).unwrap();
        for (entry, mode) in entries {
            let path = folder.join(entry);
            if entry.ends_with('/') {
                fs::create_dir(&path).unwrap()
            } else {
                fs::write(&path, "").unwrap()
            }
            fs::set_permissions(&path, Permissions::from_mode(*mode)).unwrap();
        }
        fs::set_permissions(&folder, Permissions::from_mode(own_mode)).unwrap();
        let found = look(&folder).into_iter().find(|finding| finding.name == name);
        assert_eq!(found.as_ref().map(|finding| finding.verdict), verdict, "{entries:?} {found:?}");
        let told = found.is_none_or(|found| (found.verdict == Verdict::Fine) == found.remedy.is_none());
        assert!(told, "what is not fine has a remedy");
    }

    #[test]
    fn a_folder_is_judged_by_who_gets_at_what() {
        use Verdict::{Danger, Fine, Note};
        for (mode, verdict) in [(0o711, Fine), (0o755, Note), (0o700, Note), (0o777, Danger), (0o731, Danger)]
        {
            check(mode, &[], "data folder", Some(verdict));
        }
        check(0o711, &[("store/", 0o700)], "store", None);
        check(0o711, &[("store/", 0o755)], "store", Some(Danger));
        check(0o711, &[("audit/", 0o710)], "audit", Some(Danger));
        check(0o711, &[], "root key", Some(Fine));
        check(0o711, &[("root.key", 0o600)], "root key", Some(Danger));
        check(0o711, &[], "root access key", Some(Fine));
        check(0o711, &[(ROOT_FILE, 0o600)], "root access key", Some(Danger));
        check(0o711, &[(ROOT_FILE, 0o644)], "root access key", Some(Danger));
        check(0o711, &[], "console password", Some(Fine));
        check(0o711, &[(CONSOLE_FILE, 0o600)], "console password", Some(Danger));
        check(0o711, &[(CONSOLE_FILE, 0o644)], "console password", Some(Danger));
    }

    #[test]
    fn a_folder_that_others_cannot_reach_lacks_a_way() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("data");
        fs::create_dir(&folder).unwrap();
        for (mode, verdict) in [(0o700, Verdict::Missing), (0o711, Verdict::Fine)] {
            fs::set_permissions(parent.path(), Permissions::from_mode(mode)).unwrap();
            assert_eq!(way(&folder).verdict, verdict, "{mode:o}");
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_no_trouble() {
        let found = look(Path::new("/does/not/exist"));
        assert_eq!(found.iter().map(|finding| finding.verdict).collect::<Vec<_>>(), [Verdict::Note]);
    }
}
