//! `UpdateUser`: another name for a user, or other words about it.

use rampart_identity::{
    actions::ram::UpdateUser,
    name::{Comments, DisplayName, Email, MobilePhone, UserName},
    user::{self, Details},
};
use rampart_wire::ram::update_user::{UpdateUserRequest, UpdateUserResponse, User};

use super::{
    named::{self, optional},
    shown,
};
use crate::{Answer, Call, Refusal};

pub(crate) async fn update_user(call: &mut Call<'_>, ask: UpdateUserRequest) -> Answer<UpdateUserResponse> {
    let new_name = optional("NewUserName", ask.new_user_name, UserName::parse)?;
    let details = Details {
        display_name: optional("NewDisplayName", ask.new_display_name, DisplayName::parse)?,
        mobile_phone: mobile_phone("NewMobilePhone", ask.new_mobile_phone)?,
        email: email("NewEmail", ask.new_email)?,
        comments: optional("NewComments", ask.new_comments, Comments::parse)?,
    };
    let user = call.permit(UpdateUser, named::user(ask.user_name)?).await?;

    let now = call.now();
    let user = user::update(call.txn(), &user, new_name, details, now).await?;

    let shown = shown::user!(User, &user, update_date: shown::date(user.updated));
    Ok(UpdateUserResponse { user: Some(shown) })
}

pub(super) fn mobile_phone(parameter: &str, text: Option<String>) -> Answer<Option<MobilePhone>> {
    let wrong = || Refusal::format(parameter);
    let phone = text.map(|text| MobilePhone::parse(&text)).transpose().map_err(|_| wrong())?;
    phone.map(|phone| if phone.is_well_formed() { Ok(phone) } else { Err(wrong()) }).transpose()
}

pub(super) fn email(parameter: &str, text: Option<String>) -> Answer<Option<Email>> {
    let wrong = || Refusal::format(parameter);
    let email = text.map(|text| Email::parse(&text)).transpose().map_err(|_| wrong())?;
    email.map(|email| if email.is_well_formed() { Ok(email) } else { Err(wrong()) }).transpose()
}
