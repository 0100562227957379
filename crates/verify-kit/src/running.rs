//! Which running sandbox a command is about.

use crate::control::{DEFAULT, SandboxAddress, VARIABLE};
use crate::exit::Failure;
use crate::known;
use crate::nearest::nearest;

/// The longest name of a tenant.
const LONGEST_NAME: usize = 64;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Which sandbox")]
pub(crate) struct Running {
    #[arg(
        long,
        value_name = "URL",
        help = "Any address that `sandbox up` printed [env: VERIFY_SANDBOX_URL]"
    )]
    sandbox: Option<String>,
    /// The tenant; else the one in the address, else `default`
    #[arg(long, value_name = "NAME", value_parser = tenant)]
    tenant: Option<String>,
    /// Print JSON
    #[arg(long, help_heading = "Output")]
    pub(crate) json: bool,
}

/// What a tenant may be called.
pub(crate) fn tenant(text: &str) -> Result<String, &'static str> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if (1..=LONGEST_NAME).contains(&text.len()) && text.bytes().all(allowed) {
        return Ok(text.to_owned());
    }
    Err("must be 1 to 64 characters of a-z, 0-9 and -")
}

impl Running {
    pub(crate) fn address(&self) -> Result<SandboxAddress, Failure> {
        let named = SandboxAddress::named(self.sandbox.as_deref())?.ok_or_else(|| {
            Failure::usage("no sandbox is named").next(format!(
                "start one with `verify-kit sandbox up`, and pass the address it prints with --sandbox or {VARIABLE}"
            ))
        })?;
        Ok(match &self.tenant {
            Some(tenant) => named.for_tenant(tenant),
            None => named,
        })
    }

    /// The same of a tenant that is there: asked about one that is not, the sandbox would make it, and a mistyped name would
    /// look like a tenant in which nothing has happened.
    pub(crate) async fn known_address(&self) -> Result<SandboxAddress, Failure> {
        let address = self.address()?;
        if address.tenant() == DEFAULT {
            return Ok(address);
        }
        let listed = address.tenants().await?;
        let names = known::texts(&listed["tenants"]);
        if names.contains(&address.tenant()) {
            return Ok(address);
        }
        let meant = nearest(address.tenant(), names.iter().copied());
        let meant = meant.map_or_else(String::new, |name| format!("; did you mean {name}?"));
        let listed = if names.is_empty() { "none so far".to_owned() } else { names.join("\n  ") };
        Err(Failure::failed(format!("the sandbox has no tenant of this name{meant}"))
            .reason(format!("There are:\n  {listed}"))
            .next(
                "a tenant begins with the first call to it, or with `verify-kit sandbox env --tenant NAME`",
            ))
    }

    /// Whether the flag names one.
    pub(crate) fn is_named(&self) -> bool {
        self.sandbox.is_some()
    }

    /// The tenant that the flag names.
    pub(crate) fn tenant(&self) -> Option<&str> {
        self.tenant.as_deref()
    }
}
