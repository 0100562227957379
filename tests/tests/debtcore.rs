//! DebtCore's journey through the real client against the sandbox: consent by a texted code, the report, the list of reports.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::time::Duration;

use spinwheel_gql::models::{FileStatus, ReportStatus};
use spinwheel_gql::{
    Amount, Clock as _, Consent, ConsentRefusal, CreditReportSource, Delivery, ErrorKind, GetCreditReport,
    GetUserVerification, KbaAnswer, KbaQuestions, OtpCode, PullCreditReport, ReqOrgContactId, SendKbaAnswers,
    UserVerification, VerificationStatus, VerificationType, VerifySmsCode,
};
use verify_tests::World;
use verify_tests::world::debtcore::{contact, questions, send_code};
use verify_tests::world::{BIRTH_DATE, PHONE};

async fn standing(world: &World, contact: &ReqOrgContactId) -> UserVerification {
    world.debtcore.user_verification(&GetUserVerification::new(contact.clone())).await.unwrap()
}

async fn check(world: &World, contact: &ReqOrgContactId, code: &OtpCode) -> Consent {
    world.debtcore.verify_sms_code(&VerifySmsCode::new(contact.clone(), code.clone())).await.unwrap()
}

/// Lets DebtCore say why it refuses, in Spinwheel's codes.
fn with_reasons(world: &World) {
    use verify_sandbox::debtcore::SpinwheelMessage;

    world.tenant.debtcore().choose(|choices| choices.spinwheel_message = SpinwheelMessage::Token);
}

/// The operations the server saw, each request once.
fn operations(world: &World) -> Vec<&'static str> {
    world.tenant.journal().entries().iter().filter_map(|entry| entry.operation).collect()
}

#[tokio::test]
async fn from_a_text_message_to_a_report() {
    let world = World::start().await;
    let contact = contact("contact-1");
    let nobody = standing(&world, &contact).await;
    assert_eq!((nobody.status, nobody.id), (Some(VerificationStatus::NotStarted), None));

    world.text_contact("contact-1", PHONE).await;
    let asked_at = world.clock.now();
    assert_eq!(standing(&world, &contact).await.status, Some(VerificationStatus::InProgress));
    let wrong = world.wrong_code(PHONE);
    assert!(!check(&world, &contact, &wrong).await.is_granted());
    assert!(!standing(&world, &contact).await.is_passed());
    world.clock.advance(Duration::from_mins(2));
    assert_eq!(check(&world, &contact, &world.contact_code(PHONE)).await, Consent::Granted);

    let passed = standing(&world, &contact).await;
    assert!(passed.is_passed());
    assert_eq!(passed.verification_type, Some(VerificationType::Sms));
    assert_eq!(passed.req_org_contact_id.as_ref(), Some(&contact));
    assert_eq!(passed.verification_date, Some(world.clock.now().into()));
    assert_eq!(passed.user_consent_date, Some(asked_at.into()));

    let pulled = world.debtcore.pull_credit_report(&PullCreditReport::spinwheel(contact)).await.unwrap();
    assert!(pulled.is_completed());
    assert_eq!(pulled.source, Some(CreditReportSource::Spinwheel));
    let debts = pulled.debts.unwrap();
    let owed = debts.iter().filter_map(|debt| debt.current_balance.and_then(Amount::to_cents)).sum::<i64>();
    assert_eq!(owed, 500_000, "the documented sum of this birth date");

    let read = world.debtcore.credit_report(&GetCreditReport::new(pulled.id.clone())).await.unwrap();
    assert_eq!((&read.id, read.debts.as_ref()), (&pulled.id, Some(&debts)), "the same to the cent");
    assert_eq!(read.applicant_first_name.unwrap().expose(), "Aldo");
    assert_eq!(read.scores[0].value().map(|score| *score.expose()), Some(742));
    assert_eq!(read.created_at, Some(world.clock.now().into()));
    assert_eq!(read.req_org_id, passed.req_org_id);

    let expected = [
        "debtcore.token",
        "debtcore.user_verification",
        "debtcore.send_sms_verification_code",
        "debtcore.user_verification",
        "debtcore.verify_sms_code",
        "debtcore.user_verification",
        "debtcore.verify_sms_code",
        "debtcore.user_verification",
        "debtcore.pull_credit_report",
        "debtcore.credit_report",
    ];
    assert_eq!(operations(&world), expected, "each call is one request");
    for entry in world.tenant.journal().entries() {
        assert_eq!(entry.unread_fields, Vec::<String>::new(), "{:?}", entry.operation);
    }
    assert_eq!((world.tenant.outbox().len(), world.tenant.double_sends().len()), (1, 0));
}

#[tokio::test]
async fn a_code_that_is_too_old_and_a_new_one() {
    let world = World::start().await;
    with_reasons(&world);
    let contact = world.text_contact("contact-1", PHONE).await;
    let old = world.contact_code(PHONE);
    world.clock.advance(Duration::from_secs(301));
    assert_eq!(check(&world, &contact, &old).await, Consent::Refused(ConsentRefusal::Expired));
    world.text_contact("contact-1", PHONE).await;
    let new = world.contact_code(PHONE);
    if old.expose() != new.expose() {
        assert_eq!(check(&world, &contact, &old).await, Consent::Refused(ConsentRefusal::WrongCode));
    }
    assert_eq!(check(&world, &contact, &new).await, Consent::Granted);
    assert_eq!(world.tenant.outbox().len(), 2, "one text for each request");
}

#[tokio::test]
async fn after_five_wrong_codes_the_right_one_does_not_help_either() {
    let world = World::start().await;
    with_reasons(&world);
    let contact = world.text_contact("contact-1", PHONE).await;
    for _ in 0..5 {
        let consent = check(&world, &contact, &world.wrong_code(PHONE)).await;
        assert_eq!(consent.refusal(), Some(ConsentRefusal::WrongCode));
    }
    let locked = Consent::Refused(ConsentRefusal::TooManyAttempts);
    assert_eq!(check(&world, &contact, &world.contact_code(PHONE)).await, locked);
    let again = send_code(PHONE, BIRTH_DATE, "contact-1");
    assert_eq!(world.debtcore.send_sms_verification_code(&again).await.unwrap(), locked);
    assert_eq!(world.tenant.outbox().len(), 1, "no second text while it is locked");
    assert_eq!(standing(&world, &contact).await.status, Some(VerificationStatus::Failed));
    world.clock.advance(Duration::from_secs(301));
    world.consented("contact-1", PHONE).await;
    assert!(standing(&world, &contact).await.is_passed());
}

#[tokio::test]
async fn without_consent_there_is_no_report() {
    let world = World::start().await;
    let (nobody, asked) = (contact("nobody"), world.text_contact("contact-1", PHONE).await);
    for contact in [nobody, asked] {
        let pull = PullCreditReport::spinwheel(contact);
        let error = world.debtcore.pull_credit_report(&pull).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Refused, Delivery::Answered), "{error}");
        assert!(!error.may_have_acted(), "{error}");
    }
    assert!(world.tenant.debtcore().reports().is_empty());
}

/// Right answers but for the first, which is another of its options.
fn wrong_answers(world: &World, session: &KbaQuestions, contact: &ReqOrgContactId) -> Vec<KbaAnswer> {
    let mut answers = world.contact_answers(contact);
    let (question, right) = (&session.questions[0], answers[0].clone());
    let others = question.options.iter();
    let mut others = others.map(|option| KbaAnswer::new(question.id.clone(), option.id.clone()));
    answers[0] = others.find(|other| *other != right).unwrap();
    answers
}

#[tokio::test]
async fn by_questions_when_the_code_is_not_enough() {
    let world = World::start().await;
    let asked = questions("contact-1");
    let session = world.debtcore.kba_questions(&asked).await.unwrap();
    assert!(session.questions.iter().all(|question| question.options.len() > 1), "{session:?}");
    let contact = contact("contact-1");
    let wrong = SendKbaAnswers::new(contact.clone(), wrong_answers(&world, &session, &contact));
    assert!(!world.debtcore.send_kba_answers(&wrong).await.unwrap().is_granted());
    assert_eq!(standing(&world, &contact).await.status, Some(VerificationStatus::Failed));

    world.debtcore.kba_questions(&asked).await.unwrap();
    let right = SendKbaAnswers::new(contact.clone(), world.contact_answers(&contact));
    assert_eq!(world.debtcore.send_kba_answers(&right).await.unwrap(), Consent::Granted);
    let passed = standing(&world, &contact).await;
    assert_eq!((passed.is_passed(), passed.verification_type), (true, Some(VerificationType::Kba)));
    let kba = PullCreditReport::array_equifax_kba(contact.clone(), passed.id.unwrap());
    let report = world.debtcore.pull_credit_report(&kba).await.unwrap();
    assert_eq!(report.source, Some(CreditReportSource::ArrayEquifaxKba));
    world.debtcore.pull_credit_report(&PullCreditReport::spinwheel(contact)).await.unwrap();
    assert!(world.tenant.outbox().is_empty(), "nobody was texted");
}

#[tokio::test]
async fn every_bureau_is_given_what_it_needs() {
    let world = World::start().await;
    let pulls = verify_tests::canaries::spinwheel_gql::pulls();
    let mut sources = Vec::new();
    // The first is Spinwheel's, and the fifth needs answered questions.
    for pull in [&pulls[1], &pulls[2], &pulls[3], &pulls[5]] {
        let report = world.debtcore.pull_credit_report(pull).await.unwrap();
        assert!(report.is_completed());
        let read = world.debtcore.credit_report(&GetCreditReport::new(report.id)).await.unwrap();
        assert_eq!(read.applicant_last_name.unwrap().expose(), verify_testkit::canary::LAST_NAME);
        sources.push(report.source.unwrap());
    }
    let expected = [
        CreditReportSource::CrsTransunion,
        CreditReportSource::CrsEquifax,
        CreditReportSource::ArrayEquifax,
        CreditReportSource::CrsStandardPrequalVantage4Tu,
    ];
    assert_eq!(sources, expected);
    for entry in world.tenant.journal().entries() {
        assert_eq!(entry.unread_fields, Vec::<String>::new(), "{:?}", entry.operation);
    }
}

#[tokio::test]
async fn a_report_that_fails_or_is_not_there_yet_is_told_from_one_without_debts() {
    let world = World::start().await;
    let failed = world.pulled("fails", "+12025550121").await;
    assert_eq!((failed.is_completed(), failed.report_status), (false, Some(ReportStatus::Failed)));
    let running = world.pulled("never", "+12025550122").await;
    assert_eq!((running.is_completed(), running.report_status), (false, Some(ReportStatus::InProgress)));
    assert_eq!(running.file_status, Some(FileStatus::InProgress));
}

/// All of them are POSTs to one path, and GraphQL calls the questions a query: the connection tells what they may cost.
#[tokio::test]
async fn what_happens_at_most_once_leaves_on_a_connection_of_its_own() {
    let world = World::start().await;
    world.pulled("contact-1", PHONE).await;
    world.debtcore.kba_questions(&questions("contact-2")).await.unwrap();
    for _ in 0..2 {
        standing(&world, &contact("contact-1")).await;
    }
    let entries = world.tenant.journal().entries();
    let on = |operation: &str| -> Vec<u64> {
        let entries = entries.iter().filter(|entry| entry.operation == Some(operation));
        entries.map(|entry| entry.connection).collect()
    };
    let acting = ["send_sms_verification_code", "verify_sms_code", "pull_credit_report", "kba_questions"];
    let mut alone: Vec<_> = acting.iter().flat_map(|name| on(&format!("debtcore.{name}"))).collect();
    let reads = on("debtcore.user_verification");
    assert_eq!(reads[0], reads[1]);
    alone.push(reads[0]);
    alone.sort_unstable();
    alone.dedup();
    assert_eq!(alone.len(), acting.len() + 1);
}
