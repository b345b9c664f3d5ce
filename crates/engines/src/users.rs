//! The system users that engines run as: one per instance, from the configured range, made when needed and given back.

mod range;

use std::{
    collections::BTreeSet,
    fs::File,
    io,
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
    sync::{MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use nix::unistd::{Gid, Group, Uid, User};
use rampart_rds::intent::HandFailed;
use rampart_vocab::DbInstanceId;
use rustix::{
    fs::{FileType, FlockOperation, flock},
    process::Signal,
};

use crate::{
    doing::{Doing, Done},
    folder::Folder,
    ground::Ground,
    process,
    record::{Record, UserRecord},
    site::{RUN, Site},
    sys, tool,
};

pub(crate) use range::look as look_at_range;

/// Entries are locked by whoever changes them, so a change may have to wait for another program's.
const TRIES: u32 = 50;
/// How long a process that was killed may take to be gone: it may wait for a disk.
const END_PATIENCE: Duration = Duration::from_secs(30);
const BETWEEN_TRIES: Duration = Duration::from_millis(100);

/// Gives the instance its user, and the user its entries. Without root there is nothing to do.
pub(crate) fn ensure(site: &mut Site<'_>) -> Done {
    if !site.ground.root {
        return Ok(());
    }
    let _changing = changing(site.ground)?;
    let marked = mark(site);
    let user = loop {
        let user = match site.record.user.clone() {
            Some(user) => user,
            None => {
                let user = choose(site)?;
                site.record.user = Some(user.clone());
                site.save()?;
                site.step("user chosen");
                user
            }
        };
        match found(&user, &marked)? {
            Found::Ours => return Ok(()),
            Found::Nobody => break user,
            // Chosen before a crash and taken by another hand since; nothing here belongs to that user yet.
            Found::Other(_) if site.folder.stat(RUN)?.is_none() => site.record.user = None,
            Found::Other(name) => {
                return Err(HandFailed::Tampered(format!(
                    "user {} is `{name}`, not this instance's",
                    user.uid
                )));
            }
        }
    };
    let id = user.uid.to_string();
    if Group::from_gid(Gid::from_raw(user.uid)).doing("look up a group")?.is_none() {
        change("groupadd", &["--gid", &id, &user.name])?;
        site.step("group made");
    }
    let home = ["--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"];
    let mut words = vec!["--uid", &id, "--gid", &id, "--comment", &marked];
    words.extend(home);
    words.push(&user.name);
    change("useradd", &words)?;
    site.step("user made");
    Ok(())
}

/// Ends every process of the instance's user, and what it shared between them. Without root the user is our own and nothing is
/// ended.
pub(crate) fn end_processes(site: &Site<'_>) -> Done {
    let Some(user) = &site.record.user else { return Ok(()) };
    let deadline = Instant::now() + END_PATIENCE;
    let mut sweeps = site.ground.root;
    loop {
        // Whoever forks all the time is never where one looks: only after a sweep does seeing nobody mean something.
        let swept = !sweeps || {
            let swept = sys::sweep::end_all_of(user.uid, user.uid);
            if let Err(error) = &swept {
                tracing::warn!(id = %site.id, %error, "processes are not ended all at once");
            }
            let forbidden = |error: &io::Error| error.kind() == io::ErrorKind::PermissionDenied;
            sweeps = !swept.as_ref().is_err_and(forbidden);
            swept.unwrap_or(!sweeps)
        };
        let alive = process::of_user(user.uid).doing("look for processes")?;
        if swept && alive.is_empty() {
            return remove_shared_memory(user.uid);
        }
        if Instant::now() >= deadline {
            return Err(HandFailed::StopFailed);
        }
        for one in alive {
            process::signal(one, user.uid, Signal::KILL).doing("end a process")?;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Removes what a process that was killed left in shared memory: PostgreSQL has rows there.
fn remove_shared_memory(uid: u32) -> Done {
    let Ok(shared) = Folder::open(Path::new("/dev/shm")) else { return Ok(()) };
    for name in shared.names().doing("read what is in shared memory")? {
        if shared.stat(&name)?.is_some_and(|stat| {
            stat.st_uid == uid && FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile
        }) {
            shared.remove(&name)?;
        }
    }
    Ok(())
}

/// Ends the user's processes and removes its entries.
pub(crate) fn remove(site: &mut Site<'_>) -> Done {
    let Some(user) = site.record.user.clone() else { return Ok(()) };
    end_processes(site)?;
    let _changing = changing(site.ground)?;
    if User::from_name(&user.name)
        .doing("look up a user")?
        .is_some_and(|found| found.uid.as_raw() == user.uid)
    {
        change("userdel", &[&user.name])?;
        site.step("user removed");
    }
    if Group::from_name(&user.name)
        .doing("look up a group")?
        .is_some_and(|found| found.gid.as_raw() == user.uid)
    {
        change("groupdel", &[&user.name])?;
    }
    Ok(())
}

/// The user ids that instances' records name, whether or not their entries exist yet.
fn taken(ground: &Ground) -> Done<BTreeSet<u32>> {
    let record = |id: DbInstanceId| Record::read(&ground.instances.folder(id.as_str()).ok()?).ok();
    Ok(ground.ids()?.into_iter().filter_map(record).filter_map(|record| Some(record.user?.uid)).collect())
}

fn choose(site: &Site<'_>) -> Done<UserRecord> {
    let taken = taken(site.ground)?;
    let (first, count) = (site.ground.config.first_uid, site.ground.config.uids);
    for uid in first..first.saturating_add(count) {
        let name = entry_name(uid);
        let free = !taken.contains(&uid)
            && User::from_uid(Uid::from_raw(uid)).doing("look up a user")?.is_none()
            && User::from_name(&name).doing("look up a user")?.is_none()
            && Group::from_gid(Gid::from_raw(uid)).doing("look up a group")?.is_none()
            && Group::from_name(&name).doing("look up a group")?.is_none();
        if free {
            return Ok(UserRecord { name, uid });
        }
    }
    Err(HandFailed::NoRoom(format!(
        "all {count} user ids from {first} on are taken: destroy instances, or start the server with --database-uid and \
         a range that nobody else uses"
    )))
}

/// By its id: whoever else runs databases on this machine, from another range, takes other names.
fn entry_name(uid: u32) -> String {
    format!("rampart-db-{uid}")
}

enum Found {
    Nobody,
    Ours,
    Other(String),
}

fn found(user: &UserRecord, marked: &str) -> Done<Found> {
    let by_uid = User::from_uid(Uid::from_raw(user.uid)).doing("look up a user")?;
    let by_name = User::from_name(&user.name).doing("look up a user")?;
    let group = Group::from_name(&user.name).doing("look up a group")?;
    Ok(match by_uid.or(by_name) {
        Some(entry)
            if entry.uid.as_raw() == user.uid
                && entry.name == user.name
                && entry.gecos.to_string_lossy() == marked =>
        {
            Found::Ours
        }
        Some(entry) => Found::Other(entry.name),
        None => match group.filter(|group| group.gid.as_raw() != user.uid) {
            Some(group) => Found::Other(group.name),
            None => Found::Nobody,
        },
    })
}

/// Held while users are looked for and changed, by all hands of this machine: `groupadd` looks before it locks, and
/// two that make the same name at once replace one another's entry.
fn changing(ground: &Ground) -> Done<(MutexGuard<'_, ()>, File)> {
    const PATH: &str = "/run/rampart-users.lock";
    let within = ground.users.lock().unwrap_or_else(PoisonError::into_inner);
    let mut options = File::options();
    options.write(true).create(true).truncate(false).mode(0o600).custom_flags(libc::O_NOFOLLOW);
    let file = options.open(PATH).doing("open the lock on changes of users")?;
    flock(&file, FlockOperation::LockExclusive).doing("wait for changes of users")?;
    Ok((within, file))
}

/// What the user's entry says of itself: so that an entry found after a crash is known as ours. Commas and colons
/// part such entries, so there are none.
fn mark(site: &Site<'_>) -> String {
    format!("{MARK} {}", site.id)
}

/// With what a mark begins.
const MARK: &str = "Rampart database";

fn change(program: &str, words: &[&str]) -> Done {
    let mut last = HandFailed::NoRoom("users could not be changed".to_owned());
    for _ in 0..TRIES {
        let mut command = tool::command(program, None);
        command.args(words);
        match tool::run(command) {
            Ok(_) => return Ok(()),
            Err(HandFailed::System { doing, error }) if error.contains("lock") => {
                last = HandFailed::System { doing, error };
            }
            Err(other) => return Err(other),
        }
        std::thread::sleep(BETWEEN_TRIES);
    }
    Err(last)
}
