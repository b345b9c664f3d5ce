//! The one funnel: parse, verify, caller, authorise, transaction, operation, commit with its audit record, answer.

mod admit;
mod destroy;
mod past;
mod perform;
mod sign_out;
mod throttle;
mod tries;
mod wear;

use std::{rc::Rc, sync::Arc};

use rampart_identity::replay::Guard;
use rampart_vocab::{Clock, Entropy};

pub use admit::Asked;
pub use destroy::{GRACE as KEY_GRACE, KeysDestroyed};
pub use past::SurelyPast;
pub use throttle::{Rates, Throttle};

use crate::{Services, audit::Trail};

/// One core's front. Each core has its own, with its own audit chain and its own pool of chance.
pub struct Front {
    services: Services,
    clock: Arc<dyn Clock>,
    entropy: Rc<dyn Entropy>,
    trail: Rc<Trail>,
    replay: Arc<Guard>,
    throttle: Option<Arc<Throttle>>,
}

impl Front {
    /// A front over the shared services. `trail` is this core's own; `replay` is one for all.
    pub fn new(
        services: Services,
        clock: Arc<dyn Clock>,
        entropy: Rc<dyn Entropy>,
        trail: Rc<Trail>,
        replay: Arc<Guard>,
    ) -> Self {
        Self { services, clock, entropy, trail, replay, throttle: None }
    }

    /// With limits on how often one may call, the same for all fronts of a server.
    #[must_use]
    pub fn throttled(self, throttle: Arc<Throttle>) -> Self {
        Self { throttle: Some(throttle), ..self }
    }
}
