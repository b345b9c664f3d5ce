//! Operands of the IP operators: an address, or a network as address and prefix length.

use crate::undocumented::comparable_address;
use std::net::IpAddr;

/// A network in CIDR form; a single address is a network of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network {
    address: IpAddr,
    length: u8,
}

/// Why a text names no network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NetworkRefused {
    /// The address cannot be read.
    #[error("this is no IPv4 or IPv6 address")]
    Address,
    /// The prefix length is no number or too long.
    #[error("the prefix length must be a number from 0 to {0}")]
    Length(u8),
}

/// What is odd about a network that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkNote {
    /// A single address written as `/32` or `/128`.
    SingleAddressWithLength,
    /// Bits after the prefix are set, as in `10.0.0.1/8`.
    HostBits,
}

impl Network {
    /// Reads `10.0.0.1`, `10.0.0.0/8`, `2001:db8::/32`.
    ///
    /// # Errors
    /// [`NetworkRefused`] where the address or the prefix length is wrong.
    pub fn parse(text: &str) -> Result<(Self, Option<NetworkNote>), NetworkRefused> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| NetworkRefused::Address)?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let Some(length) = length else { return Ok((Self { address, length: most }, None)) };
        let formed =
            !length.is_empty() && length.len() <= 3 && length.bytes().all(|byte| byte.is_ascii_digit());
        let length =
            length.parse().ok().filter(|bits| formed && *bits <= most).ok_or(NetworkRefused::Length(most))?;
        let network = Self { address, length };
        let note = match network {
            _ if length == most => Some(NetworkNote::SingleAddressWithLength),
            _ if network.host_bits() != 0 => Some(NetworkNote::HostBits),
            _ => None,
        };
        Ok((network, note))
    }

    /// Whether `address` lies in the network.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, comparable_address(address)) {
            (IpAddr::V4(own), IpAddr::V4(other)) => (own.to_bits() ^ other.to_bits()) & self.mask_v4() == 0,
            (IpAddr::V6(own), IpAddr::V6(other)) => (own.to_bits() ^ other.to_bits()) & self.mask_v6() == 0,
            _ => false,
        }
    }

    /// The network's own name without the bits after its prefix.
    #[must_use]
    pub fn trimmed(&self) -> String {
        let address = match self.address {
            IpAddr::V4(own) => IpAddr::V4((own.to_bits() & self.mask_v4()).into()),
            IpAddr::V6(own) => IpAddr::V6((own.to_bits() & self.mask_v6()).into()),
        };
        format!("{address}/{}", self.length)
    }

    const fn is_single(&self) -> bool {
        self.length == if self.address.is_ipv4() { 32 } else { 128 }
    }

    fn host_bits(&self) -> u128 {
        match self.address {
            IpAddr::V4(own) => (own.to_bits() & !self.mask_v4()).into(),
            IpAddr::V6(own) => own.to_bits() & !self.mask_v6(),
        }
    }

    fn mask_v4(&self) -> u32 {
        u32::MAX.checked_shl(32 - u32::from(self.length)).unwrap_or(0)
    }

    fn mask_v6(&self) -> u128 {
        u128::MAX.checked_shl(128 - u32::from(self.length)).unwrap_or(0)
    }
}

impl std::fmt::Display for Network {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.is_single() {
            true => write!(out, "{}", self.address),
            false => write!(out, "{}/{}", self.address, self.length),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_lies_in_the_network_that_names_it() {
        for (network, address, inside) in [
            ("10.0.0.1", "10.0.0.1", true),
            ("10.0.0.1", "10.0.0.2", false),
            ("10.0.0.0/8", "10.255.1.1", true),
            ("10.0.0.1/8", "10.255.1.1", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("0.0.0.0/0", "203.0.113.9", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("2001:db8::/32", "2001:db8:ffff::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("::/0", "2001:db9::1", true),
            ("10.0.0.0/8", "::ffff:10.1.1.1", true),
            ("10.0.0.1/32", "10.0.0.1", true),
        ] {
            let parsed = Network::parse(network).unwrap().0;
            assert_eq!(parsed.contains(address.parse().unwrap()), inside, "{address} in {network}");
        }
    }

    #[test]
    fn what_is_no_network_is_refused_and_what_is_odd_is_noted() {
        use NetworkRefused::{Address, Length};
        for (text, expected) in [
            ("10.0.0.256", Err(Address)),
            ("10.0.0", Err(Address)),
            ("example.org", Err(Address)),
            ("", Err(Address)),
            ("10.0.0.0/33", Err(Length(32))),
            ("10.0.0.0/", Err(Length(32))),
            ("10.0.0.0/+8", Err(Length(32))),
            ("::/129", Err(Length(128))),
            ("10.0.0.0/8", Ok(None)),
            ("10.0.0.1/32", Ok(Some(NetworkNote::SingleAddressWithLength))),
            ("10.0.0.1/8", Ok(Some(NetworkNote::HostBits))),
        ] {
            assert_eq!(Network::parse(text).map(|(_, note)| note), expected, "{text}");
        }
        assert_eq!(Network::parse("10.9.8.7/8").unwrap().0.trimmed(), "10.0.0.0/8");
    }
}
