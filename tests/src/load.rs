//! Many calls at once through one client, to a sandbox in another process, a hundredth of them with faults.

mod process;

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request};
use serde_json::{Value, json};
use spinwheel_connect::{Client, ConnectSms, DateOfBirth, Environment, ExtUserId, PhoneNumber, RetrieveUser};
use tokio::task::JoinSet;
use verify_core::{Error, Exchange, ReqwestTransport, Transport};

pub use process::{Server, allow_many_connections, our_memory};

use crate::world::BIRTH_DATE;

/// A text goes out, and its answer does not come back; the answer is cut: both look alike to the caller.
const LOST: [&str; 2] = ["accepted_then_lost", "cut_body"];
/// Nothing goes out.
const REFUSED: [&str; 2] = ["close_before_reading", "bad_gateway_html"];

/// For a connection; for an attempt and for a call a multiple of it.
const PATIENCE: Duration = Duration::from_mins(1);

/// What one round came to. Counts are the sandbox's, but for `failed`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Calls that were to send a text message, each to another number, all at once.
    pub sends: usize,
    /// How many of them got an error, by what it says.
    pub failed: BTreeMap<String, usize>,
    /// Text messages that went out.
    pub texts: u64,
    /// Calls that looked the users up, all at once; none may fail.
    pub reads: usize,
    /// Requests for those.
    pub read_requests: u64,
    /// Memory of this process, in KiB.
    pub our_memory: u64,
    /// Memory of the sandbox, in KiB.
    pub its_memory: u64,
}

/// One client and one sandbox.
#[derive(Debug)]
pub struct Load {
    server: Server,
    client: Client,
    control: ReqwestTransport,
}

impl Load {
    /// A client of the sandbox.
    pub async fn new(server: Server) -> Self {
        let host = server.base_url().parse().unwrap();
        let control = ReqwestTransport::new(&[host], Duration::from_secs(5)).unwrap();
        let given = call(&control, Method::GET, &server.control_url("credentials"), None).await;
        let given = |name: &str| given["spinwheel"][name].as_str().unwrap().to_owned();
        let environment = Environment::custom(&given("base_url"), &given("secure_base_url")).unwrap();
        let client = Client::builder(environment, given("secret_key"));
        // A crowd waits for its turn: what is looked for here are losses, not delays.
        let client = client.connect_timeout(PATIENCE).attempt_timeout(2 * PATIENCE).deadline(5 * PATIENCE);
        let client = client.build().unwrap();
        Self { server, client, control }
    }

    /// Sends to so many numbers at once and looks all of them up at once; the sandbox begins anew before.
    pub async fn round(&self, calls: usize) -> Round {
        self.control(Method::POST, "reset", None).await;
        self.arm("spinwheel.connect_sms", calls).await;
        let sent = self
            .all(calls, |client, number| async move { client.connect_sms(&connect(number)).await.map(drop) });
        let sent = sent.await;
        let texts = self.control(Method::GET, "status", None).await["messages"]["total"].as_u64().unwrap();
        self.arm("spinwheel.retrieve_user", calls).await;
        let there: Vec<usize> = (0..calls).filter(|number| sent[*number].is_ok()).collect();
        let users = there.clone();
        let read = self.all(there.len(), move |client, index| {
            let request = RetrieveUser::new(user(users[index]));
            async move { client.retrieve_user(&request).await.map(drop) }
        });
        let read = read.await;
        assert!(read.iter().all(Result::is_ok), "a look-up failed: {:?}", failures(&read));
        Round {
            sends: calls,
            failed: failures(&sent),
            texts,
            reads: read.len(),
            read_requests: self.requests("retrieve_user").await,
            our_memory: our_memory(),
            its_memory: self.server.memory(),
        }
    }

    /// A quarter of a hundredth of the calls for each kind of fault.
    async fn arm(&self, operation: &str, calls: usize) {
        self.control(Method::DELETE, "faults", None).await;
        for kind in LOST.into_iter().chain(REFUSED) {
            let fault = json!({"operation": operation, "kind": kind, "times": calls / 400});
            self.control(Method::POST, "faults", Some(fault)).await;
        }
    }

    async fn all<F>(&self, calls: usize, make: impl Fn(Client, usize) -> F) -> Vec<Result<(), Error>>
    where
        F: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let mut tasks = JoinSet::new();
        for number in 0..calls {
            let call = make(self.client.clone(), number);
            tasks.spawn(async move { (number, call.await) });
        }
        let mut results: Vec<_> = tasks.join_all().await;
        results.sort_by_key(|(number, _)| *number);
        results.into_iter().map(|(_, result)| result).collect()
    }

    async fn requests(&self, operation: &str) -> u64 {
        let path = format!("journal?operation={operation}&limit=0");
        self.control(Method::GET, &path, None).await["requests"].as_u64().unwrap()
    }

    async fn control(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        call(&self.control, method, &self.server.control_url(path), body).await
    }
}

async fn call(control: &ReqwestTransport, method: Method, url: &str, body: Option<Value>) -> Value {
    let body = body.map(|body| body.to_string()).unwrap_or_default();
    let request = Request::builder().method(method).uri(url).header("content-type", "application/json");
    let request = request.body(Bytes::from(body)).unwrap();
    let answer = control.send(request, &Exchange::new("control", false)).await.unwrap();
    let said = String::from_utf8_lossy(answer.body());
    assert!(answer.status().is_success(), "{url}: {said}");
    serde_json::from_str(&said).unwrap()
}

/// What went wrong, counted by what the errors say about the text message.
fn failures(results: &[Result<(), Error>]) -> BTreeMap<String, usize> {
    let mut failures = BTreeMap::new();
    for error in results.iter().filter_map(|result| result.as_ref().err()) {
        *failures.entry(format!("{:?}, {:?}", error.kind(), error.delivery())).or_default() += 1;
    }
    failures
}

/// What a round has to come to, whatever the machine is like.
pub fn check(round: &Round) {
    let each = round.sends / 400;
    let expected =
        [("Interrupted, Unknown".to_owned(), 3 * each), ("Unavailable, Answered".to_owned(), each)];
    let expected: BTreeMap<_, _> = expected.into_iter().filter(|(_, count)| *count > 0).collect();
    assert_eq!(round.failed, expected, "errors without a fault, or faults without an error");
    let texts = round.sends - REFUSED.len() * each;
    assert_eq!(round.texts, texts as u64, "texts that nobody can account for");
    // Each fault costs a look-up one more request, and nobody notices.
    assert_eq!(round.read_requests, (round.reads + 4 * each) as u64, "requests of the look-ups");
}

/// A person with a number of their own: 555-01XX in area after area, behind the one whose numbers are special to the sandbox.
fn connect(number: usize) -> ConnectSms {
    let phone = format!("+1{}55501{:02}", 203 + number / 100, number % 100);
    ConnectSms::new(PhoneNumber::new(&phone).unwrap(), DateOfBirth::new(BIRTH_DATE).unwrap(), user(number))
}

fn user(number: usize) -> ExtUserId {
    ExtUserId::new(format!("load-{number}")).unwrap()
}
