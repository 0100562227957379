//! What somebody has to know who wants to call a sandbox.

use clap::CommandFactory;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::cli::Cli;
use crate::control::SandboxAddress;
use crate::exit::Failure;

/// The line that says where everything is. Providers go by the names of their crates.
#[derive(Debug, Serialize)]
pub(super) struct Ready {
    base_url: String,
    control_url: String,
    tenant: String,
    providers: Map<String, Value>,
}

impl Ready {
    /// Of a tenant of the sandbox at this address.
    pub(super) async fn of(base_url: &str, tenant: &str) -> Result<Self, Failure> {
        Self::at(&SandboxAddress::parse(base_url, "--sandbox")?.for_tenant(tenant)).await
    }

    /// All that the sandbox gives away: a provider that it simulates is in it, whether there are commands for it or not.
    pub(super) async fn at(address: &SandboxAddress) -> Result<Self, Failure> {
        let given = address.get("credentials").await?;
        let crates: Vec<String> =
            Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect();
        let providers = given.as_object().into_iter().flatten();
        Ok(Self {
            base_url: address.base_url().to_owned(),
            control_url: format!("{}/_sandbox", address.base_url()),
            tenant: address.tenant().to_owned(),
            providers: providers.map(|(name, values)| (crate_of(name, &crates), values.clone())).collect(),
        })
    }

    pub(super) fn line(&self) -> Result<String, Failure> {
        serde_json::to_string(self).map_err(|_| Failure::failed("the first line cannot be written as JSON"))
    }
}

/// Whose crate has another name than they have.
const OTHERS: [(&str, &str); 1] = [("debtcore", "spinwheel-gql")];

/// The commands for a provider are called like its crate: mostly the provider's name and what the crate is for.
fn crate_of(provider: &str, crates: &[String]) -> String {
    if let Some((_, name)) = OTHERS.iter().find(|(other, _)| *other == provider) {
        return (*name).to_owned();
    }
    let is_its = |name: &&String| name.strip_prefix(provider).is_some_and(|rest| rest.starts_with('-'));
    crates.iter().find(is_its).map_or_else(|| provider.to_owned(), Clone::clone)
}

#[cfg(test)]
mod tests {
    use super::crate_of;

    #[test]
    fn a_provider_without_commands_keeps_its_name() {
        let crates = ["demo".to_owned(), "spinwheel-connect".to_owned(), "spinwheel-gql".to_owned()];
        assert_eq!(crate_of("spinwheel", &crates), "spinwheel-connect");
        assert_eq!(crate_of("spin", &crates), "spin");
        assert_eq!(crate_of("nobody", &crates), "nobody");
        assert_eq!(crate_of("debtcore", &crates), "spinwheel-gql");
    }
}
