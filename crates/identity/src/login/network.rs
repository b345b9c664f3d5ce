//! From which networks users may sign in: `10.0.0.0/8;192.168.0.0/16`.

use std::{fmt, net::IpAddr, str::FromStr};

use rampart_policy::condition::Network;

/// Networks at most. Source: RAM, SetSecurityPreference.
const NETWORKS_MAX: usize = 25;
/// Characters at most. Source: RAM, SetSecurityPreference.
const CHARS_MAX: usize = 512;

/// The networks, as they were written; none lets everybody in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoginNetworks {
    text: Box<str>,
    networks: Vec<Network>,
}

/// A text that names no networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write at most 25 networks such as `10.0.0.0/8`, in at most 512 characters, with `;` between them")]
pub struct NetworksRefused;

impl LoginNetworks {
    /// Whether somebody from there may sign in. One whose address is not known comes from nowhere.
    pub fn admit(&self, from: Option<IpAddr>) -> bool {
        self.networks.is_empty()
            || from.is_some_and(|from| self.networks.iter().any(|network| network.contains(from)))
    }

    /// The text as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl FromStr for LoginNetworks {
    type Err = NetworksRefused;

    fn from_str(text: &str) -> Result<Self, NetworksRefused> {
        if text.chars().count() > CHARS_MAX {
            return Err(NetworksRefused);
        }
        let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
        let networks: Result<Vec<_>, _> =
            parts.map(|part| Network::parse(part).map(|(network, _)| network)).collect();
        let networks = networks.map_err(|_| NetworksRefused)?;
        if networks.len() > NETWORKS_MAX {
            return Err(NetworksRefused);
        }
        Ok(Self { text: text.into(), networks })
    }
}

impl fmt::Display for LoginNetworks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_comes_from_one_of_them_is_let_in() {
        for (networks, from, wanted) in [
            ("", "192.0.2.1", true),
            ("10.0.0.0/8", "10.200.0.1", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("192.168.0.0/16; 10.0.0.0/8", "10.0.0.1", true),
            ("2001:db8::/32", "2001:db8::7", true),
            ("2001:db8::/32", "10.0.0.1", false),
        ] {
            let parsed: LoginNetworks = networks.parse().unwrap();
            assert_eq!(parsed.admit(from.parse().ok()), wanted, "{networks} {from}");
        }
        assert!(!"10.0.0.0/8".parse::<LoginNetworks>().unwrap().admit(None));
        assert!(LoginNetworks::default().admit(None));
    }

    #[test]
    fn what_names_no_network_is_refused() {
        let many = vec!["10.0.0.0/8"; 26].join(";");
        for text in ["10.0.0.0/33", "example.com", "10.0.0.0/8,192.168.0.0/16", many.as_str()] {
            assert_eq!(text.parse::<LoginNetworks>(), Err(NetworksRefused), "{text}");
        }
    }
}
