//! An application that is written with the clients alone, and people who act by themselves: nothing here touches a code, a
//! link in a message or a page.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::time::Duration;

use dots_users::{CreateFlow, FlowWait, Step, WaitForFlow};
use finicity_connect::ConnectVerifier;
use signzy_link::{InstantLinkVerifier, LinkVerifier};
use spinwheel_connect::{
    AnswerId, AnswerKba, Challenge, Clock as _, DateOfBirth, Email, KbaAnswer, OtpCode, OtpVerifier, Outcome,
    PhoneNumber, QuestionId, Start, Subject,
};
use verify_sandbox::{ActKind, Answered, Persona, PersonaHandle, Typed};
use verify_tests::World;
use verify_tests::endpoints::spinwheel_connect::start_kba;
use verify_tests::world::{BIRTH_DATE, PHONE};

/// What the application comes to.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Verified,
    /// With this as the last outcome.
    Refused(Outcome),
    /// The person went away.
    Abandoned,
}

/// What the application sees of a person: somebody at a keyboard.
trait AtTheKeyboard {
    async fn types(&self) -> Option<String>;
}

impl AtTheKeyboard for PersonaHandle {
    async fn types(&self) -> Option<String> {
        self.types_code().await.into_code()
    }
}

/// Somebody to whom time passes in front of the keyboard.
struct InTime<'a> {
    person: &'a PersonaHandle,
    world: &'a World,
    passes: Duration,
}

impl AtTheKeyboard for InTime<'_> {
    async fn types(&self) -> Option<String> {
        let clock = &self.world.clock;
        let passes = async {
            clock.wait_for_sleepers(1).await;
            clock.advance(self.passes);
        };
        tokio::join!(self.person.types(), passes).0
    }
}

fn subject() -> Subject {
    let mut subject = Subject::new();
    subject.phone_number = Some(PhoneNumber::new(PHONE).unwrap());
    subject.date_of_birth = Some(DateOfBirth::new(BIRTH_DATE).unwrap());
    subject.first_name = Some("Ada".into());
    subject.last_name = Some("Example".into());
    subject.email = Some(Email::new("ada@example.com").unwrap());
    subject.reference = Some("customer-17".into());
    subject.target_url = Some("https://app.example.com/back/17".into());
    subject
}

/// The application's way with a code, whichever provider sends it: three tries.
async fn by_code(verifier: &dyn OtpVerifier, person: &impl AtTheKeyboard) -> Verdict {
    let Start::Sent(challenge) = verifier.start(&subject()).await.unwrap() else { panic!("not sent") };
    let mut last = Outcome::Pending;
    for _ in 0..3 {
        let Some(code) = person.types().await else { return Verdict::Abandoned };
        last = verifier.check(&challenge, &OtpCode::new(&code).unwrap()).await.unwrap();
        match last {
            Outcome::Verified(_) => return Verdict::Verified,
            Outcome::WrongCode => {}
            _ => break,
        }
    }
    Verdict::Refused(last)
}

/// The application's way with a link: shows it where it is not sent, and asks every ten seconds for five minutes.
async fn by_link(world: &World, verifier: &dyn LinkVerifier, show: impl FnOnce(&str)) -> Verdict {
    let challenge: Challenge = match verifier.start(&subject()).await.unwrap() {
        Start::Sent(challenge) => challenge,
        Start::Open(link, challenge) => {
            show(link.expose());
            challenge
        }
        other => panic!("{other:?}"),
    };
    let mut last = Outcome::Pending;
    for _ in 0..31 {
        last = verifier.check(&challenge).await.unwrap();
        match last {
            Outcome::Verified(_) => return Verdict::Verified,
            Outcome::Pending => world.clock.sleep(Duration::from_secs(10)).await,
            _ => break,
        }
    }
    Verdict::Refused(last)
}

fn somebody(world: &World, with: impl FnOnce(Persona) -> Persona) -> PersonaHandle {
    world.tenant.personas().add(with(Persona::of(PHONE).with("ada@example.com"))).unwrap()
}

#[tokio::test]
async fn a_code_of_every_provider_that_has_one() {
    for with in [|persona: Persona| persona, Persona::answers_wrong_then_right] {
        for provider in ["spinwheel", "debtcore", "dots"] {
            let world = World::start().await;
            let verifier: &dyn OtpVerifier = match provider {
                "spinwheel" => &world.spinwheel,
                "debtcore" => &world.debtcore,
                _ => &world.dots,
            };
            let ada = somebody(&world, with);
            assert_eq!(by_code(verifier, &ada).await, Verdict::Verified, "{provider}: {:?}", ada.acts());
            assert!(world.tenant.double_sends().is_empty());
        }
    }
}

#[tokio::test]
async fn who_is_late_and_who_never_answers() {
    let world = World::start().await;
    let ada = somebody(&world, Persona::comes_late);
    let late = InTime { person: &ada, world: &world, passes: Duration::from_mins(5) };
    assert_eq!(by_code(&world.spinwheel, &late).await, Verdict::Refused(Outcome::Expired));
    ada.remove();
    world.clock.advance(Duration::from_mins(1));
    let ada = somebody(&world, Persona::abandons);
    assert_eq!(by_code(&world.spinwheel, &ada).await, Verdict::Abandoned);
    assert_eq!(ada.types_code().await, Typed::Never);
}

#[tokio::test]
async fn a_link_of_signzy_in_a_text() {
    for (with, verdict) in [
        (Persona::with_link_previews as fn(Persona) -> Persona, Verdict::Verified),
        (|persona| persona.returns_after(Duration::from_mins(2)), Verdict::Verified),
        (Persona::uses_two_devices, Verdict::Refused(Outcome::Mismatch)),
        (Persona::comes_late, Verdict::Refused(Outcome::Expired)),
        (Persona::abandons, Verdict::Refused(Outcome::Expired)),
    ] {
        let world = World::start().await;
        let ada = somebody(&world, with);
        let verifier = InstantLinkVerifier::new(world.signzy.clone());
        assert_eq!(by_link(&world, &verifier, |_| {}).await, verdict, "{:?}", ada.acts());
    }
}

#[tokio::test]
async fn a_link_of_finicity_that_the_application_shows() {
    for with in
        [Persona::answers_wrong_then_right as fn(Persona) -> Persona, Persona::uses_two_devices, |persona| {
            persona.with_link_previews().returns_after(Duration::from_mins(3))
        }]
    {
        let world = World::start().await;
        let ada = somebody(&world, with);
        let verifier = ConnectVerifier::testing(world.finicity.clone());
        let verdict = by_link(&world, &verifier, |link| ada.opens(link).unwrap()).await;
        assert_eq!(verdict, Verdict::Verified, "{:?}", ada.acts());
    }
    let world = World::start().await;
    let ada = somebody(&world, Persona::abandons);
    let verifier = ConnectVerifier::testing(world.finicity.clone());
    let verdict = by_link(&world, &verifier, |link| ada.opens(link).unwrap()).await;
    assert_eq!(verdict, Verdict::Refused(Outcome::Pending));
    assert_eq!(ada.did().last(), Some(&ActKind::Left));
}

#[tokio::test]
async fn a_flow_of_dots_that_the_application_shows() {
    let world = World::start().await;
    let ada = somebody(&world, |ada| ada.answers_wrong_then_right().returns_after(Duration::from_mins(1)));
    let step = Step::manage_payouts().require_default_payout_method(true).unwrap();
    let created = world.dots.create_flow(&CreateFlow::new([step]).unwrap()).await.unwrap();
    ada.opens(created.link.expose()).unwrap();
    let complete = WaitForFlow::until_complete(created.flow.id);
    let end = world.dots.wait_for_flow(&complete).await.unwrap();
    assert!(matches!(end, FlowWait::Reached(flow) if flow.user_id.is_some()), "{:?}", ada.acts());
    assert!(world.tenant.double_sends().is_empty());
}

#[tokio::test]
async fn questions_of_spinwheel() {
    let world = World::start().await;
    let ada = somebody(&world, Persona::answers_wrong_then_right);
    let mut verdicts = Vec::new();
    for _ in 0..2 {
        let asked = world.spinwheel.start_kba(&start_kba()).await.unwrap();
        let ids = asked.kba.questions.iter().map(|question| question.id.as_str());
        let Answered::Answers(answers) = ada.answers(ids).await.unwrap() else { panic!("gone") };
        let answer = |answer: verify_sandbox::spinwheel::KbaAnswer| {
            KbaAnswer::new(
                QuestionId::new(answer.question_id).unwrap(),
                AnswerId::new(answer.answer_id).unwrap(),
            )
        };
        let answers: Vec<_> = answers.into_iter().map(answer).collect();
        let connected = world.spinwheel.answer_kba(&AnswerKba::new(asked.user_id, answers)).await;
        verdicts.push(connected.is_ok_and(|connection| connection.is_connected()));
    }
    assert_eq!(verdicts, [false, true]);
}
