//! A request's body, kept as it comes: its buffer grows by what is there, never by what was announced.

use http_body_util::BodyExt as _;
use hyper::{
    body::{Body as _, Bytes, Incoming},
    http::request::Parts,
};

use super::metered::Meter;

/// Bytes by which a body's buffer grows.
const GROWTH_BYTES: usize = 8 << 10;

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
    let mut whole = Vec::new();
    while let Some(frame) = body.frame().await {
        // Trailers say nothing to us.
        let Ok(piece) = frame.map_err(|_| BodyLost)?.into_data() else { continue };
        if meter.no_room() {
            return Ok(Body::NoRoom);
        }
        if whole.len() + piece.len() > most {
            return Ok(Body::TooLong);
        }
        if whole.is_empty() && body.is_end_stream() {
            return Ok(Body::Whole(piece));
        }
        if whole.capacity() - whole.len() < piece.len() {
            whole.reserve_exact(piece.len().max(GROWTH_BYTES));
        }
        whole.extend_from_slice(&piece);
    }
    Ok(Body::Whole(whole.into()))
}

/// Whether a body came in chunks. What follows such a body is not told from it by its length.
pub(super) fn is_chunked(head: &Parts) -> bool {
    head.headers.contains_key(hyper::header::TRANSFER_ENCODING)
}
