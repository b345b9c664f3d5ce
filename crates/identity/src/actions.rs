//! The actions of RAM and STS that a policy can allow, one type each, named as the vendor names them.

/// RAM's actions. Source: RAM, "RAM authentication"; `EndSessions` and `SimulatePolicy` are ours.
pub mod ram {
    rampart_authz::actions! { "ram":
        AddUserToGroup, AttachPolicyToGroup, AttachPolicyToRole, AttachPolicyToUser, ChangePassword,
        CreateAccessKey, CreateGroup, CreateLoginProfile, CreatePolicy, CreatePolicyVersion, CreateRole,
        CreateUser, DecodeDiagnosticMessage, DeleteAccessKey, DeleteGroup, DeleteLoginProfile, DeletePolicy, DeletePolicyVersion,
        DeleteRole, DeleteUser, DetachPolicyFromGroup, DetachPolicyFromRole, DetachPolicyFromUser, EndSessions,
        GetAccessKeyLastUsed, GetGroup, GetLoginProfile, GetPasswordPolicy, GetPolicy, GetPolicyVersion,
        GetRole, GetSecurityPreference, GetUser, ListAccessKeys, ListEntitiesForPolicy, ListGroups,
        ListGroupsForUser, ListPolicies, ListPoliciesForGroup, ListPoliciesForRole, ListPoliciesForUser,
        ListPolicyVersions, ListRoles, ListTagResources, ListUsers, ListUsersForGroup, RemoveUserFromGroup,
        SetDefaultPolicyVersion, SetPasswordPolicy, SetSecurityPreference, SimulatePolicy, TagResources, UntagResources,
        UpdateAccessKey, UpdateGroup, UpdateLoginProfile, UpdatePolicyDescription, UpdateRole, UpdateUser,
    }
}

/// STS' actions.
pub mod sts {
    rampart_authz::actions! { "sts": AssumeRole }
}
