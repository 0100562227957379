//! A state that is exported and imported elsewhere goes on as if nothing had happened: each provider's journeys are begun in one
//! sandbox, and ended in it and in others that have imported them.

use std::time::Duration;

use serde_json::{Value, json};
use verify_sandbox::dots::Person;
use verify_sandbox::signzy::OpenedBy;
use verify_sandbox::{Fault, FaultKind, ManualClock, Sandbox, State, Tenant};

use crate::client::{BORN, Bench, PHONE, Reply, wrong};
use crate::debtcore_client::{self as gql, CONTACT, Org};
use crate::dots_client::{App, NUMBER, wanted};
use crate::finicity_connect_stage::{FINBANK, Hub, Stage, Visitor};
use crate::signzy_client::{Customer, Pair};

/// What was answered, without the port: statuses, and bodies.
#[derive(Debug, Default, PartialEq)]
struct Told {
    statuses: Vec<u16>,
    bodies: Vec<String>,
}

impl Told {
    fn note(&mut self, reply: &Reply) {
        self.statuses.push(reply.status);
        self.bodies.push(reply.text());
    }

    fn say(&mut self, text: impl Into<String>) {
        self.bodies.push(text.into());
    }

    /// Everything the tenant's logs have, and the bodies, with the sandbox's own address made a word.
    fn end(mut self, sandbox: &Sandbox, tenant: &Tenant) -> Self {
        let (outbox, journal) = (tenant.outbox(), tenant.journal());
        self.say(format!("{:?}", outbox.messages()));
        let deliveries = tenant.webhooks().deliveries();
        let one = |delivery: &verify_sandbox::Delivery| {
            let verify_sandbox::Delivery { id, event, attempt, status, at, .. } = delivery;
            format!("{id} {event} {attempt} {status:?} {at:?} {:?} {:?}", delivery.body, delivery.headers)
        };
        self.bodies.extend(deliveries.iter().map(one));
        self.say(format!("{} {}", journal.total_requests(), journal.last().unwrap().id));
        self.say(format!("{:?} {:?}", tenant.faults().list(), tenant.double_sends()));
        let base = sandbox.base_url();
        self.bodies.iter_mut().for_each(|body| *body = body.replace(&base, "SANDBOX"));
        self
    }
}

/// A sandbox that has imported the state, through its text; its clock is at zero, or already this far.
pub(crate) async fn elsewhere(state: &State, tenant: &str, ahead: u64) -> (Sandbox, ManualClock) {
    let clock = ManualClock::frozen();
    clock.advance(Duration::from_secs(ahead));
    let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await.unwrap();
    let read: State = state.to_string().parse().unwrap();
    assert_eq!(&read, state);
    sandbox.tenant(tenant).import(&read).unwrap();
    (sandbox, clock)
}

/// A clock that is already further than the export, and another tenant's name.
pub(crate) const AHEAD: (&str, u64) = ("elsewhere", 5_000_000);

async fn bench(state: &State, (name, ahead): (&str, u64)) -> Bench {
    let (sandbox, clock) = elsewhere(state, name, ahead).await;
    let tenant = sandbox.tenant(name);
    let spinwheel = tenant.spinwheel();
    Bench { sandbox, clock, tenant, spinwheel }
}

#[tokio::test]
async fn spinwheel_goes_on() {
    let first = Bench::new().await;
    let hub = Hub::new(&["500 No"; 9]).await;
    first.tenant.webhooks().register("*", &hub.url, &[("x-shared", "example")]).unwrap();
    first.spinwheel.choose(|choices| choices.webhook_retry_schedule_seconds = vec![60]);
    first.advance(1000);
    let (reported, _) = first.reported("+12025550141", BORN).await;
    let kept = first
        .tenant
        .faults()
        .arm(Fault::new("spinwheel.order_debt_profile", FaultKind::Status(503)).times(1));
    kept.unwrap().keep();
    let (user, code) = first.start(PHONE, BORN).await;
    first.verify(&user, &wrong(&code)).await;
    let quiz = first.secure("POST", "/v1/users/connect/kba", &Bench::kba_body("1980-05-05")).await;
    let pulls = json!({"subscriptions": [{
        "subscriptionType": "DEBT_PROFILE.REFRESH",
        "configuration": {"refreshFrequency": "WEEKLY", "creditReport": {"type": "1_BUREAU.FULL"}},
    }]});
    let subscribed =
        first.post(&format!("/v1/users/{reported}/creditProfile/equifax/subscriptions"), &pulls).await;
    assert!(matches!(subscribed.status, 200 | 201), "{}", subscribed.text());
    let ordering = first.verified("+12025550143", BORN).await;
    assert_eq!(first.order(&ordering).await.status, 200);
    let state = first.tenant.export();

    let go_on = async |bench: Bench| {
        let mut told = Told::default();
        told.note(&bench.verify(&user, &wrong(&code)).await);
        told.note(&bench.verify(&user, &code).await);
        told.note(&bench.verify(&user, &code).await);
        let kba = bench.spinwheel.kba_answers(&quiz.data("userId")).unwrap();
        let answers: Vec<_> =
            kba.iter().map(|one| json!({"questionId": one.question_id, "answerId": one.answer_id})).collect();
        told.say(format!("{kba:?}"));
        let path = format!("/v1/users/{}/connect/kba", quiz.data("userId"));
        told.note(&bench.secure("PUT", &path, &json!({"answers": answers})).await);
        let webhooks = bench.tenant.webhooks();
        bench.advance(2);
        webhooks.wait(1).await;
        bench.clock.wait_for_sleepers(2).await;
        bench.advance(59);
        assert_eq!(webhooks.deliveries().len(), 1, "not before its time");
        bench.advance(1);
        webhooks.wait(2).await;
        told.note(&bench.debt_profile(&user, &json!({"creditReport": {}})).await);
        told.note(&bench.debt_profile(&user, &json!({"creditReport": {}})).await);
        told.note(&bench.connect("+12025550142", BORN).await);
        told.note(&bench.get(&format!("/v1/users?userId={reported}")).await);
        bench.advance(7 * 86_400);
        webhooks.wait(3).await;
        told.end(&bench.sandbox, &bench.tenant)
    };
    let (same, other) = (bench(&state, ("default", 0)).await, bench(&state, AHEAD).await);
    let here = go_on(first).await;
    assert_eq!(here.statuses, [400, 200, 400, 200, 503, 200, 201, 200]);
    assert_eq!(here, go_on(same).await);
    assert_eq!(here.statuses, go_on(other).await.statuses, "with all moments later");
}

#[tokio::test]
async fn debtcore_goes_on() {
    let first = Org::new().await;
    first.advance(500);
    first.verified(PHONE, BORN, CONTACT).await;
    let code = first.start("+12025550141", BORN, "contact-2").await;
    first.data(gql::QUESTIONS, &gql::input(gql::person("contact-3", "1980-05-05"))).await;
    let report = first.bureau_report(CONTACT).await;
    let state = first.tenant.export();

    let go_on = async |org: Org| {
        let mut told = Told::default();
        told.note(&org.call(gql::VERIFY, &gql::code_of("contact-2", &wrong(&code))).await);
        told.note(&org.call(gql::VERIFY, &gql::code_of("contact-2", &code)).await);
        told.note(&org.call(gql::USER, &json!({"reqOrgContactId": "contact-2"})).await);
        let answers = org.debtcore.kba_answers("contact-3").unwrap();
        let answers: Vec<_> = answers
            .iter()
            .map(|one| json!({"questionId": one.question_id, "answerId": one.answer_id}))
            .collect();
        let answered = gql::input(json!({"reqOrgContactId": "contact-3", "answers": answers}));
        told.note(&org.call(gql::ANSWERS, &answered).await);
        org.advance(60);
        told.note(&org.call(gql::REPORT, &gql::input(json!({"creditReportId": report}))).await);
        told.note(&org.call(gql::PULL, &gql::input(gql::crs("contact-2"))).await);
        told.note(&org.call(gql::REPORTS, &json!({"first": 10})).await);
        told.note(&org.login(&org.form()).await);
        org.advance(4000);
        told.note(&org.call(gql::USER, &json!({"reqOrgContactId": CONTACT})).await);
        told.end(&org.sandbox, &org.tenant)
    };
    let org = async |(name, ahead): (&str, u64)| {
        let (sandbox, clock) = elsewhere(&state, name, ahead).await;
        let tenant = sandbox.tenant(name);
        let debtcore = tenant.debtcore();
        Org { sandbox, clock, tenant, debtcore, token: first.token.clone() }
    };
    let (same, other) = (org(("default", 0)).await, org(AHEAD).await);
    let here = go_on(first).await;
    assert_eq!(here.statuses, [200, 200, 200, 200, 200, 200, 200, 200, 401]);
    assert!(
        here.bodies[2].contains("VERIFIED") || here.bodies[2].contains("\"status\""),
        "{}",
        here.bodies[2]
    );
    assert_eq!(here, go_on(same).await);
    assert_eq!(here.statuses, go_on(other).await.statuses, "with all moments later");
}

#[tokio::test]
async fn dots_goes_on() {
    let first = App::new().await;
    let hub = Hub::new(&["500 No"]).await;
    first.dots.set_webhook_url(&hub.url).unwrap();
    first.advance(500);
    let (user, token) = first.started().await;
    first.verify(&user, &wrong(&token)).await;
    // Two repeats wait, the second a while longer; the secret is being rotated.
    first.tenant.webhooks().wait(first.tenant.webhooks().deliveries().len()).await;
    first.dots.emit_webhook("transfer.updated", serde_json::Map::new()).unwrap();
    first.tenant.webhooks().wait(1).await;
    first.clock.wait_for_sleepers(1).await;
    first.dots.rotate_webhook_secret();
    let w9 = json!({"w9": {
        "entity_type": "individual", "first_name": "Riley", "last_name": "Example", "tin": "900123456", "date_of_birth": "1990-01-01",
        "address": {"line_1": "1 Example St", "city": "Springfield", "state": "IL", "country": "US", "postcode": "62701"},
    }});
    let handed_in = first.call("PUT", &format!("/v2/users/{user}/compliance"), &w9).await;
    assert!(handed_in.status < 300, "{}", handed_in.text());
    let flow = first
        .call(
            "POST",
            "/v2/flows",
            &json!({"steps": ["compliance", "manage-payouts"], "metadata": {"monotonic": [1, 2]}}),
        )
        .await;
    let flow_id = flow.json()["id"].as_str().unwrap().to_owned();
    let session = first.dots.flow(&flow_id).unwrap();
    session
        .introduce(&Person::new("2025550142").named("Sam", "Example").with_email("sam@example.com"))
        .unwrap();
    let told_before = first.tenant.webhooks().deliveries().len();
    first.tenant.webhooks().wait(told_before).await;
    let state = first.tenant.export();

    let go_on = async |app: App| {
        let mut told = Told::default();
        told.note(&app.verify(&user, &wrong(&token)).await);
        told.note(&app.verify(&user, &token).await);
        told.note(&app.get(&format!("/v2/users/{user}")).await);
        let code = app.tenant.outbox().latest_code_for("+12025550142").unwrap();
        let url = format!(
            "{}/tenants/{}/dots/flows/{flow_id}/sessions",
            app.sandbox.control_url(),
            app.tenant.name()
        );
        let sessions = crate::client::send("GET", &url, &[], "").await.unwrap().json();
        let id = sessions["sessions"][0]["sessionId"].as_str().unwrap().to_owned();
        let json = [("content-type", "application/json")];
        let body = json!({"token": code}).to_string();
        told.note(&crate::client::send("POST", &format!("{url}/{id}/verify"), &json, &body).await.unwrap());
        told.note(&app.get(&format!("/v2/flows/{flow_id}")).await);
        told.note(&app.create(&wanted("2025550143")).await);
        // The first attempt of that time was refused: it is repeated after five seconds, with both secrets.
        app.advance(5);
        let webhooks = app.tenant.webhooks();
        let repeated = webhooks.wait_for("transfer.updated").await.unwrap();
        let signatures = repeated.headers.iter().find(|(name, _)| name == "svix-signature").unwrap();
        assert_eq!((repeated.attempt, signatures.1.split(' ').count()), (2, 2));
        app.advance(3600);
        webhooks.wait_for("user.updated").await.unwrap();
        told.note(&app.get(&format!("/v2/users/{user}")).await);
        told.end(&app.sandbox, &app.tenant)
    };
    let app = async |(name, ahead): (&str, u64)| {
        let (sandbox, clock) = elsewhere(&state, name, ahead).await;
        let tenant = sandbox.tenant(name);
        let dots = tenant.dots();
        App { sandbox, clock, tenant, dots }
    };
    let (same, other) = (app(("default", 0)).await, app(AHEAD).await);
    let mut here = go_on(first).await;
    assert_eq!(here.statuses, [400, 200, 200, 200, 200, 201, 200]);
    let mut there = go_on(same).await;
    assert_eq!(here.statuses, go_on(other).await.statuses, "with all moments later");
    // Messages of several events leave side by side: their order in the log is not fixed.
    for told in [&mut here, &mut there] {
        told.bodies.retain(|body| !body.contains("svix-signature"));
    }
    assert_eq!(here, there);
}

#[tokio::test]
async fn finicity_goes_on() {
    let first = Stage::new().await;
    let hub = Hub::new(&["200 OK", "200 OK", "200 OK", "500 No"]).await;
    first.advance(500);
    let login = first.with_login().await;
    let consumer = first.new_consumer(&first.customer).await;
    let link = first
        .link("generate", json!({"webhook": hub.url, "singleUseUrl": true, "consumerId": consumer}))
        .await;
    let spare = first.link("generate", json!({"singleUseUrl": true})).await;
    let visitor = first.open(&link).await;
    visitor.choose(FINBANK).await;
    let id = visitor.id.clone();
    first.finicity.break_login(login, 103);
    first.tenant.webhooks().wait(2).await;
    let before = first.tenant.webhooks().deliveries().len();
    first.tenant.webhooks().wait(before).await;
    let state = first.tenant.export();

    let go_on = async |stage: Stage| {
        let mut told = Told::default();
        let (link, spare) = (readdressed(&link, &stage), readdressed(&spare, &stage));
        let visitor = Visitor { stage: &stage, id: id.clone(), opened: Value::Null };
        let challenge = visitor.sign_in("tfa_text", "go").await;
        told.say(challenge.to_string());
        let found = visitor.ok("mfa", json!({"answers": ["Rex"]})).await;
        told.say(visitor.add_all(&found).await.to_string());
        told.note(&visitor.act("done", json!({})).await);
        told.note(&visitor.act("done", json!({})).await);
        told.note(&stage.try_open(&link).await);
        told.note(&stage.try_open(&spare).await);
        let fix = stage.order("generate/fix", json!({"institutionLoginId": login.to_string()})).await;
        told.note(&fix);
        told.note(
            &stage
                .api("GET", &format!("/aggregation/v1/customers/{}/accounts", stage.customer), &Value::Null)
                .await,
        );
        told.note(
            &stage.api("POST", "/aggregation/v2/customers/testing", &json!({"username": "customer-2"})).await,
        );
        stage.tenant.webhooks().wait_for("done").await.unwrap();
        stage.advance(7200);
        told.note(&stage.try_open(&spare).await);
        told.note(
            &stage
                .api("GET", &format!("/aggregation/v1/customers/{}/accounts", stage.customer), &Value::Null)
                .await,
        );
        told.end(&stage.sandbox, &stage.tenant)
    };
    let imported = async |(name, ahead): (&str, u64)| {
        let (sandbox, clock) = elsewhere(&state, name, ahead).await;
        let tenant = sandbox.tenant(name);
        let finicity = tenant.finicity();
        let (token, customer) = (first.token.clone(), first.customer.clone());
        Stage { sandbox, clock, tenant, finicity, token, customer }
    };
    let (same, other) = (imported(("default", 0)).await, imported(AHEAD).await);
    let customer = first.customer.clone();
    assert!(!customer.is_empty());
    let mut here = go_on(first).await;
    assert_eq!(here.statuses, [200, 410, 410, 201, 200, 200, 201, 410, 401]);
    let mut there = go_on(same).await;
    assert_eq!(here.statuses, go_on(other).await.statuses, "with all moments later");
    for told in [&mut here, &mut there] {
        told.bodies.retain(|body| !body.contains("x-finicity-signature"));
    }
    assert_eq!(here, there);
}

/// A link is the sandbox's that it was made by; after an import it is the importing one's.
fn readdressed(link: &str, stage: &Stage) -> String {
    let query = link.split_once('?').unwrap().1;
    format!("{}?{query}", stage.finicity.connect_url())
}

#[tokio::test]
async fn signzy_goes_on() {
    let first = Customer::new().await;
    first.advance(500);
    let token = first.token().await;
    let (open, used) = (first.pair().await, first.pair_for("2025550141").await);
    first.link(&used).open(OpenedBy::Carrier, None).unwrap();
    let state = first.tenant.export();

    let go_on = async |customer: Customer| {
        let mut told = Told::default();
        let check =
            async |pair: &Pair| customer.with_token(&token, "GET", &pair.path(), &Value::Null).await.unwrap();
        told.note(&check(&used).await);
        told.note(&check(&open).await);
        assert!(customer.link(&used).open(OpenedBy::Wifi, None).is_err(), "it was for one use");
        told.say(customer.link(&open).open(OpenedBy::Wifi, None).unwrap());
        assert!(customer.link(&open).open(OpenedBy::Carrier, None).is_err());
        told.note(&check(&open).await);
        let late = customer.pair().await;
        told.say(format!("{late:?} {}", customer.address()));
        customer.advance(86_400);
        assert!(customer.link(&late).open(OpenedBy::Carrier, None).is_err(), "it is late");
        told.end(&customer.sandbox, &customer.tenant)
    };
    let customer = async |(name, ahead): (&str, u64)| {
        let (sandbox, clock) = elsewhere(&state, name, ahead).await;
        let tenant = sandbox.tenant(name);
        let signzy = tenant.signzy();
        Customer { sandbox, clock, tenant, signzy }
    };
    let (same, other) = (customer(("default", 0)).await, customer(AHEAD).await);
    let here = go_on(first).await;
    assert_eq!(here, go_on(same).await);
    assert_eq!(here.statuses, go_on(other).await.statuses, "with all moments later");
    assert_eq!(NUMBER, crate::signzy_client::NUMBER);
}
