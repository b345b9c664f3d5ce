//! Signing out of the console: the end of a session's credentials, together with its record in the audit trail.
//!
//! The console has forgotten the session by then. What is done here makes sure that nobody who has its credentials from
//! elsewhere, out of the process' memory perhaps, can go on with them, also after a restart.

use std::borrow::Cow;

use rampart_identity::{NotAuthentic, login};
use rampart_wire::Presented;

use super::{Asked, Front, admit::signed, tries::Earlier};
use crate::{
    Answer, Origin,
    audit::{Act, AuditCaller, Outcome, Purpose},
};

/// Nobody can name another's session. Source: ActionTrail, `ConsoleSignout` of `signin.aliyun.com`.
const SIGN_OUT: Act = Act {
    service: "signin",
    operation: "ConsoleSignout",
    action: Cow::Borrowed("signin:ConsoleSignout"),
    rule: "own session",
};

impl Front {
    /// Ends the session whose credentials signed what is asked, on a full disk too. One that is over already has nothing
    /// to end. It is for a console within the process: no operation is read, and none is run.
    ///
    /// # Errors
    /// No session signed it, or the change cannot be made: its credentials are taken until they expire.
    pub async fn sign_out(&self, asked: Asked<'_>) -> Answer<()> {
        let body = asked.body.unwrap_or_default();
        let presented = Presented::from_request(asked.method, asked.path, asked.query, asked.headers, body)?;
        let origin = self.origin(&asked);
        self.tried(async |earlier| self.sign_out_once(&presented, &origin, earlier).await).await
    }

    async fn sign_out_once(
        &self,
        presented: &Presented,
        origin: &Origin,
        earlier: &mut Earlier,
    ) -> Answer<()> {
        self.trail.admits(Purpose::TakesRightsAway)?;
        let now = self.clock.now();
        let claim = presented.required_claim()?;
        let id = claim.access_key_id().parse().map_err(|_| NotAuthentic::NotFound)?;
        let mut txn = self.services.store.begin();
        txn.use_reserve();
        let identity = &self.services.identity;
        let claimed = match identity.claimed(&mut txn, &id, claim.security_token(), now).await {
            // Where an earlier try of this call has ended it, its record is moved by the trail's own sweep.
            Err(NotAuthentic::SessionEnded | NotAuthentic::TokenExpired) => return Ok(()),
            claimed => claimed?,
        };
        let caller = signed(claimed, claim)?;
        if caller.session.is_none() {
            return Err(NotAuthentic::TokenMissing.into());
        }
        login::sign_out(&mut txn, &caller, now).await?;
        let (by, own) = (AuditCaller::of(&caller), caller.arn().into_string());
        let done = SIGN_OUT.record(now, origin, caller.account, by, own, Outcome::Done);
        self.change(txn, done, &mut earlier.lost).await.map(drop)
    }
}
