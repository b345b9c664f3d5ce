//! `ListAliasesByKeyId`: a page of one key's aliases, by name.

use rampart_kms::{AliasEntry, KeyRef, actions, list::PageAsk};
use rampart_wire::kms::list_aliases_by_key_id::{
    Alias, ListAliasesByKeyIdRequest, ListAliasesByKeyIdResponse,
};

use super::list_keys::count;
use crate::{Answer, Call};

pub(crate) async fn list_aliases_by_key_id(
    call: &mut Call<'_>,
    ask: ListAliasesByKeyIdRequest,
) -> Answer<ListAliasesByKeyIdResponse> {
    let page = PageAsk::check(ask.page_number, ask.page_size, 0..=101)?;
    let key = call.permit(actions::ListAliasesByKeyId, KeyRef::parse_id(&ask.key_id)?).await?;

    let kms = call.services().kms.clone();
    let listed = kms.list_aliases_of_key(call.txn(), &key, page).await?;

    let alias = |one: AliasEntry| Alias {
        alias_arn: Some(one.arn.to_string()),
        alias_name: Some(one.name.as_str().into()),
        key_id: Some(one.key.to_string()),
    };
    Ok(ListAliasesByKeyIdResponse {
        aliases: listed.items.into_iter().map(alias).collect(),
        page_number: count(page.number()),
        page_size: count(page.size()),
        total_count: count(listed.total),
    })
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{Desk, done, refused};

    #[test]
    fn list_aliases_by_key_id() {
        let desk = Desk::new();
        desk.managed("ListAliasesByKeyId", &[]);
        let (key, other) = (desk.key(), desk.key());
        desk.ask("CreateAlias", &[("KeyId", &key), ("AliasName", "alias/a")]);
        desk.ask("CreateAlias", &[("KeyId", &other), ("AliasName", "alias/b")]);
        let listed = desk.ask("ListAliasesByKeyId", &[("KeyId", &key)]);
        assert_eq!(
            (&listed["TotalCount"], &listed["Aliases"]["Alias"][0]["AliasName"]),
            (&1.into(), &"alias/a".into())
        );
        desk.check("an empty page", "ListAliasesByKeyId", &[("KeyId", &key), ("PageSize", "0")], done());
        desk.check(
            "too large",
            "ListAliasesByKeyId",
            &[("KeyId", &key), ("PageSize", "102")],
            refused(400, "InvalidParameter"),
        );
    }
}
