//! Verification tokens: sent, compared, too old, tried too often.

use serde_json::{Value, json};
use verify_sandbox::dots::{
    DisabledUser, DoneBody, TokenRefusals, UserStatus, VerifiedAgain, WrongTokenBody,
};
use verify_sandbox::{Channel, Fault, FaultKind};

use crate::client::wrong;
use crate::dots_client::{App, DIALLED, NUMBER, USERS, refusal, said};

#[tokio::test]
async fn a_texted_token_verifies() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let sent = app.send_token(&user).await;
    assert_eq!((sent.status, sent.text().as_str()), (202, ""));
    let message = app.tenant.outbox().last_to(DIALLED).unwrap();
    assert_eq!((message.channel, message.operation), (Channel::Sms, "dots.send_verification_token"));
    let token = app.token();
    assert_eq!(token.len(), 6);
    let bad = app.verify(&user, &wrong(&token)).await;
    assert_eq!(refusal(&bad), said(400, ""));
    assert!(app.why().contains("wrong try 1"), "{}", app.why());
    assert_eq!(app.retrieve(&user).await["status"], "unverified");
    let good = app.verify(&user, &token).await;
    assert_eq!((good.status, good.text().as_str()), (200, ""));
    let read = app.retrieve(&user).await;
    assert_eq!((&read["status"], &read["verified"]), (&json!("verified"), &json!(true)));
    assert_eq!(app.dots.token_attempts(&user), Some(2));
    assert_eq!(app.dots.token_attempts("nobody"), None);
    assert_eq!(app.dots.users()[0].tokens_sent, 1);
}

#[tokio::test]
async fn a_phone_call_reads_it_out() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let path = format!("{USERS}/{user}/send-verification-token");
    assert_eq!(app.call("POST", &path, &json!({"use_voice": true})).await.status, 202);
    assert_eq!(app.tenant.outbox().last_to(DIALLED).unwrap().channel, Channel::Voice);
    assert_eq!(app.verify(&user, &app.token()).await.status, 200);
    assert_eq!(app.call("POST", &path, &json!({"use_voice": false})).await.status, 202);
    assert_eq!(app.tenant.outbox().last_to(DIALLED).unwrap().channel, Channel::Sms);
    assert_eq!(app.call("POST", &path, &json!({"use_voice": "yes"})).await.status, 400);
    assert_eq!(app.tenant.outbox().len(), 2);
}

#[tokio::test]
async fn a_token_has_its_form() {
    let app = App::new().await;
    let (user, token) = app.started().await;
    let path = format!("{USERS}/{user}/verify");
    for body in [json!({}), json!({"token": 123_456}), json!({"token": "12345"}), json!({"token": null})] {
        assert_eq!(refusal(&app.call("POST", &path, &body).await), said(400, "invalid-input"), "{body}");
    }
    assert_eq!(app.call("POST", &path, &Value::Null).await.status, 415);
    assert_eq!(app.dots.token_attempts(&user), Some(0), "none of them was compared");
    assert_eq!(app.verify(&user, &token).await.status, 200);
}

#[tokio::test]
async fn a_token_gets_old() {
    let app = App::new().await;
    let (user, token) = app.started().await;
    app.advance(599);
    let (other, fresh) = (app.user("2025550141").await, token.clone());
    assert_eq!(app.verify(&other, &fresh).await.status, 400, "no token was sent to this one");
    assert!(app.why().contains("No token was ever sent"));
    app.advance(1);
    assert_eq!(app.verify(&user, &token).await.status, 400);
    assert!(app.why().contains("too old"), "{}", app.why());
    app.send_token(&user).await;
    app.advance(599);
    assert_eq!(app.verify(&user, &app.token()).await.status, 200);
}

#[tokio::test]
async fn a_token_bears_five_wrong_tries() {
    let app = App::new().await;
    let (user, token) = app.started().await;
    for _ in 0..5 {
        assert_eq!(app.verify(&user, &wrong(&token)).await.status, 400);
    }
    app.dots.choose(|choices| choices.refused_token_status = 429);
    assert_eq!(app.verify(&user, &token).await.status, 429);
    assert!(app.why().contains("tries of this token are spent") && app.rests_on("refused_token_status"));
    app.send_token(&user).await;
    assert_eq!(app.verify(&user, &app.token()).await.status, 200);
    app.tenant.reset();
    app.dots.choose(|choices| choices.token_attempts = 0);
    let (user, token) = app.started().await;
    for _ in 0..20 {
        app.verify(&user, &wrong(&token)).await;
    }
    assert_eq!(app.verify(&user, &token).await.status, 200);
}

#[tokio::test]
async fn a_new_token_replaces_the_old_one() {
    let app = App::new().await;
    let (user, first) = app.started().await;
    app.send_token(&user).await;
    let second = app.token();
    assert_ne!(first, second);
    assert_eq!(app.verify(&user, &first).await.status, 400);
    assert_eq!(app.verify(&user, &second).await.status, 200);
    app.tenant.reset();
    app.dots.choose(|choices| choices.resend_invalidates = false);
    let (user, first) = app.started().await;
    app.send_token(&user).await;
    assert_eq!(app.verify(&user, &first).await.status, 200);
}

#[tokio::test]
async fn a_cooldown_can_be_chosen() {
    let app = App::new().await;
    app.dots.choose(|choices| choices.resend_cooldown_seconds = 60);
    let (user, _) = app.started().await;
    app.advance(59);
    assert_eq!(refusal(&app.send_token(&user).await), said(429, ""));
    assert!(app.rests_on("resend_cooldown_seconds"));
    app.advance(1);
    assert_eq!(app.send_token(&user).await.status, 202);
    assert_eq!(app.tenant.outbox().len(), 2);
}

#[tokio::test]
async fn a_repeated_call_is_a_double_send() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let fault = Fault::new("dots.send_verification_token", FaultKind::AcceptedThenLost).times(1);
    let _lost = app.tenant.faults().arm(fault).unwrap();
    let path = format!("{USERS}/{user}/send-verification-token");
    assert!(app.try_call("POST", &path, &Value::Null).await.is_none());
    assert!(app.tenant.double_sends().is_empty());
    assert_eq!(app.send_token(&user).await.status, 202);
    assert_eq!(app.tenant.double_sends().len(), 1);
}

#[tokio::test]
async fn choices_of_tokens() {
    let app = App::new().await;
    app.dots.choose(|choices| {
        choices.fixed_token = "000000".to_owned();
        choices.token_length = 8;
        choices.token_refusals = TokenRefusals::Telling;
        choices.verify_verified = VerifiedAgain::Refuse;
        choices.send_to_verified = VerifiedAgain::Refuse;
    });
    let other = app.user("2025550141").await;
    let reply = app.verify(&other, "111111").await;
    assert_eq!(reply.json()["message"], "No verification token was sent.");
    assert_eq!(app.verify(&other, "000000").await.status, 200);
    assert!(app.rests_on("fixed_token"));
    let (user, token) = app.started().await;
    assert_eq!(token.len(), 8);
    assert_eq!(app.verify(&user, &token).await.status, 200);
    assert_eq!(app.verify(&user, &token).await.json()["message"], "Already verified.");
    assert_eq!(app.send_token(&user).await.status, 400);
    app.dots.choose(|choices| choices.verify_verified = VerifiedAgain::Serve);
    assert_eq!(app.verify(&user, &token).await.status, 200);
    assert_eq!(app.verify(&user, &wrong(&token)).await.status, 400);
}

#[tokio::test]
async fn bodies_of_what_has_none() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    for (body, shown) in [
        (DoneBody::Empty, ""),
        (DoneBody::Object, "{}"),
        (DoneBody::Success, r#"{"success":true}"#),
        (DoneBody::Text, "OK"),
    ] {
        app.dots.choose(|choices| (choices.send_body, choices.verify_body) = (body, body));
        assert_eq!(app.send_token(&user).await.text(), shown);
        assert_eq!(app.verify(&user, &app.token()).await.text(), shown);
        assert!(app.rests_on("verify_body"));
    }
    app.dots.choose(|choices| choices.verify_body = DoneBody::User);
    app.send_token(&user).await;
    assert_eq!(app.verify(&user, &app.token()).await.json(), app.retrieve(&user).await);
    for (body, shown) in
        [(WrongTokenBody::Empty, ""), (WrongTokenBody::Text, "Incorrect verification token.")]
    {
        app.dots.choose(|choices| choices.wrong_token_body = body);
        let reply = app.verify(&user, "999999999").await;
        assert_eq!((reply.status, reply.text().as_str()), (400, shown));
        assert!(app.rests_on("wrong_token_body"));
    }
}

#[tokio::test]
async fn a_disabled_user_is_refused() {
    let app = App::new().await;
    let (user, token) = app.started().await;
    app.dots.set_status(&user, UserStatus::Disabled);
    assert_eq!(app.send_token(&user).await.status, 403);
    assert_eq!(app.verify(&user, &token).await.status, 403);
    assert_eq!(app.dots.token_attempts(&user), Some(0));
    app.dots.choose(|choices| choices.disabled_user = DisabledUser::Serve);
    assert_eq!(app.verify(&user, &token).await.status, 200);
    assert_eq!(app.dots.users()[0].status, UserStatus::Disabled);
}
