//! A service wears a role, within the process: trust decides, the trail records it, and no credential is made.

use rampart_authz::{Caller, ServicePrincipal};
use rampart_identity::{assume::Wish, name::SessionName};
use rampart_vocab::{AccountId, Arn};
use rampart_wire::Operation;

use super::{Front, perform::Recorded};
use crate::{Answer, Call, Origin, Refusal, ops};

impl Front {
    /// A session of the role for a service, narrowed by `policy`. The role's trust policy must name the service.
    ///
    /// # Errors
    /// As AssumeRole answers.
    pub async fn wear_as_service(
        &self,
        service: &ServicePrincipal,
        account: AccountId,
        role: &Arn,
        session: &str,
        policy: &str,
        origin: &Origin,
    ) -> Answer<Caller> {
        let caller = service.caller(account);
        self.trail.admits(ops::purpose_of(Operation::StsAssumeRole))?;
        let mut txn = self.services.store.begin();
        let rights = self.services.identity.rights_of(&mut txn, &caller).await?;
        let (clock, entropy) = (self.clock.as_ref(), self.entropy.as_ref());
        let operation = Operation::StsAssumeRole;
        let mut call = Call::new(operation, &caller, &rights, origin, &self.services, clock, entropy, txn);
        let wish = Wish {
            name: SessionName::parse(session)
                .map_err(|_| Refusal::internal("a session name of ours is none"))?,
            seconds: None,
            policy: Some(policy.into()),
        };
        let worn = ops::sts::assume_role::wear_as_service(&mut call, service, role.as_str(), wish).await;
        let recorded = Recorded { caller: &caller, operation, origin, mark: None };
        self.recorded(recorded, &rights, call, worn).await
    }
}
