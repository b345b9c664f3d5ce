//! `CreateAccessKey`: an access key, whose secret this answer alone shows.

use rampart_identity::{access_key, actions::ram::CreateAccessKey};
use rampart_wire::ram::create_access_key::{AccessKey, CreateAccessKeyRequest, CreateAccessKeyResponse};

use super::{list_access_keys::status, named, shown};
use crate::{Answer, Call};

pub(crate) async fn create_access_key(
    call: &mut Call<'_>,
    ask: CreateAccessKeyRequest,
) -> Answer<CreateAccessKeyResponse> {
    let owner = named::key_owner(call, ask.user_name)?;
    let owner = call.permit(CreateAccessKey, owner).await?;

    let (clock, entropy) = (call.clock(), call.entropy());
    let key = access_key::create(call.txn(), &owner, clock, entropy).await?;

    Ok(CreateAccessKeyResponse {
        access_key: Some(AccessKey {
            access_key_id: shown::text(&key.id),
            access_key_secret: Some(key.secret.expose_secret().into()),
            create_date: shown::date(key.created),
            status: status(key.active),
        }),
    })
}
