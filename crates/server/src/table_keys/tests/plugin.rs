//! MariaDB's own plugin, unmodified, against the endpoint.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use super::*;

const MARIADBD: &str = "/usr/sbin/mariadbd";
const PLUGIN: &str = "/usr/lib/mysql/plugin/hashicorp_key_management.so";
const MARK: &str = "a text that is easily found";

/// Runs one statement each in a server without a network, and stops it.
fn bootstrap(folder: &Path, opened: &Opened, mount: &str, sql: &str) -> Output {
    std::fs::write(folder.join("ca.pem"), &opened.source.ca_pem).unwrap();
    let option = |name: &str, value: &str| format!("--hashicorp-key-management-{name}={value}");
    let mut child = Command::new(MARIADBD)
        .args(["--no-defaults", "--bootstrap", "--skip-log-bin", "--plugin-maturity=gamma"])
        .arg(format!("--datadir={}", folder.join("data").display()))
        .args(["--innodb-encrypt-tables=FORCE", "--innodb-encrypt-log=ON", "--innodb-log-file-size=4M"])
        .args(["--user=root", "--plugin-load-add=hashicorp_key_management"])
        .arg(option("vault-url", &format!("https://{}/v1/{mount}", opened.source.endpoint)))
        .arg(option("vault-ca", &folder.join("ca.pem").display().to_string()))
        .arg(option("token", opened.source.token.expose()))
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A server that does not start reads nothing.
    let _ = child.stdin.take().unwrap().write_all(sql.as_bytes());
    child.wait_with_output().unwrap()
}

fn finds(folder: &Path, text: &str) -> bool {
    let holds = |bytes: Vec<u8>| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    folder.read_dir().unwrap().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() { finds(&path, text) } else { std::fs::read(path).is_ok_and(holds) }
    })
}

#[tokio::test]
async fn the_plugin_of_mariadb_encrypts_with_our_keys_and_starts_with_no_others() {
    if !Path::new(MARIADBD).exists() || !Path::new(PLUGIN).exists() {
        return;
    }
    let scene = Scene::new();
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    let run = |opened: Opened, mount: &'static str, sql: String| {
        let folder = folder.path().to_owned();
        tokio::task::spawn_blocking(move || bootstrap(&folder, &opened, mount, &sql))
    };
    let log = |done: &Output| String::from_utf8_lossy(&done.stderr).into_owned();

    let made = format!(
        "CREATE DATABASE d;\nCREATE TABLE d.t (a TEXT) ENGINE=InnoDB;\nINSERT INTO d.t VALUES ('{MARK}');\n"
    );
    let done = run(scene.start("rm-one", &[1]), "rm-one", made).await.unwrap();
    assert!(done.status.success(), "{}", log(&done));
    assert!(folder.path().join("data/d/t.ibd").exists());
    assert!(!finds(&folder.path().join("data"), MARK));

    // A later start, with a token of its own, reads what was written; and says it aloud, so that the search is one.
    let said = format!("SELECT a FROM d.t INTO OUTFILE '{}';\n", folder.path().join("data/said").display());
    let done = run(scene.start("rm-one", &[1]), "rm-one", said.clone()).await.unwrap();
    assert!(done.status.success(), "{}", log(&done));
    assert!(finds(&folder.path().join("data"), MARK));

    // With the token of another mount the plugin does not even begin.
    let other = scene.start("rm-two", &[1]);
    let done = run(other, "rm-one", said).await.unwrap();
    assert!(!done.status.success());
    assert!(log(&done).contains("permission denied"), "{}", log(&done));
}
