//! The operations of KMS, one file each, and what several of them share.

pub(crate) mod cancel_key_deletion;
pub(crate) mod create_alias;
pub(crate) mod create_key;
pub(crate) mod create_key_version;
pub(crate) mod decrypt;
pub(crate) mod delete_alias;
pub(crate) mod describe_key;
pub(crate) mod describe_key_version;
pub(crate) mod describe_regions;
pub(crate) mod disable_key;
pub(crate) mod enable_key;
pub(crate) mod encrypt;
pub(crate) mod generate_data_key;
pub(crate) mod generate_data_key_without_plaintext;
pub(crate) mod list_aliases;
pub(crate) mod list_aliases_by_key_id;
pub(crate) mod list_key_versions;
pub(crate) mod list_keys;
pub(crate) mod list_resource_tags;
pub(crate) mod list_tag_resources;
pub(crate) mod schedule_key_deletion;
pub(crate) mod set_deletion_protection;
pub(crate) mod tag_resource;
pub(crate) mod tag_resources;
pub(crate) mod untag_resource;
pub(crate) mod untag_resources;
pub(crate) mod update_alias;
pub(crate) mod update_key_description;

#[cfg(test)]
mod desk;
mod dry_run;
mod reference;
mod taggable;

built! {
    KmsCancelKeyDeletion => cancel_key_deletion::cancel_key_deletion;
    KmsCreateAlias => create_alias::create_alias;
    KmsCreateKey => create_key::create_key;
    KmsCreateKeyVersion => create_key_version::create_key_version;
    KmsDecrypt => decrypt::decrypt;
    KmsDeleteAlias => delete_alias::delete_alias;
    KmsDescribeKey => describe_key::describe_key;
    KmsDescribeKeyVersion => describe_key_version::describe_key_version;
    KmsDescribeRegions => describe_regions::describe_regions
        [open: "it names the region served and nothing else; the vendor asks no authorisation for it"];
    KmsDisableKey => disable_key::disable_key (takes rights away);
    KmsEnableKey => enable_key::enable_key;
    KmsEncrypt => encrypt::encrypt;
    KmsGenerateDataKey => generate_data_key::generate_data_key;
    KmsGenerateDataKeyWithoutPlaintext => generate_data_key_without_plaintext::generate_data_key_without_plaintext;
    KmsListAliases => list_aliases::list_aliases;
    KmsListAliasesByKeyId => list_aliases_by_key_id::list_aliases_by_key_id;
    KmsListKeyVersions => list_key_versions::list_key_versions;
    KmsListKeys => list_keys::list_keys;
    KmsListResourceTags => list_resource_tags::list_resource_tags;
    KmsListTagResources => list_tag_resources::list_tag_resources;
    KmsScheduleKeyDeletion => schedule_key_deletion::schedule_key_deletion (takes rights away);
    KmsSetDeletionProtection => set_deletion_protection::set_deletion_protection;
    KmsTagResource => tag_resource::tag_resource;
    KmsTagResources => tag_resources::tag_resources;
    KmsUntagResource => untag_resource::untag_resource (takes rights away);
    KmsUntagResources => untag_resources::untag_resources (takes rights away);
    KmsUpdateAlias => update_alias::update_alias;
    KmsUpdateKeyDescription => update_key_description::update_key_description;
}
