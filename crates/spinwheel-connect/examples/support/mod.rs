//! What the examples share, and what an application has in its own form: where Spinwheel is, and who answers for the person.

#![allow(dead_code)] // Each example needs some of it.

use std::env;
use std::error::Error as StdError;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

use spinwheel_connect::{
    Client, Clock, ConnectSms, DateOfBirth, Environment, Error, ExtUserId, KbaQuestion, OtpCode, PhoneNumber,
    SystemClock, UserId, VerifySmsCode,
};
use verify_sandbox::{Fault, FaultKind, ManualClock, Sandbox};

pub(crate) type Failure = Box<dyn StdError>;

/// Spinwheel, and the person.
pub(crate) struct Stage {
    pub(crate) client: Client,
    pub(crate) clock: Arc<dyn Clock>,
    /// The simulated Spinwheel, unless a key was given.
    pub(crate) sandbox: Option<Sandbox>,
}

impl Stage {
    /// With a key in the environment, Spinwheel, or what `SPINWHEEL_BASE_URL` names; else a sandbox inside this program.
    pub(crate) async fn open() -> Result<Self, Failure> {
        let Ok(key) = env::var("SPINWHEEL_SECRET_KEY") else { return Self::simulated().await };
        let environment = match (env::var("SPINWHEEL_BASE_URL"), env::var("SPINWHEEL_SECURE_BASE_URL")) {
            (Ok(standard), Ok(secure)) => Environment::custom(&standard, &secure)?,
            (Err(_), Err(_)) => Environment::Sandbox,
            // Half of it must not lead to Spinwheel, which texts.
            _ => return Err("SPINWHEEL_BASE_URL and SPINWHEEL_SECURE_BASE_URL go together".into()),
        };
        Ok(Self { client: Client::new(environment, key)?, clock: Arc::new(SystemClock), sandbox: None })
    }

    async fn simulated() -> Result<Self, Failure> {
        println!("(no SPINWHEEL_SECRET_KEY: Spinwheel and the person are simulated)");
        // Nobody waits: where the client or the example pauses, the time passes at once.
        let clock = ManualClock::frozen().skipping_pauses();
        let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await?;
        let spinwheel = sandbox.default_tenant().spinwheel();
        let environment = Environment::custom(&spinwheel.base_url(), &spinwheel.secure_base_url())?;
        let client = Client::builder(environment, spinwheel.api_key()).clock(clock.clone()).build()?;
        Ok(Self { client, clock: Arc::new(clock), sandbox: Some(sandbox) })
    }

    /// What the person enters: read from here, or `simulated`.
    pub(crate) fn ask(&self, what: &str, simulated: &str) -> io::Result<String> {
        if self.sandbox.is_some() {
            println!("{what}: {simulated}");
            return Ok(simulated.to_owned());
        }
        print!("{what}: ");
        io::stdout().flush()?;
        let mut line = String::new();
        if io::stdin().read_line(&mut line)? == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "nobody answers: the input has ended"));
        }
        Ok(line.trim().to_owned())
    }

    /// The code that the person reads on their phone.
    pub(crate) fn ask_code(&self, phone: &PhoneNumber) -> Result<OtpCode, Failure> {
        let outbox = self.sandbox.as_ref().map(|sandbox| sandbox.default_tenant().outbox());
        let texted = outbox.and_then(|outbox| outbox.latest_code_for(phone.expose()));
        Ok(OtpCode::new(&self.ask("Code in the text message", &texted.unwrap_or_default())?)?)
    }

    /// Which of the answers is the person's, counted from 1.
    pub(crate) fn ask_option(&self, user: &UserId, question: &KbaQuestion) -> Result<usize, Failure> {
        let spinwheel = self.sandbox.as_ref().map(|sandbox| sandbox.default_tenant().spinwheel());
        let right = spinwheel.and_then(|spinwheel| spinwheel.kba_answers(user.as_str())).unwrap_or_default();
        let known = |id: &str| right.iter().any(|answer| answer.answer_id == id);
        let place = question.options.iter().position(|option| known(option.id.as_str()));
        let number = self.ask("Number of the answer", &place.map_or(0, |at| at + 1).to_string())?;
        Ok(number.parse()?)
    }

    /// In the sandbox: the next call of this operation takes effect, and its answer gets lost on the way.
    pub(crate) fn lose_next_answer(&self, operation: &str) -> Result<(), Failure> {
        if let Some(sandbox) = &self.sandbox {
            let lost = Fault::new(format!("spinwheel.{operation}"), FaultKind::AcceptedThenLost).times(1);
            sandbox.default_tenant().faults().arm(lost)?.keep();
        }
        Ok(())
    }

    /// Somebody who was verified as in `verify_a_phone`.
    pub(crate) async fn verified_user(&self) -> Result<UserId, Failure> {
        let phone = PhoneNumber::new(&self.ask("Phone number", "+12025550143")?)?;
        let birth_date = DateOfBirth::new(&self.ask("Birth date", "1990-01-01")?)?;
        let request = ConnectSms::new(phone.clone(), birth_date, ExtUserId::new("customer-17")?);
        let user = self.client.connect_sms(&request).await?.user_id;
        let code = self.ask_code(&phone)?;
        self.client.verify_sms_code(&VerifySmsCode::new(user.clone(), code)).await?;
        Ok(user)
    }
}

/// How a program ends: an error is one line, and holds no value that was sent or received.
pub(crate) fn end(result: Result<(), Failure>) -> ExitCode {
    let Err(failure) = result else { return ExitCode::SUCCESS };
    eprintln!("{failure}");
    if failure.downcast_ref::<Error>().is_some_and(Error::may_have_acted) {
        eprintln!("It may have happened all the same: look before you do it again.");
    }
    ExitCode::FAILURE
}
