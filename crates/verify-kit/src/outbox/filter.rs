//! Which messages are meant.

use serde_json::Value;

use crate::control::SandboxAddress;
use crate::exit::Failure;
use crate::known;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Which messages")]
pub(super) struct Filter {
    /// To this phone number or e-mail address
    #[arg(long, value_name = "RECIPIENT", value_parser = recipient)]
    to: Option<String>,
    /// Of this provider, for instance finicity
    #[arg(long, value_name = "NAME")]
    provider: Option<String>,
    /// After the message with this number, as `list` shows it; 0 is the beginning
    #[arg(long, value_name = "CURSOR", default_value_t = 0, value_parser = cursor)]
    since: u64,
}

/// Messages are kept under nothing else: what it cannot be would be waited for in vain.
fn recipient(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    if text.starts_with('+') || text.contains('@') {
        return Ok(text.to_owned());
    }
    Err("must be an e-mail address, or a phone number with + and country code, for instance +12025550140")
}

/// In place of clap's own parser, whose message repeats the number.
fn cursor(text: &str) -> Result<u64, &'static str> {
    text.parse().map_err(|_| "must be the number of a message, or 0")
}

/// A filter whose provider the sandbox knows.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    to: Option<&'a str>,
    /// How the operations begin that send such messages.
    prefix: Option<String>,
    pub(super) since: u64,
}

/// What was found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) messages: Vec<Value>,
    /// All that there is, also what does not fit.
    pub(super) count: u64,
    /// The number of the newest message, also of one that does not fit.
    pub(super) cursor: u64,
}

impl Filter {
    pub(super) async fn check(&self, address: &SandboxAddress) -> Result<Wanted<'_>, Failure> {
        let prefix = match &self.provider {
            Some(typed) => Some(format!("{}.", known::provider_of(address, typed).await?)),
            None => None,
        };
        Ok(Wanted { to: self.to.as_deref(), prefix, since: self.since })
    }
}

impl Wanted<'_> {
    /// The messages there are.
    pub(super) async fn look(&self, address: &SandboxAddress) -> Result<Found, Failure> {
        let outbox = address.get(&format!("outbox?since={}", self.since)).await?;
        let messages = outbox["messages"].as_array().into_iter().flatten();
        Ok(Found {
            messages: messages.filter(|message| self.fits(message)).cloned().collect(),
            count: outbox["count"].as_u64().unwrap_or_default(),
            cursor: outbox["cursor"].as_u64().unwrap_or_default(),
        })
    }

    fn fits(&self, message: &Value) -> bool {
        let text = |name: &str| message[name].as_str().unwrap_or_default();
        let by_provider = self.prefix.as_ref().is_none_or(|prefix| text("operation").starts_with(prefix));
        by_provider && self.to.is_none_or(|to| is_same(text("to"), to))
    }
}

/// Phone numbers are compared by their digits, addresses without regard to capitals.
fn is_same(sent_to: &str, asked_for: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let both_numbers = sent_to.starts_with('+') && asked_for.trim_start().starts_with('+');
    sent_to.eq_ignore_ascii_case(asked_for) || (both_numbers && digits(sent_to) == digits(asked_for))
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn a_recipient_can_be_written_in_several_ways() {
        assert!(is_same("+12025550140", "+1 (202) 555-0140"));
        assert!(is_same("Ann@example.com", "ann@example.com"));
        assert!(!is_same("+12025550140", "+12025550141"));
        assert!(!is_same("+12025550140", "2025550140"));
    }
}
