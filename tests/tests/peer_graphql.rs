//! The simulated DebtCore against graphql-js and graphql-request, which nobody here wrote: they accept the schema and the
//! operations, are told the same schema by the sandbox, go the whole way to a report, and share it with the Rust client.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::path::Path;
use std::sync::{Mutex, OnceLock};

use serde_json::{Value, json};
use spinwheel_gql::{GetCreditReport, GetUserVerification};
use verify_sandbox::debtcore::{BothDirections, GetRequests, OtherContentType};
use verify_tests::endpoints::spinwheel_gql::cases;
use verify_tests::world::debtcore::contact;
use verify_tests::world::{BIRTH_DATE, PHONE};
use verify_tests::{Peer, World};

/// One for all tests of this file.
static PEER: OnceLock<Mutex<Peer>> = OnceLock::new();

/// Asks on a thread of its own: the sandbox has to answer meanwhile.
async fn ask(request: Value) -> Value {
    let asked = tokio::task::spawn_blocking(move || {
        // A test that has failed leaves nothing half said.
        let peer = PEER.get_or_init(|| Mutex::new(Peer::start("graphql.mjs"))).lock();
        peer.unwrap_or_else(std::sync::PoisonError::into_inner).ask(&request)
    });
    asked.await.unwrap()
}

fn file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates").join(path);
    std::fs::read_to_string(path).unwrap()
}

fn schema() -> String {
    file("verify-sandbox/src/debtcore/schema.graphql")
}

fn operation(name: &str) -> String {
    file(&format!("spinwheel-gql/operations/{name}.graphql"))
}

/// A world, and how the peer reaches its DebtCore.
struct Bench {
    world: World,
    token: Value,
}

impl Bench {
    async fn new() -> Self {
        let world = World::start().await;
        let debtcore = world.tenant.debtcore();
        let granted = ask(json!({
            "verb": "token", "authority": debtcore.authority(), "tenantId": debtcore.tenant_id(),
            "clientId": debtcore.client_id(), "clientSecret": debtcore.client_secret(), "scope": debtcore.scope(),
        }))
        .await;
        assert_eq!((&granted["status"], &granted["body"]["token_type"]), (&json!(200), &json!("Bearer")));
        Self { world, token: granted["body"]["access_token"].clone() }
    }

    async fn ask(&self, mut request: Value) -> Value {
        request["endpoint"] = json!(self.world.tenant.debtcore().endpoint());
        if request["token"].is_null() {
            request["token"] = self.token.clone();
        }
        ask(request).await
    }

    /// What came of one of our operations.
    async fn request(&self, name: &str, variables: Value) -> Value {
        let request = json!({"verb": "request", "document": operation(name), "variables": variables});
        self.ask(request).await
    }

    /// The `data` of its payload.
    async fn data(&self, name: &str, variables: Value) -> Value {
        let answer = self.request(name, variables).await;
        let payload = answer["data"].as_object().unwrap_or_else(|| panic!("{name}: {answer}"));
        let payload = payload.values().next().unwrap();
        assert_eq!(payload["errors"], Value::Null, "{name}: {answer}");
        payload["data"].clone()
    }
}

fn input(input: &Value) -> Value {
    json!({"input": input})
}

#[tokio::test]
#[ignore = "needs node and tests/peers/node_modules"]
async fn the_schema_is_one_and_the_sandbox_tells_the_same() {
    let ours = ask(json!({"verb": "schema", "sdl": schema()})).await;
    assert_eq!(ours["problems"], json!([]));
    let theirs = Bench::new().await.ask(json!({"verb": "introspect"})).await;
    assert_eq!(theirs["problems"], json!([]));
    let (ours, theirs) = (ours["printed"].as_str().unwrap(), theirs["printed"].as_str().unwrap());
    for (place, (ours, theirs)) in ours.lines().zip(theirs.lines()).enumerate() {
        assert_eq!(ours, theirs, "line {}", place + 1);
    }
    assert_eq!(ours.len(), theirs.len());
    assert!(ours.contains("sendSMSVerificationCode(input: SMSVerificationInput!): SMSVerificationResponse!"));
    assert_eq!(schema(), file("spinwheel-gql/schema.graphql"), "the sandbox has the client's schema");
}

/// The operation's document as the client sent it.
async fn sent(case: &verify_tests::endpoints::EndpointCase) -> String {
    let world = World::start().await;
    let call = (case.prepare)(world.clone()).await;
    call().await.unwrap();
    let entry = world.tenant.journal().last().unwrap();
    assert_eq!(entry.operation, Some(case.sandbox_operation));
    let body: Value = serde_json::from_slice(&entry.body).unwrap();
    body["query"].as_str().unwrap().to_owned()
}

#[tokio::test]
#[ignore = "needs node and tests/peers/node_modules"]
async fn the_operations_are_valid_as_they_are_sent() {
    let mut checked = 0;
    for case in cases().iter().filter(|case| case.operation != "fetch_token") {
        let document = sent(case).await;
        let found = ask(json!({"verb": "validate", "sdl": schema(), "document": document})).await;
        assert_eq!(found["problems"], json!([]), "{}", case.operation);
        assert_eq!(document, operation(case.operation));
        checked += 1;
    }
    assert_eq!(checked, 8);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/spinwheel-gql/operations");
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), checked, "none is left out");
}

/// Both read a document in the same way, and neither lets through what the other does not.
#[tokio::test]
#[ignore = "needs node and tests/peers/node_modules"]
async fn both_refuse_the_same_documents() {
    let bench = Bench::new().await;
    let select = "data { status } errors { message }";
    let of = |arguments: &str, fields: &str| format!("{{ userVerification{arguments} {{ {fields} }} }}");
    let arguments = r#"(reqOrgContactId: "contact-1")"#;
    let good = of(arguments, select);
    let cases = [
        ("nothing wrong", good.clone(), None),
        ("a fragment", format!("query {{ ...f }} fragment f on Query {good}"), None),
        ("another name", good.replace("userVerification", "other: userVerification"), None),
        ("a condition", good.replace("data {", "data @include(if: true) {"), None),
        ("no GraphQL", "query {".to_owned(), Some("GRAPHQL_PARSE_FAILED")),
        ("no document", String::new(), Some("BAD_REQUEST")),
        ("no operation", "# nothing".to_owned(), Some("GRAPHQL_PARSE_FAILED")),
        ("no argument", of("", select), Some("GRAPHQL_VALIDATION_FAILED")),
        ("null for an argument", of("(reqOrgContactId: null)", select), Some("GRAPHQL_VALIDATION_FAILED")),
        ("a number for a text", of("(reqOrgContactId: 7)", select), Some("GRAPHQL_VALIDATION_FAILED")),
        (
            "an argument too many",
            of(r#"(reqOrgContactId: "1", a: 1)"#, select),
            Some("GRAPHQL_VALIDATION_FAILED"),
        ),
        ("an unknown field", of(arguments, "data { phone }"), Some("GRAPHQL_VALIDATION_FAILED")),
        ("no selection", of(arguments, "data"), Some("GRAPHQL_VALIDATION_FAILED")),
        ("a selection too many", of(arguments, "data { status { a } }"), Some("GRAPHQL_VALIDATION_FAILED")),
        ("an undeclared variable", of("(reqOrgContactId: $id)", select), Some("GRAPHQL_VALIDATION_FAILED")),
        ("an unused variable", format!("query($id: String) {good}"), Some("GRAPHQL_VALIDATION_FAILED")),
        ("an unknown fragment", "{ ...nothing }".to_owned(), Some("GRAPHQL_VALIDATION_FAILED")),
        ("an unknown directive", good.replace("data {", "data @later {"), Some("GRAPHQL_VALIDATION_FAILED")),
        ("a query as a mutation", format!("mutation {good}"), Some("GRAPHQL_VALIDATION_FAILED")),
        ("one name for two", format!("{good} {good}"), Some("GRAPHQL_VALIDATION_FAILED")),
    ];
    for (what, document, code) in cases {
        let found = ask(json!({"verb": "validate", "sdl": schema(), "document": document})).await;
        let problems = found["problems"].as_array().unwrap();
        assert_eq!(problems.is_empty(), code.is_none(), "{what}: graphql-js says {problems:?}");
        let document = json!({"verb": "request", "document": document});
        let answer = bench.ask(document).await;
        let told = answer["refused"]["errors"][0]["extensions"]["code"].as_str();
        assert_eq!(told, code, "{what}: {answer}");
    }
}

fn of_spinwheel(contact: &str) -> Value {
    input(&json!({"creditReportSource": "SPINWHEEL", "reqOrgContactId": contact}))
}

#[tokio::test]
#[ignore = "needs node and tests/peers/node_modules"]
async fn by_text_message_to_a_report_that_the_rust_client_reads() {
    let bench = Bench::new().await;
    let person = json!({"phoneNumber": PHONE, "dateOfBirth": BIRTH_DATE, "reqOrgContactId": "contact-1"});
    let sent = bench.request("send_sms_verification_code", input(&person)).await;
    let message = json!({"message": "Verification code sent successfully"});
    let documented = json!({"sendSMSVerificationCode": {"data": message, "errors": null}});
    assert_eq!(sent, json!({"data": documented}), "as the provider's page prints it");
    let check = |code: &str| input(&json!({"reqOrgContactId": "contact-1", "verificationCode": code}));
    let refused = bench.request("verify_sms_code", check(bench.world.wrong_code(PHONE).expose())).await;
    let payload = &refused["data"]["verifySMSCode"];
    assert_eq!((&payload["data"], payload["errors"].as_array().unwrap().len()), (&Value::Null, 1));
    let granted = bench.data("verify_sms_code", check(bench.world.code(PHONE).expose())).await;
    assert_eq!(granted, json!({"message": "Verification successful"}));
    let standing = bench.data("user_verification", json!({"reqOrgContactId": "contact-1"})).await;
    assert_eq!(standing["status"], "PASSED");
    let pulled = bench.data("pull_credit_report", of_spinwheel("contact-1")).await;
    let id = pulled["creditReportId"].as_str().unwrap();
    let report = bench.data("credit_report", input(&json!({"creditReportId": id}))).await;
    assert_eq!(report["debts"], pulled["debts"]);

    let client = &bench.world.debtcore;
    assert!(
        client.user_verification(&GetUserVerification::new(contact("contact-1"))).await.unwrap().is_passed()
    );
    let read = client.credit_report(&GetCreditReport::new(id.parse().unwrap())).await.unwrap();
    let ours: Vec<_> =
        read.debts.unwrap().iter().map(|debt| debt.current_balance.unwrap().to_cents()).collect();
    let cents =
        |debt: &Value| serde_json::from_value::<spinwheel_gql::Amount>(debt["currentBalance"].clone());
    let theirs: Vec<_> =
        report["debts"].as_array().unwrap().iter().map(|debt| cents(debt).unwrap().to_cents()).collect();
    assert_eq!(ours, theirs);
    assert_eq!((bench.world.tenant.outbox().len(), bench.world.tenant.double_sends().len()), (1, 0));
    for entry in bench.world.tenant.journal().entries() {
        assert_eq!(entry.unread_fields, Vec::<String>::new(), "{:?}", entry.operation);
    }
}

#[tokio::test]
#[ignore = "needs node and tests/peers/node_modules"]
async fn by_questions_and_a_list_in_parts() {
    let bench = Bench::new().await;
    let person = json!({
        "firstName": "Ada", "lastName": "Example", "dateOfBirth": "1980-05-05", "ssn": "900123456",
        "addressLine1": "1 Main Street", "city": "Springfield", "state": "IL", "zip": "62701",
        "reqOrgContactId": "contact-1",
    });
    let asked = bench.data("kba_questions", input(&person)).await;
    assert_eq!(asked["questions"].as_array().unwrap().len(), 4);
    let right = bench.world.tenant.debtcore().kba_answers("contact-1").unwrap();
    let right =
        right.iter().map(|answer| json!({"questionId": answer.question_id, "answerId": answer.answer_id}));
    let answers = json!({"reqOrgContactId": "contact-1", "answers": right.collect::<Vec<_>>()});
    let granted = bench.data("send_kba_answers", input(&answers)).await;
    assert_eq!(granted, json!({"message": "KBA verification successful"}));
    let mut pulled = Vec::new();
    for number in 0..5 {
        let pull = input(&json!({
            "creditReportSource": "CRS_TRANSUNION", "reqOrgContactId": format!("contact-{number}"),
            "firstName": "Ada", "lastName": "Example", "addressLine1": "1 Main Street", "city": "Springfield",
            "state": "IL", "zip": "62701",
        }));
        pulled.push(bench.data("pull_credit_report", pull).await["creditReportId"].clone());
    }
    let (mut listed, mut after, mut parts) = (Vec::new(), Value::Null, 0);
    loop {
        let order = json!([{"field": "createdAt", "direction": "ASC"}]);
        let page = bench.data("credit_reports", json!({"first": 2, "after": after, "order": order})).await;
        listed.extend(page["edges"].as_array().unwrap().iter().map(|edge| edge["node"]["id"].clone()));
        (after, parts) = (page["pageInfo"]["endCursor"].clone(), parts + 1);
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!((listed, parts), (pulled, 3));
}

#[tokio::test]
#[ignore = "needs node and tests/peers/node_modules"]
async fn what_is_refused_reaches_another_client_too() {
    let bench = Bench::new().await;
    let variables = json!({"reqOrgContactId": "contact-1"});
    let document = operation("user_verification");
    let stranger = json!({"verb": "request", "token": "none", "document": document, "variables": variables});
    let refused = bench.ask(stranger).await["refused"].clone();
    assert_eq!(
        (&refused["status"], &refused["errors"][0]["extensions"]["code"]),
        (&json!(401), &json!("UNAUTHORIZED"))
    );
    let refused = bench.request("user_verification", json!({"reqOrgContactId": 7})).await["refused"].clone();
    assert_eq!(
        (&refused["status"], &refused["errors"][0]["extensions"]["code"]),
        (&json!(200), &json!("BAD_USER_INPUT"))
    );
    assert!(refused["errors"][0]["message"].as_str().unwrap().contains("reqOrgContactId"), "{refused}");
    let both = json!({"first": 1, "last": 1});
    let refused = bench.request("credit_reports", both.clone()).await;
    assert_eq!(refused["data"]["creditReports"]["data"], Value::Null, "{refused}");
    bench.world.tenant.debtcore().choose(|choices| choices.both_directions = BothDirections::FirstWins);
    assert_eq!(bench.data("credit_reports", both).await["totalCount"], 0);
    for status in [400, 200] {
        bench.world.tenant.debtcore().choose(|choices| choices.request_error_status = status);
        let refused = bench.ask(json!({"verb": "request", "document": "{ nothing }"})).await;
        assert_eq!(refused["refused"]["status"], status);
        assert_eq!(refused["refused"]["errors"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
    }
}

#[tokio::test]
#[ignore = "needs node and tests/peers/node_modules"]
async fn queries_by_get_and_no_introspection_if_the_sandbox_says_so() {
    let bench = Bench::new().await;
    let debtcore = bench.world.tenant.debtcore();
    let variables = json!({"reqOrgContactId": "contact-1"});
    let document = operation("user_verification");
    let query = json!({"verb": "request", "method": "GET", "document": document, "variables": variables});
    for status in [405, 400] {
        debtcore.choose(|choices| choices.get_status = status);
        assert_eq!(bench.ask(query.clone()).await["refused"]["status"], status);
    }
    debtcore.choose(|choices| {
        choices.get_requests = GetRequests::Queries;
        choices.other_content_type = OtherContentType::Accept;
    });
    let answer = bench.ask(query).await;
    assert_eq!(answer["data"]["userVerification"]["data"]["status"], "NOT_STARTED", "{answer}");
    debtcore.choose(|choices| choices.introspection = false);
    let asked = json!({"verb": "request", "document": "{ __schema { queryType { name } } }"});
    let code = bench.ask(asked).await["refused"]["errors"][0]["extensions"]["code"].clone();
    assert_eq!(code, "GRAPHQL_VALIDATION_FAILED");
}
