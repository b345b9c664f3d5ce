//! Those who write rows: each knows which commits were acknowledged and which had no answer.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread::{self, Scope},
    time::{Duration, Instant},
};

use rampart_vocab::SeededEntropy;

use super::instance::Instance;
use crate::number;

/// Writers at once, each with a table of its own.
const WRITERS: usize = 3;
/// Most rows of one commit.
const ROWS_MAX: u64 = 40;
const BETWEEN_TRIES: Duration = Duration::from_millis(50);
/// How long an engine may take to answer again.
const PATIENCE: Duration = Duration::from_secs(60);

/// All writers of one instance.
pub(super) struct Writers {
    last: usize,
    marker: String,
    books: Vec<Book>,
}

/// What one writer knows.
struct Book {
    table: String,
    marker: String,
    /// Rows up to this one are committed.
    sure: u64,
    /// Rows up to this one may be, all or none.
    open: Option<u64>,
}

impl Writers {
    /// Of the instance of this number.
    pub(super) fn new(instance: usize) -> Self {
        let marker = format!("a-row-of-instance-{instance}-that-nobody-may-read");
        let book = |number| Book { table: format!("w{number}"), marker: marker.clone(), sure: 0, open: None };
        Self { last: instance, books: (0..WRITERS).map(book).collect(), marker }
    }

    pub(super) const fn last(&self) -> usize {
        self.last
    }

    /// Stands in every row.
    pub(super) fn marker(&self) -> &str {
        &self.marker
    }

    /// Rows whose commit was acknowledged.
    pub(super) fn acknowledged(&self) -> u64 {
        self.books.iter().map(|book| book.sure).sum()
    }

    /// Makes their tables and writes a first row into each.
    pub(super) fn begin(&mut self, instance: &Instance) {
        let mut session = Session::of(instance).expect("it has come to rest");
        for book in &mut self.books {
            let table = &book.table;
            let make = format!(
                "CREATE TABLE {table} (id BIGINT PRIMARY KEY, v VARCHAR(120), KEY (v)); CREATE TABLE {table}_last \
                 (id BIGINT); INSERT INTO {table}_last VALUES (0); "
            );
            assert_eq!(session.ask(&make, "SELECT 'made'").as_deref(), Some("made"));
            assert!(book.commit(&mut session, 1));
        }
    }

    /// Has all write until the answer is dropped.
    pub(super) fn write<'scope>(
        &'scope mut self,
        scope: &'scope Scope<'scope, '_>,
        instance: &Instance,
        seed: u64,
    ) -> Writing {
        let ended: &'static AtomicBool = Box::leak(Box::new(AtomicBool::new(false)));
        for (number, book) in (1..).zip(&mut self.books) {
            let (dialled, entropy) = (instance.dialled(), SeededEntropy::new(seed.wrapping_add(number)));
            scope.spawn(move || book.write(dialled, &entropy, ended));
        }
        Writing(ended)
    }

    /// Holds what is there against what may be.
    pub(super) fn settle(&mut self, instance: &Instance) {
        let deadline = Instant::now() + PATIENCE;
        let mut session = loop {
            if let Some(session) = Session::of(instance) {
                break session;
            }
            assert!(Instant::now() < deadline, "nobody answers");
            thread::sleep(BETWEEN_TRIES);
        };
        for book in &mut self.books {
            assert!(book.settle(&mut session), "the engine went away again");
        }
    }
}

/// Ends the writing.
pub(super) struct Writing(&'static AtomicBool);

impl Drop for Writing {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Book {
    fn write(&mut self, dialled: Dialled, entropy: &SeededEntropy, ended: &AtomicBool) {
        while !ended.load(Ordering::SeqCst) {
            if let Some(mut session) = Session::dial(dialled)
                && self.settle(&mut session)
            {
                while !ended.load(Ordering::SeqCst)
                    && self.commit(&mut session, 1 + number(entropy) % ROWS_MAX)
                {}
            }
            thread::sleep(BETWEEN_TRIES);
        }
    }

    /// Commits so many rows at once, each with its number; says whether that was acknowledged.
    fn commit(&mut self, session: &mut Session, rows: u64) -> bool {
        let (table, marker) = (&self.table, &self.marker);
        let (from, to) = (self.sure + 1, self.sure + rows);
        self.open = Some(to);
        let change = format!(
            "BEGIN; INSERT INTO {table} SELECT seq, CONCAT('{marker}-', seq) FROM seq_{from}_to_{to}; \
             UPDATE {table}_last SET id = {to}; COMMIT; "
        );
        let acknowledged = session.ask(&change, &format!("SELECT {to}")) == Some(to.to_string());
        if acknowledged {
            (self.sure, self.open) = (to, None);
        }
        acknowledged
    }

    /// Says whether the session lasted long enough to tell.
    fn settle(&mut self, session: &mut Session) -> bool {
        let (table, marker) = (&self.table, &self.marker);
        let ask = format!(
            "SELECT CONCAT_WS(' ', COUNT(*), COALESCE(MAX(id), 0), (SELECT SUM(id) FROM {table}_last), \
             COALESCE(SUM(v <> CONCAT('{marker}-', id)), 0)) FROM {table}"
        );
        let Some(told) = session.ask("", &ask) else { return false };
        let whole = |rows: u64| format!("{rows} {rows} {rows} 0");
        let found = std::iter::once(self.sure).chain(self.open).find(|rows| told == whole(*rows));
        let (sure, open) = (self.sure, self.open);
        self.sure = found.unwrap_or_else(|| {
            panic!("{table}: {sure} rows were acknowledged, up to {open:?} were written, there are {told}")
        });
        self.open = None;
        true
    }
}

/// Where an instance's customers reach it.
#[derive(Clone, Copy)]
pub(super) struct Dialled(pub(super) u16);

/// A session of a customer's, open until the engine or we end it.
pub(super) struct Session {
    client: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Session {
    fn of(instance: &Instance) -> Option<Self> {
        Self::dial(instance.dialled())
    }

    fn dial(Dialled(port): Dialled) -> Option<Self> {
        let mut command = Command::new("mariadb");
        command.args([
            "--no-defaults",
            "--protocol=tcp",
            "--connect-timeout=5",
            "--skip-reconnect",
            "-n",
            "-N",
        ]);
        command.args(["-B", "-h", "127.0.0.1", "-P", &port.to_string(), "-u", super::instance::OWNER]);
        command.args(["-D", super::instance::DATABASE]).env("MYSQL_PWD", super::instance::PASSWORD);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut client =
            command.spawn().expect("the tests need MariaDB: install the package `mariadb-server`");
        let (ask, answers) = (client.stdin.take().unwrap(), BufReader::new(client.stdout.take().unwrap()));
        let mut session = Self { client, ask, answers };
        (session.ask("", "SELECT 'here'").as_deref() == Some("here")).then_some(session)
    }

    /// Has statements carried out and answers the line that the last one returns; nothing when the session ended before.
    pub(super) fn ask(&mut self, statements: &str, last: &str) -> Option<String> {
        writeln!(self.ask, "{statements}{last};").ok()?;
        let mut line = String::new();
        self.answers.read_line(&mut line).ok()?;
        line.ends_with('\n').then(|| line.trim_end().to_owned())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.client.kill();
        let _ = self.client.wait();
    }
}
