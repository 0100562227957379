//! Receiving webhooks on this machine and printing them.

use std::sync::Arc;

use http::StatusCode;
use serde_json::json;
use tokio::sync::mpsc;
use verify_core::{Clock, SystemClock, Timestamp};

use crate::exit::Failure;
use crate::inbox::{Arrival, Arrived, Checks, Inbox};
use crate::output;
use crate::port::{cannot_listen, port};
use crate::receiver::Receiver;
use crate::stop::Stop;

#[derive(Debug, clap::Args)]
pub(crate) struct WatchArgs {
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 0, value_name = "PORT", value_parser = port)]
    port: u16,
    /// End after this many events; without it Ctrl-C ends it
    #[arg(long, value_name = "NUMBER", value_parser = count)]
    count: Option<u64>,
}

/// In place of clap's own parser, whose message repeats the number.
fn count(text: &str) -> Result<u64, &'static str> {
    text.parse().ok().filter(|count| *count > 0).ok_or("must be a number from 1 on")
}

/// How events are printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<E> {
    pub(crate) json: bool,
    /// What happened, to whom and where; nothing personal.
    pub(crate) line: fn(&Arrived<E>) -> String,
}

/// Somebody who listens.
pub(crate) struct Watch<E> {
    stop: Stop,
    receiver: Receiver,
    arrivals: mpsc::UnboundedReceiver<Arrival<E>>,
    count: Option<u64>,
}

impl WatchArgs {
    /// Begins to listen; `stop` was made before anything else, so that no signal is missed.
    pub(crate) async fn listen<C: Checks + 'static>(
        &self,
        stop: Stop,
        checks: C,
    ) -> Result<Watch<C::Event>, Failure> {
        let (told, arrivals) = mpsc::unbounded_channel();
        let strays = told.clone();
        let inbox = Inbox::new(checks, told);
        let receiver = Receiver::start_watching(
            self.port,
            Arc::new(move |headers: &_, body: &[u8]| inbox.take(headers, body)),
            // When nobody listens any more, there is nobody to tell.
            Arc::new(move |status| drop(strays.send(Arrival::Stray(status)))),
        );
        let receiver = receiver.await.map_err(|error| cannot_listen(self.port, &error))?;
        Ok(Watch { stop, receiver, arrivals, count: self.count })
    }
}

impl<E> Watch<E> {
    /// Where webhooks are to be posted.
    pub(crate) fn url(&self) -> &str {
        self.receiver.url()
    }

    /// Prints what comes until the end.
    pub(crate) async fn print(self, shown: Shown<E>) -> Result<(), Failure> {
        let Self { stop, receiver, mut arrivals, count } = self;
        let stopped = stop.wait();
        tokio::pin!(stopped);
        let mut seen = 0;
        while count.is_none_or(|count| seen < count) {
            tokio::select! {
                Some(arrival) = arrivals.recv() => seen += u64::from(shown.print(&arrival)?),
                () = &mut stopped => break,
            }
        }
        receiver.finish().await;
        // What was answered shortly before the end has to be printed, too.
        while count.is_none_or(|count| seen < count) {
            let Ok(arrival) = arrivals.try_recv() else { break };
            seen += u64::from(shown.print(&arrival)?);
        }
        output::talk(format_args!("{seen} received."));
        Ok(())
    }
}

impl<E> Shown<E> {
    /// Whether it was an event that counts.
    fn print(&self, arrival: &Arrival<E>) -> Result<bool, Failure> {
        let at = Timestamp::from(SystemClock.now()).to_string();
        let time = format!("{}Z", at.get(11..19).unwrap_or_default());
        match arrival {
            Arrival::Event(arrived) if self.json => {
                let Arrived { id, body, .. } = &**arrived;
                output::json(&json!({"type": "event", "at": at, "eventId": id, "event": body}))?;
                return Ok(true);
            }
            Arrival::Event(arrived) => {
                output::out(format_args!("{time}  {}", (self.line)(arrived)))?;
                return Ok(true);
            }
            Arrival::Duplicate(id) => {
                output::talk(format_args!("{time}  ignored: {id} came before"));
            }
            Arrival::Refused(why) => output::talk(format_args!("{time}  refused: {why}")),
            Arrival::Stray(status) => output::talk(format_args!(
                "{time}  answered {}: {}",
                status.as_u16(),
                if *status == StatusCode::NOT_FOUND {
                    "events are posted to /webhooks"
                } else {
                    "an event is a POST, and this was none"
                }
            )),
        }
        Ok(false)
    }
}
