//! Wearing a role: what may be asked for, and the session that begins.
//!
//! Both sides have allowed it before: the proof is `authz`'s. Nothing is written.

use std::sync::Arc;

use rampart_authz::{Caller, Holder, Permitted, Principal, ServicePrincipal};
use rampart_policy::{DocumentKind, PolicySet, Refused};
use rampart_seal::SecretString;
use rampart_vocab::{
    AccessKeyId, AccountId, Arn, Clock, Entropy, RoleId, SessionId, Timestamp, limits::ASSUME_CHAIN_MAX,
};

use crate::{
    Identity,
    actions::sts::AssumeRole,
    name::SessionName,
    role::Role,
    session::{facts_of, later, session_set},
    token::Session,
};

/// The shortest session, in seconds. Source: STS, AssumeRole.
pub const SESSION_SECONDS_LEAST: i64 = 900;
/// The session's length when nobody says.
const SESSION_SECONDS_DEFAULT: i64 = 3_600;

/// What the caller asks for.
pub struct Wish {
    /// The session's name.
    pub name: SessionName,
    /// How long, in seconds; an hour when nobody says.
    pub seconds: Option<i64>,
    /// A document that narrows what the role may do.
    pub policy: Option<Box<str>>,
}

/// Why a role is not worn though both sides allow it.
#[derive(Debug, thiserror::Error)]
pub enum AssumeRefused {
    /// Too short, or longer than the role allows.
    #[error("the session must last 900 to {max} seconds")]
    Duration {
        /// What the role allows, in seconds.
        max: u32,
    },
    /// The session policy is empty or too long.
    #[error("the session policy must have 1 to {max} characters")]
    PolicyLength {
        /// The most characters.
        max: usize,
    },
    /// The session policy is none.
    #[error("the session policy is refused: {0}")]
    PolicyMalformed(#[source] Refused),
    /// Worn through too many roles already.
    #[error("the session came through four already, assume the role from an earlier one")]
    ChainTooLong,
}

/// The credentials of a session that just began.
pub struct Credentials {
    /// The public half.
    pub access_key_id: AccessKeyId,
    /// What requests are signed with.
    pub secret: SecretString,
    /// What is sent along.
    pub token: SecretString,
    /// When they end.
    pub expires: Timestamp,
    /// The session as AssumeRole names it.
    pub worn: Worn,
}

/// A role as somebody wears it.
pub struct Worn {
    /// `acs:ram::<account>:role/<role>/<session>`.
    pub arn: Arn,
    /// `<role id>:<session>`.
    pub id: String,
}

impl Identity {
    /// Begins a session of a role for a caller and gives its credentials.
    ///
    /// # Errors
    /// [`AssumeRefused`].
    pub fn assume(
        &self,
        role: &Permitted<AssumeRole, Role>,
        caller: &Caller,
        wish: Wish,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> Result<Credentials, AssumeRefused> {
        let worn = Worn::new(role, &wish.name);
        let (session, _) = begin(role, caller, wish, clock, entropy)?;
        self.begun(&session);
        let issued = self.token_keys().issue(&session, entropy);
        Ok(Credentials {
            access_key_id: session.key_id,
            secret: issued.secret,
            token: issued.token,
            expires: session.expires,
            worn,
        })
    }

    /// Begins a session of a role for a cloud service, within this process: there are no credentials to lose.
    ///
    /// # Errors
    /// [`AssumeRefused`].
    pub fn assume_as_service(
        &self,
        role: &Permitted<AssumeRole, Role>,
        service: &ServicePrincipal,
        wish: Wish,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> Result<Caller, AssumeRefused> {
        let (session, policy) = begin(role, &service.caller(role.account), wish, clock, entropy)?;
        Ok(Caller {
            account: role.account,
            principal: Principal::Role {
                id: role.id,
                name: role.name.as_str().into(),
                session: session.name.clone(),
            },
            access_key: None,
            session: Some(facts_of(&session, policy)),
        })
    }
}

fn begin(
    role: &Role,
    caller: &Caller,
    wish: Wish,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<(Session, Option<Arc<PolicySet>>), AssumeRefused> {
    let max = role.max_session_seconds;
    let seconds = wish.seconds.unwrap_or(SESSION_SECONDS_DEFAULT);
    if !(SESSION_SECONDS_LEAST..=i64::from(max)).contains(&seconds) {
        return Err(AssumeRefused::Duration { max });
    }
    let policy = wish.policy.as_deref().map(narrowing).transpose()?;
    let issued = clock.now();
    let session = Session {
        key_id: AccessKeyId::new_session(entropy),
        id: SessionId::new(clock, entropy),
        account: role.account,
        holder: Holder::Role(role.account, role.id),
        name: wish.name.as_str().into(),
        chain: chain_through(caller)?,
        issued,
        expires: later(issued, seconds),
        mfa: false,
        policy: wish.policy,
    };
    Ok((session, policy))
}

/// A session policy, checked for its form: what it allows beyond the role it allows nobody.
fn narrowing(text: &str) -> Result<Arc<PolicySet>, AssumeRefused> {
    let (kind, max) = (DocumentKind::Session, DocumentKind::Session.max_length());
    if text.is_empty() || kind.length_of(text) > max {
        return Err(AssumeRefused::PolicyLength { max });
    }
    session_set(text).map_err(AssumeRefused::PolicyMalformed)
}

/// Everybody through whom the new session comes, the caller last.
fn chain_through(caller: &Caller) -> Result<Vec<Holder>, AssumeRefused> {
    let before = caller.session.as_ref().map(|session| session.chain.to_vec()).unwrap_or_default();
    let chain: Vec<_> = before.into_iter().chain([caller.holder()]).collect();
    if chain.len() > ASSUME_CHAIN_MAX { Err(AssumeRefused::ChainTooLong) } else { Ok(chain) }
}

impl Worn {
    fn new(role: &Role, session: &SessionName) -> Self {
        Self { arn: worn_arn(role.account, role.name.folded(), session), id: worn_id(role.id, session) }
    }
}

fn worn_arn(account: AccountId, role: String, session: &SessionName) -> Arn {
    Arn::from_parts("ram", "", &account.to_string(), &format!("role/{role}/{session}"))
}

fn worn_id(role: RoleId, session: &SessionName) -> String {
    format!("{role}:{session}")
}
