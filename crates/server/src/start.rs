//! From a configuration to a running server, step by step, and down again.

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::Duration,
};

use rampart_api::{
    Services, Throttle,
    audit::{SystemDisk, lookup::Lookup},
};
use rampart_authz::ServicePrincipal;
use rampart_engines::{HandConfig, HandLink, hand, root};
use rampart_identity::{Identity, replay::Guard, replay_key};
use rampart_kms::{AliasRefused, Kms, ServiceKeys};
use rampart_rds::{
    attachments::Keeper,
    instances::Site,
    intent::EngineTls,
    keys::{KeyService, Movements},
    reconciler::{Host, Reconciler, Room},
    table_keys::AttachmentDesk,
};
use rampart_seal::{SystemEntropy, root::Provider};
use rampart_vocab::{Clock as _, Tag, authorize_rds};
use tokio::sync::watch;

use crate::{
    SystemClock, attached,
    config::Config,
    console::{self, CONSOLE_FILE, ConsoleUnfounded, Reception},
    core::{Core, CoreFailed, Entry},
    data_dir::{DataDir, DataDirRefused, Running},
    ending::{Told, stop_databases, told_to_stop},
    founding::{self, FoundingFailed},
    gateway::Gateway,
    leaf::Leaf,
    limits::Descriptors,
    listen::{self, Peers},
    root_key, table_keys,
    table_keys::TableKeysFailed,
    tls::{Authority, Names, TlsFailed},
    unseal::{self, UnsealFailed},
    workers,
};

/// The user that a server started by root becomes.
const SERVER_USER: &str = "rampart";
/// How often somebody looks whether every core is still there.
const LOOK_AFTER_CORES_EVERY: Duration = Duration::from_secs(1);
/// The service in whose name databases use keys.
const RDS: &str = authorize_rds::SERVICE;

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeFailed {
    /// The data folder cannot be had.
    #[error(transparent)]
    Data(#[from] DataDirRefused),
    /// Root could not be given up.
    #[error(transparent)]
    Root(#[from] root::RootKept),
    /// The server's own user has no way to its data.
    #[error(
        "the user `{SERVER_USER}` cannot reach `{}`: let others pass through the folders above (chmod o+x), or name \
         another folder by --data-dir",
        .0.display()
    )]
    Unreachable(PathBuf),
    /// The hand cannot be started.
    #[error("cannot start the hand: {0}")]
    Hand(std::io::Error),
    /// The hand ended while the server ran: without it databases can be neither locked nor opened.
    #[error("the hand is gone; start the server again, the databases go on meanwhile")]
    HandGone,
    /// The store stays shut.
    #[error(transparent)]
    Sealed(#[from] UnsealFailed),
    /// What the first start makes could not be made.
    #[error(transparent)]
    Founding(#[from] FoundingFailed),
    /// There is no password for the console.
    #[error(transparent)]
    Console(#[from] ConsoleUnfounded),
    /// Identity does not open.
    #[error(transparent)]
    Identity(#[from] rampart_identity::OpenFailed),
    /// The name of RDS' own keys is none.
    #[error("the keys of `{RDS}` cannot be named: {0}")]
    ServiceKeys(#[from] AliasRefused),
    /// The replay guard does not open.
    #[error("cannot keep the replay guard's files: {0}")]
    Replay(std::io::Error),
    /// Certificates cannot be made.
    #[error(transparent)]
    Tls(#[from] TlsFailed),
    /// An address is not to be had.
    #[error("cannot listen on {address}: {error}; name another by --listen")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// What the system said.
        error: std::io::Error,
    },
    /// There is no endpoint for table keys.
    #[error(transparent)]
    TableKeys(#[from] TableKeysFailed),
    /// A core does not start.
    #[error(transparent)]
    Core(#[from] CoreFailed),
    /// A core ended though nobody told it to.
    #[error("an event loop ended by itself; start the server again, the databases go on meanwhile")]
    CoreLost,
    /// No event loop.
    #[error("cannot start an event loop: {0}")]
    Runtime(std::io::Error),
}

/// Runs a server until it is told to stop by SIGTERM or SIGINT.
///
/// # Errors
/// [`ServeFailed`].
pub fn serve(config: Config) -> Result<(), ServeFailed> {
    let data = DataDir::take(&config.data_dir)?;
    // Before root is given up: the key may be root's alone.
    let root_key = root_key::in_hand(&config.seal, &data.path().join("store"))?;
    let hand = Started { is_root: root::is_root(), link: start_hand(&config, data.path())? };
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(ServeFailed::Runtime)?;
    runtime.block_on(run(config, data, hand, root_key))
}

/// The hand, and whether it runs as root; the server does not any more.
struct Started {
    is_root: bool,
    link: HandLink,
}

/// The hand, while we are root; then root is given up for good.
fn start_hand(config: &Config, data_dir: &Path) -> Result<HandLink, ServeFailed> {
    let users = &config.databases.users;
    let hand_config = HandConfig {
        first_uid: users.start,
        uids: users.end.saturating_sub(users.start),
        ..HandConfig::new(data_dir)
    };
    let link = hand::start(&hand_config).map_err(ServeFailed::Hand)?;
    table_keys::raise_limit();
    Descriptors::raise();
    if root::is_root() {
        root::drop_root(SERVER_USER, data_dir)?;
        std::fs::metadata(data_dir.join("lock"))
            .map_err(|_| ServeFailed::Unreachable(data_dir.to_owned()))?;
    } else {
        root::harden()?;
    }
    Ok(link)
}

async fn run(
    config: Config,
    data: DataDir,
    Started { is_root, link: hand }: Started,
    root_key: Box<dyn Provider>,
) -> Result<(), ServeFailed> {
    let store = unseal::open_with(&data.private("store")?, root_key.as_ref()).await?;
    drop(root_key);
    let installed = founding::installation(&store, &config, &SystemClock).await?;
    let identity = Identity::open(&store, &SystemClock, &SystemEntropy).await?;
    let key = replay_key(&store, &SystemEntropy).await?;
    let replay = Guard::open(&data.private("replay")?, &founding::boot_id(), key, SystemClock.now())
        .map_err(ServeFailed::Replay)?;

    let cores = config.cores.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)).max(1);
    let sockets = listen::bind_all(&config.listen, cores)
        .map_err(|(address, error)| ServeFailed::Listen { address, error })?;
    let served = config.listen.iter().chain(&config.table_keys).map(SocketAddr::ip);
    let addresses = served.chain(config.databases.listen.iter().copied());
    let names = Names::with_loopback(&config.public_hosts, addresses);
    let authority = Arc::new(founding::authority(&store, &data, &names, &SystemClock).await?);
    let leaf = Leaf::make(Arc::clone(&authority), names.clone(), SystemClock.now(), &SystemEntropy)?;
    let tls = leaf.server_config()?;

    let moves = Movements::new();
    let (gateway, desk) = Gateway::new(moves.clone());
    let keys: Arc<dyn KeyService> = Arc::new(gateway);
    let keeper = Keeper::new(store.clone(), Arc::clone(&keys), Arc::new(SystemClock), installed.server);
    let (close, closed) = watch::channel(false);
    let table_keys = table_keys::open(table_keys::Setting {
        store: &store,
        server: installed.server,
        listen: &config.table_keys,
        ports_taken: &config.databases.ports,
        public_hosts: &config.public_hosts,
        authority: &authority,
        servers: Arc::new(keeper.clone()),
        stop: closed,
    })
    .await?;
    keeper.admit_all(table_keys.desk.as_ref()).await.map_err(TableKeysFailed::Read)?;

    let connection = reached_at(&config);
    let ports = config.databases.ports.start..=config.databases.ports.end.saturating_sub(1);
    let mysql = config.databases.mysql.clone();
    let connection = connection.into();
    let site = Site { host: installed.server, connection, ports, mysql, encrypts_disks: is_root };
    let services = Services {
        store: store.clone(),
        identity: Arc::new(identity),
        kms: Arc::new(Kms::new()),
        rds_keys: Arc::new(rds_keys()?),
        site: Arc::new(site),
        table_keys: Arc::new(attached::told(&table_keys.addresses, &config.public_hosts, &authority)),
        trail: Arc::new(Lookup::new(Arc::new(SystemDisk), data.private("audit")?)),
        region: config.region.clone(),
        server: installed.server,
    };

    let (stop, stopped) = watch::channel(false);
    let (ready, is_ready) = watch::channel(false);
    let mut desk = Some((desk, ServicePrincipal::new(RDS)));
    let entry = Arc::new(Entry {
        trusted_proxies: config.trusted_proxies.clone(),
        plain_http_anywhere: config.plain_http_anywhere,
        ready: is_ready,
    });
    let limits = config.limits.clone().within(Descriptors::of_this_process().now);
    let peers = Peers::new(config.trusted_proxies.clone());
    let throttle = Arc::new(Throttle::new(config.throttle));
    let reception = Reception::new(installed.account, &config.region, &services.identity.console_marks_key());
    let endpoints = endpoints(&sockets.addresses);
    if let Some(endpoint) = endpoints.first() {
        console::found(&store, &data, &services.identity, &installed, endpoint).await?;
    }
    let (started, starting) = std::sync::mpsc::channel();
    let mut threads = Vec::new();
    let replay = Arc::new(replay);
    for (number, listeners) in (0_u16..).zip(sockets.per_core) {
        let core = Core {
            number,
            cores: u16::try_from(cores).unwrap_or(u16::MAX),
            listeners,
            services: services.clone(),
            replay: Arc::clone(&replay),
            audit_dir: data.private("audit")?,
            tls: Arc::clone(&tls),
            entry: Arc::clone(&entry),
            limits: limits.clone(),
            peers: Arc::clone(&peers),
            throttle: Arc::clone(&throttle),
            reception: Arc::clone(&reception),
            stop: stopped.clone(),
            desk: desk.take(),
        };
        let started = started.clone();
        let named = thread::Builder::new().name(format!("core-{number}"));
        threads.push(named.spawn(move || core.run(&started)).map_err(ServeFailed::Runtime)?);
    }
    // Ours gone, a core that dies without a word ends the waiting too.
    drop(started);
    for _ in &threads {
        starting.recv().map_err(|_| ServeFailed::CoreLost)??;
    }

    if let Some(endpoint) = endpoints.first() {
        founding::write_root_file(&store, &data, installed.account, endpoint, &SystemClock).await?;
    }
    let door = thread::Builder::new().name("table-keys".to_owned());
    threads.push(door.spawn(move || table_keys.door.run()).map_err(ServeFailed::Runtime)?);
    data.announce(&Running {
        pid: std::process::id(),
        endpoints: endpoints.clone(),
        table_keys: table_keys.addresses,
        table_keys_left: table_keys.left,
        database_uids: Some(config.databases.users.clone()),
    })?;
    let reconciler = Reconciler::new(Room {
        store: store.clone(),
        hand: Arc::new(hand.clone()),
        keys,
        tables: Arc::clone(&table_keys.desk) as Arc<dyn rampart_rds::table_keys::TableKeyDesk>,
        clock: Arc::new(SystemClock),
        host: Host {
            id: installed.server,
            listen: config.databases.listen.clone(),
            certificate: Box::new(move || engine_tls(&authority, &names)),
        },
    });
    let reconciling = tokio::spawn(async move { reconciler.run().await });
    let attached: Arc<dyn AttachmentDesk> = Arc::clone(&table_keys.desk) as _;
    let keeping = tokio::spawn(async move { keeper.run(attached).await });
    let renewing = tokio::spawn(leaf.keep_fresh());
    let waking = tokio::spawn(workers::wake(store.clone(), moves));
    let indexing = tokio::spawn(workers::index(Arc::clone(&services.kms), store.clone()));
    // Whoever reads that it serves may stop it at once.
    let told = told_to_stop();
    let _ = ready.send(true);
    say_started(&endpoints, &data);

    let ended = tokio::select! {
        told = told => Ok(told),
        () = hand.gone() => Err(ServeFailed::HandGone),
        () = any_ended(&threads) => Err(ServeFailed::CoreLost),
    };
    let _ = stop.send(true);
    for worker in [&reconciling, &renewing, &keeping, &waking, &indexing] {
        worker.abort();
    }
    if matches!(ended, Ok(Told::StopDatabasesToo)) {
        // Nobody brings back what is stopped now: the reconciler has ended.
        let _ = reconciling.await;
        stop_databases(&hand).await;
    }
    // Engines that were still stopping had keys to ask for. Once the door is shut it wipes them.
    let _ = close.send(true);
    for thread in threads {
        let _ = tokio::task::spawn_blocking(move || thread.join()).await;
    }
    ended.map(|_| ())
}

/// RDS' own keys, which bear from the start the mark that the role's policy asks for.
fn rds_keys() -> Result<ServiceKeys, AliasRefused> {
    ServiceKeys::of(&ServicePrincipal::new(RDS), Some(Tag::new(Tag::RDS_INSTANCE_ENCRYPTION, "true")))
}

/// How clients on this machine reach the addresses, the easiest first: plain http by loopback, https elsewhere.
fn endpoints(addresses: &[SocketAddr]) -> Vec<String> {
    let mut endpoints: Vec<String> = addresses
        .iter()
        .map(|address| match address.ip() {
            ip if ip.is_loopback() => format!("http://{address}"),
            IpAddr::V4(ip) if ip.is_unspecified() => format!("http://127.0.0.1:{}", address.port()),
            IpAddr::V6(ip) if ip.is_unspecified() => format!("http://[::1]:{}", address.port()),
            _ => format!("https://{address}"),
        })
        .collect();
    endpoints.sort_by_key(|endpoint| endpoint.starts_with("https:"));
    endpoints
}

/// Waits until a core's thread has ended.
async fn any_ended(threads: &[thread::JoinHandle<()>]) {
    while !threads.iter().any(thread::JoinHandle::is_finished) {
        tokio::time::sleep(LOOK_AFTER_CORES_EVERY).await;
    }
}

/// The name in connection strings: one that can be dialled from wherever databases let anybody in.
fn reached_at(config: &Config) -> String {
    let beyond = config.databases.listen.iter().find(|address| !address.is_loopback());
    match (beyond, config.public_hosts.first()) {
        (Some(_), Some(host)) => host.clone(),
        (Some(address), None) if !address.is_unspecified() => address.to_string(),
        _ => "127.0.0.1".to_owned(),
    }
}

/// What a database shows to clients beyond loopback. Without it the hand lets nobody in from there.
fn engine_tls(authority: &Authority, names: &Names) -> Option<EngineTls> {
    let made = authority.engine_tls(names, SystemClock.now(), &SystemEntropy);
    made.inspect_err(|failed| tracing::error!(%failed, "a database gets no certificate")).ok()
}

#[expect(clippy::print_stderr, reason = "who starts a server wants to know where it is")]
fn say_started(endpoints: &[String], data: &DataDir) {
    if let Some(endpoint) = endpoints.first() {
        let file = data.path().join(CONSOLE_FILE);
        let password = file.exists().then(|| format!("; sign in as {} says", file.display()));
        eprintln!("its console is at {endpoint}{}{}", rampart_console::HOME, password.unwrap_or_default());
    }
    eprintln!("rampart serves {} from {}", endpoints.join(", "), data.path().display());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_announced_endpoint_can_be_used() {
        for (addresses, expected) in [
            (&["127.0.0.1:8470"][..], &["http://127.0.0.1:8470"][..]),
            (&["0.0.0.0:8470"], &["http://127.0.0.1:8470"]),
            (&["[::]:8470"], &["http://[::1]:8470"]),
            (&["192.0.2.5:8470", "127.0.0.1:9"], &["http://127.0.0.1:9", "https://192.0.2.5:8470"]),
        ] {
            let addresses: Vec<SocketAddr> = addresses.iter().map(|text| text.parse().unwrap()).collect();
            assert_eq!(endpoints(&addresses), expected);
        }
    }
}
