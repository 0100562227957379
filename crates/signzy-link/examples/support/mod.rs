//! What the examples share, and what an application has in its own form: where Signzy is, and who answers for the person.

#![allow(dead_code)] // Each example needs some of it.

use std::env;
use std::error::Error as StdError;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

use signzy_link::{Access, Client, Clock, Environment, Error, PhoneNumber, SystemClock};
use verify_sandbox::signzy::OpenedBy;
use verify_sandbox::{ManualClock, Sandbox};

pub(crate) type Failure = Box<dyn StdError>;

/// Signzy, and the person.
pub(crate) struct Stage {
    pub(crate) client: Client,
    pub(crate) clock: Arc<dyn Clock>,
    /// The simulated Signzy, unless credentials were given.
    pub(crate) sandbox: Option<Sandbox>,
}

impl Stage {
    /// With a token in the environment, Signzy; else a sandbox inside this program.
    pub(crate) async fn open() -> Result<Self, Failure> {
        let Ok(token) = env::var("SIGNZY_TOKEN") else { return Self::simulated().await };
        let environment = match env::var("SIGNZY_BASE_URL") {
            Ok(address) => Environment::custom(&address)?,
            Err(_) => Environment::PreProduction,
        };
        // Not public: it stands in the documentation of your account.
        let path = env::var("SIGNZY_SEND_LINK_PATH").map_err(|_| "SIGNZY_SEND_LINK_PATH is not set")?;
        let client = Client::builder(environment, Access::token(token)).send_link_path(path).build()?;
        Ok(Self { client, clock: Arc::new(SystemClock), sandbox: None })
    }

    async fn simulated() -> Result<Self, Failure> {
        println!("(no SIGNZY_TOKEN: Signzy and the person are simulated)");
        // Nobody waits: where the client or the example pauses, the time passes at once.
        let clock = ManualClock::frozen().skipping_pauses();
        let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await?;
        let signzy = sandbox.default_tenant().signzy();
        let access = Access::token(signzy.static_token());
        let builder = Client::builder(Environment::custom(&signzy.base_url())?, access);
        let client = builder.send_link_path(signzy.send_link_path()).clock(clock.clone()).build()?;
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

    /// The person opens the link in the text message; the simulated one does it so, and a preview looked at it before.
    pub(crate) fn person_opens(&self, phone: &PhoneNumber, by: OpenedBy) -> Result<(), Failure> {
        let Some(sandbox) = &self.sandbox else {
            println!("Open the link in the text message.");
            return Ok(());
        };
        let tenant = sandbox.default_tenant();
        let message = tenant.outbox().last_to(phone.expose()).ok_or("no text")?;
        let link = message.link().and_then(|link| tenant.signzy().link_at(link)).ok_or("no link")?;
        link.open_as_preview()?;
        link.open(by, None)?;
        println!("(the person opens the link: {})", by.as_str());
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
