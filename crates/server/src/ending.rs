//! How a server is told to stop, and what it does with its databases then.

use std::time::Duration;

use rampart_engines::HandLink;
use rampart_rds::intent::{Intent, Order, Report};
use tokio::signal::unix::{SignalKind, signal};

/// How long an engine, and then its disk, may take to stop when the server stops them all.
const STOP_PATIENCE: Duration = Duration::from_secs(20);

/// How a server was told to stop.
pub(crate) enum Told {
    Stop,
    StopDatabasesToo,
}

/// Waits until it is told: SIGTERM and SIGINT stop the server alone, SIGUSR1 its databases too. From the call on, not
/// only from the waiting on, none of them ends the process itself.
pub(crate) fn told_to_stop() -> impl Future<Output = Told> {
    let signals = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
        signal(SignalKind::user_defined1()),
    );
    async {
        let (Ok(mut terminate), Ok(mut interrupt), Ok(mut databases)) = signals else {
            return std::future::pending().await;
        };
        tokio::select! {
            _ = terminate.recv() => Told::Stop,
            _ = interrupt.recv() => Told::Stop,
            _ = databases.recv() => Told::StopDatabasesToo,
        }
    }
}

/// Stops every engine and closes every disk; the next start of the server brings back what was running.
pub(crate) async fn stop_databases(hand: &HandLink) {
    let found = match hand.carry_out(Order::Survey).await {
        Ok(Report::Survey(found)) => found,
        other => {
            tracing::warn!(?other, "the databases cannot be looked at");
            return;
        }
    };
    let mut stopping = tokio::task::JoinSet::new();
    for instance in found {
        let hand = hand.clone();
        stopping.spawn(async move {
            let (stop, close) = (
                Intent::StopEngine { patience: STOP_PATIENCE },
                Intent::CloseDisk { patience: STOP_PATIENCE },
            );
            for intent in [stop, close] {
                if let Err(failed) = hand.carry_out(Order::instance(instance.id.clone(), intent)).await {
                    tracing::warn!(instance = %instance.id, %failed, "a database could not be stopped");
                    return;
                }
            }
        });
    }
    while stopping.join_next().await.is_some() {}
}
