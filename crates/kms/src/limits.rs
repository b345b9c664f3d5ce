//! Every limit of the service, by name.

/// Bytes that Encrypt takes. Source: KMS, Encrypt (6 KB).
pub const PLAINTEXT_BYTES_MAX: usize = 6 * 1024;
/// Bytes of a data key. Source: KMS, GenerateDataKey.
pub const DATA_KEY_BYTES_MAX: usize = 1024;
/// Characters of a key's description. Source: KMS, CreateKey.
pub const DESCRIPTION_CHARS_MAX: usize = 8192;
/// Tags on one key. Source: KMS, CreateKey.
pub const TAGS_PER_KEY_MAX: usize = 20;
/// Tags in one TagResource. Source: KMS, TagResource.
pub const TAGS_PER_SINGULAR_CALL_MAX: usize = 10;
/// Tags or tag keys in one TagResources or UntagResources. Source: KMS, TagResources.
pub const TAGS_PER_PLURAL_CALL_MAX: usize = 20;
/// Resources in one TagResources, UntagResources or ListTagResources. Source: KMS, TagResources.
pub const RESOURCES_PER_CALL_MAX: usize = 50;
/// Characters of a tag's key. Source: KMS, CreateKey.
pub const TAG_KEY_CHARS_MAX: usize = 128;
/// Characters of a tag's value. Source: KMS, CreateKey.
pub const TAG_VALUE_CHARS_MAX: usize = 128;
/// Tags in one answer of ListTagResources. Source: KMS, ListTagResources.
pub const TAG_PAGE: usize = 200;
/// Versions of one key. Source: KMS, CreateKeyVersion.
pub const VERSIONS_PER_KEY_MAX: usize = 50;
/// Characters of an alias with its prefix. Source: KMS, CreateAlias.
pub const ALIAS_CHARS_MAX: usize = 255;
/// Days that a deletion waits. Source: KMS, ScheduleKeyDeletion.
pub const DELETION_DAYS: std::ops::RangeInclusive<i64> = 7..=366;
/// Bytes of the text by which a request names a key.
pub const KEY_NAME_BYTES_MAX: usize = 512;
/// Filters in one ListKeys, and values in one filter. Source: KMS, ListKeys.
pub const FILTERS_MAX: usize = 10;
/// Rows read from the store at a time when a list has no index.
pub(crate) const SCAN_ROWS: usize = 100;
