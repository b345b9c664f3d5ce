//! A browser that follows nothing by itself: cookies, forms with their tokens, and what came back.

use std::{collections::BTreeMap, net::IpAddr, sync::Arc};

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use rampart_console::{Console, Response, Visit, Visitor};
use rampart_vocab::{Clock as _, ManualClock, SeededEntropy};

use crate::fake::{Fake, PASSWORD, at_once};

/// Where the console is reached.
pub(crate) const HOST: &str = "rampart.test:8470";
/// Whom to sign in as.
pub(crate) const ACCOUNT: &str = "1234567890123456";

/// A console and the server behind it.
pub(crate) struct World {
    pub(crate) console: Console,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) fake: Fake,
}

/// Chance for many threads.
struct Chance(std::sync::Mutex<SeededEntropy>);

impl rampart_vocab::Entropy for Chance {
    fn fill(&self, out: &mut [u8]) {
        self.0.lock().unwrap().fill(out);
    }
}

impl World {
    pub(crate) fn new(fake: Fake) -> Self {
        let clock = Arc::new(ManualClock::at("2026-01-01T00:00:00Z".parse().unwrap()));
        let chance = Arc::new(Chance(std::sync::Mutex::new(SeededEntropy::new(1))));
        let console = Console::new(Arc::clone(&clock) as _, chance, "cn-hangzhou".to_owned(), &[7; 32]);
        Self { console, clock, fake }
    }

    /// The same server started anew, at the same time.
    pub(crate) fn restarted(self) -> Self {
        let world = Self::new(self.fake);
        let lived = self.clock.now().as_millisecond() - world.clock.now().as_millisecond();
        world.clock.advance_ms(lived);
        world
    }

    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser {
            world: self,
            cookies: BTreeMap::new(),
            secure: true,
            address: "192.0.2.1".parse().unwrap(),
            token: String::new(),
            headers: Vec::new(),
        }
    }

    /// A browser that has signed in.
    pub(crate) fn signed_in(&self) -> Browser<'_> {
        let mut browser = self.browser();
        let answer = browser.sign_in(ACCOUNT, PASSWORD, "");
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{}", text(&answer));
        browser.get("/console/sign-in");
        browser.get("/console/");
        browser
    }
}

pub(crate) struct Browser<'a> {
    world: &'a World,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) secure: bool,
    pub(crate) address: IpAddr,
    /// The token of the page that was last shown.
    pub(crate) token: String,
    /// Sent with everything.
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Browser<'_> {
    pub(crate) fn get(&mut self, target: &str) -> Response {
        self.send("GET", target, None)
    }

    /// Sends a form with the token of the page that was last shown.
    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Response {
        let token = self.token.clone();
        self.post_bare(path, &[&[("csrf", token.as_str())], fields].concat())
    }

    /// Sends a form as it is.
    pub(crate) fn post_bare(&mut self, path: &str, fields: &[(&str, &str)]) -> Response {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send("POST", path, Some(body.into_bytes()))
    }

    pub(crate) fn sign_in(&mut self, name: &str, password: &str, next: &str) -> Response {
        self.get("/console/sign-in");
        self.post("/console/sign-in", &[("name", name), ("password", password), ("next", next)])
    }

    /// Sends anything.
    pub(crate) fn send(&mut self, method: &str, target: &str, body: Option<Vec<u8>>) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert("host", HeaderValue::from_static(HOST));
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            headers.insert("cookie", cookies.join("; ").parse().unwrap());
        }
        if body.is_some() {
            headers.insert("content-type", HeaderValue::from_static("application/x-www-form-urlencoded"));
        }
        for (name, value) in &self.headers {
            headers.insert(HeaderName::from_static(name), value.parse().unwrap());
        }
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let visit = Visit {
            method,
            path,
            query,
            headers: &headers,
            body: Some(body.as_deref().unwrap_or_default()),
            from: Visitor {
                source_ip: Some(self.address),
                secure: self.secure,
                plain_http_taken: self.address.is_loopback(),
            },
        };
        let answer = at_once(self.world.console.answer(&self.world.fake, &visit));
        for set in answer.headers().get_all("set-cookie") {
            let (name, value) = set.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            match value {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        if let Some(token) = attribute(&text(&answer), r#"name="csrf" value=""#) {
            self.token = token;
        }
        answer
    }
}

/// The body as text.
pub(crate) fn text(answer: &Response) -> String {
    String::from_utf8(answer.body().to_vec()).unwrap()
}

/// Where an answer leads.
pub(crate) fn location(answer: &Response) -> &str {
    answer.headers().get("location").map(|to| to.to_str().unwrap()).unwrap_or_default()
}

/// What follows some text up to the next quotation mark.
pub(crate) fn attribute(page: &str, before: &str) -> Option<String> {
    let (_, after) = page.split_once(before)?;
    after.split_once('"').map(|(value, _)| value.to_owned())
}

/// A pattern of pages or forms with a name in each `*`.
pub(crate) fn filled(pattern: &str) -> String {
    let pattern = pattern.replacen("policies/*", "policies/Custom", 1);
    format!("/console/{}", pattern.replace('*', "one"))
}
