//! RAM's operations, one file each. What their parameters name stands in `named`, how records are shown in `shown`.

pub(crate) mod attach_policy_to_role;
pub(crate) mod attach_policy_to_user;
pub(crate) mod create_access_key;
pub(crate) mod create_policy;
pub(crate) mod create_policy_version;
pub(crate) mod create_role;
pub(crate) mod create_user;
pub(crate) mod delete_access_key;
pub(crate) mod delete_policy;
pub(crate) mod delete_policy_version;
pub(crate) mod delete_role;
pub(crate) mod delete_user;
pub(crate) mod detach_policy_from_role;
pub(crate) mod detach_policy_from_user;
pub(crate) mod get_policy;
pub(crate) mod get_policy_version;
pub(crate) mod get_role;
pub(crate) mod get_user;
pub(crate) mod list_access_keys;
pub(crate) mod list_entities_for_policy;
pub(crate) mod list_policies;
pub(crate) mod list_policies_for_role;
pub(crate) mod list_policies_for_user;
pub(crate) mod list_policy_versions;
pub(crate) mod list_roles;
pub(crate) mod list_tag_resources;
pub(crate) mod list_users;
mod named;
pub(crate) mod set_default_policy_version;
mod shown;
pub(crate) mod tag_resources;
pub(crate) mod untag_resources;
pub(crate) mod update_access_key;
pub(crate) mod update_policy_description;
pub(crate) mod update_role;
pub(crate) mod update_user;

built! {
    RamAttachPolicyToRole => attach_policy_to_role::attach_policy_to_role;
    RamAttachPolicyToUser => attach_policy_to_user::attach_policy_to_user;
    RamCreateAccessKey => create_access_key::create_access_key;
    RamCreatePolicy => create_policy::create_policy;
    RamCreatePolicyVersion => create_policy_version::create_policy_version;
    RamCreateRole => create_role::create_role;
    RamCreateUser => create_user::create_user;
    RamDeleteAccessKey => delete_access_key::delete_access_key (takes rights away);
    RamDeletePolicy => delete_policy::delete_policy;
    RamDeletePolicyVersion => delete_policy_version::delete_policy_version;
    RamDeleteRole => delete_role::delete_role (takes rights away);
    RamDeleteUser => delete_user::delete_user (takes rights away);
    RamDetachPolicyFromRole => detach_policy_from_role::detach_policy_from_role (takes rights away);
    RamDetachPolicyFromUser => detach_policy_from_user::detach_policy_from_user (takes rights away);
    RamGetPolicy => get_policy::get_policy;
    RamGetPolicyVersion => get_policy_version::get_policy_version;
    RamGetRole => get_role::get_role;
    RamGetUser => get_user::get_user;
    RamListAccessKeys => list_access_keys::list_access_keys;
    RamListEntitiesForPolicy => list_entities_for_policy::list_entities_for_policy;
    RamListPolicies => list_policies::list_policies;
    RamListPoliciesForRole => list_policies_for_role::list_policies_for_role;
    RamListPoliciesForUser => list_policies_for_user::list_policies_for_user;
    RamListPolicyVersions => list_policy_versions::list_policy_versions;
    RamListRoles => list_roles::list_roles;
    RamListTagResources => list_tag_resources::list_tag_resources;
    RamListUsers => list_users::list_users;
    RamSetDefaultPolicyVersion => set_default_policy_version::set_default_policy_version;
    RamTagResources => tag_resources::tag_resources;
    RamUntagResources => untag_resources::untag_resources;
    RamUpdateAccessKey => update_access_key::update_access_key;
    RamUpdatePolicyDescription => update_policy_description::update_policy_description;
    RamUpdateRole => update_role::update_role;
    RamUpdateUser => update_user::update_user;
}

#[cfg(test)]
mod tests;
