//! The hosted page of the simulated Dots in a real browser, alone and in a frame of an application.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

#[path = "browser/driver.rs"]
mod driver;

use std::time::Duration;

use dots_users::webhook::{EventType, Receiver};
use dots_users::{CreateFlow, FlowWait, RetrieveUser, Secret, Step, WaitForFlow};
use driver::ask;
use serde_json::{Value, json};
use verify_sandbox::dots::Person;
use verify_sandbox::{Dots, ManualClock, Sandbox, Tenant};
use verify_tests::{Hub, World};

const NUMBER: &str = "2025550140";
const DIALLED: &str = "+12025550140";
/// Between two looks at a flow.
const PAUSE: Duration = Duration::from_millis(200);

/// Dropped with the test, it stops.
struct Place {
    sandbox: Sandbox,
    tenant: Tenant,
    dots: Dots,
}

impl Place {
    async fn start() -> Self {
        let sandbox = Sandbox::builder().clock(ManualClock::running()).start().await.unwrap();
        let tenant = sandbox.default_tenant();
        let dots = tenant.dots();
        Self { sandbox, tenant, dots }
    }

    /// The link of a new flow.
    async fn flow(&self, flow: Value) -> String {
        let credentials = format!("{}:{}", self.dots.client_id(), self.dots.api_key());
        let headers = json!({
            "content-type": "application/json", "authorization": format!("Basic {}", base64(&credentials)),
        });
        let url = format!("{}/v2/flows", self.dots.base_url());
        let request = json!({"method": "POST", "url": url, "headers": headers, "body": flow});
        let answer = ask("call", request).await;
        let created: Value = serde_json::from_str(answer["text"].as_str().unwrap()).unwrap();
        created["link"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// A user who has confirmed the phone number, without a browser.
    async fn user(&self) -> String {
        let page = self.dots.flow(&self.flow(json!({"steps": []})).await).unwrap();
        page.introduce(&Person::new(NUMBER)).unwrap();
        page.enter_code(&self.code()).unwrap().user_id.unwrap()
    }

    fn code(&self) -> String {
        self.tenant.outbox().latest_code_for(DIALLED).unwrap()
    }
}

/// Base64 in the standard alphabet.
fn base64(text: &str) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bytes = [chunk[0], *chunk.get(1).unwrap_or(&0), *chunk.get(2).unwrap_or(&0)];
        let bits = bytes.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        for place in 0..4 {
            let digit = DIGITS[bits >> (18 - 6 * place) & 63];
            encoded.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    encoded
}

/// A tab in which the link of a flow is open.
struct Tab(Value);

impl Tab {
    async fn open(link: &str, how: Value) -> Self {
        let mut request = how;
        request["link"] = json!(link);
        Self(ask("open", request).await["tab"].take())
    }

    async fn ask(&self, verb: &str, mut request: Value) -> Value {
        request["tab"] = self.0.clone();
        ask(verb, request).await
    }

    /// Waits for the first screen in a frame, which leaves the focus to the application.
    async fn first_screen(&self, name: &str) {
        let seen = self.ask("screen", json!({"name": name})).await;
        assert_eq!(self.evaluate("document.activeElement === document.body").await, true, "{seen}");
        self.accessible().await;
    }

    /// Waits for a screen. On every one the focus is on the heading, the width is enough, it says that it is a simulation,
    /// and no rule of accessibility is broken badly.
    async fn screen(&self, name: &str) {
        let seen = self.ask("screen", json!({"name": name})).await;
        assert_eq!(seen["focus"], seen["heading"], "{seen}");
        assert_eq!(seen["overflow"], 0, "{seen}");
        assert!(seen["small"].as_str().unwrap().contains("Not affiliated"), "{seen}");
        self.accessible().await;
    }

    async fn accessible(&self) {
        let broken = self.ask("accessibility", json!({})).await;
        assert_eq!(broken, json!([]), "{}", self.ask("look", json!({})).await);
    }

    async fn click(&self, name: &str) {
        self.ask("click", json!({"name": name})).await;
    }

    async fn fill(&self, fields: &[(&str, &str)]) {
        for (name, value) in fields {
            self.ask("fill", json!({"name": name, "value": value})).await;
        }
    }

    async fn evaluate(&self, script: &str) -> Value {
        self.ask("evaluate", json!({"script": script})).await
    }

    /// Waits for an error above the screen.
    async fn alert(&self) -> Value {
        self.ask("alert", json!({})).await["alert"].take()
    }

    /// The messages to the application about steps, as `step status`.
    async fn told(&self) -> Vec<String> {
        let messages = self.ask("messages", json!({})).await;
        let steps = messages.as_array().unwrap().iter().filter(|message| message.get("step").is_some());
        let text = |message: &Value, name: &str| message[name].as_str().unwrap().to_owned();
        steps.map(|message| format!("{} {}", text(message, "step"), text(message, "status"))).collect()
    }
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn a_newcomer_in_a_frame_goes_through_all_steps() {
    let place = Place::start().await;
    let steps = json!(["compliance", "manage-payouts", "id-verification", "payout"]);
    let link = place.flow(json!({"steps": steps})).await;
    let tab = Tab::open(&link, json!({"framed": true})).await;
    tab.first_screen("person").await;
    let messages = tab.ask("messages", json!({})).await;
    let height = tab.evaluate("document.getElementById('card').getBoundingClientRect().height").await;
    assert!(messages[0]["height"].as_f64().unwrap() >= height.as_f64().unwrap(), "{messages} {height}");
    tab.fill(&[
        ("Phone number", "(202) 555-0140"),
        ("First name", "Riley"),
        ("Last name", "Example"),
        ("Email", "riley@example.com"),
    ])
    .await;
    tab.click("Text me a code").await;
    tab.screen("code").await;
    tab.fill(&[("Code", &place.code())]).await;
    // A form is also sent by the return key.
    tab.evaluate("document.querySelector('form').requestSubmit()").await;
    tab.screen("compliance").await;
    tab.fill(&[
        ("Date of birth", "1990-01-01"),
        ("Tax number (SSN)", "900-12-3456"),
        ("Street and number", "1 Example St"),
        ("City", "Springfield"),
        ("State", "il"),
        ("Postal code", "62701"),
    ])
    .await;
    tab.click("Submit").await;
    tab.screen("manage-payouts").await;
    tab.click("PayPal").await;
    tab.accessible().await;
    tab.click("Add PayPal").await;
    tab.ask("status", json!({"text": "The payout method was added."})).await;
    tab.click("Save and continue").await;
    tab.screen("id-verification").await;
    tab.click("Documents fail").await;
    assert_eq!(tab.alert().await, "The documents could not be verified. Try again.");
    tab.click("Documents pass").await;
    tab.screen("simulated").await;
    tab.click("Complete this step").await;
    tab.screen("done").await;
    let told =
        ["compliance completed", "manage-payouts completed", "id-verification completed", "payout completed"];
    assert_eq!(tab.told().await, told);
    let users = place.dots.users();
    assert_eq!((users.len(), users[0].phone_number.as_str()), (1, NUMBER));
    assert_eq!(place.tenant.outbox().len(), 1);
    tab.ask("close", json!({})).await;
}

/// The application knows nothing but the flow it has made, until a webhook tells it to look.
#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn the_application_learns_who_went_through_the_page() {
    let (place, hub) = (Place::start().await, Hub::start(&[]).await);
    place.dots.set_webhook_url(&hub.url("/dots")).unwrap();
    let clock = place.sandbox.clock().clone();
    let client = World::dots_builder(&place.tenant).clock(clock.clone()).build().unwrap();
    let step = Step::manage_payouts().require_default_payout_method(true).unwrap();
    let created = client.create_flow(&CreateFlow::new([step]).unwrap()).await.unwrap();
    let id = created.flow.id;
    let (waiting, wait) = (client.clone(), WaitForFlow::until_complete(id.clone()).every(PAUSE));
    let waiting = tokio::spawn(async move { waiting.wait_for_flow(&wait).await.unwrap() });

    let tab = Tab::open(created.link.expose(), json!({"framed": true})).await;
    tab.first_screen("person").await;
    tab.fill(&[
        ("Phone number", NUMBER),
        ("First name", "Riley"),
        ("Last name", "Example"),
        ("Email", "riley@example.com"),
    ])
    .await;
    tab.click("Text me a code").await;
    tab.screen("code").await;
    let wrong = if place.code() == "222222" { "333333" } else { "222222" };
    tab.fill(&[("Code", wrong)]).await;
    tab.click("Continue").await;
    assert_eq!(tab.alert().await, "Incorrect verification token.");
    assert!(place.dots.users().is_empty() && !waiting.is_finished());
    tab.fill(&[("Code", &place.code())]).await;
    tab.click("Continue").await;
    tab.screen("manage-payouts").await;
    tab.click("PayPal").await;
    tab.click("Add PayPal").await;
    tab.ask("status", json!({"text": "The payout method was added."})).await;
    assert!(!waiting.is_finished(), "it is not saved yet");
    tab.click("Save and continue").await;
    tab.screen("done").await;
    tab.ask("close", json!({})).await;

    let FlowWait::Reached(flow) = waiting.await.unwrap() else { panic!("the steps are done") };
    let user = flow.user_id.clone().unwrap();
    let read = client.retrieve_user(&RetrieveUser::new(user.clone())).await.unwrap();
    assert!(flow.is_complete() && read.is_verified());
    assert_eq!(read.default_payout_method, Some(dots_users::Rail::Paypal));

    // The person, the code, the payout method, its choice, and the step.
    place.tenant.webhooks().wait(5).await;
    let receiver = Receiver::new([Secret::new(place.dots.webhook_secret())]).unwrap().clock(clock);
    let webhooks = hub.received();
    let events: Vec<_> =
        webhooks.iter().map(|one| receiver.receive(&one.headers, &one.body).unwrap().event).collect();
    let told = |wanted: &EventType| {
        events.iter().filter(|event| event.event_type.as_ref() == Some(wanted)).collect::<Vec<_>>()
    };
    let flows = told(&EventType::FlowUpdated);
    assert_eq!(flows.len(), 2, "{events:?}");
    assert!(flows.iter().all(|event| event.flow_id() == Some(id.clone())));
    for (wanted, count) in [(EventType::UserUpdated, 1), (EventType::UserPayoutMethod, 1)] {
        let events = told(&wanted);
        assert_eq!(events.len(), count, "{wanted:?}");
        assert!(events.iter().all(|event| event.user_id() == Some(user.clone())));
    }
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn what_is_wrong_is_said_beside_its_field() {
    let place = Place::start().await;
    let link = place.flow(json!({"steps": ["compliance"]})).await;
    let tab = Tab::open(&link, json!({"width": 320})).await;
    tab.screen("person").await;
    tab.fill(&[
        ("Phone number", NUMBER),
        ("First name", &"x".repeat(51)),
        ("Last name", "Example"),
        ("Email", "riley@nowhere"),
    ])
    .await;
    tab.click("Text me a code").await;
    assert_eq!(tab.alert().await, "Please check what is marked.");
    let focused = tab.evaluate("document.activeElement.labels[0].textContent").await;
    assert_eq!(focused, "First name");
    let described =
        "document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent";
    assert_eq!(tab.evaluate(described).await, "First name must be 1 to 50 characters.");
    let marked = "[...document.querySelectorAll('[aria-invalid=true]')].map((field) => field.name)";
    assert_eq!(tab.evaluate(marked).await, json!(["first_name", "email"]));
    tab.accessible().await;
    tab.fill(&[("First name", "Riley"), ("Email", "riley@example.com"), ("Phone number", "2025550102")])
        .await;
    assert_eq!(tab.evaluate(marked).await, json!([]));
    tab.click("Text me a code").await;
    assert_eq!(tab.alert().await, "The phone number is a VoIP number.");
    tab.fill(&[("Phone number", NUMBER)]).await;
    tab.click("Text me a code").await;
    tab.screen("code").await;
    tab.click("Text me another code").await;
    tab.ask("status", json!({"text": "Another code was sent."})).await;
    tab.click("Use another number").await;
    tab.screen("person").await;
    tab.ask("close", json!({})).await;
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn settings_are_saved_at_once_where_there_is_no_button() {
    let place = Place::start().await;
    let user = place.user().await;
    let step = json!({"name": "manage-payouts", "hide_continue_button": true});
    let link = place.flow(json!({"user_id": user, "steps": [step]})).await;
    let tab = Tab::open(&link, json!({"framed": true})).await;
    tab.first_screen("manage-payouts").await;
    let button = "document.getElementById('continue').checkVisibility()";
    assert_eq!(tab.evaluate(button).await, false);
    tab.click("Venmo").await;
    tab.fill(&[("Phone number", NUMBER)]).await;
    tab.click("Add Venmo").await;
    tab.ask("status", json!({"text": "Saved."})).await;
    assert_eq!(tab.told().await, ["manage-payouts completed"]);
    // What comes next says the same: without the first word the wait is for the second one.
    tab.evaluate("document.getElementById('status').textContent = ''").await;
    tab.ask("check", json!({"name": "Pay me out automatically"})).await;
    tab.ask("status", json!({"text": "Saved."})).await;
    tab.screen("manage-payouts").await;
    tab.ask("close", json!({})).await;
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn a_redirect_leaves_the_page_and_styles_change_it() {
    let place = Place::start().await;
    let user = place.user().await;
    let target = place.dots.base_url().replace("/default/dots/api", "/_sandbox/health");
    let redirect = json!({"name": "redirect", "redirect_url": target});
    let steps = json!(["id-verification", redirect]);
    let link = place.flow(json!({"user_id": user, "steps": steps})).await;
    let styles = "%7B%22theme%22%3A%22dark%22%2C%22variables%22%3A%7B%22backgroundColor%22%3A%22%23000000%22%2C%22borderRadius%22%3A%2220px%22%2C%22primaryColor%22%3A%22url(x)%22%7D%7D";
    let tab = Tab::open(&format!("{link}?styles={styles}"), json!({})).await;
    tab.screen("id-verification").await;
    let shown = "[document.documentElement.dataset.theme, getComputedStyle(document.getElementById('card')).backgroundColor, \
                 getComputedStyle(document.querySelector('button')).borderRadius]";
    assert_eq!(tab.evaluate(shown).await, json!(["dark", "rgb(0, 0, 0)", "20px"]));
    assert_eq!(tab.evaluate("document.documentElement.style.getPropertyValue('--primary-color')").await, "");
    assert_eq!(tab.ask("complaints", json!({})).await, json!([]));
    tab.click("Documents pass").await;
    assert_eq!(tab.ask("address", json!({"begins": target})).await, target);
    tab.ask("close", json!({})).await;
}
