//! System policies: made by the vendor, the same for every account, never changed by one.
//!
//! The documents stand in `system-policies/`, compiled once a process. Custom policies stand in `policy`; a custom
//! policy may bear a system policy's name.

use std::sync::{Arc, LazyLock};

use rampart_policy::{DocumentKind, Policy};
use rampart_vocab::Timestamp;

/// A policy that every account has.
pub struct SystemPolicy {
    /// Its name.
    pub name: &'static str,
    /// The number of the version in force; the only one kept here.
    pub version: u32,
    /// What it is for.
    pub description: &'static str,
    /// The document, as JSON.
    pub document: &'static str,
    date: &'static str,
    compiled: LazyLock<Option<Arc<Policy>>, Compile>,
}

type Compile = Box<dyn FnOnce() -> Option<Arc<Policy>> + Send>;

impl SystemPolicy {
    /// The policy of this name, written exactly so.
    pub fn named(name: &str) -> Option<&'static Self> {
        ALL.binary_search_by(|policy| policy.name.cmp(name)).ok().and_then(|at| ALL.get(at))
    }

    /// All of them, by name.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// The day on which the version in force was published.
    pub fn dated(&self) -> Timestamp {
        format!("{}T00:00:00Z", self.date).parse().unwrap_or_default()
    }

    /// The document ready to decide; `None` never, a test compiles them all.
    pub fn compiled(&self) -> Option<Arc<Policy>> {
        self.compiled.clone()
    }
}

macro_rules! system_policies {
    ($($name:literal, $version:literal, $date:literal, $description:literal;)*) => {
        static ALL: LazyLock<Vec<SystemPolicy>> = LazyLock::new(|| vec![$(SystemPolicy {
            name: $name,
            version: $version,
            description: $description,
            document: include_str!(concat!("../system-policies/", $name, ".json")),
            date: $date,
            compiled: LazyLock::new(Box::new(|| {
                let document = include_str!(concat!("../system-policies/", $name, ".json"));
                Policy::parse($name, document, DocumentKind::Identity).ok().map(Arc::new)
            })),
        }),*]);
    };
}

// Source: the vendor's page of each policy. AdministratorAccess, AliyunRAMFullAccess and AliyunRDSFullAccess have
// none: theirs are the conventional readings.
system_policies! {
    "AdministratorAccess", 1, "2015-04-28", "Manages all resources of the account";
    "AliyunKMSCryptoAdminAccess", 2, "2021-03-02", "Manages keys and aliases";
    "AliyunKMSCryptoUserAccess", 1, "2021-03-02", "Uses keys for cryptography";
    "AliyunKMSFullAccess", 3, "2021-03-02", "Manages Key Management Service";
    "AliyunKMSReadOnlyAccess", 3, "2025-09-23", "Reads Key Management Service";
    "AliyunKMSSecretUserAccess", 1, "2021-03-02", "Reads the values of secrets";
    "AliyunRAMAccessAnalyzerFullAccess", 1, "2024-02-01", "Manages Access Analyzer";
    "AliyunRAMFullAccess", 1, "2015-04-28", "Manages users, groups, roles and policies";
    "AliyunRAMReadOnlyAccess", 3, "2025-12-03", "Reads users, groups, roles and policies";
    "AliyunRDSFullAccess", 1, "2015-04-28", "Manages database instances";
    "AliyunRDSInstanceEncryptionRolePolicy", 1, "2021-03-02", "Lets RDS use the keys designated for instance encryption";
    "AliyunRDSReadOnlyAccess", 3, "2023-02-20", "Reads database instances";
    "AliyunSTSAssumeRoleAccess", 1, "2015-04-28", "Wears any role that trusts the caller";
    "AliyunServiceRolePolicyForKMSSecretsManagerForRDS", 1, "2025-09-17", "Lets Key Management Service rotate database passwords";
    "PowerUserAccess", 2, "2025-09-17", "Manages everything but identities, the directory and billing";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_compiles_and_the_table_is_sorted() {
        for policy in SystemPolicy::all() {
            assert!(policy.compiled().is_some(), "{}", policy.name);
            assert!(SystemPolicy::named(policy.name).is_some_and(|found| found.version == policy.version));
            assert!(policy.dated() > Timestamp::UNIX_EPOCH, "{}", policy.name);
        }
        assert!(SystemPolicy::all().is_sorted_by_key(|policy| policy.name));
        assert!(SystemPolicy::named("administratoraccess").is_none());
    }

    #[test]
    fn every_file_of_the_folder_is_in_the_table() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("system-policies");
        let mut names: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        names.sort();
        assert_eq!(names, SystemPolicy::all().iter().map(|policy| policy.name).collect::<Vec<_>>());
    }
}
