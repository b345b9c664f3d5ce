//! One connection: its first byte, its TLS session, and its requests one after the other.

use std::{net::SocketAddr, rc::Rc};

use hyper::{
    Request, Response, Version,
    body::{Bytes, Incoming},
    header,
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use rampart_wire::RequestRefused;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::TlsAcceptor;

use super::{
    Answered, Answers, Arrived, Outgoing, Turned,
    body::{self, Body, BodyLost},
    head_lines::Odd,
    house::{Phase, Seat},
    metered::{Meter, Metered},
    one_host,
};
use crate::limits::HEAD_BYTES_MAX;

/// The first byte of every TLS handshake record (RFC 8446 §5.1).
const TLS_HANDSHAKE: u8 = 22;

pub(super) struct Connection<A> {
    pub(super) peer: SocketAddr,
    pub(super) body_bytes_max: usize,
    pub(super) acceptor: TlsAcceptor,
    pub(super) answers: Rc<A>,
    pub(super) stop: tokio::sync::watch::Receiver<bool>,
}

impl<A: Answers + 'static> Connection<A> {
    /// Speaks with one caller. Whoever takes too long at something is ended by the house.
    pub(super) async fn run(self, stream: TcpStream, seat: Seat) {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "cannot switch off delay");
        }
        let mut first = [0];
        let Ok(1) = stream.peek(&mut first).await else { return };
        if first == [TLS_HANDSHAKE] {
            seat.turn_to(Phase::Handshake);
            match self.acceptor.accept(stream).await {
                Ok(stream) => self.speak(stream, true, seat).await,
                Err(error) => tracing::debug!(peer = %self.peer, %error, "no TLS session"),
            }
        } else {
            self.speak(stream, false, seat).await;
        }
    }

    async fn speak(mut self, stream: impl AsyncRead + AsyncWrite + Unpin, secure: bool, seat: Seat) {
        seat.turn_to(Phase::Head);
        let meter = Meter::new(seat);
        let talk = Rc::new(Talk {
            peer: self.peer,
            secure,
            body_bytes_max: self.body_bytes_max,
            answers: Rc::clone(&self.answers),
            meter: Rc::clone(&meter),
        });
        let service = service_fn(move |request| {
            let talk = Rc::clone(&talk);
            async move { talk.take(request).await }
        });
        let connection = http1::Builder::new()
            .header_read_timeout(None)
            .max_buf_size(HEAD_BYTES_MAX)
            .serve_connection(TokioIo::new(Metered::new(stream, meter)), service);
        tokio::pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            _ = self.stop.wait_for(|stop| *stop) => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(peer = %self.peer, %error, "connection ended early");
        }
    }
}

/// What a connection's requests have in common.
struct Talk<A> {
    peer: SocketAddr,
    secure: bool,
    body_bytes_max: usize,
    answers: Rc<A>,
    meter: Rc<Meter>,
}

/// A response, and whether it is the connection's last.
struct Reply {
    response: Response<Outgoing>,
    last: bool,
}

impl<A: Answers> Talk<A> {
    async fn take(&self, request: Request<Incoming>) -> Result<Response<Outgoing>, BodyLost> {
        self.meter.seat.turn_to(Phase::Body);
        let Reply { mut response, last } = self.reply(request).await?;
        if last {
            response.headers_mut().insert(header::CONNECTION, header::HeaderValue::from_static("close"));
        }
        self.meter.done();
        Ok(response)
    }

    async fn reply(&self, request: Request<Incoming>) -> Result<Reply, BodyLost> {
        let (head, incoming) = request.into_parts();
        let away = |turned| {
            Ok(Reply { response: self.answers.turn_away(&head, turned).map(Outgoing::from), last: true })
        };
        if let Err(refused) = self.odd().and_then(|()| one_host::check(&head)) {
            return away(Turned::Odd(refused));
        }
        let (body, too_long) = match body::read(incoming, self.body_bytes_max, &self.meter).await? {
            Body::Whole(body) => (body, false),
            Body::TooLong => (Bytes::new(), true),
            Body::NoRoom => return away(self.busy()),
        };
        let seat = &self.meter.seat;
        let Some(answering) = seat.house().begin() else { return away(self.busy()) };
        seat.turn_to(Phase::Answering);
        // What follows a request before its answer, or a body whose end nobody else may see where we do, is not read as
        // a request.
        let length = body.len();
        let alone = !too_long && !body::is_chunked(&head) && head.version == Version::HTTP_11;
        let arrived = Arrived { head, body, too_long, peer: self.peer, secure: self.secure };
        let Answered { response, known } = self.answers.answer(arrived).await;
        drop(answering);
        if known {
            seat.is_known();
        }
        // The parser keeps the buffer in which a large request came.
        let stays = alone && !self.meter.is_followed(length) && (known || !seat.is_large());
        Ok(Reply { response, last: !stays })
    }

    fn odd(&self) -> Result<(), RequestRefused> {
        match self.meter.odd() {
            None => Ok(()),
            Some(Odd::BareLineFeed) => Err(RequestRefused::Invalid("Header")),
            Some(Odd::TwoLengths) => Err(RequestRefused::Invalid("ContentLength")),
        }
    }

    fn busy(&self) -> Turned {
        self.meter.seat.house().count(|tally| tally.refused += 1);
        Turned::Busy
    }
}
