//! A connection's bytes on their way to the HTTP parser: counted, looked at for odd line ends, and told apart by request.

use std::{
    cell::RefCell,
    io,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, ReadBuf, Take};

use super::{
    head_lines::{HeadLines, Odd},
    house::{Phase, Seat},
};

/// Bytes read at a time: fewer than would make the parser widen its buffer, which it keeps while a connection lasts.
const READ_BYTES_MAX: u64 = (8 << 10) - 1;
/// Bytes that a caller may still say when we have said our last; they are dropped.
const LINGER_BYTES_MAX: usize = 1 << 20;
/// Bytes dropped at a time.
const LINGER_READ_BYTES: usize = 4 << 10;

/// What is known of the request whose bytes come in.
pub(super) struct Meter {
    pub(super) seat: Seat,
    reading: RefCell<Reading>,
}

#[derive(Default)]
struct Reading {
    lines: HeadLines,
    no_room: bool,
    /// Something came after the request, before its answer.
    early: bool,
}

impl Meter {
    pub(super) fn new(seat: Seat) -> Rc<Self> {
        Rc::new(Self { seat, reading: RefCell::default() })
    }

    /// What was odd about the lines of this request's head.
    pub(super) fn odd(&self) -> Option<Odd> {
        self.reading.borrow().lines.odd()
    }

    /// Whether the request is one too large while others are large too.
    pub(super) fn no_room(&self) -> bool {
        self.reading.borrow().no_room
    }

    /// Whether more has come than this request, whose body had so many bytes.
    pub(super) fn is_followed(&self, body_bytes: usize) -> bool {
        let reading = self.reading.borrow();
        reading.early || self.seat.taken() > reading.lines.bytes() + body_bytes
    }

    /// The request is answered; what comes now belongs to the next.
    pub(super) fn done(&self) {
        self.seat.done();
        *self.reading.borrow_mut() = Reading::default();
    }

    fn came(&self, bytes: &[u8]) -> io::Result<()> {
        let phase = self.seat.phase();
        let reading = &mut *self.reading.borrow_mut();
        let room = self.seat.take(bytes.len());
        reading.no_room |= !room;
        match phase {
            Phase::Answering => reading.early = true,
            Phase::Body | Phase::Lingering => {}
            Phase::First | Phase::Handshake | Phase::Head | Phase::Leaving | Phase::Idle => {
                reading.lines.read(bytes);
                if phase == Phase::Idle {
                    self.seat.turn_to(Phase::Head);
                }
                if !room {
                    self.seat.house().count(|tally| tally.refused += 1);
                    return Err(io::ErrorKind::QuotaExceeded.into());
                }
            }
        }
        Ok(())
    }
}

/// A stream whose bytes are counted.
pub(super) struct Metered<S> {
    stream: Take<S>,
    meter: Rc<Meter>,
    /// We have said our last; so many bytes may still come.
    lingering: Option<usize>,
}

impl<S: AsyncRead> Metered<S> {
    pub(super) fn new(stream: S, meter: Rc<Meter>) -> Self {
        Self { stream: stream.take(READ_BYTES_MAX), meter, lingering: None }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Metered<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buf.filled().len();
        this.stream.set_limit(READ_BYTES_MAX);
        ready!(Pin::new(&mut this.stream).poll_read(cx, buf))?;
        let came = buf.filled().get(before..).unwrap_or_default();
        Poll::Ready(if came.is_empty() { Ok(()) } else { this.meter.came(came) })
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Metered<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(self.get_mut().stream.get_mut()).poll_write(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(Pin::new(this.stream.get_mut()).poll_flush(cx))?;
        // The parser flushes once it has handed over everything that it had.
        if this.meter.seat.phase() == Phase::Leaving {
            this.meter.seat.turn_to(Phase::Idle);
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.lingering.is_none() {
            ready!(Pin::new(this.stream.get_mut()).poll_shutdown(cx))?;
            this.lingering = Some(LINGER_BYTES_MAX);
            this.meter.seat.turn_to(Phase::Lingering);
        }
        // Closing on words unread would take the answer back from those who still send (RFC 9112 §9.6).
        let mut dropped = [0; LINGER_READ_BYTES];
        while let Some(left @ 1..) = this.lingering {
            let mut buf = ReadBuf::new(&mut dropped);
            let read = ready!(Pin::new(this.stream.get_mut()).poll_read(cx, &mut buf));
            let more = read.is_ok() && !buf.filled().is_empty();
            this.lingering = Some(if more { left.saturating_sub(buf.filled().len()) } else { 0 });
        }
        Poll::Ready(Ok(()))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(self.get_mut().stream.get_mut()).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.get_ref().is_write_vectored()
    }
}
