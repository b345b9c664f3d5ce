//! `DeleteAlias`: takes a second name from its key. Asked of the alias and of the key.

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
    let key = call.permit_on(actions::DeleteAlias, key)?;

    alias::delete(call.txn(), &place, &key).await?;

    Ok(DeleteAliasResponse {})
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{Desk, OK, refused};

    #[tokio::test]
    async fn delete_alias() {
        let desk = Desk::new().await;
        let key = desk.key().await;
        desk.ask("CreateAlias", &[("AliasName", "alias/a"), ("KeyId", &key)]).await.unwrap();
        let denied = refused(403, "Forbidden.NoPermission");
        let a = [("AliasName", "alias/a")];
        let b = [("AliasName", "alias/b")];
        desk.nobody().check("denied", "DeleteAlias", &a, denied).await;
        desk.nobody().check("not there, denied", "DeleteAlias", &b, denied).await;
        desk.who_may(r#"["kms:DeleteAlias"]"#, "acs:kms:*:*:alias/*")
            .check("the alias alone", "DeleteAlias", &a, denied)
            .await;
        desk.check("not there", "DeleteAlias", &b, refused(404, "Forbidden.AliasNotFound")).await;
        desk.check(
            "reserved",
            "DeleteAlias",
            &[("AliasName", "alias/acs/rds")],
            refused(400, "InvalidParameter"),
        )
        .await;
        desk.check("there", "DeleteAlias", &a, OK).await;
        desk.check("repeated", "DeleteAlias", &a, refused(404, "Forbidden.AliasNotFound")).await;
    }
}
