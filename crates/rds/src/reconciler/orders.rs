//! Steps as orders to the hand, and its reports as events.

use std::time::Duration;

use rampart_vocab::DbInstanceId;
use tokio::time::timeout;

use super::Room;
use crate::{
    instance::{Event, Seen, Step},
    intent::{
        Access, Cidr, EngineFacts, EngineSetup, HandFailed, InstanceFacts, Intent, Order, Protection, Report,
        TableKeySource,
    },
    limits,
    records::Instance,
    undocumented,
};

/// The order for a step that needs no key.
pub(super) fn intent(room: &Room, instance: &Instance, step: Step) -> Intent {
    match step {
        Step::InitialiseEngine => Intent::InitialiseEngine(setup(room, instance, None)),
        Step::StartEngine { .. } => Intent::StartEngine(setup(room, instance, None)),
        Step::EncryptTables { version } => Intent::EncryptTables { version },
        Step::ApplyAccess { .. } => Intent::ApplyAccess(access(room, instance)),
        // A key that is lost locks at once: open sessions are no reason to read on.
        Step::StopEngine if instance.life.lock.is_some() => {
            Intent::StopEngine { patience: limits::LOCK_PATIENCE }
        }
        Step::StopEngine => Intent::StopEngine { patience: limits::STOP_PATIENCE },
        Step::CloseDisk => Intent::CloseDisk { patience: limits::CLOSE_PATIENCE },
        Step::DestroyDisk => Intent::DestroyDisk,
        // The others are no orders, or need a key: looking harms nothing.
        _ => Intent::Look,
    }
}

/// The order for a step that opens the disk.
pub(super) fn opening(instance: &Instance, step: Step, protection: Protection) -> Intent {
    if step == Step::PrepareDisk {
        Intent::PrepareDisk { size_mib: u64::from(instance.storage_gb) * 1024, protection }
    } else {
        Intent::OpenDisk { protection }
    }
}

/// Has the hand do it, and says what came of it.
pub(super) async fn carry_out(room: &Room, instance: &Instance, step: Step, intent: Intent) -> Event {
    match answered(room, &instance.id, intent).await {
        Ok(Report::Instance(facts)) if step == Step::Look => match facts.trouble {
            None => Event::Looked(Seen::from_facts(Some(&facts))),
            Some(why) => Event::Failed { step, why, lost_sight: true },
        },
        // One that takes long is looked at until it accepts connections.
        Ok(Report::Instance(facts)) if step.starts() && !is_ready(&facts) => {
            Event::Looked(Seen::from_facts(Some(&facts)))
        }
        Ok(Report::Tables(facts)) => match step {
            Step::EncryptTables { version } => Event::TablesTold { version, facts },
            _ => Event::Done(step),
        },
        Ok(Report::AccessApplied { restart_needed: true }) => match step {
            Step::ApplyAccess { access } => Event::RestartNeeded { access },
            _ => Event::Done(step),
        },
        Ok(_) => Event::Done(step),
        // Nothing to close is closed.
        Err(HandFailed::NoDisk) if step == Step::CloseDisk => Event::Done(step),
        Err(failed) => Event::Failed { step, why: failed.to_string(), lost_sight: loses_sight(&failed) },
    }
}

fn is_ready(facts: &InstanceFacts) -> bool {
    facts.engine.as_ref().is_some_and(EngineFacts::is_accepting)
}

/// The hand's answer to an order. None in time is not known, and so neither done nor refused: it is looked at again.
pub(super) async fn answered(room: &Room, id: &DbInstanceId, intent: Intent) -> Result<Report, HandFailed> {
    let within = patience(&intent);
    match timeout(within, room.hand.carry_out(Order::instance(id.clone(), intent))).await {
        Ok(answer) => answer,
        Err(_) => Err(HandFailed::Unanswered(within.as_secs())),
    }
}

/// How long the hand may take for it: longer than it allows itself, so that what it says comes first.
fn patience(intent: &Intent) -> Duration {
    let own = match intent {
        Intent::StartEngine(_) => limits::START_PATIENCE,
        Intent::PrepareDisk { .. }
        | Intent::OpenDisk { .. }
        | Intent::InitialiseEngine(_)
        | Intent::DestroyDisk => limits::DISK_PATIENCE,
        Intent::StopEngine { patience } | Intent::CloseDisk { patience } => *patience,
        _ => Duration::ZERO,
    };
    own + limits::HAND_ANSWERS_WITHIN
}

/// Whether a failure shows that what was last seen is no longer so.
const fn loses_sight(failed: &HandFailed) -> bool {
    matches!(
        failed,
        HandFailed::Gone
            | HandFailed::Unanswered(_)
            | HandFailed::DiskClosed
            | HandFailed::EngineRunning
            | HandFailed::EngineStopped
    )
}

pub(super) fn setup(room: &Room, instance: &Instance, tables: Option<TableKeySource>) -> EngineSetup {
    let (memory_mib, connections_max) = undocumented::class_size(&instance.class);
    EngineSetup {
        kind: instance.engine,
        version: instance.engine_version.to_string(),
        port: instance.port,
        access: access(room, instance),
        connections_max,
        memory_mib,
        tables: tables.map(Box::new),
    }
}

fn access(room: &Room, instance: &Instance) -> Access {
    let allowed = instance.allowed();
    let beyond_loopback = allowed.iter().any(|network: &Cidr| !network.is_loopback());
    let tls = if beyond_loopback { (room.host.certificate)() } else { None };
    Access { listen: room.host.listen.clone(), allowed, tls }
}
