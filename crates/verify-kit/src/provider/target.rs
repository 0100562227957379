//! Where the calls go: a sandbox on this machine, or an environment of the provider.

use serde_json::Value;

use super::{Named, Provider};
use crate::ask::Ask;
use crate::control::{self, SandboxAddress};
use crate::exit::Failure;

/// The heading of these flags in the help.
pub(super) const TARGET: &str = "Where it goes";

#[derive(Debug, clap::Args)]
#[command(next_help_heading = TARGET)]
pub(crate) struct TargetArgs<P: Named> {
    #[arg(
        long,
        value_name = "URL",
        conflicts_with = "live",
        help = "A running sandbox: any address that `sandbox up` printed [env: VERIFY_SANDBOX_URL]"
    )]
    sandbox: Option<String>,
    #[command(flatten)]
    pub(crate) provider: P,
    /// Print the answer as one line of JSON
    #[arg(long, help_heading = "Output")]
    pub(crate) json: bool,
}

/// Which of the two it is.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    Sandbox(SandboxAddress),
    Live(&'static str),
    /// Nothing is sent.
    Nowhere {
        live: bool,
    },
}

impl Place {
    /// What it is, in a few words.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Sandbox(_) => "sandbox on this machine: nothing real happens",
            Self::Live(name) => name,
            Self::Nowhere { .. } => "nothing is sent",
        }
    }
}

/// The addresses and credentials that a sandbox gives away.
pub(crate) struct Given {
    all: Value,
    provider: (&'static str, &'static str),
}

impl Given {
    /// One of them.
    pub(crate) fn text(&self, field: &str) -> Result<&str, Failure> {
        let (key, name) = self.provider;
        let value = self.all.pointer(&format!("/{key}/{field}")).and_then(Value::as_str);
        value.ok_or_else(|| Failure::failed(format!("this sandbox does not simulate {name}")))
    }
}

impl<P: Provider> TargetArgs<P> {
    pub(super) async fn connect(&self, ask: Ask) -> Result<(P::Client, Place), Failure> {
        if let Some(name) = self.provider.live() {
            return Ok((self.provider.live_client(ask)?, Place::Live(name)));
        }
        let (address, given) = self.given().await?;
        Ok((self.provider.sandbox_client(&given, ask)?, Place::Sandbox(address)))
    }
}

impl<P: Named> TargetArgs<P> {
    /// The flags that lead to the same place, each after a space: nothing where the environment names it.
    pub(super) fn again(&self, place: &Place) -> String {
        match (place, &self.sandbox) {
            (Place::Sandbox(address), Some(_)) => format!(" --sandbox {}", address.url()),
            (Place::Live(_), _) => format!(" {}", self.provider.live_flag()),
            _ => String::new(),
        }
    }

    /// The sandbox, and what it gives away.
    pub(crate) async fn given(&self) -> Result<(SandboxAddress, Given), Failure> {
        let address = self.address()?;
        let all = address.get("credentials").await?;
        Ok((address, Given { all, provider: (P::SANDBOX_NAME, P::NAME) }))
    }

    fn address(&self) -> Result<SandboxAddress, Failure> {
        SandboxAddress::named(self.sandbox.as_deref())?.ok_or_else(|| {
            Failure::usage("no sandbox is named, and no --live environment").next(format!(
                "start one with `verify-kit sandbox up`, and pass the address it prints with --sandbox or {}",
                control::VARIABLE
            ))
        })
    }
}
