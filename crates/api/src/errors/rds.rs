//! Refusals of RDS. Source of codes and texts: RDS, the error tables of the operations' own pages and the common one.
//!
//! The vendor's sentence comes first and our reason behind it, since his alone seldom says what to do. Where no page
//! names a code the nearest documented one is taken, and the line says so.

use std::fmt::Display;

use rampart_rds::{
    accounts::AccountRefused, attachments::AttachmentRefused, databases::DatabaseRefused,
    instances::InstanceRefused, intent::NameRefused, undocumented::role_where_none_is_named,
};

use crate::Refusal;

/// The vendor's sentence, then ours.
fn because(status: u16, code: &'static str, sentence: &'static str, why: impl Display) -> Refusal {
    Refusal::new(status, code, format!("{sentence}: {why}."))
}

/// A parameter that is there but not valid, and why.
pub(crate) fn malformed(parameter: &str, why: impl Display) -> Refusal {
    Refusal::new(
        400,
        format!("Invalid{parameter}.Malformed"),
        format!("The specified parameter \"{parameter}\" is not valid: {why}."),
    )
}

/// A parameter that is needed beside another. Source: RDS, common errors.
pub(crate) fn missing(parameter: &str, why: impl Display) -> Refusal {
    Refusal::new(
        400,
        "MissingParameter",
        format!(
            "The input parameter \"{parameter}\" that is mandatory for processing this request is not supplied: \
             {why}."
        ),
    )
}

/// A parameter that the vendor knows and this server does not carry out. Ignoring it would promise what is not so.
/// Source: RDS, common errors.
pub(crate) fn unsupported(parameter: &str, why: impl Display) -> Refusal {
    Refusal::new(
        400,
        "UnsupportedParameter",
        format!("The parameter \"{parameter}\" is not supported: {why}."),
    )
}

/// An engine that is not served. The code is the vendor's, spelled so.
pub(crate) fn engine(why: impl Display) -> Refusal {
    because(400, "InvaildEngineInRegion.ValueNotSupported", "The specified engine is not supported here", why)
}

/// A version of an engine that is not served.
pub(crate) fn engine_version(why: impl Display) -> Refusal {
    because(400, "InvalidEngineVersion.Malformed", "Specified engine version is not valid", why)
}

/// What only instances of another engine have. The code is known from clients, its status is not.
pub(crate) fn not_of_this_engine(why: impl Display) -> Refusal {
    because(
        400,
        "InstanceEngineType.NotSupport",
        "The engine of the instance does not support this operation",
        why,
    )
}

/// A region that this server is not.
pub(crate) fn region(why: impl Display) -> Refusal {
    because(400, "Forbidden.RegionNotFound", "The provided RegionId does not exist in our record", why)
}

/// The instance that was named is not there.
pub(crate) fn instance_not_found() -> Refusal {
    Refusal::new(404, "InvalidDBInstanceId.NotFound", "The DBInstanceId provided does not exist in records.")
}

/// A key that cannot be used now. Source: RDS, CreateAccount's table.
pub(crate) fn key_disabled(why: impl Display) -> Refusal {
    because(403, "InvalidKmsKey", "Kms key is disabled", why)
}

/// A key that cannot be used for disks at all. Source: as above.
pub(crate) fn key_unfit(why: impl Display) -> Refusal {
    because(400, "KmsApiError", "User secret key invalid", why)
}

/// The account has no role for RDS, and none was named. The code is that of AssumeRole on a role that is not there.
pub(crate) fn no_service_role() -> Refusal {
    because(
        404,
        "EntityNotExist.Role",
        "The role does not exist",
        format_args!("RDS needs `{}` to use a key, run `rampart authorize rds`", role_where_none_is_named()),
    )
}

/// The account's role for RDS does not let it in. The code is that of ECS, whose twin says "ECS service have no right to
/// access your KMS."; no page of RDS has one.
pub(crate) fn role_shut() -> Refusal {
    because(
        403,
        "InvalidParameter.KMSKeyId.KMSUnauthorized",
        "RDS service have no right to access your KMS",
        format_args!(
            "the role `{}` must trust rds.aliyuncs.com and hold a policy, run `rampart authorize rds` and see what it \
             found",
            role_where_none_is_named()
        ),
    )
}

/// A character set that no database here can have.
pub(crate) fn character_set(why: impl Display) -> Refusal {
    because(400, "InvalidCharacterSetName.Format", "Specified character set name is not valid", why)
}

/// A network type that is none.
pub(crate) fn net_type(why: impl Display) -> Refusal {
    because(404, "InvalidDBInstanceNetType.NotFound", "Specified DB instance net type is not found", why)
}

impl From<InstanceRefused> for Refusal {
    fn from(refused: InstanceRefused) -> Self {
        let why = refused.to_string();
        match refused {
            InstanceRefused::NotFound => instance_not_found(),
            InstanceRefused::Status(_) | InstanceRefused::NotInBin | InstanceRefused::NoWayBack(_) => {
                because(
                    403,
                    "OperationDenied.DBInstanceStatus",
                    "The operation is not permitted due to status of instance",
                    why,
                )
            }
            // The table says 404, which clients take for an instance that is gone.
            InstanceRefused::Locked(_) => because(
                403,
                "IncorrectDBInstanceLockMode",
                "Current DB instance lock mode does not support this operation",
                why,
            ),
            InstanceRefused::Protected => because(
                400,
                "OperationDenied.DeletionProtection",
                "The operation is not permitted due to deletion protection",
                why,
            ),
            InstanceRefused::BinIsEmpty => because(
                404,
                "InvalidDBInstanceId.NotFound",
                "The DBInstanceId provided does not exist in records",
                why,
            ),
            // Of the known codes the one that says that something has run out.
            InstanceRefused::TooMany | InstanceRefused::NoPort | InstanceRefused::TdeVersions => {
                because(400, "OperationDenied.OutofUsage", "The resource is out of usage", why)
            }
            InstanceRefused::PortTaken(_) | InstanceRefused::PortOutOfRange(_) => {
                because(400, "InvalidPort.Malformed", "Specified port is not valid", why)
            }
            InstanceRefused::StorageSize(_) => {
                because(400, "InvalidStorage.Format", "Specified Storage is not valid", why)
            }
            InstanceRefused::EncryptionMismatch => Self::internal(why),
            InstanceRefused::DisksUnencrypted => unsupported("EncryptionKey", why),
            InstanceRefused::ForeignRole(_) => malformed("RoleARN", why),
            // The code is that of ECS; no page of RDS has one.
            InstanceRefused::TokenReused => because(
                400,
                "IdempotentParameterMismatch",
                "The request uses the same client token as a previous, but non-identical request",
                why,
            ),
            InstanceRefused::TokenForm => malformed("ClientToken", why),
            InstanceRefused::Description => because(
                400,
                "InvalidDBInstanceDescription.Format",
                "Specified DB instance description is not valid",
                why,
            ),
            InstanceRefused::Class(_) => because(
                404,
                "InvalidDBInstanceClass.NotFound",
                "Specified DB instance class is not found",
                why,
            ),
            InstanceRefused::EngineVersion(_) => engine_version(why),
            InstanceRefused::Tags => malformed("Tag", why),
            InstanceRefused::Network { .. } => because(
                400,
                "InvalidSecurityIPList.Format",
                "Specified security IP list format is not valid",
                why,
            ),
            InstanceRefused::AllowListSize => because(
                400,
                "InvalidSecurityIPList.QuotaExceeded",
                "Specified security IP list is not valid: Exceeding the allowed amount of IP address in the list",
                why,
            ),
            InstanceRefused::AllowListName(_) => malformed("DBInstanceIPArrayName", why),
            InstanceRefused::TdeEngine | InstanceRefused::TdeBarred => not_of_this_engine(why),
            // The code is that of PolarDB; no page of RDS has one.
            InstanceRefused::TdeOn
            | InstanceRefused::TdeKeyFixed
            | InstanceRefused::TdeRoleFixed
            | InstanceRefused::TdeStaysOn => {
                because(400, "InvalidTDEStatus.AlreadyEnabled", "TDE is already enabled", why)
            }
            InstanceRefused::TdeOff | InstanceRefused::TdeUnderway => because(
                403,
                "OperationDenied.DBInstanceStatus",
                "The operation is not permitted due to status of instance",
                why,
            ),
            InstanceRefused::Store(failed) => failed.into(),
        }
    }
}

impl From<AttachmentRefused> for Refusal {
    /// The operations are ours, and so are their codes; they follow the pattern of the vendor's.
    fn from(refused: AttachmentRefused) -> Self {
        let why = refused.to_string();
        match refused {
            AttachmentRefused::NotFound | AttachmentRefused::BinIsEmpty => {
                because(404, "InvalidTdeAttachment.NotFound", "Specified attachment does not exist", why)
            }
            AttachmentRefused::Exists | AttachmentRefused::InBin(_) => {
                because(400, "InvalidName.Duplicate", "Specified name already exists", why)
            }
            AttachmentRefused::NotInBin => because(
                403,
                "OperationDenied.TdeAttachmentStatus",
                "The operation is not permitted due to status of attachment",
                why,
            ),
            AttachmentRefused::TooMany => {
                because(400, "OperationDenied.OutofUsage", "The resource is out of usage", why)
            }
            AttachmentRefused::ForeignRole(_) => malformed("RoleArn", why),
            AttachmentRefused::Store(failed) => failed.into(),
        }
    }
}

impl From<AccountRefused> for Refusal {
    fn from(refused: AccountRefused) -> Self {
        let why = refused.to_string();
        match refused {
            AccountRefused::Instance(refused) => refused.into(),
            AccountRefused::NotFound => Self::new(
                404,
                "InvalidAccountName.NotFound",
                "Specified account name does not exist in this instance.",
            ),
            AccountRefused::Exists => because(
                400,
                "InvalidAccountName.Duplicate",
                "Specified account name already exists in this instance",
                why,
            ),
            AccountRefused::Name(NameRefused::Alphabet) => {
                because(400, "InvalidAccountName.Format", "Specified account name is not valid", why)
            }
            AccountRefused::Name(NameRefused::Reserved(_)) => {
                because(400, "InvalidAccountName.Forbid", "Specified account name is a keyword in RDS", why)
            }
            AccountRefused::Password => {
                because(400, "InvalidAccountPassword.Format", "Specified account password is not valid", why)
            }
            AccountRefused::Description => because(
                400,
                "InvalidAccountDescription.Format",
                "Specified account description is not valid",
                why,
            ),
            AccountRefused::NoDatabase(_) => {
                because(404, "InvalidDBName.NotFound", "Specified DB name does not exist", why)
            }
            AccountRefused::OwnsDatabase(_) | AccountRefused::Leaving | AccountRefused::Privileged => {
                because(
                    400,
                    "IncorrectAccountStatus",
                    "Current account status does not support this operation",
                    why,
                )
            }
            AccountRefused::TooMany | AccountRefused::TooManyGrants => because(
                403,
                "AccountLimitExceeded",
                "AccountQuotaExceeded: Exceeding the allowed amount of account",
                why,
            ),
            AccountRefused::OwnedDatabases => because(
                400,
                "InvalidDBInstanceEngineType.Format",
                "the DB instance engine type does not support this operation",
                why,
            ),
        }
    }
}

impl From<DatabaseRefused> for Refusal {
    fn from(refused: DatabaseRefused) -> Self {
        let why = refused.to_string();
        match refused {
            DatabaseRefused::Instance(refused) => refused.into(),
            DatabaseRefused::NotFound => {
                Self::new(404, "InvalidDBName.NotFound", "Specified DB name does not exist.")
            }
            DatabaseRefused::Exists => because(
                400,
                "InvalidDBName.Duplicate",
                "Specified DB name already exists in the This instance",
                why,
            ),
            DatabaseRefused::Name(NameRefused::Alphabet) => {
                because(400, "InvalidDBName.Format", "Specified DB name is not valid", why)
            }
            DatabaseRefused::Name(NameRefused::Reserved(_)) => {
                because(400, "InvalidDBName.Forbid", "Specified DB name is a keyword in RDS", why)
            }
            DatabaseRefused::Owner(refused) => (*refused).into(),
            DatabaseRefused::Encoding => character_set(why),
            DatabaseRefused::Ownerless => malformed("AccountName", why),
            DatabaseRefused::NoOwner => because(
                404,
                "InvalidAccountName.NotFound",
                "Specified account name does not exist in this instance",
                why,
            ),
            DatabaseRefused::Description => {
                because(400, "InvalidDBDescription.Format", "Specified DB description is not valid", why)
            }
            DatabaseRefused::Leaving => because(
                403,
                "OperationDenied.DBStatus",
                "The operation is not permitted due to status of database",
                why,
            ),
            DatabaseRefused::TooMany => {
                because(403, "DBLimitExceeded", "DBQuotaExceeded: Exceeding the allowed amount of DB", why)
            }
        }
    }
}
