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

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{DENIED, Desk, NO_KEY, done, refused};

    #[test]
    fn set_deletion_protection() {
        let desk = Desk::new();
        let (key, going) = (desk.key(), desk.pending_key());
        let arn = format!("acs:kms:cn-hangzhou:1234567890123456:key/{key}");
        let (on, off) = (("EnableDeletionProtection", "True"), ("EnableDeletionProtection", "false"));
        let because = ("DeletionProtectionDescription", "ledger");
        let op = "SetDeletionProtection";
        desk.check("by ARN", op, &[("ProtectedResourceArn", &arn), on, because], done());
        assert_eq!(desk.told(&key, "DeletionProtection"), "Enabled");
        assert_eq!(desk.told(&key, "DeletionProtectionDescription"), "ledger");
        let window = ("PendingWindowInDays", "7");
        desk.check(
            "protected",
            "ScheduleKeyDeletion",
            &[("KeyId", &key), window],
            refused(409, "Rejected.StateModifiedFailed"),
        );
        desk.check("by id", op, &[("KeyId", &key), off], done());
        assert_eq!(desk.told(&key, "DeletionProtection"), "Disabled");
        desk.check(
            "reason without protection",
            op,
            &[("KeyId", &key), off, because],
            refused(400, "InvalidParameter"),
        );
        desk.check(
            "named twice",
            op,
            &[("KeyId", &key), ("ProtectedResourceArn", &arn), on],
            refused(400, "InvalidParameter"),
        );
        desk.check("not named", op, &[on], refused(400, "MissingParameter"));
        desk.check("neither on nor off", op, &[("KeyId", &key)], refused(400, "MissingParameter"));
        desk.check("going", op, &[("KeyId", &going), on], refused(409, "Rejected.PendingDeletion"));
        let nobody = desk.nobody();
        nobody.check("denied", op, &[("KeyId", &key), on], DENIED);
        nobody.told_the_same(op, &[on], "KeyId", &key, NO_KEY);
    }
}
