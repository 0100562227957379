//! What the examples share, and what an application has in its own form: where DebtCore is, and who answers for the person.

#![allow(dead_code)] // Each example needs some of it.

use std::env;
use std::error::Error as StdError;
use std::io::{self, Write};
use std::process::ExitCode;

use spinwheel_gql::{
    Access, Client, ClientCredentials, Consent, DateOfBirth, Error, KbaQuestion, OtpCode, PhoneNumber,
    ReqOrgContactId, SendSmsVerificationCode, VerifySmsCode,
};
use verify_sandbox::{Fault, FaultKind, ManualClock, Sandbox};

pub(crate) type Failure = Box<dyn StdError>;

/// DebtCore, and the person.
pub(crate) struct Stage {
    pub(crate) client: Client,
    /// The simulated DebtCore, unless credentials were given.
    pub(crate) sandbox: Option<Sandbox>,
}

impl Stage {
    /// With `DEBTCORE_ENDPOINT`, the whole address, in the environment, DebtCore; else a sandbox inside this program. The
    /// credentials are `DEBTCORE_TENANT_ID`, `DEBTCORE_CLIENT_ID`, `DEBTCORE_CLIENT_SECRET` and `DEBTCORE_SCOPE`, or a
    /// token in `DEBTCORE_TOKEN`. `DEBTCORE_AUTHORITY` is for tests: where tokens come from.
    pub(crate) async fn open() -> Result<Self, Failure> {
        let Ok(endpoint) = env::var("DEBTCORE_ENDPOINT") else { return Self::simulated().await };
        let mut builder = Client::builder(endpoint.parse()?, access()?);
        if let Ok(authority) = env::var("DEBTCORE_AUTHORITY") {
            builder = builder.authority(authority.parse()?);
        }
        Ok(Self { client: builder.build()?, sandbox: None })
    }

    async fn simulated() -> Result<Self, Failure> {
        println!("(no DEBTCORE_ENDPOINT: DebtCore and the person are simulated)");
        // Nobody waits: where the client pauses, the time passes at once.
        let clock = ManualClock::frozen().skipping_pauses();
        let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await?;
        let debtcore = sandbox.default_tenant().debtcore();
        let credentials = ClientCredentials::new(
            debtcore.tenant_id().parse()?,
            debtcore.client_id().parse()?,
            debtcore.client_secret(),
            debtcore.scope(),
        );
        let builder = Client::builder(debtcore.endpoint().parse()?, credentials);
        let client = builder.authority(debtcore.authority().parse()?).clock(clock).build()?;
        Ok(Self { client, sandbox: Some(sandbox) })
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
    pub(crate) fn ask_option(
        &self,
        contact: &ReqOrgContactId,
        question: &KbaQuestion,
    ) -> Result<usize, Failure> {
        let debtcore = self.sandbox.as_ref().map(|sandbox| sandbox.default_tenant().debtcore());
        let right = debtcore.and_then(|debtcore| debtcore.kba_answers(contact.as_str())).unwrap_or_default();
        let known = |id: &str| right.iter().any(|answer| answer.answer_id == id);
        let place = question.options.iter().position(|option| known(option.id.as_str()));
        Ok(self.ask("Number of the answer", &place.map_or(0, |at| at + 1).to_string())?.parse()?)
    }

    /// In the sandbox: the next call of this operation takes effect, and its answer gets lost on the way.
    pub(crate) fn lose_next_answer(&self, operation: &str) -> Result<(), Failure> {
        if let Some(sandbox) = &self.sandbox {
            let lost = Fault::new(format!("debtcore.{operation}"), FaultKind::AcceptedThenLost).times(1);
            sandbox.default_tenant().faults().arm(lost)?.keep();
        }
        Ok(())
    }

    /// Has a code texted; the person and their code.
    pub(crate) async fn texted(&self) -> Result<(ReqOrgContactId, OtpCode), Failure> {
        let phone = PhoneNumber::new(&self.ask("Phone number", "+12025550143")?)?;
        let birth_date = DateOfBirth::new(&self.ask("Birth date", "1990-01-01")?)?;
        // Your own id of the person: it ties all steps together.
        let contact = ReqOrgContactId::new("contact-17")?;
        let request = SendSmsVerificationCode::new(phone.clone(), birth_date, contact.clone());
        match self.client.send_sms_verification_code(&request).await? {
            Consent::Sent => Ok((contact, self.ask_code(&phone)?)),
            refused => Err(format!("no code was sent: {refused:?}").into()),
        }
    }

    /// Somebody who has consented as in `consent_by_text_message`.
    pub(crate) async fn consented(&self) -> Result<ReqOrgContactId, Failure> {
        let (contact, code) = self.texted().await?;
        match self.client.verify_sms_code(&VerifySmsCode::new(contact.clone(), code)).await? {
            Consent::Granted => Ok(contact),
            refused => Err(format!("no consent: {refused:?}").into()),
        }
    }
}

fn access() -> Result<Access, Failure> {
    if let Ok(token) = env::var("DEBTCORE_TOKEN") {
        return Ok(Access::Token(token.into()));
    }
    let variable = |name: &str| env::var(name).map_err(|_| format!("{name} is not set"));
    Ok(Access::from(ClientCredentials::new(
        variable("DEBTCORE_TENANT_ID")?.parse()?,
        variable("DEBTCORE_CLIENT_ID")?.parse()?,
        variable("DEBTCORE_CLIENT_SECRET")?,
        variable("DEBTCORE_SCOPE")?,
    )))
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
