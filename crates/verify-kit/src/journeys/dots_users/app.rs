//! The application: a client of the real crate on the sandbox's clock.

use dots_users::{
    Client, CreateUser, CreatedUser, Email, Environment, Error, Keys, OtpCode, PhoneNumber, RetrieveUser,
    Secret, SendVerificationToken, User, UserId, Verification, VerifyToken,
};
use verify_sandbox::Outcome;

use super::{ACCEPTED, BAD_REQUEST, CREATE, OK, RETRIEVE, SEND, VERIFY};
use crate::demo::{Halt, Kind, Stage};
use crate::journeys::ending;

pub(super) struct App {
    pub(super) client: Client,
}

/// Who is to be paid.
pub(super) struct Payee {
    pub(super) name: &'static str,
    pub(super) last_name: &'static str,
    pub(super) email: String,
    pub(super) phone: PhoneNumber,
}

impl Payee {
    /// Somebody whose number nobody else has, the reader's own person neither.
    pub(super) fn new(stage: &Stage<'_>, name: &'static str, phone: &str) -> Result<Self, Halt> {
        let mut phone = PhoneNumber::new(phone)?;
        if phone == stage.person().phone {
            phone = PhoneNumber::new("+12025550159")?;
        }
        let email = format!("{}@example.com", name.to_lowercase());
        Ok(Self { name, last_name: "Testperson", email, phone })
    }

    /// The consumer.
    pub(super) fn person(stage: &Stage<'_>) -> Self {
        let person = stage.person();
        let (email, phone) = (person.email.clone(), person.phone.clone());
        Self { name: person.first_name, last_name: person.last_name, email, phone }
    }

    /// The request that makes them a user.
    pub(super) fn request(&self) -> Result<CreateUser, Halt> {
        Ok(CreateUser::new(self.name, self.last_name, Email::new(&self.email)?, self.phone.clone())?)
    }

    fn asks_to_be_made(&self) -> String {
        format!("{} is to be paid, at the number ending in {}.", self.name, ending(&self.phone))
    }
}

impl App {
    pub(super) fn new(stage: &Stage<'_>) -> Result<Self, Error> {
        let dots = stage.tenant().dots();
        let keys =
            Keys::new(dots.client_id().parse()?, Secret::new(stage.guard(Kind::Secret, dots.api_key())));
        let environment = Environment::custom(&dots.base_url())?;
        let builder = Client::builder(environment, keys).clock(stage.clock().clone());
        let client = builder.transport(stage.transport(&[dots.base_url()])?).build()?;
        Ok(Self { client })
    }

    /// Makes the person a user, with this status as the answer.
    pub(super) async fn create(
        &self,
        stage: &mut Stage<'_>,
        payee: &Payee,
        outcome: Outcome,
    ) -> Result<CreatedUser, Halt> {
        stage.call(CREATE, outcome, payee.asks_to_be_made());
        let created = stage.came(self.client.create_user(stage.sends(&payee.request()?)).await)?;
        Ok(created)
    }

    /// The same for somebody new.
    pub(super) async fn create_new(&self, stage: &mut Stage<'_>, payee: &Payee) -> Result<UserId, Halt> {
        let created = self.create(stage, payee, super::CREATED).await?;
        stage.answer(format!("A user who is {}.", status(&created.user)));
        Ok(created.user.id)
    }

    /// Has a code texted; gives the one on the phone.
    pub(super) async fn text_a_code(
        &self,
        stage: &mut Stage<'_>,
        user: &UserId,
        phone: &PhoneNumber,
        why: &str,
    ) -> Result<String, Halt> {
        stage.call(SEND, ACCEPTED, why);
        stage.came(
            self.client
                .send_verification_token(stage.sends(&SendVerificationToken::text(user.clone())))
                .await,
        )?;
        stage.answer("An empty answer: it is taken on.");
        stage.texted(phone)
    }

    /// Hands in a code that is right.
    pub(super) async fn verify(
        &self,
        stage: &mut Stage<'_>,
        user: &UserId,
        code: &str,
        why: &str,
    ) -> Result<(), Halt> {
        stage.call(VERIFY, OK, why);
        let request = VerifyToken::new(user.clone(), OtpCode::new(code)?)?;
        match stage.came(self.client.verify_token(stage.sends(&request)).await)? {
            Verification::Verified => stage.answer("The right code: the phone number is proved."),
            _ => return Err(Halt::surprise("the right code was not accepted")),
        }
        Ok(())
    }

    /// Hands in a code that is not accepted; to the client that is an answer, and no error.
    pub(super) async fn verify_in_vain(
        &self,
        stage: &mut Stage<'_>,
        user: &UserId,
        code: &str,
        (why, answer): (&str, &str),
    ) -> Result<(), Halt> {
        stage.call(VERIFY, BAD_REQUEST, why);
        let request = VerifyToken::new(user.clone(), OtpCode::new(code)?)?;
        match stage.came(self.client.verify_token(stage.sends(&request)).await)? {
            Verification::WrongToken => stage.answer(answer),
            _ => return Err(Halt::surprise("a code was accepted that is no good")),
        }
        Ok(())
    }

    /// Reads the user.
    pub(super) async fn retrieve(
        &self,
        stage: &mut Stage<'_>,
        user: &UserId,
        why: &str,
    ) -> Result<User, Halt> {
        stage.call(RETRIEVE, OK, why);
        Ok(stage.came(self.client.retrieve_user(stage.sends(&RetrieveUser::new(user.clone()))).await)?)
    }
}

/// How the user stands, in Dots' word.
pub(super) fn status(user: &User) -> &str {
    user.status.as_ref().map_or("of no known status", dots_users::UserStatus::as_str)
}
