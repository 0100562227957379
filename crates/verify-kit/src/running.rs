//! Which running sandbox a command is about.

use crate::control::{SandboxAddress, VARIABLE};
use crate::exit::Failure;

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

    /// Whether the flag names one.
    pub(crate) fn is_named(&self) -> bool {
        self.sandbox.is_some()
    }

    /// The tenant that the flag names.
    pub(crate) fn tenant(&self) -> Option<&str> {
        self.tenant.as_deref()
    }
}
