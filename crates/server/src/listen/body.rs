//! A request's body, kept as it comes: it grows by what is there, never by what was announced, and in blocks of one size,
//! so that thousands that never end leave no holes in memory. It is put together once it is whole.

use http_body_util::BodyExt as _;
use hyper::{
    body::{Body as _, Bytes, Incoming},
    http::request::Parts,
};

use super::metered::Meter;

/// Bytes of a block.
const BLOCK_BYTES: usize = 8 << 10;

/// What became of a body.
pub(super) enum Body {
    /// All of it.
    Whole(Bytes),
    /// It is longer than anything we take, or says so.
    TooLong,
    /// It is large while others are too.
    NoRoom,
}

/// It never came whole; the connection ends, since nobody knows where the next request begins.
#[derive(Debug, thiserror::Error)]
#[error("the request body did not arrive")]
pub(super) struct BodyLost;

/// Reads a body of at most `most` bytes.
///
/// # Errors
/// [`BodyLost`] where its framing is broken, or the caller has left.
pub(super) async fn read(mut body: Incoming, most: usize, meter: &Meter) -> Result<Body, BodyLost> {
    let announced = body.size_hint().exact();
    if announced.is_some_and(|bytes| usize::try_from(bytes).map_or(true, |bytes| bytes > most)) {
        return Ok(Body::TooLong);
    }
    let mut blocks = Blocks::default();
    while let Some(frame) = body.frame().await {
        // Trailers say nothing to us.
        let Ok(piece) = frame.map_err(|_| BodyLost)?.into_data() else { continue };
        if meter.no_room() {
            return Ok(Body::NoRoom);
        }
        if blocks.bytes + piece.len() > most {
            return Ok(Body::TooLong);
        }
        if blocks.bytes == 0 && body.is_end_stream() {
            return Ok(Body::Whole(piece));
        }
        blocks.push(&piece);
    }
    Ok(Body::Whole(blocks.whole()))
}

/// What has come of a body.
#[derive(Default)]
struct Blocks {
    full: Vec<Vec<u8>>,
    last: Vec<u8>,
    bytes: usize,
}

impl Blocks {
    fn push(&mut self, mut piece: &[u8]) {
        self.bytes += piece.len();
        while !piece.is_empty() {
            if self.last.len() == self.last.capacity() {
                let full = std::mem::replace(&mut self.last, Vec::with_capacity(BLOCK_BYTES));
                self.full.push(full);
            }
            let room = self.last.capacity() - self.last.len();
            let (now, later) = piece.split_at(room.min(piece.len()));
            self.last.extend_from_slice(now);
            piece = later;
        }
    }

    fn whole(self) -> Bytes {
        let mut whole = Vec::with_capacity(self.bytes);
        for block in self.full.iter().chain([&self.last]) {
            whole.extend_from_slice(block);
        }
        whole.into()
    }
}

/// Whether a body came in chunks. What follows such a body is not told from it by its length.
pub(super) fn is_chunked(head: &Parts) -> bool {
    head.headers.contains_key(hyper::header::TRANSFER_ENCODING)
}
