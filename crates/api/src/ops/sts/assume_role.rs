//! `AssumeRole`: the credentials of a session of a role. Caller and role must both allow it.

use rampart_authz::{Caller, Collection, Permitted, ServicePrincipal};
use rampart_identity::{
    actions::sts::AssumeRole,
    assume::Wish,
    name::{ExternalId, RoleName, SessionName},
    role::{self, Role},
};
use rampart_vocab::{AccountId, Arn, iso_seconds};
use rampart_wire::{
    Service,
    sts::assume_role::{AssumeRoleRequest, AssumeRoleResponse, AssumedRoleUser, Credentials},
};

use crate::{Answer, Call, Refusal};

pub(crate) async fn assume_role(call: &mut Call<'_>, ask: AssumeRoleRequest) -> Answer<AssumeRoleResponse> {
    let named = role_in(&ask.role_arn).ok_or_else(|| wrong("RoleArn"))?;
    let session = SessionName::parse(&ask.role_session_name).map_err(|_| wrong("RoleSessionName"))?;
    if let Some(external_id) = ask.external_id {
        ExternalId::parse(&external_id).map_err(|_| wrong("ExternalId"))?;
        call.give("sts:ExternalId", external_id);
    }
    if ask.source_identity.is_some() {
        // Taken without being carried on through chains and into the audit trail, it would promise what it is not.
        return Err(wrong("SourceIdentity"));
    }
    let (account, name) = named;
    let found = find(call, account, &name).await?;
    let role = permitted(call, found).await?;

    let wish = Wish { name: session, seconds: ask.duration_seconds, policy: ask.policy.map(Into::into) };
    let worn = call.services().identity.assume(&role, call.caller(), wish, call.clock(), call.entropy())?;

    Ok(AssumeRoleResponse {
        assumed_role_user: Some(AssumedRoleUser {
            arn: Some(worn.worn.arn.to_string()),
            assumed_role_id: Some(worn.worn.id),
        }),
        credentials: Some(Credentials {
            access_key_id: Some(worn.access_key_id.to_string()),
            access_key_secret: Some(worn.secret.expose_secret().into()),
            expiration: Some(iso_seconds(worn.expires)),
            security_token: Some(worn.token.expose_secret().into()),
        }),
        source_identity: None,
    })
}

/// The same for a service within this process: trust alone decides, and no credentials are made.
pub(crate) async fn wear_as_service(
    call: &mut Call<'_>,
    service: &ServicePrincipal,
    role_arn: &str,
    wish: Wish,
) -> Answer<Caller> {
    let (account, name) = role_in(role_arn).ok_or_else(|| wrong("RoleArn"))?;
    // It holds no policies that could keep a missing role's absence from it.
    let found = role::find(call.txn(), account, &name).await?.ok_or_else(Refusal::no_role_in_sts)?;
    let role = permitted(call, found).await?;
    Ok(call.services().identity.assume_as_service(&role, service, wish, call.clock(), call.entropy())?)
}

async fn permitted(call: &mut Call<'_>, role: Role) -> Answer<Permitted<AssumeRole, Role>> {
    let trust = role::trust_of(call.txn(), &role).await?.ok_or_else(Refusal::no_role_in_sts)?;
    call.permit_assume(AssumeRole, role, &trust).map_err(Refusal::in_words_of_assume_role)
}

/// The role, if it is there. Whether it is learns only who may wear such a role by his own policies.
async fn find(call: &mut Call<'_>, account: AccountId, name: &RoleName) -> Answer<Role> {
    if let Some(role) = role::find(call.txn(), account, name).await? {
        return Ok(role);
    }
    let unfound = Collection::global("ram", account, &format!("role/{name}"));
    call.permit_on(AssumeRole, unfound)?;
    Err(Refusal::no_role_in_sts())
}

/// Account and name in `acs:ram::<account>:role/<name>`.
pub(crate) fn role_in(text: &str) -> Option<(AccountId, RoleName)> {
    let arn: Arn = text.parse().ok()?;
    let ours = arn.service() == "ram" && matches!(arn.region(), "" | "*");
    let name = arn.resource().strip_prefix("role/").filter(|_| ours)?;
    Some((arn.account().parse().ok()?, RoleName::parse(name).ok()?))
}

fn wrong(parameter: &str) -> Refusal {
    Refusal::invalid_parameter(Service::Sts, parameter)
}
