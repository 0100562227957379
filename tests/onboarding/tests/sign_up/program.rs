//! The program itself: its environment, and how it ends.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use crate::support::{Browser, PHONE, variable};
use rustix::process::{Pid, Signal, kill_process};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use verify_sandbox::{Sandbox, Tenant};

const VARIABLES: [&str; 14] = [
    "SPINWHEEL_SECRET_KEY",
    "SPINWHEEL_BASE_URL",
    "SPINWHEEL_SECURE_BASE_URL",
    "DOTS_CLIENT_ID",
    "DOTS_API_KEY",
    "DOTS_BASE_URL",
    "DOTS_WEBHOOK_SECRET",
    "SIGNZY_TOKEN",
    "SIGNZY_SEND_LINK_PATH",
    "SIGNZY_BASE_URL",
    "FINICITY_PARTNER_ID",
    "FINICITY_PARTNER_SECRET",
    "FINICITY_APP_KEY",
    "FINICITY_BASE_URL",
];

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_onboarding"));
    program.env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    program
}

/// Started with the sandbox's addresses and credentials, and where it listens.
fn started(tenant: &Tenant) -> (Child, String) {
    let variables = VARIABLES.map(|name| (name, variable(tenant, name).unwrap()));
    let mut child = program().envs(variables).env("ONBOARDING_LISTEN", "127.0.0.1:0").spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    (child, line.trim().trim_start_matches("http://").to_owned())
}

fn terminate(child: &Child) {
    kill_process(Pid::from_child(child), Signal::TERM).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_takes_all_from_its_environment_and_ends_when_it_is_told_to() {
    let sandbox = Sandbox::start().await.unwrap();
    let tenant = sandbox.default_tenant();
    let (mut child, address) = started(&tenant);
    let mut browser = Browser::new(address.parse().unwrap());
    assert_eq!(browser.get("/").await.notice(), "welcome");
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
    let code = tenant.outbox().latest_code_for(PHONE).unwrap();
    assert_eq!(browser.check(&code).await.notice(), "verified");
    let session = browser.cookie.unwrap();
    let random = session.strip_prefix("__Host-session=").unwrap();
    assert!(random.len() == 32 && random.bytes().all(|byte| byte.is_ascii_hexdigit()));
    terminate(&child);
    assert!(child.wait().unwrap().success());
    assert_eq!((tenant.outbox().len(), tenant.double_sends().len()), (1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_is_under_way_is_answered_before_it_ends() {
    let sandbox = Sandbox::start().await.unwrap();
    let (mut child, address) = started(&sandbox.default_tenant());
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "POST /start HTTP/1.1\r\nhost: {address}\r\ncontent-length: 4\r\nexpect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // "Go on": the request has arrived, and waits for its body.
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 100");

    terminate(&child);
    while TcpStream::connect(&address).await.is_ok() {
        tokio::task::yield_now().await; // until it listens no more
    }
    stream.write_all(b"a=bc").await.unwrap();
    let mut rest = String::new();
    stream.read_to_string(&mut rest).await.unwrap();
    let ended = child.wait().unwrap();
    assert!(rest.contains("HTTP/1.1 303") && ended.success(), "{ended}: {rest}");
}

#[test]
fn what_is_missing_is_named_at_once() {
    let mut child = program().env("SPINWHEEL_SECRET_KEY", "a-secret").spawn().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    for name in ["DOTS_API_KEY", "SIGNZY_SEND_LINK_PATH", "FINICITY_APP_KEY"] {
        assert!(said.contains(name), "{said}");
    }
    assert!(!said.contains("a-secret") && !said.contains("SPINWHEEL_SECRET_KEY"), "{said}");
}

/// What it says when it does not start.
fn refusal(tenant: &Tenant, without: &str, listen: &str) -> String {
    let variables = VARIABLES.into_iter().filter(|name| *name != without);
    let variables = variables.map(|name| (name, variable(tenant, name).unwrap()));
    let output = program().envs(variables).env("ONBOARDING_LISTEN", listen).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    String::from_utf8(output.stderr).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_names_the_variable_that_is_wrong() {
    let sandbox = Sandbox::start().await.unwrap();
    let tenant = sandbox.default_tenant();
    let said = refusal(&tenant, "", "nowhere");
    assert!(said.contains("ONBOARDING_LISTEN=nowhere: "), "{said}");
    let variables = VARIABLES.map(|name| (name, variable(&tenant, name).unwrap()));
    let nope = program().envs(variables).env("DOTS_WEBHOOK_SECRET", "nope").output().unwrap();
    let said = String::from_utf8(nope.stderr).unwrap();
    assert_eq!(nope.status.code(), Some(1), "{said}");
    assert!(said.contains("DOTS_WEBHOOK_SECRET must begin with whsec_") && !said.contains("nope"), "{said}");
    let said = refusal(&tenant, "SPINWHEEL_SECURE_BASE_URL", "127.0.0.1:0");
    assert!(said.contains("SPINWHEEL_BASE_URL and SPINWHEEL_SECURE_BASE_URL go together"), "{said}");
}
