//! Reading a request's body, up to a limit.

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use verify_core::{Clock, SystemClock};

use crate::limits::{BODY_LIMIT, READ_TIMEOUT};

/// A longer one is read up to here and thrown away: a client that is still writing would not see the answer.
const DRAIN: usize = 16 * BODY_LIMIT;

/// Why there is no body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    TooLarge,
    TooSlow,
    ClientLeft,
}

/// The time is real time: who is slow is slow, whatever the sandbox's clock says.
pub(crate) async fn read(body: Incoming, limit: usize) -> Result<Bytes, Unread> {
    tokio::select! {
        biased;
        body = collect(body, limit) => body,
        () = SystemClock.timeout(READ_TIMEOUT) => Err(Unread::TooSlow),
    }
}

async fn collect(mut body: Incoming, limit: usize) -> Result<Bytes, Unread> {
    let (mut kept, mut length) = (BytesMut::new(), 0);
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Unread::ClientLeft)?.into_data() else { continue };
        length += data.len();
        if length <= limit {
            kept.extend_from_slice(&data);
        } else if length > DRAIN.max(limit) {
            break;
        }
    }
    if length > limit { Err(Unread::TooLarge) } else { Ok(kept.freeze()) }
}
