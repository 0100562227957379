//! From the form to the connected accounts, over TCP, and what the providers saw of it.

use crate::support::{PHONE, Stage};
use verify_sandbox::FaultKind;

#[tokio::test]
async fn from_the_form_to_the_accounts() {
    let (stage, mut browser) = Stage::with_browser().await;
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
    assert_eq!(browser.check(stage.wrong_code()).await.notice(), "wrong-code");
    assert_eq!(browser.check(&stage.code()).await.notice(), "verified");
    let link = browser.bank_link().await;
    assert_eq!(
        browser.get("/bank").await.notice(),
        "bank-pending",
        "that the browser is back proves nothing"
    );
    stage.connect(&link);
    let page = browser.get("/bank").await;
    assert_eq!((page.notice(), page.body.matches("<li>").count()), ("bank-connected", 3));
    assert_eq!(browser.get("/").await.notice(), "bank-connected");

    assert_eq!((stage.texts(), stage.saw("spinwheel.connect_sms")), (1, 1));
    assert_eq!(stage.saw("spinwheel.verify_sms_code"), 2);
    assert_eq!(
        (stage.saw("dots.create_user"), stage.saw("signzy.send_link")),
        (0, 0),
        "nobody else was asked"
    );
    assert_eq!(stage.saw("finicity.generate_connect_url"), 1);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_texts_once() {
    let (stage, mut browser) = Stage::with_browser().await;
    let mut tab = browser.clone();
    let (one, other) = tokio::join!(browser.start(PHONE), tab.start(PHONE));
    let mut notices = [one.notice(), other.notice()];
    notices.sort_unstable_by_key(|notice| *notice != "code-sent");
    assert_eq!(notices[0], "code-sent");
    assert!(["busy", "perhaps-sent", "too-early"].contains(&notices[1]), "{notices:?}");
    assert_eq!(browser.start(PHONE).await.notice(), "too-early");
    assert_eq!((stage.texts(), stage.saw("spinwheel.connect_sms")), (1, 1));
    stage.pass(30);
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent", "later it is another wish");
    assert_eq!(stage.tenant.spinwheel().users().len(), 1);
    assert_eq!(browser.check(&stage.code()).await.notice(), "verified");
}

#[tokio::test]
async fn who_comes_without_a_session_is_sent_to_the_first_page_and_nobody_is_texted() {
    let stage = Stage::new().await;
    for path in ["/start", "/check", "/bank"] {
        let reply = stage.browser().post(path, &[("agreed", "yes")]).await;
        assert_eq!((reply.status, reply.header("location")), (303, Some("/")), "{path}");
    }
    assert_eq!(stage.tenant.journal().total_requests(), 0);
}

#[tokio::test]
async fn a_restart_between_any_two_requests_loses_nothing() {
    let (mut stage, mut browser) = Stage::with_browser().await;
    stage.restart().await;
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
    stage.restart().await;
    assert_eq!(browser.start(PHONE).await.notice(), "too-early");
    assert_eq!(browser.check(&stage.code()).await.notice(), "verified");
    stage.restart().await;
    let link = browser.bank_link().await;
    stage.restart().await;
    let events = stage.connect(&link);
    stage.tenant.webhooks().wait(1 + events).await;
    stage.settled().await;
    stage.restart().await;
    assert_eq!(browser.get("/").await.notice(), "bank-connected");
    assert_eq!(stage.texts(), 1);
}

#[tokio::test]
async fn a_lost_answer_sends_no_second_text_until_the_person_asks_again_later() {
    let (mut stage, mut browser) = Stage::with_browser().await;
    stage.fault("spinwheel.connect_sms", FaultKind::AcceptedThenLost);
    let page = browser.start(PHONE).await;
    assert_eq!(page.notice(), "perhaps-sent");
    assert!(
        page.body.contains("We may have texted you") && page.body.contains("30 seconds"),
        "{}",
        page.body
    );
    assert_eq!(browser.start(PHONE).await.notice(), "perhaps-sent");
    stage.restart().await;
    assert_eq!(browser.start(PHONE).await.notice(), "perhaps-sent", "after a restart neither");
    assert_eq!(browser.check(&stage.code()).await.notice(), "perhaps-sent", "nothing to check it by");
    assert_eq!((stage.texts(), stage.saw("spinwheel.connect_sms")), (1, 1));

    stage.pass(30);
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
    assert_eq!((stage.texts(), stage.saw("spinwheel.connect_sms")), (2, 1), "by the next provider");
    assert_eq!(browser.check(&stage.code()).await.notice(), "verified");
    assert_eq!(stage.verified_as().unwrap().0, "dots");
}

#[tokio::test]
async fn a_lost_answer_to_a_second_text_leaves_the_first_code_good() {
    let (stage, mut browser) = Stage::with_browser().await;
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
    stage.pass(30);
    stage.fault("spinwheel.connect_sms", FaultKind::CloseBeforeReading);
    assert_eq!(browser.start(PHONE).await.notice(), "perhaps-sent");
    assert_eq!(browser.start(PHONE).await.notice(), "too-early");
    assert_eq!(stage.texts(), 1);
    assert_eq!(browser.check(&stage.code()).await.notice(), "verified");
}

#[tokio::test]
async fn who_guesses_is_locked_and_gets_no_other_provider_to_guess_at() {
    let (stage, mut browser) = Stage::with_browser().await;
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
    for _ in 0..5 {
        assert_eq!(browser.check(stage.wrong_code()).await.notice(), "wrong-code");
    }
    let page = browser.check(&stage.code()).await;
    assert!(page.notice() == "locked" && page.body.contains("5 minutes"), "{}", page.body);
    stage.pass(30);
    assert_eq!(browser.start(PHONE).await.notice(), "locked");
    assert_eq!((stage.texts(), stage.saw("dots.create_user")), (1, 0));
    stage.pass(300);
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
    assert_eq!(browser.check(&stage.code()).await.notice(), "verified");
}

#[tokio::test]
async fn a_code_that_is_too_old_can_be_had_again() {
    let (stage, mut browser) = Stage::with_browser().await;
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
    stage.pass(301);
    assert_eq!(browser.check(&stage.code()).await.notice(), "expired");
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
    assert_eq!(browser.check(&stage.code()).await.notice(), "verified");
}

#[tokio::test]
async fn who_is_not_verified_is_not_thanked_where_the_bank_would_send_them_back_to() {
    let (stage, mut browser) = Stage::with_browser().await;
    assert_eq!(browser.get("/bank").await.notice(), "welcome");
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
    assert_eq!(browser.get("/bank").await.notice(), "code-sent");
    assert_eq!(stage.saw("finicity.list_accounts"), 0);
}

/// The right code on one tab, "text me again" on the other.
#[tokio::test]
async fn a_right_code_counts_also_while_another_text_is_asked_for() {
    for _ in 0..10 {
        let (stage, mut browser) = Stage::with_browser().await;
        assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
        stage.pass(30);
        let (mut tab, code) = (browser.clone(), stage.code());
        let (checked, _) = tokio::join!(browser.check(&code), tab.start(PHONE));
        let notice = checked.notice();
        assert!(["verified", "wrong-code"].contains(&notice), "{notice}: the code is used up");
        assert_eq!(stage.verified_as().is_some(), notice == "verified");
    }
}

#[tokio::test]
async fn a_new_session_for_each_text_ends_at_the_limit() {
    let stage = Stage::new().await;
    for _ in 0..5 {
        let mut browser = stage.browser();
        browser.get("/").await;
        assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
        stage.pass(30);
    }
    let mut browser = stage.browser();
    browser.get("/").await;
    let page = browser.start(PHONE).await;
    assert!(page.notice() == "locked" && page.body.contains("58 minutes"), "{}", page.body);
    assert_eq!((stage.texts(), stage.saw("spinwheel.connect_sms")), (5, 5));
    stage.pass(3600);
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
}
