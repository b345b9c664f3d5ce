//! `CreateKeyVersion`: fresh material, which seals from now on.

use rampart_kms::{KeyRef, actions, versions};
use rampart_vocab::iso_seconds;
use rampart_wire::kms::create_key_version::{CreateKeyVersionRequest, CreateKeyVersionResponse, KeyVersion};

use crate::{Answer, Call};

pub(crate) async fn create_key_version(
    call: &mut Call<'_>,
    ask: CreateKeyVersionRequest,
) -> Answer<CreateKeyVersionResponse> {
    let key = call.permit(actions::CreateKeyVersion, KeyRef::parse_id(&ask.key_id)?).await?;

    let (clock, entropy) = (call.clock(), call.entropy());
    let made = versions::create(call.txn(), &key, clock, entropy).await?;

    Ok(CreateKeyVersionResponse {
        key_version: Some(KeyVersion {
            creation_date: Some(iso_seconds(made.created)),
            key_id: Some(made.key.to_string()),
            key_version_id: Some(made.version.to_string()),
        }),
    })
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{Desk, OK, refused};

    #[tokio::test]
    async fn create_key_version() {
        let desk = Desk::new().await;
        desk.managed("CreateKeyVersion", &[]).await;
        let (on, off, going) = (desk.key().await, desk.disabled_key().await, desk.pending_key().await);
        let first = desk.told(&on, "PrimaryKeyVersion").await;
        let made = desk.ask("CreateKeyVersion", &[("KeyId", &on)]).await.unwrap();
        assert_eq!(made["KeyVersion"]["KeyId"], on.as_str());
        assert_eq!(desk.told(&on, "PrimaryKeyVersion").await, made["KeyVersion"]["KeyVersionId"]);
        assert_ne!(desk.told(&on, "PrimaryKeyVersion").await, first);
        desk.check("off", "CreateKeyVersion", &[("KeyId", &off)], refused(409, "Rejected.Disabled")).await;
        desk.check(
            "going",
            "CreateKeyVersion",
            &[("KeyId", &going)],
            refused(409, "Rejected.PendingDeletion"),
        )
        .await;
        for _ in 2..50 {
            desk.check("until fifty", "CreateKeyVersion", &[("KeyId", &on)], OK).await;
        }
        desk.check("one more", "CreateKeyVersion", &[("KeyId", &on)], refused(400, "Rejected.LimitExceeded"))
            .await;
    }
}
