//! Codes: time, tries, locks, blocks.

use verify_sandbox::spinwheel::{AttemptScope, CodeSource, VerifyAgain};

use crate::client::{BORN, Bench, PHONE, wrong};

#[tokio::test]
async fn a_code_is_good_for_300_seconds_and_not_one_more() {
    let bench = Bench::new().await;
    let (id, code) = bench.start(PHONE, BORN).await;
    bench.advance(299);
    assert_eq!(bench.verify(&id, &wrong(&code)).await.desc(), "INCORRECT");
    bench.advance(1);
    let late = bench.verify(&id, &code).await;
    assert_eq!((late.status, late.desc().as_str()), (400, "EXPIRED"));
    assert_eq!(bench.verified(PHONE, BORN).await, id);
}

#[tokio::test]
async fn five_wrong_codes_lock_for_five_minutes() {
    let bench = Bench::new().await;
    let (id, code) = bench.start(PHONE, BORN).await;
    for _ in 0..5 {
        let reply = bench.verify(&id, &wrong(&code)).await;
        assert_eq!((reply.status, reply.desc().as_str()), (400, "INCORRECT"));
    }
    let locked = bench.verify(&id, &code).await;
    assert_eq!((locked.status, locked.desc().as_str()), (429, "MAX_ATTEMPTS_REACHED"));
    assert_eq!(bench.connect(PHONE, BORN).await.desc(), "MAX_ATTEMPTS_REACHED");
    assert_eq!(bench.tenant.outbox().len(), 1);
    bench.advance(299);
    assert_eq!(bench.verify(&id, &code).await.desc(), "MAX_ATTEMPTS_REACHED");
    bench.advance(1);
    assert_eq!(bench.verify(&id, &code).await.desc(), "EXPIRED");
    assert_eq!(bench.verified(PHONE, BORN).await, id);
}

#[tokio::test]
async fn four_wrong_codes_do_no_harm() {
    let bench = Bench::new().await;
    let (id, code) = bench.start(PHONE, BORN).await;
    for _ in 0..4 {
        bench.verify(&id, &wrong(&code)).await;
    }
    assert_eq!(bench.verify(&id, &code).await.status, 200);
}

#[tokio::test]
async fn with_tries_by_number_another_user_is_locked_too() {
    for (scope, expected) in [(AttemptScope::Connection, 201), (AttemptScope::PhoneNumber, 429)] {
        let bench = Bench::new().await;
        bench.spinwheel.choose(|choices| choices.attempt_scope = scope);
        let (id, code) = bench.start(PHONE, BORN).await;
        for _ in 0..5 {
            bench.verify(&id, &wrong(&code)).await;
        }
        assert_eq!(bench.connect(PHONE, "1990-03-01").await.status, expected);
        bench.advance(300);
        assert_eq!(bench.verified(PHONE, BORN).await, id);
    }
}

#[tokio::test]
async fn a_newer_code_replaces_the_older_one() {
    let bench = Bench::new().await;
    let (id, older) = bench.start(PHONE, BORN).await;
    bench.advance(31);
    let (_, newer) = bench.start(PHONE, BORN).await;
    assert_eq!(bench.verify(&id, &older).await.desc(), "INCORRECT");
    assert_eq!(bench.verify(&id, &newer).await.status, 200);

    let bench = Bench::new().await;
    bench.spinwheel.choose(|choices| choices.new_connect_cancels_code = false);
    let (id, older) = bench.start(PHONE, BORN).await;
    bench.start(PHONE, BORN).await;
    assert_eq!(bench.verify(&id, &older).await.status, 200);
}

#[tokio::test]
async fn a_code_is_good_for_one_verification() {
    let bench = Bench::new().await;
    let (id, code) = bench.start(PHONE, BORN).await;
    assert_eq!(bench.verify(&id, &code).await.status, 200);
    assert_eq!(bench.verify(&id, &code).await.desc(), "EXPIRED");
    bench.spinwheel.choose(|choices| choices.verify_again = VerifyAgain::SameAnswer);
    assert_eq!(bench.verify(&id, &code).await.data("connectionStatus"), "SUCCESS");
    assert_eq!(bench.verify(&id, &wrong(&code)).await.desc(), "EXPIRED");
}

#[tokio::test]
async fn zeros_are_no_code_unless_chosen() {
    let bench = Bench::new().await;
    let (id, _) = bench.start(PHONE, BORN).await;
    assert_eq!(bench.verify(&id, "000000").await.desc(), "INCORRECT");
    bench.spinwheel.choose(|choices| choices.code_source = CodeSource::GeneratedOrZeros);
    assert_eq!(bench.verify(&id, "000000").await.status, 200);
}

#[tokio::test]
async fn too_many_texts_block_the_number_for_a_day() {
    let bench = Bench::new().await;
    for _ in 0..10 {
        assert_eq!(bench.connect(PHONE, BORN).await.status, 201);
        bench.advance(31);
    }
    let blocked = bench.connect(PHONE, BORN).await;
    assert_eq!((blocked.status, blocked.desc().as_str()), (429, "TOO_MANY_VERIFICATIONS"));
    assert_eq!(bench.connect("+12025550141", BORN).await.status, 201);
    bench.advance(86_399);
    assert_eq!(bench.connect(PHONE, BORN).await.desc(), "TOO_MANY_VERIFICATIONS");
    bench.advance(1);
    assert_eq!(bench.connect(PHONE, BORN).await.status, 201);
    assert_eq!(bench.tenant.outbox().len(), 12);
}

#[tokio::test]
async fn too_many_verifications_in_a_short_time_are_throttled() {
    let bench = Bench::new().await;
    bench.spinwheel.choose(|choices| choices.verifications_before_throttle = 2);
    let (id, code) = bench.start(PHONE, BORN).await;
    for _ in 0..2 {
        assert_eq!(bench.verify(&id, &wrong(&code)).await.desc(), "INCORRECT");
    }
    let throttled = bench.verify(&id, &code).await;
    assert_eq!((throttled.status, throttled.desc().as_str()), (429, "TOO_MANY_REQUESTS"));
    bench.advance(60);
    assert_eq!(bench.verify(&id, &code).await.status, 200);
}

#[tokio::test]
async fn codes_differ_and_the_text_holds_just_one() {
    let bench = Bench::new().await;
    for number in 40..60 {
        bench.start(&format!("+120255501{number}"), BORN).await;
    }
    let messages = bench.tenant.outbox().messages();
    let codes: std::collections::BTreeSet<_> =
        messages.iter().map(|message| message.code().unwrap()).collect();
    assert_eq!(codes.len(), 20);
    for message in &messages {
        let digits: String = message.text.chars().filter(char::is_ascii_digit).collect();
        assert_eq!(Some(digits.as_str()), message.code(), "{}", message.text);
        assert_eq!(digits.len(), 6);
    }
}

#[tokio::test]
async fn the_same_seed_gives_the_same_codes() {
    let (one, two) = (Bench::new().await, Bench::new().await);
    assert_eq!(one.start(PHONE, BORN).await, two.start(PHONE, BORN).await);
    let first = one.code(PHONE);
    one.tenant.reset();
    assert!(one.tenant.outbox().is_empty());
    assert_eq!(one.start(PHONE, BORN).await.1, first);
}
