//! Deleting a user, and seeing one in full.

use serde_json::{Value, json};
use verify_sandbox::spinwheel::DeleteAnswer;

use crate::client::{BORN, Bench, PHONE};
use crate::listener::Listener;

#[tokio::test]
async fn a_deleted_user_is_gone() {
    let bench = Bench::new().await;
    let (id, _) = bench.reported(PHONE, BORN).await;
    let deleted = bench.delete(&format!("/v1/users/{id}")).await;
    assert_eq!((deleted.status, deleted.json()["data"].clone()), (200, json!({"userId": id})));
    assert!(bench.rests_on("delete_user_status") && bench.rests_on("delete_user_answer"));
    let again = bench.delete(&format!("/v1/users/{id}")).await;
    assert_eq!((again.status, again.desc()), (404, "USER_NOT_FOUND".to_owned()));
    assert_eq!(bench.get(&format!("/v1/users?userId={id}")).await.status, 404);
    assert_eq!(bench.get(&format!("/v1/users?extUserId=ext-{PHONE}-{BORN}")).await.status, 404);
    let (anew, _) = bench.reported(PHONE, BORN).await;
    assert_ne!(anew, id, "connecting again makes a new user, whose day has no order yet");
    assert_eq!(bench.spinwheel.users().len(), 1);
    assert_eq!(bench.secure("DELETE", &format!("/v1/users/{anew}"), &Value::Null).await.status, 404);
}

#[tokio::test]
async fn the_answer_to_a_deletion_is_a_choice() {
    let bench = Bench::new().await;
    for (answer, status, body) in [
        (DeleteAnswer::EmptyObject, 200, r#"{"data":{},"status":{"code":200,"desc":"success"}}"#),
        (DeleteAnswer::NoBody, 204, ""),
    ] {
        bench.spinwheel.choose(|choices| {
            choices.delete_user_answer = answer;
            choices.delete_user_status = status;
        });
        let id = bench.verified(PHONE, BORN).await;
        let reply = bench.delete(&format!("/v1/users/{id}")).await;
        assert_eq!((reply.status, reply.text().as_str()), (status, body));
    }
}

#[tokio::test]
async fn nothing_is_told_about_a_user_who_is_gone() {
    let bench = Bench::new().await;
    let (listener, webhooks) = (Listener::new().await, bench.tenant.webhooks());
    webhooks.register("*", &listener.url(), &[]).unwrap();
    for phone in [PHONE, "+12025550141"] {
        let id = bench.verified(phone, BORN).await;
        bench.order(&id).await;
        if phone == PHONE {
            bench.delete(&format!("/v1/users/{id}")).await;
        }
    }
    bench.clock.wait_for_sleepers(2).await;
    bench.advance(2);
    let told = listener.receive("200 OK").await.json();
    assert_eq!(told["extUserId"], format!("ext-+12025550141-{BORN}"));
    assert_eq!(webhooks.wait(1).await.len(), 1);
}

#[tokio::test]
async fn the_secure_host_shows_what_is_asked_for() {
    let bench = Bench::new().await;
    let (id, _) = bench.reported(PHONE, BORN).await;
    let path = |unmask: &str| format!("/v1/users?userId={id}{unmask}");
    let seen = |user: &Value| {
        (
            user["profile"].get("ssn").is_some(),
            user["creditCards"][0]["cardProfile"].get("accountNumber").is_some(),
            user["autoLoans"][0]["liabilityProfile"].get("accountNumber").is_some(),
        )
    };
    for (unmask, expected) in [
        ("", (false, false, false)),
        ("&unmask=ssn", (true, false, false)),
        ("&unmask=accountNumber", (false, true, true)),
        ("&unmask=ssn&unmask=accountNumber", (true, true, true)),
    ] {
        let reply = bench.secure("GET", &path(unmask), &Value::Null).await;
        assert_eq!(seen(&reply.json()["data"]), expected, "{unmask}");
        let entry = bench.tenant.journal().last().unwrap();
        assert_eq!((entry.operation, entry.host), (Some("spinwheel.retrieve_user_unmasked"), Some("secure")));
        assert!(entry.unread_fields.is_empty());
    }
    let odd = bench.secure("GET", &path("&unmask=all"), &Value::Null).await;
    assert_eq!((odd.status, odd.desc()), (400, "Bad Request".to_owned()));
    let standard = bench.get(&path("&unmask=ssn")).await;
    assert_eq!(standard.status, 400);
    assert_eq!(bench.tenant.journal().last().unwrap().operation, Some("spinwheel.retrieve_user"));
    assert!(bench.rests_on("unmask_on_standard_host"));
}
