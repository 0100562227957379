//! Nothing personal where it does not belong: in logs, in the store, in pages as code.

use crate::support::Stage;
use verify_sandbox::FaultKind;
use verify_testkit::{LogCapture, assert_no_leak, canary};

#[tokio::test]
async fn neither_log_nor_store_holds_anything_personal() {
    let log = LogCapture::start();
    let (stage, mut browser) = Stage::with_browser().await;
    // All that is logged: a refusal, a lost answer, the next provider, a wrong code, a webhook that nobody has signed.
    stage.fault("spinwheel.connect_sms", FaultKind::AcceptedThenLost);
    browser.start_born(canary::PHONE, canary::BIRTH_DATE).await;
    stage.pass(30);
    let mut again = browser.start_born(canary::PHONE, canary::BIRTH_DATE).await;
    assert_eq!(again.notice(), "code-sent");
    browser.check(canary::CODE).await;
    stage.fault("dots.verify_token", FaultKind::Status(401));
    again = browser.check(canary::CODE).await;
    assert_eq!(again.notice(), "trouble");
    stage.tenant.faults().clear();
    crate::support::post(stage.address, "/webhooks/dots", "", canary::EMAIL).await;
    let code = stage.tenant.outbox().latest_code_for(canary::PHONE).unwrap();
    assert_eq!(browser.check(&code).await.notice(), "verified");
    let events = stage.connect(&browser.bank_link().await);
    stage.tenant.webhooks().wait(events).await;
    stage.settled().await;

    let store = String::from_utf8(stage.store.to_bytes().unwrap()).unwrap();
    assert_no_leak("the log", &log.text());
    assert_no_leak("the store", &store);
    for line in ["a text may be on its way", "a call failed", "a webhook was refused"] {
        assert!(log.text().contains(line), "{line}: {}", log.text());
    }
    let cookie = browser.cookie.unwrap();
    let (_, key) = cookie.split_once('=').unwrap();
    assert!(!key.is_empty() && !log.text().contains(key), "no key to a session: {}", log.text());
}

#[tokio::test]
async fn what_was_typed_comes_back_as_text_and_in_no_cache() {
    let (stage, mut browser) = Stage::with_browser().await;
    let nasty = "\"><script>alert(1)</script>&";
    let fields = [("phone", nasty), ("birth_date", nasty), ("first_name", nasty), ("agreed", "yes")];
    let page = browser.post("/start", &fields).await;
    assert_eq!(page.notice(), "correct");
    assert!(!page.body.contains("<script"), "{}", page.body);
    let shown = "value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;\"";
    assert_eq!(page.body.matches(shown).count(), 3, "{}", page.body);
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("content-security-policy"), Some("default-src 'none'"));
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
    let cookie = stage.browser().get("/").await;
    let cookie = cookie.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-session="), "no other host sets it: {cookie}");
    assert!(cookie.ends_with("; HttpOnly; Secure; SameSite=Lax; Path=/"), "{cookie}");
}

#[tokio::test]
async fn without_agreement_nothing_is_sent() {
    let (stage, mut browser) = Stage::with_browser().await;
    assert_eq!(browser.post("/start", &[("phone", crate::support::PHONE)]).await.notice(), "agree");
    assert_eq!(stage.tenant.journal().total_requests(), 0);
}
