//! `rampart policy`: what can be known of policies: offline, without a server and without credentials, and of a running
//! server.
//!
//! Each question has a module of its own; here they share a name.

use std::{io, process::ExitCode};

use clap::{Args, Subcommand};

use crate::{policy_check::PolicyCheck, policy_explain::PolicyExplain, policy_simulate::PolicySimulate};

/// Check and explain policy documents, offline; or ask a server what those that are held would say.
#[derive(Args)]
pub(crate) struct Policy {
    #[command(subcommand)]
    question: Question,
}

#[derive(Subcommand)]
enum Question {
    Check(PolicyCheck),
    Explain(PolicyExplain),
    Simulate(PolicySimulate),
}

impl Policy {
    pub(crate) fn run(self) -> ExitCode {
        let mut out = io::stdout().lock();
        match self.question {
            Question::Check(check) => check.run(&mut out, &mut io::stdin().lock()),
            Question::Explain(explain) => explain.run(&mut out),
            Question::Simulate(simulate) => simulate.run(&mut out),
        }
        .into()
    }
}
