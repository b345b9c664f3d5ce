//! `DescribeKeyVersion`: one version of a key.

use rampart_kms::{KeyRef, KeyRefused, actions, versions};
use rampart_vocab::iso_seconds;
use rampart_wire::kms::describe_key_version::{
    DescribeKeyVersionRequest, DescribeKeyVersionResponse, KeyVersion,
};

use crate::{Answer, Call};

pub(crate) async fn describe_key_version(
    call: &mut Call<'_>,
    ask: DescribeKeyVersionRequest,
) -> Answer<DescribeKeyVersionResponse> {
    let key = call.permit(actions::DescribeKeyVersion, KeyRef::parse_id(&ask.key_id)?).await?;

    let version = ask.key_version_id.parse().map_err(|_| KeyRefused::NoSuchVersion)?;
    let found = versions::describe(call.txn(), &key, version).await?;

    Ok(DescribeKeyVersionResponse {
        key_version: Some(KeyVersion {
            creation_date: Some(iso_seconds(found.created)),
            key_id: Some(found.key.to_string()),
            key_version_id: Some(found.version.to_string()),
        }),
    })
}
