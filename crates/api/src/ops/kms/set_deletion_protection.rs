//! `SetDeletionProtection`: refuses a key's deletion, or admits it again.

use rampart_kms::{
    KeyRef, actions,
    lifecycle::{self, Description},
};
use rampart_wire::kms::set_deletion_protection::{
    SetDeletionProtectionRequest, SetDeletionProtectionResponse,
};

use crate::{Answer, Call, errors};

pub(crate) async fn set_deletion_protection(
    call: &mut Call<'_>,
    ask: SetDeletionProtectionRequest,
) -> Answer<SetDeletionProtectionResponse> {
    // The SDK names the key by ARN, Terraform by id.
    let named = match (ask.protected_resource_arn, ask.key_id) {
        (Some(arn), None) => {
            KeyRef::parse_id(&arn).map_err(|_| errors::kms::invalid("ProtectedResourceArn"))?
        }
        (None, Some(id)) => KeyRef::parse_id(&id)?,
        (Some(_), Some(_)) => return Err(errors::kms::invalid("ProtectedResourceArn")),
        (None, None) => return Err(errors::kms::missing("ProtectedResourceArn")),
    };
    if ask.deletion_protection_description.is_some() && !ask.enable_deletion_protection {
        return Err(errors::kms::invalid("DeletionProtectionDescription"));
    }
    let because = Description::check(ask.deletion_protection_description.as_deref())
        .map_err(|_| errors::kms::invalid("DeletionProtectionDescription"))?;
    let key = call.permit(actions::SetDeletionProtection, named).await?;

    lifecycle::set_deletion_protection(call.txn(), &key, ask.enable_deletion_protection, because)?;

    Ok(SetDeletionProtectionResponse {})
}
