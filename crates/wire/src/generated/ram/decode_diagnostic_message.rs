//! `DecodeDiagnosticMessage` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DecodeDiagnosticMessage` asks.
#[derive(Default)]
pub struct DecodeDiagnosticMessageRequest {
    pub encoded_diagnostic_message: Option<String>,
}

impl Request for DecodeDiagnosticMessageRequest {
    type Response = DecodeDiagnosticMessageResponse;
    const OPERATION: Operation = Operation::RamDecodeDiagnosticMessage;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("EncodedDiagnosticMessage", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            encoded_diagnostic_message: read::text(params, "EncodedDiagnosticMessage"),
        })
    }
}

/// What `DecodeDiagnosticMessage` answers.
#[derive(Default)]
pub struct DecodeDiagnosticMessageResponse {
    pub decoded_diagnostic_message: Option<DecodedDiagnosticMessage>,
}

impl Message for DecodeDiagnosticMessageResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::object(to, "DecodedDiagnosticMessage", &self.decoded_diagnostic_message);
    }
}

/// `DecodedDiagnosticMessage` in the answer.
#[derive(Default)]
pub struct DecodedDiagnosticMessage {
    pub auth_action: Option<String>,
    pub auth_conditions: Vec<AuthCondition>,
    pub auth_principal: Option<AuthPrincipal>,
    pub auth_resource: Option<String>,
    pub explicit_deny: Option<bool>,
    pub matched_policies: Vec<MatchedPolicy>,
    pub no_permission_policy_type: Option<String>,
    pub principal: Option<String>,
    pub explanation: Option<String>,
    pub statements: Vec<Statement>,
    pub statements_left_out: Option<i64>,
}

impl Message for DecodedDiagnosticMessage {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AuthAction", &self.auth_action);
        write::list(to, "AuthConditions", &self.auth_conditions);
        write::object(to, "AuthPrincipal", &self.auth_principal);
        write::text(to, "AuthResource", &self.auth_resource);
        write::boolean(to, "ExplicitDeny", &self.explicit_deny);
        write::list(to, "MatchedPolicies", &self.matched_policies);
        write::text(to, "NoPermissionPolicyType", &self.no_permission_policy_type);
        write::text(to, "Principal", &self.principal);
        write::text(to, "Explanation", &self.explanation);
        write::list(to, "Statements", &self.statements);
        write::integer(to, "StatementsLeftOut", &self.statements_left_out);
    }
}

/// `AuthConditions` in the answer.
#[derive(Default)]
pub struct AuthCondition {
    pub condition_key: Option<String>,
    pub condition_values: Vec<String>,
}

impl Message for AuthCondition {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ConditionKey", &self.condition_key);
        write::texts(to, "ConditionValues", &self.condition_values);
    }
}

/// `AuthPrincipal` in the answer.
#[derive(Default)]
pub struct AuthPrincipal {
    pub auth_principal_display_name: Option<String>,
    pub auth_principal_owner_id: Option<String>,
    pub auth_principal_type: Option<String>,
}

impl Message for AuthPrincipal {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AuthPrincipalDisplayName", &self.auth_principal_display_name);
        write::text(to, "AuthPrincipalOwnerId", &self.auth_principal_owner_id);
        write::text(to, "AuthPrincipalType", &self.auth_principal_type);
    }
}

/// `MatchedPolicies` in the answer.
#[derive(Default)]
pub struct MatchedPolicy {
    pub attached_entity_type: Option<String>,
    pub attached_scope: Option<String>,
    pub effect: Option<String>,
    pub policy_identifier: Option<String>,
    pub policy_type: Option<String>,
    pub policy_version: Option<String>,
}

impl Message for MatchedPolicy {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AttachedEntityType", &self.attached_entity_type);
        write::text(to, "AttachedScope", &self.attached_scope);
        write::text(to, "Effect", &self.effect);
        write::text(to, "PolicyIdentifier", &self.policy_identifier);
        write::text(to, "PolicyType", &self.policy_type);
        write::text(to, "PolicyVersion", &self.policy_version);
    }
}

/// `Statements` in the answer.
#[derive(Default)]
pub struct Statement {
    pub policy_name: Option<String>,
    pub policy_type: Option<String>,
    pub policy_version: Option<String>,
    pub group_name: Option<String>,
    pub statement_index: Option<i64>,
    pub sid: Option<String>,
    pub effect: Option<String>,
    pub matched: Option<bool>,
    pub failing_element: Option<String>,
    pub elements: Vec<Element>,
}

impl Message for Statement {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "PolicyName", &self.policy_name);
        write::text(to, "PolicyType", &self.policy_type);
        write::text(to, "PolicyVersion", &self.policy_version);
        write::text(to, "GroupName", &self.group_name);
        write::integer(to, "StatementIndex", &self.statement_index);
        write::text(to, "Sid", &self.sid);
        write::text(to, "Effect", &self.effect);
        write::boolean(to, "Matched", &self.matched);
        write::text(to, "FailingElement", &self.failing_element);
        write::list(to, "Elements", &self.elements);
    }
}

/// `Elements` in the answer.
#[derive(Default)]
pub struct Element {
    pub element: Option<String>,
    pub operator: Option<String>,
    pub key: Option<String>,
    pub wanted: Vec<String>,
    pub got: Vec<String>,
    pub matched: Option<bool>,
    pub withheld: Option<bool>,
}

impl Message for Element {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Element", &self.element);
        write::text(to, "Operator", &self.operator);
        write::text(to, "Key", &self.key);
        write::texts(to, "Wanted", &self.wanted);
        write::texts(to, "Got", &self.got);
        write::boolean(to, "Matched", &self.matched);
        write::boolean(to, "Withheld", &self.withheld);
    }
}
