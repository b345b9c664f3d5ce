//! One call while its operation runs: who asks, the transaction, and the doors to time, chance and rights.

use std::{net::IpAddr, sync::Arc};

use rampart_authz::{
    Action, Asked, Caller, Circumstances, DecidedBy, Denied, DeniedBy, Permitted, Resource, Rights, permit,
    permit_assume,
};
use rampart_policy::TrustPolicy;
use rampart_store::Txn;
use rampart_vocab::{AccountId, Arn, Clock, Entropy, RegionId, RequestId, Timestamp};
use rampart_wire::{Operation, Service};

use crate::{Home, Reference, Refusal, Services};

/// How a call came to us.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Its id.
    pub request: RequestId,
    /// The request whose wish it carries out, when it was made by a worker.
    pub cause: Option<RequestId>,
    /// Where it came from; `None` within the process.
    pub source_ip: Option<IpAddr>,
    /// Whether nobody could read it on the way.
    pub secure_transport: bool,
    /// The host that the client called, for `HostId`.
    pub host: Arc<str>,
}

impl Origin {
    /// That of something done within the process, at nobody's wish.
    pub fn within(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
        let request = RequestId::new(clock, entropy);
        Self { request, cause: None, source_ip: None, secure_transport: true, host: "".into() }
    }
}

/// One call while its operation runs.
///
/// An operation touches nothing but this: it can be run again from the start when the rows that it read
/// have moved.
pub struct Call<'a> {
    operation: Operation,
    caller: &'a Caller,
    rights: &'a Rights,
    circumstances: Circumstances,
    origin: &'a Origin,
    services: &'a Services,
    home: Home,
    clock: &'a dyn Clock,
    entropy: &'a dyn Entropy,
    txn: Txn,
    trail: Vec<Decided>,
}

/// One decision taken in a call, for the audit trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decided {
    pub(crate) action: &'static str,
    pub(crate) resource: Arn,
    pub(crate) by: Ruled,
}

/// What a decision came to, and what gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ruled {
    /// Rights allow it: there is a permit.
    Allowed(DecidedBy),
    /// They do not.
    Denied(DeniedBy),
    /// Nobody's right was asked for: a rule of the service's own has it done, which has this name.
    ByRule(&'static str),
}

impl<'a> Call<'a> {
    #[expect(clippy::too_many_arguments, reason = "the front alone makes one, from what it holds")]
    pub(crate) fn new(
        operation: Operation,
        caller: &'a Caller,
        rights: &'a Rights,
        origin: &'a Origin,
        services: &'a Services,
        clock: &'a dyn Clock,
        entropy: &'a dyn Entropy,
        txn: Txn,
    ) -> Self {
        let circumstances = Circumstances {
            now: clock.now(),
            source_ip: origin.source_ip,
            secure_transport: origin.secure_transport,
            given: Vec::new(),
        };
        let home = Home { region: services.region.clone(), account: caller.account, server: services.server };
        let trail = Vec::new();
        Self { operation, caller, rights, circumstances, origin, services, home, clock, entropy, txn, trail }
    }

    /// Authorises action `A` on what `reference` names, then looks: a denied caller does not learn whether
    /// the thing is there.
    ///
    /// # Errors
    /// The service's permission error, or the reference's own not-found error.
    pub async fn permit<A: Action, F: Reference>(
        &mut self,
        action: A,
        reference: F,
    ) -> Result<Permitted<A, F::Found>, Refusal> {
        match reference.find(&mut self.txn, &self.home).await? {
            Some(found) => {
                let answer = self.decide(action, found);
                answer.map_err(|denied| self.denied(denied, reference.unfound(&self.home).arn()))
            }
            None => {
                let unfound = reference.unfound(&self.home);
                self.permit_on(action, unfound)?;
                Err(reference.missing())
            }
        }
    }

    /// Authorises action `A` on a resource that is at hand: a collection, or something whose ARN the caller may know.
    ///
    /// # Errors
    /// The service's permission error.
    pub fn permit_on<A: Action, R: Resource>(
        &mut self,
        action: A,
        resource: R,
    ) -> Result<Permitted<A, R>, Refusal> {
        let answer = self.decide(action, resource);
        answer.map_err(|denied| {
            let named = denied.resource.clone();
            self.denied(denied, &named)
        })
    }

    /// Authorises action `A` on what was found behind `named`: a denied caller reads of `named` alone.
    ///
    /// # Errors
    /// The service's permission error.
    pub fn permit_behind<A: Action, R: Resource>(
        &mut self,
        action: A,
        resource: R,
        named: &Arn,
    ) -> Result<Permitted<A, R>, Refusal> {
        let answer = self.decide(action, resource);
        answer.map_err(|denied| self.denied(denied, named))
    }

    fn decide<A: Action, R: Resource>(&mut self, _: A, resource: R) -> Result<Permitted<A, R>, Box<Denied>> {
        let arn = resource.arn().clone();
        let answer = permit(self.asked(), resource);
        self.decided(arn, answer)
    }

    /// Enters a decision into the trail, on the resource as it was found; every door to a permit ends here.
    fn decided<A: Action, R>(
        &mut self,
        resource: Arn,
        answer: Result<Permitted<A, R>, Box<Denied>>,
    ) -> Result<Permitted<A, R>, Box<Denied>> {
        let by = match &answer {
            Ok(permitted) => Ruled::Allowed(permitted.by().clone()),
            Err(denied) => Ruled::Denied(denied.by.clone()),
        };
        self.trail.push(Decided { action: A::NAME, resource, by });
        answer
    }

    /// Enters into the trail what a rule of the service's own has done beside what was asked for.
    pub(crate) fn done_by_rule<A: Action>(&mut self, _: A, resource: Arn, rule: &'static str) {
        self.trail.push(Decided { action: A::NAME, resource, by: Ruled::ByRule(rule) });
    }

    /// Takes out of the trail what no commit will make true.
    pub(crate) fn undo_rules(&mut self) {
        self.trail.retain(|decided| !matches!(decided.by, Ruled::ByRule(_)));
    }

    fn denied(&self, denied: Box<Denied>, named: &Arn) -> Refusal {
        Refusal::denied(self.service(), denied, named)
    }

    /// Authorises wearing a role, which its trust policy must allow as well.
    ///
    /// # Errors
    /// The service's permission error.
    pub fn permit_assume<A: Action, R: Resource>(
        &mut self,
        _: A,
        role: R,
        trust: &TrustPolicy,
    ) -> Result<Permitted<A, R>, Refusal> {
        let arn = role.arn().clone();
        let answer = permit_assume(self.asked(), role, trust);
        self.decided(arn.clone(), answer).map_err(|denied| self.denied(denied, &arn))
    }

    /// Everything about the caller's questions but what they are.
    pub(crate) const fn asked(&self) -> Asked<'_> {
        Asked { caller: self.caller, rights: self.rights, circumstances: &self.circumstances }
    }

    /// Brings a value for a condition key that this action alone knows, such as `sts:ExternalId`.
    pub fn give(&mut self, key: &'static str, value: impl Into<String>) {
        self.circumstances.given.push((key, value.into()));
    }

    /// The call's transaction. The front commits it.
    pub const fn txn(&mut self) -> &mut Txn {
        &mut self.txn
    }

    /// Who asks.
    pub const fn caller(&self) -> &'a Caller {
        self.caller
    }

    /// What the caller holds.
    pub const fn rights(&self) -> &'a Rights {
        self.rights
    }

    /// How the request came, for decisions that two sides take.
    pub const fn circumstances(&self) -> &Circumstances {
        &self.circumstances
    }

    /// How the call came to us.
    pub const fn origin(&self) -> &'a Origin {
        self.origin
    }

    /// The account whose resources are meant.
    pub const fn account(&self) -> AccountId {
        self.caller.account
    }

    /// The region served.
    pub const fn region(&self) -> &'a RegionId {
        &self.services.region
    }

    /// Where resources are looked for.
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// The service called.
    pub fn service(&self) -> Service {
        self.operation.service()
    }

    /// The domains' shared caches.
    pub const fn services(&self) -> &'a Services {
        self.services
    }

    /// The time of the call.
    pub const fn now(&self) -> Timestamp {
        self.circumstances.now
    }

    /// Time, for what makes ids.
    pub const fn clock(&self) -> &'a dyn Clock {
        self.clock
    }

    /// Chance.
    pub const fn entropy(&self) -> &'a dyn Entropy {
        self.entropy
    }

    pub(crate) fn into_parts(self) -> (Txn, Vec<Decided>) {
        (self.txn, self.trail)
    }
}

/// What an operation answers.
pub type Answer<T> = Result<T, Refusal>;
