//! `UpdateAlias`: binds an alias to another key. Asked of the alias and of the key that it is bound to.

use rampart_kms::{AliasName, AliasPlace, KeyRef, actions, alias};
use rampart_wire::kms::update_alias::{UpdateAliasRequest, UpdateAliasResponse};

use crate::{Answer, Call};

pub(crate) async fn update_alias(
    call: &mut Call<'_>,
    ask: UpdateAliasRequest,
) -> Answer<UpdateAliasResponse> {
    let (name, key) = (AliasName::parse(&ask.alias_name)?, KeyRef::parse_id(&ask.key_id)?);
    let place = AliasPlace::new(call.region().clone(), call.account(), name);
    let place = call.permit_on(actions::UpdateAlias, place)?;
    let key = call.permit(actions::UpdateAlias, key).await?;

    let now = call.now();
    alias::update(call.txn(), &place, &key, now).await?;

    Ok(UpdateAliasResponse {})
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{Desk, NO_KEY, done, refused};

    #[test]
    fn update_alias() {
        let desk = Desk::new();
        let (key, other, going) = (desk.key(), desk.key(), desk.pending_key());
        desk.managed("UpdateAlias", &[("AliasName", "alias/any")]);
        desk.ask("CreateAlias", &[("AliasName", "alias/a"), ("KeyId", &key)]);
        for (case, name, key, expected) in [
            ("to another", "alias/a", &other, done()),
            ("repeated", "alias/a", &other, done()),
            ("not there", "alias/b", &key, refused(404, "Forbidden.AliasNotFound")),
            ("reserved", "alias/acs/rds", &key, refused(400, "InvalidParameter")),
            ("to one that goes", "alias/a", &going, refused(409, "Rejected.PendingDeletion")),
        ] {
            desk.check(case, "UpdateAlias", &[("AliasName", name), ("KeyId", key)], expected);
        }
        assert_eq!(desk.told("alias/a", "KeyId"), other.as_str());
        let of_alias = desk.who_may(r#"["kms:UpdateAlias"]"#, "acs:kms:*:*:alias/*");
        of_alias.told_the_same("UpdateAlias", &[("AliasName", "alias/a")], "KeyId", &key, NO_KEY);
    }
}
