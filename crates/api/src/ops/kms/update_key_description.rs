//! `UpdateKeyDescription`: changes what a person says of a key.

use rampart_kms::{
    KeyRef, actions,
    lifecycle::{self, Description},
};
use rampart_wire::kms::update_key_description::{UpdateKeyDescriptionRequest, UpdateKeyDescriptionResponse};

use crate::{Answer, Call};

pub(crate) async fn update_key_description(
    call: &mut Call<'_>,
    ask: UpdateKeyDescriptionRequest,
) -> Answer<UpdateKeyDescriptionResponse> {
    let description = Description::check(Some(&ask.description))?;
    let key = call.permit(actions::UpdateKeyDescription, KeyRef::parse_id(&ask.key_id)?).await?;

    lifecycle::update_description(call.txn(), &key, description)?;

    Ok(UpdateKeyDescriptionResponse {})
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{Desk, done, refused};

    #[test]
    fn update_key_description() {
        let desk = Desk::new();
        desk.managed("UpdateKeyDescription", &[("Description", "x")]);
        let (on, going) = (desk.key(), desk.pending_key());
        let long = "x".repeat(8193);
        desk.check("new", "UpdateKeyDescription", &[("KeyId", &on), ("Description", "ledger")], done());
        desk.check(
            "long",
            "UpdateKeyDescription",
            &[("KeyId", &on), ("Description", &long)],
            refused(400, "InvalidParameter"),
        );
        desk.check("none", "UpdateKeyDescription", &[("KeyId", &on)], refused(400, "MissingParameter"));
        desk.check(
            "going",
            "UpdateKeyDescription",
            &[("KeyId", &going), ("Description", "x")],
            refused(409, "Rejected.PendingDeletion"),
        );
        assert_eq!(desk.told(&on, "Description"), "ledger");
    }
}
