//! Everything that is traced, as text.

use std::sync::{Arc, Mutex, PoisonError};
use std::{fmt, io};

use tracing::level_filters::LevelFilter;
use tracing::subscriber::{DefaultGuard, Interest};
use tracing::{Event, Metadata, Subscriber, span};
use tracing_subscriber::fmt::format::FmtSpan;

/// Collects all spans and events of the current thread down to TRACE, until dropped.
///
/// On a multi-threaded runtime only the thread that started it is heard: use a current-thread runtime.
///
/// ```
/// use verify_testkit::LogCapture;
///
/// let log = LogCapture::start();
/// tracing::info!(attempt = 1, "answered");
/// assert!(log.text().contains("answered"));
/// ```
#[must_use = "capturing ends when this is dropped"]
pub struct LogCapture {
    text: Buffer,
    _subscriber: DefaultGuard,
}

impl LogCapture {
    /// Starts to collect.
    pub fn start() -> Self {
        listen_everywhere();
        let text = Buffer::default();
        let writer = text.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_span_events(FmtSpan::FULL)
            .with_ansi(false)
            .without_time()
            .with_writer(move || writer.clone())
            .finish();
        Self { text, _subscriber: tracing::subscriber::set_default(subscriber) }
    }

    /// What has been traced so far.
    pub fn text(&self) -> String {
        let bytes = self.text.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl fmt::Debug for LogCapture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LogCapture")
    }
}

/// Keeps the places that trace awake. Each of them remembers whether anybody listens; with subscribers of single
/// threads alone, a place first reached by a thread without one can be taken for one that nobody ever listens to.
fn listen_everywhere() {
    // A program with a subscriber of its own does not need this one.
    let _ = tracing::subscriber::set_global_default(Awake);
}

struct Awake;

impl Subscriber for Awake {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::TRACE)
    }

    fn enabled(&self, _: &Metadata<'_>) -> bool {
        false
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

impl io::Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
