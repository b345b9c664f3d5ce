//! What stands in an attached server's own configuration, and what its owner does with it.

use std::{fmt::Write as _, path::Path};

use zeroize::Zeroizing;

/// The most milliseconds that a key is answered from the server's own memory: ten years. It never asks again while it
/// runs, since whoever asks may be refused, and InnoDB does not survive that.
const CACHE_MILLISECONDS: u64 = 10 * 365 * 86_400_000;

/// What the plugin is told.
pub(super) struct Source<'a> {
    pub(super) name: &'a str,
    pub(super) url: &'a str,
    pub(super) ca_file: &'a Path,
    pub(super) token: &'a str,
}

/// The variables by which everything that MariaDB can encrypt is encrypted, in the order of their explanation.
pub(super) const ENCRYPTING: [(&str, &str, &str); 7] = [
    (
        "innodb_encrypt_tables",
        "FORCE",
        "every InnoDB table, the system table space and undo logs; plain ones are refused",
    ),
    ("innodb_encrypt_log", "ON", "the redo log"),
    ("innodb_encrypt_temporary_tables", "ON", "InnoDB's temporary tables"),
    ("aria_encrypt_tables", "ON", "Aria tables that are made from here on"),
    ("encrypt_tmp_disk_tables", "ON", "temporary tables on disk"),
    ("encrypt_tmp_files", "ON", "temporary files"),
    ("encrypt_binlog", "ON", "binary and relay logs that are begun from here on"),
];

/// The server's configuration file.
pub(super) fn text(source: &Source<'_>) -> Zeroizing<String> {
    let Source { name, url, ca_file, token } = source;
    // Room for all of it: no reallocation leaves a copy of the token behind.
    let mut text = Zeroizing::new(String::with_capacity(4096 + url.len() + token.len()));
    let _ = write!(
        text,
        "\
# The keys of this server's tables come from Rampart, where it is attached as `{name}`.
# The token opens them: mode 0400, and nobody's but the server's user.
[mariadbd]
plugin_load_add = hashicorp_key_management
hashicorp_key_management = FORCE_PLUS_PERMANENT
hashicorp_key_management_vault_url = {url}
hashicorp_key_management_vault_ca = {}
hashicorp_key_management_token = {token}

# Asked for at each start, and kept in memory while the server runs: for ten years.
hashicorp_key_management_caching_enabled = ON
hashicorp_key_management_use_cache_on_timeout = ON
hashicorp_key_management_cache_timeout = {CACHE_MILLISECONDS}
hashicorp_key_management_cache_version_timeout = {CACHE_MILLISECONDS}

# What is encrypted, and how many threads encrypt in the background what is not yet.
",
        ca_file.display()
    );
    for (variable, value, _) in ENCRYPTING {
        let _ = writeln!(text, "{variable} = {value}");
    }
    text.push_str("innodb_encryption_threads = 4\n");
    text
}

/// How far the encryption is, to be asked of the server. A table space that no thread has come to yet is told of by
/// INNODB_SYS_TABLESPACES alone.
const PROGRESS: &str = "\
SELECT COUNT(*) AS spaces, COUNT(e.SPACE) AS encrypted
         FROM information_schema.INNODB_SYS_TABLESPACES s
         LEFT JOIN information_schema.INNODB_TABLESPACES_ENCRYPTION e ON e.SPACE = s.SPACE
         AND e.ENCRYPTION_SCHEME = 1 AND e.MIN_KEY_VERSION >= 1 AND e.ROTATING_OR_FLUSHING = 0
         WHERE s.NAME <> 'innodb_temporary'";

/// What its owner does with the two files.
pub(super) fn steps(configuration: &Path, ca_file: &Path, there: &Path) -> String {
    let installed = |file: &Path| there.join(file.file_name().unwrap_or_default()).display().to_string();
    format!(
        "\
On the MariaDB server, as root:
  1. Have the plugin: package mariadb-plugin-hashicorp-key-management on Debian and Ubuntu.
  2. The files lie as {ca} (mode 0444) and {cnf} (mode 0400):
       chown mysql: {cnf}
     and the server reads the second, such as by this line in /etc/mysql/mariadb.cnf:
       !include {cnf}
  3. systemctl restart mariadb
     The last restart that the keys need; from now on each start asks for them here.
  4. Follow the encryption of what is there already, until it says the same number twice:
       {PROGRESS};
     The threads do not know tables that nobody opened since a crash. This opens all of them:
       SELECT COUNT(table_rows) FROM information_schema.tables WHERE engine='InnoDB';
  5. What no thread encrypts in the background:
       Aria tables, the server's own among them: ALTER TABLE ... FORCE
       tables of other engines, MyISAM first of all: ALTER TABLE ... ENGINE=InnoDB
       binary logs from before: FLUSH BINARY LOGS; PURGE BINARY LOGS BEFORE NOW()
     Backups from before are as plain as they were.
Then `rampart tde list` says when it last started, and whether its next start would succeed.
{wrote}",
        ca = installed(ca_file),
        cnf = installed(configuration),
        wrote = if there == configuration.parent().unwrap_or(there) {
            String::new()
        } else {
            format!(
                "Copy them there first: {} and {}. The token travels as safely as you carry it.\n",
                configuration.display(),
                ca_file.display()
            )
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_configuration_reads_as_one_would_write_it() {
        let source = Source {
            name: "orders",
            url: "https://keys.example.org:8471/v1/tde-0mf3k2l9zq1a2b3c4",
            ca_file: Path::new("/etc/mysql/rampart/orders-ca.pem"),
            token: "rampart-tde-TOKEN",
        };
        insta::assert_snapshot!(text(&source).as_str());
    }

    #[test]
    fn the_steps_name_the_files_where_they_will_lie() {
        let (cnf, ca) =
            (Path::new("/etc/mysql/rampart/orders.cnf"), Path::new("/etc/mysql/rampart/orders-ca.pem"));
        insta::assert_snapshot!("here", steps(cnf, ca, Path::new("/etc/mysql/rampart")));
        insta::assert_snapshot!("elsewhere", steps(cnf, ca, Path::new("/opt/keys")));
    }
}
