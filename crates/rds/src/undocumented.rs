//! What the vendor leaves undocumented about encrypted instances: one function each, with the reason for our reading.

use crate::{
    instance::{Life, Status},
    intent::EngineKind,
};

/// `LockMode` while the key is lost.
///
/// No source names a value for it. Of the known ones (`Unlock`, `ManualLock`, `LockByExpiration`, `LockByRestoration`,
/// `LockByDiskQuota`, `LockReadInstanceByDiskQuota`) `ManualLock` comes closest: a person took the key away and a
/// person can give it back. A value of our own could break clients that know the list. A right that is lost sets no
/// lock: the vendor calls only an unusable key a lock. Tables whose key is lost are locked once no engine runs: before
/// that nothing is shut.
pub fn lock_mode(life: &Life) -> &'static str {
    if life.locked().is_some() { "ManualLock" } else { "Unlock" }
}

/// The word for a status.
///
/// The vendor's table predates StopDBInstance and has no word for an instance that is stopped, being stopped or being
/// started, nor for one in the bin; `Stopped` is what its console says, the others follow its pattern. `TDE_MODIFYING`
/// is what Terraform waits for: from the wish until the engine runs with keys, when all that is written is encrypted.
/// What was there before is encrypted while the instance is running, since that may take days.
pub const fn status_word(status: Status) -> &'static str {
    match status {
        Status::Creating => "Creating",
        Status::Running => "Running",
        Status::Rebooting => "Rebooting",
        Status::Stopping => "Stopping",
        Status::Stopped => "Stopped",
        Status::Starting => "Starting",
        Status::TdeModifying => "TDE_MODIFYING",
        Status::Deleting => "Deleting",
        Status::Deleted => "Deleted",
    }
}

/// Whether a key that is described now gets its mark before a data key is made under it.
///
/// No page says when RDS tags a key. The policy allows GenerateDataKey only on a marked key, so the mark must come
/// first; and if it came again on every start, removing it would mean nothing. So: when an instance first takes the
/// key into use, and only where the mark is missing. It is not removed with the last instance: the person who
/// relies on the mark may have set it himself.
pub const fn is_marked_at_first_use(already_marked: bool) -> bool {
    !already_marked
}

/// Whether an engine encrypts its tables by itself, and whether its key can be rotated then.
///
/// The vendor offers TDE for MySQL, where the key can never be changed, and for PostgreSQL, where `IsRotate` makes
/// another version of it; for MariaDB not at all. Here it is the other way round: MariaDB has it, in MySQL's place too,
/// and its versions are what `IsRotate` asks for, since rotation is what its plugin is made for and the key itself
/// stays the same. PostgreSQL as the distribution packs it has no such thing, and is refused rather than nodded to.
pub const fn has_tde(engine: EngineKind) -> bool {
    matches!(engine, EngineKind::MariaDb)
}

/// Whether TDE can be switched on in this status.
///
/// The pages say "running". An instance in the making is let in too: whoever creates and encrypts in one go would else
/// have its engine started only to be stopped, and its first tables written in the clear.
pub const fn takes_tde(status: Status) -> bool {
    matches!(status, Status::Creating | Status::Running)
}

/// Whether asking for TDE to be off is granted, by whether it is on.
///
/// The pages say that TDE stays on once it is, and nothing of an instance where it never was. A client that says
/// `Disabled` there asks for what is so: refusing would break those that send their whole configuration.
pub const fn is_off_granted(on: bool) -> bool {
    !on
}

/// Whether asking again for TDE under the key that it has is granted.
///
/// No page of RDS says. PolarDB's twin refuses (`InvalidTDEStatus.AlreadyEnabled`), and so a client learns that what it
/// asks for, another key among it, is not what it gets.
pub const fn is_on_again_granted() -> bool {
    false
}

/// Whether a restart is granted to a database that serves and is known not to come back from it.
///
/// The pages say that a database whose key is lost runs on until it is restarted and is then unavailable, not that the
/// restart itself is refused. Here it is, by the documented code that a status does not permit an operation: whoever
/// restarts wants it back, and why it would stay down is known beforehand. Whoever wants it down has StopDBInstance.
pub const fn is_restart_without_return_granted() -> bool {
    false
}

/// The role under which RDS uses a key where a request names none: the account's own role for RDS.
///
/// The pages say that a service key needs no key to be named and nothing of a role. Here RDS never uses a key without
/// one, its own key neither: so each use is allowed by a policy that can be read, taken away and found in the audit
/// trail, whoever the key belongs to.
pub const fn role_where_none_is_named() -> &'static str {
    rampart_vocab::authorize_rds::ROLE
}

/// The state of an instance in the vocabulary of `DescribeKmsAssociateResources`.
///
/// That operation has words of its own (`CREATING`, `ACTIVATION`, `DELETING`, `RESTARTING`, …) without a definition;
/// whatever neither comes nor goes is active, since what matters to the asker is that the key is needed.
pub const fn association_word(status: Status) -> &'static str {
    match status {
        Status::Creating => "CREATING",
        Status::Rebooting | Status::Starting => "RESTARTING",
        Status::Deleting | Status::Deleted => "DELETING",
        Status::Running | Status::Stopping | Status::Stopped | Status::TdeModifying => "ACTIVATION",
    }
}

/// What a class of instances offers: memory in MiB and connections at most.
///
/// Classes are named `<engine>.<series>.<n>c.<m>m`, `<n>` processors and `<m>` sizes that double; the tables behind
/// the names are the vendor's and change. The number of processors alone is read, 2 GiB and 200 connections for each;
/// a name without it is taken as one processor, because clients send names that no table of ours would hold.
pub fn class_size(class: &str) -> (u32, u16) {
    let processors = class.split('.').find_map(|part| part.strip_suffix('c')?.parse::<u16>().ok());
    let processors = processors.unwrap_or(1).clamp(1, 64);
    (u32::from(processors) * 2048, processors * 200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_offers_what_its_processors_say() {
        for (class, size) in [
            ("pg.n2.1c.1m", (2048, 200)),
            ("pg.n4.4c.2m", (8192, 800)),
            ("mysql.x4.large.2c", (4096, 400)),
            ("rds.pg.s1.small", (2048, 200)),
            ("pg.n2.9999c.1m", (131_072, 12_800)),
            ("", (2048, 200)),
        ] {
            assert_eq!(class_size(class), size, "{class}");
        }
    }
}
