//! `ListKeyVersions`: a page of a key's versions, the oldest first.

use rampart_kms::{KeyRef, actions, list::PageAsk, versions};
use rampart_vocab::iso_seconds;
use rampart_wire::kms::list_key_versions::{KeyVersion, ListKeyVersionsRequest, ListKeyVersionsResponse};

use super::list_keys::count;
use crate::{Answer, Call};

pub(crate) async fn list_key_versions(
    call: &mut Call<'_>,
    ask: ListKeyVersionsRequest,
) -> Answer<ListKeyVersionsResponse> {
    let page = PageAsk::check(ask.page_number, ask.page_size, 0..=101)?;
    let key = call.permit(actions::ListKeyVersions, KeyRef::parse(&ask.key_id)?).await?;

    let listed = versions::list(call.txn(), &key, page).await?;

    let version = |one: versions::VersionFacts| KeyVersion {
        creation_date: Some(iso_seconds(one.created)),
        key_id: Some(one.key.to_string()),
        key_version_id: Some(one.version.to_string()),
    };
    Ok(ListKeyVersionsResponse {
        key_versions: listed.items.into_iter().map(version).collect(),
        page_number: count(page.number()),
        page_size: count(page.size()),
        total_count: count(listed.total),
    })
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{Desk, done, refused};

    #[test]
    fn list_key_versions() {
        let desk = Desk::new();
        desk.guarded("ListKeyVersions", &[]);
        let key = desk.key();
        desk.ask("CreateKeyVersion", &[("KeyId", &key)]);
        let listed = desk.ask("ListKeyVersions", &[("KeyId", &key), ("PageNumber", "2"), ("PageSize", "1")]);
        assert_eq!(
            (&listed["TotalCount"], &listed["PageNumber"], &listed["PageSize"]),
            (&2.into(), &2.into(), &1.into())
        );
        assert_eq!(
            listed["KeyVersions"]["KeyVersion"][0]["KeyVersionId"],
            desk.told(&key, "PrimaryKeyVersion")
        );
        assert_eq!(listed["KeyVersions"]["KeyVersion"].as_array().unwrap().len(), 1);
        desk.check("a large page", "ListKeyVersions", &[("KeyId", &key), ("PageSize", "101")], done());
        desk.check(
            "too large",
            "ListKeyVersions",
            &[("KeyId", &key), ("PageSize", "102")],
            refused(400, "InvalidParameter"),
        );
    }
}
