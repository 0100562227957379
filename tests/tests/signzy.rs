//! Signzy's link through the real client against the sandbox: texted, looked at by a bot, opened, judged.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::time::Duration;

use signzy_link::{
    CheckLink, Doubt, ErrorCode, ErrorKind, LineType, LinkRedirect, LinkStatus, PhoneNumber, Policy,
    SendLink, SentLink, Verdict, WaitForVerdict,
};
use verify_sandbox::Clock as _;
use verify_sandbox::signzy::{Expired, LinkError, LinkStage, OpenedBy, Pending};
use verify_tests::phone::{Arrivals, preview, request, tap};
use verify_tests::world::{PHONE, new_link};
use verify_tests::{Looks, Wire, World};

const SOURCE_IP: &str = "192.0.2.10";

/// The link as it stands in the text message.
fn address(world: &World, phone: &str) -> String {
    world.tenant.outbox().last_to(phone).unwrap().link().unwrap().to_owned()
}

fn stage(world: &World, link: &SentLink) -> LinkStage {
    world.texted(link).summary().unwrap().stage
}

async fn status(world: &World, link: &SentLink) -> LinkStatus {
    world.signzy.check_link(&CheckLink::of(link)).await.unwrap()
}

async fn verdict(world: &World, link: &SentLink) -> Verdict {
    world.signzy.wait_for_verdict(&WaitForVerdict::new(link.clone())).await.unwrap().verdict
}

fn requests(world: &World, operation: &str) -> u64 {
    world.tenant.journal().requests(operation)
}

#[tokio::test]
async fn from_a_number_to_a_verdict() {
    let (world, page) = (World::start().await, Arrivals::start().await);
    let target = page.url("/back/17?order=a%26b#top");
    let wanted = SendLink::new(PhoneNumber::new(PHONE).unwrap(), &target).unwrap();
    let sent = world.signzy.send_link(&wanted).await.unwrap();
    assert_eq!(world.tenant.outbox().len(), 1);
    let link = address(&world, PHONE);

    // The messaging app looks at it, and nothing happens.
    preview(&link).await;
    assert_eq!((stage(&world, &sent), page.seen().len()), (LinkStage::Open, 0));
    assert_eq!(Policy::strict().judge(&status(&world, &sent).await), Verdict::NotClicked);

    // The person taps: the phone comes to the application, with a fingerprint that is nobody else's.
    tap(&link, "carrier").await;
    let [seen] = page.seen().try_into().unwrap();
    assert!(seen.starts_with("/back/17?order=a%26b&vfp="), "{seen}");
    let vfp = LinkRedirect::parse(&seen).vfp().unwrap().clone();
    let redirect = world.texted(&sent).summary().unwrap().redirect.unwrap();
    assert_eq!(LinkRedirect::parse(&redirect).vfp(), Some(&vfp));
    assert!(redirect.ends_with("#top"));

    let conclusion = world.signzy.wait_for_verdict(&WaitForVerdict::new(sent.clone())).await.unwrap();
    assert_eq!(conclusion.verdict, Verdict::Verified);
    let status = conclusion.status;
    assert_eq!(status.session_id, Some(sent.session_id));
    assert_eq!((status.line_type, status.link_clicked), (Some(LineType::Mobile), Some(true)));
    assert_eq!(status.phone_number.unwrap().expose(), "2025550143");
    for entry in world.tenant.journal().entries() {
        assert_eq!(entry.unread_fields, Vec::<String>::new(), "{:?}", entry.operation);
    }
    assert_eq!(requests(&world, "signzy.login"), 0, "a token needs no login");
}

#[tokio::test]
async fn a_link_works_once_and_a_second_tap_changes_nothing() {
    let world = World::start().await;
    let sent = world.signzy_link().await;
    let link = address(&world, PHONE);
    world.texted(&sent).open(OpenedBy::OtherDevice, None).unwrap();
    let again = request("POST", &link, "as=carrier").await;
    assert_eq!((again.status, again.location), (410, None));
    assert_eq!(world.texted(&sent).open(OpenedBy::Carrier, None), Err(LinkError::Used));
    assert_eq!(verdict(&world, &sent).await, Verdict::Mismatch);
}

#[tokio::test]
async fn another_device_is_a_mismatch_even_with_the_same_address() {
    let world = World::start().await;
    let wanted = new_link(PHONE).source_ip(SOURCE_IP.parse().unwrap());
    let sent = world.signzy.send_link(&wanted).await.unwrap();
    world.texted(&sent).open(OpenedBy::OtherDevice, Some(SOURCE_IP.parse().unwrap())).unwrap();
    assert_eq!(status(&world, &sent).await.ip_address_match, Some(true));
    let wait = WaitForVerdict::new(sent).policy(Policy::strict().accept_ip_match());
    assert_eq!(world.signzy.wait_for_verdict(&wait).await.unwrap().verdict, Verdict::Mismatch);
}

#[tokio::test]
async fn over_wifi_nothing_is_proved_unless_the_address_may_do() {
    let world = World::start().await;
    let wanted = new_link(PHONE).source_ip(SOURCE_IP.parse().unwrap());
    let sent = world.signzy.send_link(&wanted).await.unwrap();
    world.texted(&sent).open(OpenedBy::Wifi, None).unwrap();
    assert_eq!(verdict(&world, &sent).await, Verdict::Indeterminate(Doubt::NoCarrierResult));
    let loose = |sent| WaitForVerdict::new(sent).policy(Policy::strict().accept_ip_match());
    assert!(world.signzy.wait_for_verdict(&loose(sent)).await.unwrap().verdict.is_verified());

    let sent = world.signzy.send_link(&wanted).await.unwrap();
    world.texted(&sent).open(OpenedBy::Wifi, Some("203.0.113.5".parse().unwrap())).unwrap();
    let elsewhere = world.signzy.wait_for_verdict(&loose(sent)).await.unwrap().verdict;
    assert_eq!(elsewhere, Verdict::Indeterminate(Doubt::NoCarrierResult));
}

#[tokio::test]
async fn lines_that_are_no_mobile_ones_need_a_policy() {
    let world = World::start().await;
    let sent = world.signzy_link().await;
    world.texted(&sent).set_line_type(verify_sandbox::signzy::LineType::FixedVoip).unwrap();
    world.texted(&sent).open(OpenedBy::Carrier, None).unwrap();
    assert_eq!(verdict(&world, &sent).await, Verdict::Indeterminate(Doubt::LineType));
    let wait = WaitForVerdict::new(sent).policy(Policy::strict().accept_line_type(LineType::FixedVoip));
    assert!(world.signzy.wait_for_verdict(&wait).await.unwrap().verdict.is_verified());
}

#[tokio::test]
async fn a_link_that_nobody_opens_ends_after_five_minutes() {
    for (expired, expected) in
        [(Expired::NotClicked, Verdict::NotClicked), (Expired::NotFound, Verdict::Expired)]
    {
        let world = World::start().await;
        world.tenant.signzy().choose(|choices| choices.expired = expired);
        let sent = world.signzy_link().await;
        let before = world.clock.now();
        assert_eq!(verdict(&world, &sent).await, expected);
        assert_eq!(world.clock.now().duration_since(before).unwrap(), Duration::from_mins(5));
        assert_eq!(requests(&world, "signzy.check_link"), 31);
        assert_eq!(stage(&world, &sent), LinkStage::Expired);
        assert_eq!(world.texted(&sent).open(OpenedBy::Carrier, None), Err(LinkError::Expired));
        assert_eq!(request("POST", &address(&world, PHONE), "as=carrier").await.status, 410);
    }
}

#[tokio::test]
async fn a_link_can_work_for_ten_minutes() {
    let world = World::start().await;
    world.tenant.signzy().choose(|choices| choices.link_lifetime_seconds = 600);
    let sent = world.signzy_link().await;
    assert_eq!(verdict(&world, &sent).await, Verdict::NotClicked);
    world.texted(&sent).open(OpenedBy::Carrier, None).unwrap();
    let wait = WaitForVerdict::new(sent).for_at_most(Duration::from_mins(5));
    assert!(world.signzy.wait_for_verdict(&wait).await.unwrap().verdict.is_verified());
}

#[tokio::test]
async fn ids_that_belong_to_no_link_prove_nothing() {
    let world = World::start().await;
    let (first, second) = (world.signzy_link().await, world.signzy_link_to("+12025550144").await);
    world.texted(&first).open(OpenedBy::Carrier, None).unwrap();
    let mixed = SentLink::new(first.request_id, second.session_id);
    let error = world.signzy.wait_for_verdict(&WaitForVerdict::new(mixed)).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 404);
}

#[tokio::test]
async fn the_country_goes_with_the_area_code() {
    let world = World::start().await;
    for (phone, country) in [("+12025550143", "US"), ("+14165550143", "CA"), ("+17875550143", "US")] {
        let sent = world.signzy_link_to(phone).await;
        let summary = world.texted(&sent).summary().unwrap();
        assert_eq!((summary.country_code, summary.phone_number.as_str()), (country, phone));
    }
    let wrong = new_link("+14165550143").country(signzy_link::Country::UnitedStates);
    let error = world.signzy.send_link(&wrong).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::ValidationError), "the sandbox takes no wrong one");
    assert_eq!(world.tenant.outbox().len(), 3);
}

#[tokio::test]
async fn a_text_of_ones_own_arrives_with_the_link() {
    let world = World::start().await;
    let text = "Acme: tap only if you expect this, and leave Wi-Fi.";
    world.signzy.send_link(&new_link(PHONE).custom_sms(text, "Acme")).await.unwrap();
    let message = world.tenant.outbox().last_to(PHONE).unwrap();
    assert!(message.text.starts_with(text) && message.link().is_some(), "{}", message.text);
}

#[tokio::test]
async fn every_special_number_has_its_error() {
    let expected = [
        ("2025550101", Some((400, ErrorKind::Refused))),
        ("2025550102", None),
        ("2025550103", Some((400, ErrorKind::Refused))),
        ("2025550104", Some((404, ErrorKind::Refused))),
        ("2025550105", Some((403, ErrorKind::Credentials))),
        ("2025550106", None),
        ("2025550107", Some((409, ErrorKind::Refused))),
        ("2025550108", None),
    ];
    let numbers: Vec<_> =
        verify_sandbox::signzy::special_numbers().iter().map(|row| row.mobile_number).collect();
    assert_eq!(numbers, expected.map(|(number, _)| number));
    let world = World::start().await;
    for (number, expected) in expected {
        let result = world.signzy.send_link(&new_link(&format!("+1{number}"))).await;
        let refused = result.err().map(|error| {
            assert!(!error.may_have_acted(), "{number}");
            (error.status().unwrap().as_u16(), error.kind())
        });
        assert_eq!(refused, expected, "{number}");
    }
}

#[tokio::test]
async fn a_base64_id_is_one_segment_of_the_path() {
    let world = World::start().await;
    world.tenant.signzy().choose(|choices| choices.id_form = verify_sandbox::signzy::IdForm::Base64);
    let sent = world.signzy_link().await;
    assert!(sent.request_id.as_str().contains('/'));
    world.texted(&sent).open(OpenedBy::Carrier, None).unwrap();
    assert!(verdict(&world, &sent).await.is_verified());
}

#[tokio::test]
async fn waiting_on_a_clock_that_is_moved_by_hand() {
    let clock = verify_testkit::ManualClock::frozen();
    let sandbox = verify_sandbox::Sandbox::builder().clock(clock.clone()).start().await.unwrap();
    let (tenant, looks) = (sandbox.default_tenant(), Looks::new(&sandbox));
    let builder = World::signzy_builder(&tenant).clock(clock.clone()).transport(looks.clone());
    let client = builder.build().unwrap();
    let sent = client.send_link(&new_link(PHONE)).await.unwrap();
    let link = tenant.signzy().link(sent.request_id.as_str()).unwrap();
    let wait = WaitForVerdict::new(sent);
    let waiting = tokio::spawn(async move { client.wait_for_verdict(&wait).await });
    for asked in 1..=3 {
        looks.answered(asked).await;
        // From the answer to the pause nothing else is waited for.
        tokio::task::yield_now().await;
        clock.wait_for_sleepers(1).await;
        if asked == 3 {
            link.open(OpenedBy::Carrier, None).unwrap();
        }
        clock.advance(Duration::from_secs(9));
        tokio::task::yield_now().await;
        assert_eq!(tenant.journal().requests("signzy.check_link"), asked, "not before 10 s");
        clock.advance(Duration::from_secs(1));
    }
    assert!(waiting.await.unwrap().unwrap().verdict.is_verified());
    assert_eq!(tenant.journal().requests("signzy.check_link"), 4);
}

#[tokio::test]
async fn a_pending_link_that_says_auth_fail_costs_one_login_for_all_waits() {
    let world = World::start().await;
    world.tenant.signzy().choose(|choices| choices.pending = Pending::AuthFail);
    let wire = Wire::to_signzy(&world.tenant);
    let password = world.tenant.signzy().password();
    let builder = World::signzy_login_builder(&world.tenant, &password).clock(world.clock.clone());
    let client = builder.transport(wire).build().unwrap();
    for phone in ["+12025550150", "+12025550151", "+12025550152"] {
        let sent = client.send_link(&new_link(phone)).await.unwrap();
        for _ in 0..5 {
            let error = client.check_link(&CheckLink::of(&sent)).await.unwrap_err();
            assert_eq!(ErrorCode::of(&error), Some(ErrorCode::AuthFail));
        }
        world.texted(&sent).open(OpenedBy::Carrier, None).unwrap();
        let conclusion = client.wait_for_verdict(&WaitForVerdict::new(sent)).await.unwrap();
        assert!(conclusion.verdict.is_verified());
    }
    assert_eq!(world.tenant.signzy().logins(), 2);
}
