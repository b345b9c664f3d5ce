//! Authorize RDS: the policy, the role and the grant of the vendor's page "Authorize RDS to access KMS", by one button.

use askama::Template;
use rampart_vocab::authorize_rds::{DOCUMENT, POLICY, ROLE, SERVICE};

use super::{Frame, create_role::trust};
use crate::{
    ask::{Answer, Ask, text},
    policy_text::laid_out,
    response,
    trouble::{Notice, Trouble},
};

#[derive(Template)]
#[template(path = "rds_access.html")]
struct Page {
    frame: Frame,
    notice: Option<Notice>,
    authorized: Option<bool>,
    policy: &'static str,
    role: &'static str,
    document: &'static str,
    trust: String,
}

pub(crate) async fn show(ask: &Ask<'_>) -> Answer {
    ask.page(&page(ask, None).await)
}

/// Makes what is missing and leaves what is there.
pub(crate) async fn submit(ask: &Ask<'_>) -> Answer {
    match authorize(ask).await {
        Ok(()) => Ok(response::see("/console/databases?told=authorized")),
        Err(trouble) => ask.refused(&page(ask, Some(trouble.notice()?)).await),
    }
}

async fn authorize(ask: &Ask<'_>) -> Result<(), Trouble> {
    let trust = trust("Service", SERVICE);
    let policy = [
        ("PolicyName", POLICY),
        ("PolicyDocument", DOCUMENT),
        ("Description", "Authorize RDS to access KMS"),
    ];
    let role = [
        ("RoleName", ROLE),
        ("AssumeRolePolicyDocument", trust.as_str()),
        ("Description", "RDS uses this role to access KMS"),
    ];
    let grant = [("PolicyType", "Custom"), ("PolicyName", POLICY), ("RoleName", ROLE)];
    for (operation, params, there) in [
        ("CreatePolicy", policy, "EntityAlreadyExists.Policy"),
        ("CreateRole", role, "EntityAlreadyExists.Role"),
        ("AttachPolicyToRole", grant, "EntityAlreadyExists.Role.Policy"),
    ] {
        match ask.ram(operation, &params).await {
            Ok(_) => {}
            Err(trouble) if trouble.is(there) => {}
            Err(trouble) => return Err(trouble),
        }
    }
    Ok(())
}

/// Whether RDS may wear the role; none where the caller may not ask.
pub(super) async fn is_authorized(ask: &Ask<'_>) -> Option<bool> {
    let answer = ask.rds("CheckCloudResourceAuthorized", &[("TargetRegionId", ask.region)]).await.ok()?;
    Some(text(&answer, "/AuthorizationState") == "1")
}

async fn page(ask: &Ask<'_>, notice: Option<Notice>) -> Page {
    Page {
        frame: ask.frame("Authorize RDS", "databases"),
        notice,
        authorized: is_authorized(ask).await,
        policy: POLICY,
        role: ROLE,
        document: DOCUMENT,
        trust: laid_out(&trust("Service", SERVICE)),
    }
}
