//! Grants that are wider than anyone needs, and statements whose actions and resources never meet.

use super::coverage::covers_actions;
use crate::check::{Code, Finding};
use crate::document::{Actions, Document, DocumentKind, Effect, Resources, Statement};
use crate::pattern::{ActionPattern, ResourcePattern};
use crate::syntax::Spanned;

/// With one of these on any resource, a holder takes every right of the account.
const RIGHTS: [&str; 8] = [
    "ram:AttachPolicyToUser",
    "ram:AttachPolicyToGroup",
    "ram:AttachPolicyToRole",
    "ram:CreatePolicyVersion",
    "ram:SetDefaultPolicyVersion",
    "ram:AddUserToGroup",
    "ram:CreateAccessKey",
    "ram:UpdateRole",
];

pub(super) fn look(document: &Document, findings: &mut Vec<Finding>) {
    if document.kind.has_principal() {
        return;
    }
    for statement in &document.statements {
        // An Allow of a control policy grants nothing; it only leaves room.
        if statement.effect.value == Effect::Allow && document.kind != DocumentKind::Control {
            allow(document, statement, findings);
        }
        findings.extend(services_apart(statement));
        findings.extend(source_vpc(statement));
    }
}

fn allow(document: &Document, statement: &Statement, findings: &mut Vec<Finding>) {
    if let Actions::AllBut(patterns) = &statement.actions
        && let Some(first) = patterns.first()
    {
        findings.push(
            Finding::new(
                Code::AllowWithNotAction,
                first.span,
                "NotAction in an Allow grants every other action of every service, those to come included",
            )
            .remedy("list what is granted under Action; to take something away, write a Deny"),
        );
        return;
    }
    let every_action = statement.actions.patterns().iter().find(|pattern| pattern.value.is_everything());
    let every_resource = statement.resources.patterns().iter().find(|pattern| pattern.value.is_everything());
    if let (Some(action), Some(resource)) = (every_action, every_resource)
        && statement.conditions.is_empty()
    {
        findings.push(
            Finding::new(Code::AllowEverything, action.span, "this allows every action on every resource")
                .remedy("list the actions and resources that are needed")
                .related(resource.span, "on everything"),
        );
        return;
    }
    findings.extend(rights(document, statement));
}

fn rights(document: &Document, statement: &Statement) -> Option<Finding> {
    let any = |resource: &Spanned<ResourcePattern>| {
        let name = resource.value.as_str();
        resource.value.is_everything() || (name.starts_with("acs:ram:") && name.ends_with('*'))
    };
    let resource = statement.resources.patterns().iter().find(|resource| any(resource))?;
    let (action, right) = statement.actions.patterns().iter().find_map(|action| {
        let right =
            RIGHTS.into_iter().find(|right| action.value.matches(right) && !is_denied(document, right))?;
        Some((action, right))
    })?;
    Some(
        Finding::new(
            Code::SelfServiceRights,
            action.span,
            format!("with `{right}` on any resource a holder can take every right of the account"),
        )
        .remedy("name the users, groups, roles or policies that it may change")
        .related(resource.span, "on any of them"),
    )
}

/// Whether some statement denies the action everywhere and always.
pub(super) fn is_denied(document: &Document, action: &str) -> bool {
    let Some(pattern) = ActionPattern::parse(action) else { return false };
    let wanted = Actions::Only(vec![Spanned::new(pattern, crate::syntax::Span::default())]);
    document.statements.iter().any(|statement| {
        statement.effect.value == Effect::Deny
            && statement.conditions.is_empty()
            && covers_actions(&statement.actions, &wanted)
            && statement.resources.patterns().iter().any(|resource| resource.value.is_everything())
    })
}

/// The four services act on their own resources only; `sts:AssumeRole` acts on roles of `ram`.
fn services_apart(statement: &Statement) -> Option<Finding> {
    let (Actions::Only(actions), Resources::Only(resources)) = (&statement.actions, &statement.resources)
    else {
        return None;
    };
    let acts_on =
        |action: &Spanned<ActionPattern>| match action.value.service()?.to_ascii_lowercase().as_str() {
            "kms" => Some("kms"),
            "rds" => Some("rds"),
            "ram" | "sts" => Some("ram"),
            _ => None,
        };
    let services: Vec<_> = actions.iter().map(acts_on).collect::<Option<_>>()?;
    resources.iter().find_map(|resource| {
        let own = resource.value.service()?;
        if own.contains(['*', '?']) || services.contains(&own) {
            return None;
        }
        let action = actions.first()?;
        let message = format!("none of these actions acts on resources of `{own}`");
        let wanted = services.first()?;
        Some(
            Finding::new(Code::ResourceMatchesNothing, resource.span, message)
                .remedy(format!("write a resource that begins with \"acs:{wanted}:\""))
                .related(action.span, format!("acts on resources of `{wanted}`")),
        )
    })
}

/// KMS documents it: a statement with acs:SourceVpc may hold actions of KMS only, or `*`.
fn source_vpc(statement: &Statement) -> Option<Finding> {
    let condition =
        statement.conditions.iter().find(|condition| condition.test.key().as_str() == "acs:SourceVpc")?;
    let of_kms = |action: &Spanned<ActionPattern>| {
        action.value.is_everything()
            || action.value.service().is_some_and(|service| service.eq_ignore_ascii_case("kms"))
    };
    let names_kms =
        statement.actions.patterns().iter().any(|action| !action.value.is_everything() && of_kms(action));
    let foreign = statement.actions.patterns().iter().find(|action| !of_kms(action))?;
    names_kms.then(|| {
        Finding::new(
            Code::SourceVpcOutsideKms,
            foreign.span,
            "KMS takes acs:SourceVpc only in statements all of whose actions are its own",
        )
        .remedy("put the actions of KMS into a statement of their own")
        .related(condition.key_span, "conditioned here")
    })
}
