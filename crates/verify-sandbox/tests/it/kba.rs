//! Questions and answers.

use serde_json::{Value, json};
use verify_sandbox::spinwheel::{KbaAnswerBody, KbaAnswerMethod};

use crate::client::{Bench, Reply};

pub(crate) fn right(bench: &Bench, id: &str) -> Value {
    let answers = bench.spinwheel.kba_answers(id).expect("questions are open");
    json!({"answers": answers.iter().map(|answer| {
        json!({"questionId": answer.question_id, "answerId": answer.answer_id})
    }).collect::<Vec<_>>()})
}

pub(crate) async fn put(bench: &Bench, id: &str, body: &Value) -> Reply {
    bench.secure("PUT", &format!("/v1/users/{id}/connect/kba"), body).await
}

pub(crate) async fn answer_right(bench: &Bench, id: &str) -> Reply {
    put(bench, id, &right(bench, id)).await
}

async fn start(bench: &Bench) -> Reply {
    let reply = bench.secure("POST", "/v1/users/connect/kba", &Bench::kba_body("1980-05-05")).await;
    assert_eq!(reply.status, 201, "{}", reply.text());
    reply
}

#[tokio::test]
async fn right_answers_connect_under_the_name_given() {
    let bench = Bench::new().await;
    let started = start(&bench).await;
    let questions = started.json()["data"]["kba"]["questions"].clone();
    assert_eq!(questions.as_array().unwrap().len(), 4);
    for question in questions.as_array().unwrap() {
        assert!(question["id"].is_string() && question["question"].is_string());
        assert_eq!(question["options"].as_array().unwrap().len(), 5);
    }
    assert!(started.json()["data"]["kba"].get("answers").is_none());
    let id = started.data("userId");
    let done = answer_right(&bench, &id).await;
    assert_eq!(done.status, 200);
    assert_eq!(done.json()["data"]["profile"]["firstName"], "Riley");
    assert_eq!(done.json()["data"]["profile"]["ssnLastFourDigits"], "0008");
    assert_eq!(bench.order(&id).await.status, 200);
    assert!(bench.tenant.outbox().is_empty());
}

#[tokio::test]
async fn a_wrong_answer_ends_the_session() {
    let bench = Bench::new().await;
    let started = start(&bench).await;
    let id = started.data("userId");
    let mut answers = right(&bench, &id);
    let options = started.json()["data"]["kba"]["questions"][0]["options"].clone();
    let chosen = answers["answers"][0]["answerId"].clone();
    let other = options.as_array().unwrap().iter().find(|option| option["id"] != chosen).unwrap();
    answers["answers"][0]["answerId"] = other["id"].clone();
    let failed = put(&bench, &id, &answers).await;
    assert_eq!((failed.status, failed.desc().as_str()), (400, "FAILED_IDENTIFICATION"));
    assert_eq!(answer_right(&bench, &id).await.desc(), "EXPIRED");
}

#[tokio::test]
async fn questions_run_out() {
    let bench = Bench::new().await;
    let id = start(&bench).await.data("userId");
    bench.advance(599);
    assert_eq!(put(&bench, &id, &json!({"answers": []})).await.desc(), "Bad Request");
    bench.advance(1);
    assert_eq!(answer_right(&bench, &id).await.desc(), "EXPIRED");
}

#[tokio::test]
async fn malformed_answers_are_named() {
    let bench = Bench::new().await;
    let id = start(&bench).await.data("userId");
    let mut twice = right(&bench, &id);
    twice["answers"][1] = twice["answers"][0].clone();
    let cases = [
        (json!({}), "answers must be a list"),
        (json!({"answers": [{"questionId": 1, "answerId": "x"}]}), "both strings"),
        (json!({"answers": [{"questionId": "x", "answerId": "y"}]}), "there is no question x"),
        (twice, "is answered more than once"),
    ];
    for (body, expected) in cases {
        let reply = put(&bench, &id, &body).await;
        assert_eq!((reply.status, reply.desc().as_str()), (400, "Bad Request"));
        assert!(reply.messages().contains(expected), "{} lacks {expected}", reply.messages());
    }
    assert_eq!(answer_right(&bench, &id).await.status, 200, "a malformed answer uses nothing up");
}

#[tokio::test]
async fn the_documented_person_answers_none_of_the_above() {
    let bench = Bench::new().await;
    let documented = json!({
        "firstName": "QBUZFI", "lastName": "RFIWSHABPAV", "dateOfBirth": "1952-10-26", "ssn": "666010869",
        "address": {"addressLine1": "A8 9616", "city": "SPENCER", "state": "IA", "zip": "51368"},
        "extUserId": "documented",
    });
    let id = bench.secure("POST", "/v1/users/connect/kba", &documented).await.data("userId");
    let answers = bench.spinwheel.kba_answers(&id).unwrap();
    assert!(answers.iter().all(|answer| answer.text == "None of the above"));
    assert_eq!(answer_right(&bench, &id).await.status, 200);
    let other = start(&bench).await.data("userId");
    assert!(
        bench.spinwheel.kba_answers(&other).unwrap().iter().all(|answer| answer.text != "None of the above")
    );
}

#[tokio::test]
async fn choices_of_kba() {
    let bench = Bench::new().await;
    bench.spinwheel.choose(|choices| {
        choices.kba_answers_in_response = true;
        choices.kba_question_count = 2;
        choices.kba_answer_body = KbaAnswerBody::BareList;
        choices.kba_answer_method = KbaAnswerMethod::PutOrPost;
    });
    let started = start(&bench).await;
    assert_eq!(started.json()["data"]["kba"]["answers"].as_array().unwrap().len(), 2);
    let id = started.data("userId");
    let list = right(&bench, &id)["answers"].clone();
    let reply = bench.secure("POST", &format!("/v1/users/{id}/connect/kba"), &list).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
}

#[tokio::test]
async fn the_fields_of_a_start_are_checked() {
    let bench = Bench::new().await;
    let cases = [
        ("ssn", json!("666-01-0008"), "nine digits without hyphens"),
        ("ssn", json!(666_010_008), "ssn must be a string"),
        ("firstName", Value::Null, "firstName must not be null"),
        ("address", json!("somewhere"), "address.addressLine1 is missing"),
        ("dateOfBirth", json!("01-01-1990"), "YYYY-MM-DD"),
        ("userId", json!("x"), "not both"),
    ];
    for (field, value, expected) in cases {
        let mut body = Bench::kba_body("1980-05-05");
        body[field] = value;
        let reply = bench.secure("POST", "/v1/users/connect/kba", &body).await;
        assert_eq!(reply.status, 400);
        assert!(reply.messages().contains(expected), "{} lacks {expected}", reply.messages());
    }
}
