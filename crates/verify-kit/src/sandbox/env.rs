//! `sandbox env`: addresses and credentials for a shell or a program.

use clap::ValueEnum;
use serde_json::{Map, Value};

use super::variables::variables;
use crate::exit::Failure;
use crate::output;
use crate::running::Running;

const EXAMPLES: &str = "\
The variables are VERIFY_SANDBOX_URL and, for each provider, its addresses and synthetic
credentials: SPINWHEEL_BASE_URL, SPINWHEEL_SECRET_KEY, FINICITY_PARTNER_ID and so on.

Examples:
  eval \"$(verify-kit sandbox env --sandbox http://127.0.0.1:8700)\"
  verify-kit sandbox env --tenant blue --format dotenv > .env.test
  verify-kit sandbox env --json";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// How they are written
    #[arg(long, value_enum, default_value_t = Format::Sh, conflicts_with = "json", help_heading = "Output")]
    format: Format,
    #[command(flatten)]
    running: Running,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// `export NAME='value'`
    Sh,
    /// `NAME="value"`
    Dotenv,
    /// One object
    Json,
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let variables = variables(&self.running.address()?).await?;
        match self.format {
            _ if self.running.json => json(variables),
            Format::Json => json(variables),
            Format::Sh => lines(&variables, |name, value| format!("export {name}={}", sh(value))),
            Format::Dotenv => lines(&variables, |name, value| format!("{name}={}", dotenv(value))),
        }
    }
}

fn json(variables: Vec<(String, String)>) -> Result<(), Failure> {
    let object: Map<String, Value> =
        variables.into_iter().map(|(name, value)| (name, value.into())).collect();
    output::json(&object)
}

fn lines(variables: &[(String, String)], line: impl Fn(&str, &str) -> String) -> Result<(), Failure> {
    variables.iter().try_for_each(|(name, value)| output::out(line(name, value)))
}

/// Nothing is special between single quotes but the quote.
fn sh(value: &str) -> String {
    format!("'{}'", value.replace('\'', r"'\''"))
}

fn dotenv(value: &str) -> String {
    let escaped = value.chars().flat_map(|letter| {
        let escape = matches!(letter, '"' | '\\' | '$' | '`').then_some('\\');
        escape.into_iter().chain([letter])
    });
    format!("\"{}\"", escaped.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{dotenv, sh};

    #[test]
    fn odd_letters_are_quoted() {
        assert_eq!(sh("it's $HOME"), r"'it'\''s $HOME'");
        assert_eq!(dotenv(r#"a"b$c\d"#), r#""a\"b\$c\\d""#);
    }
}
