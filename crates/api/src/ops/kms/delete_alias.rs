//! `DeleteAlias`: takes a second name from its key. Asked of the alias and of the key.

use rampart_authz::Resource as _;
use rampart_kms::{AliasName, AliasPlace, actions, alias};
use rampart_wire::kms::delete_alias::{DeleteAliasRequest, DeleteAliasResponse};

use crate::{Answer, Call};

pub(crate) async fn delete_alias(
    call: &mut Call<'_>,
    ask: DeleteAliasRequest,
) -> Answer<DeleteAliasResponse> {
    let name = AliasName::parse(&ask.alias_name)?;
    let place = AliasPlace::new(call.region().clone(), call.account(), name);
    let place = call.permit_on(actions::DeleteAlias, place)?;
    let key = alias::bound_key(call.txn(), &place).await?;
    let key = call.permit_behind(actions::DeleteAlias, key, place.arn())?;

    alias::delete(call.txn(), &place, &key).await?;

    Ok(DeleteAliasResponse {})
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{DENIED, Desk, done, refused};

    #[test]
    fn delete_alias() {
        let desk = Desk::new();
        let key = desk.key();
        desk.ask("CreateAlias", &[("AliasName", "alias/a"), ("KeyId", &key)]);
        let a = [("AliasName", "alias/a")];
        let b = [("AliasName", "alias/b")];
        desk.nobody().check("denied", "DeleteAlias", &a, DENIED);
        desk.nobody().check("not there, denied", "DeleteAlias", &b, DENIED);
        desk.nobody().told_the_same("DeleteAlias", &[], "AliasName", "alias/a", "alias/b");
        let of_alias = desk.who_may(r#"["kms:DeleteAlias"]"#, "acs:kms:*:*:alias/*");
        of_alias.check("the alias alone", "DeleteAlias", &a, DENIED);
        let told = of_alias.refusal("DeleteAlias", &a);
        assert!(told.contains(":alias/a is forbidden") && !told.contains(&key), "{told}");
        desk.check("not there", "DeleteAlias", &b, refused(404, "Forbidden.AliasNotFound"));
        desk.check(
            "reserved",
            "DeleteAlias",
            &[("AliasName", "alias/acs/rds")],
            refused(400, "InvalidParameter"),
        );
        desk.check("there", "DeleteAlias", &a, done());
        desk.check("repeated", "DeleteAlias", &a, refused(404, "Forbidden.AliasNotFound"));
    }
}
