//! The body of an answer, also one that is slow or never ends as promised.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use verify_core::{Clock, Sleep};
use verify_testkit::ManualClock;

use super::wire::Manner;

/// Bytes that leave in a certain manner.
pub(crate) struct SandboxBody {
    rest: Bytes,
    pace: Pace,
}

enum Pace {
    Whole,
    Slow {
        clock: ManualClock,
        pause: Duration,
        waiting: Option<Sleep>,
    },
    /// Half is in `rest`; the error follows one poll later, so that the half is flushed before it.
    Cut {
        flushed: bool,
    },
}

impl SandboxBody {
    pub(crate) fn new(whole: Bytes, manner: Manner, clock: &ManualClock) -> Self {
        let half = whole.len() / 2;
        match manner {
            Manner::Whole => Self { rest: whole, pace: Pace::Whole },
            Manner::Cut => Self { rest: whole.slice(..half), pace: Pace::Cut { flushed: false } },
            Manner::Slow(pause) => {
                Self { rest: whole, pace: Pace::Slow { clock: clock.clone(), pause, waiting: None } }
            }
        }
    }

    fn take(&mut self, count: usize) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(count)))))
    }
}

impl Body for SandboxBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let this = &mut *self;
        let length = this.rest.len();
        match &mut this.pace {
            Pace::Whole | Pace::Slow { .. } if length == 0 => Poll::Ready(None),
            Pace::Whole => this.take(length),
            Pace::Cut { .. } if length > 0 => this.take(length),
            Pace::Cut { flushed } if !*flushed => {
                *flushed = true;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Pace::Cut { .. } => Poll::Ready(Some(Err(io::Error::other("the answer is cut here on purpose")))),
            Pace::Slow { clock, pause, waiting } => {
                let wait = waiting.get_or_insert_with(|| clock.timeout(*pause));
                std::task::ready!(Pin::new(wait).poll(context));
                *waiting = None;
                this.take(1)
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self.pace {
            Pace::Cut { .. } => SizeHint::new(),
            _ => SizeHint::with_exact(self.rest.len() as u64),
        }
    }
}

impl fmt::Debug for SandboxBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBody").field("rest", &self.rest.len()).finish_non_exhaustive()
    }
}
