//! Wearing a role: the one action that two sides must allow, within an account too.
//!
//! Source: RAM, policy evaluation of assuming a role: the caller's own permission and the role's trust policy.

use rampart_policy::{Decision, Principal as Trusted, TrustPolicy};

use crate::{
    Action, Asked, Caller, DecidedBy, Denied, DeniedBy, Grant, Permitted, Principal, Resource, Why,
    asked::Facts, permit::decided,
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
    let (principal, facts) = (trusted(asked.caller, &account), Facts::new(asked, &role));
    // What another account's role trusts is not the caller's account's to read.
    let because = |denied: Box<Denied>| match role.account() == asked.caller.account {
        true => denied.because(Why::of(trust.explain(TRUST, &principal, A::NAME, &facts), &facts)),
        false => denied,
    };
    match trust.decide(&principal, A::NAME, &facts) {
        Decision::Allow(source) => {
            let by = own_side.unwrap_or(DecidedBy::Trust { statement: source.statement });
            Ok(Permitted::new(role, asked.rights.epoch, by))
        }
        Decision::ExplicitDeny(source) => {
            let by = DecidedBy::Trust { statement: source.statement };
            Err(because(deny(DeniedBy::TrustStatement(by))))
        }
        Decision::ImplicitDeny => Err(because(deny(DeniedBy::TrustSilent))),
    }
}

/// What explanations call a role's trust policy, which has no name of its own.
const TRUST: &str = "trust policy";

fn trusted<'a>(caller: &'a Caller, account: &'a str) -> Trusted<'a> {
    match &caller.principal {
        Principal::Account => Trusted::Root { account },
        Principal::User { name, .. } => Trusted::User { account, name },
        Principal::Role { name, .. } => Trusted::Role { account, name },
        Principal::Service(domain) => Trusted::Service(domain),
    }
}
