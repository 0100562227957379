//! Errors in every shape, the gateway's 403, and faults.

use serde_json::{Value, json};
use verify_sandbox::signzy::{Account, ErrorShape, StatusCodeType};
use verify_sandbox::{Fault, FaultError, FaultKind, Outcome, RetryAfter};

use crate::client::Reply;
use crate::signzy_client::{Customer, NUMBER, refusal, said, wanted};

async fn unauthorized(customer: &Customer) -> Reply {
    let path = customer.signzy.send_link_path();
    customer.with_token("nothing", "POST", path, &wanted(NUMBER)).await.unwrap()
}

#[tokio::test]
async fn errors_have_the_shape_of_the_choice() {
    let customer = Customer::new().await;
    let message = "mobileNumber is missing; countryCode is missing";
    let full = json!({
        "name": "error", "message": message, "status": 400, "reason": "VALIDATION_ERROR",
        "type": "Bad Request", "statusCode": 400,
    });
    let mut flat = full.clone();
    flat.as_object_mut().unwrap().remove("status");
    for (shape, expected) in [
        (ErrorShape::SendLink, json!({"error": full})),
        (ErrorShape::Flat, flat),
        (ErrorShape::LoopBack, json!({"error": {"statusCode": 400, "name": "Error", "message": message}})),
        (ErrorShape::Old, json!({"error": {"name": "Error", "status": 400, "message": message}})),
        (ErrorShape::Gateway, json!({"message": message})),
    ] {
        customer.signzy.choose(|choices| choices.error_shape = shape);
        let reply = customer.send(&json!({"targetUrl": "https://example.com"})).await;
        assert_eq!((reply.status, reply.json()), (400, expected), "{shape:?}");
        assert!(customer.rests_on("error_shape"));
        assert_eq!(
            refusal(&unauthorized(&customer).await),
            said(401, "AUTH_FAIL"),
            "of the token: as before"
        );
    }
}

#[tokio::test]
async fn errors_can_be_pages_or_json_in_json() {
    let customer = Customer::new().await;
    customer.signzy.choose(|choices| choices.error_shape = ErrorShape::Html);
    let page = customer.send(&json!({})).await;
    assert_eq!((page.status, page.header("content-type").as_deref()), (400, Some("text/html")));
    assert!(page.text().contains("<h1>400 Bad Request</h1>"), "{}", page.text());
    customer.signzy.choose(|choices| choices.error_shape = ErrorShape::Nested);
    let nested = customer.send(&json!({"targetUrl": "https://example.com"})).await;
    assert_eq!(nested.status, 422);
    let inner: Value = serde_json::from_str(nested.json()["error"]["message"].as_str().unwrap()).unwrap();
    assert_eq!(inner["message"], "mobileNumber is missing; countryCode is missing");
}

#[tokio::test]
async fn errors_about_the_token_have_a_choice_of_their_own() {
    let customer = Customer::new().await;
    customer.signzy.choose(|choices| {
        choices.token_error_shape = ErrorShape::Flat;
        choices.status_code_type = StatusCodeType::Text;
    });
    let expected = json!({
        "name": "error", "message": "Unauthorized", "reason": "AUTH_FAIL", "type": "Unauthorized",
        "statusCode": "401",
    });
    assert_eq!(unauthorized(&customer).await.json(), expected);
    assert!(customer.rests_on("token_error_shape") && customer.rests_on("status_code_type"));
    let other = customer.send(&json!({})).await.json();
    assert_eq!(other["error"]["statusCode"], json!("400"), "{other}");
}

#[tokio::test]
async fn an_account_may_not_use_it_or_have_no_credit() {
    let customer = Customer::new().await;
    let pair = customer.pair().await;
    customer.signzy.choose(|choices| choices.account = Account::NotEntitled);
    let gateway = json!({"message": "You cannot consume this service"});
    for reply in [customer.send(&wanted(NUMBER)).await, customer.check(&pair).await] {
        assert_eq!((reply.status, reply.json()), (403, gateway.clone()));
        assert!(customer.rests_on("account"));
    }
    assert_eq!(unauthorized(&customer).await.status, 401, "the token comes first");
    assert_eq!(customer.login().await.status, 200);
    customer.signzy.choose(|choices| choices.account = Account::OutOfCredit);
    let reply = customer.send(&wanted(NUMBER)).await;
    assert_eq!(refusal(&reply), said(403, ""));
    assert!(reply.json()["error"]["message"].as_str().unwrap().contains("credit"));
    assert_eq!((customer.check(&pair).await.status, customer.texts()), (200, 1));
}

#[tokio::test]
async fn a_reason_can_be_made_up_by_choice() {
    let customer = Customer::new().await;
    let reply = customer.send(&wanted("2025550107")).await;
    assert_eq!(refusal(&reply), said(409, ""));
    assert!(reply.json()["error"].get("reason").is_none());
    assert!(customer.rests_on("unnamed_reason"));
    customer.signzy.choose(|choices| choices.unnamed_reason = "SOME_REASON".to_owned());
    assert_eq!(refusal(&customer.send(&wanted("2025550107")).await), said(409, "SOME_REASON"));
}

#[tokio::test]
async fn every_refusal_can_be_injected() {
    let customer = Customer::new().await;
    let faults = customer.tenant.faults();
    let refused = |name: &str| Fault::new("signzy.send_link", FaultKind::Refusal(name.to_owned()));
    let unknown = faults.arm(refused("no such name")).unwrap_err();
    let FaultError::UnknownToken { known, .. } = unknown else { panic!("{unknown}") };
    let mut statuses = Vec::new();
    for name in known {
        let guard = faults.arm(refused(name).times(1)).unwrap();
        statuses.push((name, customer.send(&wanted(NUMBER)).await.status));
        drop(guard);
    }
    let expected = [
        ("VALIDATION_ERROR", 400),
        ("NUMBER_NOT_VALID", 400),
        ("NUMBER_NOT_ALLOWED", 400),
        ("AUTH_FAIL", 401),
        ("LOGIN_FAILED", 401),
        ("NOT_ENTITLED", 403),
        ("OUT_OF_CREDIT", 403),
        ("REQUEST_LIMIT", 403),
        ("NOT_FOUND", 404),
        ("NUMBER_BLOCKED", 404),
        ("SOURCE_UNAVAILABLE", 409),
        ("MISSING_INPUT", 422),
        ("INTERNAL", 500),
        ("DOWN", 502),
        ("TIMEOUT", 504),
    ];
    assert_eq!(statuses, expected);
    assert_eq!(customer.texts(), 0);
}

#[tokio::test]
async fn what_goes_wrong_on_the_way() {
    let customer = Customer::new().await;
    let faults = customer.tenant.faults();
    let arm = |operation: &str, kind: FaultKind| faults.arm(Fault::new(operation, kind).times(1)).unwrap();
    let _page = arm("signzy.check_link", FaultKind::BadGatewayHtml);
    let pair = customer.pair().await;
    let page = customer.check(&pair).await;
    assert_eq!((page.status, page.header("content-type").as_deref()), (502, Some("text/html")));
    let _limit = arm("signzy.login", FaultKind::TooManyRequests(RetryAfter::Seconds(5)));
    let limited = customer.login().await;
    assert_eq!((limited.status, limited.header("retry-after").as_deref()), (429, Some("5")));
    assert_eq!((refusal(&limited), customer.signzy.logins()), (said(429, ""), 0));
    let _lost = arm("signzy.send_link", FaultKind::AcceptedThenLost);
    let path = customer.signzy.send_link_path();
    assert!(customer.try_call("POST", path, &wanted(NUMBER)).await.is_none());
    assert_eq!(customer.tenant.journal().last().unwrap().outcome, Outcome::ClosedAfterProcessing);
    assert_eq!(customer.texts(), 2, "the lost call has sent its text message");
    customer.pair().await;
    assert_eq!(customer.tenant.double_sends().len(), 2, "three equal requests");
}

#[tokio::test]
async fn enums_and_fields_can_be_spoilt() {
    let customer = Customer::new().await;
    let pair = customer.opened(verify_sandbox::signzy::OpenedBy::Carrier).await;
    let faults = customer.tenant.faults();
    for (kind, field, expected) in [
        (FaultKind::UnknownEnum, "LineType", json!("UNHEARD_OF_VALUE")),
        (FaultKind::UnknownEnum, "PhoneMatch", json!("UNHEARD_OF_VALUE")),
        (FaultKind::RetypedField("LinkClicked".to_owned()), "LinkClicked", json!("true")),
        (FaultKind::NullField("PhoneMatch".to_owned()), "PhoneMatch", Value::Null),
    ] {
        let _guard = faults.arm(Fault::new("signzy.check_link", kind).times(1)).unwrap();
        assert_eq!(customer.result(&pair).await[field], expected, "{field}");
    }
    let _guard =
        faults.arm(Fault::new("signzy.*", FaultKind::MissingField("LinkClicked".to_owned()))).unwrap();
    assert!(customer.result(&pair).await.get("LinkClicked").is_none());
}

#[tokio::test]
async fn routes_there_are_none_of() {
    let customer = Customer::new().await;
    let unknown = json!({"error": {"statusCode": 404, "name": "Error", "message": "Not Found"}});
    for (method, path) in [("GET", "/api/v3/us-kyc/send-link"), ("GET", "/sandbox/login"), ("PUT", "/link/x")]
    {
        let reply = customer.try_call(method, path, &Value::Null).await.unwrap();
        assert_eq!((reply.status, reply.json()), (404, unknown.clone()), "{method} {path}");
    }
    assert!(customer.why().contains("signzy.") && customer.why().contains("another method"));
}
