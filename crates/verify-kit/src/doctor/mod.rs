//! `verify-kit doctor`: whether what is configured can work.

mod asking;
mod callback;
mod clients;
mod configured;
mod environment;
mod finding;
mod formed;
mod live;
mod login;
mod probe;
mod reach;
mod report;
mod sandbox;
mod skew;
mod subject;
mod surroundings;
mod text;

use std::time::Duration;

use serde_json::Value;

use crate::control::{SandboxAddress, VARIABLE};
use crate::exit::Failure;
use crate::output;
use callback::{Caller, Reach};
use clients::{addresses, client};
use finding::{Finding, Level, Section};
use live::Live;
use report::Report;
use subject::{SUBJECTS, Subject, Webhooks};
use surroundings::Surroundings;

/// How long a sandbox that is not looked at may take to say what it gives away: a moment, where there is one.
const SOON: Duration = Duration::from_secs(10);

const EXAMPLES: &str = "\
Looks at what is configured for each provider, and at a sandbox if one is named (with --live, only
if it is with --sandbox); never prints the value of a variable. Without --live no provider is asked
anything. With it, each is sent a request without credentials; then the credentials are tried, but
at Finicity, and at Signzy with a password, only with --login: five failed logins lock a Finicity
account.

Examples:
  verify-kit doctor
  verify-kit doctor --live sandbox --provider spinwheel-connect --provider dots-users
  verify-kit doctor --sandbox http://127.0.0.1:8700 --callback http://127.0.0.1:3000/webhooks
  verify-kit doctor --live production --callback https://app.example.com/webhooks --probe

Exit codes:
  0 no problems, 1 problems, 2 usage, 4 all problems are a matter of credentials";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A provider to look at, once for each; else all of which anything is configured
    #[arg(long = "provider", value_name = "CRATE", value_parser = SUBJECTS.each_ref().map(|subject| subject.krate))]
    providers: Vec<String>,
    /// The real environment that the configuration is for
    #[arg(long, value_name = "ENVIRONMENT", value_enum)]
    live: Option<Live>,
    #[arg(
        long,
        value_name = "URL",
        help = "A running sandbox: any address that `sandbox up` printed [env: VERIFY_SANDBOX_URL]"
    )]
    sandbox: Option<String>,
    /// The address that webhooks are to be sent to; one on this machine is sent one that nobody signed
    #[arg(long, value_name = "URL")]
    callback: Option<String>,
    #[command(flatten)]
    sends: Sends,
    /// Print a line of JSON for each check
    #[arg(long, help_heading = "Output")]
    json: bool,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "How much is sent")]
struct Sends {
    /// Log in where that could do harm, too: at Finicity, and at Signzy with a password
    #[arg(long, requires = "live")]
    login: bool,
    /// Send the callback a webhook that nobody signed, wherever it is
    #[arg(long, requires = "callback")]
    probe: bool,
    /// Send nothing to anybody
    #[arg(long, conflicts_with_all = ["login", "probe"])]
    offline: bool,
}

pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    args.run(&Surroundings::of_process()).await
}

impl Args {
    async fn run(&self, around: &Surroundings) -> Result<(), Failure> {
        let named = self.named_sandbox()?;
        let subjects = self.subjects(around)?;
        if subjects.is_empty() && named.is_none() && self.callback.is_none() {
            return Err(Failure::usage("there is nothing to look at: no variable of a provider is set")
                .next(format!(
                    "name a provider with --provider, or a sandbox with --sandbox or {VARIABLE}"
                )));
        }
        let mut report = Report::new(self.json);
        let mut given = self.given_by_another().await;
        if let Some(address) = named.as_ref().filter(|_| !self.sends.offline) {
            let (findings, known) = sandbox::check(address, &subjects, around).await;
            given = known;
            report.show(&Section { about: "sandbox", findings })?;
        }
        for subject in &subjects {
            let findings = self.of_provider(subject, named.is_some(), given.as_ref(), around).await;
            report.show(&Section { about: subject.krate, findings })?;
        }
        if let Some(text) = &self.callback {
            let findings = self.of_callback(text, &subjects, named.is_some(), around).await;
            report.show(&Section { about: "callback", findings })?;
        }
        if self.live.is_none() && !subjects.is_empty() && !self.json {
            output::talk("No provider was asked anything; --live ENVIRONMENT does that.");
        }
        if self.live.is_some() && subjects.is_empty() && !self.json {
            output::talk("No provider was looked at: no variable of one is set. --provider names one.");
        }
        report.finish()
    }

    fn subjects(&self, around: &Surroundings) -> Result<Vec<&'static Subject>, Failure> {
        let wanted = |subject: &&Subject| match self.providers.as_slice() {
            [] => configured::is_begun(subject, around),
            named => named.iter().any(|name| name == subject.krate),
        };
        let subjects: Vec<_> = SUBJECTS.iter().filter(wanted).collect();
        let named = subjects.iter().filter(|_| !self.providers.is_empty());
        for (subject, live) in named.filter_map(|subject| Some((subject, self.live?))) {
            if subject.hosts_of(live).is_none() {
                let says = format!("{} has no environment {}", subject.name, live.as_str());
                return Err(Failure::usage(says).next(format!("it has {}", subject.environments())));
            }
        }
        Ok(subjects)
    }

    /// The sandbox to look at. Who asks about a real environment hears nothing of a sandbox that a variable happens to name.
    fn named_sandbox(&self) -> Result<Option<SandboxAddress>, Failure> {
        if self.is_beside_a_sandbox() { Ok(None) } else { SandboxAddress::named(self.sandbox.as_deref()) }
    }

    fn is_beside_a_sandbox(&self) -> bool {
        self.live.is_some() && self.sandbox.is_none()
    }

    /// What the sandbox gives away that is not looked at, if there is one: none of it may be sent to a provider.
    async fn given_by_another(&self) -> Option<Value> {
        if self.sends.offline || !self.is_beside_a_sandbox() {
            return None;
        }
        let address = SandboxAddress::named(None).ok()??;
        address.get_within("credentials", SOON).await.ok()
    }

    async fn of_provider(
        &self,
        subject: &Subject,
        has_sandbox: bool,
        given: Option<&Value>,
        around: &Surroundings,
    ) -> Vec<Finding> {
        if self.live.is_none() && has_sandbox && !configured::is_begun(subject, around) {
            return vec![Finding::ok("configuration", "nothing is set, and a sandbox needs nothing")];
        }
        let mut findings = configured::check(subject, around);
        findings.extend(formed::check(subject, around));
        let live = self.live.filter(|live| subject.hosts_of(*live).is_some());
        findings.extend(environment::check(subject, live, given, around));
        if let Some(live) = self.live {
            self.ask(subject, live, around, &mut findings).await;
        }
        findings
    }

    /// Asks the provider; its credentials only where nothing was found to be wrong with them.
    async fn ask(&self, subject: &Subject, live: Live, around: &Surroundings, findings: &mut Vec<Finding>) {
        let Some(places) = addresses(subject, live, around) else {
            let says = format!("{} has no environment {}, and was not asked", subject.name, live.as_str());
            let fix = format!(
                "look at it by itself, with --provider {}: it has {}",
                subject.krate,
                subject.environments()
            );
            findings.push(Finding::warning("environment", says, fix));
            return;
        };
        if self.sends.offline {
            return;
        }
        let sound = findings.iter().all(|finding| finding.level != Level::Problem);
        let known: Vec<_> = places.iter().filter(|place| !place.url.is_empty()).cloned().collect();
        let asked = reach::check(&known, around).await;
        let reached = asked.iter().all(|finding| finding.level != Level::Problem);
        findings.extend(asked);
        if !sound || !reached {
            return;
        }
        let Ok(client) = client(subject, &places, around) else { return };
        findings.extend(match login::reason_not_to(&client, self.sends.login, findings) {
            Some(reason) => {
                Some(Finding::ok("credentials", format!("not logged in at {}: {reason}", subject.name)))
            }
            None => login::check(&client, subject.name).await,
        });
    }

    async fn of_callback(
        &self,
        text: &str,
        subjects: &[&Subject],
        has_sandbox: bool,
        around: &Surroundings,
    ) -> Vec<Finding> {
        let caller = match (self.live, has_sandbox) {
            (Some(_), _) => Caller::Provider,
            (None, true) => Caller::Sandbox,
            (None, false) => Caller::Anybody,
        };
        let (mut findings, uri) = callback::check(text, caller);
        if !subjects.is_empty() && subjects.iter().all(|subject| subject.webhooks == Webhooks::None) {
            let says = "none of these providers is known to send webhooks";
            findings.push(Finding::warning("callback", says, "poll: each crate has a call for it"));
        }
        let Some(uri) = uri.filter(|_| !self.sends.offline) else { return findings };
        if !self.sends.probe && callback::reach(&uri) != Reach::ThisMachine {
            let says = "the address is not on this machine, and was sent nothing; --probe does it";
            findings.push(Finding::ok("unsigned webhook", says));
            return findings;
        }
        let who = |how: Webhooks| subjects.iter().filter(move |subject| subject.webhooks == how);
        let signers: Vec<&str> = who(Webhooks::Signed).map(|subject| subject.name).collect();
        let unsigned = who(Webhooks::Unsigned).next().is_some();
        output::talk("doctor posts {} without a signature to the callback.");
        findings.push(probe::check(&uri, &signers, unsigned, &around.clock).await);
        findings
    }
}

#[cfg(test)]
mod tests;
