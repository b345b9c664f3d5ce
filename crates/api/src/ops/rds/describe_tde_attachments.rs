//! `DescribeTdeAttachments`, ours: the attached servers, and what would become of their next start.

use rampart_rds::{
    action::DescribeTdeAttachments,
    attachments::{self, Attachment, NextStart, resource::TdeAttachments},
};
use rampart_vocab::iso_seconds;
use rampart_wire::rds::describe_tde_attachments::{
    DescribeTdeAttachmentsRequest, DescribeTdeAttachmentsResponse, TdeAttachment,
};

use super::{attachment, named};
use crate::{Answer, Call};

pub(crate) async fn describe_tde_attachments(
    call: &mut Call<'_>,
    ask: DescribeTdeAttachmentsRequest,
) -> Answer<DescribeTdeAttachmentsResponse> {
    attachment::check_region(call, ask.region_id.as_deref())?;
    let page = named::Numbered::asked(ask.page_number, ask.page_size)?;
    let among = TdeAttachments::of(call.region(), call.account());
    let permit = call.permit_on(DescribeTdeAttachments, among)?;

    let mut all = attachments::list_attachments(call.txn(), &permit).await?;
    all.retain(|it| ask.name.as_deref().is_none_or(|name| it.name.as_str() == name));

    let total = all.len();
    let shown: Vec<_> = page.of(all).iter().map(|it| shown(call, it)).collect();
    Ok(DescribeTdeAttachmentsResponse {
        page_number: page.number(),
        page_record_count: named::count(shown.len()),
        total_record_count: named::count(total),
        items: shown,
    })
}

fn shown(call: &Call<'_>, it: &Attachment) -> TdeAttachment {
    let (status, next_start, reason) = words(it);
    TdeAttachment {
        name: Some(it.name.to_string()),
        mount_path: Some(it.id.to_string()),
        status: Some(status.into()),
        next_start: Some(next_start.into()),
        reason: Some(reason.unwrap_or_default().into()),
        encryption_key: Some(it.key.to_string()),
        role_arn: Some(it.role.to_string()),
        service_key: Some(it.service_key),
        create_time: Some(iso_seconds(it.created)),
        token_time: Some(iso_seconds(it.renewed)),
        last_opened_time: it.opened.map(iso_seconds),
        last_refused_time: it.refusal.as_ref().map(|refusal| iso_seconds(refusal.at)),
        last_refused_reason: it.refusal.as_ref().map(|refusal| refusal.reason.to_string()),
        kept_until: it.kept_until.map(iso_seconds),
        vault_urls: attachment::urls(call, it),
        former_vault_urls: attachment::former_urls(call, it),
    }
}

/// `Status`, `NextStart` and `Reason`.
fn words(it: &Attachment) -> (&'static str, &'static str, Option<&str>) {
    let status = match it.kept_until {
        Some(_) => "Detached",
        None if it.keys.is_empty() => "Preparing",
        None => "Attached",
    };
    let (next_start, reason) = match it.next_start() {
        NextStart::Succeeds => ("Succeeds", None),
        NextStart::Waits(reason) => ("Waits", reason),
        NextStart::Refused(reason) => ("Refused", Some(reason)),
        NextStart::Unknown(reason) => ("Unknown", Some(reason)),
    };
    (status, next_start, reason)
}
