//! The application's side of a webhook.

use http::StatusCode;
use spinwheel_connect::Error;
use spinwheel_connect::webhook::{Event, HeaderCheck};
use tokio::sync::mpsc;

/// The header the receiver chose for itself.
pub(super) const HEADER: &str = "x-webhook-key";
pub(super) const HEADER_VALUE: &str = "synthetic-and-long-enough";

/// What the timeline says about the check.
pub(super) const CHECKED: &str = "Spinwheel signs nothing, so the receiver looks for the secret header it had chosen itself. \
                       It is there.";

/// What the application does with a webhook: 401 without the header, 400 for what is no event.
pub(super) fn handler(
    told: mpsc::UnboundedSender<Event>,
) -> Result<impl Fn(&http::HeaderMap, &[u8]) -> StatusCode + Send + Sync, Error> {
    let check = HeaderCheck::new(HEADER, HEADER_VALUE)?;
    Ok(move |headers: &http::HeaderMap, body: &[u8]| {
        if !check.accepts(headers) {
            return StatusCode::UNAUTHORIZED;
        }
        let Ok(event) = Event::parse(body) else { return StatusCode::BAD_REQUEST };
        if told.send(event).is_ok() { StatusCode::NO_CONTENT } else { StatusCode::SERVICE_UNAVAILABLE }
    })
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};
    use tokio::sync::mpsc;

    use super::{HEADER, HEADER_VALUE, handler};

    #[test]
    fn a_webhook_without_the_header_is_not_acknowledged() {
        let (told, mut events) = mpsc::unbounded_channel();
        let handle = handler(told).unwrap();
        let body = br#"{"eventType":"USER_LIABILITIES_CONNECTED","userId":"u-1"}"#;
        assert_eq!(handle(&HeaderMap::new(), body), 401);
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, HeaderValue::from_static(HEADER_VALUE));
        assert_eq!(handle(&headers, b"{}"), 400);
        assert!(events.try_recv().is_err());
        assert_eq!(handle(&headers, body), 204);
        assert_eq!(events.try_recv().unwrap().user_id.as_str(), "u-1");
    }
}
