//! What personas answer to KBA questions.

use std::time::Duration;

use serde_json::{Value, json};
use verify_sandbox::{ActKind, Answered, PersonaError, PersonaHandle};

use crate::client::{Bench, Reply};
use crate::debtcore_client::{ANSWERS, Org, QUESTIONS, input, person};
use crate::personas::{asleep, somebody};

const BORN: &str = "1980-05-05";

struct Asked {
    id: String,
    questions: Vec<String>,
}

fn ids(questions: &Value) -> Vec<String> {
    questions.as_array().unwrap().iter().map(|question| question["id"].as_str().unwrap().to_owned()).collect()
}

async fn ask(bench: &Bench) -> Asked {
    let started = bench.secure("POST", "/v1/users/connect/kba", &Bench::kba_body(BORN)).await;
    assert!(matches!(started.status, 200 | 201), "{}", started.text());
    Asked { id: started.data("userId"), questions: ids(&started.json()["data"]["kba"]["questions"]) }
}

fn body(answered: &Answered) -> Value {
    let answers = answered.answers().iter();
    json!({"answers": answers.map(|answer| {
        json!({"questionId": answer.question_id, "answerId": answer.answer_id})
    }).collect::<Vec<_>>()})
}

async fn hand_in(bench: &Bench, asked: &Asked, riley: &PersonaHandle) -> Reply {
    let answered = riley.answers(&asked.questions).await.unwrap();
    bench.secure("PUT", &format!("/v1/users/{}/connect/kba", asked.id), &body(&answered)).await
}

#[tokio::test]
async fn the_right_answers_come_in_the_order_of_the_questions() {
    let bench = Bench::new().await;
    let riley = somebody(&bench.tenant, |riley| riley);
    let mut asked = ask(&bench).await;
    asked.questions.reverse();
    let answered = riley.answers(&asked.questions).await.unwrap();
    let order: Vec<_> = answered.answers().iter().map(|answer| answer.question_id.clone()).collect();
    assert_eq!(order, asked.questions);
    assert_eq!(hand_in(&bench, &asked, &riley).await.status, 200);
    assert_eq!(riley.did(), [ActKind::Received, ActKind::AnsweredRight, ActKind::AnsweredRight]);
    for unknown in [&asked.questions[1..], &["x".to_owned()]] {
        assert_eq!(riley.answers(unknown).await, Err(PersonaError::UnknownQuestions));
    }
}

#[tokio::test]
async fn the_first_set_is_answered_wrong_and_the_next_one_right() {
    let bench = Bench::new().await;
    let riley = somebody(&bench.tenant, verify_sandbox::Persona::answers_wrong_then_right);
    let refused = hand_in(&bench, &ask(&bench).await, &riley).await;
    assert_eq!((refused.status, refused.desc().as_str()), (400, "FAILED_IDENTIFICATION"));
    assert_eq!(hand_in(&bench, &ask(&bench).await, &riley).await.status, 200);
}

#[tokio::test]
async fn who_is_late_finds_that_the_questions_have_run_out() {
    let bench = Bench::new().await;
    bench.spinwheel.choose(|choices| choices.kba_session_seconds = 120);
    let riley = somebody(&bench.tenant, verify_sandbox::Persona::comes_late);
    let asked = ask(&bench).await;
    let (refused, ()) = tokio::join!(hand_in(&bench, &asked, &riley), async {
        asleep(&bench.clock).await;
        bench.advance(120);
    });
    assert_eq!(refused.desc(), "EXPIRED");
}

#[tokio::test]
async fn who_abandons_answers_nothing_and_who_returns_answers_later() {
    let bench = Bench::new().await;
    let riley = somebody(&bench.tenant, verify_sandbox::Persona::abandons);
    let asked = ask(&bench).await;
    assert_eq!(riley.answers(&asked.questions).await, Ok(Answered::Never));
    assert_eq!(riley.did(), [ActKind::Received, ActKind::Left]);
    riley.remove();
    let riley = somebody(&bench.tenant, |riley| riley.returns_after(Duration::from_secs(30)));
    let (done, ()) = tokio::join!(hand_in(&bench, &asked, &riley), async {
        asleep(&bench.clock).await;
        bench.advance(30);
    });
    assert_eq!(done.status, 200);
    assert_eq!(riley.did(), [ActKind::Received, ActKind::Returned, ActKind::AnsweredRight]);
}

#[tokio::test]
async fn debtcore_asks_the_same_questions() {
    let org = Org::new().await;
    let riley = somebody(&org.tenant, |riley| riley);
    let asked = org.data(QUESTIONS, &input(person("contact-2", BORN))).await;
    let answered = riley.answers(ids(&asked["questions"])).await.unwrap();
    let mut answers = body(&answered);
    answers["reqOrgContactId"] = json!("contact-2");
    org.data(ANSWERS, &input(answers)).await;
    assert_eq!(org.status("contact-2").await, "PASSED");
}
