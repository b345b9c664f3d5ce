//! `DescribeTasks`: what the server is at with an instance, and how far it has come.
//!
//! A task is read off the instance itself: one is underway while the instance is on its way to what was wished, and that
//! of TDE stays until the next one takes its place. The words for their status are those of PolarDB's twin of this
//! operation: RDS' own are not public.

use rampart_rds::{
    action::DescribeTasks,
    instance::{Progress, Status, TablesState, What},
    records::Instance,
};
use rampart_vocab::{Timestamp, iso_seconds};
use rampart_wire::rds::describe_tasks::{DescribeTasksRequest, DescribeTasksResponse, TaskProgressInfo};

use super::{
    named::{self, Numbered},
    progress,
};
use crate::{Answer, Call};

pub(crate) async fn describe_tasks(
    call: &mut Call<'_>,
    ask: DescribeTasksRequest,
) -> Answer<DescribeTasksResponse> {
    let page = Numbered::asked(ask.page_number, ask.page_size)?;
    let from = named::time("StartTime", ask.start_time.as_deref())?.unwrap_or(Timestamp::MIN);
    let to = named::time("EndTime", ask.end_time.as_deref())?.unwrap_or(Timestamp::MAX);
    let instance = call.permit(DescribeTasks, named::instance(&ask.db_instance_id)).await?;

    let instance = instance.found()?;
    let mut tasks: Vec<Task> = of_life(instance).into_iter().chain(of_tables(instance)).collect();
    tasks.retain(|task| {
        task.begun.is_none_or(|begun| (from..=to).contains(&begun))
            && ask.task_action.as_deref().is_none_or(|action| action == task.action)
    });

    let total = named::count(tasks.len());
    let items: Vec<_> = page.of(tasks).into_iter().map(|task| shown(instance, task)).collect();
    Ok(DescribeTasksResponse {
        page_number: page.number(),
        page_record_count: named::count(items.len()),
        total_record_count: total,
        items,
    })
}

struct Task {
    /// The operation that asked for it.
    action: &'static str,
    /// What tells it from an earlier one of its kind.
    number: String,
    step: &'static str,
    percent: i64,
    /// How far it is, in words.
    detail: Option<String>,
    begun: Option<Timestamp>,
    finished: Option<Timestamp>,
}

/// The instance is on its way to be as it is wished.
fn of_life(instance: &Instance) -> Option<Task> {
    let (action, begins): (_, fn(What) -> bool) = match instance.status() {
        Status::Creating => ("CreateDBInstance", |what| matches!(what, What::Wished(_))),
        Status::Rebooting => ("RestartDBInstance", |what| what == What::RestartAsked),
        Status::Starting => ("StartDBInstance", |what| matches!(what, What::Wished(_))),
        Status::Stopping => ("StopDBInstance", |what| matches!(what, What::Wished(_))),
        Status::Running | Status::Stopped | Status::TdeModifying | Status::Deleting | Status::Deleted => {
            return None;
        }
    };
    let (percent, step) = match instance.life.progress {
        Progress::Asked => (0, "make the disk's key"),
        Progress::KeyMade => (20, "make the disk"),
        Progress::DiskMade => (40, "initialise the engine"),
        Progress::EngineMade => (70, "start the engine"),
        Progress::Served | Progress::Erased => (50, "stop or start the engine"),
    };
    let begun = last(instance, begins);
    let number = begun.map_or(0, Timestamp::as_second).to_string();
    Some(Task { action, number, step, percent, detail: None, begun, finished: None })
}

/// The engine encrypts its tables, or has done so.
fn of_tables(instance: &Instance) -> Option<Task> {
    let tables = instance.life.tables.as_ref()?;
    let told = progress::EncryptionProgress::of(tables.state());
    let step = match tables.state() {
        TablesState::Enabling => "start the engine with keys",
        TablesState::Encrypting { .. } => "encrypt what was there before",
        TablesState::Rotating { .. } => "encrypt anew under the new version of the key",
        TablesState::Encrypted => "done",
    };
    let begun = last(instance, |what| matches!(what, What::TdeAsked | What::RotationAsked));
    let is_done = tables.state() == TablesState::Encrypted;
    let finished = last(instance, |what| what == What::TablesEncrypted).filter(|_| is_done);
    let detail = told.encrypted.zip(told.spaces);
    Some(Task {
        action: "ModifyDBInstanceTDE",
        number: tables.wanted.to_string(),
        step,
        percent: told.percent,
        detail: detail.map(|(done, all)| format!("{done} of {all} table spaces")),
        begun,
        finished,
    })
}

/// When such a thing happened last, as far as that is remembered.
fn last(instance: &Instance, fits: impl Fn(What) -> bool) -> Option<Timestamp> {
    instance.happenings.iter().rev().find(|one| fits(one.what)).map(|one| one.at)
}

fn shown(instance: &Instance, task: Task) -> TaskProgressInfo {
    let is_done = task.percent == 100;
    TaskProgressInfo {
        begin_time: task.begun.map(iso_seconds),
        current_step_name: Some(task.step.into()),
        finish_time: task.finished.map(iso_seconds),
        progress: Some(task.percent.to_string()),
        progress_info: task.detail,
        status: Some(if is_done { "Finished" } else { "Running" }.into()),
        task_action: Some(task.action.into()),
        // What stands in the way; the task goes on by itself as soon as it no longer does.
        task_error_message: instance.life.reason().filter(|_| !is_done),
        task_id: Some(format!("{}-{}-{}", instance.id, task.action, task.number)),
        ..TaskProgressInfo::default()
    }
}
