//! The local certificate authority and the server's own certificate.
//!
//! The authority's key is a sealed record; only its certificate stands in the data folder, for clients to trust.

use std::{net::IpAddr, sync::Arc};

use rampart_rds::intent::{EngineTls, SecretText};
use rampart_seal::SecretBytes;
use rampart_vocab::{Entropy, Timestamp, chance};
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CidrSubnet, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints,
    SanType,
};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
    sign::CertifiedKey,
};

/// Years that the authority lasts.
const AUTHORITY_YEARS: i64 = 10;
/// Days that the server's certificate lasts; it is made anew at every start, and by a server that runs on. 398 is what browsers take at most.
pub(crate) const LEAF_DAYS: i64 = 397;
/// Hours that a certificate begins in the past, for clients whose clocks are behind.
const BACKDATED_HOURS: i64 = 24;

/// The authority: may sign for the names it was made for, and no others (RFC 5280 §4.2.1.10).
pub(crate) struct Authority {
    /// The certificate, for clients.
    pub(crate) certificate_pem: String,
    /// Its private key, PKCS#8.
    pub(crate) key: SecretBytes,
}

/// A certificate could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum TlsFailed {
    /// It could not be made.
    #[error("the certificate cannot be made: {0}")]
    Make(#[from] rcgen::Error),
    /// It could not be used.
    #[error("the certificate cannot be used: {0}")]
    Use(#[from] rustls::Error),
    /// A name that no certificate can bear.
    #[error("`{0}` cannot stand in a certificate")]
    Name(String),
}

/// The names a server is reached by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Names {
    pub(crate) hosts: Vec<String>,
    pub(crate) addresses: Vec<IpAddr>,
}

impl Names {
    /// What is given, and always the loopback.
    pub(crate) fn with_loopback(hosts: &[String], addresses: impl IntoIterator<Item = IpAddr>) -> Self {
        let mut names = Self {
            hosts: vec!["localhost".to_owned()],
            addresses: vec![[127, 0, 0, 1].into(), std::net::Ipv6Addr::LOCALHOST.into()],
        };
        names.hosts.extend(hosts.iter().cloned());
        names.addresses.extend(addresses.into_iter().filter(|address| !address.is_unspecified()));
        names.hosts.sort();
        names.hosts.dedup();
        names.addresses.sort();
        names.addresses.dedup();
        names
    }
}

impl Authority {
    /// Makes one, constrained to `names`.
    pub(crate) fn make(names: &Names, now: Timestamp, entropy: &dyn Entropy) -> Result<Self, TlsFailed> {
        Self::certify(&KeyPair::generate()?, names, now, entropy)
    }

    /// The same authority for other names. Who trusts the certificate of before goes on trusting what is signed for the
    /// names of before.
    pub(crate) fn rename(
        &self,
        names: &Names,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> Result<Self, TlsFailed> {
        let key = KeyPair::try_from(&PrivatePkcs8KeyDer::from(self.key.expose_secret()))?;
        Self::certify(&key, names, now, entropy)
    }

    fn certify(
        key: &KeyPair,
        names: &Names,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> Result<Self, TlsFailed> {
        let mut params = named("Rampart local authority", now, AUTHORITY_YEARS * 365, entropy)?;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let hosts = names.hosts.iter().cloned().map(GeneralSubtree::DnsName);
        let addresses = names.addresses.iter().map(|address| GeneralSubtree::IpAddress(alone(*address)));
        params.name_constraints = Some(NameConstraints {
            permitted_subtrees: hosts.chain(addresses).collect(),
            excluded_subtrees: Vec::new(),
        });
        let certificate = params.self_signed(key)?;
        Ok(Self { certificate_pem: certificate.pem(), key: SecretBytes::from(key.serialize_der()) })
    }

    /// A certificate for `names`, signed by this authority, as the listeners use it.
    pub(crate) fn server_config(
        &self,
        names: &Names,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> Result<Arc<ServerConfig>, TlsFailed> {
        let (leaf, key) = self.leaf("Rampart", names, now, entropy)?;
        let chain = vec![CertificateDer::from(leaf.der().to_vec())];
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }

    /// A certificate for `names` and its key, signed by this authority, ready to be shown.
    pub(crate) fn certified_key(
        &self,
        names: &Names,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> Result<CertifiedKey, TlsFailed> {
        let (leaf, key) = self.leaf("Rampart", names, now, entropy)?;
        let chain = vec![CertificateDer::from(leaf.der().to_vec())];
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        Ok(CertifiedKey::from_der(chain, key, &rustls::crypto::aws_lc_rs::default_provider())?)
    }

    /// A certificate for `names` that a database shows, and its key.
    pub(crate) fn engine_tls(
        &self,
        names: &Names,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> Result<EngineTls, TlsFailed> {
        let (leaf, key) = self.leaf("Rampart database", names, now, entropy)?;
        Ok(EngineTls { certificate_pem: leaf.pem(), key_pem: SecretText::new(key.serialize_pem()) })
    }

    fn leaf(
        &self,
        subject: &str,
        names: &Names,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> Result<(Certificate, KeyPair), TlsFailed> {
        let signing = PrivatePkcs8KeyDer::from(self.key.expose_secret());
        let signing = KeyPair::try_from(&signing)?;
        let issuer = Issuer::from_ca_cert_pem(&self.certificate_pem, signing)?;
        let key = KeyPair::generate()?;
        let mut params = named(subject, now, LEAF_DAYS, entropy)?;
        params.use_authority_key_identifier_extension = true;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        for host in &names.hosts {
            let name = host.clone().try_into().map_err(|_| TlsFailed::Name(host.clone()))?;
            params.subject_alt_names.push(SanType::DnsName(name));
        }
        params.subject_alt_names.extend(names.addresses.iter().copied().map(SanType::IpAddress));
        Ok((params.signed_by(&key, &issuer)?, key))
    }
}

fn named(
    name: &str,
    now: Timestamp,
    days: i64,
    entropy: &dyn Entropy,
) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::new())?;
    let mut subject = DistinguishedName::new();
    subject.push(DnType::CommonName, name);
    params.distinguished_name = subject;
    let begin = now.as_second() - BACKDATED_HOURS * 3600;
    params.not_before = instant(begin, params.not_before);
    params.not_after = instant(now.as_second() + days * 86_400, params.not_after);
    params.serial_number = Some(chance::array::<16>(entropy).to_vec().into());
    Ok(params)
}

fn instant(seconds: i64, otherwise: time::OffsetDateTime) -> time::OffsetDateTime {
    time::OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(otherwise)
}

fn alone(address: IpAddr) -> CidrSubnet {
    match address {
        IpAddr::V4(v4) => CidrSubnet::V4(v4.octets(), [255; 4]),
        IpAddr::V6(v6) => CidrSubnet::V6(v6.octets(), [255; 16]),
    }
}
