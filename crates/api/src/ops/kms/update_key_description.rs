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
    use crate::ops::kms::desk::{Desk, OK, refused};

    #[tokio::test]
    async fn update_key_description() {
        let desk = Desk::new().await;
        desk.managed("UpdateKeyDescription", &[("Description", "x")]).await;
        let (on, going) = (desk.key().await, desk.pending_key().await);
        let long = "x".repeat(8193);
        desk.check("new", "UpdateKeyDescription", &[("KeyId", &on), ("Description", "ledger")], OK).await;
        desk.check(
            "long",
            "UpdateKeyDescription",
            &[("KeyId", &on), ("Description", &long)],
            refused(400, "InvalidParameter"),
        )
        .await;
        desk.check("none", "UpdateKeyDescription", &[("KeyId", &on)], refused(400, "MissingParameter")).await;
        desk.check(
            "going",
            "UpdateKeyDescription",
            &[("KeyId", &going), ("Description", "x")],
            refused(409, "Rejected.PendingDeletion"),
        )
        .await;
        assert_eq!(desk.told(&on, "Description").await, "ledger");
    }
}
