//! A server that owes HTTP nothing, and beside it what a sandbox says of where it is.

use std::io::{Read, Result, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::json;
use verify_testkit::canary::SECRET;

use super::door::Door;
use super::trouble::{Request, Strike};

/// Listens on ports of its own until it is dropped.
pub(super) struct Server {
    /// Of the control API.
    pub(super) sandbox: String,
    /// Of all providers.
    pub(super) provider: String,
    seen: Arc<Mutex<Vec<String>>>,
    _doors: [Door; 2],
}

impl Server {
    /// Lets in with this answer, if there is one, the first and whoever logs in later; strikes everybody else.
    pub(super) fn start(login: Option<&'static str>, strike: Strike) -> Self {
        let seen = Arc::<Mutex<Vec<String>>>::default();
        let heard = Arc::clone(&seen);
        let (provider, providers) = Door::open(move |number, stream| {
            let strike = match login {
                Some(answer) if number == 0 => &Strike::Say(Arc::new(move |_| let_in(answer))),
                _ => &strike,
            };
            serve(stream, strike, login, &heard)
        });
        let said = credentials(&provider);
        let known = Strike::Say(Arc::new(move |request: &Request| {
            let known = request.head.contains("/credentials ");
            let status = if known { "200 OK" } else { "404 Not Found" };
            whole(status, "application/json", if known { &said } else { "{}" })
        }));
        let (sandbox, control) = Door::open(move |_, stream| serve(stream, &known, None, &Mutex::default()));
        Self { sandbox, provider, seen, _doors: [providers, control] }
    }

    /// All that was asked of the providers.
    pub(super) fn seen(&self) -> String {
        self.seen.lock().unwrap().join("\n-----\n")
    }
}

/// A canary for each credential.
fn credentials(provider: &str) -> String {
    json!({
        "spinwheel": {"base_url": provider, "secure_base_url": provider, "secret_key": SECRET},
        "finicity": {"base_url": provider, "partner_id": SECRET, "partner_secret": SECRET, "app_key": SECRET},
        "dots": {"base_url": provider, "client_id": SECRET, "api_key": SECRET},
        "debtcore": {
            "endpoint": format!("{provider}/graphql"), "authority": provider, "tenant_id": SECRET,
            "client_id": SECRET, "client_secret": SECRET, "scope": SECRET,
        },
        "signzy": {
            "base_url": provider, "token": SECRET, "username": SECRET, "password": SECRET,
            "send_link_path": "/send", "login_path": "/login",
        },
    })
    .to_string()
}

fn let_in(answer: &str) -> Vec<u8> {
    whole("200 OK", "application/json", answer)
}

/// A whole answer, as a server gives it that wants nothing else on this connection.
pub(super) fn whole(status: &str, content_type: &str, body: &str) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\nconnection: close");
    format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn serve(
    mut stream: &TcpStream,
    strike: &Strike,
    login: Option<&str>,
    seen: &Mutex<Vec<String>>,
) -> Result<()> {
    if matches!(strike, Strike::CloseBeforeReading) {
        return Ok(());
    }
    let request = read(stream)?;
    seen.lock().unwrap().push(request.all());
    let Strike::Say(answer) = strike else { return Ok(()) };
    let said = match login {
        Some(token) if request.is_login() => let_in(token),
        _ => answer(&request),
    };
    stream.write_all(&said)?;
    stream.shutdown(Shutdown::Write)?;
    // Held, so that what was said is read before the connection is gone.
    stream.read_to_end(&mut Vec::new()).map(drop)
}

fn read(mut stream: &TcpStream) -> Result<Request> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = Request::field_of(head, "content-length").map_or(0, |text| text.parse().unwrap());
            if body.len() >= length {
                return Ok(Request { head: head.to_owned(), body: body.to_owned() });
            }
        }
        match stream.read(&mut buffer)? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            count => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}
