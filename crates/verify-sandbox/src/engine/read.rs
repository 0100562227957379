//! Reading a request's body, up to a limit.

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::Incoming;

/// The longest body that is kept: 1 MiB.
const LIMIT: usize = 1024 * 1024;
/// A longer one is read up to here and thrown away: a client that is still writing would not see the answer.
const DRAIN: usize = 16 * LIMIT;

/// Why there is no body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    TooLarge,
    ClientLeft,
}

pub(crate) async fn read(mut body: Incoming) -> Result<Bytes, Unread> {
    let (mut kept, mut length) = (BytesMut::new(), 0);
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Unread::ClientLeft)?.into_data() else { continue };
        length += data.len();
        if length <= LIMIT {
            kept.extend_from_slice(&data);
        } else if length > DRAIN {
            break;
        }
    }
    if length > LIMIT { Err(Unread::TooLarge) } else { Ok(kept.freeze()) }
}
