//! Live parts of pages: what changes by itself, told as server-sent events (HTML standard, §9.2).
//!
//! What a part shows stands with its page. Here is who may follow it, what he is told, and when that ends.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use aws_lc_rs::digest;
use bytes::Bytes;
use http::StatusCode;

use crate::{
    Back, Console, Response, Visit, Visitor,
    ask::Ask,
    fields::Fields,
    limits,
    pages::{accounts, database, databases},
    response,
    session::{Seated, Session},
    trouble::Trouble,
};

/// A stream that has begun: whoever carries it asks for its next piece by [`Console::beat`].
#[derive(Clone)]
pub struct Live {
    part: Part,
    seat: Seated,
    session: Arc<Session>,
    from: Visitor,
    host: String,
    /// The digest of what the browser shows.
    seen: String,
    _stream: Arc<Stream>,
}

/// What a stream comes to at one look.
#[derive(Debug)]
pub enum Beat {
    /// Send this, and ask again after [`limits::BEAT_SECONDS`].
    Told(Bytes),
    /// Send this, and end the stream.
    Last(Bytes),
}

/// Which part of which page is followed.
#[derive(Clone)]
enum Part {
    Databases,
    Database(String),
    Accounts(String),
}

/// A sign that somebody listens, and how long a browser waits before it begins anew.
const STILL: &[u8] = b"retry: 1000\n\n";
/// The session is over: the page is to be asked for again, which leads to the door.
const OUT: &[u8] = b"event: out\ndata:\n\n";
/// There is no more to follow.
const END: &[u8] = b"event: end\ndata:\n\n";

/// A page's part, with the digest by which a browser says what it has.
pub(crate) fn digest_of(part: &str) -> String {
    let digest = digest::digest(&digest::SHA256, part.as_bytes());
    hex::encode(digest).chars().take(16).collect()
}

/// Whether a stream is asked for.
pub(crate) fn is_stream(below: &[&str]) -> bool {
    below.first() == Some(&"live")
}

/// Begins a stream, where there is such a part and the session has not too many.
pub(crate) fn begin(
    visit: &Visit<'_>,
    session: Option<(Seated, Arc<Session>)>,
    below: &[&str],
) -> Option<Response> {
    let part = match below {
        ["live", "databases"] => Part::Databases,
        ["live", "database", id] => Part::Database((*id).to_owned()),
        ["live", "database", id, "accounts"] => Part::Accounts((*id).to_owned()),
        _ => return None,
    };
    // A browser that is told in HTML that it is signed out would ask no more, and stay where it is.
    let Some((seat, session)) = session else { return Some(events(OUT)) };
    if visit.method != "GET" {
        return Some(events(STILL));
    }
    let Some(stream) = Stream::begin(&session.streams) else {
        return Some(response::with(
            StatusCode::TOO_MANY_REQUESTS,
            "text/plain; charset=utf-8",
            "too many pages are followed at once, reload this one to see what is new".into(),
        ));
    };
    let seen =
        visit.header("last-event-id").map_or_else(|| visit.query().get("seen").to_owned(), str::to_owned);
    let (from, host) = (visit.from.clone(), visit.host().to_owned());
    let live = Live { part, seat, session, from, host, seen, _stream: Arc::new(stream) };
    let mut answer = events(STILL);
    answer.extensions_mut().insert(live);
    Some(response::known(answer))
}

fn events(bytes: &'static [u8]) -> Response {
    response::with(StatusCode::OK, "text/event-stream", Bytes::from_static(bytes))
}

impl Console {
    /// Looks once more at what is followed. The session is asked for each time, and looking does not keep it from ending.
    pub async fn beat(&self, back: &dyn Back, live: &mut Live) -> Beat {
        if !self.sessions.stands(&live.seat, live.from.secure, self.clock.now()) {
            return Beat::Last(Bytes::from_static(OUT));
        }
        let ask = Ask {
            back,
            from: &live.from,
            host: &live.host,
            clock: self.clock.as_ref(),
            entropy: self.entropy.as_ref(),
            region: &self.region,
            session: Arc::clone(&live.session),
            query: Fields::default(),
            form: Fields::default(),
        };
        let part = match &live.part {
            Part::Databases => databases::part(&ask).await,
            Part::Database(id) => database::part(&ask, id).await,
            Part::Accounts(id) => accounts::part(&ask, id).await,
        };
        match part {
            Ok(part) => {
                let digest = digest_of(&part);
                if live.seen == digest {
                    return Beat::Told(Bytes::from_static(STILL));
                }
                let told = Beat::Told(event(&digest, &part));
                live.seen = digest;
                told
            }
            Err(Trouble::SignedOut) => {
                self.sessions.end_seat(&live.seat);
                Beat::Last(Bytes::from_static(OUT))
            }
            // It may be better at the next look.
            Err(Trouble::Failed(_)) => Beat::Told(Bytes::from_static(STILL)),
            Err(Trouble::Refused(refusal))
                if refusal.status >= 500 || refusal.code.starts_with("Throttling") =>
            {
                Beat::Told(Bytes::from_static(STILL))
            }
            Err(_) => Beat::Last(Bytes::from_static(END)),
        }
    }
}

fn event(digest: &str, part: &str) -> Bytes {
    let mut text = format!("event: part\nid: {digest}\n");
    for line in part.lines() {
        text.push_str("data: ");
        // A carriage return would end the line, and what follows were a field of its own.
        text.extend(line.chars().filter(|letter| *letter != '\r'));
        text.push('\n');
    }
    text.push('\n');
    text.into()
}

/// One of a session's streams; whoever drops it makes room for the next.
struct Stream(Arc<AtomicUsize>);

impl Stream {
    fn begin(all: &Arc<AtomicUsize>) -> Option<Self> {
        let one_more = |all: usize| (all < limits::STREAMS_PER_SESSION_MAX).then_some(all + 1);
        all.fetch_update(Relaxed, Relaxed, one_more).ok().map(|_| Self(Arc::clone(all)))
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}
