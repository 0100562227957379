//! What the examples share, and what an application has in its own form: where Dots is, and who answers for the person.

#![allow(dead_code)] // Each example needs some of it.

use std::env;
use std::error::Error as StdError;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

use dots_users::{
    Client, Clock, CreateUser, Email, Environment, Error, Keys, OtpCode, PhoneNumber, SystemClock, UserId,
};
use verify_sandbox::dots::{FlowScreen, Person};
use verify_sandbox::{Fault, FaultKind, ManualClock, Sandbox};

pub(crate) type Failure = Box<dyn StdError>;

/// Dots, and the person.
pub(crate) struct Stage {
    pub(crate) client: Client,
    pub(crate) clock: Arc<dyn Clock>,
    /// The simulated Dots, unless credentials were given.
    pub(crate) sandbox: Option<Sandbox>,
}

impl Stage {
    /// With keys in the environment, Dots; else a sandbox inside this program.
    pub(crate) async fn open() -> Result<Self, Failure> {
        let Ok(client_id) = env::var("DOTS_CLIENT_ID") else { return Self::simulated().await };
        let api_key = env::var("DOTS_API_KEY").map_err(|_| "DOTS_API_KEY is not set")?;
        let environment = match env::var("DOTS_BASE_URL") {
            Ok(address) => Environment::custom(&address)?,
            Err(_) => Environment::Sandbox,
        };
        let keys = Keys::new(client_id.parse()?, api_key);
        Ok(Self { client: Client::new(environment, keys)?, clock: Arc::new(SystemClock), sandbox: None })
    }

    async fn simulated() -> Result<Self, Failure> {
        println!("(no DOTS_CLIENT_ID: Dots and the person are simulated)");
        // Nobody waits: where the client or the example pauses, the time passes at once.
        let clock = ManualClock::frozen().skipping_pauses();
        let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await?;
        let dots = sandbox.default_tenant().dots();
        let keys = Keys::new(dots.client_id().parse()?, dots.api_key());
        let builder = Client::builder(Environment::custom(&dots.base_url())?, keys);
        let client = builder.clock(clock.clone()).build()?;
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

    /// A user for somebody who has said who they are, not verified yet.
    pub(crate) async fn user(&self) -> Result<(UserId, PhoneNumber), Failure> {
        let phone = PhoneNumber::new(&self.ask("Phone number", "+12025550143")?)?;
        let email = Email::new(&self.ask("E-mail address", "ada@example.com")?)?;
        let (first_name, last_name) = (self.ask("First name", "Ada")?, self.ask("Last name", "Example")?);
        let request = CreateUser::new(first_name, last_name, email, phone.clone())?;
        Ok((self.client.create_user(&request).await?.user.id, phone))
    }

    /// In the sandbox: the next call of this operation takes effect, and its answer gets lost on the way.
    pub(crate) fn lose_next_answer(&self, operation: &str) -> Result<(), Failure> {
        if let Some(sandbox) = &self.sandbox {
            let lost = Fault::new(format!("dots.{operation}"), FaultKind::AcceptedThenLost).times(1);
            sandbox.default_tenant().faults().arm(lost)?.keep();
        }
        Ok(())
    }

    /// Shows the person the page of a flow. The simulated person signs in there and wants to be paid by `PayPal`.
    pub(crate) fn show(&self, link: &str) -> Result<(), Failure> {
        let Some(sandbox) = &self.sandbox else {
            println!("Open this, and give it to nobody else: {link}");
            return Ok(());
        };
        let tenant = sandbox.default_tenant();
        let page = tenant.dots().flow(link)?;
        page.introduce(&Person::new("2025550140"))?;
        page.enter_code(&tenant.outbox().latest_code_for("+12025550140").ok_or("no text")?)?;
        page.add_payout_method(&serde_json::json!({"platform": "paypal", "email": "riley@example.com"}))?;
        let done = page.save_payouts(Some("paypal"), None)?.screen == FlowScreen::Done;
        println!("(the person went through the page{})", if done { "" } else { ", and has not finished" });
        Ok(())
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
