//! How an error is told.

use std::{borrow::Cow, fmt::Display};

use crate::{FieldWriter, Message, Service};

use super::{Format, Reply};

/// An error's answer: the gateway's fields and Kms's own in one, so that every client finds what it reads.
pub struct ErrorReply<'a> {
    /// 4xx or 5xx. Clients retry every 5xx, and take 404 for absence.
    pub status: u16,
    /// `Code`.
    pub code: Cow<'a, str>,
    /// `Message`.
    pub message: Cow<'a, str>,
    /// `Recommend`: where to read on.
    pub recommend: Option<Cow<'a, str>>,
    /// `HostId`: the host that was called.
    pub host: &'a str,
    /// `RequestId`.
    pub request_id: &'a dyn Display,
    /// `AccessDeniedDetail`: why a policy refused.
    pub detail: Option<AccessDeniedDetail>,
}

/// Which decision refused, in the vendor's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessDeniedDetail {
    /// The action that was asked about: `kms:Decrypt`.
    pub auth_action: Option<String>,
    /// A readable name of who asked: a user's id, `role:session`.
    pub auth_principal_display_name: Option<String>,
    /// The account of who asked.
    pub auth_principal_owner_id: Option<String>,
    /// `SubUser`, `AssumedRoleUser` ….
    pub auth_principal_type: Option<String>,
    /// `ImplicitDeny` or `ExplicitDeny`.
    pub no_permission_type: Option<String>,
    /// `AccountLevelIdentityBasedPolicy` and the like.
    pub policy_type: Option<String>,
    /// What Ram `DecodeDiagnosticMessage` reads.
    pub encoded_diagnostic_message: Option<String>,
}

impl ErrorReply<'_> {
    /// The answer. In XML the root is `<Error>` for every service: the SDKs know no other.
    pub fn render(&self, format: Format) -> Reply {
        format.reply(self.status, "Error", |to| self.write(to))
    }
}

impl Message for ErrorReply<'_> {
    fn write(&self, to: &mut dyn FieldWriter) {
        to.text("RequestId", &self.request_id.to_string());
        to.text("HostId", self.host);
        to.integer("HttpStatus", i64::from(self.status));
        to.text("Code", &self.code);
        to.text("Message", &self.message);
        if let Some(recommend) = &self.recommend {
            to.text("Recommend", recommend);
        }
        if let Some(detail) = &self.detail {
            to.open_object("AccessDeniedDetail");
            detail.write(to);
            to.close_object("AccessDeniedDetail");
        }
    }
}

impl Message for AccessDeniedDetail {
    fn write(&self, to: &mut dyn FieldWriter) {
        for (name, value) in [
            ("AuthAction", &self.auth_action),
            ("AuthPrincipalDisplayName", &self.auth_principal_display_name),
            ("AuthPrincipalOwnerId", &self.auth_principal_owner_id),
            ("AuthPrincipalType", &self.auth_principal_type),
            ("NoPermissionType", &self.no_permission_type),
            ("PolicyType", &self.policy_type),
            ("EncodedDiagnosticMessage", &self.encoded_diagnostic_message),
        ] {
            if let Some(value) = value {
                to.text(name, value);
            }
        }
    }
}

/// The vendor's page on a code, in the form its gateway answers.
pub fn recommend(service: Service, code: &str, request_id: &dyn Display) -> String {
    format!("https://api.aliyun.com/troubleshoot?q={code}&product={}&requestId={request_id}", service.name())
}
