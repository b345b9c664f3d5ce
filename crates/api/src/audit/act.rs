//! Acts: what is done by a rule of the server's own and no call of the API, such as a sign-in, and is recorded all the
//! same.
//!
//! Who does it, on what, and how it ended is whoever does it to say. Calls of the API are recorded by the front.

use std::borrow::Cow;

use rampart_vocab::{AccountId, Timestamp};

use super::record::{AuditCaller, AuditRecord, Deciding, DecisionMade, Outcome, Ruling};
use crate::Origin;

/// One kind of act, by the names that it has in the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The service's code, such as `signin`.
    pub service: &'static str,
    /// What it is called; no operation of the API is.
    pub operation: &'static str,
    /// The right that it stands for, such as `signin:ConsoleSignin`.
    pub action: Cow<'static, str>,
    /// The rule by which it may be done, such as `console password`.
    pub rule: &'static str,
}

impl Act {
    /// What is recorded of one such act.
    pub fn record<'a>(
        &self,
        at: Timestamp,
        origin: &Origin,
        account: AccountId,
        caller: AuditCaller<'a>,
        resource: impl Into<Cow<'a, str>>,
        outcome: Outcome<'a>,
    ) -> AuditRecord<'a> {
        AuditRecord {
            at,
            request: origin.request,
            cause: origin.cause,
            account,
            caller,
            source_ip: origin.source_ip,
            secure_transport: origin.secure_transport,
            service: self.service.into(),
            operation: self.operation.into(),
            decisions: vec![DecisionMade {
                action: self.action.clone(),
                resource: resource.into(),
                ruling: ruling(&outcome),
                by: Deciding::Gate(self.rule.into()),
            }],
            decisions_cut: 0,
            outcome,
        }
    }
}

/// What failed had been allowed: the rule has said no only to what was refused for its caller's sake.
fn ruling(outcome: &Outcome<'_>) -> Ruling {
    match outcome {
        Outcome::Refused { status: ..500, .. } => Ruling::Denied,
        Outcome::Refused { .. } | Outcome::Done => Ruling::Allowed,
    }
}

#[cfg(test)]
mod tests {
    use rampart_vocab::{Clock as _, ManualClock, SeededEntropy};

    use super::*;

    #[test]
    fn the_ruling_of_an_act_follows_from_its_outcome() {
        let clock = ManualClock::at("2026-01-01T00:00:00Z".parse().unwrap());
        let origin = Origin::within(&clock, &SeededEntropy::new(1));
        let act = Act { service: "s", operation: "Act", action: "s:Act".into(), rule: "rule" };
        let (account, key) = ("1234567890123456".parse().unwrap(), Some("STS.x".into()));
        let caller = AuditCaller { arn: "a".into(), kind: "RootUser".into(), access_key: key, session: None };
        let refused = |status| Outcome::Refused { code: "No".into(), status };
        for (outcome, ruling) in [
            (Outcome::Done, Ruling::Allowed),
            (refused(401), Ruling::Denied),
            (refused(403), Ruling::Denied),
            (refused(500), Ruling::Allowed),
            (refused(503), Ruling::Allowed),
        ] {
            let record = act.record(clock.now(), &origin, account, caller.clone(), "r", outcome.clone());
            let by = Deciding::Gate("rule".into());
            let decision = DecisionMade { action: "s:Act".into(), resource: "r".into(), ruling, by };
            assert_eq!(record.decisions, [decision], "{outcome:?}");
            assert_eq!((record.request, record.source_ip, record.outcome), (origin.request, None, outcome));
        }
    }
}
