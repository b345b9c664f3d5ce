//! `EndSessions`, ours: sessions end before their time, and the next request of each is refused.
//!
//! Every session of a role, of a user, of the account itself, or one alone; new ones may begin. What the operator does
//! to a store without a server (`rampart sessions end`) is the same.

use rampart_identity::{
    actions::ram::EndSessions,
    session::{self, SessionKey, SessionsOfAccount},
};
use rampart_vocab::AccessKeyId;
use rampart_wire::{
    Service,
    ram::end_sessions::{EndSessionsRequest, EndSessionsResponse},
};

use super::named::{self, RoleNamed, UserNamed};
use crate::{Answer, Call, Refusal};

/// Whose sessions are to end.
enum Whose {
    Role(RoleNamed),
    User(UserNamed),
    Session(AccessKeyId),
    Account,
}

pub(crate) async fn end_sessions(
    call: &mut Call<'_>,
    ask: EndSessionsRequest,
) -> Answer<EndSessionsResponse> {
    let (account, now) = (call.account(), call.services().identity.end_of_sessions(call.now()));
    match whose(ask)? {
        Whose::Role(role) => {
            let role = call.permit(EndSessions, role).await?;
            session::end_all_of_role(call.txn(), &role, now);
        }
        Whose::User(user) => {
            let user = call.permit(EndSessions, user).await?;
            session::end_all_of_user(call.txn(), &user, now);
        }
        Whose::Session(key) => {
            let session = SessionKey::new(account, key).ok_or_else(|| Refusal::format(SESSION))?;
            let session = call.permit_on(EndSessions, session)?;
            session::end_by_key(call.txn(), &session, now).await?;
        }
        Whose::Account => {
            let sessions = call.permit_on(EndSessions, SessionsOfAccount::new(account))?;
            session::end_all_of_account(call.txn(), &sessions, now).await?;
        }
    }
    Ok(EndSessionsResponse {})
}

const SESSION: &str = "SessionAccessKeyId";

/// One of the four, and no two: a slip must not end more than was meant, or less.
fn whose(ask: EndSessionsRequest) -> Answer<Whose> {
    let EndSessionsRequest { role_name, user_name, session_access_key_id, account } = ask;
    match (role_name, user_name, session_access_key_id, account == Some(true)) {
        (role @ Some(_), None, None, false) => named::role(role).map(Whose::Role),
        (None, user @ Some(_), None, false) => named::user(user).map(Whose::User),
        (None, None, Some(key), false) => {
            key.parse().map(Whose::Session).map_err(|_| Refusal::format(SESSION))
        }
        (None, None, None, true) => Ok(Whose::Account),
        (None, None, None, false) => Err(Refusal::missing_parameter(Service::Ram, "RoleName")),
        (Some(_), ..) => Err(Refusal::incorrect("RoleName")),
        (_, Some(_), ..) => Err(Refusal::incorrect("UserName")),
        (None, None, Some(_), true) => Err(Refusal::incorrect("Account")),
    }
}
