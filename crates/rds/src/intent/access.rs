//! Who may reach an engine over the network: addresses, networks and the certificate shown to them.

use std::{fmt, net::IpAddr, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{SecretText, text};

/// Where an engine listens and whom it lets in.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Access {
    /// Addresses to listen on. None: no network at all.
    pub listen: Vec<IpAddr>,
    /// Networks that may connect. None: nobody.
    pub allowed: Vec<Cidr>,
    /// The certificate shown. Needed as soon as `allowed` names more than loopback, where plain connections are
    /// refused.
    pub tls: Option<EngineTls>,
}

/// A certificate and its key.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct EngineTls {
    /// The chain, leaf first, as PEM.
    pub certificate_pem: String,
    /// The leaf's private key, as PEM.
    pub key_pem: SecretText,
}

/// A network: an address and how many of its leading bits count. Bits behind them are zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cidr {
    address: IpAddr,
    bits: u8,
}

/// A text that is no network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CidrRefused {
    /// Neither an address nor an address, a slash and a number of bits.
    #[error("not a network: write an address such as `192.0.2.1` or a network such as `192.0.2.0/24`")]
    Form,
    /// Bits are set behind those that count.
    #[error("the network has bits set behind its prefix: did you mean `{0}`?")]
    HostBits(Cidr),
}

impl Cidr {
    /// The network's first address.
    pub const fn address(&self) -> IpAddr {
        self.address
    }

    /// How many leading bits count.
    pub const fn bits(&self) -> u8 {
        self.bits
    }

    /// Whether every address in it is a loopback address.
    pub const fn is_loopback(&self) -> bool {
        match self.address {
            IpAddr::V4(v4) => v4.is_loopback() && self.bits >= 8,
            IpAddr::V6(v6) => v6.is_loopback() && self.bits == 128,
        }
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
    }
}

impl FromStr for Cidr {
    type Err = CidrRefused;

    fn from_str(text: &str) -> Result<Self, CidrRefused> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
        let address: IpAddr = address.parse().map_err(|_| CidrRefused::Form)?;
        let widest = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            None => widest,
            Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => {
                digits.parse().ok().filter(|bits| *bits <= widest).ok_or(CidrRefused::Form)?
            }
            Some(_) => return Err(CidrRefused::Form),
        };
        let network = match address {
            IpAddr::V4(v4) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(bits)).unwrap_or(0);
                IpAddr::V4((v4.to_bits() & mask).into())
            }
            IpAddr::V6(v6) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(bits)).unwrap_or(0);
                IpAddr::V6((v6.to_bits() & mask).into())
            }
        };
        let cidr = Self { address: network, bits };
        if network == address { Ok(cidr) } else { Err(CidrRefused::HostBits(cidr)) }
    }
}

impl Serialize for Cidr {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        text::serialize(self, to)
    }
}

impl<'de> Deserialize<'de> for Cidr {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        text::deserialize(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_are_read_strictly_and_written_in_one_way() {
        for (text, shown, loopback) in [
            ("127.0.0.1", "127.0.0.1/32", true),
            ("127.0.0.0/8", "127.0.0.0/8", true),
            ("0.0.0.0/0", "0.0.0.0/0", false),
            ("10.1.0.0/16", "10.1.0.0/16", false),
            ("::1", "::1/128", true),
            ("::/0", "::/0", false),
            ("2001:db8::/32", "2001:db8::/32", false),
        ] {
            let cidr: Cidr = text.parse().unwrap();
            assert_eq!((cidr.to_string().as_str(), cidr.is_loopback()), (shown, loopback), "{text}");
        }
        for text in
            ["", "/", "1.2.3", "1.2.3.4/", "1.2.3.4/33", "1.2.3.4/+8", "::/129", "1.2.3.4/8/8", "all", "a b"]
        {
            assert_eq!(text.parse::<Cidr>(), Err(CidrRefused::Form), "{text}");
        }
        assert_eq!("10.1.2.3/8".parse::<Cidr>(), Err(CidrRefused::HostBits("10.0.0.0/8".parse().unwrap())));
    }
}
