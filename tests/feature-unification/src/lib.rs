//! A program whose other half talks HTTP in its own way, with all that reqwest can do.

use reqwest::{Body, Client, Error, Response};

/// The client of that half: it keeps cookies and expands what comes.
pub fn theirs() -> Result<Client, Error> {
    // An error says that one is there already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().cookie_store(true).no_proxy().build()
}

/// What that half does with streams.
pub fn handed_on(answer: Response) -> Body {
    Body::wrap_stream(answer.bytes_stream())
}
