//! How records are shown. Each operation's answer has types of its own, whose fields bear the same names.

use rampart_vocab::{Timestamp, iso_seconds};

/// A date as every answer writes it.
pub(super) fn date(at: Timestamp) -> Option<String> {
    Some(iso_seconds(at))
}

/// Anything with a name of its own, as text.
pub(super) fn text(value: impl ToString) -> Option<String> {
    Some(value.to_string())
}

/// A text that may not be there.
pub(super) fn maybe<T: ToString>(value: Option<&T>) -> Option<String> {
    value.map(ToString::to_string)
}

/// A user, in an operation's own type; fields that only some have are named after it.
macro_rules! user {
    ($message:path, $user:expr $(, $field:ident: $value:expr)*) => {{
        let user = $user;
        $message {
            user_id: shown::text(user.id),
            user_name: shown::text(&user.name),
            display_name: shown::maybe(user.display_name.as_ref()),
            mobile_phone: shown::maybe(user.mobile_phone.as_ref()),
            email: shown::maybe(user.email.as_ref()),
            comments: shown::maybe(user.comments.as_ref()),
            create_date: shown::date(user.created),
            $($field: $value,)*
        }
    }};
}

/// A group, in an operation's own type; fields that only some have are named after it.
macro_rules! group {
    ($message:path, $group:expr $(, $field:ident: $value:expr)*) => {{
        let group = $group;
        $message {
            group_id: shown::text(group.id),
            group_name: shown::text(&group.name),
            comments: shown::maybe(group.comments.as_ref()),
            create_date: shown::date(group.created),
            $($field: $value,)*
        }
    }};
}

/// A role, in an operation's own type.
macro_rules! role {
    ($message:path, $role:expr) => {{
        let role = $role;
        $message {
            role_id: shown::text(role.id),
            role_name: shown::text(&role.name),
            arn: shown::text(role.shown_arn()),
            description: shown::maybe(role.description.as_ref()),
            max_session_duration: Some(role.max_session_seconds.into()),
            create_date: shown::date(role.created),
            ..Default::default()
        }
    }};
}

/// A login profile, in an operation's own type.
macro_rules! login_profile {
    ($message:path, $profile:expr, user_name: $name:expr) => {{
        let profile = $profile;
        $message {
            user_name: $name,
            create_date: shown::date(profile.created),
            mfa_bind_required: Some(profile.mfa_bind_required),
            password_reset_required: Some(profile.reset_required),
        }
    }};
}

/// A password policy, in an operation's own type.
macro_rules! password_policy {
    ($message:path, $policy:expr) => {{
        let policy = $policy;
        $message {
            hard_expiry: Some(policy.hard_expiry),
            max_login_attemps: Some(policy.max_login_attempts.into()),
            max_password_age: Some(policy.max_age_days.into()),
            minimum_password_length: Some(policy.minimum_length.into()),
            password_reuse_prevention: Some(policy.reuse_prevention.into()),
            require_lowercase_characters: Some(policy.require_lowercase),
            require_numbers: Some(policy.require_numbers),
            require_symbols: Some(policy.require_symbols),
            require_uppercase_characters: Some(policy.require_uppercase),
        }
    }};
}

/// Security preferences, in the types of an operation's module.
macro_rules! security_preference {
    ($message:ident, $preference:expr) => {{
        let preference = $preference;
        $message::SecurityPreference {
            access_key_preference: Some($message::AccessKeyPreference {
                allow_user_to_manage_access_keys: Some(preference.manage_access_keys),
            }),
            login_profile_preference: Some($message::LoginProfilePreference {
                allow_user_to_change_password: Some(preference.change_password),
                enable_save_mfa_ticket: Some(preference.save_mfa_ticket),
                login_network_masks: shown::text(&preference.networks),
                login_session_duration: Some(preference.session_hours.into()),
            }),
            mfa_preference: Some($message::MFAPreference {
                allow_user_to_manage_mfa_devices: Some(preference.manage_mfa_devices),
            }),
            public_key_preference: Some($message::PublicKeyPreference {
                allow_user_to_manage_public_keys: Some(preference.manage_public_keys),
            }),
        }
    }};
}

/// A policy, in an operation's own type.
macro_rules! policy {
    ($message:path, $policy:expr) => {{
        let policy = $policy;
        $message {
            policy_name: shown::text(policy.name()),
            policy_type: shown::text(super::named::kind_name(policy.kind())),
            description: policy.description().map(ToOwned::to_owned),
            default_version: shown::text(policy.default_version()),
            ..Default::default()
        }
    }};
}

/// A version of a policy, in an operation's own type.
macro_rules! version {
    ($message:path, $version:expr) => {{
        let version = $version;
        $message {
            version_id: shown::text(version.id),
            policy_document: shown::text(&version.document),
            is_default_version: Some(version.is_default),
            create_date: shown::date(version.created),
        }
    }};
}

pub(super) use {group, login_profile, password_policy, policy, role, security_preference, user, version};
