//! `DescribeEvents`: what happened to the account's instances, the latest first.

use rampart_rds::{
    action::DescribeEvents,
    instance::{Happening, What, Wish},
    instances,
    keys::KeyUsedBy,
};
use rampart_vocab::{DbInstanceId, Timestamp, iso_seconds};
use rampart_wire::rds::describe_events::{DescribeEventsRequest, DescribeEventsResponse, EventItem};

use super::named::{self, Numbered};
use crate::{Answer, Call};

pub(crate) async fn describe_events(
    call: &mut Call<'_>,
    ask: DescribeEventsRequest,
) -> Answer<DescribeEventsResponse> {
    let page = Numbered::asked(ask.page_number, ask.page_size)?;
    let from = named::time("StartTime", ask.start_time.as_deref())?.unwrap_or(Timestamp::MIN);
    let to = named::time("EndTime", ask.end_time.as_deref())?.unwrap_or(Timestamp::MAX);
    let among = call.permit_on(DescribeEvents, named::instances(call))?;

    let by_instance = instances::list_events(call.txn(), &among).await?;

    let mut all: Vec<(DbInstanceId, Happening)> = by_instance
        .into_iter()
        // The latest first among those of one moment too.
        .flat_map(|(id, told)| told.into_iter().rev().map(move |one| (id.clone(), one)))
        .filter(|(_, one)| (from..=to).contains(&one.at))
        .collect();
    all.sort_by_key(|(_, one)| std::cmp::Reverse(one.at));
    let region = call.region().as_str();
    Ok(DescribeEventsResponse {
        page_number: page.number(),
        page_size: page.size(),
        total_record_count: named::count(all.len()),
        event_items: page.of(all).iter().map(|(id, one)| shown(region, id, one)).collect(),
    })
}

fn shown(region: &str, id: &DbInstanceId, one: &Happening) -> EventItem {
    let (name, by_owner) = words(one);
    EventItem {
        event_name: Some(name.into()),
        event_reason: Some(one.reason.to_string()),
        event_record_time: Some(iso_seconds(one.at)),
        event_time: Some(iso_seconds(one.at)),
        event_type: Some("Status".into()),
        event_user_type: Some(if by_owner { "USER" } else { "SYSTEM" }.into()),
        region_id: Some(region.into()),
        resource_name: Some(id.to_string()),
        resource_type: Some("instance".into()),
        ..EventItem::default()
    }
}

/// The event's name, and whether the owner asked for it. The vendor's list of names is not public; these are ours.
fn words(one: &Happening) -> (&'static str, bool) {
    match one.what {
        What::Wished(Wish::Running) => ("StartWished", true),
        What::Wished(Wish::Stopped) => ("StopWished", true),
        What::Wished(Wish::Deleted) => ("DeletionWished", true),
        What::Wished(Wish::Destroyed) => ("DestructionWished", true),
        What::RestartAsked => ("RestartWished", true),
        What::KeyMade if one.key == Some(KeyUsedBy::Tde) => ("TableKeyMade", false),
        What::KeyMade => ("DiskKeyMade", false),
        What::DiskMade => ("DiskMade", false),
        What::Started => ("Started", false),
        What::Stopped => ("Stopped", false),
        What::FoundDown => ("FoundDown", false),
        What::Locked(_) => ("Locked", false),
        What::Unlocked => ("Unlocked", false),
        What::Warned => ("Warned", false),
        What::Cleared => ("WarningCleared", false),
        What::Erased => ("Erased", false),
        What::TdeAsked => ("TDEWished", true),
        What::RotationAsked => ("TDEKeyRotationWished", true),
        What::TdeEnabled => ("TDEEnabled", false),
        What::KeyRotated => ("TDEKeyRotated", false),
        What::TablesEncrypted => ("TablesEncrypted", false),
    }
}
