//! From bytes to a caller: parse, route, verify, and let each signed request in once.

use std::net::IpAddr;

use http::HeaderMap;
use rampart_authz::Caller;
use rampart_identity::{Claimed, NotAuthentic, replay::Mark, slip::SlipUse};
use rampart_store::Txn;
use rampart_vocab::RequestId;
use rampart_wire::{
    AccessDeniedDetail, Claim, ErrorReply, Format, Operation, Presented, Reply, RequestRefused, Service,
    SigningKey, envelope,
    signature::{SignatureRefused, fresh},
};

use super::{Front, perform::Recorded};
use crate::{Origin, Refusal, ops, told::Diagnosis};

/// One HTTP request, wholly read.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// `GET`, `POST` or whatever was sent.
    pub method: &'a str,
    /// The path.
    pub path: &'a str,
    /// The query without its `?`, undecoded.
    pub query: &'a str,
    /// Every header.
    pub headers: &'a HeaderMap,
    /// The body; `None` when it was longer than anything we take.
    pub body: Option<&'a [u8]>,
    /// Where it came from.
    pub source_ip: Option<IpAddr>,
    /// Whether nobody could read it on the way.
    pub secure_transport: bool,
    /// Whether plain http is taken from there.
    pub plain_http_taken: bool,
}

impl Front {
    /// Answers one HTTP request, whatever it holds.
    pub async fn answer(&self, asked: Asked<'_>) -> Reply {
        let origin = self.origin(&asked);
        let told = Told { origin: &origin, format: Format::default(), service: None };
        let Some(body) = asked.body else { return told.refused(&RequestRefused::BodyTooLong.into()) };
        let presented =
            match Presented::from_request(asked.method, asked.path, asked.query, asked.headers, body) {
                Ok(presented) => presented,
                Err(refused) => return told.refused(&refused.into()),
            };
        let format = match Format::of(presented.params()) {
            Ok(format) => format,
            Err(refused) => return told.refused(&refused.into()),
        };
        let told = Told { format, ..told };
        if !asked.secure_transport && !asked.plain_http_taken {
            return told.refused(&Refusal::needs_tls());
        }
        let operation = match presented.operation() {
            Ok(operation) => operation,
            Err(refused) => return told.refused(&refused.into()),
        };
        let told = Told { service: Some(operation.service()), ..told };
        match self.run(&presented, operation, &origin).await {
            Ok(message) => envelope::success(operation, format, &origin.request, message.as_ref()),
            Err(refusal) => told.refused_with(&refusal, self.diagnostic(&refusal)),
        }
    }

    /// How it came to us, as a call of its own.
    pub(super) fn origin(&self, asked: &Asked<'_>) -> Origin {
        Origin {
            request: RequestId::new(self.clock.as_ref(), self.entropy.as_ref()),
            cause: None,
            source_ip: asked.source_ip,
            secure_transport: asked.secure_transport,
            host: host(asked.headers).into(),
        }
    }

    /// What a permission error hands out sealed, for whoever may read why.
    fn diagnostic(&self, refusal: &Refusal) -> Option<String> {
        let (denied, named) = (refusal.denied.as_ref()?, refusal.named.as_ref()?);
        let account = denied.principal.account().parse().ok()?;
        let bytes = Diagnosis::of(denied, named).to_bytes();
        let (identity, entropy) = (&self.services.identity, self.entropy.as_ref());
        Some(identity.seal_slip(SlipUse::Diagnostic, account, &bytes, self.clock.now(), entropy))
    }

    async fn run(
        &self,
        presented: &Presented,
        operation: Operation,
        origin: &Origin,
    ) -> crate::Answer<Box<dyn rampart_wire::Message>> {
        if operation.is_anonymous() && presented.claim().is_none() {
            // Their proof is a parameter, not a signature; none of them is built.
            return Err(ops::unsupported(operation));
        }
        let Authentic { caller, mark, txn } = self.authenticate(presented).await?;
        let answer = match self.throttled_by(&caller) {
            Ok(()) => {
                let asked = Recorded { caller: &caller, operation, origin, mark: Some(mark) };
                self.perform_signed(asked, presented.params(), txn).await
            }
            Err(refusal) => Err(refusal),
        };
        if answer.is_err() {
            // What was refused must not be carried out for whoever sends it again after a crash. All refusals of this
            // turn are written together; where a full disk takes none, they leave all the same.
            tokio::task::yield_now().await;
            let _ = self.replay.write();
        }
        answer
    }

    fn throttled_by(&self, caller: &Caller) -> Result<(), Refusal> {
        self.throttle.as_ref().map_or(Ok(()), |throttle| throttle.take(caller, self.clock.now()))
    }

    /// Who signed the request. Checked in this order: the claim is there and fresh, the key is known and active, the
    /// token is the key's, the signature holds, the nonce is new.
    async fn authenticate(&self, presented: &Presented) -> Result<Authentic, Refusal> {
        let claim = presented.required_claim()?;
        let now = self.clock.now();
        fresh(claim.signed_at(), now)?;
        let id = claim.access_key_id().parse().map_err(|_| NotAuthentic::NotFound)?;
        let mut txn = self.services.store.begin();
        let claimed = self.services.identity.claimed(&mut txn, &id, claim.security_token(), now).await?;
        let caller = signed(claimed, claim)?;
        let mark = self
            .replay
            .enter(&id, claim.nonce(), claim.signed_at(), now)
            .map_err(|refused| Refusal::replayed(refused, self.replay.floor()))?;
        self.services.identity.note_use(&caller, now);
        Ok(Authentic { caller, mark, txn })
    }
}

/// Who signed, if the signature holds.
pub(super) fn signed(claimed: Claimed, claim: &Claim) -> Result<Caller, SignatureRefused> {
    claimed.verified(
        |secret| SigningKey::new(secret.expose_secret().as_bytes()),
        |key| claim.verify_with(key).map(|_| ()),
    )
}

/// Who signed a request.
struct Authentic {
    caller: Caller,
    mark: Mark,
    /// What was looked at to know it.
    txn: Txn,
}

fn host(headers: &HeaderMap) -> &str {
    headers.get(http::header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default()
}

/// What is known of a request when it is refused.
struct Told<'a> {
    origin: &'a Origin,
    format: Format,
    service: Option<Service>,
}

impl Told<'_> {
    fn refused(&self, refusal: &Refusal) -> Reply {
        self.refused_with(refusal, None)
    }

    fn refused_with(&self, refusal: &Refusal, diagnostic: Option<String>) -> Reply {
        if let Some(inner) = &refusal.inner {
            tracing::error!(request = %self.origin.request, code = %refusal.code, inner, "a call failed");
        }
        let recommend = self
            .service
            .map(|service| envelope::recommend(service, &refusal.code, &self.origin.request).into());
        ErrorReply {
            status: refusal.status,
            code: refusal.code.as_ref().into(),
            message: refusal.message.as_ref().into(),
            recommend,
            host: &self.origin.host,
            request_id: &self.origin.request,
            detail: refusal.denied.as_deref().map(|denied| detail(denied, diagnostic)),
        }
        .render(self.format)
    }
}

fn detail(denied: &rampart_authz::Denied, diagnostic: Option<String>) -> AccessDeniedDetail {
    let kind = if denied.by.is_explicit() { "ExplicitDeny" } else { "ImplicitDeny" };
    AccessDeniedDetail {
        auth_action: Some(denied.action.to_owned()),
        auth_principal_display_name: Some(denied.display_name.clone()),
        auth_principal_owner_id: Some(denied.principal.account().to_owned()),
        auth_principal_type: Some(denied.kind.to_owned()),
        no_permission_type: Some(kind.to_owned()),
        policy_type: Some(denied.by.policy_type().to_owned()),
        encoded_diagnostic_message: diagnostic,
    }
}

impl From<RequestRefused> for Refusal {
    fn from(refused: RequestRefused) -> Self {
        Self::new(refused.status(), refused.code(), refused.message())
    }
}

impl From<SignatureRefused> for Refusal {
    fn from(refused: SignatureRefused) -> Self {
        Self::new(refused.status(), refused.code(), refused.message())
    }
}
