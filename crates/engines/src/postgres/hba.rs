//! Who may log in from where (`pg_hba.conf`, `pg_ident.conf`), and what of it is refused.

use std::fmt::Write as _;

use rampart_rds::intent::{Access, HandFailed};

use super::SUPERUSER;
use crate::{conf, doing::Done, site::Site};

/// The login map from the instance's system user to the superuser.
const MAP: &str = "hand";

/// `pg_hba.conf`. The first line that fits decides; where none fits, the answer is no.
pub(super) fn lines(access: &Access) -> Done<String> {
    let mut out = String::from(conf::HEAD);
    let mut line = |line: String| writeln!(out, "{line}").unwrap_or_default();
    line(format!("local all {SUPERUSER} peer map={MAP}"));
    line(format!("local replication {SUPERUSER} peer map={MAP}"));
    for everywhere in ["0.0.0.0/0", "::/0"] {
        line(format!("host all {SUPERUSER} {everywhere} reject"));
    }
    for network in &access.allowed {
        let kind = match (network.is_loopback(), &access.tls) {
            (true, _) => "host",
            (false, Some(_)) => "hostssl",
            (false, None) => {
                return Err(HandFailed::SettingRefused(format!(
                    "`{network}` is more than this machine, and passwords and rows would pass unencrypted: give the \
                     engine a certificate"
                )));
            }
        };
        line(format!("{kind} all all {network} scram-sha-256"));
    }
    Ok(out)
}

/// `pg_ident.conf`.
pub(super) fn ident(site: &Site<'_>) -> Done<String> {
    Ok(format!("{MAP} \"{}\" {SUPERUSER}\n", site.owner_name()?))
}

#[cfg(test)]
mod tests {
    use rampart_rds::intent::{EngineTls, SecretText};

    use super::*;

    fn access(allowed: &[&str], tls: bool) -> Access {
        let tls = tls
            .then(|| EngineTls { certificate_pem: String::new(), key_pem: SecretText::new(String::new()) });
        Access {
            listen: Vec::new(),
            allowed: allowed.iter().map(|text| text.parse().unwrap()).collect(),
            tls,
        }
    }

    #[test]
    fn only_named_networks_come_in_and_only_loopback_without_tls() {
        let check = |allowed: &[&str], tls, expected: &[&str]| {
            let lines = lines(&access(allowed, tls)).unwrap();
            let let_in: Vec<_> = lines.lines().filter(|line| line.contains("scram")).collect();
            assert_eq!(let_in, expected);
        };
        check(&[], false, &[]);
        check(&["127.0.0.1"], false, &["host all all 127.0.0.1/32 scram-sha-256"]);
        check(
            &["::1", "10.0.0.0/8"],
            true,
            &["host all all ::1/128 scram-sha-256", "hostssl all all 10.0.0.0/8 scram-sha-256"],
        );
        assert!(matches!(lines(&access(&["0.0.0.0/0"], false)), Err(HandFailed::SettingRefused(_))));
    }

    #[test]
    fn the_superuser_is_turned_away_from_every_network_first() {
        let lines = lines(&access(&["127.0.0.0/8"], false)).unwrap();
        assert!(lines.find("reject").unwrap() < lines.find("scram").unwrap());
    }
}
