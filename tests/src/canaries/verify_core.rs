//! The types of `verify-core`.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use verify_core::provider::{
    Answer, Asking, Code, Credentials, Endpoint as _, Failure, Host, Meaning, Paged, Pages, Parts, Pipeline,
    Refusal, Settings, Token, TokenCache, TokenSource,
};
use verify_core::webhook::{Encoding, Rejected, SigningKeys};
use verify_core::{
    BaseUrl, Challenge, Clock as _, DateOfBirth, Delivery, Effect, Email, Error, ErrorKind, Exchange,
    Fallback, Outcome, Phase, PhoneNumber, Pii, ReqwestTransport, RetryPolicy, Secret, Start, Subject,
    SystemClock, TransportError,
};
use verify_testkit::{Script, canary};

use super::{Row, row};
use crate::world::connect_request;

/// One row for each public type.
pub fn rows() -> Vec<Row> {
    let mut rows = machinery();
    rows.extend(errors());
    rows.extend(verification());
    rows.extend(tokens());
    rows.extend(webhooks());
    rows
}

/// Fetches a token with a canary in it.
#[derive(Debug)]
struct Source;

#[async_trait::async_trait]
impl TokenSource for Source {
    async fn fetch(&self) -> Result<Token, Error> {
        let age = Duration::from_mins(1);
        Token::new("Bearer ", &Secret::new(canary::SECRET), age, age)
    }
}

fn tokens() -> Vec<Row> {
    let cache = TokenCache::new(Arc::new(SystemClock), Arc::new(Source));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let token = runtime.block_on(async {
        cache.ready().await.unwrap();
        Source.fetch().await.unwrap()
    });
    vec![row("Token", token), row("TokenCache", cache), row("Pages", pages())]
}

/// A list of one name.
struct Names;

impl Paged for Names {
    type Page = ();
    type Item = String;
    type Id = String;

    fn ask(&self, seen: HashSet<String>) -> Asking<Self> {
        Box::pin(async move { (Ok(()), seen) })
    }

    fn turn(&mut self, (): ()) -> (Vec<String>, Option<bool>) {
        (vec![canary::FIRST_NAME.into(), canary::LAST_NAME.into()], Some(false))
    }

    fn id(name: &String) -> String {
        name.clone()
    }
}

/// One name was taken, one waits, both are known.
fn pages() -> Pages<Names> {
    let mut pages = Pages::new(Names);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(matches!(pages.poll_next(&mut context), std::task::Poll::Ready(Some(Ok(_)))));
    pages
}

fn webhooks() -> Vec<Row> {
    vec![
        row("Encoding", Encoding::Hex),
        row("Rejected", Rejected::Mismatch),
        row("SigningKeys", SigningKeys::new([canary::SECRET.as_bytes()]).unwrap()),
    ]
}

fn machinery() -> Vec<Row> {
    let host: BaseUrl = format!("https://api.example.com/{}", canary::SECRET).parse().unwrap();
    let credentials = Credentials::bearer(&Secret::new(canary::SECRET)).unwrap();
    let mut settings = Settings::default();
    settings.transport = Some(Arc::new(Script::new()));
    let pipeline: Pipeline<spinwheel_connect::Spinwheel> =
        settings.clone().build(vec![host.clone()], credentials.clone()).unwrap();
    let answer = Answer::new(StatusCode::OK, HeaderMap::new(), canary::LAST_NAME);
    vec![
        row("Answer", answer),
        row("BaseUrl", &host),
        row("Credentials", credentials),
        row("Effect", Effect::AtMostOnce("sends a text message")),
        row("Exchange", Exchange::new("connect_sms", true)),
        row("Host", Host(0)),
        row("Operation", spinwheel_connect::ConnectSms::OPERATION),
        row("Parts", written_parts()),
        row("Pipeline", pipeline),
        row("ReqwestTransport", ReqwestTransport::new(&[host], Duration::from_secs(5)).unwrap()),
        row("RetryPolicy", RetryPolicy::default()),
        row("Settings", settings),
        row("Timeouts", verify_core::Timeouts::default()),
    ]
}

/// The parts of a request with canaries in path, query and body.
fn written_parts() -> Parts {
    let mut parts = Parts::new("/v1/{id}");
    parts.path_value(canary::EXTERNAL_ID).unwrap();
    parts.query("name", canary::LAST_NAME);
    connect_request(canary::PHONE, canary::BIRTH_DATE).write(&mut parts).unwrap();
    parts
}

fn verification() -> Vec<Row> {
    let mut subject = Subject::new();
    subject.phone_number = Some(PhoneNumber::new(canary::PHONE).unwrap());
    subject.date_of_birth = Some(DateOfBirth::new(canary::BIRTH_DATE).unwrap());
    subject.first_name = Some(canary::FIRST_NAME.into());
    subject.last_name = Some(canary::LAST_NAME.into());
    subject.email = Some(Email::new(canary::EMAIL).unwrap());
    subject.reference = Some(canary::EXTERNAL_ID.into());
    subject.target_url = Some(canary::STREET.into());
    let challenge = Challenge::new("example", "u-1", SystemClock.now());
    vec![
        row("Subject", subject),
        row("Start", [Start::Sent(challenge.clone()), Start::Open(canary::SECRET.into(), challenge.clone())]),
        row("Challenge", challenge),
        row("Outcome", Outcome::UseFallback(Fallback::Questions)),
        row("Fallback", Fallback::Questions),
    ]
}

fn errors() -> Vec<Row> {
    let unlisted = || Code::Unlisted(Pii::from(canary::SECRET));
    let error: Error = refused_error();
    vec![
        row("Code", unlisted()),
        row("Delivery", Delivery::Unknown),
        row("ErrorKind", ErrorKind::Refused),
        row("Failure", Failure::Refused(Refusal::new().with_code(unlisted()))),
        row("Meaning", Meaning::Refused),
        row("Phase", Phase::Waiting),
        row("RawBody", error.raw_body().unwrap()),
        row("Refusal", Refusal::new().with_code(unlisted())),
        row("TransportError", TransportError::not_sent("the connection was refused")),
        Row { name: "Error", printed: format!("{error}\n{error:?}\n{error:#?}") },
    ]
}

/// An error whose answer echoes what was sent, in the body and as a code nobody knows.
fn refused_error() -> Error {
    let echo = format!(
        r#"{{"status":{{"code":400,"desc":"{}","messages":[{{"desc":"{} {}"}}]}}}}"#,
        "CANARY_EXT_2C9E",
        canary::PHONE,
        canary::BIRTH_DATE
    );
    let script = Script::new();
    script.on("connect_sms").answer(400, echo);
    let environment = spinwheel_connect::Environment::Sandbox;
    let builder = spinwheel_connect::Client::builder(environment, canary::SECRET).transport(script);
    let client = builder.build().unwrap();
    let request = connect_request(canary::PHONE, canary::BIRTH_DATE);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(client.connect_sms(&request)).unwrap_err()
}
