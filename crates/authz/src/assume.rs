//! Wearing a role: the one action that two sides must allow, within an account too.
//!
//! Source: RAM, policy evaluation of assuming a role: the caller's own permission and the role's trust policy.

use rampart_policy::{Decision, Principal as Trusted, TrustPolicy};

use crate::{
    Action, Asked, Caller, DecidedBy, Denied, DeniedBy, Grant, Permitted, Principal, Resource, asked::Facts,
    permit::decided,
};

/// Decides whether the caller may wear `role`, whose trust policy is `trust`.
///
/// # Errors
/// [`Denied`]. The account itself may never; users and roles need both sides, a service the trust alone.
pub fn permit_assume<A: Action, R: Resource>(
    asked: Asked<'_>,
    role: R,
    trust: &TrustPolicy,
) -> Result<Permitted<A, R>, Box<Denied>> {
    let deny = |by| Denied::new(asked.caller, A::NAME, role.arn().clone(), by);
    if matches!(asked.rights.grant, Grant::Root) {
        return Err(deny(DeniedBy::RootForbidden));
    }
    // A service holds no policies of its own: the trust policy alone speaks for it.
    let own_side = match asked.rights.grant {
        Grant::Service => None,
        Grant::Root | Grant::Policies { .. } => Some(decided::<A, R>(asked, &role)?),
    };
    let account = asked.caller.account.to_string();
    match trust.decide(&trusted(asked.caller, &account), A::NAME, &Facts::new(asked, &role)) {
        Decision::Allow(source) => {
            let by = own_side.unwrap_or(DecidedBy::Trust { statement: source.statement });
            Ok(Permitted::new(role, asked.rights.epoch, by))
        }
        Decision::ExplicitDeny(source) => {
            Err(deny(DeniedBy::TrustStatement(DecidedBy::Trust { statement: source.statement })))
        }
        Decision::ImplicitDeny => Err(deny(DeniedBy::TrustSilent)),
    }
}

fn trusted<'a>(caller: &'a Caller, account: &'a str) -> Trusted<'a> {
    match &caller.principal {
        Principal::Account => Trusted::Root { account },
        Principal::User { name, .. } => Trusted::User { account, name },
        Principal::Role { name, .. } => Trusted::Role { account, name },
        Principal::Service(domain) => Trusted::Service(domain),
    }
}
