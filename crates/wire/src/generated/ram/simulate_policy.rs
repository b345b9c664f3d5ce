//! `SimulatePolicy` of Ram.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `SimulatePolicy` asks.
#[derive(Default)]
pub struct SimulatePolicyRequest {
    pub principal: Option<String>,
    pub principal_action: String,
    pub resource: Option<String>,
    pub conditions: Option<String>,
    pub policy_document: Option<String>,
}

impl Request for SimulatePolicyRequest {
    type Response = SimulatePolicyResponse;
    const OPERATION: Operation = Operation::RamSimulatePolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Principal", Shape::Text),
        Parameter::required("PrincipalAction", Shape::Text),
        Parameter::optional("Resource", Shape::Text),
        Parameter::optional("Conditions", Shape::Map),
        Parameter::optional("PolicyDocument", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            principal: read::text(params, "Principal"),
            principal_action: read::required_text(params, "PrincipalAction")?,
            resource: read::text(params, "Resource"),
            conditions: read::json_map(params, "Conditions")?,
            policy_document: read::text(params, "PolicyDocument"),
        })
    }
}

/// What `SimulatePolicy` answers.
#[derive(Default)]
pub struct SimulatePolicyResponse {
    pub principal: Option<String>,
    pub decision: Option<String>,
    pub explanation: Option<String>,
    pub statements: Vec<Statement>,
    pub statements_left_out: Option<i64>,
    pub proposal: Option<String>,
}

impl Message for SimulatePolicyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Principal", &self.principal);
        write::text(to, "Decision", &self.decision);
        write::text(to, "Explanation", &self.explanation);
        write::list(to, "Statements", &self.statements);
        write::integer(to, "StatementsLeftOut", &self.statements_left_out);
        write::text(to, "Proposal", &self.proposal);
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
