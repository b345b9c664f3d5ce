//! The Principal element of trust and key policies.

use super::read::{Reader, find, missing, open};
use super::read_values::Texts;
use super::{DocumentKind, ElementName, PrincipalPattern};
use crate::check::{Code, Finding, nearest};
use crate::syntax::{Member, Node, Shape, Spanned};
use crate::undocumented;

impl Reader {
    pub(super) fn principals(
        &mut self,
        statement: &Node,
        members: &[Member],
    ) -> Option<Vec<Spanned<PrincipalPattern>>> {
        if !self.kind.has_principal() {
            return Some(Vec::new());
        }
        let Some(member) = find(members, ElementName::Principal) else {
            self.report_missing(
                ElementName::Principal,
                missing(ElementName::Principal, "the statement", open(statement))
                    .remedy("write \"Principal\": {\"Service\": \"rds.aliyuncs.com\"}, or RAM, or Federated"),
            );
            return None;
        };
        if let Shape::String(text) = &member.value.shape {
            let message = format!("Principal `{text}` does not say of which kind it is");
            let remedy = "write {\"RAM\": …}, {\"Service\": …} or {\"Federated\": …}";
            self.report(Finding::new(Code::InvalidPrincipal, member.value.span, message).remedy(remedy));
            return None;
        }
        let kinds = self.object(&member.value, "Principal")?;
        if kinds.is_empty() {
            let message = "Principal names nobody";
            self.report(
                Finding::new(Code::EmptyArray, member.value.span, message).remedy("name at least one"),
            );
            return None;
        }
        let mut principals = Vec::new();
        let mut whole = true;
        for kind in kinds {
            if !matches!(kind.key.as_str(), "RAM" | "Service" | "Federated") {
                self.unknown_kind(kind);
                whole = false;
                continue;
            }
            let Some(Texts { texts, complete }) = self.texts(&kind.value, &kind.key) else {
                whole = false;
                continue;
            };
            whole &= complete;
            for text in texts {
                match self.principal(&kind.key, &text) {
                    Some(principal) => principals.push(Spanned::new(principal, text.span)),
                    None => whole = false,
                }
            }
        }
        Some(principals).filter(|_| whole)
    }

    fn unknown_kind(&mut self, kind: &Member) {
        let name = &kind.key;
        let near = match name.as_str() {
            "AWS" => Some("RAM"),
            other => nearest(other, ["RAM", "Service", "Federated"]),
        };
        let remedy = near
            .map_or_else(|| "write RAM, Service or Federated".to_owned(), |near| format!("write \"{near}\""));
        let message = format!("`{name}` is no kind of principal; there are RAM, Service and Federated");
        self.report(Finding::new(Code::InvalidPolicyElement, kind.key_span, message).remedy(remedy));
    }

    fn principal(&mut self, kind: &str, text: &Spanned<String>) -> Option<PrincipalPattern> {
        self.variable(&text.value, text.span);
        let (principal, form) = match kind {
            "RAM" => (
                self.identity(&text.value),
                "acs:ram::<account>:root, acs:ram::<account>:user/<name> or acs:ram::<account>:role/<name>",
            ),
            "Service" => (service(&text.value), "<service>.aliyuncs.com"),
            _ => (
                provider(&text.value),
                "acs:ram::<account>:saml-provider/<name> or acs:ram::<account>:oidc-provider/<name>",
            ),
        };
        if principal.is_none() {
            let message = if text.value.contains('*') {
                format!("`{}`: a principal is named in full, without wildcards", text.value)
            } else {
                format!("`{}` is no {kind} principal", text.value)
            };
            self.report(
                Finding::new(Code::InvalidPrincipal, text.span, message).remedy(format!("write {form}")),
            );
        }
        principal
    }

    fn identity(&self, text: &str) -> Option<PrincipalPattern> {
        let (account, relative) = ram_name(text)?;
        match relative {
            "root" => return Some(PrincipalPattern::Account(account.to_owned())),
            "*" if self.kind == DocumentKind::Key => {
                return Some(PrincipalPattern::AccountAndRoot(account.to_owned()));
            }
            _ => {}
        }
        let (kind, name) = relative.split_once('/')?;
        let account = account.to_owned();
        let plain = !name.is_empty() && !name.contains(['*', '?', '/', ':']);
        let name =
            Some(name.to_owned()).filter(|_| plain || undocumented::trust_principal_may_hold_wildcards())?;
        match kind {
            "user" => Some(PrincipalPattern::User { account, name }),
            "role" => Some(PrincipalPattern::Role { account, name }),
            _ => None,
        }
    }
}

/// A service's name is a host name.
fn service(text: &str) -> Option<PrincipalPattern> {
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    (text.contains('.') && text.split('.').all(label)).then(|| PrincipalPattern::Service(text.to_owned()))
}

fn provider(text: &str) -> Option<PrincipalPattern> {
    let (account, relative) = ram_name(text)?;
    let (kind, name) = relative.split_once('/')?;
    let plain = !name.is_empty() && !name.contains(['*', '?']);
    (plain && matches!(kind, "saml-provider" | "oidc-provider"))
        .then(|| PrincipalPattern::Federated(format!("acs:ram::{account}:{relative}")))
}

/// Account and relative id of a `ram` name.
fn ram_name(text: &str) -> Option<(&str, &str)> {
    let (account, relative) = undocumented::ram_name_without_region(text)?.split_once(':')?;
    let digits = !account.is_empty() && account.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some((account, relative))
}
