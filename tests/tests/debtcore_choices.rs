//! What the client makes of each way in which the sandbox can answer: where DebtCore's documents are silent, an application must
//! not depend on the answer.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use spinwheel_gql::models::ReportStatus;
use spinwheel_gql::{
    Consent, ConsentRefusal, Delivery, Error, ErrorCode, ErrorKind, GetUserVerification, ListCreditReports,
    OtpCode, PullCreditReport, VerificationStatus, VerifySmsCode,
};
use verify_sandbox::debtcore::{
    ErrorChannel, FailureData, NoErrors, PullPastLimit, SearchFields, SpinwheelMessage, UnknownContact,
    UnknownCursor,
};
use verify_tests::World;
use verify_tests::world::PHONE;
use verify_tests::world::debtcore::{contact, questions};

const CHANNELS: [ErrorChannel; 3] = [ErrorChannel::Payload, ErrorChannel::TopLevel, ErrorChannel::Both];
const WORDS: [SpinwheelMessage; 4] =
    [SpinwheelMessage::Text, SpinwheelMessage::Token, SpinwheelMessage::Both, SpinwheelMessage::Generic];

async fn check(world: &World, code: &str) -> Result<Consent, Error> {
    let request = VerifySmsCode::new(contact("contact-1"), OtpCode::new(code).unwrap());
    world.debtcore.verify_sms_code(&request).await
}

/// The kind of the error, its code, and whether it may have acted.
fn facts(error: &Error) -> (ErrorKind, Option<&str>, bool) {
    (error.kind(), error.code(), error.may_have_acted())
}

/// A world whose sandbox refuses this way, with a code in the outbox.
async fn refusing(channel: ErrorChannel, data: FailureData, status: u16) -> World {
    let world = World::start().await;
    world.tenant.debtcore().choose(|choices| {
        (choices.error_channel, choices.failure_data, choices.error_status) = (channel, data, status);
        choices.spinwheel_message = SpinwheelMessage::Token;
        "VALIDATION_ERROR".clone_into(&mut choices.provider_refusal_code);
    });
    world.text_contact("contact-1", PHONE).await;
    world
}

#[tokio::test]
async fn a_step_that_is_refused_wherever_that_stands() {
    let refused = Ok(Consent::Refused(ConsentRefusal::WrongCode));
    let coded = |may_have_acted| Err((ErrorKind::Refused, Some("VALIDATION_ERROR"), may_have_acted));
    let table = [
        (ErrorChannel::Payload, FailureData::Null, refused),
        // With data beside the errors nobody knows.
        (ErrorChannel::Payload, FailureData::Message, Err((ErrorKind::Refused, None, true))),
        (ErrorChannel::TopLevel, FailureData::Null, coded(false)),
        (ErrorChannel::TopLevel, FailureData::Message, coded(false)),
        (ErrorChannel::Both, FailureData::Null, coded(false)),
        (ErrorChannel::Both, FailureData::Message, coded(true)),
    ];
    for (channel, data, expected) in table {
        for status in [200, 400] {
            let what = format!("{channel:?}, {data:?}, {status}");
            let world = refusing(channel, data, status).await;
            let told = check(&world, world.wrong_code(PHONE).expose()).await;
            let told = told.as_ref().map(|consent| *consent).map_err(facts);
            assert_eq!(told, expected, "{what}");
            let requests = world.tenant.journal().requests("debtcore.verify_sms_code");
            assert_eq!(requests, 1, "{what}: a try is a try");
            let right = check(&world, world.contact_code(PHONE).expose()).await;
            assert_eq!(right.unwrap(), Consent::Granted, "{what}");
        }
    }
}

/// What the code of a refusal at the top level says, and whether the step may have had its effect.
#[tokio::test]
async fn a_step_that_is_refused_with_any_code() {
    // The code, the error with an HTTP status of 200, the one with 400, the requests it takes.
    let table = [
        ("NOT_FOUND", (ErrorKind::Refused, Some("NOT_FOUND"), false), None, 1),
        ("FORBIDDEN", (ErrorKind::Credentials, Some("FORBIDDEN"), false), None, 1),
        ("UNAUTHENTICATED", (ErrorKind::Credentials, Some("UNAUTHENTICATED"), false), None, 2),
        ("INTERNAL_SERVER_ERROR", (ErrorKind::Unavailable, Some("INTERNAL_SERVER_ERROR"), true), None, 1),
        // Executed, and nobody knows what was refused.
        ("SOMETHING", (ErrorKind::Refused, None, true), Some((ErrorKind::Refused, None, false)), 1),
    ];
    for (code, with_200, with_400, requests) in table {
        for (status, expected) in [(200, with_200), (400, with_400.unwrap_or(with_200))] {
            let world = refusing(ErrorChannel::TopLevel, FailureData::Null, status).await;
            world.tenant.debtcore().choose(|choices| code.clone_into(&mut choices.provider_refusal_code));
            let error = check(&world, world.wrong_code(PHONE).expose()).await.unwrap_err();
            assert_eq!(facts(&error), expected, "{code}, {status}: {error}");
            let sent = world.tenant.journal().requests("debtcore.verify_sms_code");
            assert_eq!(sent, requests, "{code}, {status}");
        }
    }
}

#[tokio::test]
async fn a_report_that_is_refused_wherever_that_stands() {
    for (channel, code) in
        CHANNELS.into_iter().zip([None, Some("VALIDATION_ERROR"), Some("VALIDATION_ERROR")])
    {
        for data in [FailureData::Null, FailureData::Message] {
            for status in [200, 400] {
                let world = refusing(channel, data, status).await;
                let pull = PullCreditReport::spinwheel(contact("contact-1"));
                let error = world.debtcore.pull_credit_report(&pull).await.unwrap_err();
                let what = format!("{channel:?}, {data:?}, {status}: {error}");
                assert_eq!(facts(&error), (ErrorKind::Refused, code, false), "{what}");
                assert_eq!((error.delivery(), error.attempts()), (Delivery::Answered, 1), "{what}");
            }
        }
    }
}

/// Whatever is chosen, a wrong code is not a yes, and the right one is.
#[tokio::test]
async fn no_way_of_answering_makes_a_yes_of_a_no() {
    for channel in CHANNELS {
        for data in [FailureData::Null, FailureData::Message] {
            for words in WORDS {
                for (no_errors, null_items) in
                    [(NoErrors::Null, false), (NoErrors::Empty, true), (NoErrors::NullItem, false)]
                {
                    let what = format!("{channel:?}, {data:?}, {words:?}, {no_errors:?}, {null_items}");
                    let world = refusing(channel, data, 200).await;
                    world.tenant.debtcore().choose(|choices| {
                        (choices.spinwheel_message, choices.no_errors) = (words, no_errors);
                        choices.null_items = null_items;
                    });
                    let wrong = check(&world, world.wrong_code(PHONE).expose()).await;
                    assert!(!wrong.is_ok_and(Consent::is_granted), "{what}");
                    let verification = GetUserVerification::new(contact("contact-1"));
                    let standing = world.debtcore.user_verification(&verification).await.unwrap();
                    assert!(!standing.is_passed(), "{what}");
                    let right = check(&world, world.contact_code(PHONE).expose()).await;
                    assert_eq!(right.unwrap(), Consent::Granted, "{what}");
                    assert!(world.debtcore.user_verification(&verification).await.unwrap().is_passed());
                }
            }
        }
    }
}

#[tokio::test]
async fn an_answer_that_says_nothing_cannot_be_read() {
    let world = World::start().await;
    world.text_contact("contact-1", PHONE).await;
    world.tenant.debtcore().choose(|choices| choices.null_payload = true);
    let error = check(&world, world.contact_code(PHONE).expose()).await.unwrap_err();
    assert_eq!(facts(&error), (ErrorKind::Unreadable, None, true), "the person may have consented: {error}");
    assert_eq!(error.json_path(), Some("data.verifySMSCode.data"));
    let list = world.debtcore.credit_reports(&ListCreditReports::new()).await.unwrap_err();
    assert_eq!(facts(&list), (ErrorKind::Unreadable, None, false), "a read does nothing: {list}");
    world.tenant.debtcore().choose(|choices| choices.null_payload = false);
    let verification = GetUserVerification::new(contact("contact-1"));
    assert!(world.debtcore.user_verification(&verification).await.unwrap().is_passed(), "and so it was");
}

#[tokio::test]
async fn variables_that_do_not_fit_whatever_the_status() {
    for status in [200, 400] {
        for echo in [false, true] {
            let world = World::start().await;
            world.tenant.debtcore().choose(|choices| {
                (choices.bad_variables_status, choices.echo_input) = (status, echo);
            });
            let too_large = ListCreditReports::new().skip(u32::MAX);
            let error = world.debtcore.credit_reports(&too_large).await.unwrap_err();
            assert_eq!(facts(&error), (ErrorKind::Refused, Some("BAD_USER_INPUT"), false), "{error}");
            let message = String::from_utf8_lossy(error.raw_body().unwrap().expose()).into_owned();
            assert_eq!(message.contains("4294967295"), echo, "{message}");
            assert!(!format!("{error} {error:#?}").contains("4294967295"), "{error:#?}");
        }
    }
}

#[tokio::test]
async fn somebody_unknown() {
    let table = [
        (UnknownContact::NotStarted, ErrorChannel::Payload, Ok(Some(VerificationStatus::NotStarted))),
        (UnknownContact::NotFound, ErrorChannel::Payload, Err((ErrorKind::Refused, None, false))),
        (
            UnknownContact::NotFound,
            ErrorChannel::TopLevel,
            Err((ErrorKind::Refused, Some("NOT_FOUND"), false)),
        ),
        (UnknownContact::NotFound, ErrorChannel::Both, Err((ErrorKind::Refused, Some("NOT_FOUND"), false))),
        (UnknownContact::Null, ErrorChannel::Payload, Err((ErrorKind::Unreadable, None, false))),
    ];
    for (unknown, channel, expected) in table {
        let world = World::start().await;
        world.tenant.debtcore().choose(|choices| {
            (choices.unknown_contact, choices.error_channel) = (unknown, channel);
        });
        let request = GetUserVerification::new(contact("nobody"));
        let told = world.debtcore.user_verification(&request).await;
        let told = told.as_ref().map(|node| node.status.clone()).map_err(facts);
        assert_eq!(told, expected, "{unknown:?}, {channel:?}");
    }
}

#[tokio::test]
async fn a_cursor_nobody_gave_out() {
    let world = World::start().await;
    world.pulled("contact-1", PHONE).await;
    let list = ListCreditReports::new().after("no-cursor");
    let counted = async |choice| {
        world.tenant.debtcore().choose(|choices| choices.unknown_cursor = choice);
        world.debtcore.credit_reports(&list).await.map(|page| page.reports.len())
    };
    assert_eq!(counted(UnknownCursor::EmptyPage).await.unwrap(), 0);
    assert_eq!(counted(UnknownCursor::FirstPage).await.unwrap(), 1);
    let error = counted(UnknownCursor::Refuse).await.unwrap_err();
    assert_eq!(facts(&error), (ErrorKind::Refused, None, false));
}

#[tokio::test]
async fn a_second_report_on_one_day() {
    let world = World::start().await;
    let first = world.pulled("contact-1", PHONE).await;
    let pull = PullCreditReport::spinwheel(contact("contact-1"));
    let error = world.debtcore.pull_credit_report(&pull).await.unwrap_err();
    assert_eq!(facts(&error), (ErrorKind::Refused, None, false));
    world.tenant.debtcore().choose(|choices| choices.pull_past_limit = PullPastLimit::SameReport);
    let second = world.debtcore.pull_credit_report(&pull).await.unwrap();
    assert_eq!(second.id, first.id);
}

#[tokio::test]
async fn other_words_and_limits() {
    let world = World::start().await;
    world.tenant.debtcore().choose(|choices| {
        choices.failed_report_status = "GIVEN_UP".to_owned();
        choices.running_report_status = "PENDING".to_owned();
        (choices.longest_page, choices.search_fields) = (5, SearchFields::Contact);
        choices.strict_address = false;
        choices.token_seconds = 60;
    });
    let failed = world.pulled("fails", "+12025550121").await;
    assert_eq!(failed.report_status, Some(ReportStatus::from("GIVEN_UP")));
    assert!(!failed.is_completed());
    assert_eq!(world.pulled("never", "+12025550122").await.report_status, Some(ReportStatus::Pending));
    let long = ListCreditReports::new().first(6).unwrap();
    let error = world.debtcore.credit_reports(&long).await.unwrap_err();
    assert_eq!((error.kind(), ErrorCode::of(&error)), (ErrorKind::Refused, None));
    let search = ListCreditReports::new().search("SPINWHEEL");
    assert_eq!(world.debtcore.credit_reports(&search).await.unwrap().reports.len(), 0);
    world.debtcore.kba_questions(&questions("contact-3")).await.unwrap();
    assert_eq!(world.tenant.journal().requests("debtcore.token"), 1);
    world.clock.advance(std::time::Duration::from_mins(1));
    world.debtcore.kba_questions(&questions("contact-4")).await.unwrap();
    assert_eq!(world.tenant.journal().requests("debtcore.token"), 2);
}

/// A choice that the client can meet is made in a test of this crate; a new one is to be looked at.
#[test]
fn every_choice_was_looked_at() {
    const MADE: &str = include_str!("debtcore_choices.rs");
    const ELSEWHERE: [&str; 3] = [
        include_str!("debtcore_reports.rs"),
        include_str!("debtcore_tokens.rs"),
        include_str!("debtcore_verifier.rs"),
    ];
    /// What only another client meets (see `peer_graphql.rs`), or nobody can tell from the outside.
    const NOT_MET: [&str; 8] = [
        "both_directions",
        "consent_date",
        "content_type_status",
        "get_requests",
        "get_status",
        "introspection",
        "other_content_type",
        "request_error_status",
    ];
    let choices = serde_json::to_value(verify_sandbox::DebtCoreChoices::default()).unwrap();
    let met = |name: &str| {
        let made = |text: &str| text.contains(&format!("choices.{name}"));
        made(MADE) || ELSEWHERE.into_iter().any(made)
    };
    let names = choices.as_object().unwrap().keys();
    let not_met: Vec<_> = names.filter(|name| !met(name)).collect();
    assert_eq!(not_met, NOT_MET);
}
