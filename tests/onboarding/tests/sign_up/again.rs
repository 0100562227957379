//! Hints of which nothing came, as a provider could not be asked: when they are looked at again, and when no longer.

use std::future::ready;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use onboarding::{About, Hint, Store, Verification};
use spinwheel_connect::Clock as _;
use tokio::task::JoinHandle;
use verify_sandbox::dots::UserStatus;
use verify_sandbox::{Fault, FaultKind, ManualClock};

use crate::support::{PHONE, Stage};

const LOOK: &str = "dots.retrieve_user";

/// With somebody whom Dots has verified and now wants to look at, and the id of their user. Dots tells nothing by itself: what is
/// heard, the test says.
async fn in_review() -> (Stage, String) {
    let (stage, mut browser) = Stage::with_browser().await;
    stage.tenant.dots().remove_webhook_url();
    stage.fault("spinwheel.connect_sms", FaultKind::Refusal("FAILED_ELIGIBILITY".to_owned()));
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
    let user = stage.tenant.dots().users().remove(0).id;
    assert_eq!(browser.check(&stage.code()).await.notice(), "verified");
    assert!(stage.tenant.dots().set_status(&user, UserStatus::InReview));
    (stage, user)
}

/// Dots tells that something is new about a user.
fn tell(stage: &Stage, event: &str, user: &str) {
    assert!(stage.store.note(&Hint { id: event.to_owned(), about: About::DotsUser(user.to_owned()) }));
}

/// Waits until the pause that is waited for is one of so many seconds.
async fn waits(work: &JoinHandle<()>, clock: &ManualClock, seconds: u64) {
    while clock.next_due() != Some(Duration::from_secs(seconds)) {
        assert!(!work.is_finished(), "nobody waits for {seconds} s");
        tokio::task::yield_now().await;
    }
}

/// Goes through pauses of so many seconds.
async fn passes(work: &JoinHandle<()>, clock: &ManualClock, pauses: &[u64]) {
    for seconds in pauses {
        waits(work, clock, *seconds).await;
        clock.advance(Duration::from_secs(*seconds));
    }
}

#[tokio::test]
async fn what_could_not_be_looked_at_is_looked_at_again() {
    let (stage, user) = in_review().await;
    let fault = Fault::new(LOOK, FaultKind::Status(400)).times(2);
    stage.tenant.faults().arm(fault).unwrap().keep();
    tell(&stage, "dots:1", &user);
    let (asked, before) = (stage.saw(LOOK), stage.clock.monotonic());
    stage.app().work_on().await;
    assert_eq!(stage.saw(LOOK) - asked, 3);
    assert_eq!(stage.clock.monotonic(), before + Duration::from_secs(10 + 60));
    assert!(stage.store.pending().is_empty());
    assert_eq!(stage.session().verification, Verification::InReview);
}

#[tokio::test]
async fn what_is_told_while_another_hint_waits_gets_all_its_pauses() {
    let (stage, user) = in_review().await;
    stage.fault(LOOK, FaultKind::Status(400));
    let clock = ManualClock::frozen();
    let app = Arc::new(stage.app_by(&clock));
    let work = || {
        let app = Arc::clone(&app);
        tokio::spawn(async move { app.work_on().await })
    };
    let asked = stage.saw(LOOK);
    tell(&stage, "dots:1", &user);
    let first = work();
    passes(&first, &clock, &[10, 60]).await;
    waits(&first, &clock, 600).await;
    tell(&stage, "dots:2", &user);
    work().await.unwrap();
    assert_eq!(clock.sleepers(), 1, "one who waits is enough");
    passes(&first, &clock, &[600, 10, 60, 600]).await;
    first.await.unwrap();
    assert_eq!(stage.saw(LOOK) - asked, 1 + 2 + 1 + 4, "it ends, if nothing new is told");
    assert_eq!(stage.store.pending().len(), 2);

    // Whoever comes next can wait again.
    let next = work();
    waits(&next, &clock, 10).await;
    stage.tenant.faults().clear();
    clock.advance(Duration::from_secs(10));
    next.await.unwrap();
    assert!(stage.store.pending().is_empty());
    assert_eq!(stage.session().verification, Verification::InReview);
}

#[tokio::test]
async fn nobody_waits_for_what_others_look_at() {
    let (stage, user) = in_review().await;
    tell(&stage, "dots:1", &user);
    let before = stage.clock.monotonic();
    let mut work = pin!(stage.app().work_on());
    tokio::select! {
        biased;
        () = &mut work => panic!("Dots was not asked"),
        () = ready(()) => {}
    }
    // The task of the webhook that tells this will look.
    tell(&stage, "dots:2", &user);
    work.await;
    assert_eq!(stage.store.pending().len(), 1);
    assert_eq!(stage.clock.monotonic(), before);
}
