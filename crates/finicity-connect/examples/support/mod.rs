//! What the examples share, and what an application has in its own form: where Finicity is, and who answers for the person.

#![allow(dead_code)] // Each example needs some of it.

use std::env;
use std::error::Error as StdError;
use std::io::{self, Write};
use std::process::ExitCode;

use finicity_connect::{Client, CreateTestingCustomer, CustomerId, Environment, Error, Partner, Username};
use verify_sandbox::finicity::Step;
use verify_sandbox::{ManualClock, Sandbox};

/// Finicity's test institution `FinBank`.
const FINBANK: u64 = 101_732;

pub(crate) type Failure = Box<dyn StdError>;

/// Finicity, and the person.
pub(crate) struct Stage {
    pub(crate) client: Client,
    /// The simulated Finicity, unless credentials were given.
    pub(crate) sandbox: Option<Sandbox>,
}

impl Stage {
    /// With credentials in the environment, Finicity; else a sandbox inside this program.
    pub(crate) async fn open() -> Result<Self, Failure> {
        let Ok(id) = env::var("FINICITY_PARTNER_ID") else { return Self::simulated().await };
        let variable = |name: &str| env::var(name).map_err(|_| format!("{name} is not set"));
        let environment = match env::var("FINICITY_BASE_URL") {
            Ok(address) => Environment::custom(&address)?,
            Err(_) => Environment::Finicity,
        };
        let partner =
            Partner::new(id.parse()?, variable("FINICITY_PARTNER_SECRET")?, variable("FINICITY_APP_KEY")?);
        Ok(Self { client: Client::new(environment, partner)?, sandbox: None })
    }

    async fn simulated() -> Result<Self, Failure> {
        println!("(no FINICITY_PARTNER_ID: Finicity and the person are simulated)");
        // Nobody waits: where the client pauses, the time passes at once.
        let clock = ManualClock::frozen().skipping_pauses();
        let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await?;
        let finicity = sandbox.default_tenant().finicity();
        let partner =
            Partner::new(finicity.partner_id().parse()?, finicity.partner_secret(), finicity.app_key());
        let builder = Client::builder(Environment::custom(&finicity.base_url())?, partner);
        Ok(Self { client: builder.clock(clock).build()?, sandbox: Some(sandbox) })
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

    /// A customer for tests: free, and for test institutions alone. The name must be new.
    pub(crate) async fn customer(&self) -> Result<CustomerId, Failure> {
        let username = Username::new(self.ask("Name of a new customer", "customer-17")?)?;
        Ok(self.client.create_testing_customer(&CreateTestingCustomer::new(username)).await?.id)
    }

    /// Sends the person to a Connect page, and waits until they are back. The simulated person signs in at `FinBank` and shares
    /// all accounts.
    pub(crate) fn visit(&self, link: &str) -> Result<(), Failure> {
        let Some(sandbox) = &self.sandbox else {
            println!("Open this, and give it to nobody else: {link}");
            self.ask("Press Enter when you are done", "")?;
            return Ok(());
        };
        let session = sandbox.default_tenant().finicity().open(link)?;
        session.choose(FINBANK)?;
        let Step::Accounts { accounts } = session.sign_in("demo", "go")? else {
            return Err("this user signs in without more ado".into());
        };
        session.add_accounts(accounts.iter().map(|account| account.id.as_str()))?;
        session.done()?;
        println!("(the person signed in at FinBank and shared {} accounts)", accounts.len());
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
