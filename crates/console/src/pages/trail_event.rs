//! One call of the audit trail: what was decided of it, and where it was denied, why, as the policies are now.

use askama::Template;
use rampart_vocab::{Timestamp, iso_seconds};
use serde_json::{Value, json};

use super::{
    Frame,
    explained::Explained,
    trail::{ANSWERS_READ_MAX, Event},
};
use crate::{
    ask::{Answer, Ask, rows, text},
    limits,
    trouble::{Notice, Trouble},
};

/// What is shown of an event beside what its row says, in its order.
const FACTS: [(&str, &str); 10] = [
    ("Message", "/errorMessage"),
    ("Code", "/errorCode"),
    ("Event ID", "/eventId"),
    ("Request ID", "/requestId"),
    ("For request", "/additionalEventData/CauseRequestId"),
    ("Identity", "/userIdentity/type"),
    ("Principal", "/userIdentity/principalId"),
    ("Access key", "/userIdentity/accessKeyId"),
    ("Resource type", "/resourceType"),
    ("Over", "/additionalEventData/Scheme"),
];

#[derive(Template)]
#[template(path = "trail_event.html")]
struct Page {
    frame: Frame,
    notice: Option<Notice>,
    event: Event,
    facts: Vec<(&'static str, String)>,
    decisions: Vec<Decision>,
    /// The denied question, asked again; none where nothing was denied or nobody may ask.
    explained: Option<Explained>,
}

/// What was decided while the call ran.
struct Decision {
    action: String,
    resource: String,
    is_denied: bool,
    /// What decided, in words.
    by: String,
}

pub(crate) async fn show(ask: &Ask<'_>, id: &str) -> Answer {
    let found = find(ask, id).await?;
    let found = &found;
    let event = Event::of(found);
    let decisions = rows(found, "/additionalEventData/Decisions").iter();
    let decisions: Vec<_> = decisions.take(limits::DETAILS_SHOWN_MAX).map(Decision::of).collect();
    let (explained, notice) = match asked_again(ask, found, &decisions).await {
        Ok(explained) => (explained, None),
        // The event is told all the same.
        Err(trouble) => (None, Some(trouble.notice()?)),
    };
    let facts = FACTS.into_iter().map(|(title, pointer)| (title, text(found, pointer)));
    ask.page(&Page {
        frame: ask.frame(event.operation.clone(), "audit"),
        notice,
        facts: facts.filter(|(_, value)| !value.is_empty()).collect(),
        decisions,
        explained,
        event,
    })
}

/// The event of an id, near the time that the address tells. A page of the API's may come without it and yet go on.
async fn find(ask: &Ask<'_>, id: &str) -> Result<Value, Trouble> {
    let (from, to) = around(ask.query.get("at"));
    let mut token = String::new();
    for _ in 0..ANSWERS_READ_MAX {
        let params = [
            ("StartTime", from.as_str()),
            ("EndTime", &to),
            ("LookupAttribute.1.Key", "EventId"),
            ("LookupAttribute.1.Value", id),
            ("NextToken", &token),
        ];
        let answer = ask.trail("LookupEvents", &params).await?;
        if let Some(found) = rows(&answer, "/Events").first() {
            return Ok(found.clone());
        }
        token = text(&answer, "/NextToken");
        if token.is_empty() {
            break;
        }
    }
    Err(Trouble::NoPage)
}

/// A moment's surroundings, so that not all of the trail is searched; empty where none is known.
fn around(at: &str) -> (String, String) {
    let Ok(at) = at.parse::<Timestamp>() else { return Default::default() };
    let near = |seconds: i64| {
        let near = Timestamp::from_second(at.as_second().saturating_add(seconds));
        near.map(iso_seconds).unwrap_or_default()
    };
    (near(-1), near(1))
}

/// What was denied, asked of the policies as they are now.
async fn asked_again(
    ask: &Ask<'_>,
    event: &Value,
    decisions: &[Decision],
) -> Result<Option<Explained>, Trouble> {
    let Some(denied) = decisions.iter().find(|decision| decision.is_denied) else { return Ok(None) };
    let Some(principal) = principal(event) else { return Ok(None) };
    let secure = text(event, "/additionalEventData/Scheme") == "https";
    let conditions = json!({
        "acs:CurrentTime": [text(event, "/eventTime")],
        "acs:SecureTransport": [secure],
        "acs:SourceIp": [text(event, "/sourceIpAddress")],
    });
    let params = [
        ("Principal", principal.as_str()),
        ("PrincipalAction", &denied.action),
        ("Resource", &denied.resource),
        ("Conditions", &conditions.to_string()),
    ];
    let answer = ask.ram("SimulatePolicy", &params).await?;
    Ok(Some(Explained::simulated(&answer, &denied.action, &denied.resource)))
}

/// Who called, as an ARN; none of the account itself, whom no policy stops.
fn principal(event: &Value) -> Option<String> {
    let fact = |name: &str| text(event, &format!("/userIdentity/{name}"));
    let (account, name) = (fact("accountId"), fact("userName"));
    match fact("type").as_str() {
        "ram-user" => Some(format!("acs:ram::{account}:user/{name}")),
        "assumed-role" => {
            let role = name.split(':').next()?;
            Some(format!("acs:ram::{account}:role/{role}"))
        }
        _ => None,
    }
}

impl Decision {
    fn of(decision: &Value) -> Self {
        let fact = |name: &str| text(decision, &format!("/{name}"));
        Self {
            action: fact("Action"),
            resource: fact("Resource"),
            is_denied: fact("Decision") != "Allowed",
            by: fact("Reason"),
        }
    }
}
