//! The one funnel: parse, verify, caller, authorise, transaction, operation, commit with its audit record, answer.

mod admit;
mod destroy;
mod perform;
mod wear;

use std::{rc::Rc, sync::Arc};

use rampart_identity::replay::Guard;
use rampart_vocab::{Clock, Entropy};

pub use admit::Asked;
pub use destroy::KeysDestroyed;

use crate::{Services, audit::Trail};

/// One core's front. Each core has its own, with its own audit chain and its own pool of chance.
pub struct Front {
    services: Services,
    clock: Arc<dyn Clock>,
    entropy: Rc<dyn Entropy>,
    trail: Rc<Trail>,
    replay: Arc<Guard>,
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
        Self { services, clock, entropy, trail, replay }
    }
}
