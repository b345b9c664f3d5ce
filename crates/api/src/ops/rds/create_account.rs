//! `CreateAccount`: the wish for an account. Its password goes no further than to its verifier.

use rampart_rds::{
    accounts::{self, NewAccount},
    action::CreateAccount,
    intent::AccountKind,
};
use rampart_seal::SecretString;
use rampart_wire::rds::create_account::{CreateAccountRequest, CreateAccountResponse};

use super::named;
use crate::{Answer, Call, errors};

pub(crate) async fn create_account(
    call: &mut Call<'_>,
    ask: CreateAccountRequest,
) -> Answer<CreateAccountResponse> {
    if ask.check_policy.is_some() {
        return Err(errors::rds::unsupported(
            "CheckPolicy",
            "password policies are SQL Server's, leave it out",
        ));
    }
    let kind = match ask.account_type.as_deref() {
        None | Some("Normal") => AccountKind::Normal,
        Some("Super") => AccountKind::Super,
        _ => return Err(errors::rds::malformed("AccountType", "write `Normal` or `Super`")),
    };
    let instance = call.permit(CreateAccount, named::instance(&ask.db_instance_id)).await?;

    let (moment, entropy) = (named::moment(call), call.entropy());
    let password = SecretString::from(ask.account_password.reveal());
    let description = ask.account_description.unwrap_or_default();
    let new = NewAccount { name: &ask.account_name, password: &password, kind, description: &description };
    accounts::create_account(call.txn(), &instance, new, &moment, entropy).await?;

    Ok(CreateAccountResponse {})
}
