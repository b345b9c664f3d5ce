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

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{Desk, done, refused};

    #[test]
    fn describe_key_version() {
        let desk = Desk::new();
        let (key, other) = (desk.key(), desk.disabled_key());
        let version = desk.told(&key, "PrimaryKeyVersion");
        let version = version.as_str().unwrap();
        desk.managed("DescribeKeyVersion", &[("KeyVersionId", version)]);
        let found = desk.ask("DescribeKeyVersion", &[("KeyId", &key), ("KeyVersionId", version)]);
        assert_eq!(found["KeyVersion"]["KeyVersionId"], version);
        assert_eq!(found["KeyVersion"]["CreationDate"], "2026-01-01T00:00:00Z");
        let missing = refused(404, "Forbidden.KeyVersionNotFound");
        desk.check(
            "of another key",
            "DescribeKeyVersion",
            &[("KeyId", &other), ("KeyVersionId", version)],
            missing,
        );
        desk.check("no id", "DescribeKeyVersion", &[("KeyId", &key), ("KeyVersionId", "x")], missing);
        let own = desk.told(&other, "PrimaryKeyVersion");
        desk.check(
            "of a key that is off",
            "DescribeKeyVersion",
            &[("KeyId", &other), ("KeyVersionId", own.as_str().unwrap())],
            done(),
        );
    }
}
