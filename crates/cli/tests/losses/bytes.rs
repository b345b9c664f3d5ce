//! Rows as bytes: in the files of an engine that does not encrypt its tables, and in no file of one that does.

use std::{
    collections::BTreeSet,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::Value;

use crate::{
    bench::{Bench, text, until},
    instance::{Engine, Instance},
    memory,
};

/// What is looked for. Each place that keeps rows is given them in words of its own.
const MARKER: &str = "row-4c1e-that-lies-in-the-clear";

/// Places in which an engine keeps rows, by what their files are called; those of temporary files that have no name any
/// more are called [`NAMELESS`].
const PLACES: [&str; 7] =
    ["#sql-temptable", NAMELESS, "binlog.0", "ib_logfile0", "ibdata1", "ibtmp1", "t.ibd"];
const NAMELESS: &str = "(nameless)";
/// Those that exist only while a statement or a transaction is at work.
const TEMPORARY: [&str; 3] = ["#sql-temptable", NAMELESS, "ibtmp1"];
/// Rows that exist only so long, by what follows the marker: those of a transaction not yet ended, of a temporary table, and of
/// a table that MariaDB makes for itself. The last it writes in the clear, whatever it is told: where tables are encrypted it
/// does so in a folder that the kernel encrypts.
const PASSING: [&str; 3] = ["cache", "temporary", "aria"];

/// An engine with rows everywhere, and clients that keep those in temporary files there.
pub(crate) struct Filled<'a> {
    bench: &'a Bench,
    instance: &'a Instance,
    clients: Vec<Child>,
}

impl<'a> Filled<'a> {
    pub(crate) fn new(bench: &'a Bench, instance: &'a Instance) -> Self {
        let rule = |statement: &str| instance.rule(bench, statement);
        // Little memory: what is temporary is written out too.
        rule("SET GLOBAL innodb_buffer_pool_size = 16777216");
        let sql = |statement: &str| instance.sql(statement).unwrap();
        rule("SET GLOBAL innodb_file_per_table = 0");
        sql(&format!(
            "CREATE TABLE within (v VARBINARY(200)); INSERT INTO within VALUES ('{MARKER}-system')"
        ));
        rule("SET GLOBAL innodb_file_per_table = 1");
        sql(&format!(
            "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, v VARBINARY(200), KEY (v)); \
             INSERT INTO t (v) SELECT CONCAT('{MARKER}-', seq) FROM seq_1_to_3000; \
             CREATE TABLE gone AS SELECT * FROM t; DROP TABLE gone; DELETE FROM t WHERE id > 2500; \
             UPDATE t SET v = CONCAT(v, '-changed') WHERE id < 1000"
        ));
        let hold = |statements: &str| {
            let statements = format!("{statements}SLEEP(600)");
            let (none, client) = (Stdio::null, &mut instance.client());
            client.arg(statements).stdin(none()).stdout(none()).stderr(none()).spawn().unwrap()
        };
        let many = |what: &str, rows: u32| {
            format!("SELECT CONCAT('{MARKER}-{what}-', seq, REPEAT('-', 150)) v FROM seq_1_to_{rows}")
        };
        let clients = vec![
            // A transaction's changes before they enter the log of changes.
            hold(&format!("BEGIN; INSERT INTO t (v) {}; SELECT ", many("cache", 2000))),
            hold(&format!(
                "CREATE TEMPORARY TABLE m (v VARBINARY(200)) ENGINE = InnoDB; INSERT INTO m {}; SELECT ",
                many("temporary", 200_000)
            )),
            // An internal temporary table of Aria's.
            hold(&format!(
                "SET tmp_memory_table_size = 0; SELECT COUNT(*), MAX(x) FROM (SELECT v, COUNT(*) x FROM ({}) m GROUP BY v) g WHERE x + ",
                many("aria", 100_000)
            )),
        ];
        Self { bench, instance, clients }
    }

    /// The places whose files, named and nameless, hold the marker; other files by their names.
    fn places(&self) -> BTreeSet<String> {
        let mut found = files_with(&base(self.bench, self.instance), MARKER);
        let nameless = self.nameless().iter().any(|(at, _)| !grep(&["-laF", MARKER, at]).is_empty());
        found.extend(nameless.then(|| NAMELESS.to_owned()));
        found.iter().map(|name| place(name)).collect()
    }

    /// Which of the passing rows are found in the blocks of the instance's disk.
    fn passing(&self) -> BTreeSet<&'static str> {
        PASSING.into_iter().filter(|kind| self.in_blocks(&format!("{MARKER}-{kind}-"))).collect()
    }

    /// Whether a text is found in the blocks of the instance's disk, whatever they belong to, once all is written.
    fn in_blocks(&self, text: &str) -> bool {
        let folder = self.instance.folder(self.bench);
        let written = Command::new("sync").arg("-f").arg(folder.join("disk")).status();
        assert!(written.unwrap().success());
        !grep(&["-lzaF", text, folder.join("image").to_str().unwrap()]).is_empty()
    }

    /// Open files of the engine that have no name, with their sizes.
    fn nameless(&self) -> Vec<(String, u64)> {
        let engine = self.instance.engines(self.bench).into_iter().next().unwrap();
        let open = std::fs::read_dir(format!("/proc/{engine}/fd")).unwrap().flatten();
        open.filter_map(|entry| {
            let (at, to) = (entry.path(), std::fs::read_link(entry.path()).ok()?);
            let to = to.to_str()?;
            let ours = to.contains("/disk/") && to.ends_with(" (deleted)");
            ours.then(|| {
                (at.to_str().unwrap().to_owned(), std::fs::metadata(&at).map_or(0, |file| file.len()))
            })
        })
        .collect()
    }

    /// The temporary places whose files hold so much that there must be rows in them.
    fn temporary(&self) -> BTreeSet<String> {
        let base = base(self.bench, self.instance);
        let scratch = self.instance.folder(self.bench).join("disk/scratch");
        let folders = [base.join("data"), if scratch.exists() { scratch } else { base.join("tmp") }];
        let all = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).flatten();
        let named = all.map(|entry| {
            (entry.file_name().into_string().unwrap(), entry.metadata().map_or(0, |file| file.len()))
        });
        let nameless = self.nameless().into_iter().map(|(_, size)| (NAMELESS.to_owned(), size));
        let big = named.chain(nameless).filter(|(_, size)| *size > 1 << 20).map(|(name, _)| place(&name));
        big.filter(|place| TEMPORARY.contains(&place.as_str())).collect()
    }
}

fn place(name: &str) -> String {
    PLACES.iter().find(|place| name.starts_with(**place)).map_or(name, |place| place).to_owned()
}

fn base(bench: &Bench, instance: &Instance) -> PathBuf {
    instance.folder(bench).join("disk/data/mariadb")
}

impl Drop for Filled<'_> {
    fn drop(&mut self) {
        for client in &mut self.clients {
            let _ = client.kill();
            let _ = client.wait();
        }
    }
}

/// The files below a folder that hold a text, by name.
pub(crate) fn files_with(folder: &Path, text: &str) -> BTreeSet<String> {
    let found = grep(&["-rlaF", text, folder.to_str().unwrap()]);
    found.iter().map(|path| Path::new(path).file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

fn grep(words: &[&str]) -> Vec<String> {
    // Files come and go meanwhile: only what it found is looked at.
    let found = Command::new("grep").args(words).output().unwrap();
    String::from_utf8(found.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// A copy of the engine's files, as whoever steals a disk has it: everything is written, and the engine starts anew.
fn copied(bench: &Bench, instance: &Instance) -> BTreeSet<String> {
    let before = instance.engines(bench);
    instance.restart(bench);
    until("it starts anew", || {
        let now = instance.engines(bench);
        if now.is_empty() || !now.is_disjoint(&before) {
            Err(format!("{now:?}"))
        } else {
            instance.sql("select 1")
        }
    });
    let copy = bench.beside(&format!("copy-of-{}", instance.id));
    let copied =
        Command::new("cp").args(["-r", "--sparse=always"]).arg(base(bench, instance)).arg(&copy).status();
    assert!(copied.unwrap().success());
    let found = files_with(&copy, MARKER);
    std::fs::remove_dir_all(copy).unwrap();
    found
}

pub(crate) fn rows_are_found_in_the_clear_and_nowhere_once_tables_are_encrypted() {
    let bench = Bench::start();
    let create = || Instance::create(&bench, Engine::MariaDb, None);
    let (plain, encrypted) = (create(), create());
    [&plain, &encrypted].iter().for_each(|instance| instance.prepare(&bench));
    encrypted.encrypt_tables(&bench, &bench.new_key());
    encrypted.until_encrypted(&bench);

    // The search means something only because it finds them where nothing is encrypted.
    let (control, filled) = (Filled::new(&bench, &plain), Filled::new(&bench, &encrypted));
    until("rows are found in every place", || {
        let found = control.places();
        if PLACES.iter().all(|place| found.contains(*place)) { Ok(()) } else { Err(format!("{found:?}")) }
    });
    until("rows are in every temporary place", || {
        let there = filled.temporary();
        if there.len() == TEMPORARY.len() { Ok(()) } else { Err(format!("{there:?}")) }
    });
    assert_eq!(filled.places(), BTreeSet::new());
    until("passing rows are in the blocks of the disk", || {
        let found = control.passing();
        if found.len() == PASSING.len() { Ok(()) } else { Err(format!("{found:?}")) }
    });
    assert!(!filled.in_blocks(MARKER));
    drop((control, filled));

    assert!(copied(&bench, &plain).contains("t.ibd"));
    assert_eq!(copied(&bench, &encrypted), BTreeSet::new());
    keys_are_on_locked_pages_alone(&bench, &encrypted);

    // Now what was there before.
    plain.encrypt_tables(&bench, &bench.new_key());
    plain.until_encrypted(&bench);
    assert_eq!(copied(&bench, &plain), BTreeSet::new());
    assert_eq!(plain.sql("select count(*) from t"), Ok("2500".to_owned()));
}

/// The tables' keys, as the endpoint gives them to whoever has the engine's token, stand in the server's memory on locked
/// pages and nowhere else; in its hand's nowhere at all.
fn keys_are_on_locked_pages_alone(bench: &Bench, instance: &Instance) {
    const TOKEN_CHARS: usize = 43;
    let engine = instance.engines(bench).into_iter().next().unwrap();
    let header = b"X-Vault-Token:";
    let spoken = memory::ranges(engine);
    let spoken = spoken.iter().flat_map(|range| memory::find(engine, range, header, TOKEN_CHARS + 1));
    let tokens: BTreeSet<String> = spoken
        .filter_map(|after| {
            let token = after.strip_prefix(b" ").unwrap_or(&after).get(..TOKEN_CHARS)?;
            let fits = token.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte));
            fits.then(|| String::from_utf8_lossy(token).into_owned())
        })
        .collect();
    let conf = instance.folder(bench).join("conf");
    let settings = std::fs::read_to_string(conf.join("mariadb.cnf")).unwrap();
    let url = settings.split('"').find(|word| word.starts_with("https://")).unwrap();
    let keys = ["1", "2"].map(|id| {
        let told = tokens
            .iter()
            .find_map(|token| ask(&conf.join("tables-ca.crt"), &format!("{url}/data/{id}"), token));
        let told = told.unwrap_or_else(|| panic!("no token that is in the engine opens {url}"));
        text(&told["data"]["data"]["data"]).to_owned()
    });
    let server = bench.pid();
    for pid in memory::children(server).into_iter().chain([server]) {
        let (mut locked, mut loose) = (0, Vec::new());
        for range in memory::ranges(pid) {
            for digits in &keys {
                let raw = memory::find(pid, &range, &bytes_of(digits), 0).len();
                locked += if range.locked { raw } else { 0 };
                let shown = memory::find(pid, &range, digits.as_bytes(), 0).len();
                let elsewhere = if range.locked { 0 } else { raw };
                loose.extend(
                    (shown + elsewhere > 0).then(|| format!("{} raw {elsewhere} hex {shown}", range.name)),
                );
            }
        }
        assert_eq!(loose, [""; 0], "keys lie about in process {pid}");
        assert_eq!(locked, if pid == server { keys.len() } else { 0 }, "process {pid}");
    }
}

/// What the endpoint answers; nothing where it refuses.
fn ask(ca: &Path, url: &str, token: &str) -> Option<Value> {
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--config", "-", "--cacert"]).arg(ca).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut curl = curl.spawn().expect("curl is installed");
    write!(curl.stdin.take().unwrap(), "url = \"{url}\"\nheader = \"X-Vault-Token: {token}\"\n").unwrap();
    let told: Value = serde_json::from_slice(&curl.wait_with_output().unwrap().stdout).ok()?;
    told.get("data").is_some().then_some(told)
}

fn bytes_of(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}
