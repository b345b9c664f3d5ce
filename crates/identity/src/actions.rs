//! The actions of RAM and STS that a policy can allow, one type each, named as the vendor names them.

/// RAM's actions. Source: RAM, "RAM authentication"; `EndSessions` is ours.
pub mod ram {
    rampart_authz::actions! { "ram":
        AttachPolicyToRole, AttachPolicyToUser, CreateAccessKey, CreatePolicy, CreatePolicyVersion, CreateRole,
        CreateUser, DeleteAccessKey, DeletePolicy, DeletePolicyVersion, DeleteRole, DeleteUser,
        DetachPolicyFromRole, DetachPolicyFromUser, EndSessions, GetPolicy, GetPolicyVersion, GetRole, GetUser,
        ListAccessKeys, ListEntitiesForPolicy, ListPolicies, ListPoliciesForRole, ListPoliciesForUser,
        ListPolicyVersions, ListRoles, ListTagResources, ListUsers, SetDefaultPolicyVersion, TagResources,
        UntagResources, UpdateAccessKey, UpdatePolicyDescription, UpdateRole, UpdateUser,
    }
}

/// STS' actions.
pub mod sts {
    rampart_authz::actions! { "sts": AssumeRole }
}
