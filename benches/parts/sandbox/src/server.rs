//! Servers, each on a thread of its own with a runtime of one thread.

use std::sync::mpsc;
use std::thread;

use measure::Failure;
use tokio::runtime::Builder;
use verify_sandbox::Sandbox;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::journey::connected;

/// What is asked for: a user who has been connected and has no debts yet. All servers answer it with the same body.
#[derive(Clone)]
pub(crate) struct Ask {
    pub(crate) path: String,
    pub(crate) key: String,
}

/// A sandbox, its port, and what to ask it for.
pub(crate) fn sandbox() -> Result<(Sandbox, u16, Ask), Failure> {
    let (send, started) = mpsc::channel();
    thread::spawn(move || {
        let Ok(runtime) = Builder::new_current_thread().enable_all().build() else { return };
        runtime.block_on(async {
            if send.send(with_user().await.map_err(|error| error.to_string())).is_ok() {
                std::future::pending::<()>().await;
            }
        });
    });
    Ok(started.recv()??)
}

async fn with_user() -> Result<(Sandbox, u16, Ask), Failure> {
    let sandbox = Sandbox::start().await?;
    let tenant = sandbox.tenant("speed");
    let (_, user_id) = connected(&tenant).await?;
    let path = format!("/speed/spinwheel/v1/users?userId={}", user_id.as_str());
    let ask = Ask { path, key: tenant.spinwheel().api_key() };
    let port = sandbox.port();
    Ok((sandbox, port, ask))
}

/// Wiremock, which starts a thread by itself, with one canned answer.
pub(crate) fn wiremock(ask: &Ask, body: &[u8], recorded: bool) -> Result<(MockServer, u16), Failure> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let builder = MockServer::builder();
        let server = if recorded { builder } else { builder.disable_request_recording() }.start().await;
        let answer = ResponseTemplate::new(200).set_body_raw(body, "application/json");
        let (below, _) = ask.path.split_once('?').unwrap_or((&ask.path, ""));
        Mock::given(method("GET")).and(path(below)).respond_with(answer).mount(&server).await;
        let port = server.address().port();
        Ok((server, port))
    })
}
