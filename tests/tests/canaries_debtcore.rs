//! Nothing secret or personal shows on the way to DebtCore: not in errors, not in what is traced; nor do DebtCore's own words,
//! which may quote what was sent.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use spinwheel_gql::{
    Address, ClientCredentials, Consent, Error, ErrorCode, GetCreditReport, GetKbaQuestions,
    GetUserVerification, ListCreditReports, PullCreditReport, SendKbaAnswers, VerifySmsCode,
};
use verify_sandbox::debtcore::{ErrorChannel, FailureData, SpinwheelMessage};
use verify_sandbox::{Fault, FaultKind};
use verify_testkit::{LogCapture, assert_no_leak, canary};
use verify_tests::canaries::printed;
use verify_tests::canaries::spinwheel_gql::{contact, list, mistyped, pulls, questions, send_code};
use verify_tests::endpoints::spinwheel_gql::cases;
use verify_tests::endpoints::{Boxed, Call, EndpointCase};
use verify_tests::{Wire, World, canaries, faults};

#[test]
fn a_birth_date_a_code_and_the_end_of_a_number_show_in_no_other_form_either() {
    let all = canaries::all();
    let (_, rows) = all.iter().find(|(krate, _)| *krate == "spinwheel-gql").unwrap();
    assert!(rows.len() > 50, "{}", rows.len());
    for row in rows {
        for form in ["1957", "739", "4329"] {
            assert!(!row.printed.contains(form), "{}: {}", row.name, row.printed);
        }
    }
}

/// A world with a wire that is overheard.
async fn overheard() -> (World, Wire) {
    let world = World::start().await;
    let wire = Wire::new(&world.tenant);
    (world.over(&wire), wire)
}

/// Fails if a canary, a credential, a code, or anything DebtCore has said occurs in the text.
#[track_caller]
fn assert_silent((world, wire): &(World, Wire), what: &str, text: &str) {
    assert_no_leak(what, text);
    let mut hidden = [wire.secrets(), wire.messages()].concat();
    hidden.push(world.tenant.debtcore().client_secret());
    hidden.extend(
        world.tenant.outbox().messages().iter().filter_map(|message| message.code()).map(str::to_owned),
    );
    for hidden in hidden {
        assert!(!text.contains(&hidden), "{what} holds {hidden:?}");
    }
}

/// Everything there is to call, with canaries wherever they fit; the errors of what goes wrong on the way.
async fn journey(world: &World) -> Vec<Error> {
    let client = &world.debtcore;
    assert_eq!(client.send_sms_verification_code(&send_code()).await.unwrap(), Consent::Sent);
    assert!(!client.verify_sms_code(&mistyped()).await.unwrap().is_granted());
    let right = VerifySmsCode::new(contact(), world.contact_code(canary::PHONE));
    assert!(client.verify_sms_code(&right).await.unwrap().is_granted());
    let verification = GetUserVerification::new(contact());
    assert!(client.user_verification(&verification).await.unwrap().is_passed());
    let mut errors = vec![client.pull_credit_report(&pulls()[4]).await.unwrap_err()];
    client.kba_questions(&questions()).await.unwrap();
    let answers = SendKbaAnswers::new(contact(), world.contact_answers(&contact()));
    assert!(client.send_kba_answers(&answers).await.unwrap().is_granted());
    let mut ids = Vec::new();
    for pull in [0, 1, 2, 3, 5].map(|place| pulls().remove(place)) {
        ids.push(client.pull_credit_report(&pull).await.unwrap().id);
    }
    client.credit_report(&GetCreditReport::new(ids.remove(1))).await.unwrap();
    client.all_credit_reports(&list()).next().await.unwrap().unwrap();

    let wrong = world.debtcore_with(canary::SECRET);
    errors.push(wrong.send_sms_verification_code(&send_code()).await.unwrap_err());
    errors.push(wrong.fetch_token().await.unwrap_err());
    errors
        .push(client.with_token(canary::SECRET).unwrap().user_verification(&verification).await.unwrap_err());
    errors.extend(quoted(world).await);
    errors
}

/// What is refused in words that quote it.
async fn quoted(world: &World) -> Vec<Error> {
    let client = &world.debtcore;
    let nowhere = || Address::new(canary::STREET, canary::STREET, canary::STREET, canary::PHONE);
    let asked = {
        let (born, ssn) = (canary::BIRTH_DATE.parse().unwrap(), canary::SSN.parse().unwrap());
        GetKbaQuestions::new(canary::FIRST_NAME, canary::LAST_NAME, born, ssn, nowhere(), contact())
    };
    let pull = PullCreditReport::crs_transunion(contact(), canary::FIRST_NAME, canary::LAST_NAME, nowhere());
    vec![
        client.kba_questions(&asked).await.unwrap_err(),
        client.pull_credit_report(&pull).await.unwrap_err(),
        client.credit_reports(&ListCreditReports::new().after(canary::SECRET)).await.unwrap_err(),
        client.credit_reports(&ListCreditReports::new().skip(u32::MAX)).await.unwrap_err(),
    ]
}

#[tokio::test]
async fn a_journey_traces_no_canary() {
    let log = LogCapture::start();
    let overheard = overheard().await;
    let errors = journey(&overheard.0).await;
    let codes: Vec<_> = errors.iter().map(ErrorCode::of).collect();
    let expected = [
        None,
        Some(ErrorCode::InvalidClient),
        Some(ErrorCode::InvalidClient),
        Some(ErrorCode::Unauthorized),
        None,
        None,
        None,
        Some(ErrorCode::BadUserInput),
    ];
    assert_eq!(codes, expected);
    for error in &errors {
        assert_silent(&overheard, "an error", &printed(error));
    }
    let text = log.text();
    for case in cases() {
        assert!(text.contains(case.operation), "{} was heard", case.operation);
    }
    assert!(text.contains("/{tenant}/oauth2/v2.0/token"), "paths are traced as templates");
    assert_eq!(overheard.1.secrets().len(), 2, "the client's token, and one that is none");
    assert_silent(&overheard, "the log", &text);
}

/// Wherever DebtCore puts its words, and whether or not they quote.
#[tokio::test]
async fn what_debtcore_says_shows_nowhere() {
    for channel in [ErrorChannel::Payload, ErrorChannel::TopLevel, ErrorChannel::Both] {
        for data in [FailureData::Null, FailureData::Message] {
            for status in [200, 400] {
                let log = LogCapture::start();
                let overheard = overheard().await;
                let (world, wire) = &overheard;
                world.tenant.debtcore().choose(|choices| {
                    (choices.error_channel, choices.failure_data) = (channel, data);
                    (choices.error_status, choices.bad_variables_status) = (status, status);
                    choices.spinwheel_message = SpinwheelMessage::Both;
                    choices.provider_refusal_code = canary::EXTERNAL_ID.to_owned();
                });
                world.debtcore.send_sms_verification_code(&send_code()).await.unwrap();
                let mut told = vec![world.debtcore.verify_sms_code(&mistyped()).await];
                told.extend(quoted(world).await.into_iter().map(Err));
                let messages = wire.messages();
                for quoted in [canary::STREET, canary::PHONE, canary::SECRET, "4294967295", "INCORRECT: "] {
                    assert!(
                        messages.iter().any(|message| message.contains(quoted)),
                        "{quoted}: {messages:?}"
                    );
                }
                for told in &told {
                    let text = told.as_ref().map_or_else(printed, |consent| format!("{consent:?}"));
                    assert_silent(&overheard, &format!("{channel:?}, {data:?}, {status}"), &text);
                    assert!(!text.contains("4294967295"), "{text}");
                }
                assert_silent(&overheard, "the log", &log.text());
            }
        }
    }
}

#[tokio::test]
async fn the_journal_shows_no_credentials_in_headers_and_paths() {
    let (world, wire) = overheard().await;
    journey(&world).await;
    let mut secrets = wire.secrets();
    secrets.extend([world.tenant.debtcore().client_secret(), canary::SECRET.to_owned()]);
    for entry in world.tenant.journal().entries() {
        let shown = format!("{} {:?}", entry.path, entry.headers);
        assert!(secrets.iter().all(|secret| !shown.contains(secret)), "{shown}");
        let redacted = entry.headers.contains(&("authorization".to_owned(), "<redacted>".to_owned()));
        assert_eq!(redacted, entry.operation != Some("debtcore.token"), "{shown}");
    }
}

/// A row of the fault matrix whose request and answer hold canaries.
fn with_canaries(case: EndpointCase) -> EndpointCase {
    let prepare: fn(World) -> Boxed<Call> = match case.operation {
        "fetch_token" => |world: World| {
            Box::pin(async move { call(&world, |client| async move { client.fetch_token().await }) })
        },
        "send_sms_verification_code" => |world: World| {
            Box::pin(async move {
                world.debtcore.fetch_token().await.unwrap();
                call(&world, |client| async move {
                    client.send_sms_verification_code(&send_code()).await.map(drop)
                })
            })
        },
        "verify_sms_code" => |world: World| {
            Box::pin(async move {
                world.debtcore.send_sms_verification_code(&send_code()).await.unwrap();
                call(&world, |client| async move { client.verify_sms_code(&mistyped()).await.map(drop) })
            })
        },
        "user_verification" => |world: World| {
            Box::pin(async move {
                world.debtcore.send_sms_verification_code(&send_code()).await.unwrap();
                call(&world, |client| async move {
                    client.user_verification(&GetUserVerification::new(contact())).await.map(drop)
                })
            })
        },
        "kba_questions" => |world: World| {
            Box::pin(async move {
                world.debtcore.fetch_token().await.unwrap();
                call(&world, |client| async move { client.kba_questions(&questions()).await.map(drop) })
            })
        },
        "send_kba_answers" => |world: World| {
            Box::pin(async move {
                world.debtcore.kba_questions(&questions()).await.unwrap();
                let answers = world.contact_answers(&contact());
                call(&world, move |client| {
                    let request = SendKbaAnswers::new(contact(), answers.clone());
                    async move { client.send_kba_answers(&request).await.map(drop) }
                })
            })
        },
        "pull_credit_report" => |world: World| {
            Box::pin(async move {
                world.debtcore.fetch_token().await.unwrap();
                call(&world, |client| async move { client.pull_credit_report(&pulls()[1]).await.map(drop) })
            })
        },
        "credit_report" => |world: World| {
            Box::pin(async move {
                let id = world.debtcore.pull_credit_report(&pulls()[1]).await.unwrap().id;
                call(&world, move |client| {
                    let request = GetCreditReport::new(id.clone());
                    async move { client.credit_report(&request).await.map(drop) }
                })
            })
        },
        "credit_reports" => |world: World| {
            Box::pin(async move {
                world.debtcore.pull_credit_report(&pulls()[1]).await.unwrap();
                call(&world, |client| async move { client.credit_reports(&list()).await.map(drop) })
            })
        },
        other => panic!("{other} has no call with canaries"),
    };
    EndpointCase { prepare, ..case }
}

fn call<F>(world: &World, make: impl Fn(spinwheel_gql::Client) -> F + Send + Sync + 'static) -> Call
where
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    let client = world.debtcore.clone();
    Box::new(move || Box::pin(make(client.clone())))
}

#[tokio::test]
async fn no_fault_makes_an_error_or_a_trace_leak() {
    let mut errors = 0;
    for case in cases().into_iter().map(with_canaries) {
        for fault in faults::all() {
            let what = format!("{} after {fault}", case.operation);
            let log = LogCapture::start();
            let overheard = overheard().await;
            let world = &overheard.0;
            let call = (case.prepare)(world.clone()).await;
            let silent = matches!(fault, FaultKind::NoAnswer | FaultKind::Slow { .. });
            let _guard = world.tenant.faults().arm(Fault::new(case.sandbox_operation, fault)).unwrap();
            if let Err(error) = faults::observe(world, &case, &call, silent).await.result {
                assert_silent(&overheard, &format!("the error of {what}"), &printed(&error));
                errors += 1;
            }
            let text = log.text();
            assert!(text.contains(case.operation), "{what} was heard");
            assert_silent(&overheard, &format!("the log of {what}"), &text);
        }
    }
    assert!(errors > cases().len() * 14, "most faults end in an error: {errors}");
}

/// A secret that cannot be right is refused without being shown.
#[test]
fn credentials_that_are_refused_here_do_not_show() {
    let credentials = ClientCredentials::new(
        "00000000-0000-4000-8000-000000000001".parse().unwrap(),
        "00000000-0000-4000-8000-000000000002".parse().unwrap(),
        format!("{}\n", canary::SECRET),
        format!("{} two", canary::EXTERNAL_ID),
    );
    let endpoint = "https://api.example.com/graphql".parse().unwrap();
    let error = spinwheel_gql::Client::builder(endpoint, credentials).build().unwrap_err();
    assert_no_leak("an error", &printed(&error));
}
