//! The service's actions, and for those on one key the row of the state table that they fall under.

use crate::state::{Deed, KeyAction};

rampart_authz::actions! { "kms":
    CreateKey, ListKeys, ListAliases,
    DescribeKey, ListKeyVersions, DescribeKeyVersion, ListAliasesByKeyId, ListResourceTags, ListTagResources,
    EnableKey, DisableKey, ScheduleKeyDeletion, CancelKeyDeletion, SetDeletionProtection,
    UpdateKeyDescription, TagResource, UntagResource, TagResources, UntagResources,
    CreateAlias, UpdateAlias, DeleteAlias,
    CreateKeyVersion, Encrypt, Decrypt, GenerateDataKey, GenerateDataKeyWithoutPlaintext,
}

macro_rules! deeds {
    ($($deed:ident, changes $changes:literal: $($action:ident),* ;)*) => {$($(
        impl KeyAction for $action {
            const DEED: Deed = Deed::$deed;
            const CHANGES: bool = $changes;
        }
    )*)*};
}

deeds! {
    Look, changes false: DescribeKey, ListKeyVersions, DescribeKeyVersion, ListAliasesByKeyId, ListResourceTags,
                         ListTagResources;
    Look, changes true: DeleteAlias;
    Use, changes false: Encrypt, Decrypt, GenerateDataKey, GenerateDataKeyWithoutPlaintext;
    Use, changes true: CreateKeyVersion;
    // The table has no row for SetDeletionProtection; its page refuses a key in PendingDeletion.
    Label, changes true: UpdateKeyDescription, TagResource, UntagResource, TagResources, UntagResources, UpdateAlias,
                         SetDeletionProtection;
    Switch, changes true: EnableKey, DisableKey;
    Bind, changes true: ScheduleKeyDeletion, CreateAlias;
    Revive, changes true: CancelKeyDeletion;
}
