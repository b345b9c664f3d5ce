//! What the vendor leaves unsaid: one named function for each choice, with its reason.
//!
//! Everything that a document of the vendor does say stands elsewhere. Whoever learns better changes one
//! function here; nothing else in the crate repeats one of these choices.

use crate::pattern::Case;
use std::borrow::Cow;

/// Whether `*` in Resource and in StringLike runs over `:` and `/`.
///
/// It does. The vendor's own system policies (`acs:kms:*:*:*`, `acs:kms:*:*:key*`) would not reach
/// `key/<id>` otherwise, and a plain glob over the whole string is the simplest reading. The glob has no
/// notion of a separator; the checker words its advice by this answer.
#[must_use]
pub const fn star_crosses_separators() -> bool {
    true
}

/// Whether letters of a resource name match in either case.
///
/// Names of RAM roles do: the vendor answers them in lower case whatever the role was called, so a policy
/// that spells the role as it was created must still match. Everything else is compared exactly, since
/// names of keys, users and buckets are distinct by case.
#[must_use]
pub fn resource_case(resource: &str) -> Case {
    match resource.strip_prefix("acs:ram:").and_then(|rest| rest.splitn(3, ':').nth(2)) {
        Some(relative) if is_role(relative) => Case::Ignored,
        _ => Case::Sensitive,
    }
}

fn is_role(relative: &str) -> bool {
    relative.split_once('/').is_some_and(|(kind, _)| kind == "role" || kind == "assumed-role")
}

/// What follows the region of a `ram` name whose region is empty or `*`.
///
/// The documents spell one role `acs:ram::1:role/x` as an identity and `acs:ram:*:1:role/x` as a resource.
/// RAM is global, so both mean the same and are compared without their region.
#[must_use]
pub fn ram_name_without_region(resource: &str) -> Option<&str> {
    let rest = resource.strip_prefix("acs:ram:")?;
    rest.strip_prefix(':').or_else(|| rest.strip_prefix("*:"))
}

/// Whether a condition is met when the request does not carry its key: negated operators are, others not.
///
/// No table says so, but an OSS page denies "not from a VPC" by `StringNotLike acs:SourceVpc`, which only
/// works so, and a Deny with Bool `acs:MFAPresent` `"false"` was measured not to hit an AccessKey call.
#[must_use]
pub const fn absent_key_meets(operator_is_negated: bool) -> bool {
    operator_is_negated
}

/// The answer of a condition, given whether any value of the request equals any value of the policy.
///
/// Values of one key are alternatives. Of a negated operator that can only be meant of its positive form:
/// StringNotEquals `[a, b]` holds if the value is neither. A request that carries several values for a key
/// meets a positive operator by any of them, and a negated one only if none of them is excluded.
#[must_use]
pub const fn negated_values(any_is_equal: bool, operator_is_negated: bool) -> bool {
    any_is_equal != operator_is_negated
}

/// Whether `${…}` in a value stands for something. It does not: no page knows policy variables, so it is
/// literal text, and the checker warns, because who writes it expects otherwise.
#[must_use]
pub const fn policy_variables_are_replaced() -> bool {
    false
}

/// Whether two texts are the same for the `IgnoreCase` operators: ASCII letters only.
///
/// Unicode folding would make the Kelvin sign a `k`, and no page promises it.
#[must_use]
pub fn equal_ignoring_case(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

/// A condition key in the spelling that requests are asked for.
///
/// Whether keys match in either case is not said. Up to the first `/` they do here: a mistyped
/// `acs:sourceip` in a Deny would otherwise never be met and open what its writer meant to close. What
/// follows the first `/` is a tag's key, and those differ by case. Keys that the documents name come out in
/// their documented spelling, all others as written.
#[must_use]
pub fn canonical_condition_key(written: &str) -> Cow<'_, str> {
    let (name, tag) = split_condition_key(written);
    match (crate::vocabulary::documented_key(name, tag.is_some()), tag) {
        (Some(documented), _) if documented == name => Cow::Borrowed(written),
        (Some(documented), None) => Cow::Borrowed(documented),
        (Some(documented), Some(tag)) => Cow::Owned(format!("{documented}/{tag}")),
        (None, _) => Cow::Borrowed(written),
    }
}

/// Whether a request's own name for a key is the one asked for: the same but for case up to the first `/`.
#[must_use]
pub fn same_condition_key(a: &str, b: &str) -> bool {
    let ((name_a, tag_a), (name_b, tag_b)) = (split_condition_key(a), split_condition_key(b));
    name_a.eq_ignore_ascii_case(name_b) && tag_a == tag_b
}

/// A condition key's name and tag key, split at the *first* `/`.
///
/// The seed's own key is `kms:tag/acs:rds:instance-encryption`: what follows may hold colons and slashes.
#[must_use]
pub fn split_condition_key(key: &str) -> (&str, Option<&str>) {
    match key.split_once('/') {
        Some((name, tag)) => (name, Some(tag)),
        None => (key, None),
    }
}

/// Whether a statement with `NotResource` is refused.
///
/// Copies of the grammar from 2018 to 2020 have the element, later ones do not. It is read and can be
/// decided; unless the [`crate::Rules`] say otherwise it is refused, because a service that ignored it
/// would grant more than was written.
#[must_use]
pub const fn not_resource_is_refused() -> bool {
    true
}

/// Whether `Statement` may be one statement without its array.
///
/// Every example has the array, but a scalar and an array of one are said to be the same everywhere. It is
/// taken, with a warning.
#[must_use]
pub const fn statement_may_stand_alone() -> bool {
    true
}

/// The longest trust policy in characters. An error code for the length exists, a number does not; it is
/// given the room of a custom policy.
#[must_use]
pub const fn trust_policy_limit() -> usize {
    6_144
}

/// Whether the principal of a trust policy may hold wildcards.
///
/// No page says what `*` would mean there. It is refused, since the mild reading ("anyone may try") is the
/// dangerous one. Key policies are documented to name `acs:ram::<account>:*`.
#[must_use]
pub const fn trust_principal_may_hold_wildcards() -> bool {
    false
}

/// Whether `acs:ram::<account>:root` trusts the account's root identity itself besides its users and roles.
///
/// The page says "any RAM user or role of the account", and root is refused by AssumeRole in any case.
#[must_use]
pub const fn root_principal_trusts_root_itself() -> bool {
    false
}

/// Whether two names of a service, such as `rds.aliyuncs.com`, are the same. They are host names, and
/// those have no case.
#[must_use]
pub fn same_service_principal(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

/// The value of a Bool operand: `true` and `false` in lower case, as every example writes them.
#[must_use]
pub fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// The instant that a date operand or value names.
///
/// The documents ask for ISO 8601 in UTC; their samples end in `Z` and, in places, in `+08:00`. Both name
/// an instant and are taken. A date alone, or a time without zone, names none and is not guessed at.
#[must_use]
pub fn instant(text: &str) -> Option<jiff::Timestamp> {
    let shaped = text.as_bytes().get(10) == Some(&b'T') && !text.contains('[');
    text.parse().ok().filter(|_| shaped)
}

/// The address that an IP condition compares: an IPv4 address that arrives mapped into IPv6 is IPv4.
///
/// A listener on both families reports `::ffff:10.0.0.1` for a caller whom a policy names `10.0.0.1`.
#[must_use]
pub const fn comparable_address(address: std::net::IpAddr) -> std::net::IpAddr {
    address.to_canonical()
}
