//! Refusals of RAM and STS. Source of codes and texts: RAM, error messages; STS, error messages. The texts are the
//! vendor's own, slips included, since clients compare them.

use rampart_authz::DeniedBy;
use rampart_identity::{
    access_key::AccessKeyRefused,
    assume::AssumeRefused,
    attachment::{AttachmentRefused, Bearer},
    group::GroupRefused,
    login::{LoginRefused, PasswordPolicyRefused, PreferenceRefused},
    membership::MembershipRefused,
    name::NameRefused,
    policy::PolicyRefused,
    role::RoleRefused,
    tag::TagRefused,
    user::UserRefused,
};
use rampart_policy::Refused;

use super::Refusal;

impl Refusal {
    /// A name, or another text, that the parameter may not hold.
    pub(crate) fn name(parameter: &str, refused: NameRefused) -> Self {
        match refused {
            NameRefused::Length { .. } => Self::length(parameter),
            NameRefused::Characters { .. } => Self::new(
                400,
                format!("InvalidParameter.{parameter}.InvalidChars"),
                format!("The parameter - \"{parameter}\" contains invalid chars."),
            ),
        }
    }

    /// A text that is too long, or empty.
    pub(crate) fn length(parameter: &str) -> Self {
        Self::new(
            400,
            format!("InvalidParameter.{parameter}.Length"),
            format!("The parameter - \"{parameter}\" beyond the length limit."),
        )
    }

    /// A text that has not the form it needs.
    pub(crate) fn format(parameter: &str) -> Self {
        Self::new(
            400,
            format!("InvalidParameter.{parameter}.Format"),
            format!("The format of the parameter - \"{parameter}\" is incorrect."),
        )
    }

    /// A value that is none of those that the parameter may have.
    pub(crate) fn incorrect(parameter: &str) -> Self {
        Self::new(
            400,
            format!("InvalidParameter.{parameter}"),
            format!("The parameter - \"{parameter}\" is incorrect."),
        )
    }

    pub(crate) fn no_user() -> Self {
        Self::new(404, "EntityNotExist.User", "The user does not exist.")
    }

    pub(crate) fn no_group() -> Self {
        Self::new(404, "EntityNotExist.Group", "The group does not exist.")
    }

    pub(crate) fn no_role() -> Self {
        Self::new(404, "EntityNotExist.Role", "The role does not exist.")
    }

    pub(crate) fn no_role_in_sts() -> Self {
        Self::new(404, "EntityNotExist.Role", "The specified Role not exists.")
    }

    pub(crate) fn no_policy() -> Self {
        Self::new(404, "EntityNotExist.Policy", "The policy does not exist.")
    }

    pub(crate) fn no_access_key() -> Self {
        Self::new(404, "EntityNotExist.User.AccessKey", "The user access key does not exist.")
    }

    /// A refused trust policy; the parameter is called otherwise in UpdateRole.
    pub(crate) fn trust(parameter: &str, refused: RoleRefused) -> Self {
        match refused {
            RoleRefused::TrustLength { .. } => Self::length(parameter),
            other => other.into(),
        }
    }

    /// A denied wearing of a role, in the vendor's words where it has some of its own.
    pub(crate) fn in_words_of_assume_role(mut self) -> Self {
        if let Some(denied) = &self.denied {
            match denied.by {
                DeniedBy::RootForbidden => self.message = "Roles may not be assumed by root accounts.".into(),
                DeniedBy::TrustSilent | DeniedBy::TrustStatement(_) => self.message = NOT_TRUSTED.into(),
                _ => {}
            }
        }
        self
    }

    /// A number that is out of bounds.
    fn range(parameter: &str, least: u32, most: u32) -> Self {
        Self::new(
            400,
            format!("InvalidParameter.{parameter}.Range"),
            format!("The parameter - \"{parameter}\" MUST be in the range of {least} and {most}."),
        )
    }

    fn weak_password(parameter: &str) -> Self {
        Self::new(
            400,
            format!("InvalidParameter.{parameter}.TooWeak"),
            format!("The parameter - \"{parameter}\" is not compliant with the password policy."),
        )
    }

    /// A refused ChangePassword, whose parameter is called otherwise.
    pub(crate) fn new_password(refused: LoginRefused) -> Self {
        match refused {
            LoginRefused::TooWeak(_) => Self::weak_password("NewPassword"),
            other => other.into(),
        }
    }

    /// A diagnostic message that says nothing to this account: made up, another's, or too old. Which is not told.
    pub(crate) fn undecodable() -> Self {
        Self::new(
            400,
            "EncodedMessageExpire",
            "The encoded diagnostic message is not one of this account's, or it has expired.",
        )
    }

    /// ChangePassword by somebody who is no user.
    pub(crate) fn only_users() -> Self {
        Self::new(400, "NotSupport.Account", "This method can be only invoked by sub user.")
    }

    pub(crate) fn malformed(refused: &Refused) -> Self {
        Self::new(400, "MalformedPolicyDocument", refused.vendor_message())
    }
}

const NOT_TRUSTED: &str = "No permission perform sts:AssumeRole on this Role. Maybe you are not authorized to \
                           perform sts:AssumeRole or the specified role does not trust you";

impl From<UserRefused> for Refusal {
    fn from(refused: UserRefused) -> Self {
        match refused {
            UserRefused::AlreadyExists => {
                Self::new(409, "EntityAlreadyExists.User", "The user does already EXIST.")
            }
            UserRefused::LimitExceeded => {
                Self::new(409, "LimitExceeded.User", "The count of users beyond the current limits.")
            }
            UserRefused::HasPolicy => Self::new(
                409,
                "DeleteConflict.User.Policy",
                "The user CAN NOT has any attached policy while deleting the user.",
            ),
            UserRefused::HasAccessKey => Self::new(
                409,
                "DeleteConflict.User.AccessKey",
                "The user CAN NOT has any access key while deleting the user.",
            ),
            UserRefused::HasLoginProfile => Self::new(
                409,
                "DeleteConflict.User.LoginProfile",
                "The user CAN NOT has any login profile while deleting the user.",
            ),
            UserRefused::HasGroup => Self::new(
                409,
                "DeleteConflict.User.Group",
                "The user CAN NOT be in any group while deleting the user.",
            ),
            UserRefused::Store(failed) => failed.into(),
        }
    }
}

impl From<GroupRefused> for Refusal {
    fn from(refused: GroupRefused) -> Self {
        match refused {
            GroupRefused::AlreadyExists => {
                Self::new(409, "EntityAlreadyExists.Group", "The group does already EXIST.")
            }
            GroupRefused::LimitExceeded => {
                Self::new(409, "LimitExceeded.Group", "The count of groups beyond the current limits.")
            }
            GroupRefused::HasUser => Self::new(
                409,
                "DeleteConflict.Group.User",
                "The group CAN NOT has any user member while deleting the group.",
            ),
            GroupRefused::HasPolicy => Self::new(
                409,
                "DeleteConflict.Group.Policy",
                "The entity CAN NOT has any attached policy while deleting the group.",
            ),
            GroupRefused::Store(failed) => failed.into(),
        }
    }
}

impl From<MembershipRefused> for Refusal {
    fn from(refused: MembershipRefused) -> Self {
        match refused {
            MembershipRefused::AlreadyJoined => {
                Self::new(409, "EntityAlreadyExists.User.Group", "The user has already joined the group.")
            }
            MembershipRefused::NotJoined => {
                Self::new(404, "EntityNotExist.User.Group", "The user has not joined the group.")
            }
            MembershipRefused::LimitExceeded => Self::new(
                409,
                "LimitExceeded.User.Group",
                "The count of groups the target user joined beyond the current limits.",
            ),
            MembershipRefused::Store(failed) => failed.into(),
        }
    }
}

impl From<LoginRefused> for Refusal {
    fn from(refused: LoginRefused) -> Self {
        match refused {
            LoginRefused::AlreadyExists => Self::new(
                409,
                "EntityAlreadyExists.User.LoginProfile",
                "The user login profile does already EXIST.",
            ),
            LoginRefused::NotFound => {
                Self::new(404, "EntityNotExist.User.LoginProfile", "The user login profile does not exist.")
            }
            LoginRefused::TooWeak(_) => Self::weak_password("Password"),
            LoginRefused::Reused => Self::new(
                400,
                "InvalidParameter.NewPassword.ReusePrevention",
                "The parameter - \"NewPassword\" is not compliant with the reuse prevention password policy.",
            ),
            LoginRefused::OldPasswordWrong => Self::new(
                400,
                "InvalidParameter.OldPassword.Incorrect",
                "The parameter - \"OldPassword\" is incorrect.",
            ),
            // The vendor documents no codes for these three.
            LoginRefused::Expired => Self::new(
                400,
                "InvalidParameter.OldPassword.Expired",
                "The parameter - \"OldPassword\" has expired, have the password set anew by UpdateLoginProfile.",
            ),
            LoginRefused::TooManyTries => Self::new(
                400,
                "Throttling.User",
                "Request was denied due to user flow control. The old password was wrong too often, try again in an hour.",
            ),
            LoginRefused::Crowded => Self::new(
                400,
                "Throttling",
                "Request was denied due to request throttling. Too many passwords are being checked.",
            ),
            LoginRefused::NoAccount => Self::internal("a login profile without an account"),
            LoginRefused::Store(failed) => failed.into(),
        }
    }
}

impl From<PasswordPolicyRefused> for Refusal {
    fn from(refused: PasswordPolicyRefused) -> Self {
        use rampart_identity::login::{
            PASSWORD_AGE_DAYS_MAX, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, PASSWORDS_REMEMBERED_MAX,
            SIGN_IN_ATTEMPTS_MAX,
        };
        match refused {
            PasswordPolicyRefused::MinimumLength => {
                Self::range("MinimumPasswordLength", PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX)
            }
            PasswordPolicyRefused::MaxAge => Self::range("MaxPasswordAge", 0, PASSWORD_AGE_DAYS_MAX),
            PasswordPolicyRefused::ReusePrevention => {
                Self::range("PasswordReusePrevention", 0, PASSWORDS_REMEMBERED_MAX)
            }
            PasswordPolicyRefused::MaxLoginAttempts => {
                Self::range("MaxLoginAttemps", 0, SIGN_IN_ATTEMPTS_MAX)
            }
            PasswordPolicyRefused::Store(failed) => failed.into(),
        }
    }
}

impl From<PreferenceRefused> for Refusal {
    fn from(refused: PreferenceRefused) -> Self {
        use rampart_identity::login::{SESSION_HOURS_MAX, SESSION_HOURS_MIN};
        match refused {
            PreferenceRefused::SessionHours => {
                Self::range("LoginSessionDuration", SESSION_HOURS_MIN, SESSION_HOURS_MAX)
            }
            PreferenceRefused::Store(failed) => failed.into(),
        }
    }
}

impl From<AccessKeyRefused> for Refusal {
    fn from(refused: AccessKeyRefused) -> Self {
        match refused {
            AccessKeyRefused::NotFound => Self::no_access_key(),
            AccessKeyRefused::LimitExceeded => Self::new(
                409,
                "LimitExceeded.User.AccessKey",
                "The access key count of the user access keys beyond the current limits.",
            ),
            AccessKeyRefused::Store(failed) => failed.into(),
        }
    }
}

impl From<PolicyRefused> for Refusal {
    fn from(refused: PolicyRefused) -> Self {
        match refused {
            PolicyRefused::AlreadyExists => {
                Self::new(409, "EntityAlreadyExists.Policy", "The group does already EXIST.")
            }
            PolicyRefused::LimitExceeded => {
                Self::new(409, "LimitExceeded.Policy", "The count of policy beyond the current limits.")
            }
            PolicyRefused::DocumentLength { .. } => Self::length("PolicyDocument"),
            PolicyRefused::Malformed(refused) => Self::malformed(&refused),
            PolicyRefused::Attached(Bearer::User(_)) => Self::new(
                409,
                "DeleteConflict.Policy.User",
                "The policy CAN NOT been attached to any user while deleting the policy.",
            ),
            PolicyRefused::Attached(Bearer::Group(_)) => Self::new(
                409,
                "DeleteConflict.Policy.Group",
                "The policy CAN NOT been attached to any group while deleting the policy.",
            ),
            PolicyRefused::Attached(Bearer::Role(_)) => Self::new(
                409,
                "DeleteConflict.Policy.Role",
                "The policy CAN NOT been attached to any role while deleting the policy.",
            ),
            PolicyRefused::HasVersions => Self::new(
                409,
                "DeleteConflict.Policy.Version",
                "The policy CAN NOT has any version except the default version.",
            ),
            PolicyRefused::VersionNotFound => {
                Self::new(404, "EntityNotExist.Policy.Version", "The policy version does not exist.")
            }
            PolicyRefused::VersionIsDefault => Self::new(
                409,
                "DeleteConflict.Policy.Version.Default",
                "The default policy version CAN NOT been deleted directly.",
            ),
            PolicyRefused::VersionLimitExceeded => Self::new(
                409,
                "LimitExceeded.Policy.Version",
                "The count of policy version beyond the current limits.",
            ),
            PolicyRefused::Store(failed) => failed.into(),
        }
    }
}

impl From<RoleRefused> for Refusal {
    fn from(refused: RoleRefused) -> Self {
        match refused {
            RoleRefused::AlreadyExists => {
                Self::new(409, "EntityAlreadyExists.Role", "The role does already EXIST.")
            }
            RoleRefused::LimitExceeded => {
                Self::new(409, "LimitExceeded.Role", "The count of roles beyond the current limits.")
            }
            RoleRefused::HasPolicy => Self::new(
                409,
                "DeleteConflict.Role.Policy",
                "The role CAN NOT has any attached policy while deleting the role.",
            ),
            RoleRefused::TrustLength { .. } => Self::length("AssumeRolePolicyDocument"),
            RoleRefused::TrustMalformed(refused) => Self::malformed(&refused),
            RoleRefused::PrincipalNotFound(principal) => Self::new(
                400,
                "MalformedPolicyDocument",
                format!("The policy document is invalid. The principal {principal} does not exist."),
            ),
            RoleRefused::SessionLength => Self::incorrect("MaxSessionDuration"),
            RoleRefused::Store(failed) => failed.into(),
        }
    }
}

impl From<AttachmentRefused> for Refusal {
    fn from(refused: AttachmentRefused) -> Self {
        match refused {
            AttachmentRefused::AlreadyAttached(Bearer::User(_)) => Self::new(
                409,
                "EntityAlreadyExists.User.Policy",
                "The user has already been attached this policy.",
            ),
            AttachmentRefused::AlreadyAttached(Bearer::Group(_)) => Self::new(
                409,
                "EntityAlreadyExists.Group.Policy",
                "The group has already been attached this policy.",
            ),
            AttachmentRefused::AlreadyAttached(Bearer::Role(_)) => Self::new(
                409,
                "EntityAlreadyExists.Role.Policy",
                "The role has already been attached this policy.",
            ),
            AttachmentRefused::NotAttached(Bearer::User(_)) => Self::new(
                404,
                "EntityNotExist.User.Policy",
                "The indicate policy of the user does not exist.",
            ),
            AttachmentRefused::NotAttached(Bearer::Group(_)) => Self::new(
                404,
                "EntityNotExist.Group.Policy",
                "The indicate policy attached to the group does not exist.",
            ),
            AttachmentRefused::NotAttached(Bearer::Role(_)) => Self::new(
                404,
                "EntityNotExist.Role.Policy",
                "The indicate policy of the role does not exist.",
            ),
            AttachmentRefused::LimitExceeded(Bearer::User(_)) => Self::new(
                409,
                "LimitExceeded.User.Policy",
                "The policy count of the user attached policies beyond the current limits.",
            ),
            AttachmentRefused::LimitExceeded(Bearer::Group(_)) => Self::new(
                409,
                "LimitExceeded.Group.Policy",
                "The policy count of the group beyond the current limits.",
            ),
            AttachmentRefused::LimitExceeded(Bearer::Role(_)) => Self::new(
                409,
                "LimitExceeded.Role.Policy",
                "The count of policies attached to the role beyond the current limits.",
            ),
            AttachmentRefused::Store(failed) => failed.into(),
        }
    }
}

impl From<TagRefused> for Refusal {
    fn from(refused: TagRefused) -> Self {
        match refused {
            TagRefused::Key => Self::incorrect("Tag.Key"),
            TagRefused::Value => Self::incorrect("Tag.Value"),
            TagRefused::Repeated => {
                Self::new(400, "Duplicate.TagKey", "The parameter - \"Tag.Key\" contains the same key twice.")
            }
            TagRefused::LimitExceeded => Self::new(
                409,
                "LimitExceeded.Tag",
                "The count of tags of the resource beyond the current limits.",
            ),
            TagRefused::Store(failed) => failed.into(),
        }
    }
}

impl From<AssumeRefused> for Refusal {
    fn from(refused: AssumeRefused) -> Self {
        match refused {
            AssumeRefused::Duration { .. } => Self::new(
                400,
                "InvalidParameter.DurationSeconds",
                "The Min/Max value of DurationSeconds is 15min/1hr.",
            ),
            AssumeRefused::PolicyLength { .. } => Self::new(
                400,
                "InvalidParameter.PolicySize",
                "The size of Policy must be smaller than 1024 bytes.",
            ),
            AssumeRefused::PolicyMalformed(_) => Self::new(
                400,
                "InvalidParameter.PolicyGrammar",
                "The parameter Policy has not passed grammar check.",
            ),
            AssumeRefused::ChainTooLong => Self::new(
                403,
                "NoPermission",
                "You are not authorized to do this action. The session came through four roles already.",
            ),
        }
    }
}
