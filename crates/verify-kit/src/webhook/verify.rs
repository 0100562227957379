//! `webhook verify`: whether a webhook is genuine, and if it is not, why.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use serde_json::{Value, json};
use verify_core::Secret;

use super::body::{self, Source};
use super::deliveries::{Log, id};
use super::diagnose::{self, Case, Genuine, Mistake, Sent, TRIED, Verdict, Whose, diagnose_unsigned};
use super::secret::{self, DOTS_ENDPOINT, SecretArgs};
use super::sender::Sender;
use super::sign::time;
use crate::control::SandboxAddress;
use crate::duration::shown;
use crate::exit::Failure;
use crate::known;
use crate::output;

const NOTES: &str = "\
Give the headers as they came, all of them if you can, and the body byte for byte. The verdict is on
stdout: `genuine`, with the event, its id and age; or `not genuine`, with each mistake by its name.
Neither body nor secret nor a signature is printed. The exit code is 0 when it is genuine, else 3.

A sandbox gives its own secrets and knows what it has sent; with --live the environment is taken.

Examples:
  verify-kit webhook verify --provider finicity-connect --body @body.json \\
      --header 'x-finicity-signature: …' --live
  verify-kit webhook verify --provider dots-users --body @body.json --header @headers.txt
  verify-kit webhook verify --provider dots-users --body @- --header 'svix-id: …' \\
      --header 'svix-timestamp: …' --header 'svix-signature: …' --at 2026-01-15T12:00:00Z < body
  verify-kit webhook verify --provider spinwheel-connect --check-header x-webhook-key \\
      --body @body.json --header 'x-webhook-key: …' --live --json";

/// Credentials of the environment that may have been taken for the secret.
const VARIABLES: [(&str, Whose); 8] = [
    ("FINICITY_PARTNER_SECRET", Whose::PartnerSecret),
    ("FINICITY_PARTNER_ID", Whose::PartnerId),
    ("FINICITY_APP_KEY", Whose::AppKey),
    ("DOTS_WEBHOOK_SECRET", Whose::DotsWebhook),
    ("DOTS_CLIENT_ID", Whose::DotsClientId),
    ("DOTS_API_KEY", Whose::DotsApiKey),
    ("SPINWHEEL_SECRET_KEY", Whose::SpinwheelKey),
    ("SPINWHEEL_WEBHOOK_HEADER_VALUE", Whose::SpinwheelHeader),
];

/// So many other tenants are looked at.
const MOST_TENANTS: usize = 20;

/// The same of a sandbox.
const GIVEN: [(&str, Whose); 6] = [
    ("/finicity/partner_secret", Whose::PartnerSecret),
    ("/finicity/partner_id", Whose::PartnerId),
    ("/finicity/app_key", Whose::AppKey),
    ("/dots/client_id", Whose::DotsClientId),
    ("/dots/api_key", Whose::DotsApiKey),
    ("/spinwheel/secret_key", Whose::SpinwheelKey),
];

#[derive(Debug, clap::Args)]
#[command(after_help = NOTES)]
pub(super) struct Args {
    /// Who is said to have sent it
    #[arg(long, value_name = "PROVIDER", value_enum)]
    provider: Sender,
    /// The body: @FILE, or @- for stdin (after the lines with secrets)
    #[arg(long, value_name = "@FILE", default_value = "@-", value_parser = body::source)]
    body: Source,
    /// A header that came with it, `Name: value`, or @FILE with such lines; may be given several times
    #[arg(long = "header", short = 'H', value_name = "HEADER", value_parser = body::headers)]
    headers: Vec<body::Headers>,
    /// When it arrived, ISO 8601 or seconds since 1970; else now, by the sandbox's clock if it is one
    #[arg(long, value_name = "TIME", value_parser = time)]
    at: Option<SystemTime>,
    /// Spinwheel alone: the header you chose
    #[arg(long, value_name = "NAME")]
    check_header: Option<String>,
    /// Read the secret before a rotation from stdin, too: the line after --secret-stdin's
    #[arg(long)]
    previous_secret_stdin: bool,
    #[command(flatten)]
    secret: SecretArgs,
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        self.check()?;
        let sandbox = self.secret.sandbox()?;
        let header = self.check_header.as_deref();
        let secret = self.secret.secret_as_given(self.provider, sandbox.as_ref(), header).await?;
        let others = self.others(sandbox.as_ref(), &secret).await?;
        let body = self.body.read("--body")?;
        if body.is_empty() {
            return Err(Failure::usage(
                "--body: there is no body: it is empty, as stdin is when it is closed",
            ));
        }
        let headers = body::all_headers(&self.headers)?;
        let now = match self.at {
            Some(at) => at,
            None => secret::now(sandbox.as_ref()).await?,
        };
        let verdict = match self.provider.scheme() {
            Some(scheme) => {
                let sent = sent(sandbox.as_ref()).await?;
                let (headers, body, secret) = (&headers, body.as_slice(), &secret);
                diagnose::diagnose(&Case { scheme, headers, body, secret, others: &others, sent: &sent, now })
            }
            None => diagnose_unsigned(header.unwrap_or_default(), &secret, &others, &headers, &body, now)
                .map_err(|error| Failure::usage(format!("--check-header: {error}")))?,
        };
        self.conclude(&verdict)
    }

    fn check(&self) -> Result<(), Failure> {
        match (self.provider, &self.check_header) {
            (Sender::SpinwheelConnect, None) => Err(Failure::usage(
                "--check-header is missing: Spinwheel signs nothing, and a header you chose is all there is to check",
            )),
            (Sender::SpinwheelConnect, Some(_)) | (_, None) => Ok(()),
            (_, Some(_)) => {
                Err(Failure::usage("--check-header is for Spinwheel: this provider signs its webhooks"))
            }
        }
    }

    /// All other secrets that are at hand; none of them leaves this process.
    async fn others(
        &self,
        sandbox: Option<&SandboxAddress>,
        secret: &Secret,
    ) -> Result<Vec<(Whose, Secret)>, Failure> {
        let mut others = Vec::new();
        if self.previous_secret_stdin {
            let line = body::stdin_line()?.ok_or_else(|| crate::ask::no_line("--previous-secret-stdin"))?;
            others.push((Whose::Previous, Secret::new(line)));
        }
        if let Some(sandbox) = sandbox {
            let given = sandbox.get("credentials").await?;
            others.extend(GIVEN.iter().filter_map(|(pointer, whose)| {
                Some((*whose, Secret::new(given.pointer(pointer)?.as_str()?)))
            }));
            // A sandbox need not simulate Dots.
            let endpoint = sandbox.get(DOTS_ENDPOINT).await.unwrap_or_default();
            others.extend(endpoint["secret"].as_str().map(|text| (Whose::DotsWebhook, Secret::new(text))));
            others.extend(self.of_other_tenants(sandbox).await?);
        }
        others.extend(VARIABLES.iter().filter_map(|(variable, whose)| {
            Some((*whose, Secret::new(std::env::var(variable).ok().filter(|text| !text.is_empty())?)))
        }));
        others.retain(|(_, other)| other != secret);
        Ok(others)
    }

    /// What signs for the other tenants of the sandbox.
    async fn of_other_tenants(&self, sandbox: &SandboxAddress) -> Result<Vec<(Whose, Secret)>, Failure> {
        let mut secrets = Vec::new();
        if self.provider == Sender::SpinwheelConnect {
            return Ok(secrets);
        }
        let tenants = sandbox.tenants().await?;
        let others = known::texts(&tenants["tenants"]).into_iter().filter(|name| *name != sandbox.tenant());
        for tenant in others.take(MOST_TENANTS) {
            let other = sandbox.clone().for_tenant(tenant);
            // One that was reset away in the meantime tells nothing.
            let secret = secret::given_by(&other, self.provider, None).await;
            secrets.extend(secret.ok().map(|secret| (Whose::OtherTenant, secret)));
        }
        Ok(secrets)
    }

    fn conclude(&self, verdict: &Verdict) -> Result<(), Failure> {
        let name = self.provider.name();
        if self.secret.running.json {
            output::json(&as_json(verdict))?;
        } else {
            lines(verdict).iter().try_for_each(output::out)?;
        }
        match verdict {
            Verdict::Genuine(_) => {
                if self.provider == Sender::SpinwheelConnect {
                    output::talk(
                        "Spinwheel signs nothing: the header shows that the sender knows its value, not that the body is untouched.",
                    );
                }
                Ok(())
            }
            Verdict::Mistaken { certain: true, .. } => {
                Err(Failure::refused(format!("as it stands, nothing proves that this is from {name}")))
            }
            _ => Err(Failure::refused(format!("nothing proves that this is from {name}")).next(
                "compare the bytes that arrived with what was sent, and make sure that the secret is that of this endpoint",
            )),
        }
    }
}

/// What the sandbox has in its log.
async fn sent(sandbox: Option<&SandboxAddress>) -> Result<Vec<Sent>, Failure> {
    let Some(sandbox) = sandbox else { return Ok(Vec::new()) };
    let log = Log::read(sandbox).await?;
    Ok(log.deliveries.iter().map(delivery).collect())
}

fn delivery(delivery: &Value) -> Sent {
    let pairs = delivery["headers"].as_array().into_iter().flatten();
    let header = |pair: &Value| Some((pair[0].as_str()?.parse().ok()?, pair[1].as_str()?.parse().ok()?));
    let headers: HeaderMap = pairs.filter_map(header).collect();
    let body = delivery["body"].as_str().unwrap_or_default().as_bytes().to_vec();
    Sent { number: id(delivery), headers, body }
}

fn as_json(verdict: &Verdict) -> Value {
    match verdict {
        Verdict::Genuine(Genuine { event, id, age, remark }) => {
            json!({"verdict": "genuine", "event": event, "id": id, "ageSeconds": age, "remark": remark})
        }
        Verdict::Mistaken { mistakes, certain } => {
            let mistakes: Vec<Value> =
                mistakes.iter().map(|one| json!({"mistake": one.name(), "text": one.to_string()})).collect();
            json!({"verdict": "not genuine", "certain": certain, "mistakes": mistakes})
        }
        Verdict::Unexplained => json!({"verdict": "not genuine", "mistakes": [], "tried": TRIED}),
    }
}

fn lines(verdict: &Verdict) -> Vec<String> {
    match verdict {
        Verdict::Genuine(genuine) => {
            let first = format!("genuine: {}", summary(genuine));
            [Some(first), genuine.remark.map(|remark| format!("  but {remark}"))]
                .into_iter()
                .flatten()
                .collect()
        }
        Verdict::Mistaken { mistakes, certain } => {
            let head =
                if *certain { "not genuine:" } else { "not genuine; nothing that was tried fits, but:" };
            std::iter::once(head.to_owned()).chain(mistakes.iter().map(mistake)).collect()
        }
        Verdict::Unexplained => {
            let head = "not genuine: no known mistake explains it. Tried were:".to_owned();
            std::iter::once(head).chain(TRIED.iter().map(|tried| format!("  {tried}"))).collect()
        }
    }
}

fn mistake(mistake: &Mistake) -> String {
    format!("  {}: {mistake}", mistake.name())
}

/// What it tells; ids come from the sender, and may not steer a terminal.
fn summary(genuine: &Genuine) -> String {
    let Genuine { event, id, age, .. } = genuine;
    let event = event.as_deref().unwrap_or("an event without a name");
    let id = id.as_ref().map(|id| format!(", id {id}")).unwrap_or_default();
    let age = age.map(|age| {
        let length = shown(Duration::from_secs(age.unsigned_abs()));
        if age < 0 { format!(", {length} ahead") } else { format!(", {length} old") }
    });
    output::printable(&format!("{event}{id}{}", age.unwrap_or_default()))
}
