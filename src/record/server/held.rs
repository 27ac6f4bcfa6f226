//! A body that holds a turn until its last piece has gone out, so that answers that nobody reads cannot fill the memory.

use axum::body::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::OwnedSemaphorePermit;

/// Bytes that are handed out at once; the connection takes no more than a few of them ahead.
const PIECE: usize = 64 << 10;

/// A body in pieces.
pub(super) struct Held {
    left: Bytes,
    _turn: OwnedSemaphorePermit,
}

impl Held {
    pub(super) fn new(bytes: Vec<u8>, turn: OwnedSemaphorePermit) -> Self {
        Self { left: bytes.into(), _turn: turn }
    }
}

impl Body for Held {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.left.len().min(PIECE);
        let piece = self.left.split_to(length);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left.len() as u64)
    }
}
