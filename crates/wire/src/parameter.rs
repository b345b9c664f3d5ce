//! What is known of an operation's parameters: their names, what each holds, and which must be given.
//!
//! The lists are generated; how a value is read is for `message` to know. The server passes over what it does not
//! know, as the vendor does: these are for whoever calls, before he sends.

use crate::{
    Operation,
    message::read::{index, spellings},
};

/// One parameter of an operation, or one member of a list's element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in the vendor's spelling.
    pub name: &'static str,
    /// Whether the vendor's metadata or documentation says that it must be given. What must really be, the server says.
    pub required: bool,
    /// What it holds.
    pub shape: Shape,
}

/// What a parameter holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A text that nobody may read in a log.
    Secret,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// Names and values: a JSON object, or `Name.KEY` for each.
    Map,
    /// Several texts: `Name.1`, `Name.2` …, or a JSON array.
    Texts,
    /// Tags: `Name.1.Key`, `Name.1.Value` …, or a JSON array of objects.
    Tags,
    /// Several objects: `Name.1.Member` …, or a JSON array of objects.
    Objects(&'static [Parameter]),
}

/// Members of a tag, in both of the vendor's spellings.
const OF_A_TAG: [&str; 4] = ["Key", "Value", "TagKey", "TagValue"];

impl Operation {
    /// Parameters that the vendor's SDKs may send with any operation, and that mean nothing here: one server is one
    /// region, and acts for nobody but the owner of the key that signed.
    pub const PASSED_OVER: [&'static str; 5] =
        ["RegionId", "OwnerId", "OwnerAccount", "ResourceOwnerId", "ResourceOwnerAccount"];

    /// Whether it knows a parameter of this name, written in one of the ways in which clients write it.
    pub fn takes(self, name: &str) -> bool {
        Self::PASSED_OVER.iter().any(|known| name.eq_ignore_ascii_case(known))
            || self.parameters().iter().any(|parameter| parameter.is_written(name))
    }
}

impl Parameter {
    pub(crate) const fn optional(name: &'static str, shape: Shape) -> Self {
        Self { name, required: false, shape }
    }

    pub(crate) const fn required(name: &'static str, shape: Shape) -> Self {
        Self { name, required: true, shape }
    }

    /// The names under which it is given, one a value: `KeyId`, `Tag.N.Key`, `EncryptionContext.KEY`.
    pub fn forms(&self) -> Vec<String> {
        let name = self.name;
        let each = |members: &[&str]| members.iter().map(|member| format!("{name}.N.{member}")).collect();
        match self.shape {
            Shape::Text | Shape::Secret | Shape::Integer | Shape::Boolean => vec![name.to_owned()],
            Shape::Map => vec![name.to_owned(), format!("{name}.KEY")],
            Shape::Texts => vec![format!("{name}.N")],
            Shape::Tags => each(&["Key", "Value"]),
            Shape::Objects(members) => each(&members.iter().map(|member| member.name).collect::<Vec<_>>()),
        }
    }

    /// Whether `name` is a way of writing it.
    fn is_written(&self, name: &str) -> bool {
        if name.eq_ignore_ascii_case(self.name) {
            return true;
        }
        match self.shape {
            Shape::Text | Shape::Secret | Shape::Integer | Shape::Boolean => false,
            Shape::Map => below(name, self.name).is_some_and(|key| !key.is_empty()),
            Shape::Texts => spellings(self.name).iter().any(|spelling| {
                name.eq_ignore_ascii_case(spelling) || below(name, spelling).and_then(index).is_some()
            }),
            Shape::Tags => self
                .member(name)
                .is_some_and(|member| OF_A_TAG.iter().any(|m| m.eq_ignore_ascii_case(member))),
            Shape::Objects(members) => self
                .member(name)
                .is_some_and(|member| members.iter().any(|m| m.name.eq_ignore_ascii_case(member))),
        }
    }

    /// The member that `Name.1.Member` names.
    fn member<'a>(&self, name: &'a str) -> Option<&'a str> {
        let (at, member) = below(name, self.name)?.split_once('.')?;
        index(at).map(|_| member)
    }
}

/// What stands in `name` below `of` and a dot.
fn below<'a>(name: &'a str, of: &str) -> Option<&'a str> {
    let (head, rest) = name.split_at_checked(of.len())?;
    rest.strip_prefix('.').filter(|_| head.eq_ignore_ascii_case(of))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Service;

    #[test]
    fn a_parameter_is_known_in_every_way_in_which_it_is_read() {
        for (operation, name, known) in [
            (Operation::RdsCreateDBInstance, "EncryptionKey", true),
            (Operation::RdsCreateDBInstance, "encryptionkey", true),
            (Operation::RdsCreateDBInstance, "EncryptionKy", false),
            (Operation::RdsCreateDBInstance, "EncryptionKey.1", false),
            (Operation::RdsCreateDBInstance, "RoleArn", true),
            (Operation::RdsCreateDBInstance, "ResourceOwnerId", true),
            (Operation::RdsCreateDBInstance, "Tag.1.Key", true),
            (Operation::RdsCreateDBInstance, "Tag.1.tagkey", true),
            (Operation::RdsCreateDBInstance, "Tag", true),
            (Operation::RdsCreateDBInstance, "Tag.Key", false),
            (Operation::RdsCreateDBInstance, "Tag.1.Kee", false),
            (Operation::RdsCreateDBInstance, "Tag.0.Key", false),
            (Operation::RdsCreateDBInstance, "Tag.1", false),
            (Operation::RdsCreateDBInstance, "", false),
            (Operation::RdsModifyDBInstanceTDE, "RoleARN", true),
            (Operation::RdsAddTagsToResource, "Tag.20.key", true),
            (Operation::RdsUntagResources, "TagKey.1", true),
            (Operation::RdsUntagResources, "TagKeys", true),
            (Operation::RdsUntagResources, "TagKey.a", false),
            (Operation::RdsModifyDBInstance, "DBNodes.1.NodeId", true),
            (Operation::RdsModifyDBInstance, "DBNodes.1.Node", false),
            (Operation::KmsEncrypt, "EncryptionContext.any key", true),
            (Operation::KmsEncrypt, "EncryptionContext", true),
            (Operation::KmsEncrypt, "EncryptionContext.", false),
            (Operation::KmsUpdateSecret, "ExtendedConfig.CustomData", true),
            (Operation::KmsCreateKey, "RegionId", true),
            (Operation::KmsCreateKey, "ключ", false),
            (Operation::StsGetCallerIdentity, "KeyId", false),
        ] {
            assert_eq!(operation.takes(name), known, "{} {name}", operation.name());
        }
    }

    #[test]
    fn every_form_is_taken_once_its_places_are_filled() {
        for operation in Operation::ALL {
            for form in operation.parameters().iter().flat_map(Parameter::forms) {
                let filled = format!("{form}.").replacen(".N.", ".7.", 1);
                let filled = filled.strip_suffix('.').unwrap();
                assert!(operation.takes(filled), "{} {filled}", operation.name());
            }
        }
    }

    #[test]
    fn what_must_be_given_is_told_as_the_vendor_tells_it() {
        let required = |operation: Operation| -> Vec<&str> {
            operation.parameters().iter().filter(|parameter| parameter.required).map(|p| p.name).collect()
        };
        assert_eq!(required(Operation::KmsDescribeKey), ["KeyId"]);
        // Optional in the metadata, required in the documentation.
        assert_eq!(required(Operation::RamCreateUser), ["UserName"]);
        for operation in Operation::ALL {
            assert!(!required(operation).contains(&"RegionId"), "{}", operation.name());
        }
        assert!(Service::ALL.iter().all(|service| service.operations().count() > 0));
    }
}
