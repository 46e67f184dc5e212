//! A connection to a client, with two things that the HTTP library leaves open.
//!
//! What the library itself refuses, because it cannot be read as HTTP, it answers with a bare status; here that becomes the
//! provider's own refusal. And a client that does not read its answer is given up.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use hyper::Method;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;

use super::door::Door;
use super::keys::random;
use super::request_id;
use crate::provider::{Refusal, Response};

/// A connection to a client.
pub(super) struct Connection {
    stream: TcpStream,
    door: Arc<Door>,
    /// What is written before anything else is.
    queued: Vec<u8>,
    /// Runs while the client reads nothing.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Connection {
    /// A connection that nothing was written to.
    pub fn new(stream: TcpStream, door: Arc<Door>) -> Connection {
        Connection { stream, door, queued: Vec::new(), stalled: None }
    }

    fn write(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let patience = self.door.house.limits.body_time;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
        ready!(stalled.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    fn write_queued(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.queued.is_empty() {
            let queued = std::mem::take(&mut self.queued);
            let written = self.write(cx, &queued);
            self.queued = queued;
            let written = ready!(written)?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.queued.drain(..written);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.write_queued(cx))?;
        let Some(place) = bare_refusal(bytes) else { return self.write(cx, bytes) };
        let refusal = unreadable(&self.door);
        self.queued.extend_from_slice(bytes.get(..place).unwrap_or_default());
        self.queued.extend(refusal);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.write_queued(cx))?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.write_queued(cx))?;
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// Where in what is written a refusal of the HTTP library begins. It is the last that is written, it has no body, and it
/// alone bears no request id. Nothing else looks like it: no body of ours ends in an empty line.
fn bare_refusal(bytes: &[u8]) -> Option<usize> {
    const START: &[u8] = b"HTTP/1.1 4";
    let named = |bytes: &[u8]| contains(bytes, request_id::HEADER.as_bytes());
    if !bytes.ends_with(b"\r\n\r\n") {
        return None;
    }
    let place = bytes.windows(START.len()).rposition(|window| window == START)?;
    bytes.get(place..).is_some_and(|head| !named(head)).then_some(place)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The provider's refusal of what cannot be read, as it is sent; it is told of like every other.
fn unreadable(door: &Door) -> Vec<u8> {
    let started = Instant::now();
    let refusal = door.refusal(Refusal::Unreadable);
    let id = random(20).unwrap_or_default();
    door.tell(&id, &Method::CONNECT, "unreadable".to_owned(), refusal.status, started.elapsed());
    on_the_wire(door, &refusal, &id)
}

/// The provider's refusal of one connection too many, as it is sent.
pub(super) fn too_many(door: &Door) -> Vec<u8> {
    door.house.metrics.refused();
    on_the_wire(door, &door.refusal(Refusal::TooMany), &random(20).unwrap_or_default())
}

/// How long a connection that is one too many may take to read that.
pub(super) const FAREWELL: Duration = Duration::from_secs(1);

fn on_the_wire(door: &Door, response: &Response, id: &str) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {} Refused\r\n", response.status);
    for (name, value) in &response.headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    let length = response.body.len();
    for name in request_id::headers(door.dialect()) {
        text.push_str(&format!("{name}: {id}\r\n"));
    }
    text.push_str(&format!("Connection: close\r\nContent-Length: {length}\r\n\r\n"));
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(&response.body);
    bytes
}
