//! The server's end: starts the hand, sends orders, brings each answer to who waits for it and news to who listens.
//!
//! A thread of its own reads the answers, so that a link serves any number of runtimes and outlives each of them.

use std::{
    collections::HashMap,
    io,
    net::Shutdown,
    os::{
        fd::OwnedFd,
        unix::{net::UnixStream, process::CommandExt as _},
    },
    process::{Child, Command},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use rampart_rds::intent::{Hand, HandFailed, News, Order, Report};
use tokio::sync::{broadcast, oneshot, watch};

use super::{
    HandConfig,
    frame::{self, Answer, Request, Said},
};

/// News that wait for a slow listener; one that missed some is told so.
const NEWS_MAX: usize = 256;

/// A link to a running hand. Cheap to clone; the hand ends when the last clone is gone.
#[derive(Clone, Debug)]
pub struct HandLink(Arc<Link>);

/// Starts the hand as this very program with the word `hand`, which is to call [`super::run_from_stdin`].
/// To be called before root is dropped.
///
/// # Errors
/// When no process can be started. What the hand itself meets, its first answer tells.
pub fn start(config: &HandConfig) -> io::Result<HandLink> {
    let mut command = Command::new("/proc/self/exe");
    command.arg("hand");
    start_as(command, config)
}

/// Starts the hand by another command, which is to call [`super::run_from_stdin`].
///
/// # Errors
/// When no process can be started.
pub fn start_as(mut command: Command, config: &HandConfig) -> io::Result<HandLink> {
    let (ours, theirs) = UnixStream::pair()?;
    // A group of its own: an interrupt typed at the terminal is the server's to answer.
    let child = command.stdin(OwnedFd::from(theirs)).process_group(0).spawn()?;
    let process_id = child.id();
    // The command keeps a copy of the other end: while it lives, a dead hand would look alive.
    drop(command);
    let mut writer = ours.try_clone()?;
    frame::write(&mut writer, config)?;
    Ok(HandLink(Arc::new(Link {
        shared: Arc::new(Shared {
            state: Mutex::new(State::default()),
            gone: watch::Sender::new(false),
            news: broadcast::Sender::new(NEWS_MAX),
        }),
        writer: Mutex::new(writer),
        unread: Mutex::new(Some((ours, child))),
        reading: OnceLock::new(),
        process_id,
    })))
}

impl HandLink {
    /// Carries out one order.
    ///
    /// # Errors
    /// What the hand refused or failed at; [`HandFailed::Gone`] when it ended before it answered.
    pub async fn carry_out(&self, order: Order) -> Result<Report, HandFailed> {
        self.0.read_answers();
        let (waiting, answer) = oneshot::channel();
        let number = {
            let mut state = self.0.shared.state();
            if state.gone {
                return Err(HandFailed::Gone);
            }
            state.last += 1;
            let number = state.last;
            state.waiting.insert(number, waiting);
            number
        };
        let sent = {
            // Small frames to a reader that does nothing but read: this does not wait.
            let mut writer = self.0.writer.lock().unwrap_or_else(PoisonError::into_inner);
            frame::write(&mut *writer, &Request { number, order })
        };
        match sent {
            Ok(()) => answer.await.unwrap_or(Err(HandFailed::Gone)),
            Err(error) => {
                self.0.shared.state().waiting.remove(&number);
                match error.kind() {
                    io::ErrorKind::InvalidData => Err(HandFailed::Malformed(error.to_string())),
                    _ => Err(HandFailed::Gone),
                }
            }
        }
    }

    /// Waits until the hand is gone.
    pub async fn gone(&self) {
        self.0.read_answers();
        let mut gone = self.0.shared.gone.subscribe();
        // The sender lives as long as we do, so this ends for one reason only.
        let _ = gone.wait_for(|gone| *gone).await;
    }

    /// The hand's process, for showing.
    pub fn process_id(&self) -> u32 {
        self.0.process_id
    }

    /// Whether the hand is known to be gone.
    pub fn is_gone(&self) -> bool {
        self.0.shared.state().gone
    }
}

#[async_trait::async_trait]
impl Hand for HandLink {
    async fn carry_out(&self, order: Order) -> Result<Report, HandFailed> {
        HandLink::carry_out(self, order).await
    }

    fn news(&self) -> broadcast::Receiver<News> {
        self.0.shared.news.subscribe()
    }
}

#[derive(Debug)]
struct Link {
    shared: Arc<Shared>,
    writer: Mutex<UnixStream>,
    /// What the reading thread takes over. It starts with the first order, not before: a process that is about to
    /// drop root must have one thread only.
    unread: Mutex<Option<(UnixStream, Child)>>,
    reading: OnceLock<()>,
    process_id: u32,
}

impl Drop for Link {
    fn drop(&mut self) {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = writer.shutdown(Shutdown::Write);
    }
}

impl Link {
    fn read_answers(&self) {
        self.reading.get_or_init(|| {
            let unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner).take();
            let shared = Arc::clone(&self.shared);
            if let Some((stream, child)) = unread {
                let read = move || read_to_end(&shared, stream, child);
                if std::thread::Builder::new().name("hand answers".into()).spawn(read).is_err() {
                    self.shared.end();
                }
            }
        });
    }
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    gone: watch::Sender<bool>,
    news: broadcast::Sender<News>,
}

#[derive(Debug, Default)]
struct State {
    last: u64,
    waiting: HashMap<u64, oneshot::Sender<Result<Report, HandFailed>>>,
    gone: bool,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self) {
        let mut state = self.state();
        state.gone = true;
        // Dropping a sender tells who waits.
        state.waiting.clear();
        drop(state);
        self.gone.send_replace(true);
    }
}

fn read_to_end(shared: &Shared, mut stream: UnixStream, mut child: Child) {
    loop {
        let said = frame::read(&mut stream).map(|bytes| bytes.map(|bytes| frame::decode::<Said>(&bytes)));
        match said {
            Ok(Some(Ok(Said::Answer(Answer { number, outcome })))) => {
                if let Some(waiting) = shared.state().waiting.remove(&number) {
                    // Nobody waits any more: the order was carried out all the same.
                    let _ = waiting.send(outcome);
                }
            }
            Ok(Some(Ok(Said::News(news)))) => {
                // Nobody listens: it will be seen when somebody looks.
                let _ = shared.news.send(news);
            }
            Ok(Some(Err(error))) => tracing::error!(%error, "what the hand says cannot be read"),
            Ok(None) => break,
            Err(error) => {
                tracing::error!(%error, "the hand's answers end");
                break;
            }
        }
    }
    let _ = stream.shutdown(Shutdown::Both);
    let ended = child.wait();
    tracing::info!(?ended, "the hand is gone");
    shared.end();
}
