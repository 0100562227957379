//! When it is the next provider's turn, and when not.

use crate::support::{Browser, PHONE, Stage};
use verify_sandbox::dots::KnownEmail;
use verify_sandbox::signzy::OpenedBy;
use verify_sandbox::{FaultKind, RetryAfter};

const CONNECT: &str = "spinwheel.connect_sms";

/// The person reads the code of Dots.
async fn verified_by_dots(stage: &Stage, browser: &mut Browser) {
    assert_eq!(browser.check(&stage.code()).await.notice(), "verified");
    assert_eq!(stage.verified_as().unwrap().0, "dots");
}

#[tokio::test]
async fn where_spinwheel_certainly_sent_nothing_dots_texts_in_the_same_request() {
    for kind in [
        FaultKind::Refusal("UNSUPPORTED_NUMBER".to_owned()),
        FaultKind::Refusal("FAILED_ELIGIBILITY".to_owned()),
        FaultKind::Refusal("FAILED_IDENTIFICATION".to_owned()),
        FaultKind::Status(401),
        FaultKind::Status(403),
    ] {
        let (stage, mut browser) = Stage::with_browser().await;
        let reason = kind.to_string();
        stage.fault(CONNECT, kind);
        assert_eq!(browser.start(PHONE).await.notice(), "code-sent", "{reason}");
        assert_eq!((stage.texts(), stage.saw("dots.send_verification_token")), (1, 1), "{reason}");
        verified_by_dots(&stage, &mut browser).await;
    }
}

#[tokio::test]
async fn where_the_code_was_right_and_the_person_is_not_accepted_the_form_comes_again() {
    for (phone, birth_date) in
        [("+12025550113", "1990-01-01"), ("+12025550114", "1990-01-01"), (PHONE, "1951-01-01")]
    {
        let (stage, mut browser) = Stage::with_browser().await;
        assert_eq!(browser.start_born(phone, birth_date).await.notice(), "code-sent");
        let code = stage.tenant.outbox().latest_code_for(phone).unwrap();
        assert_eq!(browser.check(&code).await.notice(), "another-way");
        assert_eq!(browser.start_born(phone, birth_date).await.notice(), "code-sent");
        assert_eq!((stage.texts(), stage.saw(CONNECT)), (2, 1));
        let code = stage.tenant.outbox().latest_code_for(phone).unwrap();
        assert_eq!(browser.check(&code).await.notice(), "verified");
        assert_eq!(stage.verified_as().unwrap().0, "dots");
    }
}

#[tokio::test]
async fn where_nobody_knows_whether_it_texted_nobody_else_does_at_once() {
    for kind in [
        FaultKind::Status(503),
        FaultKind::BadGatewayHtml,
        FaultKind::CloseAfterReading,
        FaultKind::InvalidJson,
    ] {
        let (stage, mut browser) = Stage::with_browser().await;
        let reason = kind.to_string();
        stage.fault(CONNECT, kind);
        assert_eq!(browser.start(PHONE).await.notice(), "perhaps-sent", "{reason}");
        assert_eq!(browser.start(PHONE).await.notice(), "perhaps-sent", "{reason}");
        assert_eq!((stage.saw(CONNECT), stage.saw("dots.create_user")), (1, 0), "{reason}");
        stage.pass(30);
        assert_eq!(browser.start(PHONE).await.notice(), "code-sent", "{reason}");
        verified_by_dots(&stage, &mut browser).await;
    }
}

#[tokio::test]
async fn what_the_person_can_correct_leads_to_no_other_provider() {
    let (stage, mut browser) = Stage::with_browser().await;
    for (phone, birth_date, what) in [
        ("+12025550101", "1990-01-01", "phone number"),
        ("555", "1990-01-01", "phone number"),
        (PHONE, "1990-02-30", "birth date"),
    ] {
        let page = browser.start_born(phone, birth_date).await;
        assert!(page.notice() == "correct" && page.body.contains(what), "{}", page.body);
    }
    assert_eq!((stage.texts(), stage.saw(CONNECT), stage.saw("dots.create_user")), (0, 1, 0));
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
}

/// Spinwheel says the same of a person who tried too often and of an application that asks too much.
#[tokio::test]
async fn who_is_to_wait_is_told_until_when_and_no_other_provider_is_asked() {
    let (stage, mut browser) = Stage::with_browser().await;
    stage.fault(CONNECT, FaultKind::TooManyRequests(RetryAfter::Seconds(90)));
    let page = browser.start(PHONE).await;
    assert!(page.notice() == "locked" && page.body.contains("90 seconds"), "{}", page.body);
    assert_eq!((stage.texts(), stage.saw("dots.create_user")), (0, 0));
}

/// With a link of Signzy's on its way, since neither of the others can be reached.
async fn with_link() -> (Stage, Browser) {
    let (stage, mut browser) = Stage::with_browser().await;
    stage.fault(CONNECT, FaultKind::Status(401));
    stage.fault("dots.create_user", FaultKind::Status(401));
    assert_eq!(browser.start(PHONE).await.notice(), "link-sent");
    (stage, browser)
}

fn open(stage: &Stage, by: OpenedBy) -> String {
    let message = stage.tenant.outbox().last_to(PHONE).unwrap();
    let link = stage.tenant.signzy().link_at(message.link().unwrap()).unwrap();
    link.open_as_preview().unwrap();
    link.open(by, None).unwrap()
}

#[tokio::test]
async fn the_last_way_is_a_link() {
    let (stage, mut browser) = with_link().await;
    assert_eq!(browser.get("/").await.notice(), "link-sent");
    assert_eq!(browser.check("").await.notice(), "pending");
    let arrived = open(&stage, OpenedBy::Carrier);
    // The phone's browser has no session, and gets none.
    let path = arrived.split_once(&stage.address.to_string()).unwrap().1;
    let page = stage.browser().get(path).await;
    assert_eq!((page.notice(), page.header("set-cookie")), ("opened", None));
    assert_eq!(browser.check("").await.notice(), "verified");
    assert_eq!((stage.verified_as().unwrap().0.as_str(), stage.texts()), ("signzy", 1));
}

#[tokio::test]
async fn a_link_opened_on_another_device_or_over_wifi_proves_nothing_and_another_one_can_be_had() {
    for (by, notice) in [(OpenedBy::OtherDevice, "not-this-phone"), (OpenedBy::Wifi, "unclear")] {
        let (stage, mut browser) = with_link().await;
        open(&stage, by);
        assert_eq!(browser.check("").await.notice(), notice);
        assert_eq!(stage.verified_as(), None);
        assert_eq!(browser.start(PHONE).await.notice(), "too-early");
        stage.pass(30);
        assert_eq!(browser.start(PHONE).await.notice(), "link-sent");
        open(&stage, OpenedBy::Carrier);
        assert_eq!(browser.check("").await.notice(), "verified");
    }
}

#[tokio::test]
async fn where_nobody_can_be_reached_the_person_may_try_all_of_it_again() {
    let (stage, mut browser) = Stage::with_browser().await;
    for operation in [CONNECT, "dots.create_user", "signzy.send_link"] {
        stage.fault(operation, FaultKind::Status(401));
    }
    assert_eq!(browser.start(PHONE).await.notice(), "trouble");
    assert_eq!(stage.texts(), 0);
    stage.tenant.faults().clear();
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
    assert_eq!(stage.saw(CONNECT), 2, "the first way again");
}

/// The code proves the phone alone: what Dots thinks of the person stands in its user.
#[tokio::test]
async fn whom_dots_does_not_accept_although_the_code_was_right_goes_no_further() {
    let phone = "+12025550104";
    for unreachable in [false, true] {
        let (stage, mut browser) = Stage::with_browser().await;
        stage.fault(CONNECT, FaultKind::Refusal("FAILED_ELIGIBILITY".to_owned()));
        let phone = if unreachable { PHONE } else { phone };
        assert_eq!(browser.start(phone).await.notice(), "code-sent");
        if unreachable {
            stage.fault("dots.retrieve_user", FaultKind::Status(401));
        }
        let code = stage.tenant.outbox().latest_code_for(phone).unwrap();
        assert_eq!(browser.check(&code).await.notice(), "in-review");
        assert_eq!(browser.get("/").await.notice(), "in-review");
        assert_eq!(browser.post("/bank", &[]).await.notice(), "in-review");
        assert_eq!(stage.saw("finicity.generate_connect_url"), 0);
    }
}

const CORRECTED: &str = "+12025550144";

/// With somebody to whom Dots has texted a code, at a number that was a mistake, and who now gives the right one.
async fn corrected_at_dots(known_email: KnownEmail) -> (Stage, Browser, String) {
    let (stage, mut browser) = Stage::with_browser().await;
    stage.tenant.dots().choose(|choices| choices.known_email = known_email);
    stage.fault(CONNECT, FaultKind::Refusal("FAILED_ELIGIBILITY".to_owned()));
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
    stage.pass(30);
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
    assert_eq!(stage.saw("dots.create_user"), 1, "the same number is the same user");
    stage.pass(30);
    let notice = browser.start(CORRECTED).await.notice().to_owned();
    assert_eq!(stage.tenant.outbox().messages().iter().filter(|message| message.to == PHONE).count(), 2);
    (stage, browser, notice)
}

#[tokio::test]
async fn a_corrected_number_is_texted_by_dots_too() {
    let (stage, mut browser, notice) = corrected_at_dots(KnownEmail::Accept).await;
    assert_eq!(notice, "code-sent");
    let code = stage.tenant.outbox().latest_code_for(CORRECTED).unwrap();
    assert_eq!(browser.check(&code).await.notice(), "verified");
    assert_eq!((stage.texts(), stage.saw("dots.create_user")), (3, 2));
}

#[tokio::test]
async fn where_dots_keeps_the_mail_address_for_the_number_before_the_next_way_texts_the_right_one() {
    let (stage, mut browser, notice) = corrected_at_dots(KnownEmail::Refuse).await;
    assert_eq!((notice.as_str(), stage.texts()), ("another-way", 2));
    assert_eq!(browser.start(CORRECTED).await.notice(), "link-sent");
    assert_eq!(stage.tenant.outbox().last_to(CORRECTED).unwrap().operation, "signzy.send_link");
}
