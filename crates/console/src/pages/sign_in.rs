//! Sign-in and sign-out: a password for a session, whose id is always a new one.

use std::sync::Arc;

use askama::Template;
use http::{HeaderValue, StatusCode};
use rampart_client::{SecretText, Service};
use rampart_vocab::Timestamp;

use crate::{
    Back, Console, Response, SignInRefused, Visit, Who,
    ask::{path, render},
    csrf,
    fields::Fields,
    known, limits, origin, response, route, session, statics,
};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct Page<'a> {
    files: String,
    csrf: String,
    next: &'a str,
    name: &'a str,
    fault: &'a str,
    told: Option<&'static str>,
    secure: bool,
}

/// What a sign-in page says besides its form.
#[derive(Default)]
struct Shown<'a> {
    /// Where one is sent on to.
    next: Option<&'a str>,
    name: &'a str,
    fault: &'a str,
    told: Option<&'static str>,
}

/// In the address of the page that comes after a password was changed.
pub(crate) const PASSWORD_CHANGED: &str = "password";

/// The sign-in page, with a cookie and a token bound to it.
pub(crate) fn show(console: &Console, visit: &Visit<'_>) -> Response {
    let query = visit.query();
    let next = next(query.get("next"));
    let told = match query.get("told") {
        PASSWORD_CHANGED => Some("The password is changed. Sign in with it."),
        _ => None,
    };
    page(console, visit, StatusCode::OK, &Shown { next: next.as_deref(), told, ..Shown::default() })
}

/// Takes a name and a password.
pub(crate) async fn submit(console: &Console, back: &dyn Back, visit: &Visit<'_>, form: &Fields) -> Response {
    let now = console.clock.now();
    let (name, next) = (form.get("name"), next(form.get("next")));
    let again = |status, fault: &str| {
        page(console, visit, status, &Shown { next: next.as_deref(), name, fault, told: None })
    };
    let door = visit.cookie(session::door_cookie(visit.from.secure)).unwrap_or_default();
    if !origin::is_ours(visit) || !console.seal.holds(door, form.raw(csrf::FIELD), now) {
        return again(StatusCode::FORBIDDEN, "This page had been open too long. Sign in again.");
    }
    let password = SecretText::from(form.raw("password"));
    if name.is_empty() || password.reveal().is_empty() {
        return again(StatusCode::UNPROCESSABLE_ENTITY, "Enter your name and your password.");
    }
    let secure = visit.from.secure;
    let who = Who::read(name);
    let counted = who.counted();
    let mark = visit.cookie(known::cookie(secure)).unwrap_or_default();
    let browser = console.marks.browser(mark, &counted, secure, now);
    if let Err(seconds) = console.throttle.take(&counted, visit.from.source_ip, browser, now) {
        let fault = format!("Too many tries. Wait {seconds} seconds and try again.");
        let mut answer = again(StatusCode::TOO_MANY_REQUESTS, &fault);
        let value = HeaderValue::from(u64::try_from(seconds).unwrap_or_default());
        answer.headers_mut().insert(http::header::RETRY_AFTER, value);
        return answer;
    }
    match back.sign_in(&who, &password, &visit.from).await {
        Ok(signed_in) => {
            console.throttle.held(&counted, visit.from.source_ip, browser);
            // Whatever session the browser came with ends here: its id is never taken over.
            if let Some(old) = visit.cookie(session::cookie(secure)) {
                // Nobody asked for that end: where its credentials go on, the server's log says so.
                let _ = leave(console, back, visit, old).await;
            }
            let must_change = signed_in.must_change_password;
            let mark = console.marks.made(&counted, browser, secure, now, console.entropy.as_ref());
            let id = console.sessions.begin(signed_in, secure, now, console.entropy.as_ref());
            let change = path(&["password"]);
            let next = next.as_deref().unwrap_or(crate::HOME);
            let mut answer = response::see(if must_change { &change } else { next });
            response::set_cookie(&mut answer, session::cookie(secure), &id, secure, None);
            let age = Some(limits::KNOWN_BROWSER_SECONDS);
            response::set_cookie(&mut answer, known::cookie(secure), &mark, secure, age);
            response::set_cookie(&mut answer, session::door_cookie(secure), "", secure, Some(0));
            response::known(answer)
        }
        Err(SignInRefused::NotRight) => {
            again(StatusCode::UNPROCESSABLE_ENTITY, "The name or the password is not right.")
        }
        Err(SignInRefused::Because(why)) => {
            again(StatusCode::UNPROCESSABLE_ENTITY, &format!("{}.", sentence(&why)))
        }
        Err(refused @ (SignInRefused::Busy | SignInRefused::Unavailable)) => {
            again(StatusCode::SERVICE_UNAVAILABLE, &format!("{}.", sentence(&refused.to_string())))
        }
    }
}

/// Ends the session, wherever the form stood. Where its credentials go on, that is said.
pub(crate) async fn out(console: &Console, back: &dyn Back, visit: &Visit<'_>) -> Response {
    let name = session::cookie(visit.from.secure);
    let left = match visit.cookie(name) {
        Some(id) => leave(console, back, visit, id).await,
        None => Ok(()),
    };
    let mut answer = match left {
        Ok(()) => response::see(&path(&["sign-in"])),
        Err(live) => {
            let fault = live.told();
            let shown = Shown { fault: &fault, ..Shown::default() };
            page(console, visit, StatusCode::SERVICE_UNAVAILABLE, &shown)
        }
    };
    response::set_cookie(&mut answer, name, "", visit.from.secure, Some(0));
    answer
}

/// What a session's last words are called. No operation of the API is, so that they are good for nothing else.
const LAST_WORDS: &str = "ConsoleSignout";

/// A session that is over here, and whose credentials could not be ended.
struct Live(Arc<session::Session>);

impl Live {
    fn told(&self) -> String {
        let until = self.0.credentials_expire;
        let until = Timestamp::from_second(until.as_second()).unwrap_or(until);
        format!(
            "You are signed out of this browser, but the server could not end the session’s credentials: whoever has them \
             can use them until {until}. Have them ended by EndSessions, with the access key ID {}.",
            self.0.credentials.access_key_id()
        )
    }
}

/// Ends a session: here at once, and then its credentials wherever they would still be taken.
async fn leave(console: &Console, back: &dyn Back, visit: &Visit<'_>, id: &str) -> Result<(), Live> {
    let found = console.sessions.peek(id, visit.from.secure, console.clock.now());
    console.sessions.end(id);
    let Some((_, session)) = found else { return Ok(()) };
    let (clock, entropy) = (console.clock.as_ref(), console.entropy.as_ref());
    let signed = session.credentials.sign(visit.host(), Service::Sts, LAST_WORDS, &[], clock, entropy);
    let ended = match signed {
        Ok(proof) => back.sign_out(&proof, &visit.from).await.is_ok(),
        Err(_) => false,
    };
    if ended { Ok(()) } else { Err(Live(session)) }
}

/// Sends whoever has no session to the sign-in page, and from there back to where he was: for a form, to the page that it stood
/// on. A script that asked for a part of a page is told, and leaves the page as it is: what was written there is not lost.
pub(crate) fn needed(visit: &Visit<'_>, below: &[&str]) -> Response {
    if visit.wants_part() {
        return response::with(StatusCode::UNAUTHORIZED, "text/plain; charset=utf-8", "".into());
    }
    let to = match visit.method {
        "POST" => route::form_page(below),
        _ => route::page_path(below).map(|page| with_query(page, visit.query)),
    };
    response::see(&match to.filter(|to| to != crate::HOME) {
        Some(page) => {
            let next: String = form_urlencoded::byte_serialize(page.as_bytes()).collect();
            format!("{}?next={next}", path(&["sign-in"]))
        }
        None => path(&["sign-in"]),
    })
}

fn page(console: &Console, visit: &Visit<'_>, status: StatusCode, shown: &Shown<'_>) -> Response {
    // Two tabs have one cookie, so that either can be sent.
    let kept = visit.cookie(session::door_cookie(visit.from.secure)).filter(|cookie| session::is_id(cookie));
    let cookie = kept.map_or_else(|| session::fresh(console.entropy.as_ref()), ToOwned::to_owned);
    let page = Page {
        files: statics::files(),
        csrf: console.seal.token(&cookie, console.clock.now()),
        next: shown.next.unwrap_or_default(),
        name: shown.name,
        fault: shown.fault,
        told: shown.told,
        secure: visit.from.secure,
    };
    let mut answer = match render(status, &page) {
        Ok(answer) => answer,
        Err(_) => super::trouble::page(StatusCode::INTERNAL_SERVER_ERROR, visit),
    };
    let secure = visit.from.secure;
    let age = Some(limits::SIGN_IN_PAGE_SECONDS);
    response::set_cookie(&mut answer, session::door_cookie(secure), &cookie, secure, age);
    answer
}

/// One of our own pages, rebuilt from its segments and the fields of its query; nothing else is gone to.
fn next(wanted: &str) -> Option<String> {
    let below = wanted.strip_prefix(crate::HOME)?;
    let (below, query) = below.split_once('?').unwrap_or((below, ""));
    let decoded: Option<Vec<String>> = below
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| {
            percent_encoding::percent_decode_str(segment).decode_utf8().ok().map(|text| text.into_owned())
        })
        .collect();
    let decoded = decoded?;
    let page = route::page_path(&decoded.iter().map(String::as_str).collect::<Vec<_>>())?;
    Some(with_query(page, query))
}

/// A page with the fields of a query, written anew; without them where they are too long to be sent along.
fn with_query(page: String, query: &str) -> String {
    if query.is_empty() || query.len() > limits::NEXT_QUERY_BYTES_MAX {
        return page;
    }
    let fields = form_urlencoded::parse(query.as_bytes());
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    if query.is_empty() { page } else { format!("{page}?{query}") }
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_are_gone_to() {
        for (wanted, to) in [
            ("/console/policies", Some("/console/policies")),
            ("/console/policies/", Some("/console/policies")),
            ("/console/role/a.b-c", Some("/console/role/a.b-c")),
            ("/console/role/a%2Fb", Some("/console/role/a%2Fb")),
            ("/console/", Some("/console/")),
            ("/console//policies", Some("/console/policies")),
            ("", None),
            ("/", None),
            ("//evil.example", None),
            ("/\\evil.example", None),
            ("https://evil.example/console/policies", None),
            ("/console/../evil", None),
            ("/console/nowhere", None),
            ("/console/policies?x=1", Some("/console/policies?x=1")),
            ("/console/?q=a b&q=%2F%26", Some("/console/?q=a+b&q=%2F%26")),
            ("/console/policies?", Some("/console/policies")),
            ("/console/policies?x=1#y", Some("/console/policies?x=1%23y")),
            ("/console/policies?x\r\nSet-Cookie: a=b", Some("/console/policies?x%0D%0ASet-Cookie%3A+a=b")),
            ("/console/policies?//evil.example", Some("/console/policies?%2F%2Fevil.example=")),
            ("/console/nowhere?/console/policies", None),
            ("?/console/policies", None),
            ("/console/sign-out", None),
            ("/console/policies\r\nSet-Cookie: a=b", None),
            ("javascript:alert(1)", None),
            (" /console/policies", None),
        ] {
            assert_eq!(next(wanted).as_deref(), to, "{wanted}");
        }
    }
}
