//! Choices change what they name, and the table is complete.

use serde_json::{Value, json};
use verify_sandbox::SpinwheelChoices;
use verify_sandbox::spinwheel::{
    AuthText, BothIds, CodeExpiresAt, DataStatus, ExtUserIdReuse, FailureData, GuidePath, NeitherId,
    OrderAnswer, OtherPath, SummaryNames, UnmaskOnStandard, UnverifiedUser, choice_table,
};

use crate::client::{BORN, Bench, PHONE, send};

#[test]
fn the_table_has_a_row_for_every_field() {
    let fields = serde_json::to_value(SpinwheelChoices::default()).unwrap();
    let table = choice_table();
    assert_eq!(table.len(), fields.as_object().unwrap().len());
    for row in table {
        assert_eq!(row.default, fields[row.name].to_string());
        assert!(row.question.ends_with('?') && !row.options.is_empty() && !row.why.is_empty(), "{row:?}");
    }
}

#[tokio::test]
async fn the_guides_verify_path() {
    let bench = Bench::new().await;
    let (id, code) = bench.start(PHONE, BORN).await;
    let body = json!({"userId": id, "code": code});
    let refused = bench.post("/v1/users/connect/sms/verify", &body).await;
    assert_eq!((refused.status, refused.json()["status"]["code"].as_u64()), (404, Some(404)));
    assert!(bench.why().contains("guide prints this path"), "{}", bench.why());
    assert_eq!(bench.tenant.journal().requests("spinwheel.verify_sms_code"), 1);

    bench.spinwheel.choose(|choices| choices.guide_verify_path = GuidePath::Accept);
    assert_eq!(
        bench.post("/v1/users/connect/sms/verify", &json!({"code": code})).await.desc(),
        "Bad Request"
    );
    assert_eq!(bench.post("/v1/users/connect/sms/verify", &body).await.status, 200);
    assert_eq!(bench.tenant.journal().last().unwrap().choices[0], "guide_verify_path");
}

#[tokio::test]
async fn choices_of_connect() {
    let bench = Bench::new().await;
    bench.spinwheel.choose(|choices| {
        choices.connect_status = 200;
        choices.connection_status_before_verify = "OTP_SENT".to_owned();
        choices.code_expires_at = CodeExpiresAt::IsoText;
        choices.both_ids = BothIds::UserIdWins;
        choices.neither_id = NeitherId::NewUser;
        choices.trailing_slash_on_connect = OtherPath::NotFound;
        choices.minimum_age = 0;
    });
    let nobody = json!({"phoneNumber": PHONE, "dateOfBirth": "2020-01-01"});
    let reply = bench.post("/v1/users/connect/sms", &nobody).await;
    assert_eq!((reply.status, reply.json()["status"]["code"].as_u64()), (200, Some(200)));
    let data = reply.json()["data"].clone();
    assert_eq!(data["connectionStatus"], "OTP_SENT");
    assert_eq!(data["sms"]["codeExpiresAt"], "2026-01-15T12:05:00Z");
    assert!(data.get("extUserId").is_none());
    let mut both = nobody.clone();
    both["userId"] = data["userId"].clone();
    both["extUserId"] = json!("other");
    assert_eq!(bench.post("/v1/users/connect/sms", &both).await.data("userId"), reply.data("userId"));
    assert_eq!(bench.post("/v1/users/connect/sms/", &nobody).await.status, 404);
    bench.spinwheel.choose(|choices| choices.code_expires_at = CodeExpiresAt::EpochSeconds);
    let seconds = bench.post("/v1/users/connect/sms", &nobody).await;
    assert_eq!(seconds.json()["data"]["sms"]["codeExpiresAt"], 1_768_478_700);
}

#[tokio::test]
async fn a_known_ext_user_id_with_another_number() {
    for (choice, before, after) in [
        (ExtUserIdReuse::ConflictOnceConnected, 201, 409),
        (ExtUserIdReuse::Conflict, 409, 409),
        (ExtUserIdReuse::Silent, 201, 201),
    ] {
        let bench = Bench::new().await;
        bench.spinwheel.choose(|choices| choices.ext_user_id_reuse = choice);
        let first = bench.post("/v1/users/connect/sms", &Bench::connect_body(PHONE, BORN, "one")).await;
        let moved = Bench::connect_body("+12025550141", BORN, "one");
        let second = bench.post("/v1/users/connect/sms", &moved).await;
        assert_eq!(second.status, before, "{choice:?}");
        let phone = if before == 201 { "+12025550141" } else { PHONE };
        let id = first.data("userId");
        assert_eq!(bench.verify(&id, &bench.code(phone)).await.status, 200);
        let third =
            bench.post("/v1/users/connect/sms", &Bench::connect_body("+12025550142", BORN, "one")).await;
        assert_eq!(third.status, after, "{choice:?}");
        assert_eq!(bench.spinwheel.users().len(), 1);
    }
}

#[tokio::test]
async fn the_form_of_errors() {
    let bench = Bench::new().await;
    let reply = bench.connect("+12025550101", BORN).await;
    assert_eq!(reply.json()["status"]["messages"][0]["type"], "ERROR");
    assert!(reply.json().get("data").is_none());
    bench.spinwheel.choose(|choices| {
        choices.failure_data = FailureData::EmptyObject;
        choices.auth_text = AuthText::Desc;
        choices.bad_key_status = 403;
        choices.token_status.insert("INVALID_NUMBER".to_owned(), 422);
        choices.validation_status = 422;
    });
    let reply = bench.connect("+12025550101", BORN).await;
    assert_eq!((reply.status, reply.json()["status"]["code"].as_u64()), (422, Some(422)));
    assert_eq!(reply.json()["data"], json!({}));
    assert_eq!(bench.post("/v1/users/connect/sms", &json!({})).await.status, 422);
    let url = format!("{}/v1/users?userId=x", bench.spinwheel.base_url());
    assert_eq!(send("GET", &url, &[], "").await.unwrap().desc(), "No auth key provided");
    assert_eq!(send("GET", &url, &[("authorization", "Bearer x")], "").await.unwrap().status, 403);
    bench.spinwheel.choose(|choices| choices.failure_data = FailureData::Null);
    assert!(bench.connect("+12025550101", BORN).await.json()["data"].is_null());
}

#[tokio::test]
async fn choices_of_the_user_object() {
    let bench = Bench::new().await;
    bench.spinwheel.choose(|choices| {
        choices.unverified_user = UnverifiedUser::NotFound;
        choices.order_answer = OrderAnswer::Empty;
        choices.order_status = 202;
        choices.data_status = DataStatus::Object;
        choices.summary_names = SummaryNames::Short;
        choices.unmask_on_standard_host = UnmaskOnStandard::Ignore;
        choices.report_milliseconds = 0;
    });
    let (id, code) = bench.start(PHONE, BORN).await;
    assert_eq!(bench.get(&format!("/v1/users?userId={id}")).await.desc(), "USER_NOT_FOUND");
    bench.verify(&id, &code).await;
    let ordered = bench.order(&id).await;
    assert_eq!((ordered.status, ordered.json()["data"].clone()), (202, json!({})));
    let user = bench.get(&format!("/v1/users?userId={id}&unmask=ssn")).await.json()["data"].clone();
    assert!(user["profile"].get("ssn").is_none());
    let report = &user["creditReports"][0];
    assert_eq!(report["connectionStatus"]["dataStatus"]["status"], "COMPLETED");
    assert!(report["summary"]["totalUnsecuredDebtExcludingStudent"].is_number());
}

#[tokio::test]
async fn every_choice_the_journal_names_is_in_the_table() {
    let bench = Bench::new().await;
    bench.connect("+12025550101", BORN).await;
    bench.post("/v1/users/connect/sms", &json!({})).await;
    let id = bench.verified(PHONE, BORN).await;
    bench.order(&id).await;
    bench.order(&id).await;
    bench.user(&id).await;
    bench.secure("POST", "/v1/users/connect/kba", &Bench::kba_body("1980-05-05")).await;
    let known: Vec<_> = choice_table().iter().map(|row| row.name).collect();
    let named: Vec<_> =
        bench.tenant.journal().entries().into_iter().flat_map(|entry| entry.choices).collect();
    assert!(named.len() > 20);
    for name in named {
        assert!(known.contains(&name), "{name}");
    }
}

#[tokio::test]
async fn choices_survive_json() {
    let mut choices = SpinwheelChoices::default();
    choices.guide_verify_path = GuidePath::Accept;
    let json = serde_json::to_value(&choices).unwrap();
    assert_eq!(json["guide_verify_path"], "accept");
    assert_eq!(serde_json::from_value::<SpinwheelChoices>(json).unwrap(), choices);
    let unknown: Result<SpinwheelChoices, _> = serde_json::from_value(json!({"no_such_choice": Value::Null}));
    assert!(unknown.unwrap_err().to_string().contains("connect_status"));
}
