//! The web console under `/console/`: pages are rendered here, and everything they show or change is asked of the public
//! API, signed like anybody's call.
//!
//! It knows no store, no caller and no right. Who carries its calls, and who checks a password, is [`Back`]'s: the server's.

mod ask;
mod back;
mod csrf;
mod diff;
mod fields;
mod headers;
mod known;
pub mod limits;
mod live;
mod origin;
mod pages;
mod policy_text;
mod response;
mod route;
mod session;
mod statics;
mod throttle;
mod trouble;
mod visit;

use std::sync::Arc;

use rampart_vocab::{Clock, Entropy};

pub use back::{Back, CredentialsLive, SignInRefused, SignedIn, Who};
pub use live::{Beat, Live};
pub use response::{Known, Response};
pub use route::{FORMS, PAGES};
pub use visit::{Visit, Visitor};

use crate::{csrf::Seal, known::Marks, session::Sessions, throttle::Throttle};

/// Where the console lies.
pub const HOME: &str = "/console/";

/// The console of one server: its sessions, and what has been tried at its door. One for all cores.
pub struct Console {
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy + Send + Sync>,
    region: String,
    sessions: Sessions,
    throttle: Throttle,
    seal: Seal,
    marks: Marks,
}

impl Console {
    /// A console that nobody has signed in to. `region` is what its pages name; under `marks` it knows browsers again in
    /// which somebody signed in, so that is to be the same after a restart.
    pub fn new(
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy + Send + Sync>,
        region: String,
        marks: &[u8; 32],
    ) -> Self {
        let (seal, marks) = (Seal::new(entropy.as_ref()), Marks::new(marks));
        Self { clock, entropy, region, sessions: Sessions::new(), throttle: Throttle::new(), seal, marks }
    }

    /// Whether a path is the console's to answer.
    pub fn has(path: &str) -> bool {
        path == "/console" || path.starts_with(HOME)
    }

    /// Answers one request, whatever it holds.
    pub async fn answer(&self, back: &dyn Back, visit: &Visit<'_>) -> Response {
        let answer = route::answer(self, back, visit).await;
        headers::dress(answer, visit)
    }
}
