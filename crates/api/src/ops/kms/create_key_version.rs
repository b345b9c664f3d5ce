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
    use crate::ops::kms::desk::{Desk, done, refused};

    #[test]
    fn create_key_version() {
        let desk = Desk::new();
        desk.managed("CreateKeyVersion", &[]);
        let (on, off, going) = (desk.key(), desk.disabled_key(), desk.pending_key());
        let first = desk.told(&on, "PrimaryKeyVersion");
        let made = desk.ask("CreateKeyVersion", &[("KeyId", &on)]);
        assert_eq!(made["KeyVersion"]["KeyId"], on.as_str());
        assert_eq!(desk.told(&on, "PrimaryKeyVersion"), made["KeyVersion"]["KeyVersionId"]);
        assert_ne!(desk.told(&on, "PrimaryKeyVersion"), first);
        desk.check("off", "CreateKeyVersion", &[("KeyId", &off)], refused(409, "Rejected.Disabled"));
        desk.check(
            "going",
            "CreateKeyVersion",
            &[("KeyId", &going)],
            refused(409, "Rejected.PendingDeletion"),
        );
        for _ in 2..50 {
            desk.check("until fifty", "CreateKeyVersion", &[("KeyId", &on)], done());
        }
        desk.check("one more", "CreateKeyVersion", &[("KeyId", &on)], refused(400, "Rejected.LimitExceeded"));
    }
}
