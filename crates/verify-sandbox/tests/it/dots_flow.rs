//! The hosted page of a flow, by its own requests: who opens it, and how they sign in.

use serde_json::{Value, json};
use verify_sandbox::dots::{FlowOfKnownUser, KnownPhone, KnownPhoneFields, UserStatus};

use crate::client::{Reply, send};
use crate::dots_client::{App, DIALLED, NOBODY, NUMBER, USERS, id, wanted};

const FLOWS: &str = "/v2/flows";

/// A flow and one browser that has its link open.
pub(crate) struct Browser<'a> {
    pub(crate) app: &'a App,
    pub(crate) flow: String,
    pub(crate) link: String,
    session: String,
    /// What was shown last.
    pub(crate) view: Value,
}

impl<'a> Browser<'a> {
    /// Creates a flow and opens it.
    pub(crate) async fn new(app: &'a App, flow: &Value) -> Self {
        let created = app.call("POST", FLOWS, flow).await;
        assert_eq!(created.status, 200, "{}", created.text());
        let link = created.json()["link"].as_str().unwrap().to_owned();
        let mut browser = Self { app, flow: id(&created), link, session: String::new(), view: Value::Null };
        browser.reload().await;
        browser
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        let headers = [("content-type", "application/json")];
        send("POST", &format!("{}{path}", self.link), &headers, &body.to_string()).await.expect("an answer")
    }

    /// Opens the link once more.
    pub(crate) async fn reload(&mut self) {
        let opened = self.post("/sessions", &json!({})).await;
        assert_eq!(opened.status, 201, "{}", opened.text());
        self.view = opened.json();
        self.view["sessionId"].as_str().unwrap().clone_into(&mut self.session);
    }

    pub(crate) async fn act(&self, verb: &str, body: &Value) -> Reply {
        self.post(&format!("/sessions/{}/{verb}", self.session), body).await
    }

    /// Makes a step, which succeeds; returns the screen.
    pub(crate) async fn step(&mut self, verb: &str, body: &Value) -> String {
        let made = self.act(verb, body).await;
        assert_eq!(made.status, 200, "{verb}: {}", made.text());
        self.view = made.json();
        self.screen()
    }

    /// Status and `error.what` of a step that is refused.
    pub(crate) async fn refused(&self, verb: &str, body: &Value) -> (u16, String, String) {
        let reply = self.act(verb, body).await;
        let error = reply.json()["error"].clone();
        let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
        (reply.status, text("what"), text("message"))
    }

    pub(crate) fn screen(&self) -> String {
        self.view["screen"].as_str().unwrap().to_owned()
    }

    /// The flow as the API shows it.
    pub(crate) async fn record(&self) -> Value {
        self.app.get(&format!("{FLOWS}/{}", self.flow)).await.json()
    }

    /// Enters the newest code to [`NUMBER`].
    pub(crate) async fn enter_code(&mut self) -> String {
        let token = self.app.token();
        self.step("verify", &json!({"token": token})).await
    }
}

fn steps(names: &[&str]) -> Value {
    json!({"steps": names})
}

#[tokio::test]
async fn a_newcomer_becomes_the_user_of_the_flow() {
    let app = App::new().await;
    let mut browser = Browser::new(&app, &steps(&["compliance"])).await;
    assert_eq!((browser.screen(), &browser.view["userId"]), ("person".to_owned(), &Value::Null));
    assert_eq!(browser.step("person", &wanted(NUMBER)).await, "code");
    assert_eq!(browser.view["phoneEnding"], "40");
    let messages = app.tenant.outbox().messages();
    assert_eq!((messages.len(), messages[0].operation), (1, "dots.page_person"));
    assert!(app.dots.users().is_empty(), "a number that is only typed in is nobody's");
    assert_eq!(browser.record().await["user_id"], Value::Null);
    let wrong = browser.refused("verify", &json!({"token": "999999"})).await;
    assert_eq!(wrong, (422, "invalid".to_owned(), "Incorrect verification token.".to_owned()));
    assert_eq!(browser.enter_code().await, "step");
    assert!(app.rests_on("flow_updated_on_onboarding"));
    assert_eq!(browser.view["step"], "compliance");
    let users = app.dots.users();
    assert_eq!((users.len(), users[0].status, users[0].token_attempts), (1, UserStatus::Verified, 2));
    let record = browser.record().await;
    assert_eq!((&record["user_id"], &record["completed_steps"]), (&json!(users[0].id), &json!([])));
    assert_eq!(app.retrieve(&users[0].id).await["email"], "riley.2025550140@example.com");
    assert_eq!(browser.view["messages"], json!([]), "only steps are told");
}

#[tokio::test]
async fn the_page_around_can_be_told_of_the_onboarding() {
    let app = App::new().await;
    app.dots.choose(|choices| choices.onboarding_message = "onboarding".to_owned());
    let mut browser = Browser::new(&app, &steps(&["onboard", "id-verification"])).await;
    browser.step("person", &wanted(NUMBER)).await;
    browser.enter_code().await;
    let told = json!([
        {"step": "onboarding", "status": "completed"},
        {"step": "onboard", "status": "completed"},
    ]);
    assert_eq!(browser.view["messages"], told);
    assert!(app.rests_on("onboarding_message"));
    assert_eq!(browser.record().await["completed_steps"], json!(["onboard"]));
    assert_eq!(browser.view["step"], "id-verification");
}

#[tokio::test]
async fn what_a_newcomer_cannot_be() {
    let app = App::new().await;
    app.user(NUMBER).await;
    let browser = Browser::new(&app, &steps(&["compliance"])).await;
    let mut same_mail = wanted("2025550141");
    same_mail["email"] = json!("riley.2025550140@example.com");
    let mut blank = wanted("2025550141");
    blank["first_name"] = json!("");
    for (body, code, named) in [
        (wanted("202-555-0141"), "invalid-phone-number", "phone_number must be 1 to 20 digits"),
        (wanted("2025550102"), "invalid-phone-number-voip", "The phone number is a VoIP number."),
        (same_mail, "auth-email-already-exists", "This email is already in use."),
        (blank, "invalid-input", "first_name must be 1 to 50 characters"),
    ] {
        let reply = browser.act("person", &body).await;
        let shown = json!({"error": {"what": "invalid", "code": code, "message": named}});
        assert_eq!((reply.status, reply.json()), (422, shown));
    }
    assert!(app.tenant.outbox().is_empty());
    let early = browser.refused("verify", &json!({"token": "123456"})).await;
    assert_eq!(early, (422, "invalid".to_owned(), "no code was asked for".to_owned()));
    let early = browser.refused("send-code", &json!({})).await;
    assert_eq!(early.2, "give a phone number first");
    let early = browser.refused("compliance", &json!({})).await;
    assert_eq!((early.0, early.1.as_str()), (401, "signed_out"));
}

#[tokio::test]
async fn a_known_phone_number_signs_its_user_in() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let mut typed = wanted(NUMBER);
    typed["first_name"] = json!("Robin");
    let mut browser = Browser::new(&app, &steps(&["compliance"])).await;
    browser.step("person", &typed).await;
    assert!(app.rests_on("known_phone"));
    browser.enter_code().await;
    assert_eq!(browser.view["userId"], json!(user));
    let read = app.retrieve(&user).await;
    assert_eq!((&read["first_name"], &read["status"]), (&json!("Riley"), &json!("verified")));
    app.dots.choose(|choices| choices.known_phone_fields = KnownPhoneFields::Overwritten);
    let mut browser = Browser::new(&app, &steps(&["compliance"])).await;
    browser.step("person", &typed).await;
    browser.enter_code().await;
    assert_eq!(app.retrieve(&user).await["first_name"], "Robin");
    app.dots.choose(|choices| choices.known_phone = KnownPhone::SecondUser);
    let mut browser = Browser::new(&app, &steps(&["compliance"])).await;
    browser.step("person", &typed).await;
    browser.enter_code().await;
    assert_ne!(browser.view["userId"], json!(user));
    assert_eq!(app.dots.users().len(), 2);
    app.dots.choose(|choices| choices.known_phone = KnownPhone::Refuse);
    let browser = Browser::new(&app, &steps(&["compliance"])).await;
    assert!(browser.refused("person", &typed).await.2.contains("already exists"));
}

#[tokio::test]
async fn two_with_one_number_are_one_user() {
    let app = App::new().await;
    let mut first = Browser::new(&app, &steps(&["compliance"])).await;
    let mut second = Browser::new(&app, &steps(&["compliance"])).await;
    first.step("person", &wanted(NUMBER)).await;
    let token = app.token();
    second.step("person", &wanted(NUMBER)).await;
    assert_eq!(second.enter_code().await, "step");
    assert_eq!(first.step("verify", &json!({"token": token})).await, "step");
    assert_eq!(first.view["userId"], second.view["userId"]);
    assert_eq!(app.dots.users().len(), 1);
}

#[tokio::test]
async fn a_flow_of_a_user_begins_signed_in_for_a_quarter_of_an_hour() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let flow = json!({"user_id": user, "steps": ["id-verification"]});
    let mut browser = Browser::new(&app, &flow).await;
    assert_eq!((browser.screen().as_str(), &browser.view["userId"]), ("step", &json!(user)));
    assert!(app.rests_on("flow_of_known_user"));
    app.advance(899);
    browser.reload().await;
    assert_eq!(browser.screen(), "step");
    app.advance(1);
    let late = browser.refused("identity", &json!({"documents": "pass"})).await;
    assert_eq!((late.0, late.1.as_str()), (401, "signed_out"));
    browser.reload().await;
    assert_eq!((browser.screen().as_str(), &browser.view["user"]), ("sign_in", &Value::Null));
    assert!(app.tenant.outbox().is_empty(), "no text before it is asked for");
    assert_eq!(browser.step("send-code", &json!({"attempt": 1})).await, "code");
    assert_eq!(browser.enter_code().await, "step");
    assert_eq!(app.dots.users()[0].status, UserStatus::Verified, "the code has verified the phone number");
    app.advance(900);
    assert_eq!(browser.refused("identity", &json!({"documents": "pass"})).await.0, 401);
    assert!(app.rests_on("code_session_seconds"));
    app.dots.choose(|choices| choices.code_session_seconds = 901);
    assert_eq!(browser.step("identity", &json!({"documents": "pass"})).await, "done");
}

#[tokio::test]
async fn a_code_is_asked_for_when_it_must_be() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let flow = json!({"user_id": user, "steps": ["id-verification"], "require_auth": true});
    let mut browser = Browser::new(&app, &flow).await;
    assert_eq!(browser.screen(), "sign_in");
    browser.step("send-code", &json!({"attempt": 1})).await;
    let first = app.token();
    assert_eq!(browser.enter_code().await, "step");
    // Another browser with the link needs a code of its own.
    browser.reload().await;
    assert_eq!(browser.screen(), "sign_in");
    assert_eq!(browser.refused("verify", &json!({"token": first})).await.2, "no code was asked for");
    // Even where an earlier code stays good, it is good once.
    app.dots.choose(|choices| choices.resend_invalidates = false);
    browser.step("send-code", &json!({"attempt": 2})).await;
    assert_eq!(browser.refused("verify", &json!({"token": first})).await.0, 422);
    assert_eq!(browser.enter_code().await, "step");
    app.dots.choose(|choices| choices.flow_of_known_user = FlowOfKnownUser::AsksForCode);
    let browser = Browser::new(&app, &json!({"user_id": user, "steps": ["id-verification"]})).await;
    assert_eq!(browser.screen(), "sign_in");
}

#[tokio::test]
async fn a_step_onboard_verifies_a_user_who_is_not() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let flow = json!({"user_id": user, "steps": ["onboard"]});
    let mut browser = Browser::new(&app, &flow).await;
    assert_eq!(browser.screen(), "sign_in");
    browser.step("send-code", &json!({"attempt": 1})).await;
    assert_eq!(browser.enter_code().await, "done");
    assert_eq!(browser.record().await["completed_steps"], json!(["onboard"]));
    // Of a verified user it is over at once.
    let browser = Browser::new(&app, &flow).await;
    assert_eq!(browser.view["messages"], json!([{"step": "onboard", "status": "completed"}]));
}

#[tokio::test]
async fn another_code_and_another_number() {
    let app = App::new().await;
    let mut browser = Browser::new(&app, &steps(&[])).await;
    browser.step("person", &wanted("2025550141")).await;
    assert_eq!(browser.view["codesSent"], 1);
    assert_eq!(browser.step("start-over", &json!({})).await, "person");
    browser.step("person", &wanted(NUMBER)).await;
    let first = app.token();
    assert_eq!(browser.step("send-code", &json!({"attempt": 2})).await, "code");
    assert_eq!(browser.refused("verify", &json!({"token": first})).await.0, 422, "it was replaced");
    assert_eq!(browser.enter_code().await, "done");
    let sent = app.tenant.outbox().messages();
    assert_eq!((sent.len(), sent[0].to.as_str(), sent[2].to.as_str()), (3, "+12025550141", DIALLED));
    assert!(app.tenant.double_sends().is_empty(), "a second wish is no repetition");
    assert_eq!(app.dots.users().len(), 1);
}

#[tokio::test]
async fn who_is_not_let_in() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let flow = json!({"user_id": user, "steps": ["id-verification"], "require_auth": true});
    let browser = Browser::new(&app, &flow).await;
    app.dots.set_status(&user, UserStatus::Disabled);
    assert_eq!(browser.refused("send-code", &json!({})).await.2, "The user is disabled.");
    assert_eq!(app.delete(&user).await.status, 200);
    let gone = browser.refused("send-code", &json!({})).await;
    assert_eq!((gone.0, gone.1.as_str()), (404, "unknown"));
    assert_eq!(browser.post("/sessions", &json!({})).await.status, 404);
    let other = Browser::new(&app, &steps(&[])).await;
    let foreign = other.post(&format!("/sessions/{}/start-over", browser.session), &json!({})).await;
    assert_eq!(foreign.status, 404, "a session is of one flow");
    let nowhere = other.link.replace(&other.flow, NOBODY);
    assert_eq!(send("POST", &format!("{nowhere}/sessions"), &[], "{}").await.unwrap().status, 404);
    assert_eq!(app.get(USERS).await.json()["data"], json!([]));
}
