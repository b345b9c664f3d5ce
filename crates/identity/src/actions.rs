//! The actions of RAM and STS that a policy can allow, one type each, named as the vendor names them.

/// RAM's actions. Source: RAM, "RAM authentication"; `EndSessions` is ours.
pub mod ram {
    rampart_authz::actions! { "ram":
        AddUserToGroup, AttachPolicyToGroup, AttachPolicyToRole, AttachPolicyToUser, CreateAccessKey, CreateGroup,
        CreatePolicy, CreatePolicyVersion, CreateRole, CreateUser, DeleteAccessKey, DeleteGroup, DeletePolicy,
        DeletePolicyVersion, DeleteRole, DeleteUser, DetachPolicyFromGroup, DetachPolicyFromRole,
        DetachPolicyFromUser, EndSessions, GetGroup, GetPolicy, GetPolicyVersion, GetRole, GetUser,
        ListAccessKeys, ListEntitiesForPolicy, ListGroups, ListGroupsForUser, ListPolicies,
        ListPoliciesForGroup, ListPoliciesForRole, ListPoliciesForUser, ListPolicyVersions, ListRoles,
        ListTagResources, ListUsers, ListUsersForGroup, RemoveUserFromGroup, SetDefaultPolicyVersion,
        TagResources, UntagResources, UpdateAccessKey, UpdateGroup, UpdatePolicyDescription, UpdateRole,
        UpdateUser,
    }
}

/// STS' actions.
pub mod sts {
    rampart_authz::actions! { "sts": AssumeRole }
}
