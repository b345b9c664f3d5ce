//! The certificate that the listeners show, made anew while the server runs, long before it ends.
//!
//! Who signs it stands in `tls`.

use std::{
    fmt,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use rampart_seal::SystemEntropy;
use rampart_vocab::{Clock as _, Entropy, Timestamp};
use rustls::{
    ServerConfig,
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};

use crate::{
    SystemClock,
    tls::{Authority, LEAF_DAYS, Names, TlsFailed},
};

/// Days before its end on which a certificate is replaced.
const RENEWED_BEFORE_DAYS: i64 = 60;
/// How often it is looked at: a machine's clock may jump.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(3600);

/// The certificate shown now, and what the next one is made from.
pub(crate) struct Leaf {
    authority: Arc<Authority>,
    names: Names,
    shown: RwLock<Arc<CertifiedKey>>,
    /// In seconds since 1970.
    due: AtomicI64,
}

impl Leaf {
    /// Makes the first one.
    pub(crate) fn make(
        authority: Arc<Authority>,
        names: Names,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> Result<Arc<Self>, TlsFailed> {
        let shown = RwLock::new(Arc::new(authority.certified_key(&names, now, entropy)?));
        Ok(Arc::new(Self { authority, names, shown, due: AtomicI64::new(due_after(now)) }))
    }

    /// What listeners accept connections with; a renewal needs no other.
    pub(crate) fn server_config(self: &Arc<Self>) -> Result<Arc<ServerConfig>, TlsFailed> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(Arc::<Self>::clone(self));
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }

    /// Replaces the certificate when it is time; whether it did.
    fn renew_if_due(&self, now: Timestamp, entropy: &dyn Entropy) -> Result<bool, TlsFailed> {
        if now.as_second() < self.due.load(Ordering::Relaxed) {
            return Ok(false);
        }
        let next = Arc::new(self.authority.certified_key(&self.names, now, entropy)?);
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = next;
        self.due.store(due_after(now), Ordering::Relaxed);
        Ok(true)
    }

    /// Looks after the certificate for as long as the server runs.
    pub(crate) async fn keep_fresh(self: Arc<Self>) {
        loop {
            tokio::time::sleep(LOOKED_AT_EVERY).await;
            match self.renew_if_due(SystemClock.now(), &SystemEntropy) {
                Ok(true) => tracing::info!("the server's certificate was renewed"),
                Ok(false) => {}
                Err(failed) => {
                    tracing::error!(%failed, "the server's certificate cannot be renewed, trying again")
                }
            }
        }
    }
}

fn due_after(now: Timestamp) -> i64 {
    now.as_second().saturating_add((LEAF_DAYS - RENEWED_BEFORE_DAYS) * 86_400)
}

impl ResolvesServerCert for Leaf {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.shown.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl fmt::Debug for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Leaf({:?})", self.names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_second(1_767_225_600 + day * 86_400).unwrap()
    }

    #[test]
    fn a_certificate_is_renewed_before_it_ends_and_not_sooner() {
        let names = Names::with_loopback(&[], []);
        let authority = Arc::new(Authority::make(&names, at(0), &SystemEntropy).unwrap());
        let leaf = Leaf::make(authority, names, at(0), &SystemEntropy).unwrap();
        let shown = || leaf.shown.read().unwrap().cert.clone();
        let mut before = shown();
        for (day, renewed) in [(0, false), (336, false), (337, true), (338, false), (673, false), (700, true)]
        {
            assert_eq!(leaf.renew_if_due(at(day), &SystemEntropy).unwrap(), renewed, "day {day}");
            assert_eq!(shown() != before, renewed, "day {day}");
            before = shown();
        }
    }
}
