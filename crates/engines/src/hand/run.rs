//! The hand's own end: takes its configuration and then orders, until the socket closes.

use std::{
    io::Write as _,
    os::{
        fd::{AsFd as _, OwnedFd},
        unix::net::UnixStream,
    },
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rampart_rds::intent::{HandFailed, News, Order, Report};

use super::{
    HandConfig,
    desk::Desk,
    frame::{self, Answer, Numbered, Request, Said},
    orders,
};
use crate::{endings::Endings, ground::Ground, volume};

/// How long orders that run when the server is gone may take to end well.
const LAST_PATIENCE: Duration = Duration::from_secs(30);

/// Why the hand ended before the server did.
#[derive(Debug, thiserror::Error)]
pub enum HandEnded {
    /// The socket failed or did not speak as the server does.
    #[error("the server's socket: {0}")]
    Socket(#[from] std::io::Error),
    /// Its ground could not be taken.
    #[error(transparent)]
    Ground(#[from] HandFailed),
}

/// The hand as a process of its own: its socket is standard input, its configuration the first frame.
///
/// # Errors
/// [`HandEnded`]; a server that closes the socket is no error.
pub fn run_from_stdin() -> Result<(), HandEnded> {
    let mut socket = UnixStream::from(std::io::stdin().as_fd().try_clone_to_owned()?);
    let Some(bytes) = frame::read(&mut socket)? else { return Ok(()) };
    let config: HandConfig = frame::decode(&bytes).map_err(std::io::Error::from)?;
    run(socket.into(), config)
}

/// Carries out orders from a socket until it closes.
///
/// # Errors
/// [`HandEnded`]; a server that closes the socket is no error.
pub fn run(socket: OwnedFd, config: HandConfig) -> Result<(), HandEnded> {
    crate::sys::pass_nothing_on()?;
    // Keys pass through this process' memory: no dump of it, no debugger.
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)
        .map_err(std::io::Error::from)?;
    let mut reader = UnixStream::from(socket);
    let writer = Arc::new(Mutex::new(reader.try_clone()?));
    let told = Arc::clone(&writer);
    let endings = Endings::new(Box::new(move |id| say(&told, &Said::News(News::EngineEnded { id }))))?;
    let ground = match Ground::take(config, endings) {
        Ok(ground) => Arc::new(ground),
        Err(refused) => {
            refuse_all(&mut reader, &writer, &refused);
            return Err(refused.into());
        }
    };
    volume::thaw_all(&ground);
    let desk = Desk::default();
    let read = take_orders(&mut reader, &writer, &ground, &desk);
    desk.close(LAST_PATIENCE);
    // Whatever is under way still: no disk stays frozen behind us.
    ground.freezing.end();
    Ok(read?)
}

fn take_orders(
    reader: &mut UnixStream,
    writer: &Arc<Mutex<UnixStream>>,
    ground: &Arc<Ground>,
    desk: &Desk,
) -> std::io::Result<()> {
    while let Some(bytes) = frame::read(reader)? {
        let request = match frame::decode::<Request>(&bytes) {
            Ok(request) => request,
            Err(error) => {
                // Nothing is known of what was meant; with a number at least somebody can be told.
                let number = frame::decode::<Numbered>(&bytes).map_err(std::io::Error::from)?.number;
                answer(writer, number, Err(HandFailed::Malformed(error.to_string())));
                continue;
            }
        };
        drop(bytes);
        let Request { number, order } = request;
        let line = match &order {
            Order::Survey | Order::Probe => None,
            Order::Instance { id, .. } => Some(id.clone()),
        };
        let ground = Arc::clone(ground);
        let mut owed = Owed { to: Arc::clone(writer), number, outcome: Err(HandFailed::Overloaded) };
        let job = Box::new(move || {
            owed.begun();
            owed.settle(orders::carry_out(&ground, order));
        });
        if let Err(refused) = desk.put(line, job) {
            tracing::warn!(number, ?refused, "order not taken");
        }
    }
    Ok(())
}

/// An answer that is owed: given when this is dropped, so that whoever waits is told whatever became of the order.
struct Owed {
    to: Arc<Mutex<UnixStream>>,
    number: u64,
    outcome: Result<Report, HandFailed>,
}

impl Owed {
    /// From here on, no answer means that the order broke off.
    fn begun(&mut self) {
        self.outcome = Err(HandFailed::System {
            doing: "carry out the order".to_owned(),
            error: "the hand broke off in its midst".to_owned(),
        });
    }

    fn settle(mut self, outcome: Result<Report, HandFailed>) {
        self.outcome = outcome;
    }
}

impl Drop for Owed {
    fn drop(&mut self) {
        let outcome = std::mem::replace(&mut self.outcome, Err(HandFailed::Overloaded));
        answer(&self.to, self.number, outcome);
    }
}

/// A hand without ground says why to whoever asks, until nobody does.
fn refuse_all(reader: &mut UnixStream, writer: &Arc<Mutex<UnixStream>>, refused: &HandFailed) {
    tracing::error!(%refused, "the hand cannot work");
    while let Ok(Some(bytes)) = frame::read(reader) {
        let Ok(Numbered { number }) = frame::decode(&bytes) else { return };
        answer(writer, number, Err(refused.clone()));
    }
}

fn answer(to: &Mutex<UnixStream>, number: u64, outcome: Result<Report, HandFailed>) {
    say(to, &Said::Answer(Answer { number, outcome }));
}

fn say(to: &Mutex<UnixStream>, said: &Said) {
    let frame = frame::encode(said).or_else(|error| match said {
        Said::Answer(Answer { number, .. }) => {
            let outcome = Err(HandFailed::Malformed(error.to_string()));
            frame::encode(&Said::Answer(Answer { number: *number, outcome }))
        }
        Said::News(_) => Err(error),
    });
    if let Ok(frame) = frame {
        // A server that is gone needs no answer; the reading end notices.
        let _ = to.lock().unwrap_or_else(PoisonError::into_inner).write_all(&frame);
    }
}
