//! What RDS is told of a call that was refused: what of role, right or key is lacking, by its name.

use rampart_api::Refusal;
use rampart_authz::DeniedBy;
use rampart_rds::keys::{KeyLoss, KeyRefused};
use rampart_vocab::{Arn, Tag};
use rampart_wire::Operation;

use crate::gather::Gathered;

/// Whether no statement says yes, rather than one saying no.
pub(super) fn is_silent(refusal: &Refusal) -> bool {
    refusal.denied.as_ref().is_some_and(|denied| denied.by == DeniedBy::Silent)
}

/// What the vendor's policy for RDS allows with marked keys alone.
pub(super) const fn needs_mark(operation: Operation) -> bool {
    matches!(operation, Operation::KmsGenerateDataKey | Operation::KmsDecrypt)
}

/// What is wrong with a key's mark, by its tags; nothing when it bears it.
pub(super) fn mark_amiss(tags: &Gathered) -> Option<String> {
    let mark = Tag::RDS_INSTANCE_ENCRYPTION;
    let mut pairs = tags.all("Tags.Tag.TagKey").zip(tags.all("Tags.Tag.TagValue"));
    match pairs.find(|(key, _)| *key == mark) {
        None => Some(format!("the key does not bear the tag `{mark}`")),
        Some((_, "true")) => None,
        Some(_) => Some(format!("the key's tag `{mark}` has another value than `true`")),
    }
}

/// What keeps RDS from wearing a role, by its name.
pub(super) fn not_worn(refusal: &Refusal, role: &Arn) -> KeyRefused {
    let why = match &refusal.denied {
        Some(denied) if denied.by == DeniedBy::TrustSilent => {
            "the role's trust policy does not trust rds.aliyuncs.com"
        }
        None if refusal.code == "EntityNotExist.Role" => "the role does not exist",
        Some(_) | None => return refused(refusal),
    };
    KeyRefused::NotPermitted(format!("sts:AssumeRole on `{role}` is refused: {why}"))
}

/// What a refusal of KMS or STS means for a disk or for tables. Only a definite answer is a loss; whatever else is not known.
pub(super) fn refused(refusal: &Refusal) -> KeyRefused {
    if let Some(denied) = &refusal.denied {
        return KeyRefused::NotPermitted(denied.to_string());
    }
    match (refusal.status, refusal.code.as_ref()) {
        (_, "Rejected.Disabled") => KeyRefused::Lost(KeyLoss::Disabled),
        (_, "Rejected.PendingDeletion") => KeyRefused::Lost(KeyLoss::DeletionScheduled),
        (_, "Rejected.PendingImport") => KeyRefused::Lost(KeyLoss::MaterialGone),
        (_, "Forbidden.KeyNotFound") => KeyRefused::NotFound,
        (400..500, code) => KeyRefused::NotPermitted(format!("{code}: {}", refusal.message)),
        (status, code) => KeyRefused::Unreachable(format!("{status} {code}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_a_role_from_being_worn_is_named() {
        let role: Arn = "acs:ram::1234567890123456:role/r".parse().unwrap();
        for (refusal, told) in [
            (
                Refusal::new(404, "EntityNotExist.Role", "The specified Role not exists."),
                "sts:AssumeRole on `acs:ram::1234567890123456:role/r` is refused: the role does not exist",
            ),
            (
                Refusal::new(400, "InvalidParameter.Policy", "The parameter Policy is wrongly formed."),
                "InvalidParameter.Policy: The parameter Policy is wrongly formed.",
            ),
        ] {
            assert_eq!(not_worn(&refusal, &role), KeyRefused::NotPermitted(told.to_owned()));
        }
        let unknown = Refusal::new(503, "ServiceUnavailable", "Later.");
        assert!(matches!(not_worn(&unknown, &role), KeyRefused::Unreachable(_)), "not knowing is not losing");
    }

    #[test]
    fn a_mark_that_is_missing_or_of_another_value_is_named() {
        use rampart_wire::FieldWriter as _;
        let mark = Tag::RDS_INSTANCE_ENCRYPTION;
        for (tags, told) in [
            (&[][..], Some("does not bear the tag `acs:rds:instance-encryption`")),
            (&[("team", "true")], Some("does not bear the tag `acs:rds:instance-encryption`")),
            (&[("team", "db"), (mark, "false")], Some("has another value than `true`")),
            (&[("team", "db"), (mark, "true")], None),
        ] {
            let mut gathered = Gathered::default();
            gathered.open_object("Tags");
            for (key, value) in tags {
                gathered.open_item("Tag");
                gathered.text("TagKey", key);
                gathered.text("TagValue", value);
                gathered.close_item("Tag");
            }
            let amiss = mark_amiss(&gathered);
            assert_eq!(amiss.is_some(), told.is_some(), "{tags:?}");
            assert!(amiss.unwrap_or_default().contains(told.unwrap_or_default()), "{tags:?}");
        }
    }
}
