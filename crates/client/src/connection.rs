//! One connection to the server, opened when needed and kept.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{Request, Response, body::Incoming, client::conn::http1};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::{CallFailed, Endpoint, limits};

type Sender = http1::SendRequest<Full<Bytes>>;

/// The connection that no call uses at the moment. Calls made at once open more, of which one is kept.
#[derive(Default)]
pub(crate) struct Connections(Mutex<Option<Sender>>);

impl Connections {
    /// Sends, and reads the whole answer. Sends again only what never left.
    pub(crate) async fn send(
        &self,
        endpoint: &Endpoint,
        request: Request<Full<Bytes>>,
    ) -> Result<(u16, Bytes), CallFailed> {
        let (mut sender, mut request) = (self.take().await, request);
        if let Some(kept) = &mut sender {
            match kept.try_send_request(request).await {
                Ok(response) => return self.receive(endpoint, sender, response).await,
                Err(mut failed) => match failed.take_message() {
                    // The server had closed the connection meanwhile.
                    Some(unsent) => request = unsent,
                    None => return Err(unreachable(endpoint, failed.error())),
                },
            }
        }
        let mut sender = open(endpoint).await?;
        let response = sender.send_request(request).await.map_err(|error| unreachable(endpoint, &error))?;
        self.receive(endpoint, Some(sender), response).await
    }

    async fn take(&self) -> Option<Sender> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        kept.ready().await.ok().map(|()| kept)
    }

    async fn receive(
        &self,
        endpoint: &Endpoint,
        sender: Option<Sender>,
        response: Response<Incoming>,
    ) -> Result<(u16, Bytes), CallFailed> {
        let status = response.status().as_u16();
        let body = Limited::new(response.into_body(), limits::ANSWER_BYTES_MAX).collect().await;
        let body = body.map_err(|error| unreachable(endpoint, error.as_ref()))?.to_bytes();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = sender;
        Ok((status, body))
    }
}

async fn open(endpoint: &Endpoint) -> Result<Sender, CallFailed> {
    let opening = async {
        let stream =
            TcpStream::connect(endpoint.address()).await.map_err(|error| unreachable(endpoint, &error))?;
        // A call is one small write, and its answer is waited for.
        stream.set_nodelay(true).map_err(|error| unreachable(endpoint, &error))?;
        match endpoint.tls() {
            None => handshake(endpoint, TokioIo::new(stream)).await,
            Some((config, name)) => {
                let connecting = TlsConnector::from(config.clone()).connect(name.clone(), stream);
                let stream = connecting.await.map_err(|error| unreachable(endpoint, &error))?;
                handshake(endpoint, TokioIo::new(stream)).await
            }
        }
    };
    tokio::time::timeout(limits::CONNECT_PATIENCE, opening)
        .await
        .map_err(|_| CallFailed::TimedOut(endpoint.to_string()))?
}

async fn handshake<S>(endpoint: &Endpoint, stream: S) -> Result<Sender, CallFailed>
where
    S: hyper::rt::Read + hyper::rt::Write + Unpin + Send + 'static,
{
    let (sender, connection) =
        http1::handshake(stream).await.map_err(|error| unreachable(endpoint, &error))?;
    // Its end shows in the sender; there is nobody else to tell.
    tokio::spawn(async move { drop(connection.await) });
    Ok(sender)
}

/// With the reasons below the first: hyper's own text says too little.
fn unreachable(endpoint: &Endpoint, error: &dyn std::error::Error) -> CallFailed {
    let mut reason = error.to_string();
    let mut below = error.source();
    while let Some(error) = below {
        let _ = fmt::Write::write_fmt(&mut reason, format_args!(": {error}"));
        below = error.source();
    }
    CallFailed::Unreachable { endpoint: endpoint.to_string(), reason }
}
