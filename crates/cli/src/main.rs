//! The binary `rampart`: the server, and the commands that talk to it.
//!
//! Every command but `serve` is a client of the public API, or works on a data folder's files.

mod audit;
mod authorize;
mod call;
mod credentials;
mod doctor;
mod format;
mod place;
mod policy;
mod policy_check;
mod policy_explain;
mod policy_simulate;
mod recovery_kit;
mod root;
mod seal;
mod serve;
mod sessions;
mod status;
mod stop;
mod tde;
mod why;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;

/// A request takes many small pieces of memory on one thread: with this it costs a tenth less than with the C
/// library's own.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Identity, keys and encrypted databases behind one API.
///
/// Begin with `rampart serve`, then `rampart authorize rds`. Every command explains itself with --help.
#[derive(Parser)]
#[command(name = "rampart", version, propagate_version = true, max_term_width = 110)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Serve(serve::Serve),
    Authorize(authorize::Authorize),
    Call(call::Call),
    Stop(stop::Stop),
    Status(status::Status),
    Doctor(doctor::Doctor),
    Tde(tde::Tde),
    Why(why::Why),
    Audit(audit::Audit),
    Seal(seal::SealCommand),
    RecoveryKit(recovery_kit::RecoveryKitCommand),
    Root(root::Root),
    Sessions(sessions::Sessions),
    Policy(policy::Policy),
    /// The process that works on disks and databases; the server starts it.
    #[command(hide = true)]
    Hand,
}

fn main() -> ExitCode {
    let command = Cli::parse().command;
    // Who runs a server reads its log; who runs any other command reads its answer.
    let level = if matches!(command, Command::Serve(_) | Command::Hand) { "info" } else { "warn" };
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("RAMPART_LOG").unwrap_or_else(|_| level.into()),
        )
        .with_writer(std::io::stderr)
        // Colours are for a terminal: a log file is read by grep.
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .init();
    match command {
        Command::Serve(serve) => serve.run(),
        Command::Authorize(authorize) => authorize.run(),
        Command::Call(call) => call.run(),
        Command::Stop(stop) => stop.run(),
        Command::Status(status) => status.run(),
        Command::Doctor(doctor) => doctor.run(),
        Command::Tde(tde) => tde.run(),
        Command::Why(why) => why.run(),
        Command::Audit(audit) => audit.run(),
        Command::Seal(seal) => seal.run(),
        Command::RecoveryKit(kit) => kit.run(),
        Command::Root(root) => root.run(),
        Command::Sessions(sessions) => sessions.run(),
        Command::Policy(policy) => policy.run(),
        Command::Hand => serve::hand(),
    }
}
