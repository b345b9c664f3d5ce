//! Signing out: the end of a session's credentials, together with its record in the audit trail.
//!
//! The console has forgotten the session by then. What is done here makes sure that nobody who has its credentials from
//! elsewhere, out of this process' memory perhaps, can go on with them, also after a restart.

use rampart_api::audit::{
    AuditCaller, AuditRecord, AuditUnavailable, Deciding, DecisionMade, Outcome, Purpose, Ruling,
};
use rampart_authz::Caller;
use rampart_client::SignedRequest;
use rampart_console::Visitor;
use rampart_identity::{NotAuthentic, login};
use rampart_store::{CommitFailed, StoreFailed, Txn};
use rampart_vocab::{Clock as _, RequestId, Timestamp};
use rampart_wire::{Presented, SigningKey};

use super::Window;
use crate::SystemClock;

/// What it is called in the audit trail. Source: ActionTrail, `ConsoleSignout` of `signin.aliyun.com`.
const SERVICE: &str = "signin";
const OPERATION: &str = "ConsoleSignout";
const ACTION: &str = "signin:ConsoleSignout";
/// What let him do so: nobody can name another's session.
const RULE: &str = "own session";
/// How often it is begun again because what it read had moved.
const TRIES_MAX: usize = 3;

/// Why the credentials of a session were not ended.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotEnded {
    /// They did not sign what was brought.
    #[error("the session's last call is not signed by its credentials")]
    Unsigned,
    /// They are nobody's.
    #[error(transparent)]
    Nobody(NotAuthentic),
    /// The audit trail takes no record.
    #[error(transparent)]
    Unrecorded(#[from] AuditUnavailable),
    /// The store cannot be read.
    #[error(transparent)]
    Read(#[from] StoreFailed),
    /// The store cannot be written.
    #[error(transparent)]
    Write(#[from] CommitFailed),
}

impl Window {
    /// Ends the session that signed `proof`. One that is over already has nothing to end.
    pub(super) async fn end_session(&self, proof: &SignedRequest, from: &Visitor) -> Result<(), NotEnded> {
        self.trail.admits(Purpose::TakesRightsAway)?;
        for _ in 0..TRIES_MAX {
            let (mut txn, now) = (self.store.begin(), SystemClock.now());
            txn.use_reserve();
            let caller = match self.signer(&mut txn, proof, now).await {
                Err(NotEnded::Nobody(NotAuthentic::SessionEnded | NotAuthentic::TokenExpired)) => {
                    return Ok(());
                }
                other => other?,
            };
            login::sign_out(&mut txn, &caller, now).await?;
            let enlisted = self.trail.enlist(&mut txn, self.signed_out(&caller, from, now));
            match txn.commit().await {
                Err(CommitFailed::Conflict) => continue,
                Err(CommitFailed::Unknown)
                    if self.trail.decided(&mut self.store.begin(), &enlisted).await? => {}
                other => drop(other?),
            }
            self.trail.committed(enlisted).await;
            return Ok(());
        }
        Err(CommitFailed::Conflict.into())
    }

    /// Whose credentials signed it.
    async fn signer(&self, txn: &mut Txn, proof: &SignedRequest, now: Timestamp) -> Result<Caller, NotEnded> {
        let presented = Presented::from_request("POST", "/", "", &proof.headers, &proof.body);
        let presented = presented.map_err(|_| NotEnded::Unsigned)?;
        let claim = presented.required_claim().map_err(|_| NotEnded::Unsigned)?;
        let id = claim.access_key_id().parse().map_err(|_| NotEnded::Unsigned)?;
        let claimed = self.identity.claimed(txn, &id, claim.security_token(), now).await;
        let claimed = claimed.map_err(NotEnded::Nobody)?;
        claimed.verified(
            |secret| SigningKey::new(secret.expose_secret().as_bytes()),
            |key| claim.verify_with(key).map(|_| ()).map_err(|_| NotEnded::Unsigned),
        )
    }

    fn signed_out<'a>(&self, caller: &'a Caller, from: &Visitor, now: Timestamp) -> AuditRecord<'a> {
        AuditRecord {
            at: now,
            request: RequestId::new(&SystemClock, self.entropy.as_ref()),
            cause: None,
            account: caller.account,
            caller: AuditCaller::of(caller),
            source_ip: from.source_ip,
            secure_transport: from.secure,
            service: SERVICE.into(),
            operation: OPERATION.into(),
            decisions: vec![DecisionMade {
                action: ACTION.into(),
                resource: caller.arn().into_string().into(),
                ruling: Ruling::Allowed,
                by: Deciding::Gate(RULE.into()),
            }],
            decisions_cut: 0,
            outcome: Outcome::Done,
        }
    }
}
