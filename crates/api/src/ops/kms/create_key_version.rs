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
