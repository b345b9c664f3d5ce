//! The messages of Sts 2015-04-01.

// Generated from `facts` by `cargo xtask generate`; do not edit.

pub mod assume_role;
pub mod assume_role_with_oidc;
pub mod assume_role_with_saml;
pub mod get_caller_identity;

pub use assume_role::{AssumeRoleRequest, AssumeRoleResponse};
pub use assume_role_with_oidc::{AssumeRoleWithOIDCRequest, AssumeRoleWithOIDCResponse};
pub use assume_role_with_saml::{AssumeRoleWithSAMLRequest, AssumeRoleWithSAMLResponse};
pub use get_caller_identity::{GetCallerIdentityRequest, GetCallerIdentityResponse};
