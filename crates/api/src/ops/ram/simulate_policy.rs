//! `SimulatePolicy`, ours: what the policies that somebody holds, or a document in their place, would say to a question,
//! and why. It decides as a call would, by the same code; nothing is done.
//!
//! It has an action of its own, `ram:SimulatePolicy` on the user or role that is asked about: the answer shows statements
//! of everything he holds, for which a reader would need GetPolicyVersion on each policy and the three listings besides,
//! and whoever holds those need not be let ask about everybody. The vendor has no such operation.
//!
//! What the resource carries (a key's tags) is not looked up: it is one of the conditions that the question brings. Nor is
//! a role's trust policy, without which its own policies let nobody wear it.

use std::{fmt::Write as _, sync::Arc};

use rampart_authz::{Collection, Grant, Principal};
use rampart_identity::actions::ram::SimulatePolicy;
use rampart_policy::{
    Decision, DocumentKind, Effect, Explanation, Policy, PolicySet, Request, explain_shortly,
};
use rampart_vocab::{AccountId, Arn};
use rampart_wire::ram::simulate_policy::{self as wire, SimulatePolicyRequest, SimulatePolicyResponse};
use serde_json::json;

use super::named::{self, RoleNamed, UserNamed};
use crate::{
    Answer, Call, Refusal,
    told::{self, StatementTold},
};

mod question;

use question::Question;

/// Statements of one policy set that an answer explains, at most, beside the one that decided.
const STATEMENTS_MAX: usize = 100;

pub(crate) async fn simulate_policy(
    call: &mut Call<'_>,
    ask: SimulatePolicyRequest,
) -> Answer<SimulatePolicyResponse> {
    let whose = Whose::parse(ask.principal.as_deref(), call.account())?;
    let mut held = whose.held(call).await?;
    let mut question = Question::read(&ask, call.account())?;
    if let Some(document) = &ask.policy_document {
        held.grant = in_place_of(held.grant, document)?;
    }
    question.complete(call.now(), &held.policy_arn);
    Ok(Verdict::of(&held, &question).answer(&held, &question))
}

/// Whose policies are asked.
enum Whose {
    Caller,
    Account(AccountId),
    User(UserNamed),
    Role(RoleNamed),
    /// Somebody of another account, who is nobody's here to ask about.
    Foreign(Collection),
}

/// What somebody holds, and what he is called.
struct Held {
    arn: String,
    policy_arn: String,
    grant: Grant,
}

impl Whose {
    fn parse(principal: Option<&str>, account: AccountId) -> Answer<Self> {
        let Some(text) = principal else { return Ok(Self::Caller) };
        let wrong = || Refusal::format("Principal");
        let arn: Arn = text.parse().map_err(|_| wrong())?;
        if arn.service() != "ram" || !matches!(arn.region(), "" | "*") {
            return Err(wrong());
        }
        let owner: AccountId = arn.account().parse().map_err(|_| wrong())?;
        if owner != account {
            return Ok(Self::Foreign(Collection::global("ram", owner, arn.resource())));
        }
        match arn.resource().split_once('/') {
            None if arn.resource() == "root" => Ok(Self::Account(account)),
            Some(("user", name)) => Ok(Self::User(named::user(Some(name.to_owned()))?)),
            Some(("role", name)) => Ok(Self::Role(named::role(Some(name.to_owned()))?)),
            // A session holds what its role does.
            Some(("assumed-role", rest)) => {
                let name = rest.split_once('/').map_or(rest, |(name, _)| name);
                Ok(Self::Role(named::role(Some(name.to_owned()))?))
            }
            _ => Err(wrong()),
        }
    }

    /// Asks for the right to know it, then looks: whoever may not learns nothing of who is there.
    async fn held(self, call: &mut Call<'_>) -> Answer<Held> {
        let (account, identity) = (call.account(), Arc::clone(&call.services().identity));
        let policies = |identity| Grant::Policies { identity, session: None };
        match self {
            Self::Foreign(someone) => {
                call.permit_on(SimulatePolicy, someone)?;
                Err(Refusal::format("Principal"))
            }
            Self::Account(account) => {
                call.permit_on(SimulatePolicy, Collection::global("ram", account, "root"))?;
                let arn = format!("acs:ram::{account}:root");
                Ok(Held { policy_arn: arn.clone(), arn, grant: Grant::Root })
            }
            Self::User(user) => {
                let user = call.permit(SimulatePolicy, user).await?;
                let arn = format!("acs:ram::{account}:user/{}", user.name);
                let set = identity.policies_of_user(call.txn(), &user).await?;
                Ok(Held { policy_arn: arn.clone(), arn, grant: policies(set) })
            }
            Self::Role(role) => {
                let role = call.permit(SimulatePolicy, role).await?;
                let arn = format!("acs:ram::{account}:role/{}", role.name);
                let set = identity.policies_of_role(call.txn(), &role).await?;
                Ok(Held { policy_arn: arn.to_ascii_lowercase(), arn, grant: policies(set) })
            }
            Self::Caller => {
                let itself = match &call.caller().principal {
                    Principal::User { name, .. } => format!("user/{name}"),
                    Principal::Role { name, .. } => format!("role/{name}"),
                    Principal::Account | Principal::Service(_) => "root".to_owned(),
                };
                call.permit_on(SimulatePolicy, Collection::global("ram", account, &itself))?;
                let caller = call.caller();
                let (arn, policy_arn) = (caller.arn().to_string(), caller.policy_arn());
                Ok(Held { arn, policy_arn, grant: call.rights().grant.clone() })
            }
        }
    }
}

/// The grant with a document where the attached policies stand. What narrows the session stays.
fn in_place_of(grant: Grant, document: &str) -> Answer<Grant> {
    if document.len() > 4 * DocumentKind::Identity.max_length()
        || DocumentKind::Identity.length_of(document) > DocumentKind::Identity.max_length()
    {
        return Err(Refusal::length("PolicyDocument"));
    }
    let policy = Policy::parse("PolicyDocument", document, DocumentKind::Identity)
        .map_err(|refused| Refusal::malformed(&refused))?;
    let identity: Arc<PolicySet> = Arc::new([Arc::new(policy)].into_iter().collect());
    let session = match grant {
        Grant::Policies { session, .. } => session,
        Grant::Root | Grant::Service => None,
    };
    Ok(Grant::Policies { identity, session })
}

/// What comes of a question.
struct Verdict {
    decision: Decision,
    /// Each set that was asked, in its order.
    explained: Vec<Explanation>,
    /// Instead of an explanation, where no policy was asked.
    sentence: Option<&'static str>,
    /// Whether a session's own policy was asked first.
    is_narrowed: bool,
    /// Whether one more statement among the attached policies would allow it.
    is_for_policies: bool,
}

impl Verdict {
    /// In the order of a call: another account, the account itself, the session's policy, the attached ones.
    fn of(held: &Held, question: &Question) -> Self {
        let refused = |sentence| Self {
            decision: Decision::ImplicitDeny,
            explained: Vec::new(),
            sentence: Some(sentence),
            is_narrowed: false,
            is_for_policies: false,
        };
        if question.is_of_another_account {
            return refused("the resource belongs to another account, where identity policies do not reach");
        }
        let (identity, session) = match &held.grant {
            Grant::Policies { identity, session } => (identity, session),
            Grant::Root => {
                let source = rampart_policy::Source { policy: 0, statement: 0 };
                let sentence = Some("the account itself may do everything to what is its own");
                return Self { decision: Decision::Allow(source), sentence, ..refused("") };
            }
            Grant::Service => return refused("a service holds nothing of its own"),
        };
        let request = Request {
            action: &question.action,
            resource: &question.resource,
            conditions: &question.conditions,
        };
        let mut explained = Vec::new();
        for (set, is_gate) in session.iter().map(|gate| (gate, true)).chain([(identity, false)]) {
            let explanation = explain_shortly(set, &request, STATEMENTS_MAX);
            let decision = explanation.decision;
            explained.push(explanation);
            if !decision.is_allow() || !is_gate {
                let is_narrowed = session.is_some();
                let is_for_policies = !is_gate && decision == Decision::ImplicitDeny;
                return Self { decision, explained, sentence: None, is_narrowed, is_for_policies };
            }
        }
        refused("no policy was asked")
    }

    fn answer(&self, held: &Held, question: &Question) -> SimulatePolicyResponse {
        let (mut statements, mut left_out) = (Vec::new(), 0);
        for explanation in &self.explained {
            left_out += explanation.left_out;
            for trace in &explanation.statements {
                let decisive = explanation.decision.source() == Some(trace.source);
                let told = StatementTold::of(trace, decisive, &[]);
                statements.push(told::statement!(wire::{Statement, Element}, &told));
            }
        }
        SimulatePolicyResponse {
            principal: Some(held.arn.clone()),
            decision: Some(self.name().to_owned()),
            explanation: Some(self.explanation(question)),
            statements,
            statements_left_out: i64::try_from(left_out).ok(),
            proposal: self.is_for_policies.then(|| question.proposal()),
        }
    }

    const fn name(&self) -> &'static str {
        match self.decision {
            Decision::Allow(_) => "Allowed",
            Decision::ExplicitDeny(_) => "ExplicitDeny",
            Decision::ImplicitDeny => "ImplicitDeny",
        }
    }

    fn explanation(&self, question: &Question) -> String {
        let mut text = String::new();
        if let Some(sentence) = self.sentence {
            let kind = self.decision.as_str();
            let _ = writeln!(text, "{kind}: {} on {}\n{sentence}", question.action, question.resource);
        }
        for (place, explanation) in self.explained.iter().enumerate() {
            if self.is_narrowed {
                let gate =
                    if place == 0 { "by the session's own policy" } else { "by what its holder may do" };
                let _ = writeln!(text, "{gate}:");
            }
            let _ = write!(text, "{explanation}");
        }
        text
    }
}

impl Question {
    /// The smallest statement that would allow it.
    fn proposal(&self) -> String {
        json!({
            "Effect": Effect::Allow.as_str(),
            "Action": self.action,
            "Resource": self.resource,
        })
        .to_string()
    }
}
