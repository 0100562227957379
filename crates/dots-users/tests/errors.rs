//! How refusals read, and what they lead to.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use dots_users::{Delivery, Error, ErrorCode, ErrorKind, TransportError};
use support::{client, sample};
use verify_testkit::Script;

/// Every documented code.
const CODES: [&str; 23] = [
    "auth-email-already-exists",
    "auth-username-already-exists",
    "invalid-input",
    "invalid-ssn",
    "invalid-username",
    "invalid-phone-number",
    "invalid-email",
    "invalid-phone-number-voip",
    "invalid-phone-number-landline",
    "invalid-invoice-requested-information",
    "invalid-invoice-breakdown",
    "invalid-invoice-item",
    "invalid-invoice-item-total",
    "invalid-transaction",
    "transaction-insufficient-funds",
    "user-info-missing",
    "user-info-missing-cash-app",
    "user-info-missing-contact",
    "user-info-missing-card",
    "app-info-missing",
    "service-unavailable",
    "resource-busy",
    "no_such_resource",
];

/// The error of a call that creates and is answered like this.
async fn create(status: u16, body: &str) -> Error {
    let script = Script::new();
    script.on("create_user").answer(status, body.to_owned());
    let error = client(&script).create_user(&support::create_user()).await.unwrap_err();
    assert_eq!(script.requests().len(), 1, "nothing is created twice");
    error
}

/// The same of the check of a token.
async fn verify(status: u16, body: &str) -> Error {
    let script = Script::new();
    script.on("verify_token").answer(status, body.to_owned());
    let error = client(&script).verify_token(&support::verify_token()).await.unwrap_err();
    assert_eq!(script.requests().len(), 1, "a token is never sent twice");
    error
}

fn refusal(code: &str) -> String {
    format!(r#"{{"success":false,"message":"about ada@example.com","error_code":"{code}"}}"#)
}

#[tokio::test]
async fn every_code_has_a_line() {
    let mut lines = Vec::new();
    for code in CODES {
        let error = create(400, &refusal(code)).await;
        assert_eq!(ErrorCode::of(&error).unwrap().listed(), Some(code));
        assert_eq!(error.code(), Some(code));
        lines.push(format!("{error}\n    {:?}, {:?}", ErrorCode::of(&error).unwrap(), error.kind()));
    }
    insta::assert_snapshot!("codes", lines.join("\n"));
}

#[test]
fn no_documented_code_is_left_out() {
    let source = include_str!("../src/error.rs");
    let quoted = source.lines().filter_map(|line| line.trim().split_once(" => \"")?.1.strip_suffix("\","));
    let mut documented: Vec<_> = quoted.filter(|text| !text.contains(' ')).collect();
    let mut here = CODES;
    documented.sort_unstable();
    here.sort_unstable();
    assert_eq!(documented, here);
}

#[tokio::test]
async fn the_code_counts_whatever_the_http_status() {
    for code in CODES {
        let kind = match code {
            "service-unavailable" => ErrorKind::Unavailable,
            "resource-busy" => ErrorKind::Throttled,
            _ => ErrorKind::Refused,
        };
        for status in [200, 201, 202, 400, 401, 403, 404, 409, 422] {
            for error in [create(status, &refusal(code)).await, verify(status, &refusal(code)).await] {
                assert_eq!((error.code(), error.kind()), (Some(code), kind), "HTTP {status}");
                assert_eq!(error.delivery(), Delivery::Answered);
                assert_eq!(error.may_have_acted(), kind == ErrorKind::Unavailable, "{code}");
            }
        }
        assert_eq!(create(429, &refusal(code)).await.kind(), ErrorKind::Throttled);
        for status in [500, 503] {
            let error = create(status, &refusal(code)).await;
            assert_eq!((error.code(), error.kind()), (Some(code), ErrorKind::Unavailable));
            assert!(error.may_have_acted());
        }
    }
}

#[tokio::test]
async fn what_dots_may_answer_besides_codes() {
    let page = "<html><body>no</body></html>";
    let rows = [
        (400, "{}"),
        (400, r#"{"success":false,"message":"Invalid phone number","error":400}"#),
        (400, &refusal("a-new-code")),
        (400, page),
        (401, ""),
        (401, &refusal("a-new-code")),
        (403, r#"{"success":false,"error":403,"message":"email tied to another phone"}"#),
        (404, page),
        (409, r#"{"success":false}"#),
        (429, ""),
        (500, "Internal Server Error"),
        (502, page),
        (200, r#"{"success":false,"message":"no"}"#),
        (200, page),
        (200, "{}"),
        (200, ""),
        (302, ""),
    ];
    let mut lines = Vec::new();
    for (status, body) in rows {
        let error = create(status, body).await;
        lines.push(format!("{error}\n    {:?}, may have acted: {}", error.kind(), error.may_have_acted()));
    }
    insta::assert_snapshot!("other_answers", lines.join("\n"));
}

#[tokio::test]
async fn what_is_neither_a_right_nor_a_wrong_token() {
    let page = "\n <html><body>no</body></html>";
    let rows = [
        (200, r#"{"success":false,"message":"no"}"#, ErrorKind::Refused),
        (200, page, ErrorKind::Unreadable),
        (400, page, ErrorKind::Refused),
        (400, &refusal("invalid-input"), ErrorKind::Refused),
        (401, "", ErrorKind::Credentials),
        (403, "", ErrorKind::Credentials),
        (404, "", ErrorKind::Refused),
        (422, "", ErrorKind::Refused),
        (429, "", ErrorKind::Throttled),
        (500, "", ErrorKind::Unavailable),
        (302, "", ErrorKind::Refused),
    ];
    for (status, body, kind) in rows {
        assert_eq!(verify(status, body).await.kind(), kind, "HTTP {status}: {body}");
    }
}

#[tokio::test]
async fn a_web_page_is_no_answer_where_none_is_documented() {
    let page = "<!DOCTYPE html><p>Welcome to the hotel's network</p>";
    let script = Script::new();
    script.on("send_verification_token").answer_as("text/html", 200, page);
    script.on("delete_user").answer_as("text/html", 200, page);
    let client = client(&script);
    let sent = client.send_verification_token(&support::send_verification_token()).await.unwrap_err();
    assert_eq!((sent.kind(), sent.may_have_acted()), (ErrorKind::Unreadable, true));
    let deleted = client.delete_user(&support::delete_user()).await.unwrap_err();
    assert_eq!(deleted.kind(), ErrorKind::Unreadable);
}

#[tokio::test]
async fn an_unknown_code_is_kept_but_not_printed() {
    let error = create(400, &refusal("SECRET-VALUE-42")).await;
    assert!(
        matches!(ErrorCode::of(&error), Some(ErrorCode::Unknown(text)) if text.expose() == "SECRET-VALUE-42")
    );
    assert_eq!(error.code(), None);
    assert!(!format!("{error} {error:?}").contains("SECRET-VALUE-42"));
}

#[tokio::test]
async fn a_busy_resource_is_waited_for_where_a_repeat_does_no_harm() {
    let script = Script::new();
    script.on("update_user").times(2).answer(409, refusal("resource-busy"));
    script.on("update_user").answer(200, sample("update_user/updated.json"));
    client(&script).update_user(&support::update_user()).await.unwrap();
    assert_eq!(script.requests().len(), 3);
    for code in ["service-unavailable", "resource-busy"] {
        let script = Script::new();
        script.on("send_verification_token").answer(400, refusal(code));
        let request = support::send_verification_token();
        let error = client(&script).send_verification_token(&request).await.unwrap_err();
        assert_eq!((error.attempts(), error.may_have_acted()), (1, code == "service-unavailable"));
    }
}

#[tokio::test]
async fn lost_calls_say_what_may_have_happened() {
    let script = Script::new();
    for operation in ["create_user", "send_verification_token", "verify_token"] {
        script.on(operation).fail(TransportError::interrupted("the connection was closed without an answer"));
    }
    let client = client(&script);
    let errors = [
        client.create_user(&support::create_user()).await.unwrap_err(),
        client.send_verification_token(&support::send_verification_token()).await.unwrap_err(),
        client.verify_token(&support::verify_token()).await.unwrap_err(),
    ];
    for error in &errors {
        assert_eq!(
            (error.delivery(), error.may_have_acted(), error.attempts()),
            (Delivery::Unknown, true, 1)
        );
    }
    insta::assert_snapshot!("lost", errors.map(|error| error.to_string()).join("\n"));
}

/// The errors of the calls that are about payout methods, tax forms, addresses and flows, when they are answered like this;
/// those that may be repeated are made `attempts` times.
async fn refused_calls(status: u16, body: &str, attempts: usize) -> Vec<Error> {
    macro_rules! errors {
        ($($operation:ident $attempts:expr),*) => {
            vec![$({
                let script = Script::new();
                script.on(stringify!($operation)).times($attempts).answer(status, body.to_owned());
                let error = client(&script).$operation(&support::$operation()).await.unwrap_err();
                assert_eq!(script.requests().len(), $attempts);
                error
            }),*]
        };
    }
    errors! {
        put_payout_method 1, list_payout_methods attempts, put_compliance attempts, put_address attempts,
        create_flow attempts, retrieve_flow attempts, list_flows attempts
    }
}

#[tokio::test]
async fn every_code_of_every_call() {
    for code in CODES {
        let (kind, attempts) = match code {
            "service-unavailable" => (ErrorKind::Unavailable, 3),
            "resource-busy" => (ErrorKind::Throttled, 3),
            _ => (ErrorKind::Refused, 1),
        };
        for status in [200, 400, 403, 404] {
            for error in refused_calls(status, &refusal(code), attempts).await {
                assert_eq!((error.code(), error.kind()), (Some(code), kind), "{error}");
                assert_eq!(error.may_have_acted(), kind == ErrorKind::Unavailable, "{error}");
            }
        }
    }
}

#[tokio::test]
async fn pages_of_others_are_no_answer_to_any_call() {
    let page = "<html><body>Welcome to the hotel's network</body></html>";
    for error in refused_calls(200, page, 1).await {
        assert_eq!(error.kind(), ErrorKind::Unreadable, "{error}");
        let adds = error.operation() == Some("put_payout_method");
        assert_eq!(error.may_have_acted(), adds, "{error}");
    }
    for error in refused_calls(200, r#"{"success":false}"#, 1).await {
        assert_eq!((error.kind(), error.code()), (ErrorKind::Refused, None), "{error}");
    }
    for error in refused_calls(503, page, 3).await {
        assert_eq!((error.kind(), error.may_have_acted()), (ErrorKind::Unavailable, true), "{error}");
    }
}

#[tokio::test]
async fn a_payout_method_is_not_added_twice() {
    let script = Script::new();
    script.on("put_payout_method").fail(TransportError::interrupted("the connection was closed"));
    let error = client(&script).put_payout_method(&support::put_payout_method()).await.unwrap_err();
    assert_eq!((error.delivery(), error.attempts()), (Delivery::Unknown, 1));
    assert!(error.to_string().contains("it may have taken effect (adds a payout method)"), "{error}");
}
