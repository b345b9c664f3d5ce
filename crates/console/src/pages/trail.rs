//! The audit trail: who called what, when, and what came of it; searched by time and by one attribute.

use askama::Template;
use serde_json::Value;

use super::Frame;
use crate::{
    ask::{Answer, Ask, path, render, rows, text},
    limits,
    trouble::{Notice, Trouble, is_denial},
};

/// What events are looked up by, as LookupEvents names it and as it is shown.
const ATTRIBUTES: [(&str, &str); 8] = [
    ("User", "User"),
    ("EventName", "Operation"),
    ("ServiceName", "Service"),
    ("ResourceName", "Resource"),
    ("EventAccessKeyId", "Access key"),
    ("SourceIpAddress", "Address"),
    ("EventRW", "Read or Write"),
    ("EventId", "Event ID"),
];
/// Which calls are shown.
const SHOWS: [(&str, &str); 3] = [("", "Every call"), (CHANGES, "Changes"), (DENIED, "Denied calls")];
const CHANGES: &str = "changes";
const DENIED: &str = "denied";
/// Events asked for at a time. Source: LookupEvents takes no more.
const EVENTS_AT_ONCE: &str = "50";
/// Answers that are read for one page of ours: of what was refused, and of one event.
pub(super) const ANSWERS_READ_MAX: usize = 10;

#[derive(Template)]
#[template(path = "trail.html")]
struct Page<'a> {
    frame: Frame,
    notice: Option<Notice>,
    from: &'a str,
    to: &'a str,
    key: &'a str,
    value: &'a str,
    show: &'a str,
    shows: [(&'static str, &'static str); 3],
    attributes: [(&'static str, &'static str); 8],
    events: Vec<Event>,
    /// The page of what was before; none where that is all.
    older: Option<String>,
    /// Whether this is not the first page.
    goes_on: bool,
    newest: String,
    /// Whether some records of this time are not there to be looked at.
    has_gaps: bool,
}

/// One call.
pub(super) struct Event {
    pub(super) href: String,
    pub(super) at: String,
    pub(super) operation: String,
    pub(super) service: String,
    pub(super) who: String,
    pub(super) resource: String,
    pub(super) from: String,
    /// Empty where it was done.
    pub(super) code: String,
}

pub(crate) async fn show(ask: &Ask<'_>) -> Answer {
    let query = &ask.query;
    let (from, to) = (query.get("from"), query.get("to"));
    let mut page = Page {
        frame: ask.frame("Audit", "audit"),
        notice: None,
        from,
        to,
        key: query.get("key"),
        value: query.get("value"),
        show: query.get("show"),
        shows: SHOWS,
        attributes: ATTRIBUTES,
        events: Vec::new(),
        older: None,
        goes_on: query.has("token"),
        newest: String::new(),
        has_gaps: false,
    };
    page.newest = page.address("");
    let (status, notice) = match read(ask, &mut page).await {
        Ok(()) => return ask.page(&page),
        Err(trouble) => (trouble.status(), trouble.notice()?),
    };
    page.notice = Some(notice);
    render(status, &page)
}

/// Reads until a page is full, there is no more, or enough is read.
async fn read(ask: &Ask<'_>, page: &mut Page<'_>) -> Result<(), Trouble> {
    let (start, end) = (moment(page.from), moment(page.to));
    let mut attributes = Vec::new();
    if !page.value.is_empty() {
        attributes.push((page.key, page.value));
    }
    if page.show == CHANGES {
        attributes.push(("EventRW", "Write"));
    }
    let of_attribute = |place: usize| attributes.get(place).copied().unwrap_or_default();
    let ((first, first_value), (second, second_value)) = (of_attribute(0), of_attribute(1));
    let denied_only = page.show == DENIED;
    let mut token = ask.query.get("token").to_owned();
    let answers = if denied_only { ANSWERS_READ_MAX } else { 1 };
    for _ in 0..answers {
        let params = [
            ("StartTime", start.as_str()),
            ("EndTime", &end),
            ("MaxResults", EVENTS_AT_ONCE),
            ("Direction", "BACKWARD"),
            ("LookupAttribute.1.Key", first),
            ("LookupAttribute.1.Value", first_value),
            ("LookupAttribute.2.Key", second),
            ("LookupAttribute.2.Value", second_value),
            ("NextToken", &token),
        ];
        let answer = ask.trail("LookupEvents", &params).await?;
        let events = rows(&answer, "/Events").iter().map(Event::of);
        page.has_gaps |= !rows(&answer, "/Gaps").is_empty();
        page.events.extend(events.filter(|event| !denied_only || event.is_denied()));
        token = text(&answer, "/NextToken");
        if token.is_empty() || page.events.len() >= limits::DETAILS_SHOWN_MAX {
            break;
        }
    }
    page.older = (!token.is_empty()).then(|| page.address(&token));
    Ok(())
}

/// A date and time as a browser's field gives it, as the API takes it.
fn moment(written: &str) -> String {
    match written.len() {
        // Without seconds where they are none.
        16 => format!("{written}:00Z"),
        19 => format!("{written}Z"),
        _ => written.to_owned(),
    }
}

impl Page<'_> {
    /// This search, going on where a token says.
    fn address(&self, token: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let fields = [
            ("from", self.from),
            ("to", self.to),
            ("key", self.key),
            ("value", self.value),
            ("show", self.show),
            ("token", token),
        ];
        for (name, value) in fields {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        format!("{}?{}", path(&["audit"]), query.finish())
    }
}

impl Event {
    pub(super) fn of(event: &Value) -> Self {
        let fact = |name: &str| text(event, &format!("/{name}"));
        let identity = |name: &str| text(event, &format!("/userIdentity/{name}"));
        let at = fact("eventTime");
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("at", &at).finish();
        let who = [identity("userName"), identity("principalId"), identity("type")];
        Self {
            href: format!("{}?{query}", path(&["audit", &fact("eventId")])),
            operation: fact("eventName"),
            service: fact("serviceName"),
            who: who.into_iter().find(|name| !name.is_empty()).unwrap_or_default(),
            resource: fact("resourceName"),
            from: fact("sourceIpAddress"),
            code: fact("errorCode"),
            at: to_the_second(&at),
        }
    }

    /// Whether a policy refused it.
    pub(super) fn is_denied(&self) -> bool {
        is_denial(&self.code)
    }

    pub(super) fn colour(&self) -> &'static str {
        match self.code.as_str() {
            "" => "good",
            _ if self.is_denied() => "bad",
            _ => "warn",
        }
    }

    /// What came of it: done, denied, or the code.
    pub(super) fn word(&self) -> &str {
        match self.code.as_str() {
            "" => "Done",
            _ if self.is_denied() => "Denied",
            code => code,
        }
    }
}

/// `2026-01-01 00:00:00`, UTC.
fn to_the_second(text: &str) -> String {
    text.chars().take(19).map(|letter| if letter == 'T' { ' ' } else { letter }).collect()
}
