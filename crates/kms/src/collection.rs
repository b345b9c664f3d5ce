//! All keys and all aliases of an account: what making and listing them is authorised on.

use rampart_authz::Resource;
use rampart_vocab::{AccountId, Arn, RegionId};

macro_rules! collections {
    ($($(#[$doc:meta])* $name:ident = $kind:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name {
            region: RegionId,
            account: AccountId,
            arn: Arn,
        }

        impl $name {
            /// Those of an account in a region.
            pub fn new(region: RegionId, account: AccountId) -> Self {
                let arn = Arn::from_parts("kms", region.as_str(), &account.to_string(), $kind);
                Self { region, account, arn }
            }

            pub(crate) const fn region(&self) -> &RegionId {
                &self.region
            }

            pub(crate) const fn account_id(&self) -> AccountId {
                self.account
            }
        }

        impl Resource for $name {
            fn arn(&self) -> &Arn {
                &self.arn
            }

            fn account(&self) -> AccountId {
                self.account
            }
        }
    )*};
}

collections! {
    /// An account's keys in a region: `acs:kms:<region>:<account>:key`.
    KeyCollection = "key";
    /// An account's aliases in a region: `acs:kms:<region>:<account>:alias`.
    AliasCollection = "alias";
}
