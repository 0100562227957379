//! What DebtCore's words mean for the person's consent.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use serde_json::{Value, json};
use spinwheel_gql::{Consent, ConsentRefusal, ErrorKind};
use support::client;
use verify_testkit::Script;

fn body(operation: &str, data: &Value, messages: &[Option<&str>]) -> String {
    let errors: Vec<_> = messages.iter().map(|message| json!({ "message": message })).collect();
    json!({ "data": { operation: { "data": data, "errors": errors } } }).to_string()
}

async fn verify(body: String) -> Consent {
    let script = Script::new();
    script.on("verify_sms_code").answer(200, body);
    client(&script).verify_sms_code(&support::verify_sms_code()).await.unwrap()
}

async fn verify_refused(messages: &[Option<&str>]) -> ConsentRefusal {
    verify(body("verifySMSCode", &Value::Null, messages)).await.refusal().unwrap()
}

#[tokio::test]
async fn spinwheels_words_as_a_whole_are_a_reason() {
    use ConsentRefusal as Reason;

    let rows = [
        (Reason::WrongCode, ["INCORRECT", "Incorrect Code"]),
        (Reason::Expired, ["EXPIRED", "Expired code."]),
        (Reason::TooManyAttempts, ["MAX_ATTEMPTS_REACHED", "too many attempts"]),
        (Reason::TooManyAttempts, ["TOO_MANY_REQUESTS", " Too Many Attempts! "]),
        (Reason::Blocked, ["TOO_MANY_VERIFICATIONS", "too many verifications"]),
        (Reason::PhoneNumber, ["INVALID_NUMBER", "UNSUPPORTED_COUNTRY_CODE"]),
        (Reason::UnsupportedNumber, ["UNSUPPORTED_NUMBER", "unsupported number"]),
        (Reason::NotEligible, ["FAILED_ELIGIBILITY", "Ineligible User"]),
        (Reason::NotIdentified, ["FAILED_IDENTIFICATION", "Identification Failed"]),
        (
            Reason::Mismatch,
            ["FAILED_IDENTIFICATION_INFO_MISMATCH", "Identification Failed – Information Mismatch"],
        ),
    ];
    for (reason, texts) in rows {
        for text in texts {
            assert_eq!(verify_refused(&[Some(text)]).await, reason, "{text}");
            assert_eq!(verify_refused(&[None, Some("else"), Some(text)]).await, reason, "{text}");
        }
    }
}

#[tokio::test]
async fn a_code_among_other_words_is_a_reason() {
    let rows = [
        ("INCORRECT: that is not the code", ConsentRefusal::WrongCode),
        ("Refused (FAILED_IDENTIFICATION).", ConsentRefusal::NotIdentified),
        ("FAILED_IDENTIFICATION_INFO_MISMATCH - correct it", ConsentRefusal::Mismatch),
        ("error=EXPIRED", ConsentRefusal::Expired),
    ];
    for (text, reason) in rows {
        assert_eq!(verify_refused(&[Some(text)]).await, reason, "{text}");
    }
}

#[tokio::test]
async fn other_words_are_no_reason() {
    let texts = [
        "",
        "The code is incorrect or expired",
        "incorrect date of birth",
        "Not incorrect code",
        "expired session",
        "Verification successful",
        "The code is Incorrect",
        "EXPIREDLY",
    ];
    for text in texts {
        assert_eq!(verify_refused(&[Some(text)]).await, ConsentRefusal::Unspecified, "{text}");
    }
    assert_eq!(verify_refused(&[None]).await, ConsentRefusal::Unspecified);
}

#[tokio::test]
async fn a_success_in_the_words_of_a_refusal_is_one() {
    for text in ["Incorrect Code", "INCORRECT"] {
        let consent = verify(body("verifySMSCode", &json!({ "message": text }), &[])).await;
        assert_eq!(consent, Consent::Refused(ConsentRefusal::WrongCode));
    }
    let script = Script::new();
    let message = json!({ "message": "INVALID_NUMBER" });
    script.on("send_sms_verification_code").answer(200, body("sendSMSVerificationCode", &message, &[]));
    let request = support::send_sms_verification_code();
    let consent = client(&script).send_sms_verification_code(&request).await.unwrap();
    assert_eq!(consent, Consent::Refused(ConsentRefusal::PhoneNumber));
}

#[tokio::test]
async fn answers_are_right_in_the_pages_words_alone() {
    let rows = [
        (Some("KBA verification successful"), Consent::Granted),
        (Some("kba verification successful."), Consent::Granted),
        (Some("KBA verification unsuccessful"), Consent::Undecided),
        (Some("KBA verification successful, pending review"), Consent::Undecided),
        (Some("Verification successful"), Consent::Undecided),
        (Some(""), Consent::Undecided),
        (None, Consent::Undecided),
        (Some("Identification Failed"), Consent::Refused(ConsentRefusal::NotIdentified)),
    ];
    for (message, expected) in rows {
        let script = Script::new();
        let body = body("sendKbaAnswers", &json!({ "message": message }), &[]);
        script.on("send_kba_answers").answer(200, body);
        let consent = client(&script).send_kba_answers(&support::send_kba_answers()).await.unwrap();
        assert_eq!((consent, consent.is_granted()), (expected, expected == Consent::Granted), "{message:?}");
    }
}

#[tokio::test]
async fn a_refusal_may_come_with_a_status_that_says_so_too() {
    let refused = body("verifySMSCode", &Value::Null, &[Some("Incorrect Code")]);
    for status in [200, 400, 404, 409, 422] {
        let script = Script::new();
        script.on("verify_sms_code").answer(status, refused.clone());
        let consent = client(&script).verify_sms_code(&support::verify_sms_code()).await.unwrap();
        assert_eq!(consent, Consent::Refused(ConsentRefusal::WrongCode), "HTTP {status}");
    }
    let rows = [
        (401, ErrorKind::Credentials, false),
        (403, ErrorKind::Credentials, false),
        (429, ErrorKind::Throttled, false),
        (500, ErrorKind::Unavailable, true),
        (503, ErrorKind::Unavailable, true),
    ];
    for (status, kind, acted) in rows {
        let script = Script::new();
        script.on("verify_sms_code").answer(status, refused.clone());
        let error = client(&script).verify_sms_code(&support::verify_sms_code()).await.unwrap_err();
        assert_eq!((error.kind(), error.may_have_acted()), (kind, acted), "HTTP {status}");
    }
}
