//! What this machine can do for databases, found out by doing it.

use std::path::Path;

use rampart_rds::intent::{Capability, HandFailed, HostFacts};

use crate::{doing::Done, engine, ground::Ground, site::Site, users, volume};

/// The folder in which an encrypted disk is tried. It is an instance's like any other, but prepared by nobody.
pub(crate) const TRIAL: &str = "rampart-probe";

/// One line per thing that is needed or useful.
pub(crate) fn host(ground: &Ground) -> HostFacts {
    let engines = engine::ALL.iter().flat_map(|engine| engine.installed(&ground.config)).collect();
    let disks = encrypted_disks(ground);
    let scratch = temporary_tables(disks.works);
    let mut capabilities =
        vec![root(ground), mkfs(), loops(), disks, scratch, users_left(ground), confinement(), speed()];
    capabilities.extend(engine::ALL.iter().flat_map(|engine| engine.capabilities(&ground.config)));
    HostFacts { root: ground.root, capabilities, engines }
}

fn root(ground: &Ground) -> Capability {
    capability(
        "root for mounts and users",
        ground.root,
        "the hand runs as root",
        "the hand does not run as root",
        "start the server as root",
    )
}

fn mkfs() -> Capability {
    let there =
        |name: &&str| ["/usr/sbin", "/sbin"].iter().any(|folder| Path::new(folder).join(name).exists());
    let found = ["mkfs.ext4", "dumpe2fs"].iter().all(there);
    capability("mkfs.ext4", found, "found", "not found", "install the package `e2fsprogs`")
}

fn loops() -> Capability {
    let found = Path::new("/dev/loop-control").exists();
    capability(
        "loop devices",
        found,
        "`/dev/loop-control` is there",
        "`/dev/loop-control` is not there",
        "load the module `loop`, or give the container its devices",
    )
}

fn encrypted_disks(ground: &Ground) -> Capability {
    let (name, mut remedy) = ("encrypted disks".to_owned(), None);
    let seen = match try_disk(ground) {
        Ok(()) => "a small one was made, locked and removed".to_owned(),
        Err(HandFailed::NotSupported { what, remedy: told }) => {
            remedy = Some(told);
            what
        }
        Err(other) => {
            remedy = Some(
                "without them, an instance with an encryption key is refused; MariaDB's own encryption of tables (TDE) \
                 works without root"
                    .to_owned(),
            );
            other.to_string()
        }
    };
    Capability { name, works: remedy.is_none(), seen, remedy }
}

/// What MariaDB itself cannot do: `mariadb::configure`.
fn temporary_tables(disks: bool) -> Capability {
    capability(
        "temporary tables of encrypted ones",
        disks,
        "what MariaDB writes for one statement lies under a key of its own, thrown away when the engine ends",
        "MariaDB 10.11 writes tables that it needs for one statement in the clear, and no encrypted folder can be made for them",
        "start the server as root, on a kernel with fscrypt",
    )
}

fn try_disk(ground: &Ground) -> Done {
    if !ground.root {
        return Err(HandFailed::NeedsRoot { what: "an encrypted disk".to_owned() });
    }
    let id = TRIAL.parse().map_err(|_| HandFailed::Malformed(TRIAL.to_owned()))?;
    let mut site = Site::make(ground, &id)?;
    // Nobody's but ours: no user is made for a trial.
    site.record.user = Some(crate::record::UserRecord { name: "root".to_owned(), uid: ground.own().0 });
    let tried = volume::try_on_this_machine(&site);
    volume::erase_trial(&site)?;
    ground.instances.remove_folder(TRIAL)?;
    tried
}

fn users_left(ground: &Ground) -> Capability {
    let range = users::look_at_range(ground);
    let works = !ground.root || range.free > 0;
    let remedy = match (works, range.collides() && ground.root) {
        (true, false) => None,
        (true, true) => Some("start the server with --database-uid and a range that nobody else uses"),
        (false, _) => Some(
            "destroy instances, or start the server with --database-uid and a range that nobody else uses",
        ),
    };
    Capability {
        name: "users for instances".to_owned(),
        works,
        seen: range.told(),
        remedy: remedy.map(str::to_owned),
    }
}

fn confinement() -> Capability {
    let version = crate::sys::landlock::version();
    capability(
        "confined engines",
        version.is_some(),
        &format!("the kernel has Landlock, version {}", version.unwrap_or_default()),
        "the kernel has no Landlock: engines are kept apart by their users alone, and without root not at all",
        "boot with `lsm=landlock,...`, or use a kernel built with CONFIG_SECURITY_LANDLOCK",
    )
}

/// A kernel without a driver for the processor's own AES encrypts at about 100 MB a second.
fn speed() -> Capability {
    let crypto = std::fs::read_to_string("/proc/crypto").unwrap_or_default();
    let drivers: Vec<_> =
        crypto.lines().filter_map(|line| line.strip_prefix("driver")?.split(':').nth(1)).collect();
    let fast = drivers.iter().map(|driver| driver.trim()).find(|driver| {
        driver.contains("xts")
            && ["aesni", "vaes", "aes-ce", "-ce", "s390", "p8"].iter().any(|mark| driver.contains(mark))
    });
    Capability {
        name: "fast disk encryption".to_owned(),
        works: fast.is_some(),
        seen: match fast {
            Some(driver) => format!("the kernel uses `{driver}`"),
            None => "the kernel names no AES driver of the processor's: about 100 MB/s".to_owned(),
        },
        remedy: fast
            .is_none()
            .then(|| "load the module `aesni_intel` or `aes_ce_blk`, if the processor has AES".to_owned()),
    }
}

pub(crate) fn capability(name: &str, works: bool, yes: &str, no: &str, remedy: &str) -> Capability {
    Capability {
        name: name.to_owned(),
        works,
        seen: if works { yes } else { no }.to_owned(),
        remedy: (!works).then(|| remedy.to_owned()),
    }
}
