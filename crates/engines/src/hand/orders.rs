//! Every order and what carries it out, on one screen.

use std::time::Duration;

use rampart_rds::intent::{EngineState, HandFailed, InstanceFacts, Intent, Order, Report};
use rampart_vocab::DbInstanceId;

use crate::{doing::Done, ground::Ground, life, probe, record::Record, site::Site, users, volume};

/// How long a disk that is to be destroyed is waited for.
const DESTROY_PATIENCE: Duration = Duration::from_secs(10);

pub(super) fn carry_out(ground: &Ground, order: Order) -> Done<Report> {
    match order {
        Order::Survey => survey(ground),
        Order::Probe => Ok(Report::Host(probe::host(ground))),
        Order::Instance { id, intent } => {
            let outcome = instance(ground, &id, intent).map_err(room_lacking);
            if let Err(refused) = &outcome {
                tracing::warn!(%id, %refused, "order not carried out");
            }
            outcome
        }
    }
}

fn instance(ground: &Ground, id: &DbInstanceId, intent: Intent) -> Done<Report> {
    let mut site = match (&intent, Site::find(ground, id)?) {
        (_, Some(site)) => site,
        (Intent::PrepareDisk { .. }, None) => Site::make(ground, id)?,
        (Intent::Look, None) => return Ok(Report::Instance(nothing(id))),
        (Intent::DestroyDisk, None) => return Ok(Report::Done),
        (_, None) => return Err(HandFailed::NoDisk),
    };
    let site = &mut site;
    match intent {
        Intent::Look => {}
        Intent::PrepareDisk { size_mib, protection } => volume::prepare(site, size_mib, &protection)?,
        Intent::OpenDisk { protection } => volume::open(site, &protection)?,
        Intent::CloseDisk { patience } => {
            if life::find(site)?.is_some() {
                return Err(HandFailed::EngineRunning);
            }
            // Whatever still reads the engine's files holds the disk.
            ground.chores.forget(id);
            users::end_processes(site)?;
            volume::close(site, patience)?;
        }
        Intent::DestroyDisk => return destroy(site),
        Intent::KeyStatus => return volume::key_status(site).map(Report::Key),

        Intent::InitialiseEngine(setup) => life::initialise(site, &setup)?,
        Intent::StartEngine(setup) => {
            if !life::start(site, &setup)? {
                return facts(site).map(not_ready).map(Report::Instance);
            }
        }
        Intent::StopEngine { patience } => life::stop(site, patience)?,
        Intent::ApplyAccess(access) => {
            let restart_needed = life::demand_running(site)?.apply_access(site, &access)?;
            return Ok(Report::AccessApplied { restart_needed });
        }

        Intent::EncryptTables { version } => {
            return life::demand_running(site)?.encrypt_tables(site, version).map(Report::Tables);
        }

        Intent::PutAccount { name, verifier, kind, grants } => {
            return life::demand_running(site)?
                .put_account(site, &name, &verifier, kind, &grants)
                .map(|()| Report::Done);
        }
        Intent::DropAccount { name } => {
            return life::demand_running(site)?.drop_account(site, &name).map(|()| Report::Done);
        }
        Intent::ListAccounts => return life::demand_running(site)?.accounts(site).map(Report::Accounts),
        Intent::PutDatabase { name, owner, encoding } => {
            let engine = life::demand_running(site)?;
            return engine.put_database(site, &name, owner.as_ref(), encoding).map(|()| Report::Done);
        }
        Intent::DropDatabase { name } => {
            return life::demand_running(site)?.drop_database(site, &name).map(|()| Report::Done);
        }
        Intent::ListDatabases => return life::demand_running(site)?.databases(site).map(Report::Databases),
    }
    facts(site).map(Report::Instance)
}

/// Names what is to be done about an error that only names itself.
fn room_lacking(failed: HandFailed) -> HandFailed {
    match failed {
        HandFailed::System { doing, error } if error.contains(life::NO_SPACE) => {
            HandFailed::NoRoom(format!("the machine's disk is full; it could not {doing}: {error}"))
        }
        other => other,
    }
}

fn destroy(site: &mut Site<'_>) -> Done<Report> {
    life::stop(site, Duration::ZERO)?;
    if site.record.disk.is_some() {
        volume::close(site, DESTROY_PATIENCE)?;
    }
    volume::erase(site)?;
    users::remove(site)?;
    Record::remove(&site.folder)?;
    site.step("record removed");
    for name in ["hand.json.new", "image.making"] {
        site.folder.remove(name)?;
    }
    site.ground.instances.remove_folder(site.id.as_str())?;
    Ok(Report::Done)
}

fn survey(ground: &Ground) -> Done<Report> {
    let look = |id: DbInstanceId| {
        // One instance that cannot be looked at hides no other.
        let seen = Site::find(ground, &id).and_then(|site| site.as_ref().map(facts).transpose());
        match seen {
            Ok(facts) => facts,
            Err(trouble) => Some(InstanceFacts { trouble: Some(trouble.to_string()), ..nothing(&id) }),
        }
    };
    Ok(Report::Survey(ground.ids()?.into_iter().filter_map(look).collect()))
}

fn facts(site: &Site<'_>) -> Done<InstanceFacts> {
    Ok(InstanceFacts {
        id: site.id.clone(),
        user: site.record.user.as_ref().map(|user| user.name.clone()),
        disk: volume::look(site)?,
        engine: life::look(site)?,
        trouble: None,
    })
}

/// An engine that was not told yet whom it lets in is not ready, though it may accept connections by now.
fn not_ready(mut facts: InstanceFacts) -> InstanceFacts {
    if let Some(EngineState::Running { accepting, .. }) =
        facts.engine.as_mut().map(|engine| &mut engine.state)
    {
        *accepting = false;
    }
    facts
}

fn nothing(id: &DbInstanceId) -> InstanceFacts {
    InstanceFacts { id: id.clone(), user: None, disk: None, engine: None, trouble: None }
}
