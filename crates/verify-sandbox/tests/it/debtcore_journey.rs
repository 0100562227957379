//! The ways to a report, and the person that both sides share.

use serde_json::{Value, json};
use verify_sandbox::Channel;
use verify_sandbox::debtcore::VerificationStatuses;

use crate::client::{BORN, Bench, PHONE, send, wrong};
use crate::debtcore_client::{
    ANSWERS, CONTACT, Org, PULL, QUESTIONS, REPORT, SEND, USER, VERIFY, code_of, crs, input, person, sms,
};

fn spinwheel(contact: &str) -> Value {
    input(json!({"creditReportSource": "SPINWHEEL", "reqOrgContactId": contact}))
}

#[tokio::test]
async fn by_text_message() {
    let org = Org::new().await;
    assert_eq!(org.status(CONTACT).await, "NOT_STARTED");
    assert_eq!(
        org.refused(PULL, &spinwheel(CONTACT)).await,
        "There is no contact with this reqOrgContactId."
    );
    let sent = org.call(SEND, &input(sms(PHONE, BORN, CONTACT))).await;
    let documented = json!({"data": {"sendSMSVerificationCode":
        {"data": {"message": "Verification code sent successfully"}, "errors": null}}});
    assert_eq!((sent.status, sent.json()), (200, documented));
    let message = org.tenant.outbox().last_to(PHONE).unwrap();
    assert_eq!((message.channel, message.operation), (Channel::Sms, "debtcore.send_sms_verification_code"));
    assert_eq!(message.code().unwrap().len(), 6);
    assert_eq!(org.status(CONTACT).await, "IN_PROGRESS");
    assert_eq!(org.refused(PULL, &spinwheel(CONTACT)).await, "The user is not connected.");
    org.advance(120);
    let verified = org.data(VERIFY, &code_of(CONTACT, message.code().unwrap())).await;
    assert_eq!(verified, json!({"message": "Verification successful"}));
    let node = org.data(USER, &json!({"reqOrgContactId": CONTACT})).await;
    assert_eq!((&node["status"], &node["verificationType"]), (&json!("PASSED"), &json!("SMS")));
    assert_eq!(node["verificationSource"], "SPINWHEEL");
    assert_eq!(node["verificationDate"], "2026-01-15T12:02:00.000Z");
    assert_eq!(node["userConsentDate"], "2026-01-15T12:00:00.000Z", "two minutes before, as in the example");
    let pulled = org.data(PULL, &spinwheel(CONTACT)).await;
    assert_eq!((&pulled["reportStatus"], &pulled["source"]), (&json!("COMPLETED"), &json!("SPINWHEEL")));
    assert_eq!(pulled["applicantResidenceState"], "CA");
    let report = org.data(REPORT, &input(json!({"creditReportId": pulled["creditReportId"]}))).await;
    assert_eq!((&report["id"], &report["applicantFirstName"]), (&pulled["creditReportId"], &json!("Aldo")));
    assert_eq!(report["scores"][0], json!({"modelName": "EquifaxVantageScore3.0", "scoreValue": "742"}));
    let owed: f64 =
        report["debts"].as_array().unwrap().iter().map(|debt| debt["currentBalance"].as_f64().unwrap()).sum();
    assert!((owed - 5_000.0).abs() < 0.001, "the documented sum of this birth date: {owed}");
    assert_eq!(report["createdAt"], "2026-01-15T12:02:00.000Z");
    assert_eq!(report["debts"].as_array().unwrap().len(), pulled["debts"].as_array().unwrap().len());
    assert_eq!(org.debtcore.reports().len(), 1);
    let contact = org.debtcore.contacts().remove(0);
    assert_eq!((contact.req_org_contact_id.as_str(), contact.verified, contact.reports), (CONTACT, true, 1));
    assert_eq!(contact.user_id, node["creditReportUserId"]);
    assert!(org.tenant.double_sends().is_empty());
}

#[tokio::test]
async fn a_repeated_send_is_a_second_text() {
    let org = Org::new().await;
    org.start(PHONE, BORN, CONTACT).await;
    org.start(PHONE, BORN, CONTACT).await;
    assert_eq!((org.tenant.outbox().len(), org.tenant.double_sends().len()), (2, 1));
}

#[tokio::test]
async fn codes_are_counted_and_run_out() {
    let org = Org::new().await;
    let code = org.start(PHONE, BORN, CONTACT).await;
    for _ in 0..5 {
        assert_eq!(org.refused(VERIFY, &code_of(CONTACT, &wrong(&code))).await, "The code is incorrect.");
    }
    let locked = "Too many attempts. Wait 5 minutes and send a new code.";
    assert_eq!(org.refused(VERIFY, &code_of(CONTACT, &code)).await, locked);
    assert_eq!(org.status(CONTACT).await, "FAILED");
    assert_eq!(org.refused(SEND, &input(sms(PHONE, BORN, CONTACT))).await, locked);
    assert!(
        org.refused(VERIFY, &code_of(CONTACT, "12")).await.contains("verificationCode must be six digits")
    );
    org.advance(301);
    let code = org.start(PHONE, BORN, CONTACT).await;
    assert_eq!(org.status(CONTACT).await, "IN_PROGRESS");
    org.advance(300);
    assert_eq!(org.refused(VERIFY, &code_of(CONTACT, &code)).await, "The code has expired.");
    assert!(org.why().contains("older than 300 s"), "{}", org.why());
    let code = org.start(PHONE, BORN, CONTACT).await;
    org.data(VERIFY, &code_of(CONTACT, &code)).await;
    assert_eq!(
        org.refused(VERIFY, &code_of("nobody", &code)).await,
        "There is no contact with this reqOrgContactId."
    );
}

#[tokio::test]
async fn special_people_are_those_of_spinwheel() {
    let org = Org::new().await;
    let refused = org.refused(SEND, &input(sms("+12025550101", BORN, CONTACT))).await;
    assert_eq!(refused, "The phone number is not valid.");
    assert!(org.tenant.outbox().is_empty());
    for (number, text) in [
        ("+12025550111", "The code has expired."),
        ("+12025550113", "The user is below the verification threshold."),
        ("+12025550114", "No identity was found for the phone number and date of birth."),
    ] {
        let code = org.start(number, BORN, number).await;
        assert_eq!(org.refused(VERIFY, &code_of(number, &code)).await, text);
    }
    assert_eq!(org.status("+12025550111").await, "IN_PROGRESS");
    assert_eq!(org.status("+12025550113").await, "FAILED");
    org.verified("+12025550124", BORN, "frozen").await;
    assert_eq!(org.refused(PULL, &spinwheel("frozen")).await, "The user has frozen the report.");
    org.verified("+12025550121", BORN, "fails").await;
    let failed = org.data(PULL, &spinwheel("fails")).await;
    assert_eq!((&failed["reportStatus"], &failed["debts"]), (&json!("FAILED"), &json!([])));
    org.verified("+12025550122", BORN, "never").await;
    let running = org.data(PULL, &spinwheel("never")).await;
    assert_eq!(
        (&running["reportStatus"], &running["fileStatus"]),
        (&json!("IN_PROGRESS"), &json!("IN_PROGRESS"))
    );
}

/// Whoever is refused by their number alone leaves the same behind as anybody else.
#[tokio::test]
async fn what_special_people_leave_behind() {
    let table = [
        ("+12025550111", "IN_PROGRESS", "OTP_EXPIRED"),
        ("+12025550112", "IN_PROGRESS", "OTP_INCORRECT"),
        ("+12025550113", "FAILED", "REQUIRES_KBA"),
        ("+12025550116", "FAILED", "RETRY_AFTER_5MIN"),
        ("+12025550117", "IN_PROGRESS", "IN_PROGRESS"),
    ];
    for (number, documented, detailed) in table {
        let org = Org::new().await;
        let code = org.start(number, BORN, CONTACT).await;
        org.refused(VERIFY, &code_of(CONTACT, &code)).await;
        assert_eq!(org.status(CONTACT).await, documented, "{number}");
        org.debtcore.choose(|choices| choices.verification_statuses = VerificationStatuses::Detailed);
        assert_eq!(org.status(CONTACT).await, detailed, "{number}");
    }
}

#[tokio::test]
async fn by_questions() {
    let org = Org::new().await;
    let asked = org.data(QUESTIONS, &input(person(CONTACT, "1980-05-05"))).await;
    assert_eq!(asked["questions"].as_array().unwrap().len(), 4);
    assert!(org.unread().is_empty(), "{:?}", org.unread());
    assert_eq!(org.status(CONTACT).await, "IN_PROGRESS");
    let answers = |skip: usize| {
        let right = org.debtcore.kba_answers(CONTACT).unwrap();
        let option = |index: usize, id: &str| {
            let options = asked["questions"][index]["options"].as_array().unwrap();
            let other = options.iter().find(|option| option["id"] != id).unwrap();
            if index < skip { other["id"].clone() } else { json!(id) }
        };
        let list: Vec<_> = right
            .iter()
            .enumerate()
            .map(|(index, answer)| json!({"questionId": answer.question_id, "answerId": option(index, &answer.answer_id)}))
            .collect();
        input(json!({"reqOrgContactId": CONTACT, "answers": list}))
    };
    let wrong = org.refused(ANSWERS, &answers(1)).await;
    assert_eq!(wrong, "No identity was found for the phone number and date of birth.");
    assert_eq!(org.status(CONTACT).await, "FAILED");
    let asked_again = org.data(QUESTIONS, &input(person(CONTACT, "1980-05-05"))).await;
    assert_ne!(asked_again, asked);
    let half = input(json!({"reqOrgContactId": CONTACT, "answers": [{"questionId": "x", "answerId": "y"}]}));
    assert!(org.refused(ANSWERS, &half).await.contains("is not answered"));
    let right = answers(0);
    assert_eq!(org.data(ANSWERS, &right).await, json!({"message": "KBA verification successful"}));
    let node = org.data(USER, &json!({"reqOrgContactId": CONTACT})).await;
    assert_eq!((&node["status"], &node["verificationType"]), (&json!("PASSED"), &json!("KBA")));
    let pull = |id: &Value| {
        input(
            json!({"creditReportSource": "ARRAY_EQUIFAX_KBA", "reqOrgContactId": CONTACT, "userVerificationId": id}),
        )
    };
    assert!(org.refused(PULL, &pull(&Value::Null)).await.contains("userVerificationId"));
    assert!(org.refused(PULL, &pull(&json!("other"))).await.contains("no verification"));
    let pulled = org.data(PULL, &pull(&node["id"])).await;
    assert_eq!(
        (&pulled["source"], &pulled["applicantResidenceState"]),
        (&json!("ARRAY_EQUIFAX_KBA"), &json!("IA"))
    );
    org.data(PULL, &spinwheel(CONTACT)).await;
}

#[tokio::test]
async fn questions_that_were_not_answered_are_no_verification_for_the_bureau() {
    let org = Org::new().await;
    org.verified(PHONE, BORN, CONTACT).await;
    let id = org.debtcore.contacts()[0].user_verification_id.clone();
    let pull = input(
        json!({"creditReportSource": "ARRAY_EQUIFAX_KBA", "reqOrgContactId": CONTACT, "userVerificationId": id}),
    );
    assert!(org.refused(PULL, &pull).await.contains("questions that were answered"));
}

#[tokio::test]
async fn other_sources_need_what_the_page_lists() {
    let org = Org::new().await;
    let all = json!({
        "reqOrgContactId": CONTACT, "firstName": "Riley", "middleName": "Q", "lastName": "Example",
        "ssn": "666010008", "dob": "1990-03-01", "addressLine1": "1 Sample Street", "city": "Spencer",
        "state": "IA", "zip": "51301", "leadId": "lead-1", "userVerificationId": "none",
    });
    for (source, needed) in [
        ("CRS_TRANSUNION", "firstName lastName addressLine1 city state zip"),
        ("CRS_EQUIFAX", "firstName lastName ssn city state addressLine1"),
        ("ARRAY_EQUIFAX", "firstName lastName ssn dob addressLine1 city state zip"),
        ("CRS_STANDARD_PREQUAL_VANTAGE4_TU", "firstName lastName ssn addressLine1 city state zip"),
    ] {
        let mut pull = all.clone();
        pull["creditReportSource"] = json!(source);
        let data = org.data(PULL, &input(pull.clone())).await;
        assert_eq!((&data["source"], &data["leadId"]), (&json!(source), &json!("lead-1")));
        assert_eq!(data["debts"].as_array().unwrap().len(), 7, "{source}: the person of this birth date");
        let fields: Vec<_> = pull.as_object().unwrap().keys().cloned().collect();
        for name in
            fields.iter().filter(|name| !["reqOrgContactId", "creditReportSource"].contains(&name.as_str()))
        {
            let mut less = pull.clone();
            less.as_object_mut().unwrap().remove(name);
            let payload = org.payload(PULL, &input(less)).await;
            let is_needed = needed.split(' ').any(|needed| needed == name);
            if name == "dob" && !is_needed {
                assert_eq!(
                    payload["data"]["debts"].as_array().unwrap().len(),
                    5,
                    "{source}: the default person"
                );
            } else {
                assert_eq!(payload["data"].is_null(), is_needed, "{source} without {name}: {payload}");
            }
        }
    }
    org.data(PULL, &input(crs(CONTACT))).await;
    assert!(org.unread().is_empty(), "{:?}", org.unread());
}

#[tokio::test]
async fn verified_here_is_verified_there() {
    let org = Org::new().await;
    org.verified(PHONE, BORN, CONTACT).await;
    let spinwheel = org.tenant.spinwheel();
    let key = format!("Bearer {}", spinwheel.api_key());
    let headers = [("authorization", key.as_str()), ("content-type", "application/json")];
    let user = send("GET", &format!("{}/v1/users?extUserId={CONTACT}", spinwheel.base_url()), &headers, "")
        .await
        .unwrap();
    let id = user.data("userId");
    let body = json!({"creditReport": {}, "creditScore": {}}).to_string();
    let url = format!("{}/v1/users/{id}/debtProfile", spinwheel.base_url());
    assert_eq!(send("POST", &url, &headers, &body).await.unwrap().status, 200);
    let limit = org.refused(PULL, &spinwheel_pull()).await;
    assert_eq!(limit, "The daily limit of this user has been reached.", "one report a day, whoever orders");
    org.advance(86_400);
    let token = org.new_token().await;
    let org = Org { token, ..org };
    org.data(PULL, &spinwheel_pull()).await;
    let gone =
        send("DELETE", &format!("{}/v1/users/{id}", spinwheel.base_url()), &headers, "").await.unwrap();
    assert_eq!(gone.status, 200);
    assert_eq!(org.status(CONTACT).await, "NOT_STARTED");
    assert_eq!(org.debtcore.reports().len(), 1, "what was pulled stays");
}

fn spinwheel_pull() -> Value {
    spinwheel(CONTACT)
}

#[tokio::test]
async fn verified_there_is_verified_here() {
    let bench = Bench::new().await;
    let reply = bench.post("/v1/users/connect/sms", &Bench::connect_body(PHONE, BORN, CONTACT)).await;
    let id = reply.data("userId");
    let debtcore = bench.tenant.debtcore();
    let org = Org {
        sandbox: bench.sandbox.clone(),
        clock: bench.clock.clone(),
        tenant: bench.tenant.clone(),
        debtcore,
        token: String::new(),
    };
    let token = org.new_token().await;
    let org = Org { token, ..org };
    assert_eq!(org.status(CONTACT).await, "IN_PROGRESS");
    assert_eq!(bench.verify(&id, &bench.code(PHONE)).await.status, 200);
    assert_eq!(org.status(CONTACT).await, "PASSED");
    let data = org.data(PULL, &spinwheel(CONTACT)).await;
    assert_eq!(data["debts"].as_array().unwrap().len(), 5);
    let user = bench.user(&id).await;
    assert_eq!(user["creditReports"][0]["connectionStatus"]["statusCode"], 2000);
    // A code that was asked for there is good here.
    bench.start("+12025550141", BORN).await;
    let contact = format!("ext-+12025550141-{BORN}");
    org.data(VERIFY, &code_of(&contact, &bench.code("+12025550141"))).await;
}
