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

use process::our_memory;
pub use process::{COUNTING, Counting, Held, Server, allow_many_connections};

use crate::hostile::{Road, settle};
use crate::world::BIRTH_DATE;

/// A text goes out, and its answer does not come back; the answer is cut: both look alike to the caller.
const LOST: [&str; 2] = ["accepted_then_lost", "cut_body"];
/// Nothing goes out.
const REFUSED: [&str; 2] = ["close_before_reading", "bad_gateway_html"];

/// So often in a row nothing may have changed.
const LOOKS: usize = 100;

/// So many pieces may differ, and so many KiB; the calls in between are many more.
const STRAY: usize = 200;

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
    /// What was taken at its end, with all connections that are kept for later.
    pub taken: Both<Taken>,
}

/// Something of this process, and the same of the sandbox's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Both<T> {
    /// Of this process.
    pub ours: T,
    /// Of the sandbox's.
    pub its: T,
}

/// What a process takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// What it holds.
    pub held: Held,
    /// What the system has given it, in KiB.
    pub memory: u64,
}

/// One client and one sandbox.
#[derive(Debug)]
pub struct Load {
    server: Server,
    client: Client,
    road: Road,
    control: ReqwestTransport,
    /// The tasks there are without any call.
    idle: Both<usize>,
}

impl Load {
    /// A client of the sandbox.
    pub async fn new(mut server: Server) -> Self {
        let idle = Both { ours: Held::by_us().tasks, its: server.held().tasks };
        let control = connect(&server);
        let given = call(&control, Method::GET, &server.control_url("credentials"), None).await;
        let given = |name: &str| given["spinwheel"][name].as_str().unwrap().to_owned();
        let environment = Environment::custom(&given("base_url"), &given("secure_base_url")).unwrap();
        let road = Road::new();
        road.take(connect(&server));
        let client = Client::builder(environment, given("secret_key")).transport(road.clone());
        // A crowd waits for its turn: what is looked for here are losses, not delays.
        let client = client.attempt_timeout(2 * PATIENCE).deadline(5 * PATIENCE).build().unwrap();
        Self { server, client, road, control, idle }
    }

    /// What is taken when everything is forgotten that may be: the sandbox has begun anew, and all connections are closed.
    /// The client stays.
    pub async fn at_rest(&mut self) -> Both<Taken> {
        self.control(Method::POST, "reset", None).await;
        self.road.take(connect(&self.server));
        self.control = connect(&self.server);
        let (mut last, mut looks) = (None, 0);
        settle("all connections are closed and what they held is given back", || {
            let held = (Held::by_us(), self.server.held());
            let idle = held.0.tasks <= self.idle.ours && held.1.tasks <= self.idle.its;
            looks = if idle && last == Some(held) { looks + 1 } else { 0 };
            last = Some(held);
            looks > LOOKS
        })
        .await;
        self.taken()
    }

    fn taken(&mut self) -> Both<Taken> {
        Both {
            ours: Taken { held: Held::by_us(), memory: our_memory() },
            its: Taken { held: self.server.held(), memory: self.server.memory() },
        }
    }

    /// Sends to so many numbers at once and looks all of them up at once; the sandbox begins anew before.
    pub async fn round(&mut self, calls: usize) -> Round {
        self.control(Method::POST, "reset", None).await;
        self.arm("spinwheel.connect_sms", calls).await;
        let sent = self
            .all(calls, |client, number| async move { client.connect_sms(&person(number)).await.map(drop) });
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
            taken: self.taken(),
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

fn connect(server: &Server) -> ReqwestTransport {
    ReqwestTransport::new(&[server.base_url().parse().unwrap()], PATIENCE).unwrap()
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

/// Between two rests nothing may be left of any call, neither here nor there. A few pieces come and go with the threads.
pub fn check_rest(before: &Both<Taken>, after: &Both<Taken>) {
    for (whose, before, after) in
        [("the client", before.ours, after.ours), ("the sandbox", before.its, after.its)]
    {
        let (held, holds) = (before.held, after.held);
        let leaks = holds.pieces > held.pieces + STRAY || holds.bytes > held.bytes + STRAY * 1024;
        assert!(!leaks, "{whose} does not give back what it took: {held:?}, then {holds:?}");
    }
}

/// A person with a number of their own: 555-01XX in area after area, behind the one whose numbers are special to the sandbox.
fn person(number: usize) -> ConnectSms {
    let phone = format!("+1{}55501{:02}", 203 + number / 100, number % 100);
    ConnectSms::new(PhoneNumber::new(&phone).unwrap(), DateOfBirth::new(BIRTH_DATE).unwrap(), user(number))
}

fn user(number: usize) -> ExtUserId {
    ExtUserId::new(format!("load-{number}")).unwrap()
}
