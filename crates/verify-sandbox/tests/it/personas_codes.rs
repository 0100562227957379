//! What personas type who are asked for the code in a text.

use std::time::Duration;

use serde_json::json;
use verify_sandbox::{ActKind, Clock, PersonaHandle, Typed};

use crate::client::{BORN, Bench, PHONE};
use crate::debtcore_client::{CONTACT, Org, SEND, VERIFY, input, sms};
use crate::dots_client::App;
use crate::personas::{asleep, somebody};

/// The code, which is typed without waiting for anything.
async fn typed(riley: &PersonaHandle) -> String {
    riley.types_code().await.into_code().expect("something is typed")
}

fn minutes(count: u64) -> Duration {
    Duration::from_secs(60 * count)
}

/// The id of a user to whom a text is on its way.
async fn texted(bench: &Bench) -> String {
    bench.connect(PHONE, BORN).await.data("userId")
}

#[tokio::test]
async fn the_right_code_is_typed_and_typed_again() {
    let bench = Bench::new().await;
    let riley = somebody(&bench.tenant, |riley| riley);
    let (code, id) = tokio::join!(typed(&riley), texted(&bench));
    assert_eq!(code, bench.code(PHONE));
    assert_eq!(bench.verify(&id, &code).await.status, 200);
    assert_eq!(typed(&riley).await, code);
    bench.connect(PHONE, BORN).await;
    assert_ne!(typed(&riley).await, code, "that of the newest text");
    let did = [ActKind::Received, ActKind::AnsweredRight, ActKind::AnsweredRight];
    assert_eq!(riley.did(), [&did[..], &[ActKind::Received, ActKind::AnsweredRight]].concat());
    assert!(!format!("{:?}", riley.acts()).contains(&code), "no act has a code in it");
}

#[tokio::test]
async fn the_first_code_is_wrong_and_every_later_one_right() {
    let bench = Bench::new().await;
    let riley = somebody(&bench.tenant, verify_sandbox::Persona::answers_wrong_then_right);
    let id = texted(&bench).await;
    let refused = bench.verify(&id, &typed(&riley).await).await;
    assert_eq!((refused.status, refused.desc().as_str()), (400, "INCORRECT"));
    assert_eq!(bench.verify(&id, &typed(&riley).await).await.status, 200);
    assert_eq!(riley.did(), [ActKind::Received, ActKind::AnsweredWrong, ActKind::AnsweredRight]);
    let id = texted(&bench).await;
    assert_eq!(bench.verify(&id, &typed(&riley).await).await.status, 200, "once is enough");
}

#[tokio::test]
async fn who_is_late_finds_an_expired_code() {
    let bench = Bench::new().await;
    let riley = somebody(&bench.tenant, verify_sandbox::Persona::comes_late);
    let id = texted(&bench).await;
    let began = bench.clock.now();
    let (code, ()) = tokio::join!(typed(&riley), async {
        asleep(&bench.clock).await;
        bench.advance(299);
        tokio::task::yield_now().await;
        assert_eq!(riley.did(), [ActKind::Received], "not yet");
        asleep(&bench.clock).await;
        bench.advance(1);
    });
    assert_eq!(riley.acts()[1].at, began + minutes(5));
    let refused = bench.verify(&id, &code).await;
    assert_eq!((refused.status, refused.desc().as_str()), (400, "EXPIRED"));
}

#[tokio::test]
async fn who_abandons_never_types_anything() {
    let bench = Bench::new().await;
    let riley = somebody(&bench.tenant, verify_sandbox::Persona::abandons);
    assert_eq!(riley.types_code().await, Typed::Never, "there is no text to wait for");
    texted(&bench).await;
    assert_eq!((riley.types_code().await, riley.types_code().await), (Typed::Never, Typed::Never));
    assert_eq!(riley.did(), [ActKind::Received, ActKind::Left]);
    assert_eq!(bench.tenant.journal().requests("spinwheel.verify_sms_code"), 0);
    let casey = bench.tenant.personas();
    let casey =
        casey.add(verify_sandbox::Persona::of("+12025550142").abandons().answers_wrong_then_right()).unwrap();
    let id = bench.connect("+12025550142", BORN).await.data("userId");
    assert_eq!(bench.verify(&id, &typed(&casey).await).await.desc(), "INCORRECT");
    assert_eq!(casey.types_code().await, Typed::Never, "a wrong one, and no more");
}

#[tokio::test]
async fn who_returns_later_types_the_code_then() {
    let bench = Bench::new().await;
    let riley = somebody(&bench.tenant, |riley| riley.returns_after(minutes(4)));
    let id = texted(&bench).await;
    let (code, ()) = tokio::join!(typed(&riley), async {
        asleep(&bench.clock).await;
        bench.advance(240);
    });
    assert_eq!(bench.verify(&id, &code).await.status, 200, "within the five minutes");
    assert_eq!(riley.did(), [ActKind::Received, ActKind::Returned, ActKind::AnsweredRight]);
}

#[tokio::test]
async fn wrong_at_once_and_right_later() {
    let bench = Bench::new().await;
    let riley = somebody(&bench.tenant, |riley| riley.answers_wrong_then_right().returns_after(minutes(6)));
    let id = texted(&bench).await;
    assert_eq!(bench.verify(&id, &typed(&riley).await).await.desc(), "INCORRECT");
    bench.advance(360);
    assert_eq!(bench.verify(&id, &typed(&riley).await).await.desc(), "EXPIRED", "six minutes are too long");
}

#[tokio::test]
async fn previews_and_a_second_device_change_nothing_about_a_code() {
    let bench = Bench::new().await;
    let riley = somebody(&bench.tenant, |riley| riley.with_link_previews().uses_two_devices());
    let id = texted(&bench).await;
    assert_eq!(bench.verify(&id, &typed(&riley).await).await.status, 200);
    assert_eq!(riley.did(), [ActKind::Received, ActKind::AnsweredRight]);
}

#[tokio::test]
async fn a_token_of_dots_runs_out_as_its_choice_says() {
    let app = App::new().await;
    app.dots.choose(|choices| choices.token_lifetime_seconds = 90);
    let riley = somebody(&app.tenant, |riley| riley.comes_late().answers_wrong_then_right());
    let (user, _) = app.started().await;
    let (code, ()) = tokio::join!(typed(&riley), async {
        asleep(&app.clock).await;
        app.advance(90);
    });
    assert_eq!(riley.did(), [ActKind::Received, ActKind::AnsweredWrong]);
    assert_eq!(app.verify(&user, &code).await.status, 400);
    assert!(app.why().contains("too old"), "{}", app.why());
    assert_eq!(app.send_token(&user).await.status, 202);
    let (code, ()) = tokio::join!(typed(&riley), async {
        asleep(&app.clock).await;
        app.advance(90);
    });
    assert_eq!(app.verify(&user, &code).await.status, 400);
    assert!(app.why().contains("too old"), "right, and late again: {}", app.why());
}

#[tokio::test]
async fn dots_takes_the_right_token_behind_the_wrong_one() {
    let app = App::new().await;
    let riley = somebody(&app.tenant, verify_sandbox::Persona::answers_wrong_then_right);
    let (user, _) = app.started().await;
    assert_eq!(app.verify(&user, &typed(&riley).await).await.status, 400);
    assert_eq!(app.verify(&user, &typed(&riley).await).await.status, 200);
    assert_eq!(app.dots.token_attempts(&user), Some(2));
    let user = app.user("2025550142").await;
    let casey = app.tenant.personas().add(verify_sandbox::Persona::of("+12025550142")).unwrap();
    let path = format!("/v2/users/{user}/send-verification-token");
    assert_eq!(app.call("POST", &path, &json!({"use_voice": true})).await.status, 202);
    assert_eq!(app.verify(&user, &typed(&casey).await).await.status, 200, "a call is listened to");
}

#[tokio::test]
async fn debtcore_hears_the_code_of_the_same_text() {
    let org = Org::new().await;
    let riley = somebody(&org.tenant, verify_sandbox::Persona::answers_wrong_then_right);
    org.data(SEND, &input(sms(PHONE, BORN, CONTACT))).await;
    let verify = |code: String| input(json!({"reqOrgContactId": CONTACT, "verificationCode": code}));
    let refused = org.payload(VERIFY, &verify(typed(&riley).await)).await;
    assert!(refused["errors"].is_array(), "{refused}");
    org.data(VERIFY, &verify(typed(&riley).await)).await;
    assert_eq!(org.status(CONTACT).await, "PASSED");
}

#[tokio::test]
async fn who_is_late_for_debtcore_is_too_late() {
    let org = Org::new().await;
    let riley = somebody(&org.tenant, verify_sandbox::Persona::comes_late);
    org.data(SEND, &input(sms(PHONE, BORN, CONTACT))).await;
    org.advance(300);
    let verify = input(json!({"reqOrgContactId": CONTACT, "verificationCode": typed(&riley).await}));
    assert!(org.payload(VERIFY, &verify).await["errors"].is_array());
    assert_ne!(org.status(CONTACT).await, "PASSED");
}
