//! Who asks to assume a role, and whom a trust policy means.

use crate::document::PrincipalPattern;
use crate::undocumented;
use std::fmt;

/// Someone who asks to assume a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Principal<'a> {
    /// An account's root identity.
    Root {
        /// The account.
        account: &'a str,
    },
    /// A user.
    User {
        /// The user's account.
        account: &'a str,
        /// The user's name.
        name: &'a str,
    },
    /// A session of a role.
    Role {
        /// The role's account.
        account: &'a str,
        /// The role's name; case does not matter.
        name: &'a str,
    },
    /// A service, such as `rds.aliyuncs.com`.
    Service(&'a str),
    /// Whoever an identity provider vouches for, by the provider's resource name.
    Federated(&'a str),
}

impl PrincipalPattern {
    /// Whether the pattern means `principal`.
    #[must_use]
    pub fn matches(&self, principal: &Principal<'_>) -> bool {
        match (self, principal) {
            (Self::Account(own), Principal::User { account, .. } | Principal::Role { account, .. }) => {
                own == account
            }
            (Self::Account(own), Principal::Root { account }) => {
                undocumented::root_principal_trusts_root_itself() && own == account
            }
            (
                Self::AccountAndRoot(own),
                Principal::Root { account }
                | Principal::User { account, .. }
                | Principal::Role { account, .. },
            ) => own == account,
            (Self::User { account: own, name: wanted }, Principal::User { account, name }) => {
                own == account && wanted == name
            }
            (Self::Role { account: own, name: wanted }, Principal::Role { account, name }) => {
                own == account && wanted.eq_ignore_ascii_case(name)
            }
            (Self::Service(wanted), Principal::Service(name)) => {
                undocumented::same_service_principal(wanted, name)
            }
            (Self::Federated(wanted), Principal::Federated(name)) => {
                undocumented::ram_name_without_region(name)
                    .is_some_and(|rest| undocumented::ram_name_without_region(wanted) == Some(rest))
            }
            _ => false,
        }
    }
}

impl fmt::Display for Principal<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root { account } => write!(out, "acs:ram::{account}:root"),
            Self::User { account, name } => write!(out, "acs:ram::{account}:user/{name}"),
            Self::Role { account, name } => write!(out, "acs:ram::{account}:role/{name}"),
            Self::Service(name) | Self::Federated(name) => out.write_str(name),
        }
    }
}
