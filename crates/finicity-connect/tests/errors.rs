//! How refusals read, and what they lead to.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use std::time::Duration;

use finicity_connect::{
    Client, Clock, Delivery, Environment, Error, ErrorCode, ErrorKind, NextStep, TransportError,
};
use support::{client, count, logins, sample, script};
use verify_testkit::{ManualClock, Script};

/// Every documented code, with the HTTP status it comes with.
const CODES: [(u16, &str); 29] = [
    (401, "10001"),
    (400, "10005"),
    (400, "10010"),
    (401, "10021"),
    (401, "10022"),
    (401, "10023"),
    (401, "10024"),
    (400, "10025"),
    (401, "10026"),
    (401, "10027"),
    (400, "10100"),
    (409, "11000"),
    (409, "110002"),
    (400, "110039"),
    (404, "12401"),
    (404, "14001"),
    (400, "14016"),
    (400, "14020"),
    (401, "24302"),
    (400, "24437"),
    (404, "38007"),
    (400, "41003"),
    (400, "41004"),
    (400, "45003"),
    (500, "103"),
    (500, "185"),
    (500, "187"),
    (500, "325"),
    (500, "977"),
];

/// Worth a new token.
const TOKEN: [&str; 2] = ["10022", "10023"];

/// The error of a read that is answered like this, each time it is sent.
async fn read(status: u16, body: &str, times: usize) -> Error {
    let script = logins(times);
    script.on("get_customer").times(times).answer(status, body.to_owned());
    client(&script).get_customer(&support::get_customer()).await.unwrap_err()
}

/// The same of a call that sends an e-mail.
async fn email(status: u16, body: &str) -> Error {
    let script = script();
    script.on("send_connect_email").answer(status, body.to_owned());
    client(&script).send_connect_email(&support::send_connect_email()).await.unwrap_err()
}

/// The same of a call that creates a customer.
async fn create(status: u16, body: &str) -> Error {
    let script = script();
    script.on("create_active_customer").answer(status, body.to_owned());
    client(&script).create_active_customer(&support::create_active_customer()).await.unwrap_err()
}

#[tokio::test]
async fn every_code_has_a_line_in_each_form_it_comes_in() {
    let mut lines = Vec::new();
    for (status, code) in CODES {
        let message = "for customer 1005061234";
        let forms = [
            format!(r#"{{"code":"{code}","message":"{message}","status":"{status}","tags":""}}"#),
            format!(r#"{{"code":{code},"message":"{message}"}}"#),
            format!(r#"{{"Errors":{{"Error":[{{"code":"{code}","message":"{message}"}}]}}}}"#),
            format!(r#"{{"Errors":{{"Error":[{{"code":{code}}},{{"code":1}}]}}}}"#),
        ];
        let times = if TOKEN.contains(&code) { 2 } else { 1 };
        let mut printed = Vec::new();
        for form in &forms {
            let error = read(status, form, times).await;
            assert_eq!(ErrorCode::of(&error).unwrap().listed(), Some(code), "{form}");
            let code = ErrorCode::of(&error).unwrap();
            assert_eq!(NextStep::of(&error), code.next_step());
            printed.push(format!("{error}\n    {code:?}, {:?}, {:?}", error.kind(), code.next_step()));
        }
        assert!(printed.windows(2).all(|pair| pair[0] == pair[1]), "{printed:?}");
        lines.push(printed.remove(0));
    }
    insta::assert_snapshot!("codes", lines.join("\n"));
}

#[test]
fn no_documented_code_is_left_out() {
    let source = include_str!("../src/error.rs");
    let quoted = source.lines().filter_map(|line| line.trim().split_once(" => \"")?.1.strip_suffix("\","));
    let mut documented: Vec<_> =
        quoted.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit())).collect();
    let mut here = CODES.map(|(_, code)| code);
    documented.sort_unstable();
    here.sort_unstable();
    assert_eq!(documented, here);
}

#[tokio::test]
async fn what_finicity_may_answer_besides_codes() {
    let rows = [
        (400, "{}"),
        (400, r#"{"code":"A-NEW-CODE-42","message":"customer 1005061234"}"#),
        (401, "Invalid (Finicity-App-Key)"),
        (401, ""),
        (403, "<html><body>403 Forbidden</body></html>"),
        (
            403,
            r#"{"code":10406,"status":"403","message":"The active dispute statement for this consumer exists."}"#,
        ),
        (404, "<html><body>404 Not Found</body></html>"),
        (429, ""),
        (500, r#"{"code":5006,"message":"Internal error"}"#),
        (500, "Internal Server Error"),
        (502, "<html><body>502 Bad Gateway</body></html>"),
        (200, "<html><body>Welcome to the hotel's network</body></html>"),
        (200, "[]"),
        (200, ""),
    ];
    let mut lines = Vec::new();
    for (status, body) in rows {
        let error = create(status, body).await;
        lines.push(format!("{error}\n    {:?}, may have acted: {}", error.kind(), error.may_have_acted()));
    }
    insta::assert_snapshot!("other_answers", lines.join("\n"));
}

#[tokio::test]
async fn an_app_key_that_is_not_valid_comes_as_plain_text() {
    let script = script();
    let text = sample("generate_connect_url/app_key_not_valid.txt");
    script.on("generate_connect_url").answer_as("text/plain", 401, text);
    let error = client(&script).generate_connect_url(&support::generate_connect_url()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Credentials, None));
    assert!(
        error.to_string().ends_with("check the app key, and that the plan includes this call"),
        "{error}"
    );
}

#[tokio::test]
async fn an_unknown_code_is_kept_but_not_printed() {
    let error = read(400, r#"{"code":"SECRET-VALUE-42"}"#, 1).await;
    assert!(
        matches!(ErrorCode::of(&error), Some(ErrorCode::Unknown(text)) if text.expose() == "SECRET-VALUE-42")
    );
    assert_eq!(error.code(), None);
    assert!(!format!("{error} {error:?}").contains("SECRET-VALUE-42"));
}

#[tokio::test]
async fn a_token_that_is_not_valid_any_more_costs_one_login_and_one_repeat() {
    let refusals = ["generate_connect_url/token_not_valid.json", "generate_connect_url/other_envelope.json"];
    for refusal in refusals.map(sample) {
        for second_is_accepted in [true, false] {
            let script = logins(2);
            script.on("send_connect_email").answer(401, refusal.clone());
            let second = script.on("send_connect_email");
            if second_is_accepted {
                second.answer(200, sample("send_connect_email/sent.json"));
            } else {
                second.answer(401, refusal.clone());
            }
            let result = client(&script).send_connect_email(&support::send_connect_email()).await;
            assert_eq!(result.is_ok(), second_is_accepted);
            assert_eq!(script.requests().len(), 4, "although it sends an e-mail: the first one did nothing");
            if let Err(error) = result {
                assert_eq!((error.kind(), error.attempts()), (ErrorKind::Credentials, 2));
                assert!(!error.may_have_acted());
            }
        }
    }
}

#[tokio::test]
async fn other_refused_credentials_cost_no_login_and_no_repeat() {
    let codes = ["10001", "10021", "10024", "10026", "10027", "12401", "24302"];
    let json = codes.map(|code| format!(r#"{{"code":{code},"message":"no"}}"#));
    for body in json.iter().map(String::as_str).chain(["Invalid (Finicity-App-Key)", ""]) {
        let script = script();
        script.on("create_active_customer").times(2).answer(401, body.to_owned());
        let client = client(&script);
        for _ in 0..2 {
            let error = client.create_active_customer(&support::create_active_customer()).await.unwrap_err();
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Credentials, 1), "{body}");
            assert!(!error.may_have_acted());
        }
        // The token is not to blame, and another login would not help.
        assert_eq!(count(&script, "authenticate"), 1);
    }
}

#[tokio::test]
async fn refused_credentials_are_never_tried_a_second_time() {
    for (status, body) in [
        (401, sample("authenticate/refused.json")),
        (401, r#"{"code":"24302","message":"Bad credentials"}"#.to_owned()),
        (404, r#"{"code":12401,"message":"partner not found"}"#.to_owned()),
        (401, "Invalid (Finicity-App-Key)".to_owned()),
    ] {
        let script = Script::new();
        script.on("authenticate").answer(status, body);
        let client = client(&script);
        let first = client.authenticate().await.unwrap_err();
        assert_eq!((first.kind(), first.attempts()), (ErrorKind::Credentials, 1));
        let clone = client.clone();
        for error in [
            client.authenticate().await.unwrap_err(),
            clone.get_customer(&support::get_customer()).await.unwrap_err(),
            clone.send_connect_email(&support::send_connect_email()).await.unwrap_err(),
            clone.rotate_partner_secret(&support::rotate_partner_secret()).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Credentials);
            assert!(!error.may_have_acted(), "{error}");
        }
        assert_eq!(script.requests().len(), 1, "five failed logins lock the account");
        script
            .on("authenticate")
            .with_json("/partnerSecret", "another")
            .answer(200, sample("authenticate/granted.json"));
        clone.replace_partner_secret("another").unwrap();
        client.authenticate().await.unwrap();
    }
}

#[tokio::test]
async fn a_refused_rotation_counts_as_refused_credentials() {
    let script = Script::new();
    script.on("rotate_partner_secret").answer(401, sample("authenticate/refused.json"));
    let client = client(&script);
    client.rotate_partner_secret(&support::rotate_partner_secret()).await.unwrap_err();
    for error in [
        client.get_customer(&support::get_customer()).await.unwrap_err(),
        client.rotate_partner_secret(&support::rotate_partner_secret()).await.unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Credentials);
    }
    assert_eq!(script.requests().len(), 1);
}

#[tokio::test]
async fn a_rotated_secret_is_the_one_of_the_next_login() {
    let script = Script::new();
    let granted = sample("authenticate/granted.json");
    script.on("authenticate").with_json("/partnerSecret", "partner-secret").answer(200, granted.clone());
    script.on("rotate_partner_secret").with_json("/partnerSecret", "partner-secret").answer(204, "");
    script.on("get_customer").answer(401, sample("generate_connect_url/token_not_valid.json"));
    script.on("authenticate").with_json("/partnerSecret", "n3w-partner-secret").answer(200, granted);
    script.on("get_customer").answer(200, sample("get_customer/customer.json"));
    script.on("rotate_partner_secret").with_json("/partnerSecret", "n3w-partner-secret").answer(204, "");
    let client = client(&script);
    client.authenticate().await.unwrap();
    client.clone().rotate_partner_secret(&support::rotate_partner_secret()).await.unwrap();
    client.get_customer(&support::get_customer()).await.unwrap();
    client.rotate_partner_secret(&support::rotate_partner_secret()).await.unwrap();
    script.assert_done();
}

#[tokio::test]
async fn a_rotation_that_did_not_succeed_leaves_the_old_secret() {
    let lost = TransportError::interrupted("the connection was closed without an answer");
    for rotation in
        [None, Some((400, sample("rotate_partner_secret/refused.json"))), Some((502, String::new()))]
    {
        let script = Script::new();
        let may_have_acted = !matches!(rotation, Some((400, _)));
        match rotation {
            Some((status, body)) => script.on("rotate_partner_secret").answer(status, body),
            None => script.on("rotate_partner_secret").fail(lost.clone()),
        };
        let login = script.on("authenticate").with_json("/partnerSecret", "partner-secret");
        login.answer(200, sample("authenticate/granted.json"));
        let client = client(&script);
        let error = client.rotate_partner_secret(&support::rotate_partner_secret()).await.unwrap_err();
        assert_eq!((error.attempts(), error.may_have_acted()), (1, may_have_acted), "{error}");
        client.authenticate().await.unwrap();
    }
}

#[tokio::test]
async fn too_many_requests_without_headers_are_waited_out_where_a_repeat_does_no_harm() {
    let script = script();
    script.on("list_accounts").times(2).answer(429, "");
    script.on("list_accounts").answer(200, sample("list_accounts/none.json"));
    client(&script).list_accounts(&support::list_accounts()).await.unwrap();
    let error = email(429, "").await;
    assert_eq!((error.kind(), error.attempts(), error.retry_after()), (ErrorKind::Throttled, 1, None));
    assert!(error.to_string().contains("a wrong app key can show up like this too"), "{error}");
}

#[tokio::test]
async fn a_gateway_that_fails_is_tried_again_where_a_repeat_does_no_harm() {
    let page = "<html><body>502 Bad Gateway</body></html>";
    let script = script();
    script.on("refresh_accounts").times(2).answer_as("text/html", 502, page);
    script.on("refresh_accounts").answer(200, sample("refresh_accounts/accounts.json"));
    client(&script).refresh_accounts(&support::refresh_accounts()).await.unwrap();
    for error in [email(502, page).await, create(502, page).await] {
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Unavailable, 1));
        assert!(error.may_have_acted());
    }
}

#[tokio::test]
async fn a_refresh_is_waited_for_as_long_as_finicity_advises_and_then_not_repeated() {
    let clock = ManualClock::frozen();
    let script = script().with_clock(&clock);
    script.on("refresh_accounts").never_answer();
    let builder = Client::builder(Environment::Finicity, support::partner());
    let client = builder.transport(script.clone()).clock(clock.clone()).build().unwrap();
    let before = clock.now();
    let error = client.refresh_accounts(&support::refresh_accounts()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert_eq!(clock.now(), before + Duration::from_secs(180));
}

#[tokio::test]
async fn what_an_institution_says_is_not_repeated() {
    let script = script();
    script.on("refresh_accounts").answer(500, sample("refresh_accounts/institution_failed.json"));
    let error = client(&script).refresh_accounts(&support::refresh_accounts()).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidInstitutionCredentials));
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_lost_creation_says_that_there_may_be_a_customer() {
    let script = script();
    script.on("create_active_customer").fail(TransportError::interrupted("the connection was closed"));
    let error = client(&script).create_active_customer(&support::create_active_customer()).await.unwrap_err();
    assert_eq!((error.delivery(), error.may_have_acted()), (Delivery::Unknown, true));
    insta::assert_snapshot!("lost_creation", error);
}
