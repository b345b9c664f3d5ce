//! One core's window to the console: calls go through its front, sign-ins into its audit chain.

use std::{rc::Rc, sync::Arc, time::Duration};

use async_trait::async_trait;
use rampart_api::{
    Asked, Front,
    audit::{AuditCaller, AuditRecord, Deciding, DecisionMade, Outcome, Ruling, Trail},
};
use rampart_authz::{Caller, Principal};
use rampart_client::{Credentials, SecretText, SignedRequest};
use rampart_console::{Back, SignInRefused, SignedIn, Visitor, Who};
use rampart_identity::{Identity, console::PasswordHeld};
use rampart_seal::SecretString;
use rampart_store::Store;
use rampart_vocab::{AccessKeyId, Clock as _, Entropy, RequestId};

use super::{Reception, password};
use crate::SystemClock;

/// How long somebody waits until his password is looked at.
const CHECK_PATIENCE: Duration = Duration::from_secs(5);
/// What a sign-in is called in the audit trail. Source: ActionTrail, `ConsoleSignin` of `signin.aliyun.com`.
const SERVICE: &str = "signin";
const OPERATION: &str = "ConsoleSignin";
const ACTION: &str = "signin:ConsoleSignin";
/// What let somebody in, in the audit trail.
const RULE: &str = "console password";
/// What the record of a wrong password says.
const WRONG: &str = "InvalidPassword";

/// The server behind the console, on one core.
pub(crate) struct Window {
    pub(crate) reception: Arc<Reception>,
    pub(crate) front: Rc<Front>,
    pub(crate) trail: Rc<Trail>,
    pub(crate) store: Store,
    pub(crate) identity: Arc<Identity>,
    pub(crate) entropy: Rc<dyn Entropy>,
}

#[async_trait(?Send)]
impl Back for Window {
    async fn send(&self, call: &SignedRequest, from: &Visitor) -> (u16, Vec<u8>) {
        let asked = Asked {
            method: "POST",
            path: "/",
            query: "",
            headers: &call.headers,
            body: Some(&call.body),
            source_ip: from.source_ip,
            secure_transport: from.secure,
            plain_http_taken: from.plain_http_taken,
        };
        let reply = self.front.answer(asked).await;
        (reply.status, reply.body)
    }

    async fn sign_in(
        &self,
        who: &Who,
        password: &SecretText,
        seconds: i64,
        from: &Visitor,
    ) -> Result<SignedIn, SignInRefused> {
        let account = self.reception.account;
        // Users have no password yet: their names are nobody's, and take as long.
        let known = matches!(who, Who::Account(number) if number.parse() == Ok(account)).then_some(account);
        let held = self.check(known, password).await?;
        if !held {
            if known.is_some() {
                let outcome = Outcome::Refused { code: WRONG.into(), status: 401 };
                self.record(None, outcome, from).await?;
            }
            return Err(SignInRefused::NotRight);
        }
        let proof = PasswordHeld::just_now();
        let entropy = self.entropy.as_ref();
        let session = self.identity.begin_account_session(&proof, account, seconds, &SystemClock, entropy);
        self.record(Some(&session.access_key_id), Outcome::Done, from).await?;
        Ok(SignedIn {
            credentials: Credentials::new(
                session.access_key_id.to_string(),
                session.secret.expose_secret().as_bytes(),
                Some(session.token.expose_secret().into()),
            ),
            name: format!("account {account}"),
            account: account.to_string(),
            is_user: false,
            must_change_password: false,
            expires: session.expires,
        })
    }
}

impl Window {
    /// Whether a password holds, looked at beside the event loop.
    async fn check(
        &self,
        whose: Option<rampart_vocab::AccountId>,
        password: &SecretText,
    ) -> Result<bool, SignInRefused> {
        let waiting = tokio::time::timeout(CHECK_PATIENCE, self.reception.checks.acquire()).await;
        let _place = waiting.map_err(|_| SignInRefused::Busy)?.map_err(|_| SignInRefused::Busy)?;
        let question = password::question(&mut self.store.begin(), whose).await.map_err(|failed| {
            tracing::error!(%failed, "a console password was not looked up");
            SignInRefused::Unavailable
        })?;
        let password = SecretString::from(password.reveal());
        let checked = tokio::task::spawn_blocking(move || question.holds(&password)).await;
        checked.map_err(|_| SignInRefused::Unavailable)
    }

    /// Records a sign-in before anything comes of it.
    async fn record(
        &self,
        key: Option<&AccessKeyId>,
        outcome: Outcome<'_>,
        from: &Visitor,
    ) -> Result<(), SignInRefused> {
        let account = self.reception.account;
        let caller =
            Caller { account, principal: Principal::Account, access_key: key.cloned(), session: None };
        let arn = caller.arn();
        let ruling = if outcome == Outcome::Done { Ruling::Allowed } else { Ruling::Denied };
        let record = AuditRecord {
            at: SystemClock.now(),
            request: RequestId::new(&SystemClock, self.entropy.as_ref()),
            cause: None,
            account,
            caller: AuditCaller::of(&caller),
            source_ip: from.source_ip,
            secure_transport: from.secure,
            service: SERVICE.into(),
            operation: OPERATION.into(),
            decisions: vec![DecisionMade {
                action: ACTION.into(),
                resource: arn.as_str().into(),
                ruling,
                by: Deciding::Gate(RULE.into()),
            }],
            decisions_cut: 0,
            outcome,
        };
        self.trail.record(record).await.map_err(|failed| {
            tracing::error!(%failed, "a sign-in is not recorded, so nobody is let in");
            SignInRefused::Unavailable
        })
    }
}
