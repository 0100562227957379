//! What is wrong with a request: the framework's errors, and what the journal says of variables.

use serde_json::{Value, json};
use verify_sandbox::debtcore::{GetRequests, OtherContentType};

use crate::client::{BORN, PHONE, Reply};
use crate::debtcore_client::{CONTACT, Org, REPORTS, SEND, USER, input, sms, top_code};

fn ask() -> Value {
    json!({"reqOrgContactId": CONTACT})
}

fn message(reply: &Reply) -> String {
    reply.json()["errors"][0]["message"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn documents_that_cannot_be_executed() {
    let org = Org::new().await;
    let two = "query A { userVerification(reqOrgContactId: \"x\") { data { id } } } \
               query B { userVerification(reqOrgContactId: \"y\") { data { id } } }";
    for (document, code) in [
        ("query {", "GRAPHQL_PARSE_FAILED"),
        ("no graphql at all", "GRAPHQL_PARSE_FAILED"),
        (
            "query { userVerification(reqOrgContactId: \"x\") { data { noSuchField } } }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
        ("query { userVerification(reqOrgContactId: \"x\") }", "GRAPHQL_VALIDATION_FAILED"),
        ("query { userVerification { data { id } } }", "GRAPHQL_VALIDATION_FAILED"),
        (
            "query($x: Int!) { userVerification(reqOrgContactId: $x) { data { id } } }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (two, "OPERATION_RESOLUTION_FAILURE"),
    ] {
        let reply = org.call(document, &json!({})).await;
        let errors = reply.json()["errors"].as_array().unwrap().clone();
        assert_eq!((reply.status, reply.json().get("data")), (400, None), "{document}");
        assert!(errors.iter().all(|error| error["extensions"]["code"] == code), "{document}: {errors:?}");
        assert!(org.rests_on("request_error_status"));
    }
    let chosen = json!({"query": two, "operationName": "B"}).to_string();
    let reply = org.raw("POST", "", "application/json", &chosen).await.unwrap();
    assert_eq!(reply.status, 200, "{}", reply.text());
    let unknown = json!({"query": two, "operationName": "C"}).to_string();
    let reply = org.raw("POST", "", "application/json", &unknown).await.unwrap();
    assert_eq!(top_code(&reply), "OPERATION_RESOLUTION_FAILURE");
    org.debtcore.choose(|choices| choices.request_error_status = 200);
    assert_eq!(org.call("query {", &json!({})).await.status, 200);
}

#[tokio::test]
async fn bodies_that_are_no_request() {
    let org = Org::new().await;
    for body in ["", "{", "[]", "\"text\"", "{}", r#"{"query": 1}"#, r#"{"query": "{a}", "variables": []}"#] {
        let reply = org.raw("POST", "", "application/json", body).await.unwrap();
        assert_eq!((reply.status, top_code(&reply).as_str()), (400, "BAD_REQUEST"), "{body}");
        let operation = org.tenant.journal().last().unwrap().operation;
        assert_eq!(operation, Some("debtcore.graphql"), "{body}");
    }
    let batch = json!([{"query": USER, "variables": ask()}]).to_string();
    assert_eq!(top_code(&org.raw("POST", "", "application/json", &batch).await.unwrap()), "BAD_REQUEST");
    let named = json!({"query": USER, "variables": ask(), "operationName": 1}).to_string();
    assert_eq!(top_code(&org.raw("POST", "", "application/json", &named).await.unwrap()), "BAD_REQUEST");
}

#[tokio::test]
async fn other_content_types_and_get() {
    let org = Org::new().await;
    let body = json!({"query": USER, "variables": ask()}).to_string();
    let refused = org.raw("POST", "", "text/plain", &body).await.unwrap();
    assert_eq!((refused.status, top_code(&refused).as_str()), (400, "BAD_REQUEST"));
    assert!(org.rests_on("other_content_type") && org.rests_on("content_type_status"));
    org.debtcore.choose(|choices| choices.content_type_status = 415);
    assert_eq!(org.raw("POST", "", "text/plain", &body).await.unwrap().status, 415);
    org.debtcore.choose(|choices| choices.other_content_type = OtherContentType::Accept);
    assert_eq!(org.raw("POST", "", "text/plain", &body).await.unwrap().status, 200);
    let json_type = org.raw("POST", "", "Application/JSON; charset=utf-8", &body).await.unwrap();
    assert_eq!(json_type.status, 200);
    let document = "?query=%7BuserVerification(reqOrgContactId%3A%22x%22)%7Bdata%7Bstatus%7D%7D%7D";
    assert_eq!(org.raw("GET", document, "application/json", "").await.unwrap().status, 405);
    assert!(org.rests_on("get_requests") && org.rests_on("get_status"));
    assert_eq!(org.tenant.journal().last().unwrap().operation, Some("debtcore.user_verification"));
    org.debtcore.choose(|choices| {
        choices.get_requests = GetRequests::Queries;
        choices.get_status = 400;
    });
    let reply = org.raw("GET", document, "application/json", "").await.unwrap();
    assert_eq!(reply.json()["data"]["userVerification"]["data"]["status"], "NOT_STARTED");
    let mutation = SEND
        .replace(' ', "+")
        .replace('{', "%7B")
        .replace('}', "%7D")
        .replace('$', "%24")
        .replace(':', "%3A");
    let variables = input(sms(PHONE, BORN, CONTACT))
        .to_string()
        .replace('"', "%22")
        .replace('{', "%7B")
        .replace('}', "%7D");
    let variables = variables.replace('+', "%2B");
    let changing =
        org.raw("GET", &format!("?query={mutation}&variables={variables}"), "x/y", "").await.unwrap();
    assert_eq!((changing.status, top_code(&changing).as_str()), (400, "BAD_REQUEST"));
    assert!(org.tenant.outbox().is_empty());
    assert_eq!(org.raw("PUT", "", "application/json", &body).await.unwrap().status, 405);
}

#[tokio::test]
async fn variables_of_a_wrong_type_are_quoted() {
    let org = Org::new().await;
    let number =
        input(json!({"phoneNumber": 12_025_550_140_u64, "dateOfBirth": BORN, "reqOrgContactId": CONTACT}));
    let reply = org.call(SEND, &number).await;
    assert_eq!((reply.status, top_code(&reply).as_str()), (200, "BAD_USER_INPUT"));
    let told = message(&reply);
    assert!(
        told.starts_with("Variable \"$input\" got invalid value 12025550140 at \"input.phoneNumber\"; "),
        "{told}"
    );
    assert_eq!(reply.json()["errors"][0]["locations"][0]["line"], 1);
    assert!(reply.json().get("data").is_none() && org.tenant.outbox().is_empty());
    assert!(org.rests_on("bad_variables_status") && org.rests_on("echo_input"));
    let part = input(json!({"phoneNumber": PHONE, "dateOfBirth": BORN}));
    let told = message(&org.call(SEND, &part).await);
    assert!(
        told.contains(PHONE) && told.contains("\"reqOrgContactId\""),
        "the whole object is quoted: {told}"
    );
    for (document, variables, what) in [
        (SEND, json!({}), "Variable \"$input\" of type \"SMSVerificationInput!\" is required"),
        (SEND, json!({"input": null}), "cannot be null"),
        (SEND, json!({"input": "x"}), "must be an object"),
        (USER, json!({"reqOrgContactId": 5}), "Variable \"$reqOrgContactId\" got invalid value 5; "),
        (REPORTS, json!({"first": "ten"}), "got invalid value \"ten\""),
        (REPORTS, json!({"order": [{"field": "size", "direction": "ASC"}]}), "\"order[0].field\""),
        (REPORTS, json!({"where": {"creditReportIds": [1]}}), "\"where.creditReportIds[0]\""),
    ] {
        let told = message(&org.call(document, &variables).await);
        assert!(told.contains(what), "{told}");
    }
    let mut more = sms(PHONE, BORN, CONTACT);
    more["note"] = json!("x");
    assert!(message(&org.call(SEND, &input(more)).await).contains("has no field \"note\""));
    org.debtcore.choose(|choices| {
        choices.echo_input = false;
        choices.bad_variables_status = 400;
    });
    let reply = org.call(SEND, &number).await;
    assert_eq!(reply.status, 400);
    assert!(!reply.text().contains("12025550140") && reply.text().contains("input.phoneNumber"));
}

#[tokio::test]
async fn input_that_does_not_hold_is_refused_before_anything_happens() {
    let org = Org::new().await;
    for (phone, born, contact, what) in [
        ("2025550140", BORN, CONTACT, "phoneNumber must be a phone number in E.164 form"),
        (PHONE, "01/01/1990", CONTACT, "dateOfBirth must be a calendar date"),
        (PHONE, "1990-02-30", CONTACT, "dateOfBirth must be a calendar date"),
        (PHONE, BORN, "  ", "reqOrgContactId must not be empty"),
        (PHONE, "2020-01-01", CONTACT, "younger than 18"),
        ("+442025550140", BORN, CONTACT, "not served"),
    ] {
        let told = org.refused(SEND, &input(sms(phone, born, contact))).await;
        assert!(told.contains(what), "{told}");
    }
    let payload = org.payload(SEND, &input(sms("1", "2", " "))).await;
    assert_eq!(payload["errors"].as_array().unwrap().len(), 3, "all at once: {payload}");
    assert!(payload.to_string().contains(r#"Invalid value \"1\" at \"input.phoneNumber\""#), "{payload}");
    org.debtcore.choose(|choices| choices.echo_input = false);
    let payload = org.payload(SEND, &input(sms("1", "2", " "))).await;
    assert!(!payload.to_string().contains("\\\"1\\\""), "{payload}");
    assert!(org.tenant.outbox().is_empty());
    let long = "x".repeat(256);
    assert!(org.refused(SEND, &input(sms(PHONE, BORN, &long))).await.contains("reqOrgContactId is longer"));
}

#[tokio::test]
async fn the_journal_knows_what_nobody_read() {
    let org = Org::new().await;
    let body = json!({"query": USER, "operationName": "UserVerification", "extensions": {"a": 1},
        "variables": {"reqOrgContactId": CONTACT, "spare": {"deep": 1}}});
    org.raw("POST", "", "application/json", &body.to_string()).await.unwrap();
    assert_eq!(org.unread(), ["extensions.a", "variables.spare.deep"]);
    let inline = "query Q($id: String!, $with: Boolean!) { userVerification(reqOrgContactId: $id) { data { id @include(if: $with) status } } }";
    org.data(inline, &json!({"id": CONTACT, "with": false})).await;
    assert!(org.unread().is_empty(), "{:?}", org.unread());
    let nested = "mutation M($phone: String!) { sendSMSVerificationCode(input: {phoneNumber: $phone, \
        dateOfBirth: \"1990-01-01\", reqOrgContactId: \"c\"}) { data { message } errors { message } } }";
    org.data(nested, &json!({"phone": PHONE})).await;
    assert!(org.unread().is_empty(), "{:?}", org.unread());
    org.verified(PHONE, BORN, CONTACT).await;
    let pull =
        input(json!({"creditReportSource": "SPINWHEEL", "reqOrgContactId": CONTACT, "firstName": "Riley"}));
    org.data(crate::debtcore_client::PULL, &pull).await;
    assert_eq!(org.unread(), ["variables.input.firstName"], "Spinwheel needs the contact alone");
}

#[tokio::test]
async fn the_operation_is_the_one_that_is_chosen() {
    let org = Org::new().await;
    let both = "query A { userVerification(reqOrgContactId: \"x\") { data { id } } } \
                query B { creditReports { data { totalCount } } }";
    for (chosen, operation) in [("A", "debtcore.user_verification"), ("B", "debtcore.credit_reports")] {
        let body = json!({"query": both, "operationName": chosen, "variables": {}}).to_string();
        assert_eq!(org.raw("POST", "", "application/json", &body).await.unwrap().status, 200);
        assert_eq!(org.tenant.journal().last().unwrap().operation, Some(operation));
        assert!(org.unread().is_empty(), "{:?}", org.unread());
    }
    org.raw("POST", "", "application/json", &json!({"query": both}).to_string()).await.unwrap();
    let first = org.tenant.journal().last().unwrap().operation;
    assert_eq!(first, Some("debtcore.user_verification"), "refused, and noted under the first");
}

#[tokio::test]
async fn introspection_shows_the_schema() {
    let org = Org::new().await;
    let ask = "query Introspect { __schema { queryType { name } mutationType { fields { name } } types { name } } }";
    let reply = org.call(ask, &json!({})).await;
    let schema = reply.json()["data"]["__schema"].clone();
    assert_eq!(schema["queryType"]["name"], "Query");
    assert_eq!(schema["mutationType"]["fields"].as_array().unwrap().len(), 4);
    let entry = org.tenant.journal().last().unwrap();
    assert_eq!(entry.operation, Some("debtcore.graphql"));
    assert!(org.rests_on("introspection"));
    let name = org.call("{ __typename }", &json!({})).await;
    assert_eq!(name.json(), json!({"data": {"__typename": "Query"}}));
    org.debtcore.choose(|choices| choices.introspection = false);
    let refused = org.call(ask, &json!({})).await;
    assert_eq!((refused.status, top_code(&refused).as_str()), (400, "GRAPHQL_VALIDATION_FAILED"));
    assert_eq!(org.call("{ __typename }", &json!({})).await.status, 200);
}

#[tokio::test]
async fn aliases_fragments_and_several_fields() {
    let org = Org::new().await;
    let document = "query Q { ...Both } fragment Both on Query { \
        one: userVerification(reqOrgContactId: \"a\") { data { ...Node } } \
        two: userVerification(reqOrgContactId: \"b\") { data { ...Node __typename } } } \
        fragment Node on UserVerificationNode { contact: reqOrgContactId }";
    let reply = org.call(document, &json!({})).await;
    let expected = json!({"data": {"one": {"data": {"contact": "a"}},
        "two": {"data": {"contact": "b", "__typename": "UserVerificationNode"}}}});
    assert_eq!(reply.json(), expected);
    assert_eq!(org.tenant.journal().last().unwrap().operation, Some("debtcore.user_verification"));
}
