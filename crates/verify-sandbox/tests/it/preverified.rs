//! Connects of people whom the caller has verified.

use serde_json::{Value, json};

use crate::client::{BORN, Bench, PHONE, Reply};

const PHONE_PATH: &str = "/v1/users/connect/preverified/phoneNumber";
const PROFILE_PATH: &str = "/v1/users/connect/preverified/userProfile";

fn by_phone(phone: &str, born: &str) -> Value {
    json!({
        "phoneNumber": phone, "dateOfBirth": born, "extUserId": "pre-1",
        "audit": {
            "verificationDate": "2026-01-14", "userConsentDate": "2026-01-15", "verificationType": "SMS",
        },
    })
}

fn by_profile(phone: &str, born: &str) -> Value {
    let mut body = by_phone(phone, born);
    body["firstName"] = json!("Riley");
    body["lastName"] = json!("Example");
    body["ssn"] = json!("666010008");
    body["addresses"] = json!([
        {"addressLine1": "1 Sample Street", "city": "Spencer", "state": "IA", "zip": "51301"},
        {"addressLine1": "2 Sample Street", "city": "Spencer", "state": "IA", "zip": "51301"},
    ]);
    body
}

async fn phone(bench: &Bench, body: &Value) -> Reply {
    bench.post(PHONE_PATH, body).await
}

async fn profile(bench: &Bench, body: &Value) -> Reply {
    bench.secure("POST", PROFILE_PATH, body).await
}

#[tokio::test]
async fn a_phone_that_is_verified_connects_at_once() {
    let bench = Bench::new().await;
    let reply = phone(&bench, &by_phone(PHONE, BORN)).await;
    assert_eq!((reply.status, reply.data("connectionStatus")), (200, "SUCCESS".to_owned()));
    let data = reply.json()["data"].clone();
    assert_eq!(
        (data["extUserId"].as_str(), data["profile"]["firstName"].as_str()),
        (Some("pre-1"), Some("Aldo"))
    );
    assert!(data["connectionId"].is_string() && data.get("riskAssessments").is_none());
    let entry = bench.tenant.journal().last().unwrap();
    assert_eq!(entry.operation, Some("spinwheel.connect_preverified_phone"));
    assert!(entry.unread_fields.is_empty() && entry.choices.contains(&"preverified_status"), "{entry:?}");
    assert!(bench.tenant.outbox().is_empty() && bench.tenant.double_sends().is_empty());
    let id = reply.data("userId");
    assert_eq!(bench.order(&id).await.status, 200);
    let mut again = by_phone(PHONE, BORN);
    again.as_object_mut().unwrap().remove("extUserId");
    again["userId"] = json!(id);
    let second = phone(&bench, &again).await;
    assert_eq!(second.data("userId"), id);
    assert_ne!(second.data("connectionId"), reply.data("connectionId"));
    assert_eq!(phone(&bench, &by_phone("+12025550141", BORN)).await.status, 409, "another person");
}

#[tokio::test]
async fn a_profile_is_taken_as_it_is_given() {
    let bench = Bench::new().await;
    let mut body = by_profile(PHONE, BORN);
    body["addresses"][1]["planet"] = json!("Earth");
    let reply = profile(&bench, &body).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(bench.tenant.journal().last().unwrap().unread_fields, ["addresses[1].planet"]);
    let shown = reply.json()["data"]["profile"].clone();
    assert_eq!(
        (shown["firstName"].as_str(), shown["ssnLastFourDigits"].as_str()),
        (Some("Riley"), Some("0008"))
    );
    assert_eq!(shown["addresses"].as_array().unwrap().len(), 2);
    let id = reply.data("userId");
    bench.debt_profile(&id, &json!({})).await;
    let report = bench.user(&id).await["creditReports"][0]["profile"].clone();
    assert_eq!(report["addresses"][1]["residencyType"], "PREVIOUS");
    let standard = bench.post(PROFILE_PATH, &by_profile(PHONE, BORN)).await;
    assert_eq!(standard.status, 404, "the secure host only");
    assert_eq!(bench.secure("POST", PHONE_PATH, &by_phone(PHONE, BORN)).await.status, 404);
}

#[tokio::test]
async fn everything_is_required() {
    let bench = Bench::new().await;
    let reply = profile(&bench, &json!({})).await;
    assert_eq!((reply.status, reply.desc()), (400, "Bad Request".to_owned()));
    let fields = [
        "firstName",
        "lastName",
        "ssn",
        "addresses",
        "phoneNumber",
        "dateOfBirth",
        "audit.verificationDate",
        "audit.userConsentDate",
        "audit.verificationType",
    ];
    for field in fields {
        assert!(reply.messages().contains(&format!("{field} is missing")), "{field}: {}", reply.messages());
    }
    assert!(reply.messages().contains("userId or extUserId"));
    for (pointer, value, what) in [
        ("/audit/verificationType", json!("EMAIL"), "one of SMS, PHONE_CALL, KYC, CREDIT_REPORT"),
        ("/audit/verificationDate", json!("2026-1-4"), "YYYY-MM-DD"),
        ("/ssn", json!("666-01-0008"), "nine digits"),
        ("/addresses", json!([]), "something in it"),
        ("/addresses/0/zip", json!("5130"), "addresses[0].zip must be five digits"),
        ("/audit", json!("yes"), "audit.verificationDate is missing"),
    ] {
        let mut body = by_profile(PHONE, BORN);
        *body.pointer_mut(pointer).unwrap() = value;
        let reply = profile(&bench, &body).await;
        assert_eq!(reply.status, 400, "{pointer}");
        assert!(reply.messages().contains(what), "{pointer}: {}", reply.messages());
    }
    assert!(bench.spinwheel.users().is_empty());
}

#[tokio::test]
async fn identity_tokens_are_those_of_the_special_people() {
    for (number, born, token) in [
        ("+12025550101", BORN, "INVALID_NUMBER"),
        ("+442071838750", BORN, "UNSUPPORTED_COUNTRY_CODE"),
        ("+12025550103", BORN, "UNSUPPORTED_NUMBER"),
        ("+12025550113", BORN, "FAILED_ELIGIBILITY"),
        ("+12025550114", BORN, "FAILED_IDENTIFICATION"),
        ("+12025550115", BORN, "FAILED_IDENTIFICATION_INFO_MISMATCH"),
        (PHONE, "1951-01-01", "FAILED_IDENTIFICATION"),
    ] {
        let bench = Bench::new().await;
        assert_eq!(phone(&bench, &by_phone(number, born)).await.desc(), token);
        assert_eq!(profile(&bench, &by_profile(number, born)).await.desc(), token);
        assert!(bench.rests_on("preverified_knows_sms_tokens") && bench.spinwheel.users().is_empty());
    }
    // Tokens about texts and codes have nothing to say here.
    for number in ["+12025550104", "+12025550105", "+12025550112", "+12025550117"] {
        assert_eq!(phone(&Bench::new().await, &by_phone(number, BORN)).await.status, 200, "{number}");
    }
    let bench = Bench::new().await;
    bench.spinwheel.choose(|choices| choices.preverified_knows_sms_tokens = false);
    assert_eq!(phone(&bench, &by_phone("+12025550114", BORN)).await.status, 200);
}

#[tokio::test]
async fn who_is_not_enabled_gets_403() {
    let bench = Bench::new().await;
    bench.spinwheel.choose(|choices| choices.preverified_enabled = false);
    for reply in [phone(&bench, &json!({})).await, profile(&bench, &json!({})).await] {
        assert_eq!((reply.status, reply.desc()), (403, "PARTNER_NOT_ENABLED".to_owned()));
        assert!(bench.rests_on("preverified_enabled"));
    }
}

#[tokio::test]
async fn the_risk_layer_adds_its_assessments() {
    let bench = Bench::new().await;
    bench.spinwheel.choose(|choices| choices.risk_layer = true);
    let (id, code) = bench.start("+12025550141", BORN).await;
    let mut other = by_profile("+12025550142", BORN);
    other["extUserId"] = json!("pre-2");
    for reply in [
        bench.verify(&id, &code).await,
        phone(&bench, &by_phone(PHONE, BORN)).await,
        profile(&bench, &other).await,
    ] {
        let risk = reply.json()["data"]["riskAssessments"].clone();
        assert_eq!(
            (risk[0]["vendor"].as_str(), risk[0]["version"].as_str()),
            (Some("PROVE"), Some("trust/v2"))
        );
        assert_eq!(risk[1]["version"], "identity/v2");
        assert!(risk[0]["details"].is_object() && risk[1]["details"].is_object());
        assert!(bench.rests_on("risk_layer"));
    }
}
