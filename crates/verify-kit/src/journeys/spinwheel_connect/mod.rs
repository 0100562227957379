//! Spinwheel: from a phone number and a birth date to a list of debts, and what can go wrong on the way.

mod webhook;

use std::sync::Arc;

use async_trait::async_trait;
use spinwheel_connect::webhook::EventType;
use spinwheel_connect::{
    Address, AnswerId, AnswerKba, Client, ConnectSms, DateOfBirth, Environment, Error, ErrorCode, ExtUserId,
    KbaAnswer, KbaSession, OrderCreditReport, OtpCode, PhoneNumber, QuestionId, RetrieveUser, SmsConnection,
    Ssn, StartKba, UserId, VerifySmsCode,
};
use tokio::sync::mpsc;
use verify_core::Clock;
use verify_sandbox::{Fault, FaultKind, ManualClock, Outcome};

use self::webhook::{CHECKED, HEADER, HEADER_VALUE, handler};
use super::{Journey, ending, mistyped};
use crate::debts::Debts;
use crate::demo::{Halt, Kind, Lane, Person, Scene, Stage, Who};

pub(super) struct SpinwheelConnect;

const CONNECT: &str = "spinwheel.connect_sms";
const VERIFY: &str = "spinwheel.verify_sms_code";
const START_KBA: &str = "spinwheel.start_kba";
const ANSWER_KBA: &str = "spinwheel.answer_kba";
const ORDER: &str = "spinwheel.order_credit_report";
const RETRIEVE: &str = "spinwheel.retrieve_user";

const CREATED: Outcome = Outcome::Answered(201);
const OK: Outcome = Outcome::Answered(200);
const BAD_REQUEST: Outcome = Outcome::Answered(400);

const CONNECTED: Scene = Scene {
    id: "connected",
    title: "A phone number and a birth date become a list of debts",
    intro: "Somebody opens your app, types phone number and birth date, and agrees to Spinwheel's End User Agreement \
            (https://spinwheel.io/legal/end-user-agreement). That consent is what allows the calls below.",
    who: Who::Person,
};

const WRONG_CODE: Scene = Scene {
    id: "wrong_code",
    title: "A wrong code, then the right one",
    intro: "Fingers slip. A code allows five tries, and a wrong one costs nothing but a try.",
    who: Who::Other(
        "Melissa, another customer. It takes nobody special, only a person who is not connected yet.",
    ),
};

const EXPIRED_CODE: Scene = Scene {
    id: "expired_code",
    title: "A code that was typed too late",
    intro: "A code lives for five minutes. Afterwards no try helps: a new one has to be texted.",
    who: Who::Other("Janice, another customer. It takes nobody special, only time."),
};

const NOT_IDENTIFIED: Scene = Scene {
    id: "not_identified",
    title: "Nobody is known by this phone number: questions instead (KBA)",
    intro: "The right code proves that the phone is in the person's hand, not who the person is. Knowledge-based \
            authentication asks what only the right person can answer.",
    who: Who::Other(
        "Riley, born on a day (1951-01-01) with which the sandbox identifies nobody before the questions.",
    ),
};

const LOST_ANSWER: Scene = Scene {
    id: "lost_answer",
    title: "The text goes out, and the answer gets lost",
    intro: "The worst kind of network failure: the API does what it was asked, and the connection breaks before it can \
            say so. A client that tries again sends a second text; this one does not.",
    who: Who::Other("Nolan, another customer. A fault of the sandbox breaks the connection, once."),
};

#[async_trait(?Send)]
impl Journey for SpinwheelConnect {
    fn crate_name(&self) -> &'static str {
        "spinwheel-connect"
    }

    async fn play(&self, stage: &mut Stage<'_>) {
        stage.title("texted code, credit report, debts");
        let app = match App::new(stage) {
            Ok(app) => app,
            Err(error) => {
                stage.begin(&CONNECTED);
                return stage.end(Err(error.into())).await;
            }
        };
        stage.begin(&CONNECTED);
        let outcome = app.connected(stage).await;
        stage.end_of_readers_person(outcome).await;
        stage.begin(&WRONG_CODE);
        let outcome = app.wrong_code(stage).await;
        stage.end(outcome).await;
        stage.begin(&EXPIRED_CODE);
        let outcome = app.expired_code(stage).await;
        stage.end(outcome).await;
        stage.begin(&NOT_IDENTIFIED);
        let outcome = app.not_identified(stage).await;
        stage.end(outcome).await;
        stage.begin(&LOST_ANSWER);
        let outcome = app.lost_answer(stage).await;
        stage.end(outcome).await;
    }
}

/// The application: a client of the real crate, on the sandbox's clock.
struct App {
    client: Client,
    clock: ManualClock,
}

impl App {
    fn new(stage: &Stage<'_>) -> Result<Self, Error> {
        let spinwheel = stage.tenant().spinwheel();
        let hosts = Environment::custom(&spinwheel.base_url(), &spinwheel.secure_base_url())?;
        let clock = stage.clock().clone();
        let transport = stage.transport(&[spinwheel.base_url(), spinwheel.secure_base_url()])?;
        let builder = Client::builder(hosts, stage.guard(Kind::Secret, spinwheel.api_key()));
        let client = builder.transport(transport).clock(clock.clone()).build()?;
        Ok(Self { client, clock })
    }

    async fn connected(&self, stage: &mut Stage<'_>) -> Result<(), Halt> {
        let person = stage.person().clone();
        let (user_id, code) = self.text_a_code(stage, &person.phone, &person.birth_date, Person::ID).await?;
        stage.later(20);
        stage.pass(Lane::Phone, Lane::App, "code", "The person reads the text and types the six digits.");
        self.verify(stage, &user_id, &code, "Is this the code you sent?").await?;
        self.order_and_hear(stage, &user_id).await?;
        stage.call(RETRIEVE, OK, "A webhook is a hint, not a fact. What does the person owe?");
        let user = stage.came(self.client.retrieve_user(stage.sends(&RetrieveUser::new(user_id))).await)?;
        let debts = Debts::from(&user);
        stage.answer(format!("{} debts, {} in total.", debts.count(), debts.total()));
        stage.debts(&debts);
        stage.memory().borrow_mut().debts = Some((debts.count(), debts.total()));
        Ok(())
    }

    async fn wrong_code(&self, stage: &mut Stage<'_>) -> Result<(), Halt> {
        let (phone, born) = (PhoneNumber::new("+12025550141")?, DateOfBirth::new("1990-03-01")?);
        let (user_id, code) = self.text_a_code(stage, &phone, &born, "customer-2").await?;
        stage.later(15);
        stage.call(VERIFY, BAD_REQUEST, "The person has mistyped a digit.");
        let wrong = OtpCode::new(&mistyped(&code))?;
        let error = refused(stage.came(
            self.client.verify_sms_code(stage.sends(&VerifySmsCode::new(user_id.clone(), wrong))).await,
        ))?;
        tell_refusal(stage, &error, "Not this code");
        stage.later(10);
        self.verify(stage, &user_id, &code, "Another look; the same code is still good.").await
    }

    async fn expired_code(&self, stage: &mut Stage<'_>) -> Result<(), Halt> {
        let (phone, born) = (PhoneNumber::new("+12025550142")?, DateOfBirth::new("1990-04-10")?);
        let (user_id, code) = self.text_a_code(stage, &phone, &born, "customer-3").await?;
        stage.later(301);
        stage.call(VERIFY, BAD_REQUEST, "The right code, one second too late.");
        let late = VerifySmsCode::new(user_id, OtpCode::new(&code)?);
        let error = refused(stage.came(self.client.verify_sms_code(stage.sends(&late)).await))?;
        tell_refusal(stage, &error, "That code has expired");
        let (user_id, code) = self.text_a_code(stage, &phone, &born, "customer-3").await?;
        stage.later(20);
        self.verify(stage, &user_id, &code, "The new code, in time.").await
    }

    async fn not_identified(&self, stage: &mut Stage<'_>) -> Result<(), Halt> {
        // A birth date with which the sandbox does not identify anybody until KBA.
        let (phone, born) = (PhoneNumber::new("+12025550143")?, DateOfBirth::new("1951-01-01")?);
        let (user_id, code) = self.text_a_code(stage, &phone, &born, "customer-4").await?;
        stage.later(20);
        stage.call(VERIFY, BAD_REQUEST, "The right code, in time.");
        let right = VerifySmsCode::new(user_id.clone(), OtpCode::new(&code)?);
        let error = refused(stage.came(self.client.verify_sms_code(stage.sends(&right)).await))?;
        tell_refusal(stage, &error, "The code is right, but phone and birth date lead to nobody");
        stage.later(60);
        let session = self.start_kba(stage, born, user_id).await?;
        let answers = ask_questions(stage, &session)?;
        stage.later(40);
        stage.call(ANSWER_KBA, OK, "One chosen answer for each question.");
        let connection = stage
            .came(self.client.answer_kba(stage.sends(&AnswerKba::new(session.user_id, answers))).await)?;
        if !connection.is_connected() {
            return Err(Halt::surprise("right answers did not connect the person"));
        }
        stage.answer("All of them right: the person is connected. What follows is as in scene 1.");
        Ok(())
    }

    async fn lost_answer(&self, stage: &mut Stage<'_>) -> Result<(), Halt> {
        let (phone, born) = (PhoneNumber::new("+12025550144")?, DateOfBirth::new("1990-04-12")?);
        let ours = ExtUserId::new("customer-5")?;
        let fault = Fault::new(CONNECT, FaultKind::AcceptedThenLost).times(1);
        let armed = stage.tenant().faults().arm(fault);
        let _armed = armed.map_err(|error| Halt::surprise(error.to_string()))?;
        stage.call(CONNECT, Outcome::ClosedAfterProcessing, asks_for_a_code(&phone));
        let request = ConnectSms::new(phone.clone(), born, ours.clone()).consent_timestamp(self.clock.now());
        let error = refused(stage.came(self.client.connect_sms(stage.sends(&request)).await))?;
        if !error.may_have_acted() {
            return Err(Halt::surprise("the error does not say that the call may have had its effect"));
        }
        let code = stage.texted(&phone)?;
        stage.no_answer("The connection breaks. The app cannot see the text message above.");
        stage.note(Lane::App, "the error", format!("“{error}”"));
        let delivery =
            format!("{:?}. So nothing is sent again by itself; the app looks first.", error.delivery());
        stage.note(Lane::App, "error.delivery()", delivery);
        stage.call(RETRIEVE, OK, "Do you know this customer by our own id?");
        let user = stage.came(self.client.retrieve_user(stage.sends(&RetrieveUser::new(ours))).await)?;
        stage.answer(
            "Yes: the request had arrived. (What Spinwheel shows before the code was checked is not documented; \
             the sandbox shows the user.)",
        );
        stage.later(25);
        let user_id = user.user_id.ok_or_else(|| Halt::surprise("the user has no id"))?;
        self.verify(stage, &user_id, &code, "With that user id, the one code that was sent is enough.").await
    }

    /// Has a code texted; gives the user's id and the code on the phone.
    async fn text_a_code(
        &self,
        stage: &mut Stage<'_>,
        phone: &PhoneNumber,
        born: &DateOfBirth,
        ours: &str,
    ) -> Result<(UserId, String), Halt> {
        stage.call(CONNECT, CREATED, asks_for_a_code(phone));
        let request = ConnectSms::new(phone.clone(), born.clone(), ExtUserId::new(ours)?);
        let connection = stage
            .came(self.client.connect_sms(stage.sends(&request.consent_timestamp(self.clock.now()))).await)?;
        stage.answer(accepted(&connection));
        let code = stage.texted(phone)?;
        Ok((connection.user_id, code))
    }

    async fn verify(&self, stage: &mut Stage<'_>, user: &UserId, code: &str, why: &str) -> Result<(), Halt> {
        stage.call(VERIFY, OK, why);
        let request = VerifySmsCode::new(user.clone(), OtpCode::new(code)?);
        let connection = stage.came(self.client.verify_sms_code(stage.sends(&request)).await)?;
        if !connection.is_connected() {
            return Err(Halt::surprise("the right code did not connect the person"));
        }
        let name = connection.profile.as_ref().and_then(|profile| {
            Some(format!(
                "{} {}",
                profile.first_name.as_ref()?.expose(),
                profile.last_name.as_ref()?.expose()
            ))
        });
        let name = name.unwrap_or_else(|| "somebody without a name".to_owned());
        stage.answer(format!("The right code. Spinwheel has found the person and connected them: {name}."));
        Ok(())
    }

    /// Orders the report and waits for the webhook that announces it.
    async fn order_and_hear(&self, stage: &mut Stage<'_>, user: &UserId) -> Result<(), Halt> {
        let (told, mut events) = mpsc::unbounded_channel();
        let receiver = stage.receive(Arc::new(handler(told)?)).await?;
        let webhooks = stage.tenant().webhooks();
        let header = [(HEADER, stage.guard(Kind::Secret, HEADER_VALUE))];
        let registered = webhooks.register("*", receiver.url(), &header);
        let registered = registered.map_err(|error| Halt::surprise(error.to_string()))?;
        stage.call(ORDER, OK, "Please have the person's debts fetched from a credit bureau.");
        stage.came(
            self.client.order_credit_report(stage.sends(&OrderCreditReport::new(user.clone()))).await,
        )?;
        stage.answer("Ordered. It takes a moment; the app does not stand and wait.");
        let before = webhooks.deliveries().len();
        stage.later(2);
        let arrived = stage.webhooks(before, 1).await;
        // The receiver goes with this scene; what other scenes cause is not for it.
        webhooks.unregister(registered);
        let Some(event) = events.try_recv().ok().filter(|_| arrived) else {
            return no_webhook(stage);
        };
        let there = event.event_type == EventType::UserLiabilitiesConnected && event.user_id == *user;
        let what = if there { "The report is there." } else { "There will be no report." };
        stage.pass(
            Lane::Api,
            Lane::Webhook,
            event.event_type.as_str().to_owned(),
            format!("{what} {CHECKED}"),
        );
        if there { Ok(()) } else { no_report(stage) }
    }

    async fn start_kba(
        &self,
        stage: &mut Stage<'_>,
        born: DateOfBirth,
        user: UserId,
    ) -> Result<KbaSession, Halt> {
        stage.call(
            START_KBA,
            CREATED,
            "Name, address and Social Security number, typed by the person. This one goes to Spinwheel's secure host; \
             the crate knows which.",
        );
        let address = Address::new("1 Sample Street", "Spencer", "IA", "51301");
        let ssn = Ssn::new("666-01-0008")?;
        let request = StartKba::new("Riley", "Testperson", born, ssn, address, user);
        let session = stage.came(self.client.start_kba(stage.sends(&request)).await)?;
        stage.answer(format!("{} questions to ask.", session.kba.questions.len()));
        Ok(session)
    }
}

/// The error of a call that is to be refused.
fn refused<T>(result: Result<T, Error>) -> Result<Error, Halt> {
    result.err().ok_or_else(|| Halt::surprise("the call should have been refused and was not"))
}

fn no_webhook(stage: &mut Stage<'_>) -> Result<(), Halt> {
    if !stage.person().own {
        return Err(Halt::surprise("no webhook arrived"));
    }
    stage.note(
        Lane::App,
        "no webhook",
        "The report on the person you chose is never done; an app must not wait for ever.",
    );
    Err(Halt::Over)
}

fn no_report(stage: &mut Stage<'_>) -> Result<(), Halt> {
    if !stage.person().own {
        return Err(Halt::surprise("the webhook is about something else"));
    }
    stage.note(
        Lane::App,
        "no report",
        "For the person you chose the bureau has none; there are no debts to show.",
    );
    Err(Halt::Over)
}

fn asks_for_a_code(phone: &PhoneNumber) -> String {
    format!("Please text a code to the number ending in {}.", ending(phone))
}

fn accepted(connection: &SmsConnection) -> String {
    format!("A code is on its way, good for {} seconds.", connection.code_lifetime().as_secs())
}

/// A refusal, and what the error says to do about it.
fn tell_refusal(stage: &mut Stage<'_>, error: &Error, what: &str) {
    let code = ErrorCode::of(error);
    let name = code.as_ref().map_or("refused", ErrorCode::as_str).to_owned();
    let next =
        code.map_or_else(String::new, |code| format!(" The error says what to do: {}.", code.next_step()));
    stage.refusal(&name, format!("{what}.{next}"));
}

/// The questions as the app shows them; the person answers all of them right.
fn ask_questions(stage: &mut Stage<'_>, session: &KbaSession) -> Result<Vec<KbaAnswer>, Halt> {
    let right = stage.tenant().spinwheel().kba_answers(session.user_id.as_str()).unwrap_or_default();
    let count = session.kba.questions.len();
    let mut chosen = Vec::new();
    for (index, question) in session.kba.questions.iter().enumerate() {
        let answer = right.iter().find(|answer| answer.question_id == question.id.as_str());
        let answer = answer.ok_or_else(|| Halt::surprise("a question has no right answer"))?;
        let text = format!("“{}” The person picks “{}”.", question.question.expose(), answer.text);
        stage.note(Lane::App, format!("question {} of {count}", index + 1), text);
        let (question, answer) = (QuestionId::new(&answer.question_id)?, AnswerId::new(&answer.answer_id)?);
        chosen.push(KbaAnswer::new(question, answer));
    }
    Ok(chosen)
}
