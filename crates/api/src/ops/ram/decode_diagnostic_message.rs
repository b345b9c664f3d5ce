//! `DecodeDiagnosticMessage`: what a refusal's `EncodedDiagnosticMessage` says, to whoever may read it.
//!
//! Source: RAM, DecodeDiagnosticMessage. `Explanation` and `Statements` are ours.

use rampart_authz::Collection;
use rampart_identity::{
    actions::ram::DecodeDiagnosticMessage,
    policy::TitleKind,
    slip::{SlipRefused, SlipUse},
};
use rampart_wire::{
    Service,
    ram::decode_diagnostic_message::{
        self as wire, AuthCondition, AuthPrincipal, DecodeDiagnosticMessageRequest,
        DecodeDiagnosticMessageResponse, DecodedDiagnosticMessage, MatchedPolicy,
    },
};

use crate::{
    Answer, Call, Refusal,
    told::{self, Diagnosis, StatementTold},
};

pub(crate) async fn decode_diagnostic_message(
    call: &mut Call<'_>,
    ask: DecodeDiagnosticMessageRequest,
) -> Answer<DecodeDiagnosticMessageResponse> {
    let account = call.account();
    call.permit_on(DecodeDiagnosticMessage, Collection::global("ram", account, "*"))?;
    let encoded = ask
        .encoded_diagnostic_message
        .ok_or_else(|| Refusal::missing_parameter(Service::Ram, "EncodedDiagnosticMessage"))?;

    let (identity, store) = (&call.services().identity, &call.services().store);
    let opened = identity.open_slip(SlipUse::Diagnostic, account, &encoded, call.now(), store).await;
    let bytes = opened.map_err(|refused| match refused {
        SlipRefused::NotOurs => Refusal::undecodable(),
        SlipRefused::Store(failed) => failed.into(),
    })?;
    let diagnosis = Diagnosis::from_bytes(&bytes).ok_or_else(Refusal::undecodable)?;

    let message = shown(&diagnosis.for_reader(call.asked()), account.to_string());
    Ok(DecodeDiagnosticMessageResponse { decoded_diagnostic_message: Some(message) })
}

fn shown(told: &Diagnosis, account: String) -> DecodedDiagnosticMessage {
    DecodedDiagnosticMessage {
        auth_action: Some(told.action.clone()),
        auth_conditions: told
            .conditions()
            .into_iter()
            .map(|(key, values)| AuthCondition {
                condition_key: Some(key.to_owned()),
                condition_values: values.to_vec(),
            })
            .collect(),
        auth_principal: Some(AuthPrincipal {
            auth_principal_display_name: Some(told.display_name.clone()),
            auth_principal_owner_id: Some(account),
            auth_principal_type: Some(told.kind.clone()),
        }),
        auth_resource: Some(told.resource().to_owned()),
        explicit_deny: Some(told.explicit),
        matched_policies: told.matched().filter_map(|statement| matched(statement, &told.kind)).collect(),
        no_permission_policy_type: Some(told.policy_type.clone()),
        principal: Some(told.principal.clone()),
        explanation: Some(told.to_string()),
        statements: told
            .statements
            .iter()
            .map(|statement| told::statement!(wire::{Statement, Element}, statement))
            .collect(),
        statements_left_out: Some(told.left_out.into()),
    }
}

/// A policy that is kept and attached; a session's or a role's own has no identifier.
fn matched(statement: &StatementTold, kind: &str) -> Option<MatchedPolicy> {
    let title = statement.title();
    if !matches!(title.kind, TitleKind::Custom | TitleKind::System) {
        return None;
    }
    let entity = match (&statement.group, kind) {
        (Some(_), _) => "RamGroup",
        (None, "AssumedRoleUser") => "RamRole",
        (None, _) => "RamUser",
    };
    Some(MatchedPolicy {
        attached_entity_type: Some(entity.to_owned()),
        attached_scope: Some("Account".to_owned()),
        effect: Some(statement.effect.as_str().to_owned()),
        policy_identifier: Some(title.name.to_owned()),
        policy_type: Some(statement.policy_type().to_owned()),
        policy_version: title.version.map(|version| version.to_string()),
    })
}
