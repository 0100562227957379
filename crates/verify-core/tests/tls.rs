//! What each choice of TLS gives. Run once for each feature alone, and with all of them: features only add.

#![cfg(feature = "reqwest")]

use std::time::Duration;

use verify_core::{BaseUrl, Error, ReqwestTransport};

const LIMIT: Duration = Duration::from_secs(60);

fn transport(host: &str) -> Result<ReqwestTransport, Error> {
    ReqwestTransport::new(&[host.parse::<BaseUrl>()?], LIMIT)
}

#[test]
#[cfg(not(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")))]
fn without_tls_https_is_an_error_that_names_the_features() {
    let error = transport("https://api.example.com").unwrap_err();
    assert_eq!(error.kind(), verify_core::ErrorKind::Configuration);
    assert!(error.to_string().contains("rustls, rustls-no-provider or native-tls"), "{error}");
    assert!(transport("http://127.0.0.1:1").is_ok());
}

#[test]
#[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
fn a_missing_cryptography_provider_is_an_error_and_no_panic() {
    for host in ["https://api.example.com", "http://127.0.0.1:1"] {
        let error = transport(host).unwrap_err();
        assert_eq!(error.kind(), verify_core::ErrorKind::Configuration);
        assert!(error.to_string().contains("cryptography provider"), "{error}");
    }
}

#[test]
#[cfg(feature = "rustls")]
fn rustls_wins_over_the_others_and_needs_nothing_installed() {
    assert!(transport("https://api.example.com").is_ok());
    assert!(
        rustls::crypto::CryptoProvider::get_default().is_none(),
        "nothing was installed for the whole program"
    );
}

#[tokio::test]
#[cfg(any(feature = "rustls", all(feature = "native-tls", not(feature = "rustls-no-provider"))))]
async fn a_failed_handshake_proves_that_nothing_was_sent() {
    use http::Request;
    use tokio::io::AsyncWriteExt as _;
    use verify_core::{Delivery, Exchange, Transport as _};

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = format!("https://127.0.0.1:{}", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            connection.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.ok();
        }
    });
    let request = Request::builder().uri(format!("{host}/secret-path")).body(bytes::Bytes::new()).unwrap();
    let exchange = Exchange::new("look", false);
    let failure = transport(&host).unwrap().send(request, &exchange).await.unwrap_err();
    assert_eq!(failure.delivery(), Delivery::NotSent);
    assert!(!failure.to_string().contains("secret-path"), "{failure}");
}

#[tokio::test]
#[cfg(feature = "rustls")]
async fn a_failed_handshake_is_called_one() {
    use http::Request;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use verify_core::{Exchange, Transport as _};

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = format!("https://127.0.0.1:{}", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        // Held, so that the answer is read before the connection is reset.
        let mut open = Vec::new();
        while let Ok((mut connection, _)) = listener.accept().await {
            connection.read_u8().await.ok();
            connection.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.ok();
            open.push(connection);
        }
    });
    let request = Request::builder().uri(format!("{host}/")).body(bytes::Bytes::new()).unwrap();
    let exchange = Exchange::new("look", false);
    let failure = transport(&host).unwrap().send(request, &exchange).await.unwrap_err();
    assert_eq!(failure.to_string(), "the TLS handshake failed");
}
