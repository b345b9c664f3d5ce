//! `CreateUser`: a user, who may do nothing yet.

use rampart_authz::Collection;
use rampart_identity::{
    actions::ram::CreateUser,
    name::{Comments, DisplayName, UserName},
    user::{self, Details, NewUser},
};
use rampart_wire::ram::create_user::{CreateUserRequest, CreateUserResponse, User};

use super::update_user::{email, mobile_phone};
use super::{
    named::{optional, required_name},
    shown,
};
use crate::{Answer, Call};

pub(crate) async fn create_user(call: &mut Call<'_>, ask: CreateUserRequest) -> Answer<CreateUserResponse> {
    let name = required_name("UserName", ask.user_name, UserName::parse)?;
    let details = Details {
        display_name: optional("DisplayName", ask.display_name, DisplayName::parse)?,
        mobile_phone: mobile_phone("MobilePhone", ask.mobile_phone)?,
        email: email("Email", ask.email)?,
        comments: optional("Comments", ask.comments, Comments::parse)?,
    };
    let among = call.permit_on(CreateUser, Collection::global("ram", call.account(), "user/*"))?;

    let (quotas, clock, entropy) = (call.services().identity.quotas(), call.clock(), call.entropy());
    let user = user::create(call.txn(), &among, NewUser { name, details }, quotas, clock, entropy).await?;

    Ok(CreateUserResponse { user: Some(shown::user!(User, &user)) })
}
