//! A live part of a page on its way to one browser, for as long as he listens.
//!
//! What is told, and whether he may still hear it, is the console's to say at each beat.

use std::{rc::Rc, time::Duration};

use bytes::Bytes;
use rampart_console::{Beat, Live, limits};
use tokio::sync::{mpsc::Sender, watch};

use super::Window;

/// Between two looks.
const BEAT: Duration = Duration::from_secs(limits::BEAT_SECONDS);
/// A stream's whole life; browsers begin the next by themselves.
const STREAM_WITHIN: Duration = Duration::from_secs(limits::STREAM_SECONDS_MAX);

/// Tells until the console has said its last, nobody listens, the stream is old or the server stops.
pub(crate) async fn follow(
    window: Rc<Window>,
    mut live: Live,
    to: Sender<Bytes>,
    mut stop: watch::Receiver<bool>,
) {
    let console = &window.reception.console;
    let telling = async {
        loop {
            let (piece, goes_on) = match console.beat(window.as_ref(), &mut live).await {
                Beat::Told(piece) => (piece, true),
                Beat::Last(piece) => (piece, false),
            };
            if to.send(piece).await.is_err() || !goes_on {
                return;
            }
            tokio::time::sleep(BEAT).await;
        }
    };
    tokio::select! {
        () = telling => {}
        () = to.closed() => {}
        () = tokio::time::sleep(STREAM_WITHIN) => {}
        _ = stop.wait_for(|stop| *stop) => {}
    }
}
