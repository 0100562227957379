//! Nothing secret or personal shows on the way to Signzy: not in errors, not in what is traced, not in the journal's headers.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use signzy_link::{
    CheckLink, Client, Error, InstantLinkVerifier, LinkRedirect, LinkVerifier, Start, Subject, WaitForVerdict,
};
use verify_sandbox::signzy::{ErrorShape, OpenedBy, Pending};
use verify_sandbox::{Fault, FaultKind};
use verify_testkit::{LogCapture, assert_no_leak};
use verify_tests::canaries::printed;
use verify_tests::canaries::signzy_link::{SOURCE_IP, phone, send_link};
use verify_tests::endpoints::{self, Call, EndpointCase};
use verify_tests::{Wire, World, canaries, faults};

#[test]
fn an_address_of_a_person_and_a_target_show_in_no_type() {
    let all = canaries::all();
    let (_, rows) = all.iter().find(|(krate, _)| *krate == "signzy-link").unwrap();
    for row in rows {
        for form in ["192.0.2", "app.example.com", "/send/"] {
            assert!(!row.printed.contains(form), "{}: {}", row.name, row.printed);
        }
    }
}

/// What must show nowhere, besides the canaries: tokens, username and password, links and fingerprints, addresses.
#[track_caller]
fn assert_silent(world: &World, wire: Option<&Wire>, what: &str, text: &str) {
    assert_no_leak(what, text);
    let signzy = world.tenant.signzy();
    let mut secrets = wire.map(Wire::secrets).unwrap_or_default();
    secrets.extend([signzy.static_token(), signzy.username(), signzy.password()]);
    secrets.extend([SOURCE_IP.to_string(), "app.example.com".to_owned(), "/signzy/link/".to_owned()]);
    let redirects = signzy.links().into_iter().filter_map(|link| link.redirect);
    let vfp = |redirect: String| Some(LinkRedirect::parse(&redirect).vfp()?.expose().to_owned());
    secrets.extend(redirects.filter_map(vfp));
    for (place, secret) in secrets.iter().enumerate() {
        assert!(!text.contains(secret.as_str()), "{what} leaks secret {place}");
    }
}

/// A world whose client logs in over a wire that is overheard.
async fn overheard() -> (World, Wire) {
    let mut world = World::start().await;
    let wire = Wire::to_signzy(&world.tenant);
    let builder = World::signzy_login_builder(&world.tenant, &world.tenant.signzy().password());
    world.signzy = builder.clock(world.clock.clone()).transport(wire.clone()).build().unwrap();
    (world, wire)
}

/// Everything there is to call, with canaries wherever they fit; the errors of what goes wrong on the way.
async fn journey(world: &World) -> Vec<Error> {
    let (client, signzy) = (&world.signzy, world.tenant.signzy());
    client.login().await.unwrap();
    for by in [OpenedBy::Carrier, OpenedBy::Wifi, OpenedBy::OtherDevice] {
        let sent = client.send_link(&send_link()).await.unwrap();
        client.check_link(&CheckLink::of(&sent)).await.unwrap();
        signzy.choose(|choices| choices.device_ip = true);
        world.texted(&sent).open(by, SOURCE_IP).unwrap();
        let conclusion = client.wait_for_verdict(&WaitForVerdict::new(sent)).await.unwrap();
        assert_silent(
            world,
            None,
            "a conclusion",
            &format!("{conclusion:?} {conclusion:#?} {}", conclusion.verdict),
        );
    }
    let verifier = InstantLinkVerifier::new(client.clone()).source_ip(SOURCE_IP);
    let mut subject = Subject::new();
    subject.phone_number = Some(phone());
    subject.target_url = Some("https://app.example.com/back/17".into());
    let Start::Sent(challenge) = verifier.start(&subject).await.unwrap() else { unreachable!("it is sent") };
    verifier.check(&challenge).await.unwrap();
    assert_silent(
        world,
        None,
        "a challenge",
        &format!("{challenge:?} {}", serde_json::to_string(&challenge).unwrap()),
    );
    failures(world).await
}

async fn failures(world: &World) -> Vec<Error> {
    let (client, signzy) = (&world.signzy, world.tenant.signzy());
    let mut errors = Vec::new();
    let builder = World::signzy_login_builder(&world.tenant, verify_testkit::canary::SECRET);
    errors.push(builder.build().unwrap().login().await.unwrap_err());
    for shape in [
        ErrorShape::SendLink,
        ErrorShape::Flat,
        ErrorShape::LoopBack,
        ErrorShape::Old,
        ErrorShape::Gateway,
        ErrorShape::Html,
        ErrorShape::Nested,
    ] {
        signzy.choose(|choices| {
            choices.error_shape = shape;
            verify_testkit::canary::EXTERNAL_ID.clone_into(&mut choices.unnamed_reason);
            choices.custom_sms_limit = 5;
        });
        errors.push(client.send_link(&send_link()).await.unwrap_err());
        let refusal = Fault::new("signzy.send_link", FaultKind::Refusal("NUMBER_BLOCKED".into())).times(1);
        let _guard = world.tenant.faults().arm(refusal).unwrap();
        errors.push(client.send_link(&send_link()).await.unwrap_err());
    }
    signzy.choose(|choices| {
        (choices.custom_sms_limit, choices.pending, choices.error_shape) =
            (0, Pending::AuthFail, ErrorShape::SendLink);
    });
    let sent = client.send_link(&send_link()).await.unwrap();
    errors.push(client.check_link(&CheckLink::of(&sent)).await.unwrap_err());
    errors
}

#[tokio::test]
async fn a_journey_traces_no_canary() {
    let log = LogCapture::start();
    let (world, wire) = overheard().await;
    let errors = journey(&world).await;
    assert_eq!(errors.len(), 1 + 2 * 7 + 1);
    assert_eq!(wire.secrets().len(), 2, "two tokens were sent");
    let unlisted = errors.iter().filter(|error| error.to_string().contains("unlisted code"));
    assert_eq!(unlisted.count(), 3, "a reason nobody knows may be an echo");
    for error in &errors {
        assert_silent(&world, Some(&wire), "an error", &printed(error));
    }
    let text = log.text();
    for operation in endpoints::signzy_link::cases().iter().map(|case| case.operation) {
        assert!(text.contains(operation), "{operation} was heard");
    }
    let template = "/api/v3/us-kyc/poll-check-verify/request/{requestId}/session/{sessionId}";
    assert!(text.contains(template), "paths are traced as templates");
    assert_silent(&world, Some(&wire), "the log", &text);
    for link in world.tenant.signzy().links() {
        assert!(!text.contains(&link.session_id), "with both ids the result can be asked for");
    }
}

#[tokio::test]
async fn the_journal_shows_no_credentials_in_headers_and_paths() {
    let (world, wire) = overheard().await;
    journey(&world).await;
    let signzy = world.tenant.signzy();
    let mut secrets = wire.secrets();
    secrets.extend([signzy.password(), signzy.static_token()]);
    let entries = world.tenant.journal().entries();
    assert!(entries.len() > 20, "{}", entries.len());
    for entry in entries {
        let shown = format!("{} {:?}", entry.path, entry.headers);
        assert!(secrets.iter().all(|secret| !shown.contains(secret)), "{shown}");
    }
}

fn call<F>(client: &Client, make: impl Fn(Client) -> F + Send + Sync + 'static) -> Call
where
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    let client = client.clone();
    Box::new(move || Box::pin(make(client.clone())))
}

/// The endpoints, each with a call that carries canaries.
fn cases() -> Vec<EndpointCase> {
    let find = |operation| {
        let mut cases = endpoints::signzy_link::cases().into_iter();
        cases.find(|case| case.operation == operation).unwrap()
    };
    vec![
        EndpointCase {
            prepare: |world| {
                Box::pin(async move {
                    call(&world.signzy_with_login(), |client| async move { client.login().await })
                })
            },
            ..find("login")
        },
        EndpointCase {
            prepare: |world| {
                Box::pin(async move {
                    call(
                        &world.signzy,
                        |client| async move { client.send_link(&send_link()).await.map(drop) },
                    )
                })
            },
            ..find("send_link")
        },
        EndpointCase {
            prepare: |world| {
                Box::pin(async move {
                    let sent = world.signzy.send_link(&send_link()).await.unwrap();
                    world.tenant.signzy().choose(|choices| choices.device_ip = true);
                    world.texted(&sent).open(OpenedBy::Wifi, SOURCE_IP).unwrap();
                    let request = CheckLink::of(&sent);
                    call(&world.signzy, move |client| {
                        let request = request.clone();
                        async move { client.check_link(&request).await.map(drop) }
                    })
                })
            },
            ..find("check_link")
        },
    ]
}

#[tokio::test]
async fn no_fault_makes_an_error_or_a_trace_leak() {
    let mut errors = 0;
    for case in cases() {
        for fault in faults::all() {
            let what = format!("{} after {fault}", case.operation);
            let log = LogCapture::start();
            let world = World::start().await;
            let call = (case.prepare)(world.clone()).await;
            let silent = matches!(fault, FaultKind::NoAnswer | FaultKind::Slow { .. });
            let _guard = world.tenant.faults().arm(Fault::new(case.sandbox_operation, fault)).unwrap();
            if let Err(error) = faults::observe(&world, &case, &call, silent).await.result {
                assert_silent(&world, None, &format!("the error of {what}"), &printed(&error));
                errors += 1;
            }
            let text = log.text();
            assert!(text.contains(case.operation), "{what} was heard");
            assert_silent(&world, None, &format!("the log of {what}"), &text);
        }
    }
    assert!(errors > cases().len() * 14, "most faults end in an error: {errors}");
}
