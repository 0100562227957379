//! An application in any language: it posts JSON to a provider. Yours takes a client instead, of this project or of your own.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use verify_sandbox::Tenant;

/// Asks Spinwheel to text a code, as its documents have it; the status of the answer, or an error where none came.
pub(crate) async fn text_code(tenant: &Tenant, phone: &str, customer: &str) -> io::Result<String> {
    let spinwheel = tenant.spinwheel();
    let body = format!(r#"{{"phoneNumber":"{phone}","dateOfBirth":"1990-01-01","extUserId":"{customer}"}}"#);
    post(&format!("{}/v1/users/connect/sms", spinwheel.base_url()), &spinwheel.api_key(), &body).await
}

async fn post(url: &str, key: &str, body: &str) -> io::Result<String> {
    let (host, path) = url.trim_start_matches("http://").split_once('/').unwrap_or((url, ""));
    let mut stream = TcpStream::connect(host).await?;
    let head = format!(
        "POST /{path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {key}\r\nconnection: close\r\n"
    );
    let length = body.len();
    let request = format!("{head}content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let status = answer.split(' ').nth(1).map(str::to_owned);
    status.ok_or_else(|| io::Error::other("no answer"))
}
