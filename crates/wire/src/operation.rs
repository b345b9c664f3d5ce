//! What is known of an operation beside its messages. The list itself is generated.

use crate::{Operation, Parameter, RequestRefused, Service, generated::FACTS};

/// One line of the generated table.
pub(crate) struct Facts {
    pub(crate) service: Service,
    pub(crate) name: &'static str,
    pub(crate) anonymous: bool,
    pub(crate) ram_action: Option<&'static str>,
    pub(crate) ram_resources: &'static [&'static str],
    pub(crate) parameters: &'static [Parameter],
}

impl Service {
    /// The service that a `Version` means: each has one, and no two the same.
    pub fn of_version(version: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.version() == version)
    }

    /// The service's code in the policy language, such as `kms`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ram => "ram",
            Self::Sts => "sts",
            Self::Kms => "kms",
            Self::Rds => "rds",
            Self::Actiontrail => "actiontrail",
        }
    }

    /// Its operations, by name.
    pub fn operations(self) -> impl Iterator<Item = Operation> {
        Operation::ALL.into_iter().filter(move |operation| operation.service() == self)
    }

    /// The operation of this service that an `Action` means, in the spelling that clients send.
    pub fn operation(self, action: &str) -> Option<Operation> {
        let actions = self.actions();
        let at = actions.binary_search_by(|(name, _)| (*name).cmp(action)).ok()?;
        actions.get(at).map(|(_, operation)| *operation)
    }
}

impl Operation {
    /// The operation that `Version` and `Action` mean together.
    pub fn find(version: &str, action: &str) -> Result<Self, RequestRefused> {
        let service = Service::of_version(version).ok_or(RequestRefused::UnknownVersion)?;
        service.operation(action).ok_or(RequestRefused::UnknownAction)
    }

    /// The service it belongs to.
    pub fn service(self) -> Service {
        self.facts().service
    }

    /// Its `Action`.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// Whether it is called without a signature, its proof being in a parameter.
    pub fn is_anonymous(self) -> bool {
        self.facts().anonymous
    }

    /// The RAM action that its documentation names, where one is known.
    pub fn ram_action(self) -> Option<&'static str> {
        self.facts().ram_action
    }

    /// The resources that its documentation names, as the vendor's templates (`acs:ram:*:${AccountId}:user/${UserName}`).
    pub fn ram_resources(self) -> &'static [&'static str] {
        self.facts().ram_resources
    }

    /// What it may be given, in the order of its facts.
    pub fn parameters(self) -> &'static [Parameter] {
        self.facts().parameters
    }

    fn facts(self) -> &'static Facts {
        #[expect(clippy::indexing_slicing, reason = "the table has one line per variant; a test walks all")]
        &FACTS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_found_by_its_own_version_and_name() {
        assert_eq!(Operation::ALL.len(), 302);
        for operation in Operation::ALL {
            assert_eq!(Operation::find(operation.service().version(), operation.name()), Ok(operation));
        }
    }

    #[test]
    fn operations_are_found_in_the_spelling_that_clients_send() {
        for (version, action, found) in [
            ("2016-01-20", "CreateKey", Ok(Operation::KmsCreateKey)),
            ("2015-05-01", "CreatePolicy", Ok(Operation::RamCreatePolicy)),
            ("2016-01-20", "CreatePolicy", Ok(Operation::KmsCreatePolicy)),
            ("2014-08-15", "UntagResources", Ok(Operation::RdsUntagResources)),
            ("2014-08-15", "UnTagResources", Ok(Operation::RdsUntagResources)),
            ("2016-01-20", "UnTagResources", Err(RequestRefused::UnknownAction)),
            ("2016-01-20", "createkey", Err(RequestRefused::UnknownAction)),
            ("2016-01-20", "", Err(RequestRefused::UnknownAction)),
            ("2016-01-21", "CreateKey", Err(RequestRefused::UnknownVersion)),
        ] {
            assert_eq!(Operation::find(version, action), found, "{version} {action}");
        }
    }

    #[test]
    fn documented_rights_are_known() {
        assert_eq!(Operation::KmsGenerateDataKey.ram_action(), Some("kms:GenerateDataKey"));
        assert_eq!(Operation::KmsReEncrypt.ram_action(), Some("kms:ReEncryptFrom"));
        assert_eq!(Operation::RdsCreateDBInstance.ram_action(), None);
        assert_eq!(Operation::RamGetUser.ram_resources().len(), 1);
        let anonymous: Vec<_> = Operation::ALL.into_iter().filter(|o| o.is_anonymous()).collect();
        assert_eq!(anonymous, [Operation::StsAssumeRoleWithOIDC, Operation::StsAssumeRoleWithSAML]);
    }
}
