//! Every route of the control API is walked, and what the OpenAPI document says of it is held against what it does.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use verify_sandbox::dots::UserStatus;

use crate::client::{BORN, Bench, PHONE, Reply, send};
use crate::debtcore_client::{self as gql, CONTACT, Org};
use crate::dots_client::{App, DIALLED, NUMBER};
use crate::finicity_connect_stage::{FINBANK, Stage};
use crate::listener::Listener;
use crate::signzy_client::Customer;

const BASE: &str = "/_sandbox";

/// Calls routes as the document describes them, and remembers which.
struct Walker {
    base_url: String,
    document: Value,
    walked: BTreeSet<(String, String)>,
}

impl Walker {
    async fn new(base_url: String) -> Self {
        let reply = send("GET", &format!("{base_url}{BASE}/openapi.json"), &[], "").await.unwrap();
        assert_eq!(reply.status, 200);
        Self { base_url, document: reply.json(), walked: BTreeSet::new() }
    }

    fn operation(&self, method: &str, template: &str) -> Value {
        let operation = self.document["paths"][template][method.to_lowercase()].clone();
        assert!(operation.is_object(), "{method} {template} is not described");
        operation
    }

    /// Makes the call of the example, with these values instead of the example's, in path, query and body; checks the answer.
    async fn walk(&mut self, method: &str, short: &str, values: &Value) -> Value {
        let template = format!("{BASE}{short}");
        let operation = self.operation(method, &template);
        let value = |name: &str, example: &Value| {
            let value = values.get(name).unwrap_or(example);
            value.as_str().map_or_else(|| value.to_string(), str::to_owned)
        };
        let (mut path, mut query) = (template.clone(), Vec::new());
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap();
            let text = value(name, &parameter["example"]);
            if parameter["in"] == "path" {
                path = path.replace(&format!("{{{name}}}"), &text);
            } else if parameter["required"] == true || values.get(name).is_some() {
                query.push(format!("{name}={}", text.replace('+', "%2B").replace('/', "%2F")));
            }
        }
        let mut body = operation["requestBody"]["content"]["application/json"]["example"].clone();
        for (name, field) in body.as_object_mut().into_iter().flatten() {
            if let Some(value) = values.get(name) {
                field.clone_from(value);
            }
        }
        if let Some(whole) = values.get("body") {
            body.clone_from(whole);
        }
        let url = format!("{}{path}?{}", self.base_url, query.join("&"));
        let text = if body.is_null() { String::new() } else { body.to_string() };
        let reply = send(method, &url, &[("content-type", "application/json")], &text).await.unwrap();
        assert_eq!(reply.status, 200, "{method} {path}: {text}: {}", reply.text());
        let answer = reply.json();
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        fits(schema, &answer, &format!("{method} {short}"));
        self.walked.insert((method.to_owned(), template));
        answer
    }

    async fn get(&mut self, short: &str, values: Value) -> Value {
        self.walk("GET", short, &values).await
    }

    async fn post(&mut self, short: &str, values: Value) -> Value {
        self.walk("POST", short, &values).await
    }

    /// Everything described was walked.
    fn end(&self) {
        let all = described(&self.document);
        let left: Vec<_> = all.difference(&self.walked).collect();
        assert!(left.is_empty(), "described and not walked: {left:#?}");
    }
}

fn described(document: &Value) -> BTreeSet<(String, String)> {
    let paths = document["paths"].as_object().unwrap().iter();
    let of_path = |(path, item): (&String, &Value)| {
        let methods: Vec<_> = item.as_object().unwrap().keys().map(|method| method.to_uppercase()).collect();
        methods.into_iter().map(|method| (method, path.clone())).collect::<Vec<_>>()
    };
    paths.flat_map(of_path).collect()
}

/// Types and required keys, all the way down; and no key of which nothing is said.
fn fits(schema: &Value, value: &Value, place: &str) {
    let types = match &schema["type"] {
        Value::Null => return,
        Value::String(one) => vec![one.clone()],
        many => many.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect(),
    };
    let is = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let number = is == "integer" && types.contains(&"number".to_owned());
    assert!(number || types.contains(&is.to_owned()), "{place} is {is}, not {types:?}: {value}");
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        fits(&schema["items"], item, &format!("{place}[{index}]"));
    }
    let Some(fields) = value.as_object() else { return };
    for name in schema["required"].as_array().into_iter().flatten() {
        assert!(fields.contains_key(name.as_str().unwrap()), "{place} has no {name}: {value}");
    }
    for (name, field) in fields {
        let place = format!("{place}.{name}");
        match schema["properties"].get(name).or_else(|| schema.get("additionalProperties")) {
            Some(schema) => fits(schema, field, &place),
            None => panic!("{place} is not described: {field}"),
        }
    }
}

fn tenant(rest: &str) -> String {
    format!("/tenants/{{tenant}}/{rest}")
}

async fn of_the_sandbox(walker: &mut Walker, bench: &Bench) {
    let listener = Listener::new().await;
    walker.get("", json!({})).await;
    walker.get("/health", json!({})).await;
    walker.get("/openapi.json", json!({})).await;
    walker.post("/clock/resume", json!({})).await;
    walker.post("/clock/freeze", json!({})).await;
    walker.get("/clock", json!({})).await;
    walker.post(&tenant("webhooks"), json!({"url": listener.url()})).await;
    let state = walker.get(&tenant("state"), json!({})).await;
    bench.start(PHONE, BORN).await;
    bench.start(PHONE, BORN).await;
    walker.get("/double-sends", json!({})).await;
    walker.get(&tenant("double-sends"), json!({})).await;
    walker.get("/tenants", json!({})).await;
    walker.get(&tenant("credentials"), json!({})).await;
    walker.get(&tenant("outbox"), json!({"wait": 2})).await;
    walker.get(&tenant("status"), json!({})).await;
    walker.get(&tenant("journal"), json!({"operation": "spinwheel.connect_sms"})).await;
    walker.get(&tenant("journal"), json!({"since": 0, "limit": 1, "timeout_seconds": 1})).await;
    let arm = walker.post(&tenant("faults"), json!({})).await;
    walker.get(&tenant("faults"), json!({})).await;
    walker.walk("DELETE", &tenant("faults/{id}"), &arm).await;
    walker.walk("DELETE", &tenant("faults"), &json!({})).await;
    walker.get(&tenant("choices"), json!({})).await;
    walker.get(&tenant("choices/{provider}"), json!({})).await;
    walker.walk("PUT", &tenant("choices/{provider}"), &json!({})).await;
    walker.walk("PUT", &tenant("choices/{provider}"), &json!({"connect_status": 201})).await;
    let hooks = walker.get(&tenant("webhooks"), json!({})).await;
    let user = bench.verified(PHONE, BORN).await;
    bench.order(&user).await;
    walker.post("/clock/advance", json!({"seconds": 2})).await;
    listener.receive("200 OK").await;
    let log = walker.get(&tenant("webhooks/deliveries"), json!({"wait": 1})).await;
    walker.post(&tenant("webhooks/deliveries/{id}/resend"), json!({"id": log["deliveries"][0]["id"]})).await;
    walker.walk("DELETE", &tenant("webhooks/{id}"), &json!({"id": hooks["webhooks"][0]["id"]})).await;
    of_spinwheel(walker, bench, &user).await;
    walker.walk("DELETE", &tenant("journal"), &json!({})).await;
    walker.walk("PUT", &tenant("state"), &json!({"body": state})).await;
    walker.post(&tenant("reset"), json!({})).await;
}

async fn of_spinwheel(walker: &mut Walker, bench: &Bench, user: &str) {
    bench.debt_profile(user, &json!({"creditReport": {}})).await;
    let asked = bench.secure("POST", "/v1/users/connect/kba", &Bench::kba_body("1980-05-05")).await;
    walker.get(&tenant("spinwheel/users"), json!({})).await;
    walker.get(&tenant("spinwheel/kba-answers"), json!({"userId": asked.data("userId")})).await;
    of_personas(walker, bench, &asked).await;
    walker.post(&tenant("spinwheel/report-new-liability"), json!({"userId": user})).await;
    walker.get(&tenant("spinwheel/special-people"), json!({})).await;
    walker.get(&tenant("spinwheel/choice-table"), json!({})).await;
}

async fn of_personas(walker: &mut Walker, bench: &Bench, asked: &Reply) {
    let id = walker.post(&tenant("personas"), json!({})).await;
    walker.get(&tenant("personas"), json!({})).await;
    walker.get(&tenant("personas/{id}"), id.clone()).await;
    bench.connect(PHONE, BORN).await;
    let typed = walker.post(&tenant("personas/{id}/code"), id.clone()).await;
    assert_eq!(typed["outcome"], "code");
    let asked = asked.json()["data"]["kba"]["questions"].clone();
    let questions: Vec<_> = asked.as_array().unwrap().iter().map(|question| &question["id"]).collect();
    let answered = json!({"id": id["id"], "questions": questions});
    let answered = walker.post(&tenant("personas/{id}/answers"), answered).await;
    assert_eq!(answered["outcome"], "answers");
    let nowhere = format!("{}/default/dots-flow/flow/nowhere", walker.base_url);
    walker.post(&tenant("personas/{id}/open"), json!({"id": id["id"], "link": nowhere})).await;
    walker.get(&tenant("personas/{id}/acts"), id.clone()).await;
    walker.walk("DELETE", &tenant("personas/{id}"), &id).await;
    walker.walk("DELETE", &tenant("personas"), &json!({})).await;
}

async fn of_debtcore(walker: &mut Walker, org: &Org) {
    org.verified(PHONE, BORN, CONTACT).await;
    org.bureau_report(CONTACT).await;
    org.data(gql::QUESTIONS, &gql::input(gql::person("contact-2", "1980-05-05"))).await;
    let at = |rest: &str| tenant(&format!("debtcore/{rest}"));
    walker.get(&at("kba-answers"), json!({"reqOrgContactId": "contact-2"})).await;
    for rest in ["contacts", "reports", "logins", "choice-table"] {
        walker.get(&at(rest), json!({})).await;
    }
    walker.post(&at("expire-tokens"), json!({})).await;
    walker.post(&at("revoke-tokens"), json!({})).await;
}

async fn of_signzy(walker: &mut Walker, customer: &Customer) {
    let pair = customer.pair().await;
    let at = |rest: &str| tenant(&format!("signzy/{rest}"));
    let link = json!({"requestId": pair.request_id});
    walker.post(&at("preview-link"), link.clone()).await;
    walker.post(&at("set-line-type"), link.clone()).await;
    walker.get(&at("links"), json!({})).await;
    walker.post(&at("open-link"), link).await;
    for rest in ["links", "special-numbers", "choice-table"] {
        walker.get(&at(rest), json!({})).await;
    }
    walker.post(&at("expire-tokens"), json!({})).await;
    walker.post(&at("revoke-tokens"), json!({})).await;
}

async fn of_finicity(walker: &mut Walker, stage: &Stage) {
    let at = |rest: &str| tenant(&format!("finicity/{rest}"));
    let link = stage.link("generate", json!({})).await;
    let opened = walker.post(&at("sessions"), json!({"link": link})).await;
    let id = json!({"id": opened["sessionId"]});
    walker.post(&at("sessions/{id}/search"), id.clone()).await;
    walker
        .post(&at("sessions/{id}/institution"), json!({"id": opened["sessionId"], "institutionId": FINBANK}))
        .await;
    let fields = json!({"101732001": "tfa_text", "101732002": "go"});
    walker.post(&at("sessions/{id}/sign-in"), json!({"id": opened["sessionId"], "fields": fields})).await;
    let found = walker.post(&at("sessions/{id}/mfa"), id.clone()).await;
    let accounts: Vec<_> =
        found["accounts"].as_array().unwrap().iter().map(|account| &account["id"]).collect();
    let chosen = json!({"id": opened["sessionId"], "accountIds": accounts});
    let added = walker.post(&at("sessions/{id}/accounts"), chosen).await;
    let one = json!({"id": opened["sessionId"], "accountIds": [accounts[0]]});
    walker.post(&at("sessions/{id}/remove-accounts"), one).await;
    walker.get(&at("sessions"), json!({})).await;
    walker.post(&at("sessions/{id}/done"), id).await;
    for verb in ["cancel", "error"] {
        let link = stage.link("generate", json!({"redirectUri": "https://example.com/back"})).await;
        let opened = walker.post(&at("sessions"), json!({"link": link})).await;
        walker.post(&at(&format!("sessions/{{id}}/{verb}")), json!({"id": opened["sessionId"]})).await;
    }
    let login = added["added"][0]["institutionLoginId"].clone();
    walker.get(&at("accounts"), json!({"customerId": stage.customer})).await;
    walker.post(&at("break-login"), json!({"loginId": login})).await;
    for rest in ["customers", "sessions", "institutions", "sign-in-users", "choice-table"] {
        walker.get(&at(rest), json!({})).await;
    }
    for rest in ["unlock", "expire-tokens", "revoke-tokens"] {
        walker.post(&at(rest), json!({})).await;
    }
}

async fn of_dots(walker: &mut Walker, app: &App) {
    let at = |rest: &str| tenant(&format!("dots/{rest}"));
    walker.get(&at("webhook"), json!({})).await;
    walker.post(&at("webhook"), json!({"url": "http://127.0.0.1:1/hook"})).await;
    walker.post(&at("webhook/enable"), json!({})).await;
    walker.post(&at("webhook/rotate-secret"), json!({})).await;
    walker.post(&at("webhook/emit"), json!({})).await;
    let redirect = json!({"name": "redirect", "redirect_url": "https://example.com/done"});
    let steps = json!(["compliance", "manage-payouts", "id-verification", redirect]);
    let flow = app.call("POST", "/v2/flows", &json!({"steps": steps})).await.json()["id"].clone();
    let opened = walker.post(&at("flows/{id}/sessions"), json!({"id": flow})).await;
    let here = |more: Value| {
        let mut values = json!({"id": flow, "sessionId": opened["sessionId"]});
        values.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        values
    };
    let person = json!({"first_name": "Ada", "last_name": "Example"});
    let verb = |name: &str| at(&format!("flows/{{id}}/sessions/{{sessionId}}/{name}"));
    walker.post(&verb("person"), here(person.clone())).await;
    walker.post(&verb("start-over"), here(json!({}))).await;
    walker.post(&verb("person"), here(person)).await;
    walker.post(&verb("send-code"), here(json!({}))).await;
    walker.get(&at("flows/{id}/sessions"), json!({"id": flow})).await;
    let code = app.tenant.outbox().latest_code_for(DIALLED).unwrap();
    walker.post(&verb("verify"), here(json!({"token": code}))).await;
    for name in ["compliance", "payout-method", "payouts", "identity", "continue"] {
        walker.post(&verb(name), here(json!({}))).await;
    }
    walker.get(&at("flows"), json!({})).await;
    let user = app.dots.users()[0].id.clone();
    let other = app.user("2025550142").await;
    assert_ne!(NUMBER, "2025550142");
    walker.post(&at("set-status"), json!({"userId": user, "status": UserStatus::InReview})).await;
    walker.post(&at("connect-payout-method"), json!({"userId": user})).await;
    walker.post(&at("verify-identity"), json!({"userId": user})).await;
    walker.post(&at("merge-users"), json!({"oldUserId": other, "newUserId": user})).await;
    for rest in ["users", "special-numbers", "special-tins", "choice-table"] {
        walker.get(&at(rest), json!({})).await;
    }
}

#[tokio::test]
async fn every_route_does_what_the_document_says() {
    let bench = Bench::new().await;
    let mut walker = Walker::new(bench.sandbox.base_url()).await;
    of_the_sandbox(&mut walker, &bench).await;
    let (org, customer) = (Org::new().await, Customer::new().await);
    let (stage, app) = (Stage::new().await, App::new().await);
    walker.base_url = org.sandbox.base_url();
    of_debtcore(&mut walker, &org).await;
    walker.base_url = customer.sandbox.base_url();
    of_signzy(&mut walker, &customer).await;
    walker.base_url = stage.sandbox.base_url();
    of_finicity(&mut walker, &stage).await;
    walker.base_url = app.sandbox.base_url();
    of_dots(&mut walker, &app).await;
    walker.end();
}

/// What a segment of a path can be, so that every route that might answer is tried, described or not.
#[tokio::test]
async fn what_answers_is_described() {
    let bench = Bench::new().await;
    let walker = Walker::new(bench.sandbox.base_url()).await;
    let described = described(&walker.document);
    let known: BTreeMap<String, BTreeSet<String>> =
        described.iter().fold(BTreeMap::new(), |mut all, (method, path)| {
            all.entry(path.clone()).or_insert_with(BTreeSet::new).insert(method.clone());
            all
        });
    let mut paths: BTreeSet<String> = known.keys().cloned().collect();
    // One segment less, one more, and each provider's routes under every other provider.
    let providers = ["spinwheel", "finicity", "dots", "debtcore", "signzy", "nobody"];
    for path in known.keys() {
        paths.insert(path.rsplit_once('/').unwrap().0.to_owned());
        paths.insert(format!("{path}/more"));
        for (one, other) in providers.iter().flat_map(|one| providers.map(|other| (*one, other))) {
            paths.insert(path.replace(&format!("/{{tenant}}/{one}/"), &format!("/{{tenant}}/{other}/")));
        }
    }
    assert!(paths.len() > 300, "{}", paths.len());
    for path in paths.iter().filter(|path| path.starts_with(BASE)) {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let real = path.replace("{tenant}", "default").replace("{provider}", "spinwheel");
            let real = real.replace("{id}", "1").replace("{sessionId}", "1");
            // Nothing is waited for, and no state is read.
            let url = format!("{}{real}?timeout_seconds=0", bench.sandbox.base_url());
            let reply = send(method, &url, &[], "").await.unwrap();
            let said = |what: &str| reply.text().contains(what);
            let of_choices = alike(&format!("{BASE}/tenants/{{tenant}}/choices/{{provider}}"), path)
                && matches!(method, "GET" | "PUT");
            let is_no_route = said("no such route") || (said("there is no provider") && !of_choices);
            let is_known =
                known.iter().any(|(known, methods)| methods.contains(method) && alike(known, path));
            assert_eq!(!is_no_route, is_known, "{method} {path}: {}", reply.text());
            if !reply.text().is_empty() && reply.status >= 400 {
                let problem =
                    &walker.document["components"]["responses"]["Problem"]["content"]["application/json"];
                fits(&problem["schema"], &reply.json(), path);
            }
        }
    }
}

/// Whether a path is one of the template's.
fn alike(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    let same = |(one, other): (&&str, &&str)| one == other || one.starts_with('{');
    template.len() == path.len() && template.iter().zip(&path).all(same)
}
