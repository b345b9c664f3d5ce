//! Refusals of KMS. Source of codes and texts: KMS, common errors and key states.
//!
//! Where no page names a code the nearest documented one is taken, and the line says so.

use rampart_kms::{
    AliasRefused, BlobRefused, ContextRefused, CursorRefused, Feature, KeyNameRefused, KeyRefused,
    TagsRefused,
    list::{FilterRefused, PageRefused},
};
use rampart_wire::Service;

use crate::Refusal;

/// The key that was named is not there.
pub(crate) fn key_not_found() -> Refusal {
    Refusal::new(404, "Forbidden.KeyNotFound", "The specified Key is not found.")
}

/// The alias that was named is not there.
pub(crate) fn alias_not_found() -> Refusal {
    Refusal::new(404, "Forbidden.AliasNotFound", "The specified Alias is not found.")
}

/// A parameter that is there but not valid.
pub(crate) fn invalid(parameter: &str) -> Refusal {
    Refusal::invalid_parameter(Service::Kms, parameter)
}

/// A parameter that is needed.
pub(crate) fn missing(parameter: &str) -> Refusal {
    Refusal::missing_parameter(Service::Kms, parameter)
}

/// What the vendor knows and this server has not.
pub(crate) fn unsupported() -> Refusal {
    Refusal::new(400, "Rejected.UnsupportedOperation", "Unsupported operation.")
}

/// Tags that came in `parameter`.
pub(crate) fn tags(refused: &TagsRefused, parameter: &str) -> Refusal {
    match refused {
        TagsRefused::None => missing(parameter),
        TagsRefused::TooManyKept => limit_exceeded(),
        TagsRefused::Key
        | TagsRefused::Value
        | TagsRefused::Reserved
        | TagsRefused::Repeated
        | TagsRefused::TooManyAsked => invalid(parameter),
    }
}

/// What DryRun answers instead of the answer. No page gives its status or text; the code is the SDK's.
pub(crate) fn dry_run() -> Refusal {
    Refusal::new(
        400,
        "DryRunOperationError",
        "Request validation has been passed with DryRun flag set, nothing was done.",
    )
}

fn limit_exceeded() -> Refusal {
    Refusal::new(
        400,
        "Rejected.LimitExceeded",
        "The request was rejected because user create resource limit was exceeded.",
    )
}

fn state(name: &'static str) -> Refusal {
    Refusal::new(
        409,
        format!("Rejected.{name}"),
        format!("The request was rejected because the key state is {name}."),
    )
}

impl From<KeyRefused> for Refusal {
    fn from(refused: KeyRefused) -> Self {
        match refused {
            KeyRefused::Disabled => state("Disabled"),
            KeyRefused::PendingDeletion => state("PendingDeletion"),
            KeyRefused::PendingImport => state("PendingImport"),
            KeyRefused::StateFixed => {
                Self::new(409, "Rejected.StateModifiedFailed", "Keystate modified failed.")
            }
            // No page names a code; a deletion that its key does not admit is a change of state that failed.
            KeyRefused::DeletionProtected => Self::new(
                409,
                "Rejected.StateModifiedFailed",
                "Keystate modified failed. Deletion protection is enabled for the key, disable it first.",
            ),
            // No page names a code; the key does not know this operation.
            KeyRefused::ServiceKey => Self::new(
                400,
                "Rejected.UnsupportedOperation",
                "Unsupported operation: the key belongs to a service of the account, nobody else changes it.",
            ),
            KeyRefused::WrongUsage => unsupported(),
            KeyRefused::NotOffered { wanted } => match wanted {
                Feature::Protection => Self::new(
                    400,
                    "Unsupported.ProtectionLevel",
                    "This protection level is not valid for this region",
                ),
                Feature::Origin => {
                    Self::new(400, "Unsupported.Origin", "This key origin is not valid for this api.")
                }
                // A code that the Terraform provider knows; its status and text are not documented.
                Feature::Instance => {
                    Self::new(404, "Forbidden.DKMSInstanceNotFound", "The specified instance is not found.")
                }
                Feature::Spec | Feature::Usage | Feature::Rotation | Feature::Policy | Feature::Storage => {
                    unsupported()
                }
            },
            KeyRefused::Unknown(what) => invalid(match what {
                Feature::Spec => "KeySpec",
                Feature::Usage => "KeyUsage",
                Feature::Origin => "Origin",
                Feature::Protection => "ProtectionLevel",
                Feature::Instance => "DKMSInstanceId",
                Feature::Rotation => "EnableAutomaticRotation",
                Feature::Policy => "Policy",
                Feature::Storage => "KeyStorageMechanism",
            }),
            KeyRefused::DescriptionTooLong => invalid("Description"),
            KeyRefused::DeletionWindow => invalid("PendingWindowInDays"),
            KeyRefused::DataKeyLength => invalid("NumberOfBytes"),
            KeyRefused::PlaintextLength => invalid("Plaintext"),
            KeyRefused::TooManyVersions => limit_exceeded(),
            KeyRefused::NoSuchVersion => {
                Self::new(404, "Forbidden.KeyVersionNotFound", "The specified Key version is not found.")
            }
            KeyRefused::Ciphertext(refused) => refused.into(),
            KeyRefused::Context(refused) => refused.into(),
            KeyRefused::Tags(refused) => tags(&refused, "Tags"),
            KeyRefused::Alias(refused) => refused.into(),
            lost @ KeyRefused::MaterialLost => Self::internal(lost.to_string()),
            KeyRefused::Store(failed) => failed.into(),
        }
    }
}

impl From<AliasRefused> for Refusal {
    fn from(refused: AliasRefused) -> Self {
        match refused {
            AliasRefused::Malformed | AliasRefused::Reserved => invalid("AliasName"),
            AliasRefused::Exists => Self::new(400, "AliasAlreadyExists", "AliasName Already Exists."),
            AliasRefused::NotFound => alias_not_found(),
        }
    }
}

impl From<KeyNameRefused> for Refusal {
    fn from(refused: KeyNameRefused) -> Self {
        match refused {
            KeyNameRefused::Malformed => invalid("KeyId"),
            KeyNameRefused::Alias => Self::new(400, "Unsupported.Alias", "Alias is not valid for this api."),
        }
    }
}

/// No page has a code for a ciphertext that does not open; the parameter is named, and nothing else is told.
impl From<BlobRefused> for Refusal {
    fn from(_: BlobRefused) -> Self {
        invalid("CiphertextBlob")
    }
}

impl From<ContextRefused> for Refusal {
    fn from(_: ContextRefused) -> Self {
        invalid("EncryptionContext")
    }
}

impl From<PageRefused> for Refusal {
    fn from(refused: PageRefused) -> Self {
        match refused {
            PageRefused::Number => invalid("PageNumber"),
            PageRefused::Size => invalid("PageSize"),
        }
    }
}

impl From<FilterRefused> for Refusal {
    fn from(_: FilterRefused) -> Self {
        invalid("Filters")
    }
}

impl From<CursorRefused> for Refusal {
    fn from(_: CursorRefused) -> Self {
        invalid("NextToken")
    }
}
