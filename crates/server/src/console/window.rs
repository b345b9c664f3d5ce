//! One core's window to the console: calls go through its front, sign-ins into its audit chain.

use std::{borrow::Cow, rc::Rc, sync::Arc};

use async_trait::async_trait;
use rampart_api::{
    Asked, Front, Origin,
    audit::{Act, AuditCaller, Outcome, Trail},
};
use rampart_client::{Credentials, SecretText, SignedRequest};
use rampart_console::{Back, CredentialsLive, SignInRefused, SignedIn, Visitor, Who};
use rampart_identity::{Identity, login};
use rampart_seal::SecretString;
use rampart_store::Store;
use rampart_vocab::{AccessKeyId, AccountId, Arn, Clock as _, Entropy};

use super::Reception;
use crate::SystemClock;

/// What a sign-in is in the audit trail. Source: ActionTrail, `ConsoleSignin` of `signin.aliyun.com`.
const SIGN_IN: Act = Act {
    service: "signin",
    operation: "ConsoleSignin",
    action: Cow::Borrowed("signin:ConsoleSignin"),
    rule: "console password",
};

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
        let reply = self.front.answer(asked(call, from)).await;
        (reply.status, reply.body)
    }

    async fn sign_in(
        &self,
        who: &Who,
        password: &SecretText,
        from: &Visitor,
    ) -> Result<SignedIn, SignInRefused> {
        let named = self.named(who);
        let password = SecretString::from(password.reveal());
        let attempt = login::Attempt {
            account: named.account,
            who: &named.who,
            password: &password,
            source_ip: from.source_ip,
        };
        let proved = match self.identity.sign_in(&self.store, &attempt, &SystemClock).await {
            Ok(proved) => proved,
            Err(refused) => {
                self.record_refusal(&named, &refused, from).await?;
                return Err(told(&refused));
            }
        };
        let session = self.identity.begin_console_session(&proved, &SystemClock, self.entropy.as_ref());
        let signed_in = SignedIn {
            name: named.shown(),
            account: named.account.to_string(),
            is_user: proved.user().is_some(),
            must_change_password: proved.must_change_password(),
            expires: session.expires,
            credentials: Credentials::new(
                session.access_key_id.to_string(),
                session.secret.expose_secret().as_bytes(),
                Some(session.token.expose_secret().into()),
            ),
        };
        self.record(&named, Some(&session.access_key_id), Outcome::Done, from).await?;
        Ok(signed_in)
    }

    async fn sign_out(&self, proof: &SignedRequest, from: &Visitor) -> Result<(), CredentialsLive> {
        self.front.sign_out(asked(proof, from)).await.map_err(|refusal| {
            let (code, inner) = (&refusal.code, refusal.inner.as_deref());
            tracing::error!(%code, inner, "a session was signed out of, and its credentials could not be ended");
            CredentialsLive
        })
    }
}

/// A call as if it came from the network, from where its visitor sits.
fn asked<'a>(call: &'a SignedRequest, from: &Visitor) -> Asked<'a> {
    Asked {
        method: "POST",
        path: "/",
        query: "",
        headers: &call.headers,
        body: Some(&call.body),
        source_ip: from.source_ip,
        secure_transport: from.secure,
        plain_http_taken: from.plain_http_taken,
    }
}

/// Whom a form named.
struct Named {
    account: AccountId,
    who: login::Who,
}

impl Window {
    /// Who that is here. What is nobody's name is asked for in an account that nobody has: it takes as long.
    fn named(&self, who: &Who) -> Named {
        let ours =
            |account: &str| account.parse().is_ok_and(|account: AccountId| account == self.reception.account);
        let found = match who {
            Who::Account(account) => ours(account).then_some(login::Who::Account),
            Who::User { name, account } => {
                let here = account.as_deref().is_none_or(ours);
                name.parse().ok().filter(|_| here).map(login::Who::User)
            }
        };
        match found {
            Some(who) => Named { account: self.reception.account, who },
            None => Named {
                account: AccountId::new(1).unwrap_or(self.reception.account),
                who: login::Who::Account,
            },
        }
    }

    /// A wrong password is recorded where the name may be one of this account's, be it anybody's or nobody's: how long that takes
    /// tells nothing.
    async fn record_refusal(
        &self,
        named: &Named,
        refused: &login::SignInRefused,
        from: &Visitor,
    ) -> Result<(), SignInRefused> {
        let told =
            named.account == self.reception.account && !matches!(refused, login::SignInRefused::Store(_));
        if !told || !self.reception.records_refusal(SystemClock.now()) {
            return Ok(());
        }
        let outcome = Outcome::Refused { code: code(refused).into(), status: 401 };
        self.record(named, None, outcome, from).await
    }

    /// Records a sign-in before anything comes of it.
    async fn record(
        &self,
        named: &Named,
        key: Option<&AccessKeyId>,
        outcome: Outcome<'_>,
        from: &Visitor,
    ) -> Result<(), SignInRefused> {
        let (arn, account) = (named.arn(), self.reception.account);
        let caller = AuditCaller {
            arn: arn.as_str().into(),
            kind: named.kind().into(),
            access_key: key.map(|key| key.as_str().into()),
            session: None,
        };
        let origin = Origin {
            source_ip: from.source_ip,
            secure_transport: from.secure,
            ..Origin::within(&SystemClock, self.entropy.as_ref())
        };
        let record = SIGN_IN.record(SystemClock.now(), &origin, account, caller, arn.as_str(), outcome);
        self.trail.record(record).await.map_err(|failed| {
            tracing::error!(%failed, "a sign-in is not recorded, so nobody is let in");
            SignInRefused::Unavailable
        })
    }
}

impl Named {
    fn shown(&self) -> String {
        match &self.who {
            login::Who::Account => format!("account {}", self.account),
            login::Who::User(name) => format!("{name}@{}", self.account),
        }
    }

    fn arn(&self) -> Arn {
        let resource = match &self.who {
            login::Who::Account => "root".to_owned(),
            login::Who::User(name) => format!("user/{name}"),
        };
        Arn::from_parts("ram", "", &self.account.to_string(), &resource)
    }

    const fn kind(&self) -> &'static str {
        match self.who {
            login::Who::Account => "RootUser",
            login::Who::User(_) => "SubUser",
        }
    }
}

/// What the record says.
const fn code(refused: &login::SignInRefused) -> &'static str {
    use login::SignInRefused as R;
    match refused {
        R::Wrong => "InvalidPassword",
        R::Locked { .. } => "TooManyAttempts",
        R::Network => "SourceIpNotAllowed",
        R::Expired => "PasswordExpired",
        R::MfaBindRequired => "MFARequired",
        R::Crowded | R::Store(_) => "ServiceUnavailable",
    }
}

/// What the page may say.
fn told(refused: &login::SignInRefused) -> SignInRefused {
    use login::SignInRefused as R;
    match refused {
        R::Wrong => SignInRefused::NotRight,
        R::Crowded => SignInRefused::Busy,
        R::Store(failed) => {
            tracing::error!(%failed, "a console password was not looked up");
            SignInRefused::Unavailable
        }
        R::Locked { .. } | R::Network | R::Expired | R::MfaBindRequired => {
            SignInRefused::Because(refused.to_string())
        }
    }
}

#[cfg(test)]
mod tests;
