//! `LookupEvents`: the account's own calls, allowed and refused, as the audit trail of this server has them.
//!
//! Source: ActionTrail, LookupEvents. A page may hold fewer events than asked for, or none, and still bear a `NextToken`:
//! what one page looks through is bounded. `Gaps`, ours, says what could not be looked at.

mod event;
mod question;

use rampart_authz::{Collection, actions};
use rampart_identity::slip::SlipUse;
use rampart_vocab::iso_seconds;
use rampart_wire::actiontrail::lookup_events::{LookupEventsRequest, LookupEventsResponse};

use crate::{
    Answer, Call, Refusal,
    audit::lookup::{Gap, Wanted},
};
use question::{Continued, Question};

actions! { "actiontrail": LookupEvents }

pub(crate) async fn lookup_events(
    call: &mut Call<'_>,
    ask: LookupEventsRequest,
) -> Answer<LookupEventsResponse> {
    let (account, now) = (call.account(), call.now());
    call.permit_on(LookupEvents, Collection::global("actiontrail", account, "*"))?;
    let continued = match &ask.next_token {
        Some(token) => Some(opened(call, token).await?),
        None => None,
    };
    let (question, from) = Question::read(ask, continued, now)?;

    let attributes = question.attributes.clone();
    let wanted = Wanted {
        since: question.since,
        until: question.until(),
        order: question.order,
        limit: question.limit,
        lets_through: Box::new(move |record| {
            record.account == account && attributes.iter().all(|attribute| attribute.holds(record))
        }),
    };
    let page = call.services().trail.page(wanted, from).await;
    let page = page.map_err(|error| Refusal::unavailable(format!("the audit trail: {error}")))?;

    let next_token = page.next.map(|place| {
        let content = Continued { question: &question, place }.to_bytes();
        call.services().identity.seal_slip(SlipUse::Page, account, &content, now, call.entropy())
    });
    let region = call.region();
    Ok(LookupEventsResponse {
        start_time: Some(iso_seconds(question.since)),
        end_time: Some(iso_seconds(question.end)),
        next_token,
        events: page.records.iter().map(|placed| event::shown(placed, region)).collect(),
        gaps: page.gaps.iter().map(told).collect(),
    })
}

async fn opened(call: &Call<'_>, token: &str) -> Answer<question::Opened> {
    let (identity, store) = (&call.services().identity, &call.services().store);
    let opened = identity.open_slip(SlipUse::Page, call.account(), token, call.now(), store).await;
    match opened {
        Ok(bytes) => question::Opened::from_bytes(&bytes).ok_or_else(question::no_such_page),
        Err(rampart_identity::slip::SlipRefused::NotOurs) => Err(question::no_such_page()),
        Err(rampart_identity::slip::SlipRefused::Store(failed)) => Err(failed.into()),
    }
}

fn told(gap: &Gap) -> String {
    match gap {
        Gap::Pruned { core } => format!("older events of core {core} are no longer kept"),
        Gap::Damaged { core, segment } => format!(
            "segment {segment} of core {core} is damaged, what follows in it is not shown; see `rampart audit verify`"
        ),
    }
}
