//! What the documents leave open: each choice shows in the answer, and in the journal.

use serde_json::{Value, json};
use verify_sandbox::DebtCoreChoices;
use verify_sandbox::debtcore::{
    ConsentDate, DateForm, ErrorChannel, FailureData, NoErrors, PullPastLimit, SpinwheelMessage,
    UnknownContact, VerificationStatuses, choice_table,
};
use verify_sandbox::spinwheel;

use crate::client::{BORN, PHONE, wrong};
use crate::debtcore_client::{
    CONTACT, Org, PULL, QUESTIONS, REPORT, REPORTS, SEND, USER, VERIFY, code_of, crs, input, person, sms,
    table, top_code,
};

fn invalid() -> Value {
    input(sms("12", BORN, CONTACT))
}

fn spinwheel_pull() -> Value {
    input(json!({"creditReportSource": "SPINWHEEL", "reqOrgContactId": CONTACT}))
}

#[tokio::test]
async fn refusals_in_the_payload_at_the_top_or_in_both() {
    let org = Org::new().await;
    let payload = org.call(SEND, &invalid()).await;
    assert!(payload.json().get("errors").is_none() && org.rests_on("error_channel"));
    org.debtcore.choose(|choices| choices.error_channel = ErrorChannel::TopLevel);
    let top = org.call(SEND, &invalid()).await;
    assert_eq!((top.status, top_code(&top).as_str()), (200, "VALIDATION_ERROR"));
    assert_eq!(top.json()["data"], Value::Null, "the payload may not be null, so everything is");
    assert_eq!(top.json()["errors"][0]["path"], json!(["sendSMSVerificationCode"]));
    assert_eq!(top.json()["errors"][0]["locations"][0]["line"], 1);
    let missing = org.call(REPORT, &input(json!({"creditReportId": "none"}))).await;
    assert_eq!(top_code(&missing), "NOT_FOUND");
    let list = org.call(REPORTS, &json!({"first": -1})).await;
    assert_eq!(list.json()["data"], json!({"creditReports": null}), "this payload may be null");
    org.debtcore.choose(|choices| {
        choices.error_channel = ErrorChannel::Both;
        choices.error_status = 400;
    });
    let both = org.call(SEND, &invalid()).await;
    assert_eq!((both.status, top_code(&both).as_str()), (400, "VALIDATION_ERROR"));
    assert!(org.rests_on("error_status"));
    let body = both.json();
    assert_eq!(body["data"]["sendSMSVerificationCode"]["errors"][0]["message"], body["errors"][0]["message"]);
    org.debtcore.choose(|choices| choices.error_channel = ErrorChannel::Payload);
    let payload = org.call(SEND, &invalid()).await;
    assert_eq!((payload.status, payload.json().get("errors")), (400, None), "the status alone");
    assert_eq!(org.call(USER, &json!({"reqOrgContactId": CONTACT})).await.status, 200);
    org.debtcore.choose(|choices| choices.error_channel = ErrorChannel::Both);
    let aliased = SEND.replace("sendSMSVerificationCode(", "sent: sendSMSVerificationCode(");
    assert_eq!(org.call(&aliased, &invalid()).await.json()["errors"][0]["path"], json!(["sent"]));
}

#[tokio::test]
async fn refusals_that_come_from_spinwheel() {
    let org = Org::new().await;
    let landline = input(sms("+12025550103", BORN, CONTACT));
    let text = "The phone number is not supported.";
    for (choice, told) in [
        (SpinwheelMessage::Text, text.to_owned()),
        (SpinwheelMessage::Token, "UNSUPPORTED_NUMBER".to_owned()),
        (SpinwheelMessage::Both, format!("UNSUPPORTED_NUMBER: {text}")),
        (SpinwheelMessage::Generic, "The request could not be completed.".to_owned()),
    ] {
        org.debtcore.choose(|choices| choices.spinwheel_message = choice);
        assert_eq!(org.refused(SEND, &landline).await, told);
        assert!(org.rests_on("spinwheel_message") && !org.rests_on("provider_refusal_code"));
    }
    org.debtcore.choose(|choices| {
        choices.error_channel = ErrorChannel::TopLevel;
        choices.provider_refusal_code = "SPINWHEEL".to_owned();
    });
    assert_eq!(top_code(&org.call(SEND, &landline).await), "SPINWHEEL");
    assert!(org.rests_on("provider_refusal_code"));
    // What Spinwheel does is Spinwheel's choice.
    org.debtcore.choose(|choices| *choices = DebtCoreChoices::default());
    org.tenant.spinwheel().choose(|choices| choices.minimum_age = 0);
    org.data(SEND, &input(sms(PHONE, "2020-01-01", CONTACT))).await;
}

#[tokio::test]
async fn data_beside_errors_and_errors_of_a_success() {
    let org = Org::new().await;
    org.debtcore.choose(|choices| choices.failure_data = FailureData::Message);
    let both = org.payload(SEND, &invalid()).await;
    assert!(both["data"]["message"].is_string() && both["errors"][0]["message"].is_string(), "{both}");
    let other = org.payload(PULL, &spinwheel_pull()).await;
    assert_eq!(other["data"], Value::Null, "the data of this one is no message");
    for (choice, errors) in
        [(NoErrors::Null, Value::Null), (NoErrors::Empty, json!([])), (NoErrors::NullItem, json!([null]))]
    {
        org.debtcore.choose(|choices| choices.no_errors = choice);
        let payload = org.payload(SEND, &input(sms(PHONE, BORN, CONTACT))).await;
        assert_eq!((&payload["errors"], payload["data"].is_object()), (&errors, true));
        assert!(org.rests_on("no_errors"));
    }
    org.debtcore.choose(|choices| choices.null_payload = true);
    let empty = org.payload(SEND, &input(sms(PHONE, BORN, CONTACT))).await;
    assert_eq!(empty, json!({"data": null, "errors": null}));
    assert_eq!(org.tenant.outbox().len(), 4, "it was carried out all the same");
}

#[tokio::test]
async fn null_items_where_the_type_allows_them() {
    let org = Org::new().await;
    let id = org.bureau_report(CONTACT).await;
    org.debtcore.choose(|choices| choices.null_items = true);
    let report = org.data(REPORT, &input(json!({"creditReportId": id}))).await;
    assert_eq!(report["debts"].as_array().unwrap().len(), 6);
    assert_eq!((&report["debts"][5], &report["scores"][1]), (&Value::Null, &Value::Null));
    assert_eq!(report["publicRecords"], json!([null]));
    let page = org.data(REPORTS, &json!({})).await;
    assert_eq!((page["edges"].as_array().unwrap().len(), &page["edges"][1]), (2, &Value::Null));
    let refused = org.payload(SEND, &invalid()).await;
    assert_eq!(refused["errors"][1], Value::Null);
}

#[tokio::test]
async fn forms_of_an_address() {
    let org = Org::new().await;
    let mut pull = crs(CONTACT);
    (pull["state"], pull["zip"]) = (json!("Iowa"), json!("51301-0000"));
    let payload = org.payload(PULL, &input(pull.clone())).await;
    assert_eq!(payload["errors"].as_array().unwrap().len(), 2, "{payload}");
    assert!(org.rests_on("strict_address"));
    org.debtcore.choose(|choices| choices.strict_address = false);
    assert_eq!(org.data(PULL, &input(pull)).await["applicantResidenceState"], "Iowa");
    // Spinwheel, which asks the questions, is strict all the same.
    let mut asked = person(CONTACT, BORN);
    asked["zip"] = json!("51301-0000");
    org.data(QUESTIONS, &input(asked.clone())).await;
    asked["zip"] = json!("513");
    assert_eq!(org.refused(QUESTIONS, &input(asked)).await, "zip must be five digits");
}

#[tokio::test]
async fn contacts_nobody_has_heard_of() {
    let org = Org::new().await;
    let ask = json!({"reqOrgContactId": "nobody"});
    assert_eq!(org.data(USER, &ask).await["status"], "NOT_STARTED");
    assert!(org.rests_on("unknown_contact"));
    org.debtcore.choose(|choices| choices.unknown_contact = UnknownContact::NotFound);
    assert_eq!(org.refused(USER, &ask).await, "There is no contact with this reqOrgContactId.");
    org.debtcore.choose(|choices| choices.unknown_contact = UnknownContact::Null);
    assert_eq!(org.payload(USER, &ask).await, Value::Null);
}

#[tokio::test]
async fn when_somebody_consented() {
    let org = Org::new().await;
    let code = org.start(PHONE, BORN, CONTACT).await;
    let ask = json!({"reqOrgContactId": CONTACT});
    assert_eq!(org.data(USER, &ask).await["userConsentDate"], Value::Null);
    org.advance(10);
    org.data(VERIFY, &code_of(CONTACT, &code)).await;
    org.advance(10);
    org.start(PHONE, BORN, CONTACT).await;
    let node = org.data(USER, &ask).await;
    assert_eq!(node["userConsentDate"], "2026-01-15T12:00:00.000Z", "a later code changes nothing");
    assert!(org.rests_on("consent_date"));
    org.debtcore.choose(|choices| choices.consent_date = ConsentDate::Verified);
    assert_eq!(org.data(USER, &ask).await["userConsentDate"], node["verificationDate"]);
}

#[tokio::test]
async fn statuses_can_tell_more() {
    let org = Org::new().await;
    org.debtcore.choose(|choices| choices.verification_statuses = VerificationStatuses::Detailed);
    let code = org.start(PHONE, BORN, CONTACT).await;
    assert_eq!(org.status(CONTACT).await, "IN_PROGRESS");
    org.refused(VERIFY, &code_of(CONTACT, &wrong(&code))).await;
    assert_eq!(org.status(CONTACT).await, "OTP_INCORRECT");
    for _ in 0..4 {
        org.refused(VERIFY, &code_of(CONTACT, &wrong(&code))).await;
    }
    assert_eq!(org.status(CONTACT).await, "RETRY_AFTER_5MIN");
    org.advance(301);
    org.start(PHONE, BORN, CONTACT).await;
    org.advance(301);
    assert_eq!(org.status(CONTACT).await, "OTP_EXPIRED");
    let code = org.start("+12025550114", BORN, "refused").await;
    org.refused(VERIFY, &code_of("refused", &code)).await;
    assert_eq!(org.status("refused").await, "REQUIRES_KBA");
    org.debtcore.choose(|choices| choices.verification_statuses = VerificationStatuses::Four);
    assert_eq!(org.status("refused").await, "FAILED");
    assert_eq!(org.status(CONTACT).await, "IN_PROGRESS");
    assert!(org.rests_on("verification_statuses"));
}

#[tokio::test]
async fn a_second_report_within_a_day() {
    let org = Org::new().await;
    org.verified(PHONE, BORN, CONTACT).await;
    let first = org.data(PULL, &spinwheel_pull()).await;
    assert_eq!(org.refused(PULL, &spinwheel_pull()).await, "The daily limit of this user has been reached.");
    assert!(org.rests_on("pull_past_limit") && org.rests_on("orders_per_day"));
    org.debtcore.choose(|choices| choices.pull_past_limit = PullPastLimit::SameReport);
    let same = org.data(PULL, &spinwheel_pull()).await;
    assert_eq!((&same["creditReportId"], org.debtcore.reports().len()), (&first["creditReportId"], 1));
    org.tenant.spinwheel().choose(|choices| choices.orders_per_day = 0);
    assert_ne!(org.data(PULL, &spinwheel_pull()).await["creditReportId"], first["creditReportId"]);
}

#[tokio::test]
async fn reports_that_take_their_time() {
    let org = Org::new().await;
    org.verified(PHONE, BORN, CONTACT).await;
    org.debtcore.choose(|choices| {
        choices.running_report_status = "PENDING".to_owned();
        choices.failed_report_status = "BROKEN".to_owned();
        choices.date_form = DateForm::EpochMilliseconds;
    });
    org.tenant.spinwheel().choose(|choices| {
        choices.debt_profile_answer = spinwheel::DebtProfileAnswer::Asynchronous;
        choices.report_milliseconds = 2000;
    });
    let pulled = org.data(PULL, &spinwheel_pull()).await;
    assert_eq!((&pulled["reportStatus"], &pulled["debts"]), (&json!("PENDING"), &json!([])));
    assert!(org.rests_on("running_report_status") && org.rests_on("debt_profile_answer"));
    let ask = input(json!({"creditReportId": pulled["creditReportId"]}));
    let early = org.data(REPORT, &ask).await;
    assert_eq!((&early["fileStatus"], &early["fileMetadata"]), (&json!("IN_PROGRESS"), &Value::Null));
    assert_eq!(early["createdAt"], 1_768_478_400_000_u64);
    org.advance(2);
    let ready = org.data(REPORT, &ask).await;
    assert_eq!((&ready["reportStatus"], ready["debts"].as_array().unwrap().len()), (&json!("COMPLETED"), 5));
    org.verified("+12025550121", BORN, "fails").await;
    let fails = input(json!({"creditReportSource": "SPINWHEEL", "reqOrgContactId": "fails"}));
    let failing = org.data(PULL, &fails).await;
    org.advance(2);
    let failed = org.data(REPORT, &input(json!({"creditReportId": failing["creditReportId"]}))).await;
    assert_eq!(failed["reportStatus"], "BROKEN");
}

#[tokio::test]
async fn every_choice_the_journal_names_is_in_a_table() {
    let org = Org::new().await;
    for (_, _, document, variables) in table() {
        org.call(document, &variables).await;
    }
    org.call(SEND, &invalid()).await;
    org.call("{", &json!({})).await;
    org.verified("+12025550141", BORN, "b").await;
    org.call(PULL, &input(crs("b"))).await;
    let known: Vec<_> =
        choice_table().into_iter().chain(spinwheel::choice_table()).map(|row| row.name).collect();
    let named: Vec<_> = org.tenant.journal().entries().into_iter().flat_map(|entry| entry.choices).collect();
    assert!(named.len() > 30, "{named:?}");
    for name in named {
        assert!(known.contains(&name), "{name}");
    }
    assert!(!org.rests_on("connect_status"), "nobody sees the status of the inner call");
}

#[test]
fn choices_survive_json() {
    let mut choices = DebtCoreChoices::default();
    choices.error_channel = ErrorChannel::Both;
    let json = serde_json::to_value(&choices).unwrap();
    assert_eq!((&json["error_channel"], &json["auth_status"]), (&json!("both"), &json!(401)));
    assert_eq!(serde_json::from_value::<DebtCoreChoices>(json).unwrap(), choices);
    assert!(serde_json::from_value::<DebtCoreChoices>(json!({"no_such_choice": 1})).is_err());
}
