//! What the operations on tags share: whom they name, and how tags arrive.

use rampart_kms::{KeyRef, limits};
use rampart_vocab::Tag;
use rampart_wire::TagParameter;

use crate::{Refusal, errors};

/// The one resource of the singular operations: a key, since secrets and certificates are not here.
pub(super) fn one(
    key_id: Option<&str>,
    secret: Option<&str>,
    certificate: Option<&str>,
) -> Result<KeyRef, Refusal> {
    match (key_id, secret, certificate) {
        (Some(id), None, None) => Ok(KeyRef::parse_id(id)?),
        (None, None, None) => Err(errors::kms::missing("KeyId")),
        (None, _, _) => Err(errors::kms::unsupported()),
        (Some(_), _, _) => Err(errors::kms::invalid("KeyId")),
    }
}

/// The resources of the plural operations, each named once.
pub(super) fn many(kind: &str, ids: &[String]) -> Result<Vec<KeyRef>, Refusal> {
    match kind {
        "key" | "KEY" => {}
        "secret" | "SECRET" => return Err(errors::kms::unsupported()),
        _ => return Err(errors::kms::invalid("ResourceType")),
    }
    if ids.len() > limits::RESOURCES_PER_CALL_MAX {
        return Err(errors::kms::invalid("ResourceId"));
    }
    let mut keys: Vec<KeyRef> = Vec::with_capacity(ids.len());
    for id in ids {
        let key = KeyRef::parse_id(id)?;
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    Ok(keys)
}

/// Tags as the domain takes them; one without a key is refused there, one without a value has the empty one.
pub(super) fn tags(given: Vec<TagParameter>) -> Vec<Tag> {
    let tag = |tag: TagParameter| Tag::new(tag.key.unwrap_or_default(), tag.value.unwrap_or_default());
    given.into_iter().map(tag).collect()
}
