//! Where a server is, and how it is reached.

use std::{fmt, net::IpAddr, sync::Arc};

use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject as _},
};

/// A server's address, and for https whom to trust.
#[derive(Clone)]
pub struct Endpoint {
    /// Without brackets, for connecting.
    host: String,
    port: u16,
    /// What the `Host` header says.
    host_header: String,
    tls: Option<(Arc<ClientConfig>, ServerName<'static>)>,
}

/// An endpoint that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EndpointRefused {
    /// Not `http://host:port` or `https://host:port`.
    #[error("`{0}` is not an endpoint; write `http://host:port` or `https://host:port`")]
    Malformed(String),
    /// Keys do not travel in the clear beyond this machine.
    #[error("`{0}` is plain http to another machine; write `https://` and name the server's CA")]
    PlainHttp(String),
    /// https without anyone to trust.
    #[error("`{0}` needs the CA that signed the server's certificate, for our own server `tls/ca.pem`")]
    NoTrust(String),
    /// The CA is not PEM, or holds no certificate.
    #[error("the CA is not a PEM file with certificates")]
    MalformedCa,
}

impl Endpoint {
    /// Reads `http://host:port` (this machine alone) or `https://host:port`, with the PEM of the CAs to trust.
    ///
    /// Without a scheme, as the vendor's clients write it, this machine is http and every other https.
    pub fn parse(text: &str, ca_pem: Option<&[u8]>) -> Result<Self, EndpointRefused> {
        let malformed = || EndpointRefused::Malformed(text.to_owned());
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (Some(scheme), rest),
            None => (None, text),
        };
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        let authority: hyper::http::uri::Authority = authority.parse().map_err(|_| malformed())?;
        if authority.as_str().contains('@') || authority.host().is_empty() {
            return Err(malformed());
        }
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        let local = is_this_machine(&host);
        let secure = match scheme {
            Some("https") => true,
            Some("http") if !local => return Err(EndpointRefused::PlainHttp(text.to_owned())),
            Some("http") => false,
            Some(_) => return Err(malformed()),
            None => !local,
        };
        let standard = if secure { 443 } else { 80 };
        let port = match authority.port() {
            Some(port) => port.as_str().parse().map_err(|_| malformed())?,
            None if authority.as_str().len() > authority.host().len() => return Err(malformed()),
            None => standard,
        };
        let host_header = match port == standard {
            true => authority.host().to_owned(),
            false => format!("{}:{port}", authority.host()),
        };
        let tls = match (secure, ca_pem) {
            (false, _) => None,
            (true, None) => return Err(EndpointRefused::NoTrust(text.to_owned())),
            (true, Some(pem)) => {
                let name = ServerName::try_from(host.clone()).map_err(|_| malformed())?;
                Some((Arc::new(trusting(pem)?), name))
            }
        };
        Ok(Self { host, port, host_header, tls })
    }

    pub(crate) fn address(&self) -> (&str, u16) {
        (&self.host, self.port)
    }

    pub(crate) fn host_header(&self) -> &str {
        &self.host_header
    }

    pub(crate) fn tls(&self) -> Option<&(Arc<ClientConfig>, ServerName<'static>)> {
        self.tls.as_ref()
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", if self.tls.is_some() { "https" } else { "http" }, self.host_header)
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn trusting(ca_pem: &[u8]) -> Result<ClientConfig, EndpointRefused> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(ca_pem) {
        let certificate = certificate.map_err(|_| EndpointRefused::MalformedCa)?;
        roots.add(certificate).map_err(|_| EndpointRefused::MalformedCa)?;
    }
    if roots.is_empty() {
        return Err(EndpointRefused::MalformedCa);
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| EndpointRefused::MalformedCa)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}
