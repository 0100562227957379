//! Spinwheel's journey through the real client against the sandbox, and everything that can go wrong on the way.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use spinwheel_connect::{
    Amount, AnswerKba, Client, DateOfBirth, Delivery, Environment, Error, ErrorCode, ErrorKind, Liabilities,
    NextStep, OrderCreditReport, OtpCode, RetrieveUser, StartKba, VerifyPath, VerifySmsCode,
    WaitForLiabilities,
};
use verify_sandbox::spinwheel::{GuidePath, Key, SpecialPerson, Step, special_people};
use verify_tests::World;
use verify_tests::endpoints::spinwheel_connect::{right_answers, start_kba};
use verify_tests::world::{BIRTH_DATE, PHONE, connect_request};

#[tokio::test]
async fn from_a_phone_number_to_debts() {
    for (birth_date, total, debts) in
        [("1990-01-01", "5000.00", 5), ("1990-03-01", "20000.00", 7), ("1990-04-10", "25000.00", 7)]
    {
        let world = World::start().await;
        let user_id = world.connected_user(PHONE, birth_date).await;
        let order = OrderCreditReport::new(user_id.clone());
        world.spinwheel.order_credit_report(&order).await.unwrap();
        let wait = WaitForLiabilities::new(user_id);
        let Liabilities::Connected(user) = world.spinwheel.wait_for_liabilities(&wait).await.unwrap() else {
            panic!("no debts for {birth_date}");
        };
        let sum: Amount = user.liabilities().iter().filter_map(|debt| debt.outstanding_balance).sum();
        assert_eq!((sum.to_string().as_str(), user.liabilities().len()), (total, debts));
        let born = user.profile.as_ref().and_then(spinwheel_connect::Profile::date_of_birth);
        assert_eq!(born, Some(DateOfBirth::new(birth_date).unwrap()));
        assert_eq!(world.tenant.double_sends().len(), 0);
    }
}

/// Makes a person of the row, and walks to the step at which something goes wrong.
async fn walk(world: &World, person: &SpecialPerson) -> Result<(), Error> {
    let (phone, birth_date) = match person.key {
        Key::Phone(phone) => (phone, BIRTH_DATE),
        Key::BirthDate(birth_date) => (PHONE, birth_date),
        _ => panic!("another kind of key"),
    };
    let client = &world.spinwheel;
    if matches!(person.step, Step::StartKba | Step::AnswerKba) {
        let session = client.start_kba(&kba(birth_date)).await?;
        let answers = right_answers(world, session.user_id.as_str());
        return client.answer_kba(&AnswerKba::new(session.user_id, answers)).await.map(drop);
    }
    let user_id = client.connect_sms(&connect_request(phone, birth_date)).await?.user_id;
    client.verify_sms_code(&VerifySmsCode::new(user_id.clone(), world.code(phone))).await?;
    client.order_credit_report(&OrderCreditReport::new(user_id)).await.map(drop)
}

fn kba(birth_date: &str) -> StartKba {
    let address = spinwheel_connect::Address::new("1 Example Way", "Spencer", "IA", "51368");
    let ssn = spinwheel_connect::Ssn::new("900-12-3456").unwrap();
    let user = spinwheel_connect::ExtUserId::new("customer-kba").unwrap();
    StartKba::new("Thomas", "Devos", DateOfBirth::new(birth_date).unwrap(), ssn, address, user)
}

#[tokio::test]
async fn every_special_person_leads_to_the_token_by_name() {
    let walked = [Step::Connect, Step::Verify, Step::StartKba, Step::AnswerKba, Step::OrderReport];
    let mut seen = 0;
    for person in special_people().iter().filter(|person| walked.contains(&person.step)) {
        let Some(token) = person.token else { continue };
        let world = World::start().await;
        let error = walk(&world, person).await.unwrap_err();
        let code = ErrorCode::of(&error).unwrap();
        assert_eq!(code.listed(), Some(token), "{person:?}");
        assert_ne!(code.next_step(), NextStep::AskSupport, "{person:?}");
        assert_eq!(error.delivery(), Delivery::Answered);
        seen += 1;
    }
    assert!(seen >= 20, "the table has rows: {seen}");
}

#[tokio::test]
async fn a_report_that_fails_and_one_that_never_comes() {
    let world = World::start().await;
    for (phone, fails) in [("+12025550121", true), ("+12025550122", false)] {
        let user_id = world.connected_user(phone, BIRTH_DATE).await;
        world.spinwheel.order_credit_report(&OrderCreditReport::new(user_id.clone())).await.unwrap();
        let outcome = world.spinwheel.wait_for_liabilities(&WaitForLiabilities::new(user_id)).await.unwrap();
        assert_eq!(matches!(outcome, Liabilities::Failed(_)), fails);
        assert_eq!(matches!(outcome, Liabilities::Pending(_)), !fails);
    }
}

#[tokio::test]
async fn five_wrong_codes_lock_and_five_minutes_later_a_new_one_works() {
    let world = World::start().await;
    let user_id = world.connect(PHONE, BIRTH_DATE).await.unwrap().user_id;
    let right = world.code(PHONE);
    let wrong = OtpCode::new(if right.expose() == "000000" { "000001" } else { "000000" }).unwrap();
    for _ in 0..5 {
        let error = world
            .spinwheel
            .verify_sms_code(&VerifySmsCode::new(user_id.clone(), wrong.clone()))
            .await
            .unwrap_err();
        assert_eq!(ErrorCode::of(&error), Some(ErrorCode::Incorrect));
    }
    let error = world.spinwheel.verify_sms_code(&VerifySmsCode::new(user_id, right)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Throttled);
    let Some(NextStep::WaitThenNewConnection(wait)) = ErrorCode::of(&error).map(|code| code.next_step())
    else {
        panic!("{error}");
    };
    world.clock.advance(wait);
    world.connected_user(PHONE, BIRTH_DATE).await;
}

#[tokio::test]
async fn questions_connect_whom_the_phone_does_not() {
    let world = World::start().await;
    let session = world.spinwheel.start_kba(&start_kba()).await.unwrap();
    let answers = right_answers(&world, session.user_id.as_str());
    assert_eq!(answers.len(), session.kba.questions.len());
    let connection = world.spinwheel.answer_kba(&AnswerKba::new(session.user_id, answers)).await.unwrap();
    assert!(connection.is_connected());
}

#[tokio::test]
async fn the_path_of_the_guide_is_not_found_unless_it_is_switched_on() {
    let world = World::start().await;
    let builder = World::spinwheel_builder(&world.tenant).clock(world.clock.clone());
    let client = builder.verify_path(VerifyPath::Guide).build().unwrap();
    let user_id = world.connect(PHONE, BIRTH_DATE).await.unwrap().user_id;
    let request = VerifySmsCode::new(user_id, world.code(PHONE));
    let error = client.verify_sms_code(&request).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    let why = world.tenant.journal().last().unwrap().why;
    assert!(why.contains("userId"), "the journal explains: {why}");
    world.tenant.spinwheel().choose(|choices| choices.guide_verify_path = GuidePath::Accept);
    assert!(client.verify_sms_code(&request).await.unwrap().is_connected());
}

#[tokio::test]
async fn a_wrong_key_is_a_matter_of_credentials() {
    let world = World::start().await;
    let spinwheel = world.tenant.spinwheel();
    let environment = Environment::custom(&spinwheel.base_url(), &spinwheel.secure_base_url()).unwrap();
    let client = Client::new(environment, "not-the-key").unwrap();
    let error = client.connect_sms(&connect_request(PHONE, BIRTH_DATE)).await.unwrap_err();
    assert!(error.is_credentials());
    assert_eq!(world.tenant.outbox().len(), 0);
    assert_eq!(world.tenant.journal().total_requests(), 1, "a refused key is not tried again");
}

#[tokio::test]
async fn what_the_client_sends_is_all_read() {
    let world = World::start().await;
    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
    world.spinwheel.order_credit_report(&OrderCreditReport::new(user_id.clone())).await.unwrap();
    world.spinwheel.retrieve_user(&RetrieveUser::new(user_id)).await.unwrap();
    world.spinwheel.start_kba(&start_kba()).await.unwrap();
    for entry in world.tenant.journal().entries() {
        assert_eq!(entry.unread_fields, Vec::<String>::new(), "{:?}", entry.operation);
    }
}
