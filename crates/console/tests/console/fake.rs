//! A server that answers every call, each text of its answers being one and the same.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

use async_trait::async_trait;
use rampart_client::{Credentials, SecretText, SignedRequest};
use rampart_console::{Back, CredentialsLive, SignInRefused, SignedIn, Visitor, Who};
use rampart_vocab::Timestamp;
use serde_json::{Value, json};

/// The password that holds.
pub(crate) const PASSWORD: &str = "right";

/// What was called with what.
pub(crate) type Called = (String, Vec<(String, String)>);

/// To which operation, with which parameter, what is answered.
type Told = (String, (String, String), (u16, Value));

pub(crate) struct Fake {
    /// What stands wherever an answer holds a text.
    text: String,
    rows: usize,
    calls: RefCell<Vec<Called>>,
    /// The key ids of the sessions that were ended.
    ended: RefCell<Vec<String>>,
    /// Whether no session's credentials can be ended.
    ends_nothing: Cell<bool>,
    answers: RefCell<HashMap<String, (u16, Value)>>,
    /// Answers to an operation where a parameter has this value; before those to the operation.
    told: RefCell<Vec<Told>>,
}

impl Fake {
    pub(crate) fn saying(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            rows: 1,
            calls: RefCell::default(),
            ended: RefCell::default(),
            ends_nothing: Cell::default(),
            answers: RefCell::default(),
            told: RefCell::default(),
        }
    }

    /// With so many rows in each list.
    pub(crate) fn with_rows(self, rows: usize) -> Self {
        Self { rows, ..self }
    }

    /// From now on this operation is answered so.
    pub(crate) fn answers(&self, operation: &str, status: u16, body: Value) {
        self.answers.borrow_mut().insert(operation.to_owned(), (status, body));
    }

    /// From now on this operation is answered so where a parameter has this value; the latest that fits counts.
    pub(crate) fn answers_to(&self, operation: &str, (name, value): (&str, &str), status: u16, body: Value) {
        let wanted = (name.to_owned(), value.to_owned());
        self.told.borrow_mut().push((operation.to_owned(), wanted, (status, body)));
    }

    /// From now on this operation is refused.
    pub(crate) fn refuses(&self, operation: &str, status: u16, code: &str) {
        let body = json!({"Code": code, "Message": self.text, "RequestId": "01890A5D",
            "AccessDeniedDetail": {"EncodedDiagnosticMessage": self.text}});
        self.answers(operation, status, body);
    }

    /// From now on sessions' credentials cannot be ended.
    pub(crate) fn ends_nothing(&self) {
        self.ends_nothing.set(true);
    }

    /// What was called since this was last asked.
    pub(crate) fn called(&self) -> Vec<Called> {
        self.calls.take()
    }

    /// The key ids of the sessions that were ended since this was last asked.
    pub(crate) fn ended(&self) -> Vec<String> {
        self.ended.take()
    }

    /// What was called with these parameters, in order, leaving out what only reads.
    pub(crate) fn changed(&self) -> Vec<Called> {
        let reads = ["List", "Get", "Describe", "Check", "Simulate", "Decode", "Lookup"];
        self.called()
            .into_iter()
            .filter(|(name, _)| !reads.iter().any(|read| name.starts_with(read)))
            .collect()
    }

    fn answer(&self, operation: &str) -> Value {
        let t = self.text.as_str();
        let many = |row: Value| Value::Array(vec![row; self.rows]);
        let tags = json!({"Tag": many(json!({"TagKey": t, "TagValue": t}))});
        let policy = json!({"PolicyName": t, "PolicyType": "Custom", "Description": t, "AttachmentCount": 1,
            "DefaultVersion": t, "CreateDate": t, "UpdateDate": t, "AttachDate": t});
        let role = json!({"RoleName": t, "Description": t, "Arn": t, "CreateDate": t, "AttachDate": t,
            "MaxSessionDuration": 3600, "AssumeRolePolicyDocument": t});
        let user = json!({"UserName": t, "UserId": t, "DisplayName": t, "Comments": t, "CreateDate": t,
            "AttachDate": t});
        let group = json!({"GroupName": t, "Comments": t, "CreateDate": t, "AttachDate": t});
        let version =
            json!({"VersionId": t, "IsDefaultVersion": false, "CreateDate": t, "PolicyDocument": t});
        let key = json!({"KeyId": t, "Arn": t, "KeyState": "Enabled", "Description": t, "KeySpec": t,
            "KeyUsage": t, "Origin": t, "CreationDate": t, "DeleteDate": t});
        let instance = json!({"DBInstanceId": t, "DBInstanceDescription": t, "DBInstanceStatus": "Running",
            "Engine": t, "EngineVersion": t, "LockMode": "ManualLock", "LockReason": t, "Tips": "other",
            "CurrentKernelVersion": "MariaDB 10.11", "ConnectionString": t, "Port": t, "SecurityIPList": t,
            "DBInstanceStorage": 20, "CreationTime": t, "DeletionProtection": true});
        let parts = json!([{"Element": t, "Operator": t, "Key": t, "Wanted": [t, t], "Got": [t], "Matched": false},
            {"Element": t, "Wanted": [t], "Got": [], "Matched": false},
            {"Element": t, "Wanted": [t], "Withheld": true}]);
        let statement = json!({"PolicyName": t, "PolicyType": "Custom", "PolicyVersion": t, "GroupName": t,
            "StatementIndex": 1, "Sid": t, "Effect": "Allow", "Matched": false, "Elements": parts});
        match operation {
            "ListPolicies" | "ListPoliciesForRole" | "ListPoliciesForUser" | "ListPoliciesForGroup" => {
                json!({"Policies": {"Policy": many(policy)}})
            }
            "GetPolicy" => json!({"Policy": policy, "DefaultPolicyVersion": version}),
            "GetPolicyVersion" => json!({"PolicyVersion": version}),
            "ListPolicyVersions" => json!({"PolicyVersions": {"PolicyVersion": many(version)}}),
            "ListEntitiesForPolicy" => {
                json!({"Roles": {"Role": many(role)}, "Users": {"User": many(user)}, "Groups": {"Group": many(group)}})
            }
            "ListRoles" => json!({"Roles": {"Role": many(role)}}),
            "GetRole" => json!({"Role": role}),
            "ListGroups" | "ListGroupsForUser" => json!({"Groups": {"Group": many(group)}}),
            "GetGroup" => json!({"Group": group}),
            "ListUsersForGroup" => json!({"Users": {"User": many(user)}}),
            "ListUsers" => json!({"Users": {"User": many(user)}}),
            "GetUser" => json!({"User": user}),
            "GetLoginProfile" => json!({"LoginProfile": {"CreateDate": t, "PasswordResetRequired": true}}),
            "ListAccessKeys" => {
                let one = json!({"AccessKeyId": t, "Status": "Inactive", "CreateDate": t});
                json!({"AccessKeys": {"AccessKey": many(one)}})
            }
            "CreateAccessKey" => json!({"AccessKey": {"AccessKeyId": t, "AccessKeySecret": t}}),
            "ListKeys" => json!({"Keys": {"Key": many(json!({"KeyId": t}))}, "TotalCount": self.rows}),
            "DescribeKey" | "CreateKey" => json!({"KeyMetadata": key}),
            "ListResourceTags" => json!({"Tags": tags}),
            "ListAliases" | "ListAliasesByKeyId" => {
                json!({"Aliases": {"Alias": many(json!({"KeyId": t, "AliasName": t}))}})
            }
            "DescribeKmsAssociateResources" => {
                let one = json!({"DBInstanceName": t, "Engine": t, "KeyUsedBy": t});
                json!({"AssociateDBInstances": many(one)})
            }
            "DescribeDBInstances" => {
                json!({"Items": {"DBInstance": many(instance)}, "TotalRecordCount": self.rows})
            }
            "DescribeDBInstanceAttribute" => json!({"Items": {"DBInstanceAttribute": [instance]}}),
            "DescribeDBInstanceEncryptionKey" => {
                json!({"EncryptionKeyList": many(json!({"EncryptionKey": t, "UsedBy": t}))})
            }
            "DescribeTasks" => {
                let one = json!({"TaskAction": t, "CurrentStepName": t, "Progress": t, "ProgressInfo": t,
                    "TaskErrorMessage": t, "Status": "Running"});
                json!({"Items": {"TaskProgressInfo": many(one)}})
            }
            "ListKeyVersions" => {
                json!({"KeyVersions": {"KeyVersion": many(json!({"KeyVersionId": t, "CreationDate": t}))}})
            }
            "DescribeAccounts" => {
                let grants = json!({"DatabasePrivilege": [{"DBName": t, "AccountPrivilege": t}]});
                let one = json!({"AccountName": t, "AccountStatus": t, "AccountType": t, "AccountDescription": t,
                    "DatabasePrivileges": grants});
                json!({"Accounts": {"DBInstanceAccount": many(one)}})
            }
            "DescribeDatabases" => {
                let one = json!({"DBName": t, "DBStatus": t, "CharacterSetName": t, "DBDescription": t,
                    "Accounts": {"AccountPrivilegeInfo": [{"Account": t, "AccountPrivilege": "DBOwner"}]},
                    "RuntimeInfo": {"RuntimeDbProperty": [{"Failure": t}]}});
                json!({"Databases": {"Database": many(one)}})
            }
            "LookupEvents" => {
                let decision = json!({"Action": t, "Resource": t, "Decision": "ImplicitDeny", "Reason": t});
                let event = json!({"eventId": t, "eventName": t, "eventTime": t, "requestId": t, "serviceName": t,
                    "sourceIpAddress": t, "errorCode": "NoPermission", "errorMessage": t, "resourceName": t,
                    "resourceType": t,
                    "userIdentity": {"type": "ram-user", "userName": t, "accountId": t, "accessKeyId": t},
                    "additionalEventData": {"Scheme": t, "CauseRequestId": t, "Decisions": [decision]}});
                json!({"Events": vec![event; self.rows.min(50)], "NextToken": t, "Gaps": [t]})
            }
            "SimulatePolicy" => {
                json!({"Principal": t, "Decision": "ImplicitDeny", "Statements": many(statement),
                    "StatementsLeftOut": 1, "Proposal": json!({"Effect": "Allow", "Action": t}).to_string()})
            }
            "DecodeDiagnosticMessage" => {
                json!({"DecodedDiagnosticMessage": {"AuthAction": t, "AuthResource": t, "ExplicitDeny": false,
                    "Principal": format!("acs:ram::1:user/{t}"), "AuthConditions": [{"ConditionKey": t, "ConditionValues": [t]}],
                    "NoPermissionPolicyType": "AccountLevelIdentityBasedPolicy", "Statements": many(statement)}})
            }
            "DescribeDBInstanceTDE" => json!({"TDEStatus": "Disabled", "EncryptionKey": "", "State": t}),
            "CheckCloudResourceAuthorized" => json!({"AuthorizationState": 0}),
            "CreateDBInstance" => json!({"DBInstanceId": t}),
            _ => json!({"RequestId": t}),
        }
    }
}

#[async_trait(?Send)]
impl Back for Fake {
    async fn send(&self, call: &SignedRequest, _: &Visitor) -> (u16, Vec<u8>) {
        let operation = call.headers.get("x-acs-action").unwrap().to_str().unwrap().to_owned();
        let params: Vec<(String, String)> = form_urlencoded::parse(&call.body).into_owned().collect();
        let fits = |(of, wanted, _): &&Told| *of == operation && params.contains(wanted);
        let told = self.told.borrow().iter().rev().find(fits).map(|(_, _, answer)| answer.clone());
        let told = told.or_else(|| self.answers.borrow().get(&operation).cloned());
        self.calls.borrow_mut().push((operation.clone(), params));
        let (status, body) = told.unwrap_or_else(|| (200, self.answer(&operation)));
        (status, body.to_string().into_bytes())
    }

    async fn sign_in(
        &self,
        who: &Who,
        password: &SecretText,
        _: &Visitor,
    ) -> Result<SignedIn, SignInRefused> {
        let fresh = *who == Who::User { name: "fresh".to_owned(), account: None };
        let locked = *who == Who::User { name: "locked".to_owned(), account: None };
        if locked {
            return Err(SignInRefused::Because("too many wrong passwords were given".to_owned()));
        }
        let known = fresh || *who == Who::Account("1234567890123456".to_owned());
        if !known || password.reveal() != PASSWORD {
            return Err(SignInRefused::NotRight);
        }
        Ok(SignedIn {
            credentials: Credentials::new("STS.one", b"secret", Some("token".into())),
            name: self.text.clone(),
            account: "1234567890123456".to_owned(),
            is_user: true,
            must_change_password: fresh,
            expires: Timestamp::MAX,
        })
    }

    async fn sign_out(&self, proof: &SignedRequest, _: &Visitor) -> Result<(), CredentialsLive> {
        if self.ends_nothing.get() {
            return Err(CredentialsLive);
        }
        let key = proof.headers.get("x-acs-accesskey-id").unwrap().to_str().unwrap();
        self.ended.borrow_mut().push(key.to_owned());
        Ok(())
    }
}

/// What a future comes to that waits for nothing.
pub(crate) fn at_once<T>(work: impl Future<Output = T>) -> T {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => panic!("nothing here waits"),
    }
}
