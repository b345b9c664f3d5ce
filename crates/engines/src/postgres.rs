//! PostgreSQL: where it is, how its data folder is made, how it is run.

mod configure;
mod hba;
mod install;
mod psql;
mod sql;

use rampart_rds::intent::{Access, Capability, EngineSetup, FoundEngine};
use rustix::process::Signal;

use crate::{
    doing::{Doing, Done},
    engine::Engine,
    hand::HandConfig,
    life, probe,
    site::{CONF, DATA, DISK, Site},
    tool,
};

/// The superuser inside the engine: reached over the control socket by the instance's system user, never by network.
const SUPERUSER: &str = "rampart";
/// The data folder, on the disk.
const PGDATA: &str = "disk/data/pgdata";

pub(crate) struct Postgres;

impl Engine for Postgres {
    fn installed(&self, config: &HandConfig) -> Vec<FoundEngine> {
        install::all(config)
    }

    fn capabilities(&self, config: &HandConfig) -> Vec<Capability> {
        let found = install::all(config);
        let names: Vec<_> = found.iter().map(|engine| engine.full_version.as_str()).collect();
        let remedy = "install the package `postgresql`";
        vec![probe::capability("PostgreSQL", !found.is_empty(), &names.join(", "), "none installed", remedy)]
    }

    fn initialise(&self, site: &Site<'_>, setup: &EngineSetup) -> Done {
        let bin = install::bin(&site.ground.config, &setup.version)?;
        configure::demand_short_socket(site, setup.port)?;
        let data =
            site.folder.folder(DISK).and_then(|disk| disk.folder(DATA)).doing("open the disk's data")?;
        if data.stat("pgdata")?.is_some() {
            std::fs::remove_dir_all(site.near(PGDATA)).doing("clear the data folder")?;
        }
        let mut initdb = tool::command(bin.join("initdb"), Some(site.owner()?));
        initdb.current_dir("/").arg("-D").arg(site.far(PGDATA)).args(["-U", SUPERUSER, "--data-checksums"]);
        initdb.args([
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--auth-local=peer",
            "--auth-host=scram-sha-256",
        ]);
        tool::run(initdb).map(drop)
    }

    fn configure(&self, site: &Site<'_>, setup: &EngineSetup) -> Done {
        configure::write(site, setup)
    }

    fn server(&self, site: &Site<'_>, version: &str) -> Done<Vec<String>> {
        let postgres = install::bin(&site.ground.config, version)?.join("postgres");
        let config = site.far(CONF).join(configure::NAME);
        Ok(vec![
            postgres.display().to_string(),
            "-D".to_owned(),
            site.far(PGDATA).display().to_string(),
            "-c".to_owned(),
            format!("config_file={}", config.display()),
        ])
    }

    fn accepts(&self, site: &Site<'_>) -> bool {
        psql::accepts(site)
    }

    fn endings(&self) -> [Signal; 3] {
        // Smart, fast, immediate: PostgreSQL, Shutting Down the Server.
        [Signal::TERM, Signal::INT, Signal::QUIT]
    }

    fn last_words(&self, site: &Site<'_>, said: &str) -> String {
        let newest = || {
            let log = format!("{PGDATA}/{}", configure::LOG);
            let folder = site.folder.folder(DISK).ok()?;
            let below = log.strip_prefix("disk/")?;
            let tail =
                folder.foreign_tail(&format!("{below}/{}", configure::log_today(&folder, below)?), 16 << 10);
            tail.ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        let told = |text: &str| text.lines().filter_map(grave).next_back().map(str::to_owned);
        // Not yet able to log, it speaks plainly; once its log is open, the rest is there.
        let plain = |line: &&str| {
            !line.trim().is_empty() && !["LOG:", "HINT:"].iter().any(|word| line.contains(word))
        };
        let first = said.lines().find(plain).map(life::shortened);
        told(said)
            .or_else(|| first.map(str::to_owned))
            .or_else(|| newest().as_deref().and_then(told))
            .unwrap_or_else(|| {
                "it ended without saying why: its log lies in `log` in its data folder".to_owned()
            })
    }

    fn apply_access(&self, site: &Site<'_>, access: &Access) -> Done<bool> {
        configure::apply_access(site, access)
    }
}

/// The part of a log line that says why the server ended. No statement or row is in it: those follow in lines of
/// their own, and before connections are accepted there are none.
fn grave(line: &str) -> Option<&str> {
    let start = ["FATAL:", "PANIC:"].iter().find_map(|word| line.find(word))?;
    line.get(start..).map(life::shortened)
}
