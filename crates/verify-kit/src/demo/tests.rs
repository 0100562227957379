use async_trait::async_trait;
use serde_json::{Value, json};
use spinwheel_connect::{Client, ConnectSms, Environment, ExtUserId};
use verify_core::{DateOfBirth, PhoneNumber};
use verify_sandbox::{Outcome, Sandbox};

use super::story::{Event, Narrator};
use super::{Kind, Person, Scene, Stage, Summary, Who, perform, verdict};
use crate::exit::{Exit, Failure};
use crate::journeys::Journey;

/// Keeps the lines as programs see them.
#[derive(Debug, Default)]
struct Notes(Vec<Value>);

#[async_trait(?Send)]
impl Narrator for Notes {
    fn tell(&mut self, event: &Event<'_>) {
        self.0.push(serde_json::to_value(event).unwrap());
    }

    async fn show(&mut self) {}

    fn finish(&mut self) -> Result<(), Failure> {
        Ok(())
    }
}

impl Notes {
    fn of_type(&self, kind: &str) -> Vec<&Value> {
        self.0.iter().filter(|line| line["type"] == kind).collect()
    }
}

const SCENE: Scene = Scene { id: "scene", title: "A scene", intro: "About nothing.", who: Who::Person };

/// Sends a code, and is careless with it.
struct Careless(fn(code: &str, phone: &str));

#[async_trait(?Send)]
impl Journey for Careless {
    fn crate_name(&self) -> &'static str {
        "careless"
    }

    async fn play(&self, stage: &mut Stage<'_>) {
        stage.title("a journey of this test");
        stage.begin(&SCENE);
        let spinwheel = stage.tenant().spinwheel();
        let hosts = Environment::custom(&spinwheel.base_url(), &spinwheel.secure_base_url()).unwrap();
        let transport = stage.transport(&[spinwheel.base_url()]).unwrap();
        let key = stage.guard(Kind::Secret, spinwheel.api_key());
        let client = Client::builder(hosts, key).transport(transport).clock(stage.clock().clone());
        let (client, person) = (client.build().unwrap(), stage.person());
        let ours = ExtUserId::new("customer-1").unwrap();
        let request = ConnectSms::new(person.phone.clone(), person.birth_date.clone(), ours);
        stage.call("spinwheel.connect_sms", Outcome::Answered(201), "A code, please.");
        stage.came(client.connect_sms(stage.sends(&request)).await).unwrap();
        let code = stage.texted(&person.phone).unwrap();
        (self.0)(&code, person.phone.expose());
        stage.end(Ok(())).await;
    }
}

async fn play(careless: fn(&str, &str)) -> (Summary, Notes) {
    let phone = PhoneNumber::new("+12025550140").unwrap();
    let person = Person::new(phone, DateOfBirth::new("1990-01-01").unwrap(), false);
    let mut notes = Notes::default();
    let summary = perform(&[&Careless(careless)], person, &mut notes).await.unwrap();
    (summary, notes)
}

#[tokio::test]
async fn who_traces_nothing_leaks_nothing() {
    let (summary, notes) = play(|_, _| {}).await;
    assert_eq!((summary.calls, summary.messages, summary.failures, summary.leaks), (1, 1, 0, 0));
    assert!(verdict(&summary).is_ok() && notes.of_type("leak").is_empty());
    assert!(summary.values >= 4 && summary.texts >= 4, "{summary:?}");
}

#[tokio::test]
async fn a_leak_into_a_trace_is_found_and_named_without_its_value() {
    let (summary, notes) = play(|code, phone| {
        let local = &phone[phone.len() - 7..];
        tracing::trace!(code, "checking");
        tracing::debug!("call {} {}-{}", &phone[2..5], &local[..3], &local[3..]);
    })
    .await;
    let leaks = notes.of_type("leak");
    let leak = |kind: &str| json!({"type": "leak", "journey": "careless", "scene": "scene", "place": "the traces", "kind": kind});
    assert_eq!(leaks, [&leak("code"), &leak("phone number")]);
    assert_eq!((summary.leaks, summary.failures), (2, 0));
    assert_eq!(verdict(&summary).unwrap_err().exit, Exit::Failed);
    let readme = include_str!("../../README.md");
    let row = readme.lines().find(|line| line.starts_with("| `leak` |")).unwrap();
    for field in leaks[0].as_object().unwrap().keys().filter(|field| *field != "type") {
        assert!(row.contains(&format!("`{field}`")), "{field} is missing in README.md");
    }
}

#[tokio::test]
async fn the_introduction_comes_before_the_sandbox() {
    let (_, notes) = play(|_, _| {}).await;
    let types: Vec<&str> = notes.0.iter().filter_map(|line| line["type"].as_str()).collect();
    let expected = ["start", "sandbox", "journey", "scene", "step", "step", "scene_end", "summary"];
    assert_eq!(types, expected);
}

#[tokio::test]
async fn failures_double_sends_and_leaks_are_exit_code_1() {
    let sandbox = Sandbox::start().await.unwrap();
    let clean = Summary::count(&sandbox.tenants(), Vec::new(), 0);
    assert!(verdict(&clean).is_ok());
    let bad = [
        Summary { failures: 1, ..clean.clone() },
        Summary { double_sends: 1, ..clean.clone() },
        Summary { leaks: 1, ..clean },
    ];
    for bad in bad {
        assert_eq!(verdict(&bad).unwrap_err().exit, Exit::Failed);
    }
}
