//! The life of an engine's process: made ready, started, found again, stopped. The same for every engine.
//!
//! An engine is nobody's child and outlives us. It is known by number and start time, written down when it starts;
//! where that was not reached, by its user and its exact command line. A pid file is never believed.

use std::{
    fs::File,
    io::{Read as _, Seek as _, Write as _},
    os::fd::OwnedFd,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use rampart_rds::intent::{EngineFacts, EngineSetup, EngineState, HandFailed, ProcessIdentity};
use rustix::fs::MemfdFlags;
use zeroize::Zeroizing;

use crate::{
    doing::{Doing, Done},
    engine::{Engine, engine},
    process,
    record::{EngineRecord, ProcessRecord},
    site::{CONF, DISK, RUN, Site},
    sys::{
        self,
        landlock::{Beneath, Cage},
    },
    tool, users, volume,
};

/// What is said when a disk is full: strerror(3).
pub(crate) const NO_SPACE: &str = "No space left on device";
/// MariaDB's way of naming the same.
const NO_SPACE_BY_NUMBER: &str = "Errcode: 28";
const BETWEEN_LOOKS: Duration = Duration::from_millis(25);
/// How long the engine gets, whatever the caller's patience, once it was told to end without delay.
const LAST_PATIENCE: Duration = Duration::from_secs(5);

/// Makes the engine's data folder, once.
pub(crate) fn initialise(site: &mut Site<'_>, setup: &EngineSetup) -> Done {
    let engine = engine(setup.kind);
    volume::demand_open(site)?;
    match &site.record.engine {
        Some(found) if found.initialised => {
            if found.kind == setup.kind && found.version == setup.version {
                return Ok(());
            }
            return Err(HandFailed::SettingRefused(format!(
                "the data folder is version {}'s",
                found.version
            )));
        }
        Some(found) if found.kind == setup.kind && found.version == setup.version => {}
        _ => {
            // Refused before it is written down, when it is not installed.
            engine.server(site, &setup.version)?;
            site.record.engine = Some(EngineRecord {
                kind: setup.kind,
                version: setup.version.clone(),
                initialised: false,
                port: None,
                process: None,
                tables: None,
            });
            site.save()?;
            site.step("engine recorded");
        }
    }
    // An attempt before this one may still be at it.
    users::end_processes(site)?;
    engine.initialise(site, setup)?;
    site.step("data folder initialised");
    if let Some(record) = &mut site.record.engine {
        record.initialised = true;
    }
    site.save()?;
    site.step("initialisation recorded");
    Ok(())
}

/// Starts the engine, waits for it to accept connections and lets accounts in; whether it came to that in time. One that
/// takes longer goes on, and is told whom it lets in later.
pub(crate) fn start(site: &mut Site<'_>, setup: &EngineSetup) -> Done<bool> {
    let engine = demand_initialised(site)?;
    let version = site.record.engine.as_ref().map(|record| record.version.clone()).unwrap_or_default();
    if version != setup.version || site.record.engine.as_ref().map(|record| record.kind) != Some(setup.kind) {
        return Err(HandFailed::SettingRefused(format!("the data folder is version {version}'s")));
    }
    let said = memory_file()?;
    let identity = match find(site)? {
        Some(running) => running,
        None => {
            volume::demand_open(site)?;
            // A main process that was killed may have left others that hold what the next one needs.
            users::end_processes(site)?;
            demand_keys(site, setup)?;
            demand_port_free(setup)?;
            site.ground.chores.forget(&site.id);
            engine.configure(site, setup)?;
            site.step("configured");
            if let Some(record) = &mut site.record.engine {
                record.port = Some(setup.port);
                if record.process.take().is_some() {
                    record.broke_off();
                }
                if setup.tables.is_some() {
                    record.tables.get_or_insert_default();
                }
            }
            site.save()?;
            let words = engine.server(site, &version)?;
            let launched = launch(site, &words, setup, engine.whispered(setup), &said)?;
            let identity = launched.ok_or_else(|| ended(site, engine, &said))?;
            site.step("launched");
            identity
        }
    };
    remember(site, Some(identity))?;
    site.step("process recorded");
    let accepting = await_accepting(site, engine, identity, &said)?;
    if accepting {
        engine.admit(site, setup)?;
        site.step("admitted");
    }
    site.ground.endings.watch(&site.id, identity);
    Ok(accepting)
}

/// Ends the engine, and with it every process of the instance's user.
pub(crate) fn stop(site: &mut Site<'_>, patience: Duration) -> Done {
    site.ground.endings.forget(&site.id);
    site.ground.chores.forget(&site.id);
    let found = find(site)?;
    let mut in_order = false;
    if let (Some(identity), Some(record)) = (found, &site.record.engine) {
        let engine = engine(record.kind);
        let endings = engine.endings();
        let log_length = engine.log_length(site);
        let (uid, _) = site.owner()?;
        for (ending, wait) in
            endings.into_iter().zip([patience / 3, patience / 3, patience / 3 + LAST_PATIENCE])
        {
            if wait.is_zero() {
                continue;
            }
            process::signal(identity, uid, ending).doing("tell the engine to end")?;
            if ended_within(identity, wait) {
                break;
            }
        }
        process::signal(identity, uid, rustix::process::Signal::KILL).doing("end the engine")?;
        if !ended_within(identity, LAST_PATIENCE) {
            return Err(HandFailed::StopFailed);
        }
        in_order = log_length.is_some_and(|since| engine.ended_in_order(site, since));
        site.step("engine ended");
    }
    users::end_processes(site)?;
    volume::forget_scratch(site);
    if let Some(record) = site.record.engine.as_mut().filter(|record| !in_order && record.process.is_some()) {
        record.broke_off();
    }
    if site.record.engine.as_ref().is_some_and(|record| record.process.is_some())
        && let Err(failed) = remember(site, None)
    {
        // It is not taken for alive because of that, and what is to be locked must not wait for room on the machine.
        tracing::warn!(id = %site.id, %failed, "the end of the engine is not written down");
    }
    site.step("end recorded");
    Ok(())
}

/// The engine as it is now; none before it was initialised.
pub(crate) fn look(site: &Site<'_>) -> Done<Option<EngineFacts>> {
    let Some(record) = site.record.engine.as_ref().filter(|record| record.initialised) else {
        return Ok(None);
    };
    let state = match find(site)? {
        Some(process) => {
            // Also one that was started by a hand before this one.
            site.ground.endings.watch(&site.id, process);
            EngineState::Running { process, accepting: engine(record.kind).accepts(site) }
        }
        None => EngineState::Stopped,
    };
    Ok(Some(EngineFacts {
        kind: record.kind,
        version: record.version.clone(),
        port: record.port,
        state,
        tables: record.tables.is_some(),
        bars_tables: engine(record.kind).bars_tables(&site.ground.config),
    }))
}

/// The engine's main process, if it is alive.
pub(crate) fn find(site: &Site<'_>) -> Done<Option<ProcessIdentity>> {
    let Some(record) = &site.record.engine else { return Ok(None) };
    let (uid, _) = site.owner()?;
    if let Some(ProcessRecord { identity, boot_id }) = &record.process
        && process::boot_id().doing("read this boot's id")? == *boot_id
        && process::identity(identity.pid) == Some(*identity)
        && process::user(identity.pid) == Some(uid)
    {
        return Ok(Some(*identity));
    }
    // Launched by a hand that ended before it could write the process down.
    let Ok(words) = engine(record.kind).server(site, &record.version) else { return Ok(None) };
    let ours = |pid: &i32| {
        let found = process::words(*pid);
        process::user(*pid) == Some(uid) && found.get(..words.len()) == Some(words.as_slice())
    };
    Ok(process::all().doing("look for processes")?.into_iter().filter(ours).find_map(process::identity))
}

/// The engine of an initialised instance.
pub(crate) fn demand_initialised(site: &Site<'_>) -> Done<&'static dyn Engine> {
    match &site.record.engine {
        Some(record) if record.initialised => Ok(engine(record.kind)),
        _ => Err(HandFailed::NotInitialised),
    }
}

/// The engine of an instance whose engine runs.
pub(crate) fn demand_running(site: &Site<'_>) -> Done<&'static dyn Engine> {
    let engine = demand_initialised(site)?;
    if find(site)?.is_some() { Ok(engine) } else { Err(HandFailed::EngineStopped) }
}

fn remember(site: &mut Site<'_>, identity: Option<ProcessIdentity>) -> Done {
    let boot_id = process::boot_id().doing("read this boot's id")?;
    if let Some(record) = &mut site.record.engine {
        record.process = identity.map(|identity| ProcessRecord { identity, boot_id });
    }
    site.save()
}

fn launch(
    site: &Site<'_>,
    words: &[String],
    setup: &EngineSetup,
    whispered: Option<Zeroizing<String>>,
    said: &File,
) -> Done<Option<ProcessIdentity>> {
    const DOING: &str = "start the engine";
    let (program, words) = words.split_first().ok_or(HandFailed::NotInitialised)?;
    let (mut read, write) = std::io::pipe().doing(DOING)?;
    let mut command = tool::command(program, Some(site.owner()?));
    command.args(words).current_dir("/");
    command.stdin(whispered.map_or(Ok(Stdio::null()), |secret| ear(site, &secret))?);
    command.stdout(said.try_clone().doing(DOING)?).stderr(said.try_clone().doing(DOING)?);
    let rules = cage(site, Path::new(program), setup).doing("confine the engine")?;
    sys::set_free(&mut command, File::from(OwnedFd::from(write)), rules);
    command.spawn().doing(DOING)?.wait().doing(DOING)?;
    // Closes our copy of the writing end, so that a child that never wrote ends the reading.
    drop(command);
    let mut pid = [0; 4];
    read.read_exact(&mut pid).doing(DOING)?;
    let pid = i32::from_ne_bytes(pid);
    // Whatever was done to us to keep us alive when memory runs out is not the engine's.
    let _ = std::fs::write(format!("/proc/{pid}/oom_score_adj"), "0");
    Ok(process::identity(pid))
}

/// A pipe that holds a secret for the engine's user: what has been read is nowhere any more but in the reader.
fn ear(site: &Site<'_>, secret: &str) -> Done<Stdio> {
    const DOING: &str = "whisper to the engine";
    let (read, mut write) = std::io::pipe().doing(DOING)?;
    // The engine opens it anew, by its name beneath `/proc/self/fd`.
    let (uid, gid) = site.owner()?;
    std::os::unix::fs::fchown(&read, Some(uid), Some(gid)).doing(DOING)?;
    // A pipe takes 64 KiB without a reader.
    write.write_all(secret.as_bytes()).doing(DOING)?;
    Ok(read.into())
}

/// What the engine may touch: the system's programs, its own folder, its own port. It connects over TCP to nobody
/// but whoever gives it the keys of its tables, and signals nobody outside, as far as the kernel's Landlock goes.
///
/// With root each instance has a user of its own, and this comes on top. Without, all engines share ours: files are
/// then kept apart by Landlock alone, and the engines' control sockets are not, for what we ask of Landlock does not
/// govern connecting to a socket that has a path. Code that runs inside one engine can then reach another's as its
/// superuser.
fn cage(site: &Site<'_>, program: &Path, setup: &EngineSetup) -> std::io::Result<Option<OwnedFd>> {
    const PROGRAMS: &[&str] = &["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64"];
    const FACTS: &[&str] = &["/etc"];
    const DEVICES: &[&str] = &["/dev/null", "/dev/zero", "/dev/random", "/dev/urandom", "/dev/shm"];
    let Some(cage) = Cage::new()? else {
        if site.ground.root {
            tracing::warn!("the kernel has no Landlock: the engine is confined by its user alone");
        } else {
            tracing::warn!(
                "the kernel has no Landlock and the server no root: nothing keeps the engine from what this user \
                 may touch, other engines included; start the server as root"
            );
        }
        return Ok(None);
    };
    for (paths, what) in [(PROGRAMS, Beneath::Run), (FACTS, Beneath::Read), (DEVICES, Beneath::All)] {
        for path in paths {
            cage.allow(Path::new(path), what)?;
        }
    }
    if let Some(installed) = program.ancestors().nth(2) {
        cage.allow(installed, Beneath::Run)?;
    }
    for (name, what) in [(DISK, Beneath::All), (RUN, Beneath::All), (CONF, Beneath::Read)] {
        cage.allow(&site.near(name), what)?;
    }
    cage.allow_listening(setup.port)?;
    if let Some(tables) = &setup.tables {
        cage.allow_connecting(tables.endpoint.port())?;
    }
    Ok(Some(cage.into_rules()))
}

fn await_accepting(
    site: &Site<'_>,
    engine: &dyn Engine,
    identity: ProcessIdentity,
    said: &File,
) -> Done<bool> {
    let deadline = Instant::now() + site.ground.config.start_patience;
    while process::identity(identity.pid) == Some(identity) {
        if Instant::now() >= deadline {
            return Ok(false);
        }
        if engine.accepts(site) {
            site.step("accepting");
            return Ok(true);
        }
        std::thread::sleep(BETWEEN_LOOKS);
    }
    Err(ended(site, engine, said))
}

/// Why an engine ended that was to start.
fn ended(site: &Site<'_>, engine: &dyn Engine, said: &File) -> HandFailed {
    let words = engine.last_words(site, &words_of(said));
    let told = words.contains(NO_SPACE) || words.contains(NO_SPACE_BY_NUMBER);
    let told_full = || told.then(|| "a disk is full".to_owned());
    match volume::full(site).or_else(told_full) {
        Some(full) => HandFailed::NoRoom(format!("{full}; the engine's own words: {words}")),
        None => HandFailed::StartFailed(words),
    }
}

/// What the engine said before it had a log: kept in memory, never on a disk outside its own.
fn words_of(mut said: &File) -> String {
    const BYTES_MAX: u64 = 16 << 10;
    let mut bytes = Vec::new();
    if said.rewind().is_ok() {
        let _ = said.take(BYTES_MAX).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A line of an engine's that is passed on, not longer than a person reads.
pub(crate) fn shortened(line: &str) -> &str {
    const CHARS_MAX: usize = 300;
    line.char_indices().nth(CHARS_MAX).and_then(|(end, _)| line.get(..end)).unwrap_or(line)
}

fn memory_file() -> Done<File> {
    rustix::fs::memfd_create("engine", MemfdFlags::CLOEXEC)
        .map(File::from)
        .doing("make room for the engine's words")
}

/// What was started with keys once is never started without: it would find nothing but noise.
fn demand_keys(site: &Site<'_>, setup: &EngineSetup) -> Done {
    let encrypted = site.record.engine.as_ref().is_some_and(|record| record.tables.is_some());
    if encrypted && setup.tables.is_none() {
        return Err(HandFailed::StartFailed("its tables are encrypted, and it was given no keys".to_owned()));
    }
    Ok(())
}

fn demand_port_free(setup: &EngineSetup) -> Done {
    for address in &setup.access.listen {
        if let Err(error) = std::net::TcpListener::bind((*address, setup.port)) {
            return Err(match error.kind() {
                std::io::ErrorKind::AddrInUse => HandFailed::PortTaken(setup.port),
                _ => HandFailed::SettingRefused(format!(
                    "cannot listen on `{address}` port {}: {error}",
                    setup.port
                )),
            });
        }
    }
    Ok(())
}

fn ended_within(identity: ProcessIdentity, patience: Duration) -> bool {
    let deadline = Instant::now() + patience;
    while process::identity(identity.pid) == Some(identity) {
        if Instant::now() >= deadline {
            return false;
        }
        std::thread::sleep(BETWEEN_LOOKS);
    }
    true
}
