//! Everything that is traced, as text.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use tracing::level_filters::LevelFilter;
use tracing::subscriber::DefaultGuard;
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
#[derive(Debug)]
pub struct LogCapture {
    text: Buffer,
    _subscriber: DefaultGuard,
}

impl LogCapture {
    /// Starts to collect.
    pub fn start() -> Self {
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

#[derive(Debug, Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl io::Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
