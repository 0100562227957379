//! What can go wrong between an application and a provider, as a list to run a flow through.
//!
//! ```
//! use spinwheel_connect::{Client, ConnectSms, DateOfBirth, Environment, ExtUserId, PhoneNumber};
//! use verify_testkit::{ManualClock, Script, faults};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! for fault in faults::all() {
//!     let clock = ManualClock::frozen().skipping_pauses();
//!     let script = Script::new().with_clock(&clock);
//!     script.on("connect_sms").fault(&fault);
//!     let client = Client::builder(Environment::Sandbox, "key").transport(script.clone()).clock(clock).build()?;
//!
//!     // Here an application runs its own flow, and looks at what it tells the person.
//!     let phone = PhoneNumber::new("+12025550143")?;
//!     let request = ConnectSms::new(phone, DateOfBirth::new("1990-01-01")?, ExtUserId::new("customer-17")?);
//!     let error = client.connect_sms(&request).await.unwrap_err();
//!     assert_eq!(error.may_have_acted(), fault.may_have_acted(), "{fault}");
//! }
//! # Ok(())
//! # }
//! ```

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, Response, StatusCode};
use verify_core::{ErrorKind, TransportError};

use crate::script::Reply;

/// One way in which an exchange goes wrong. [`Expectation::fault`](crate::Expectation::fault) plays it.
#[derive(Clone)]
pub struct Fault {
    name: &'static str,
    kind: ErrorKind,
    may_have_acted: bool,
    reply: Reply,
}

impl Fault {
    fn new(name: &'static str, kind: ErrorKind, may_have_acted: bool, reply: Reply) -> Self {
        Self { name, kind, may_have_acted, reply }
    }

    /// What it is called in a message: `refused`, `429 with a date`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The kind of error that a call ends with.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Whether, after a call that must happen at most once, the application has to expect that the provider acted: the
    /// text message may be on its way, and the call must not simply be made again.
    pub fn may_have_acted(&self) -> bool {
        self.may_have_acted
    }

    pub(crate) fn reply(&self) -> &Reply {
        &self.reply
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fault({})", self.name)
    }
}

/// All faults.
///
/// The date of the 429 is 30 s after [`ManualClock::frozen`](crate::ManualClock::frozen) begins; for a clock that runs
/// it has passed. An empty body is no fault of a call that reads nothing from its answer.
pub fn all() -> Vec<Fault> {
    vec![
        Fault::new(
            "refused",
            ErrorKind::Connection,
            false,
            Reply::Failure(TransportError::not_sent("the connection was refused")),
        ),
        Fault::new(
            "connecting timed out",
            ErrorKind::Timeout,
            false,
            Reply::Failure(TransportError::connect_timed_out()),
        ),
        Fault::new(
            "interrupted",
            ErrorKind::Interrupted,
            true,
            Reply::Failure(TransportError::interrupted("the connection was closed")),
        ),
        Fault::new("timed out", ErrorKind::Timeout, true, Reply::Silence),
        bad_gateway(),
        throttled("429 with seconds", "30"),
        throttled("429 with a date", "Thu, 15 Jan 2026 12:00:30 GMT"),
        throttled("429 with garbage", "in a while"),
        cut_body(),
        unreadable("unreadable body", "{\"status\": {\"code\": 20"),
        unreadable("empty body", ""),
    ]
}

fn bad_gateway() -> Fault {
    let page = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    let reply = Reply::answer(StatusCode::BAD_GATEWAY, "text/html", page);
    Fault::new("502 in HTML", ErrorKind::Unavailable, true, Reply::Answer(Box::new(reply)))
}

fn throttled(name: &'static str, retry_after: &'static str) -> Fault {
    let mut answer = Reply::answer(StatusCode::TOO_MANY_REQUESTS, "text/plain", "slow down");
    answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(retry_after));
    Fault::new(name, ErrorKind::Throttled, false, Reply::Answer(Box::new(answer)))
}

fn cut_body() -> Fault {
    let cut = TransportError::interrupted("the body broke off").with_status(StatusCode::OK);
    Fault::new("cut body", ErrorKind::Interrupted, true, Reply::Cut(cut))
}

fn unreadable(name: &'static str, body: &'static str) -> Fault {
    let answer = Reply::answer(StatusCode::OK, "application/json", body);
    Fault::new(name, ErrorKind::Unreadable, true, Reply::Answer(Box::new(answer)))
}

impl Reply {
    pub(crate) fn answer(
        status: StatusCode,
        content_type: &'static str,
        body: impl Into<Bytes>,
    ) -> Response<Bytes> {
        let mut answer = Response::new(body.into());
        *answer.status_mut() = status;
        answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        answer
    }
}
