//! The ways in which a key can be lost, or the right to it, and how each is given back.
//!
//! Two cannot be had here: imported key material, for there is no operation that imports any, and a key that is
//! deleted, for its window is seven days at least. Those are the state machine's tests' to know.

use rampart_client::Service;

use crate::bench::{Bench, POLICY, ROLE};

const MARK: &str = "acs:rds:instance-encryption";
const GRANT: [(&str, &str); 3] = [("PolicyType", "Custom"), ("PolicyName", POLICY), ("RoleName", ROLE)];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    KeyDisabled,
    DeletionScheduled,
    MarkRemoved,
    PolicyDetached,
    RoleDeleted,
    TrustChanged,
}

impl Loss {
    /// Takes it from all these keys.
    pub(crate) fn take(self, bench: &Bench, keys: &[&str]) {
        let tags = format!(r#"["{MARK}"]"#);
        match self {
            Self::KeyDisabled => each(bench, keys, "DisableKey", &[]),
            Self::DeletionScheduled => {
                each(bench, keys, "ScheduleKeyDeletion", &[("PendingWindowInDays", "7")])
            }
            Self::MarkRemoved => each(bench, keys, "UntagResource", &[("TagKeys", &tags)]),
            Self::PolicyDetached => ram(bench, "DetachPolicyFromRole", &GRANT),
            Self::RoleDeleted => {
                ram(bench, "DetachPolicyFromRole", &GRANT);
                ram(bench, "DeleteRole", &[("RoleName", ROLE)]);
            }
            Self::TrustChanged => trust(bench, "ecs.aliyuncs.com"),
        }
    }

    /// Gives it back, and does nothing else.
    pub(crate) fn give_back(self, bench: &Bench, keys: &[&str]) {
        let tags = format!(r#"[{{"TagKey":"{MARK}","TagValue":"true"}}]"#);
        match self {
            Self::KeyDisabled => each(bench, keys, "EnableKey", &[]),
            Self::DeletionScheduled => each(bench, keys, "CancelKeyDeletion", &[]),
            Self::MarkRemoved => each(bench, keys, "TagResource", &[("Tags", &tags)]),
            Self::PolicyDetached => ram(bench, "AttachPolicyToRole", &GRANT),
            Self::RoleDeleted => bench.authorize(),
            Self::TrustChanged => trust(bench, "rds.aliyuncs.com"),
        }
    }

    /// Words by which it is told, by the server and by `rampart status`.
    pub(crate) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::KeyDisabled => ("the encryption key is disabled", "is disabled"),
            Self::DeletionScheduled => {
                ("the encryption key is scheduled for deletion", "is scheduled for deletion")
            }
            Self::MarkRemoved => ("kms:Decrypt", MARK),
            Self::PolicyDetached => ("kms:Decrypt", "allows kms:Decrypt"),
            Self::RoleDeleted => ("sts:AssumeRole", "does not exist"),
            Self::TrustChanged => ("sts:AssumeRole", "does not trust rds.aliyuncs.com"),
        }
    }

    /// Whether the key itself is lost; else the right to it.
    pub(crate) const fn is_of_key(self) -> bool {
        matches!(self, Self::KeyDisabled | Self::DeletionScheduled)
    }
}

fn each(bench: &Bench, keys: &[&str], operation: &str, more: &[(&str, &str)]) {
    for key in keys {
        bench.done(Service::Kms, operation, &[&[("KeyId", *key)], more].concat());
    }
}

fn ram(bench: &Bench, operation: &str, params: &[(&str, &str)]) {
    bench.done(Service::Ram, operation, params);
}

fn trust(bench: &Bench, service: &str) {
    let document = format!(
        r#"{{"Version":"1","Statement":[{{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{{"Service":["{service}"]}}}}]}}"#
    );
    ram(bench, "UpdateRole", &[("RoleName", ROLE), ("NewAssumeRolePolicyDocument", &document)]);
}
