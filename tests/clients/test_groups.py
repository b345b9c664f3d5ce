"""Groups, login profiles and a key's last use by the unmodified SDKs of both generations."""

import types

import pytest
from alibabacloud_ram20150501 import models as ram_models
from alibabacloud_tea_openapi.exceptions import ClientException
from aliyunsdkram.request.v20150501 import (
    AddUserToGroupRequest,
    AttachPolicyToGroupRequest,
    ChangePasswordRequest,
    CreateGroupRequest,
    CreateLoginProfileRequest,
    DeleteGroupRequest,
    DeleteLoginProfileRequest,
    DetachPolicyFromGroupRequest,
    GetGroupRequest,
    GetLoginProfileRequest,
    GetPasswordPolicyRequest,
    ListEntitiesForPolicyRequest,
    ListGroupsForUserRequest,
    ListGroupsRequest,
    ListPoliciesForGroupRequest,
    ListUsersForGroupRequest,
    RemoveUserFromGroupRequest,
    UpdateGroupRequest,
    UpdateLoginProfileRequest,
)

import core
import rpc
import tea

SYSTEM = {"PolicyType": "System", "PolicyName": "AliyunKMSReadOnlyAccess"}
PASSWORD, NEXT_PASSWORD = "Passw0rd-of-alice", "Passw0rd-of-alice-2"


@pytest.fixture
def there(root, user, name):
    """A user with an access key in an empty group."""
    user_name, caller = user()
    group = name("group")
    core.Sdk(root).ask(CreateGroupRequest, GroupName=group, Comments="on call")
    yield types.SimpleNamespace(user=user_name, caller=caller, group=group)


def may_list_keys(caller):
    try:
        caller.ask("kms", "ListKeys")
    except rpc.Refused as refused:
        assert refused.code == "Forbidden.NoPermission"
        return False
    return True


def test_the_older_sdk_gives_by_a_group_and_takes_away(root, there):
    sdk, both = core.Sdk(root), {"UserName": there.user, "GroupName": there.group}
    assert sdk.ask(GetGroupRequest, GroupName=there.group)["Group"]["Comments"] == "on call"
    sdk.ask(UpdateGroupRequest, GroupName=there.group, NewComments="off duty")
    listed = sdk.ask(ListGroupsRequest, MaxItems=1000)["Groups"]["Group"]
    assert there.group in [group["GroupName"] for group in listed]
    sdk.ask(AttachPolicyToGroupRequest, GroupName=there.group, **SYSTEM)
    assert not may_list_keys(there.caller)
    sdk.ask(AddUserToGroupRequest, **both)
    assert may_list_keys(there.caller)
    assert core.refused(sdk, AddUserToGroupRequest, **both) == (409, "EntityAlreadyExists.User.Group")
    (joined,) = sdk.ask(ListGroupsForUserRequest, UserName=there.user)["Groups"]["Group"]
    assert (joined["GroupName"], joined["Comments"]) == (there.group, "off duty")
    (member,) = sdk.ask(ListUsersForGroupRequest, GroupName=there.group)["Users"]["User"]
    assert member["UserName"] == there.user
    (held,) = sdk.ask(ListPoliciesForGroupRequest, GroupName=there.group)["Policies"]["Policy"]
    assert held["PolicyName"] == SYSTEM["PolicyName"]
    holders = sdk.ask(ListEntitiesForPolicyRequest, **SYSTEM)["Groups"]["Group"]
    assert there.group in [group["GroupName"] for group in holders]
    assert core.refused(sdk, DeleteGroupRequest, GroupName=there.group) == (409, "DeleteConflict.Group.User")
    sdk.ask(RemoveUserFromGroupRequest, **both)
    assert not may_list_keys(there.caller)
    assert core.refused(sdk, DeleteGroupRequest, GroupName=there.group) == (409, "DeleteConflict.Group.Policy")
    sdk.ask(DetachPolicyFromGroupRequest, GroupName=there.group, **SYSTEM)
    sdk.ask(DeleteGroupRequest, GroupName=there.group)
    assert core.refused(sdk, GetGroupRequest, GroupName=there.group) == (404, "EntityNotExist.Group")


def test_the_older_sdk_lets_a_user_sign_in_and_change_his_password(root, there):
    sdk, his = core.Sdk(root), core.Sdk(there.caller)
    made = sdk.ask(CreateLoginProfileRequest, UserName=there.user, Password=PASSWORD, PasswordResetRequired="true")
    assert made["LoginProfile"]["PasswordResetRequired"] is True
    assert PASSWORD not in str(made)
    assert sdk.ask(GetPasswordPolicyRequest)["PasswordPolicy"]["MinimumPasswordLength"] == 8
    changed = {"OldPassword": PASSWORD, "NewPassword": NEXT_PASSWORD}
    his.ask(ChangePasswordRequest, **changed)
    assert core.refused(his, ChangePasswordRequest, **changed) == (400, "InvalidParameter.OldPassword.Incorrect")
    assert core.refused(sdk, ChangePasswordRequest, **changed) == (400, "NotSupport.Account")
    got = sdk.ask(GetLoginProfileRequest, UserName=there.user)["LoginProfile"]
    assert (got["PasswordResetRequired"], got["MFABindRequired"]) == (False, False)
    weak = {"UserName": there.user, "Password": "short"}
    assert core.refused(sdk, UpdateLoginProfileRequest, **weak) == (400, "InvalidParameter.Password.TooWeak")
    sdk.ask(DeleteLoginProfileRequest, UserName=there.user)
    gone = (404, "EntityNotExist.User.LoginProfile")
    assert core.refused(sdk, GetLoginProfileRequest, UserName=there.user) == gone


def test_the_newer_sdk_reads_groups_login_profiles_and_the_last_use(root, there):
    ram, models = tea.Sdk(root).ram, ram_models
    both = {"user_name": there.user, "group_name": there.group}
    ram.add_user_to_group(models.AddUserToGroupRequest(**both))
    asked = models.ListUsersForGroupRequest(group_name=there.group)
    (member,) = ram.list_users_for_group(asked).body.users.user
    assert (member.user_name, len(member.join_date)) == (there.user, 20)
    asked = models.ListGroupsForUserRequest(user_name=there.user)
    (joined,) = ram.list_groups_for_user(asked).body.groups.group
    assert joined.group_name == there.group
    profile = models.CreateLoginProfileRequest(user_name=there.user, password=PASSWORD)
    made = ram.create_login_profile(profile).body.login_profile
    assert (made.user_name, made.password_reset_required, made.mfabind_required) == (there.user, False, False)
    with pytest.raises(ClientException) as refused:
        ram.create_login_profile(profile)
    assert refused.value.code == "EntityAlreadyExists.User.LoginProfile"
    there.caller.ask("sts", "GetCallerIdentity")
    asked = models.GetAccessKeyLastUsedRequest(user_name=there.user, user_access_key_id=there.caller.key_id)
    assert len(ram.get_access_key_last_used(asked).body.access_key_last_used.last_used_date) == 20
    preference = ram.get_security_preference().body.security_preference
    assert preference.login_profile_preference.allow_user_to_change_password is True
