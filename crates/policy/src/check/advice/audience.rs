//! Trust policies: identity providers trusted by anyone's token, and actions that are not about roles.

use crate::check::{Code, Finding};
use crate::document::{Document, DocumentKind, Effect, PrincipalPattern, Statement};

pub(super) fn look(document: &Document, findings: &mut Vec<Finding>) {
    if document.kind != DocumentKind::Trust {
        return;
    }
    for statement in &document.statements {
        if statement.effect.value == Effect::Allow {
            findings.extend(open_federation(statement));
        }
        for action in statement.actions.patterns() {
            let known = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"];
            if !known.iter().any(|known| action.value.matches(known)) {
                let message = format!(
                    "`{}` has no place in a trust policy; roles are assumed by sts:AssumeRole, with SAML and OIDC too",
                    action.value.as_str()
                );
                findings.push(
                    Finding::new(Code::ForeignTrustAction, action.span, message)
                        .remedy("write \"sts:AssumeRole\""),
                );
            }
        }
    }
}

fn open_federation(statement: &Statement) -> Option<Finding> {
    statement.principals.iter().find_map(|principal| {
        let PrincipalPattern::Federated(name) = &principal.value else { return None };
        let wanted = if name.contains(":saml-provider/") { "saml:recipient" } else { "oidc:aud" };
        let bound = statement.conditions.iter().any(|condition| {
            condition.test.key().as_str() == wanted && !condition.test.operator().is_negated()
        });
        (!bound).then(|| {
            Finding::new(
                Code::FederationWithoutAudience,
                principal.span,
                "a token that this provider made for anybody else is taken as well",
            )
            .remedy(format!("add a condition StringEquals \"{wanted}\""))
        })
    })
}
