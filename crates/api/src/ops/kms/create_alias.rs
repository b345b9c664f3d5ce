//! `CreateAlias`: a second name for a key. Asked of the alias and of the key.

use rampart_kms::{AliasName, AliasPlace, KeyRef, actions, alias};
use rampart_wire::kms::create_alias::{CreateAliasRequest, CreateAliasResponse};

use crate::{Answer, Call};

pub(crate) async fn create_alias(
    call: &mut Call<'_>,
    ask: CreateAliasRequest,
) -> Answer<CreateAliasResponse> {
    let (name, key) = (AliasName::parse(&ask.alias_name)?, KeyRef::parse_id(&ask.key_id)?);
    let place = AliasPlace::new(call.region().clone(), call.account(), name);
    let place = call.permit_on(actions::CreateAlias, place)?;
    let key = call.permit(actions::CreateAlias, key).await?;

    let now = call.now();
    alias::create(call.txn(), &place, &key, now).await?;

    Ok(CreateAliasResponse {})
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{DENIED, Desk, NO_KEY, done, refused};

    #[test]
    fn create_alias() {
        let desk = Desk::new();
        desk.managed("CreateAlias", &[("AliasName", "alias/any")]);
        let (key, other, going) = (desk.key(), desk.key(), desk.pending_key());
        for (case, name, key, expected) in [
            ("new", "alias/a", &key, done()),
            ("a second one", "alias/a/b", &key, done()),
            ("repeated", "alias/a", &key, refused(400, "AliasAlreadyExists")),
            ("taken", "alias/a", &other, refused(400, "AliasAlreadyExists")),
            ("reserved", "alias/acs/rds", &key, refused(400, "InvalidParameter")),
            ("no alias", "a", &key, refused(400, "InvalidParameter")),
            ("going", "alias/g", &going, refused(409, "Rejected.StateModifiedFailed")),
        ] {
            desk.check(case, "CreateAlias", &[("AliasName", name), ("KeyId", key)], expected);
        }
        let params = [("AliasName", "alias/z"), ("KeyId", key.as_str())];
        let (on_keys, on_aliases) = ("acs:kms:*:*:key/*", "acs:kms:*:*:alias/*");
        desk.who_may(r#"["kms:CreateAlias"]"#, on_keys).check(
            "the key alone",
            "CreateAlias",
            &params,
            DENIED,
        );
        let of_alias = desk.who_may(r#"["kms:CreateAlias"]"#, on_aliases);
        of_alias.check("the alias alone", "CreateAlias", &params, DENIED);
        of_alias.told_the_same("CreateAlias", &params[..1], "KeyId", &key, NO_KEY);
        desk.who_may(r#"["kms:CreateAlias"]"#, "acs:kms:*:*:*").check("both", "CreateAlias", &params, done());
    }
}
