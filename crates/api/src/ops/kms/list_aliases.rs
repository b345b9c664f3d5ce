//! `ListAliases`: a page of the account's aliases, by name.

use rampart_kms::{AliasCollection, AliasEntry, actions, list::PageAsk};
use rampart_wire::kms::list_aliases::{Alias, ListAliasesRequest, ListAliasesResponse};

use super::list_keys::count;
use crate::{Answer, Call};

pub(crate) async fn list_aliases(
    call: &mut Call<'_>,
    ask: ListAliasesRequest,
) -> Answer<ListAliasesResponse> {
    let page = PageAsk::check(ask.page_number, ask.page_size, 0..=100)?;
    let aliases = AliasCollection::new(call.region().clone(), call.account());
    let aliases = call.permit_on(actions::ListAliases, aliases)?;

    let kms = call.services().kms.clone();
    let listed = kms.list_aliases(call.txn(), &aliases, page).await?;

    let alias = |one: AliasEntry| Alias {
        alias_arn: Some(one.arn.to_string()),
        alias_name: Some(one.name.as_str().into()),
        key_id: Some(one.key.to_string()),
    };
    Ok(ListAliasesResponse {
        aliases: listed.items.into_iter().map(alias).collect(),
        page_number: count(page.number()),
        page_size: count(page.size()),
        total_count: count(listed.total),
    })
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{DENIED, Desk, done, refused};

    #[test]
    fn list_aliases() {
        let desk = Desk::new();
        let key = desk.key();
        for name in ["alias/b", "alias/a"] {
            desk.ask("CreateAlias", &[("KeyId", &key), ("AliasName", name)]);
        }
        let listed = desk.ask("ListAliases", &[("PageSize", "20")]);
        assert_eq!(listed["TotalCount"], 2);
        assert_eq!(listed["Aliases"]["Alias"][0]["AliasName"], "alias/a");
        assert_eq!(listed["Aliases"]["Alias"][0]["AliasArn"], "acs:kms:cn-hangzhou:1234567890123456:alias/a");
        assert_eq!(listed["Aliases"]["Alias"][0]["KeyId"], key.as_str());
        desk.check("an empty page", "ListAliases", &[("PageSize", "0")], done());
        desk.check("too large", "ListAliases", &[("PageSize", "101")], refused(400, "InvalidParameter"));
        desk.nobody().check("denied", "ListAliases", &[], DENIED);
    }
}
